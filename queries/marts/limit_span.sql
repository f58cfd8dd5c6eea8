-- title = "各单位生效的参数"
-- purpose = "每个单位、每个参数、每一段时间的值和依据；规则按业务发生那天取它。"
-- grain = "一行一个单位、一个参数、一段时间"
-- sources = ["limit_place", "parameter", "unit_place"]
-- basis = "见参数在各地的时间段。金额的参数另换算成分。"
-- measure = "table"
-- stored = true
-- [columns]
-- limit_id = { of = "parameter" }
-- rule_id = { of = "parameter" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- valid_from = { type = "date", label = "从这天" }
-- valid_before = { type = "date", label = "到这天之前" }
-- value = { of = "parameter" }
-- value_fen = { type = "money", unit = "分", label = "金额" }
-- unit = { of = "parameter" }
-- word = { type = "text", label = "词" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
-- status = { of = "parameter" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
select
    span.limit_id,
    parameter.rule_id,
    place.unit_id,
    span.valid_from,
    span.valid_before,
    parameter.value,
    case when parameter.unit like '元%' then cast(parameter.value * 100 as bigint) end
        as value_fen,
    parameter.unit,
    parameter.note as word,
    parameter.regulation,
    parameter.article_or_page as article,
    parameter.status,
    span.batch,
    span.row_no,
    parameter.line
from limit_place as span
inner join parameter on span.batch = parameter.batch and span.row_no = parameter.row_no
inner join unit_place as place on span.place = place.place
