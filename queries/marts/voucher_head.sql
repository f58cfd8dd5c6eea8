-- title = "审计用的凭证"
-- purpose = "每张凭证一行：日期、金额、经手的人和附件，供规则取用。"
-- grain = "一行一张凭证"
-- sources = ["audit_entry", "voucher_sum", "voucher_filled", "phrase"]
-- basis = "摘要、收款方、发票、经手的人取填得最全的一条分录，它没有填的取别的分录，人名去掉空格；附件张数取最大的；金额取借贷合计中大的。更正：写着红字、冲销、更正、调账，或有负数。付款的分录：有支出的取支出分录，否则取付出现金或存款的。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "期间" }
-- year = { of = "voucher" }
-- word = { of = "voucher" }
-- voucher_date = { of = "voucher" }
-- last_date = { type = "date", label = "最晚的日期" }
-- starts = { type = "integer", unit = "条", label = "第1号分录" }
-- number = { of = "voucher" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- line_date = { type = "date", label = "这条分录的日期" }
-- account = { type = "text", label = "一级科目" }
-- summary = { of = "voucher" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- invoice_no = { of = "voucher" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- paid_fen = { type = "money", unit = "分", label = "付款（支出；没有的，付出的现金和存款）" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- is_correction = { type = "boolean", label = "更正" }
-- is_cash = { type = "boolean", label = "动了现金或存款" }
-- is_shared = { type = "boolean", label = "几个收款方" }
-- attachments = { of = "voucher" }
-- maker = { of = "voucher" }
-- reviewer = { of = "voucher" }
-- poster = { of = "voucher" }
-- cashier = { of = "voucher" }
-- handler = { of = "voucher" }
-- approver = { of = "voucher" }
-- approval_ref = { of = "voucher" }
-- entry_date = { type = "date", label = "录入日期" }
-- entry_clock = { type = "text", label = "录入时刻（没有写的为空）" }
-- place = { type = "integer", label = "填得最全的分录" }
-- paid_place = { type = "integer", label = "付款的分录" }
select
    whole.voucher, own.unit_id, own.month, own.year, own.word, whole.voucher_date,
    whole.last_date, whole.starts, own.number, own.batch, own.row_no, own.line,
    own.voucher_date as line_date, coalesce(own.level1_name, own.account_name) as account,
    own.summary, coalesce(own.payee, filled.payee) as payee,
    coalesce(nullif(own.payee_key, ''), filled.payee_key, '') as payee_key,
    coalesce(own.invoice_no, filled.invoice_no) as invoice_no, whole.debit_fen, whole.credit_fen,
    greatest(whole.debit_fen, whole.credit_fen) as amount_fen, whole.spent_fen,
    case when whole.spent_fen <> 0 then whole.spent_fen else whole.paid_fen end as paid_fen,
    own.is_closing, whole.is_red or phrase.is_correction as is_correction,
    whole.cash_place is not null as is_cash, whole.is_shared, whole.attachments,
    nullif(replace(coalesce(own.maker, filled.maker), ' ', ''), '') as maker,
    nullif(replace(coalesce(own.reviewer, filled.reviewer), ' ', ''), '') as reviewer,
    nullif(replace(coalesce(own.poster, filled.poster), ' ', ''), '') as poster,
    nullif(replace(coalesce(own.cashier, filled.cashier), ' ', ''), '') as cashier,
    nullif(replace(coalesce(own.handler, filled.handler), ' ', ''), '') as handler,
    nullif(replace(coalesce(own.approver, filled.approver), ' ', ''), '') as approver,
    nullif(replace(coalesce(own.approval_ref, filled.approval_ref), ' ', ''), '') as approval_ref,
    case when length(own.entry_time) >= 10 then cast(substr(own.entry_time, 1, 10) as date) end
        as entry_date,
    case when own.entry_time like '%:%' and not own.entry_time like '% 00:00:00'
        then substr(right(own.entry_time, 8), 1, 5) end as entry_clock,
    whole.place,
    case when whole.spent_fen <> 0 then whole.spent_place else whole.cash_place end as paid_place
from voucher_sum as whole
inner join audit_entry as own on whole.place = own.place
inner join phrase on coalesce(own.summary, '') = phrase.said
left join voucher_filled as filled on whole.voucher = filled.voucher
