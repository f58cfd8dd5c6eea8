-- rule = "R-48"
-- title = "长期没有审计"
-- subject = "unit"
-- severity = "medium"
-- purpose = "一个工会太久没有经费审查。"
-- method = "最近审查日或者最近完成的审计任务，取晚的，距账本日期超过 R-48.months 个月。"
-- exclusions = "两样都没有的不判断；停用撤销的、工会小组等不判断。"
-- caution = "由上级统一审计、没有登记的会误报。审计任务见目标与任务台账。"
-- regulation = "《中国工会审计条例》；《中华人民共和国工会法》(2021)第四十五条"
-- article = "通则"
-- status = "memory"
-- limits = ["R-48.months"]
-- precondition = "select '单位台账没有填最近审查日，也没有完成的审计任务' where not exists (select unit.name from unit where unit.last_review_date is not null) and not exists (select done.title from milestone as done where done.kind = '审计' and done.done_date is not null)"
-- message = "这个工会最近一次审查在{occurred_on}，距今已有 {months}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["unit", "milestone", "limit_span"]
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
-- months = { type = "integer", unit = "个月", label = "月数" }
with
done as (
    select task.unit_id, max(task.done_date) as done_date
    from milestone as task
    where task.kind = '审计' and task.done_date <= cast(getvariable('today') as date)
    group by task.unit_id
),
reviewed as (
    select
        unit.unit_id, unit.batch, unit.row_no, unit.line,
        greatest(unit.last_review_date, done.done_date) as last_date
    from unit
    left join done on unit.unit_id = done.unit_id
    where unit.kind in ('总工会', '基层工会', '企业') and coalesce(unit.status, '正常') = '正常'
),
aged as (
    select
        unit.unit_id, unit.last_date, unit.batch, unit.row_no, unit.line, cap.value,
        (year(cast(getvariable('today') as date)) - year(unit.last_date)) * 12
        + month(cast(getvariable('today') as date)) - month(unit.last_date) as months
    from reviewed as unit
    inner join limit_span as cap on cap.limit_id = 'R-48.months' and unit.unit_id = cap.unit_id
    where
        cast(getvariable('today') as date) >= cap.valid_from
        and cast(getvariable('today') as date) < cap.valid_before
)
select
    aged.unit_id as subject, aged.unit_id, aged.last_date as occurred_on,
    cast(null as bigint) as amount_fen, aged.batch, aged.row_no, aged.line, aged.months
from aged
where aged.months > aged.value
order by subject, batch, row_no
