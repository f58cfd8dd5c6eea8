-- rule = "R-63"
-- title = "金秋助学不在开学前后"
-- subject = "person"
-- severity = "low"
-- purpose = "金秋助学的发放日期不在开学前后的月份。"
-- method = "发放的月份早于 R-63.month_from 或晚于 R-63.month_to。"
-- exclusions = "同单位同一天发给5人以上的，是统一发放，不逐人列。"
-- caution = "月份是本项目默认；录取通知来得晚的会误报。"
-- regulation = "工作计划8（金秋助学）"
-- article = "三3"
-- status = "verified"
-- limits = ["R-63.month_from", "R-63.month_to"]
-- message = "{occurred_on}发放金秋助学{amount_fen}，不在 {month_from}至 {month_to}之内。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid_limited"]
-- basis = "发放和标准见中间视图“发放与当时的标准”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month_from = { type = "integer", unit = "月", label = "从" }
-- month_to = { type = "integer", unit = "月", label = "到" }
with
given as (
    select
        aid.person, aid.unit_id, aid.paid_date, aid.amount_fen, aid.batch, aid.row_no, aid.line,
        max(case when aid.limit_id = 'R-63.month_from' then aid.value end) as month_from,
        max(case when aid.limit_id = 'R-63.month_to' then aid.value end) as month_to
    from aid_limited as aid
    where aid.kind = '金秋助学'
    group by
        aid.person, aid.unit_id, aid.paid_date, aid.amount_fen, aid.batch, aid.row_no, aid.line
),
counted as (
    select
        given.person, given.unit_id, given.paid_date, given.amount_fen, given.batch,
        given.row_no, given.line, cast(given.month_from as bigint) as month_from,
        cast(given.month_to as bigint) as month_to,
        count(*) over (partition by given.unit_id, given.paid_date) as together
    from given
)
select
    counted.person as subject, counted.unit_id, counted.paid_date as occurred_on,
    counted.amount_fen, counted.batch, counted.row_no, counted.line, counted.month_from,
    counted.month_to
from counted
where
    (month(counted.paid_date) < counted.month_from or month(counted.paid_date) > counted.month_to)
    and counted.together < 5
order by subject, batch, row_no
