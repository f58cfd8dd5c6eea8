-- title = "一行分录所在的整张凭证"
-- purpose = "从疑点的一行看到同一张凭证的全部分录。"
-- grain = "一行一条分录"
-- sources = ["audit_entry", "audit_line", "unit_name"]
-- basis = "同一单位、同一期间、同一字号的分录是一张凭证；没有凭证号的，一行就是一张。"
-- measure = "table"
-- [parameters]
-- batch = { type = "integer", label = "批次", required = true }
-- row_no = { type = "integer", label = "行序", required = true }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- account_name = { of = "voucher" }
-- debit_fen = { of = "voucher" }
-- credit_fen = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_code = { of = "voucher" }
-- payee = { of = "voucher" }
-- unit_name = { type = "text", label = "单位" }
-- invoice_no = { of = "voucher" }
-- attachments = { of = "voucher" }
-- maker = { of = "voucher" }
-- reviewer = { of = "voucher" }
-- handler = { of = "voucher" }
-- approver = { of = "voucher" }
-- entry_time = { of = "voucher" }
select
    line.batch, line.row_no, line.line, line.voucher_date, line.word, line.number,
    line.account_name, line.debit_fen, line.credit_fen, line.summary, line.account_code, line.payee,
    named.name as unit_name, line.invoice_no, line.attachments, line.maker, line.reviewer,
    line.handler, line.approver, line.entry_time
from audit_entry as line
left join unit_name as named on line.unit_id = named.unit_id
where line.voucher in (
    select met.voucher from audit_line as met where met.batch = $batch and met.row_no = $row_no
)
order by batch, row_no
