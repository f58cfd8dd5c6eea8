-- title = "凭证分录"
-- purpose = "每条凭证分录按科目性质取数，并标明是否年末结转。"
-- grain = "一行一条凭证分录"
-- sources = ["voucher_line", "closing_voucher"]
-- basis = "金额：收入为贷减借，支出为借减贷，其余为借减贷；年末结转凭证照录并标明，不计入收支。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "voucher" }
-- year = { of = "voucher" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- voucher = { type = "text", label = "凭证" }
-- summary = { of = "voucher" }
-- account_code = { of = "voucher" }
-- account_name = { of = "voucher" }
-- nature = { type = "list", label = "科目性质" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- debit_fen = { of = "voucher" }
-- credit_fen = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- payee = { of = "voucher" }
-- activity_id = { of = "voucher" }
-- written_fen = { type = "money", unit = "分", label = "只写了金额的金额" }
-- line_no = { of = "voucher" }
-- payment_method = { of = "voucher" }
-- fund_id = { of = "voucher" }
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
-- is_reversal = { of = "voucher" }
select
    line.batch, line.row_no, line.line, line.unit_id, line.year, line.month, line.voucher_date,
    line.word, line.number,
    coalesce(line.unit_id, '') || '|' || line.month || '|' || coalesce(line.word, '') || '|'
    || line.number as voucher,
    line.summary, line.account_code, line.account_name, line.nature, line.level1_code,
    line.level1_name, line.detail_name, line.debit_fen, line.credit_fen,
    case
        when line.nature = 'income' then line.credit_fen - line.debit_fen
        else line.debit_fen - line.credit_fen
    end as amount_fen,
    numbered.number is not null or single.batch is not null as is_closing,
    line.payee, line.activity_id, line.written_fen,
    line.line_no, line.payment_method, line.fund_id, line.invoice_no, line.attachments,
    line.maker, line.reviewer, line.poster, line.cashier, line.handler, line.approver,
    line.approval_ref, line.entry_time, line.is_reversal
from voucher_line as line
left join closing_voucher as numbered
    on
        line.number = numbered.number
        and line.month = numbered.month
        and coalesce(line.unit_id, '') = numbered.unit_id
        and coalesce(line.word, '') = numbered.word
left join closing_voucher as single
    on line.number is null and line.batch = single.batch and line.row_no = single.row_no
