-- title = "凭证分录与科目"
-- purpose = "每条凭证分录，配上科目性质、一级科目和会计期间。"
-- grain = "一行一条凭证分录"
-- sources = ["voucher", "account_match", "month_calendar"]
-- basis = "期间取凭证的会计年度和会计期间（会计年度从1月开始时），否则取凭证日期的月份；只有金额没有借贷的，按科目性质放在增加的一方。"
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
-- summary = { of = "voucher" }
-- account_code = { of = "voucher" }
-- account_name = { of = "voucher" }
-- nature = { type = "list", label = "科目性质" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- debit_fen = { of = "voucher" }
-- credit_fen = { of = "voucher" }
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
    voucher.batch, voucher.row_no, voucher.line, voucher.unit_id, calendar.year, calendar.month,
    voucher.voucher_date, voucher.word, voucher.number, voucher.summary,
    coalesce(voucher.account_code, account.known_code) as account_code,
    coalesce(voucher.account_name, account.known_name) as account_name,
    account.nature, account.level1_code, account.level1_name, account.detail_name,
    case
        when voucher.debit_fen is not null or voucher.credit_fen is not null
            then coalesce(voucher.debit_fen, 0)
        when account.nature in ('asset', 'expenditure') then voucher.amount_fen
        when account.nature is not null then 0
    end as debit_fen,
    case
        when voucher.debit_fen is not null or voucher.credit_fen is not null
            then coalesce(voucher.credit_fen, 0)
        when account.nature in ('asset', 'expenditure') then 0
        when account.nature is not null then voucher.amount_fen
    end as credit_fen,
    voucher.payee, voucher.activity_id, voucher.amount_fen as written_fen,
    voucher.line_no, voucher.payment_method, voucher.fund_id, voucher.invoice_no,
    voucher.attachments, voucher.maker, voucher.reviewer, voucher.poster, voucher.cashier,
    voucher.handler, voucher.approver, voucher.approval_ref, voucher.entry_time,
    voucher.is_reversal
from voucher
inner join account_match as account
    on
        coalesce(voucher.chart_version, cast(getvariable('chart') as varchar), '') = account.chart
        and coalesce(voucher.account_code, '') = account.account_code
        and coalesce(voucher.account_name, '') = account.account_name
left join month_calendar as calendar
    on
        case
            when
                voucher.year between 1900 and 2299 and voucher.month between 1 and 12
                and coalesce(cast(getvariable('fiscal_start') as bigint), 1) = 1
                then voucher.year * 12 + voucher.month - 1
            else year(voucher.voucher_date) * 12 + month(voucher.voucher_date) - 1
        end = calendar.month_no
