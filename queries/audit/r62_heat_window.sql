-- rule = "R-62"
-- title = "高温慰问不在高温月份"
-- subject = "person"
-- severity = "low"
-- purpose = "高温慰问的发放日期不在高温月份。"
-- method = "发放的月份早于 R-62.month_from 或晚于 R-62.month_to。"
-- exclusions = "同单位同一天发给5人以上的，是统一发放，不逐人列。"
-- caution = "南方高温季节长；月份是本项目默认。"
-- regulation = "工作计划8（高温慰问）"
-- article = "三3"
-- status = "verified"
-- limits = ["R-62.month_from", "R-62.month_to"]
-- message = "{occurred_on}发放高温慰问{amount_fen}，不在 {month_from}至 {month_to}之内。"
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
        max(case when aid.limit_id = 'R-62.month_from' then aid.value end) as month_from,
        max(case when aid.limit_id = 'R-62.month_to' then aid.value end) as month_to
    from aid_limited as aid
    where aid.kind = '高温慰问'
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
