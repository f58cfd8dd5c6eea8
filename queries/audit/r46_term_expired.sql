-- rule = "R-46"
-- title = "届期已满没有换届"
-- subject = "unit"
-- severity = "medium"
-- purpose = "工会的届期已满，没有换届。"
-- method = "本届起始日加任期年数，早于账本的日期。"
-- exclusions = "没有填起始日或任期的、停用撤销的、工会小组等不判断。"
-- caution = "上级批准延期换届的会误报。"
-- regulation = "《中国工会章程》；《中华人民共和国工会法》(2021)"
-- article = "章程第二十六条；工会法第十六条"
-- status = "verified"
-- limits = []
-- precondition = "select '单位台账没有填本届起始日' from unit having count(unit.term_start) = 0"
-- message = "这个工会的届期从{occurred_on}起 {years}，到{today}已满。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["unit"]
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
-- today = { type = "date", label = "账本日期" }
select
    unit.unit_id as subject, unit.unit_id, unit.term_start as occurred_on,
    cast(null as bigint) as amount_fen, unit.batch, unit.row_no, unit.line,
    unit.term_years as years, cast(getvariable('today') as date) as today
from unit
where
    unit.kind in ('总工会', '基层工会', '企业') and coalesce(unit.status, '正常') = '正常'
    and year(cast(getvariable('today') as date)) * 10000
    + month(cast(getvariable('today') as date)) * 100
    + day(cast(getvariable('today') as date))
    > (year(unit.term_start) + unit.term_years) * 10000
    + month(unit.term_start) * 100 + day(unit.term_start)
order by subject, batch, row_no
