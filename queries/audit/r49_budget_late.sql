-- rule = "R-49"
-- title = "预算批准得晚"
-- subject = "unit"
-- severity = "low"
-- purpose = "一年的预算在年度开始很久以后才批准。"
-- method = "同一单位同一年最早的批准日期，比当年1月1日晚 R-49.deadline_day 天以上。"
-- exclusions = "没有批准日期的不判断；年度中间才建会的会列出。"
-- caution = "天数是本项目默认；上级批得晚是常有的。"
-- regulation = "《中国工会章程》"
-- article = "第三十九条"
-- status = "verified"
-- limits = ["R-49.deadline_day"]
-- precondition = "select '预算台账没有填批准日期' from budget having count(budget.approved_date) = 0"
-- message = "{year}的预算到{occurred_on}才批准，是年初以后 {days}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["budget", "limit_span"]
-- basis = "预算见预算台账。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "integer", unit = "年", label = "年度" }
-- days = { type = "integer", unit = "天", label = "天数" }
with
approved as (
    select
        budget.unit_id, budget.year, budget.batch, budget.row_no, budget.line,
        budget.approved_date,
        min(budget.approved_date) over (partition by budget.unit_id, budget.year) as first_date
    from budget
),
late as (
    select
        approved.unit_id, approved.year, approved.batch, approved.row_no, approved.line,
        approved.first_date,
        approved.first_date - cast(cast(approved.year as varchar) || '-01-01' as date) as days
    from approved
    where approved.approved_date = approved.first_date
)
select
    late.unit_id || '|' || late.year as subject, late.unit_id, late.first_date as occurred_on,
    cast(null as bigint) as amount_fen, late.batch, late.row_no, late.line, late.year, late.days
from late
inner join limit_span as cap
    on
        cap.limit_id = 'R-49.deadline_day' and late.unit_id = cap.unit_id
        and late.first_date >= cap.valid_from and late.first_date < cap.valid_before
where late.days > cap.value
order by subject, batch, row_no
