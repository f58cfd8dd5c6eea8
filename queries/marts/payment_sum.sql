-- title = "凭证付给各收款方的数"
-- purpose = "一张凭证付给一个收款方多少，供付款取用。"
-- grain = "一行一张凭证、一个收款方"
-- sources = ["voucher_head", "audit_line"]
-- basis = "有支出的凭证取支出分录；没有支出而付出了现金或存款的（上解、购置、往来），取付出的净额（有凭证号的才看得出）。凭证只写了一个收款方的，整张归它，收款方、发票取填得最全的一条分录。年末结转和存取现金不算付款。红字金额为负。"
-- measure = "table"
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
-- invoice_no = { of = "voucher" }
with
whole as not materialized (
    select
        head.voucher, head.unit_id, head.month, head.line_date, head.number, head.batch,
        head.row_no, head.line, head.payee, head.payee_key, head.account, head.summary,
        head.paid_fen, head.spent_fen <> 0 as is_spent, head.invoice_no, head.is_shared,
        head.place, head.paid_place
    from voucher_head as head
    where
        not head.is_closing
        and (head.spent_fen <> 0 or (head.paid_fen > 0 and head.number is not null))
)
select
    whole.voucher, whole.unit_id, whole.month, whole.line_date as voucher_date, whole.number,
    whole.batch, whole.row_no, whole.line, whole.payee, whole.payee_key, whole.account,
    whole.summary, whole.paid_fen as amount_fen, whole.is_spent, whole.invoice_no
from whole
where not whole.is_shared and whole.place = whole.paid_place
union all
select
    whole.voucher, whole.unit_id, whole.month, line.voucher_date, whole.number, line.batch,
    line.row_no, line.line, whole.payee, whole.payee_key,
    coalesce(line.level1_name, line.account_name), line.summary, whole.paid_fen, whole.is_spent,
    whole.invoice_no
from whole
inner join audit_line as line on whole.paid_place = line.place
where not whole.is_shared and whole.place <> whole.paid_place
union all
select
    line.voucher, line.unit_id, line.month, min(line.voucher_date), max(line.number),
    min(line.batch), min(line.row_no), min(line.line), max(line.payee), line.payee_key,
    max(coalesce(line.level1_name, line.account_name)), min(line.summary),
    sum(case when whole.is_spent then line.spent_fen else line.credit_fen - line.debit_fen end)
    ::bigint as amount_fen,
    bool_or(whole.is_spent), max(line.invoice_no)
from whole
inner join audit_line as line on whole.voucher = line.voucher
where
    whole.is_shared and case
        when whole.is_spent then line.spent_fen <> 0
        else line.is_cash and line.credit_fen <> line.debit_fen
    end
group by line.voucher, line.unit_id, line.month, line.payee_key
having amount_fen <> 0
