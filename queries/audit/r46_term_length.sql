-- rule = "R-46"
-- title = "任期年数不合规定"
-- subject = "unit"
-- severity = "low"
-- purpose = "一届工会委员会的任期年数不在规定之内。"
-- method = "任期年数小于 R-46.term_min 或大于 R-46.term_max。"
-- exclusions = "没有填任期的、停用撤销的、工会小组等不判断。"
-- caution = "《工会法》第十六条写三年或者五年，章程写三年至五年，四年的不列。"
-- regulation = "《中国工会章程》；《中华人民共和国工会法》(2021)"
-- article = "章程第二十六条；工会法第十六条"
-- status = "verified"
-- limits = ["R-46.term_min", "R-46.term_max"]
-- message = "这个工会的任期写着 {years}，规定是三年至五年。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["unit", "limit_span"]
-- basis = "单位见单位台账。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- years = { type = "integer", unit = "年", label = "任期" }
with
held as (
    select
        unit.unit_id, unit.term_start, unit.term_years, unit.batch, unit.row_no, unit.line,
        min(span.value) as least, max(span.value) as most
    from unit
    inner join limit_span as span
        on
            unit.unit_id = span.unit_id
            and span.limit_id in ('R-46.term_min', 'R-46.term_max')
            and coalesce(unit.term_start, cast(getvariable('today') as date)) >= span.valid_from
            and coalesce(unit.term_start, cast(getvariable('today') as date)) < span.valid_before
    where unit.kind in ('总工会', '基层工会', '企业') and coalesce(unit.status, '正常') = '正常'
    group by
        unit.unit_id, unit.term_start, unit.term_years, unit.batch, unit.row_no, unit.line
)
select
    held.unit_id as subject, held.unit_id, held.term_start as occurred_on,
    cast(null as bigint) as amount_fen, held.batch, held.row_no, held.line,
    held.term_years as years
from held
where held.term_years < held.least or held.term_years > held.most
order by subject, batch, row_no
