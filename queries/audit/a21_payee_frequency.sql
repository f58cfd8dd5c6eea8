-- rule = "A-21"
-- title = "一个月里付给一个收款方的笔数突然很多"
-- subject = "voucher"
-- severity = "low"
-- purpose = "一个月里付给一个收款方的笔数远多于平时。"
-- method = "同一单位、收款方一个月的付款超过 A-21.per_30 笔，并且不少于其他月份平均的3倍；疑点记在当月最后一笔。"
-- exclusions = "红字和已冲销的；签收表、名单一类的集体收款；付给个人的。"
-- caution = "集中结算、一次大活动都会这样。"
-- regulation = "公开的审计工具"
-- article = ""
-- status = "secondary"
-- limits = ["A-21.per_30"]
-- message = "{month}付给“{payee}”{payments}，共{amount_fen}；其他月份一共{others}。最后一笔：{summary}"
-- grain = "一行一笔当月的付款"
-- sources = ["payment_named", "limit_span"]
-- basis = "见中间视图“有收款方、没有冲销的付款”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month = { type = "month", label = "月份" }
-- payee = { of = "voucher" }
-- payments = { type = "integer", unit = "笔", label = "笔数" }
-- others = { type = "integer", unit = "笔", label = "其他月份" }
-- summary = { of = "voucher" }
with
monthly as (
    select
        paid.unit_id, paid.payee_key, paid.month, count(*) as payments,
        max(paid.payments) - count(*) as others,
        sum(paid.amount_fen)::bigint as amount_fen
    from payment_named as paid
    inner join limit_span as most
        on
            most.limit_id = 'A-21.per_30' and most.unit_id = paid.unit_id
            and paid.voucher_date >= most.valid_from and paid.voucher_date < most.valid_before
    where not paid.is_person
    group by paid.unit_id, paid.payee_key, paid.month
    having
        count(*) > max(most.value)
        and count(*) * (max(paid.months) - 1) >= 3 * (max(paid.payments) - count(*))
),
shown as (
    select
        paid.unit_id, paid.voucher_date, paid.batch, paid.row_no, paid.line, paid.payee,
        paid.month, monthly.payments, monthly.others, monthly.amount_fen,
        last_value(paid.voucher) over whole as last_voucher,
        last_value(paid.voucher_date) over whole as last_date,
        last_value(paid.summary) over whole as last_summary
    from payment_named as paid
    inner join monthly
        on
            paid.unit_id = monthly.unit_id and paid.payee_key = monthly.payee_key
            and paid.month = monthly.month
    window whole as (
        partition by paid.unit_id, paid.payee_key, paid.month
        order by paid.voucher_date, paid.batch, paid.row_no
        rows between unbounded preceding and unbounded following
    )
)
select
    shown.last_voucher as subject, shown.unit_id, shown.last_date as occurred_on,
    shown.amount_fen, shown.batch, shown.row_no, shown.line, shown.month, shown.payee,
    shown.payments, shown.others, shown.last_summary as summary
from shown
order by subject, batch, row_no
