-- rule = "R-29"
-- title = "退休人员的慰问用了工会经费"
-- subject = "person"
-- severity = "high"
-- purpose = "退休人员的慰问由工会经费或会费列支，应由行政列支。"
-- method = "名册上状态为退休的人，退休以后领的、经费来源是工会经费或会费的慰问。退休日期取离会日期；没有的，取最后一次应缴会费的次月；都没有的视为一直退休，连会费台账也没有的列为低。"
-- exclusions = "退休的慰问和丧事。"
-- caution = "发放当月退休的、退休后继续受聘的会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.10"
-- status = "secondary"
-- limits = []
-- precondition = "select '帮扶慰问台账没有写经费来源' from aid having count(aid.fund_source) = 0"
-- message = "{occurred_on}的发放（{kind}）{amount_fen}由{fund_source}列支，名册上这个人已退休。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid", "dues_line", "dues", "month_calendar"]
-- basis = "发放见中间视图“发放与受助人”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- kind = { of = "assistance" }
-- fund_source = { of = "assistance" }
-- severity = { type = "text", label = "严重程度" }
with
working as (
    select dues.person, max(dues.month) as last_month
    from dues_line as dues
    where
        dues.due_fen <> 0
        and dues.person in (select aid.person from aid where aid.status = '退休')
    group by dues.person
)
select
    aid.person as subject, aid.unit_id, aid.paid_date as occurred_on, aid.amount_fen, aid.batch,
    aid.row_no, aid.line, aid.kind, aid.fund_source,
    case
        when aid.leave_date is null and collected.rows = 0 then 'low' else 'high'
    end as severity
from aid
left join working on aid.person = working.person
left join month_calendar as calendar on working.last_month = calendar.month
cross join (select count(*) as rows from dues) as collected
where
    aid.status = '退休'
    and aid.fund_source in ('工会经费', '会费')
    and aid.kind not in ('退休', '丧事')
    and coalesce(aid.paid_date >= coalesce(aid.leave_date, calendar.next_date), true)
order by subject, batch, row_no
