-- title = "审计用的凭证分录"
-- purpose = "每条凭证分录里规则常取的几样，供规则取用。"
-- grain = "一行一条凭证分录"
-- sources = ["audit_entry"]
-- basis = "见中间视图“审计看的凭证分录”。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- year = { of = "voucher" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
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
-- line_no = { of = "voucher" }
-- detail_name = { type = "text", label = "明细科目" }
-- attachments = { of = "voucher" }
-- lacks = { type = "integer", label = "收款方、发票、经手人等哪几样没有填（一样一个二进位）" }
-- place = { type = "integer", label = "先后（收款方、发票、经手人填得全的在前，再按批次、行序）" }
select
    entry.batch, entry.row_no, entry.line, entry.unit_id, entry.year, entry.month,
    entry.voucher_date, entry.number, entry.voucher, entry.summary, entry.account_code,
    entry.account_name, entry.nature, entry.level1_name, entry.debit_fen, entry.credit_fen,
    entry.is_closing, entry.is_cash, entry.is_cash_paid, entry.is_red, entry.is_activity,
    entry.spent_fen, entry.payee, entry.payee_key, entry.invoice_no, entry.line_no,
    entry.detail_name, entry.attachments, entry.lacks, entry.place
from audit_entry as entry
