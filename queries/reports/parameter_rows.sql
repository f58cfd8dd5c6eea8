-- title = "标准与参数明细"
-- purpose = "标准与参数台账逐行查看，任一行打开原件。"
-- grain = "一行一个参数、一个地区、一段时间"
-- sources = ["parameter"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- [parameters]
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- limit_id = { of = "parameter" }
-- rule_id = { of = "parameter" }
-- province = { of = "parameter" }
-- valid_from = { of = "parameter" }
-- valid_to = { of = "parameter" }
-- value = { of = "parameter" }
-- unit = { of = "parameter" }
-- regulation = { of = "parameter" }
-- article_or_page = { of = "parameter" }
-- status = { of = "parameter" }
-- note = { of = "parameter" }
select
    parameter.batch,
    parameter.row_no,
    parameter.line,
    parameter.limit_id,
    parameter.rule_id,
    parameter.province,
    parameter.valid_from,
    parameter.valid_to,
    parameter.value,
    parameter.unit,
    parameter.regulation,
    parameter.article_or_page,
    parameter.status,
    parameter.note
from parameter
where
    (
        $text is null
        or instr(lower(parameter.limit_id), lower($text)) > 0
        or instr(lower(parameter.rule_id), lower($text)) > 0
        or instr(lower(parameter.regulation), lower($text)) > 0
        or instr(lower(parameter.note), lower($text)) > 0
    )
order by limit_id, batch, row_no
limit $limit offset $offset
