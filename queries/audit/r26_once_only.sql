-- rule = "R-26"
-- title = "结婚、退休慰问领了不止一次"
-- subject = "person"
-- severity = "low"
-- purpose = "结婚、退休的慰问，一名会员领了不止规定的次数。"
-- method = "按人、类型数全部年份，多于最后一笔那天生效的 R-26.times；退休多于一次的列为中。"
-- exclusions = "再婚：几笔结婚慰问各有不同的事件凭据。"
-- caution = "最早一份台账以前的发放不知道；再婚是合法的。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9–10"
-- status = "secondary"
-- limits = ["R-26.times"]
-- message = "这名会员领了 {times}{kind}慰问，共{amount_fen}，最后一次在{occurred_on}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid", "limit_span"]
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
-- times = { type = "integer", unit = "次", label = "次数" }
-- severity = { type = "text", label = "严重程度" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
counted as (
    select
        aid.person, aid.kind, count(*) as times, count(distinct aid.event_ref) as events,
        max(aid.paid_date) as last_date, max(aid.unit_id) as unit_id,
        sum(aid.amount_fen)::bigint as total_fen
    from aid
    where aid.kind in ('结婚', '退休')
    group by aid.person, aid.kind
)
select
    counted.person as subject, counted.unit_id, counted.last_date as occurred_on,
    counted.total_fen as amount_fen, aid.batch, aid.row_no, aid.line, counted.kind, counted.times,
    case when counted.kind = '退休' then 'medium' else 'low' end as severity,
    cap.regulation, cap.article
from counted
inner join limit_span as cap
    on
        cap.limit_id = 'R-26.times' and counted.unit_id = cap.unit_id
        and counted.last_date >= cap.valid_from and counted.last_date < cap.valid_before
inner join aid on counted.person = aid.person and counted.kind = aid.kind
where
    counted.times > cap.value and (counted.kind = '退休' or counted.events < counted.times)
order by subject, batch, row_no
