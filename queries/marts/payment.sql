-- title = "付款"
-- purpose = "一张凭证付给一个收款方多少，以及后来是否被红字冲销。"
-- grain = "一行一张凭证、一个收款方"
-- sources = ["payment_sum"]
-- basis = "见凭证付给各收款方的数。已冲销：同一单位、收款方、金额，之后有红字，红字冲销的是它之前最近的一笔（同一天的，先看记在它前面的）。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
-- number = { of = "voucher" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- account = { type = "text", label = "一级科目" }
-- summary = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
-- is_spent = { type = "boolean", label = "列支出" }
-- is_red = { type = "boolean", label = "红字或退回" }
-- is_cancelled = { type = "boolean", label = "已冲销" }
-- invoice_no = { of = "voucher" }
with
turned as (
    select
        paid.voucher,
        paid.payee_key,
        row_number() over (
            partition by red.voucher, red.payee_key
            order by
                paid.voucher_date = red.voucher_date
                and (paid.batch, paid.row_no) > (red.batch, red.row_no),
                paid.voucher_date desc, paid.batch desc, paid.row_no desc
        ) as place
    from payment_sum as red
    inner join payment_sum as paid
        on
            red.unit_id = paid.unit_id
            and red.payee_key = paid.payee_key
            and red.amount_fen = -paid.amount_fen
            and red.voucher_date >= paid.voucher_date
            and red.voucher <> paid.voucher
    where red.amount_fen < 0
),
cancelled as (
    select distinct turned.voucher, turned.payee_key
    from turned
    where turned.place = 1
)
select
    held.voucher, held.unit_id, held.month, held.voucher_date, held.number, held.batch,
    held.row_no, held.line, held.payee, held.payee_key, held.account, held.summary,
    held.amount_fen, held.is_spent,
    held.amount_fen < 0 as is_red,
    cancelled.voucher is not null as is_cancelled,
    held.invoice_no
from payment_sum as held
left join cancelled
    on held.voucher = cancelled.voucher and held.payee_key = cancelled.payee_key
