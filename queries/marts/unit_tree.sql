-- title = "单位的上下级"
-- purpose = "一个单位连同它下面的所有单位，供按单位筛选。"
-- grain = "一行一个单位和它的一个上级（含自身）"
-- sources = ["unit", "member", "dues", "voucher", "balance", "bank", "budget", "assistance", "activity", "result", "milestone"]
-- basis = "上下级取自单位台账的上级单位编号；台账里出现而单位台账没有的单位，是自己的根。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- ancestor_id = { type = "identifier", label = "上级单位编号（含自身）" }
-- distance = { type = "integer", label = "相隔级数" }
with recursive
seen as (
    select unit_id from unit
    union select parent_id from unit
    union select unit_id from member
    union select unit_id from dues
    union select unit_id from voucher
    union select unit_id from balance
    union select unit_id from bank
    union select unit_id from budget
    union select unit_id from assistance
    union select unit_id from activity
    union select unit_id from result
    union select unit_id from milestone
),
tree as (
    select
        seen.unit_id,
        seen.unit_id as ancestor_id,
        0 as distance
    from seen
    where seen.unit_id is not null
    union
    -- a circle of units that name each other ends here and not in an endless loop
    select
        tree.unit_id,
        unit.parent_id as ancestor_id,
        tree.distance + 1 as distance
    from tree
    inner join unit on tree.ancestor_id = unit.unit_id
    where unit.parent_id is not null and tree.distance < 12
)
select
    tree.unit_id,
    tree.ancestor_id,
    min(tree.distance)::bigint as distance
from tree
group by tree.unit_id, tree.ancestor_id
