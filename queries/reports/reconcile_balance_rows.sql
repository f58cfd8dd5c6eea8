-- title = "余额表与凭证对账明细"
-- purpose = "一个科目的余额表行和属于它的全部凭证分录。"
-- grain = "一行余额表的一行，或一条凭证分录"
-- sources = ["balance_line", "balance_booking", "voucher", "unit_name"]
-- basis = "与余额表与凭证对账同一口径。"
-- measure = "table"
-- [parameters]
-- balance_batch = { type = "integer", label = "余额表批次", required = true }
-- balance_row = { type = "integer", label = "余额表行序", required = true }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { type = "period", label = "期间" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_code = { of = "voucher" }
-- account_name = { of = "voucher" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- balance_debit_fen = { type = "money", unit = "分", label = "余额表借方" }
-- voucher_debit_fen = { type = "money", unit = "分", label = "凭证借方" }
-- balance_credit_fen = { type = "money", unit = "分", label = "余额表贷方" }
-- voucher_credit_fen = { type = "money", unit = "分", label = "凭证贷方" }
with
found as (
    select
        'balance' as ledger, stated.batch, stated.row_no, stated.line, stated.unit_id,
        stated.period, cast(null as varchar) as word, cast(null as varchar) as number,
        cast(null as varchar) as summary, stated.account_code, stated.account_name,
        cast(null as boolean) as is_closing, stated.debit_fen as balance_debit_fen,
        cast(null as bigint) as voucher_debit_fen, stated.credit_fen as balance_credit_fen,
        cast(null as bigint) as voucher_credit_fen
    from balance_line as stated
    where stated.batch = $balance_batch and stated.row_no = $balance_row
    union all
    select
        'voucher', booking.batch, booking.row_no, booking.line, voucher.unit_id,
        booking.month, voucher.word, voucher.number, voucher.summary, voucher.account_code,
        voucher.account_name, booking.is_closing, null, booking.debit_fen, null,
        booking.credit_fen
    from balance_booking as booking
    inner join voucher on booking.batch = voucher.batch and booking.row_no = voucher.row_no
    where booking.balance_batch = $balance_batch and booking.balance_row = $balance_row
)
select
    found.ledger,
    found.batch,
    found.row_no,
    found.line,
    found.unit_id,
    named.name as unit_name,
    found.period,
    found.word,
    found.number,
    found.summary,
    found.account_code,
    found.account_name,
    found.is_closing,
    found.balance_debit_fen,
    found.voucher_debit_fen,
    found.balance_credit_fen,
    found.voucher_credit_fen
from found
left join unit_name as named on found.unit_id = named.unit_id
order by ledger, period, batch, row_no
