-- title = "标准与限额"
-- purpose = "各地区和自己定了标准的单位现有哪些参数，从哪天到哪天，依据什么；规则按业务发生那天取值。"
-- grain = "一行一个参数、一个地区或单位、一段时间"
-- sources = ["limit_place", "parameter"]
-- basis = "近的地方优先于全国，有依据的优先于待核的；没有依据的限额不用。"
-- measure = "table"
-- [columns]
-- limit_id = { of = "parameter" }
-- rule_id = { of = "parameter" }
-- place = { type = "text", label = "地区或单位" }
-- province = { of = "parameter" }
-- valid_from = { type = "date", label = "生效日期" }
-- valid_before = { type = "date", label = "到这天之前" }
-- value = { of = "parameter" }
-- unit = { of = "parameter" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
-- status = { of = "parameter" }
-- note = { of = "parameter" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
select
    span.limit_id,
    parameter.rule_id,
    span.place,
    parameter.province,
    nullif(span.valid_from, date '1000-01-01') as valid_from,
    nullif(span.valid_before, date '9998-12-31') as valid_before,
    parameter.value,
    parameter.unit,
    parameter.regulation,
    parameter.article_or_page as article,
    parameter.status,
    parameter.note,
    span.batch,
    span.row_no,
    parameter.line
from limit_place as span
inner join parameter on span.batch = parameter.batch and span.row_no = parameter.row_no
order by limit_id, place, valid_from nulls first
