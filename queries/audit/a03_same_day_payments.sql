-- rule = "A-03"
-- title = "一天付给一个收款方好几笔"
-- subject = "voucher"
-- severity = "low"
-- purpose = "同一天分好几张凭证付给同一个收款方。"
-- method = "同一单位、收款方、日期有 A-03.same_day 张以上付款凭证，只有这一天这样；付给个人和往来频繁的收款方的，要事由（摘要去掉数字和批次月份）也相同、最大的不超过最小的一倍半。疑点记在最后一张。"
-- exclusions = "红字和已冲销的；签收表、名单一类的集体收款；有两天以上这样付的收款方；上解、拨付、工资、押金、退款。"
-- caution = "几次活动的款项凑到一天结算时会误报。"
-- regulation = "公开的账簿画像规则"
-- article = ""
-- status = "secondary"
-- limits = ["A-03.same_day"]
-- message = "{occurred_on}分{payments}张凭证付给“{payee}”，共{amount_fen}。最后一张：{summary}"
-- grain = "一行一张同一天的凭证"
-- sources = ["payment_named", "payment_worded", "limit_span"]
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
-- payee = { of = "voucher" }
-- payments = { type = "integer", unit = "", label = "凭证张数" }
-- summary = { of = "voucher" }
with
busy as (
    select paid.unit_id, paid.payee_key, paid.voucher_date
    from payment_named as paid
    where paid.is_purchase
    group by paid.unit_id, paid.payee_key, paid.voucher_date
    having
        count(*) >= (
            select min(near.value) from limit_span as near where near.limit_id = 'A-03.same_day'
        )
),
bought as (
    select
        paid.voucher, paid.unit_id, paid.payee_key, paid.voucher_date, paid.batch, paid.row_no,
        paid.line, paid.payee, paid.summary, paid.amount_fen,
        case when paid.is_frequent or paid.is_person then paid.words else '' end as about
    from payment_worded as paid
    inner join busy using (unit_id, payee_key, voucher_date)
    where paid.is_purchase and (paid.words <> '' or not (paid.is_frequent or paid.is_person))
),
daily as (
    select
        paid.unit_id, paid.payee_key, paid.about, paid.voucher_date, near.value,
        count(*) as payments, sum(paid.amount_fen)::bigint as amount_fen
    from bought as paid
    inner join limit_span as near
        on
            near.limit_id = 'A-03.same_day' and near.unit_id = paid.unit_id
            and paid.voucher_date >= near.valid_from and paid.voucher_date < near.valid_before
    group by paid.unit_id, paid.payee_key, paid.about, paid.voucher_date, near.value
    having
        count(*) >= near.value
        and (paid.about = '' or max(paid.amount_fen) * 2 <= 3 * min(paid.amount_fen))
),
counted as (
    select
        daily.unit_id, daily.payee_key, daily.about, daily.voucher_date, daily.payments,
        daily.amount_fen,
        count(*) over (partition by daily.unit_id, daily.payee_key, daily.about) as days
    from daily
),
shown as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.batch, paid.row_no, paid.line,
        paid.payee, paid.summary, counted.payments, counted.amount_fen,
        last_value(paid.voucher) over whole as last_voucher,
        last_value(paid.summary) over whole as last_summary
    from bought as paid
    inner join counted using (unit_id, payee_key, about, voucher_date)
    where counted.days = 1
    window whole as (
        partition by paid.unit_id, paid.payee_key, paid.about, paid.voucher_date
        order by paid.batch, paid.row_no
        rows between unbounded preceding and unbounded following
    )
)
select
    shown.last_voucher as subject, shown.unit_id, shown.voucher_date as occurred_on,
    shown.amount_fen, shown.batch, shown.row_no, shown.line, shown.payee, shown.payments,
    shown.last_summary as summary
from shown
order by subject, batch, row_no
