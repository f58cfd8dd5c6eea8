-- title = "可选单位"
-- purpose = "页面上按单位筛选时列出的单位，按上下级排。"
-- grain = "一行一个单位"
-- sources = ["unit_name"]
-- basis = "单位台账里的单位，以及台账里出现而单位台账没有的单位。"
-- measure = "table"
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- parent_id = { type = "identifier", label = "上级单位编号" }
select
    unit.unit_id,
    unit.name as unit_name,
    unit.parent_id
from unit_name as unit
order by unit_id
