-- title = "单位属于哪一支"
-- purpose = "一个单位连同所有下级，分成它自己（本级）和各直接下级（含其下级），每个单位只在一支里。"
-- grain = "一行一个上级下的一个单位；不指明上级时，上级为最高的单位"
-- sources = ["unit_tree"]
-- basis = "上级为空的行供查看全部单位时用：各最高单位自己一支，它的各直接下级各一支。"
-- measure = "table"
-- stored = true
-- [columns]
-- top_id = { type = "identifier", label = "上级单位编号（全部单位为空）" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- branch_id = { type = "identifier", label = "所在一支的单位编号" }
-- is_own = { type = "boolean", label = "本级" }
with
placed as (
    select
        tree.ancestor_id as top_id,
        tree.unit_id,
        -- of two ways up (units that name each other) one is taken
        min(child.ancestor_id) as branch_id,
        tree.distance = 0 as is_own
    from unit_tree as tree
    left join unit_tree as child
        on tree.unit_id = child.unit_id and child.distance = tree.distance - 1
        and child.ancestor_id in (
            select next.unit_id from unit_tree as next
            where next.ancestor_id = tree.ancestor_id and next.distance = 1
        )
    group by tree.ancestor_id, tree.unit_id, tree.distance
),
root as (
    select
        tree.unit_id,
        tree.ancestor_id as root_id,
        row_number() over (
            partition by tree.unit_id order by tree.distance desc, tree.ancestor_id
        ) as place
    from unit_tree as tree
)
select
    placed.top_id,
    placed.unit_id,
    coalesce(placed.branch_id, placed.unit_id) as branch_id,
    placed.is_own
from placed
union all
select
    null,
    placed.unit_id,
    coalesce(placed.branch_id, placed.unit_id),
    placed.is_own
from placed
inner join root
    on placed.unit_id = root.unit_id and placed.top_id = root.root_id and root.place = 1
