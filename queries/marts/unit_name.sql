-- title = "单位名称"
-- purpose = "单位编号对应的显示名称；没有名称的单位显示编号。"
-- grain = "一行一个单位"
-- sources = ["unit", "unit_tree"]
-- basis = "名称取自单位台账。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- name = { type = "text", label = "单位" }
-- parent_id = { type = "identifier", label = "上级单位编号" }
-- kind = { type = "list", label = "组织类型" }
select
    seen.unit_id,
    coalesce(unit.name, seen.unit_id) as name,
    unit.parent_id,
    unit.kind
from (select unit_tree.unit_id from unit_tree where unit_tree.distance = 0) as seen
left join unit on seen.unit_id = unit.unit_id
