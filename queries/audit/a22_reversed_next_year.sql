-- rule = "A-22"
-- title = "跨年冲销"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "下一年把上一年的支出整笔冲回，上一年的决算因此多列了支出。"
-- method = "红字付款与它之前最近的一笔同单位、同收款方、同一级科目、同金额的付款分在相邻的两年。"
-- exclusions = "写明退款、退回的。"
-- caution = "上年确实记错、决算后才发现的更正也是这样，看更正的原因和审批。"
-- regulation = "公开的账簿画像规则"
-- article = ""
-- status = "secondary"
-- limits = []
-- message = "{occurred_on}的红字{amount_fen}冲回了{paid_date}的{other}号凭证，跨了年度。红字摘要：{summary}；原摘要：{before}"
-- grain = "一行一张跨年的红字凭证，或它冲回的凭证"
-- sources = ["payment"]
-- basis = "付款见中间视图“付款”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- paid_date = { type = "date", label = "原付款日期" }
-- other = { type = "text", label = "原凭证" }
-- summary = { of = "voucher" }
-- before = { type = "text", label = "原摘要" }
with
pair as (
    select
        red.voucher, red.unit_id, red.voucher_date, red.month, red.batch, red.row_no, red.line,
        red.amount_fen, red.summary, paid.batch as paid_batch, paid.row_no as paid_row,
        paid.line as paid_line, paid.voucher_date as paid_date, paid.month as paid_month,
        coalesce(paid.number, '') as other, paid.summary as before,
        row_number() over (
            partition by red.batch, red.row_no
            order by paid.voucher_date desc, paid.batch desc, paid.row_no desc
        ) as turn
    from payment as red
    inner join payment as paid
        on
            red.unit_id = paid.unit_id and red.payee_key = paid.payee_key
            and red.amount_fen = -paid.amount_fen
            and coalesce(red.account, '') = coalesce(paid.account, '')
            and red.voucher_date >= paid.voucher_date
    where red.is_red and not regexp_matches(coalesce(red.summary, ''), '退')
)
select
    pair.voucher as subject, pair.unit_id, pair.voucher_date as occurred_on,
    pair.amount_fen,
    case when side.is_paid then pair.paid_batch else pair.batch end as batch,
    case when side.is_paid then pair.paid_row else pair.row_no end as row_no,
    case when side.is_paid then pair.paid_line else pair.line end as line,
    pair.paid_date, pair.other, pair.summary, pair.before
from pair
cross join (values (true), (false)) as side(is_paid)
where
    pair.turn = 1
    and cast(substr(pair.month, 1, 4) as integer)
    = cast(substr(pair.paid_month, 1, 4) as integer) + 1
order by subject, batch, row_no
