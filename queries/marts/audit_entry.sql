-- title = "审计看的凭证分录"
-- purpose = "每条凭证分录连同制单、审核、附件、发票等，供凭证和规则取用。"
-- grain = "一行一条凭证分录"
-- sources = ["entry", "payee_name", "cash_account"]
-- basis = "没有凭证号的分录自成一张凭证。支出：支出科目借减贷；科目不认得的，取借方，只有金额的取金额；年末结转不计。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- year = { of = "voucher" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- summary = { of = "voucher" }
-- account_code = { of = "voucher" }
-- account_name = { of = "voucher" }
-- nature = { type = "list", label = "科目性质" }
-- level1_name = { type = "text", label = "一级科目" }
-- debit_fen = { of = "voucher" }
-- credit_fen = { of = "voucher" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- is_cash = { type = "boolean", label = "现金或银行存款" }
-- is_cash_paid = { type = "boolean", label = "付了现金" }
-- is_red = { type = "boolean", label = "红字、负数" }
-- is_activity = { type = "boolean", label = "写着活动" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- invoice_no = { of = "voucher" }
-- attachments = { of = "voucher" }
-- maker = { of = "voucher" }
-- reviewer = { of = "voucher" }
-- poster = { of = "voucher" }
-- cashier = { of = "voucher" }
-- handler = { of = "voucher" }
-- approver = { of = "voucher" }
-- approval_ref = { of = "voucher" }
-- entry_time = { of = "voucher" }
-- line_no = { of = "voucher" }
-- detail_name = { type = "text", label = "明细科目" }
-- lacks = { type = "integer", label = "收款方、发票、经手人等哪几样没有填（一样一个二进位）" }
-- place = { type = "integer", label = "先后（收款方、发票、经手人填得全的在前，再按批次、行序）" }
select
    entry.batch, entry.row_no, entry.line,
    coalesce(entry.unit_id, '（未填）') as unit_id,
    entry.year, entry.month, entry.voucher_date, entry.word, entry.number,
    coalesce(
        entry.voucher,
        coalesce(entry.unit_id, '') || '|' || entry.month || '||' || entry.batch || '-' || entry.row_no
    ) as voucher,
    entry.summary, entry.account_code, entry.account_name, entry.nature,
    entry.level1_name, entry.debit_fen, entry.credit_fen, entry.is_closing,
    cash.account is not null as is_cash,
    coalesce(entry.payment_method = '现金', false)
    or coalesce(cash.is_in_hand and entry.credit_fen > 0, false) as is_cash_paid,
    coalesce(entry.is_reversal or entry.debit_fen < 0 or entry.credit_fen < 0, false) as is_red,
    entry.activity_id is not null as is_activity,
    case
        when entry.is_closing then 0
        when entry.nature = 'expenditure' then entry.debit_fen - entry.credit_fen
        when entry.nature is not null then 0
        when entry.debit_fen is null then entry.written_fen
        when entry.debit_fen <> 0 then entry.debit_fen - entry.credit_fen
        else 0
    end as spent_fen,
    entry.payee,
    coalesce(payee_name.payee_key, '') as payee_key,
    entry.invoice_no, entry.attachments,
    entry.maker, entry.reviewer, entry.poster, entry.cashier, entry.handler, entry.approver,
    entry.approval_ref, entry.entry_time, entry.line_no, entry.detail_name,
    (entry.payee is null)::bigint + (entry.invoice_no is null)::bigint * 2
    + (entry.maker is null)::bigint * 4 + (entry.reviewer is null)::bigint * 8
    + (entry.poster is null)::bigint * 16 + (entry.cashier is null)::bigint * 32
    + (entry.handler is null)::bigint * 64 + (entry.approver is null)::bigint * 128
    + (entry.approval_ref is null)::bigint * 256 + (entry.entry_time is null)::bigint * 512
    + (entry.payment_method is null)::bigint * 1024 as lacks,
    bit_count(lacks) * 1000000000000000 + entry.batch * 1000000000 + entry.row_no as place
from entry
left join payee_name on entry.payee = payee_name.payee
left join cash_account as cash on coalesce(entry.level1_name, entry.account_name) = cash.account
