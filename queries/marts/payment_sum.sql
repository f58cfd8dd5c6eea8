-- title = "凭证付给各收款方的数"
-- purpose = "一张凭证付给一个收款方多少，供付款取用。"
-- grain = "一行一张凭证、一个收款方"
-- sources = ["audit_line", "voucher_paid"]
-- basis = "有支出的凭证取支出分录；没有支出而付出了现金或存款的（上解、购置、往来），取付出的净额（有凭证号的才看得出）。凭证只写了一个收款方的，整张归它，收款方、发票取填得最全的一条分录。年末结转和存取现金不算付款。红字金额为负。"
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
-- invoice_no = { of = "voucher" }
with
single as (
    select
        whole.voucher, first.unit_id, first.month, first.voucher_date, first.number, first.batch,
        first.row_no, first.line, own.payee, own.payee_key,
        coalesce(first.level1_name, first.account_name) as account,
        first.summary,
        case when whole.spent_fen <> 0 then whole.spent_fen else whole.paid_fen end::bigint
            as amount_fen,
        whole.spent_fen <> 0 as is_spent, own.invoice_no
    from voucher_paid as whole
    inner join audit_line as own on whole.place = own.place
    inner join audit_line as first
        on case when whole.spent_fen <> 0 then whole.spent_place else whole.cash_place end
        = first.place
    where
        not whole.is_shared
        and (whole.spent_fen <> 0 or (whole.paid_fen > 0 and first.number is not null))
),
several as (
    select
        line.voucher, line.unit_id, line.month, min(line.voucher_date) as voucher_date,
        max(line.number) as number, min(line.batch) as batch, min(line.row_no) as row_no,
        min(line.line) as line, max(line.payee) as payee, line.payee_key,
        max(coalesce(line.level1_name, line.account_name)) as account,
        min(line.summary) as summary,
        sum(case when whole.spent_fen <> 0 then line.spent_fen else line.credit_fen - line.debit_fen end)
        ::bigint as amount_fen,
        bool_or(whole.spent_fen <> 0) as is_spent, max(line.invoice_no) as invoice_no
    from voucher_paid as whole
    inner join audit_line as line on whole.voucher = line.voucher
    where
        whole.is_shared and case
            when whole.spent_fen <> 0 then line.spent_fen <> 0
            else
                whole.paid_fen > 0 and line.is_cash and line.credit_fen <> line.debit_fen
                and line.number is not null
        end
    group by line.voucher, line.unit_id, line.month, line.payee_key
    having
        sum(case when whole.spent_fen <> 0 then line.spent_fen else line.credit_fen - line.debit_fen end)
        <> 0
)
select
    single.voucher, single.unit_id, single.month, single.voucher_date, single.number,
    single.batch, single.row_no, single.line, single.payee, single.payee_key,
    single.account, single.summary, single.amount_fen, single.is_spent, single.invoice_no
from single
union all
select
    several.voucher, several.unit_id, several.month, several.voucher_date, several.number,
    several.batch, several.row_no, several.line, several.payee, several.payee_key,
    several.account, several.summary, several.amount_fen, several.is_spent, several.invoice_no
from several
