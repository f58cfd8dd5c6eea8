-- rule = "A-16"
-- title = "凭证日期不在会计期间里"
-- subject = "voucher"
-- severity = "low"
-- purpose = "凭证记在一个月，日期却是另一个月，可能是跨期。"
-- method = "凭证的会计期间与凭证日期的月份不同。不在同一年的为中。"
-- exclusions = "没有会计期间一栏的；不到10张凭证的单位；除去一张，这样的超过百分之一的单位（另有结账日）；年末结转。"
-- caution = "结账日不在月末的单位，月末的凭证记在下月。"
-- regulation = "公开的审计软件测试（日期）"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- message = "日期是{voucher_date}的凭证，记在{month}。{summary}"
-- grain = "一行一张跨期的凭证的一条分录"
-- sources = ["voucher_head", "audit_line", "month_calendar"]
-- basis = "会计期间见中间视图“审计用的凭证分录”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- severity = { type = "list", label = "轻重" }
-- voucher_date = { of = "voucher" }
-- month = { type = "month", label = "期间" }
-- summary = { of = "voucher" }
with
dated as (
    select
        head.voucher, head.unit_id, head.month, head.voucher_date, head.amount_fen, head.summary,
        head.is_closing,
        year(head.voucher_date) * 12 + month(head.voucher_date) - 1 <> calendar.month_no as is_other
    from voucher_head as head
    left join month_calendar as calendar on head.month = calendar.month
),
counted as (
    select
        dated.unit_id,
        count(*) as vouchers,
        count_if(dated.is_other) as others
    from dated
    group by dated.unit_id
)
select
    dated.voucher as subject, dated.unit_id, dated.voucher_date as occurred_on, dated.amount_fen,
    line.batch, line.row_no, line.line,
    case
        when substr(dated.month, 1, 4) = cast(year(dated.voucher_date) as varchar) then 'low'
        else 'medium'
    end as severity,
    dated.voucher_date, dated.month, dated.summary
from dated
inner join counted
    on
        dated.unit_id = counted.unit_id
        and counted.vouchers >= 10
        and (counted.others - 1) * 100 <= counted.vouchers
inner join audit_line as line on dated.voucher = line.voucher
where dated.is_other and not dated.is_closing
order by subject, batch, row_no
