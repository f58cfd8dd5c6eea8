-- title = "可选的单位"
-- purpose = "可供筛选的单位和它们的上下级。"
-- grain = "一行一个单位"
-- sources = ["unit_name", "unit_tree"]
-- basis = "单位台账里的，和别的台账里出现的。"
-- measure = "table"
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- parent_id = { type = "identifier", label = "上级单位编号" }
-- kind = { type = "list", label = "组织类型" }
-- level = { type = "integer", label = "层级（0为最上）" }
-- below = { type = "integer", unit = "个", label = "下级单位数" }
with
depth as (
    select
        tree.unit_id,
        max(tree.distance) as level
    from unit_tree as tree
    group by tree.unit_id
),
reach as (
    select
        tree.ancestor_id,
        count(*) - 1 as below
    from unit_tree as tree
    group by tree.ancestor_id
)
select
    named.unit_id,
    named.name as unit_name,
    named.parent_id,
    named.kind,
    depth.level,
    coalesce(reach.below, 0) as below
from unit_name as named
inner join depth on named.unit_id = depth.unit_id
left join reach on named.unit_id = reach.ancestor_id
order by level, unit_name, unit_id
