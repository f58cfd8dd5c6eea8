-- title = "凭证付给各收款方的数"
-- purpose = "一张凭证付给一个收款方多少，供付款取用。"
-- grain = "一行一张凭证、一个收款方"
-- sources = ["audit_line"]
-- basis = "有支出的凭证取支出分录；没有支出而付出了现金或存款的（上解、购置、往来），取付出的净额（有凭证号的才看得出）。凭证只写了一个收款方的，整张归它。年末结转和存取现金不算付款。红字金额为负。"
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
-- lines = { type = "integer", label = "分录数" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- account = { type = "text", label = "一级科目" }
-- summary = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
-- is_spent = { type = "boolean", label = "列支出" }
-- invoice_no = { of = "voucher" }
-- payment_method = { of = "voucher" }
with
whole as (
    select
        line.voucher,
        sum(line.spent_fen) as spent_fen,
        sum(case when line.is_cash then line.credit_fen - line.debit_fen else 0 end) as paid_fen,
        max(case when line.payee_key <> '' then line.payee end) as payee,
        max(line.payee_key) as payee_key,
        max(line.invoice_no) as invoice_no,
        max(line.payment_method) as payment_method,
        coalesce(min(nullif(line.payee_key, '')) <> max(line.payee_key), false) as is_shared
    from audit_line as line
    where not line.is_closing
    group by line.voucher
),
taken as (
    select
        line.voucher, line.unit_id, line.month, line.voucher_date, line.number, line.batch,
        line.row_no, line.line, line.account_name, line.level1_name, line.summary,
        whole.spent_fen <> 0 as is_spent, whole.payment_method,
        case when whole.is_shared then line.payee else whole.payee end as payee,
        case when whole.is_shared then line.payee_key else whole.payee_key end as payee_key,
        case when whole.is_shared then line.invoice_no else whole.invoice_no end as invoice_no,
        case
            when whole.spent_fen <> 0 then line.spent_fen
            else line.credit_fen - line.debit_fen
        end as amount_fen
    from audit_line as line
    inner join whole on line.voucher = whole.voucher
    where
        case
            when whole.spent_fen <> 0 then line.spent_fen <> 0
            else
                whole.paid_fen > 0 and line.is_cash and line.credit_fen <> line.debit_fen
                and line.number is not null
        end
)
select
    taken.voucher, taken.unit_id, taken.month, min(taken.voucher_date) as voucher_date,
    max(taken.number) as number, min(taken.batch) as batch, min(taken.row_no) as row_no,
    min(taken.line) as line, count(*) as lines, max(taken.payee) as payee, taken.payee_key,
    max(coalesce(taken.level1_name, taken.account_name)) as account,
    min(taken.summary) as summary, sum(taken.amount_fen)::bigint as amount_fen,
    bool_or(taken.is_spent) as is_spent, max(taken.invoice_no) as invoice_no,
    max(taken.payment_method) as payment_method
from taken
group by taken.voucher, taken.unit_id, taken.month, taken.payee_key
having sum(taken.amount_fen) <> 0
