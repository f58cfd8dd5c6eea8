-- title = "审计用的凭证"
-- purpose = "每张凭证一行：日期、金额、经手的人和附件，供规则取用。"
-- grain = "一行一张凭证"
-- sources = ["audit_entry", "audit_line"]
-- basis = "摘要、收款方、经手的人取填得最全的一条分录，人名去掉空格；附件张数取最大的；金额取借贷合计中大的。更正：写着红字、冲销、更正、调账，或有负数。收支往来：有收入、支出、负债、应收科目，或科目不认得。"
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
-- summary = { of = "voucher" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- is_correction = { type = "boolean", label = "更正" }
-- is_flow = { type = "boolean", label = "有收支往来科目" }
-- is_cash = { type = "boolean", label = "有现金或存款" }
-- is_remitted = { type = "boolean", label = "上解" }
-- is_cash_paid = { type = "boolean", label = "付了现金" }
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
with
whole as (
    select
        line.voucher, min(line.place) as place, min(line.voucher_date) as voucher_date,
        max(line.voucher_date) as last_date, count(case when line.line_no = 1 then 1 end) as starts,
        sum(line.debit_fen)::bigint as debit_fen, sum(line.credit_fen)::bigint as credit_fen,
        sum(line.spent_fen)::bigint as spent_fen, bool_or(line.is_closing) as is_closing,
        bool_or(coalesce(line.is_reversal or line.debit_fen < 0 or line.credit_fen < 0, false))
            as is_red,
        bool_or(
            coalesce(line.nature in ('income', 'expenditure', 'liability'), true)
            or coalesce(line.level1_name like '%应收%', false)
        ) as is_flow,
        bool_or(line.is_cash) as is_cash,
        bool_or(
            coalesce(line.payment_method = '现金', false)
            or (line.credit_fen > 0 and regexp_matches(
                coalesce(line.level1_name, line.account_name, ''), '^(库存)?现金'
            ))
        ) as is_cash_paid,
        bool_or(regexp_matches(coalesce(line.level1_name, ''), '上解|上缴|应付上级')) as is_remitted,
        max(line.attachments) as attachments
    from audit_line as line
    group by line.voucher
)
select
    whole.voucher, own.unit_id, own.month, own.year, own.word, whole.voucher_date,
    whole.last_date, whole.starts, own.number, own.summary,
    own.payee, own.payee_key, whole.debit_fen, whole.credit_fen,
    greatest(whole.debit_fen, whole.credit_fen) as amount_fen, whole.spent_fen, whole.is_closing,
    whole.is_red or regexp_matches(coalesce(own.summary, ''), '红字|冲销|冲红|更正|调账')
        as is_correction, whole.is_flow,
    whole.is_cash, whole.is_remitted, whole.is_cash_paid, whole.attachments,
    nullif(replace(own.maker, ' ', ''), '') as maker,
    nullif(replace(own.reviewer, ' ', ''), '') as reviewer,
    nullif(replace(own.poster, ' ', ''), '') as poster,
    nullif(replace(own.cashier, ' ', ''), '') as cashier,
    nullif(replace(own.handler, ' ', ''), '') as handler,
    nullif(replace(own.approver, ' ', ''), '') as approver,
    nullif(replace(own.approval_ref, ' ', ''), '') as approval_ref,
    case when length(own.entry_time) >= 10 then cast(substr(own.entry_time, 1, 10) as date) end
        as entry_date,
    case when own.entry_time like '%:%' and not own.entry_time like '% 00:00:00'
        then substr(right(own.entry_time, 8), 1, 5) end as entry_clock
from whole
inner join audit_entry as own on whole.place = own.place
