-- rule = "R-20"
-- title = "节日慰问接近年度限额"
-- subject = "person"
-- severity = "low"
-- purpose = "提醒一名会员一年的节日慰问已接近限额，而同单位的人大多没有。"
-- method = "按人按公历年合计，达到限额的 R-20.warn（%）而没有超过；同单位同年达到的不多于二十分之一的人。"
-- exclusions = "行政经费的不计；大家都接近限额的单位，是它的标准，不列。"
-- caution = "没有超限，只是提醒。"
-- regulation = "本项目默认"
-- article = ""
-- status = "secondary"
-- limits = ["R-20.cap", "R-20.warn"]
-- message = "这名会员{year}节日慰问合计{amount_fen}，限额是{cap_fen}，已接近；同单位多数人没有这么多。"
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
-- year = { type = "integer", unit = "年", label = "年度" }
-- cap_fen = { type = "money", unit = "分", label = "限额" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.paid_date,
        aid.amount_fen, aid.value_fen as cap_fen, warned.value as warn
    from aid_limited as aid
    inner join aid_limited as warned on aid.batch = warned.batch and aid.row_no = warned.row_no
    where
        aid.limit_id = 'R-20.cap' and warned.limit_id = 'R-20.warn' and aid.kind = '节日慰问'
        and coalesce(aid.fund_source, '') <> '行政经费'
),
total as (
    select
        given.person, given.unit_id, given.year, max(given.paid_date) as paid_date,
        sum(given.amount_fen)::bigint as total_fen, max(given.cap_fen) as cap_fen,
        sum(given.amount_fen) * 100 >= max(given.cap_fen) * max(given.warn) as is_near
    from given
    group by given.person, given.unit_id, given.year
),
habit as (
    select
        total.unit_id, total.year, count(*) as people,
        count(case when total.is_near then total.person end) as near
    from total
    group by total.unit_id, total.year
)
select
    total.person as subject, total.unit_id, total.paid_date as occurred_on,
    total.total_fen as amount_fen, given.batch, given.row_no, given.line, total.year,
    total.cap_fen
from total
inner join habit on total.unit_id = habit.unit_id and total.year = habit.year
inner join given
    on
        total.person = given.person and total.year = given.year
        and total.unit_id = given.unit_id
where total.is_near and total.total_fen <= total.cap_fen and habit.near * 20 <= habit.people
order by subject, batch, row_no
