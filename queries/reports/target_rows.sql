-- title = "目标值明细"
-- purpose = "目标值台账逐行查看，任一行打开原件。"
-- grain = "一行一个单位、一个目标、一个期间"
-- sources = ["target", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "target" }
-- unit_name = { type = "text", label = "单位" }
-- target_id = { of = "target" }
-- title = { of = "target" }
-- query = { of = "target" }
-- parameters = { of = "target" }
-- operator = { of = "target" }
-- value = { of = "target" }
-- period = { of = "target" }
-- source = { of = "target" }
select
    target.batch,
    target.row_no,
    target.line,
    target.unit_id,
    named.name as unit_name,
    target.target_id,
    target.title,
    target.query,
    target.parameters,
    target.operator,
    target.value,
    target.period,
    target.source
from target
left join unit_name as named on target.unit_id = named.unit_id
where
    ($from is null or substr(target.period, 1, 4) >= substr($from, 1, 4))
    and ($to is null or substr(target.period, 1, 4) || '-01' < $to)
    and ($only_unit is null or coalesce(target.unit_id, '（未填）') = $only_unit)
    and (
        $text is null
        or instr(lower(target.target_id), lower($text)) > 0
        or instr(lower(target.title), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or target.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by period, batch, row_no
limit $limit offset $offset
