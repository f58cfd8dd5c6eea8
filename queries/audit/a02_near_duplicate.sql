-- rule = "A-02"
-- title = "隔几天又付一次"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "隔了几天，同一笔钱又付给同一个收款方。"
-- method = "同一单位、收款方、金额（100元以上），后一笔在前一笔之后 A-02.days 天以内、不在同一天，这样的付款不超过3笔、不超过2个月，或者连续3个月以上每月一笔、只有一个月两笔。摘要说的是一回事的为中，不是一回事的只列不是整10元的，为低。"
-- exclusions = "红字和已冲销的；签收表、名单一类的集体收款；按月、按周付的定额；常年往来的收款方在另一个月的整10元的数；付给个人和节日、生日、慰问的，摘要不同的整10元的数。"
-- caution = "两次采购恰好同价时会误报，看发票号、附件和到货即知。"
-- regulation = "审计方法：重复付款测试"
-- article = ""
-- status = "secondary"
-- limits = ["A-02.days"]
-- message = "{occurred_on}付给“{payee}”{amount_fen}，{days}前的{other}号凭证已付过同样的数。摘要：{summary}；前一张：{before}"
-- grain = "一行一张疑为再付一次的凭证，或它前面的那一张"
-- sources = ["payment_repeated", "payment_worded", "limit_span"]
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
-- days = { type = "integer", unit = "天", label = "相隔" }
-- other = { type = "text", label = "前一张凭证" }
-- summary = { of = "voucher" }
-- before = { type = "text", label = "前一张的摘要" }
-- severity = { type = "list", label = "程度" }
with
paid as (
    select
        held.voucher, held.unit_id, held.month, held.voucher_date, held.number, held.batch,
        held.row_no, held.line, held.payee, held.payee_key, held.summary, held.words,
        held.amount_fen, held.amount_fen % 1000 = 0 as is_round, held.is_gift, held.is_lasting,
        row_number() over (
            partition by held.unit_id, held.payee_key, held.amount_fen
            order by held.voucher_date, held.batch, held.row_no) as turn
    from payment_worded as held
    inner join payment_repeated as again using (unit_id, payee_key, amount_fen)
    where held.amount_fen >= 10000
),
alike as (
    select
        paid.unit_id, paid.payee_key, paid.amount_fen, max(paid.turn) as payments,
        count(distinct paid.month) as months,
        date_diff('month', min(paid.voucher_date), max(paid.voucher_date)) + 1 as span
    from paid
    group by paid.unit_id, paid.payee_key, paid.amount_fen
),
pair as (
    select
        later.voucher as subject, later.unit_id, later.voucher_date as occurred_on,
        later.amount_fen, later.payee_key, later.turn, later.payee, later.summary,
        date_diff('day', earlier.voucher_date, later.voucher_date) as days,
        earlier.number as other, earlier.summary as before,
        case
            when contains(later.words, earlier.words) then 'medium'
            when contains(earlier.words, later.words) then 'medium'
            when not later.is_round then 'low'
        end as severity
    from paid as later
    inner join alike using (unit_id, payee_key, amount_fen)
    inner join paid as earlier using (unit_id, payee_key, amount_fen)
    inner join limit_span as near
        on
            near.limit_id = 'A-02.days' and near.unit_id = later.unit_id
            and later.voucher_date >= near.valid_from and later.voucher_date < near.valid_before
    where
        later.turn = earlier.turn + 1
        and later.voucher_date > earlier.voucher_date
        and date_diff('day', earlier.voucher_date, later.voucher_date) <= near.value
        and case
            when alike.months <= 2 then alike.payments <= 3
            else
                alike.months = alike.span and alike.payments = alike.months + 1
                and later.month = earlier.month
        end
        and not (later.is_round and later.is_lasting and later.month <> earlier.month)
        and not (later.is_round and later.is_gift and later.summary <> earlier.summary)
)
select
    pair.subject, pair.unit_id, pair.occurred_on, pair.amount_fen, shown.batch, shown.row_no,
    shown.line, pair.payee, pair.days, pair.other, pair.summary, pair.before, pair.severity
from pair
inner join paid as shown using (unit_id, payee_key, amount_fen)
where pair.severity is not null and shown.turn between pair.turn - 1 and pair.turn
order by subject, batch, row_no
