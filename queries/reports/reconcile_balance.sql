-- title = "余额表与凭证对账"
-- purpose = "余额表的每个科目，发生额和凭证是否一致，期初加减发生是否等于期末。"
-- grain = "一行科目余额表的一行"
-- sources = ["balance_account", "balance_booking", "booked_month", "unit_tree", "unit_name"]
-- basis = "有借贷发生额的比借贷，含年末结转；含结转不符而不含结转相符的，是结账前的余额表。只有一个发生额的比净额，不含结转。单位在期间内没有凭证的为无凭证。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- status = { type = "list", label = "结果", allowed = ["相符", "结账前相符", "不符", "无凭证", "未填报"] }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { of = "balance" }
-- account_code = { of = "balance" }
-- account_name = { of = "balance" }
-- balance_debit_fen = { type = "money", unit = "分", label = "余额表借方" }
-- voucher_debit_fen = { type = "money", unit = "分", label = "凭证借方" }
-- balance_credit_fen = { type = "money", unit = "分", label = "余额表贷方" }
-- voucher_credit_fen = { type = "money", unit = "分", label = "凭证贷方" }
-- balance_amount_fen = { type = "money", unit = "分", label = "余额表净额" }
-- voucher_amount_fen = { type = "money", unit = "分", label = "凭证净额（不含结转）" }
-- difference_fen = { type = "money", unit = "分", label = "差额" }
-- status = { type = "list", label = "结果" }
-- gap_fen = { type = "money", unit = "分", label = "期初加减发生与期末之差" }
-- [lines.rows]
-- query = "reconcile_balance_rows"
-- keys = { balance_batch = "batch", balance_row = "row_no" }
-- adds = { balance_debit_fen = "balance_debit_fen", voucher_debit_fen = "voucher_debit_fen", balance_credit_fen = "balance_credit_fen", voucher_credit_fen = "voucher_credit_fen" }
with
booked as (
    select
        booking.balance_batch,
        booking.balance_row,
        sum(booking.debit_fen)::bigint as debit_fen,
        sum(booking.credit_fen)::bigint as credit_fen,
        sum(case when booking.is_closing then 0 else booking.debit_fen end)::bigint
            as open_debit_fen,
        sum(case when booking.is_closing then 0 else booking.credit_fen end)::bigint
            as open_credit_fen
    from balance_booking as booking
    group by booking.balance_batch, booking.balance_row
),
kept as (
    select distinct
        account.unit_id,
        account.period
    from balance_account as account
    inner join booked_month
        on
            coalesce(account.unit_id, '') = booked_month.unit_id
            and booked_month.month >= account.first_month
            and booked_month.month <= account.last_month
),
compared as (
    select
        account.batch,
        account.row_no,
        account.line,
        account.unit_id,
        account.period,
        account.account_code,
        account.account_name,
        account.nature,
        account.debit_fen,
        account.credit_fen,
        account.opening_fen,
        account.closing_fen,
        account.amount_fen,
        kept.period is not null as has_vouchers,
        coalesce(booked.debit_fen, 0) as voucher_debit_fen,
        coalesce(booked.credit_fen, 0) as voucher_credit_fen,
        coalesce(booked.open_debit_fen, 0) as open_debit_fen,
        coalesce(booked.open_credit_fen, 0) as open_credit_fen,
        case
            when account.nature in ('asset', 'expenditure')
                then coalesce(booked.open_debit_fen, 0) - coalesce(booked.open_credit_fen, 0)
            else coalesce(booked.open_credit_fen, 0) - coalesce(booked.open_debit_fen, 0)
        end as open_amount_fen
    from balance_account as account
    left join kept
        on
            coalesce(account.unit_id, '') = coalesce(kept.unit_id, '')
            and account.period = kept.period
    left join booked
        on account.batch = booked.balance_batch and account.row_no = booked.balance_row
    where
        ($from is null or account.first_month >= $from)
        and ($to is null or account.last_month < $to)
        and ($unit is null or account.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
judged as (
    select
        compared.batch,
        compared.row_no,
        compared.line,
        compared.unit_id,
        compared.period,
        compared.account_code,
        compared.account_name,
        compared.debit_fen,
        compared.credit_fen,
        compared.amount_fen,
        case when compared.has_vouchers then compared.voucher_debit_fen end
            as voucher_debit_fen,
        case when compared.has_vouchers then compared.voucher_credit_fen end
            as voucher_credit_fen,
        case when compared.has_vouchers then compared.open_amount_fen end
            as voucher_amount_fen,
        case
            when compared.amount_fen is null then '未填报'
            when not compared.has_vouchers then '无凭证'
            when
                compared.debit_fen is null and compared.credit_fen is null
                and compared.amount_fen = compared.open_amount_fen then '相符'
            when compared.debit_fen is null and compared.credit_fen is null then '不符'
            when
                coalesce(compared.debit_fen, 0) = compared.voucher_debit_fen
                and coalesce(compared.credit_fen, 0) = compared.voucher_credit_fen then '相符'
            when
                coalesce(compared.debit_fen, 0) = compared.open_debit_fen
                and coalesce(compared.credit_fen, 0) = compared.open_credit_fen
                then '结账前相符'
            else '不符'
        end as status,
        case
            when compared.debit_fen is null and compared.credit_fen is null
                then compared.amount_fen - compared.open_amount_fen
            else
                abs(coalesce(compared.debit_fen, 0) - compared.voucher_debit_fen)
                + abs(coalesce(compared.credit_fen, 0) - compared.voucher_credit_fen)
        end as difference_fen,
        case
            when compared.debit_fen is null and compared.credit_fen is null then null
            when compared.nature in ('asset', 'expenditure')
                then compared.opening_fen + coalesce(compared.debit_fen, 0)
                    - coalesce(compared.credit_fen, 0) - compared.closing_fen
            else compared.opening_fen + coalesce(compared.credit_fen, 0)
                - coalesce(compared.debit_fen, 0) - compared.closing_fen
        end as gap_fen
    from compared
)
select
    judged.batch,
    judged.row_no,
    judged.line,
    judged.unit_id,
    named.name as unit_name,
    judged.period,
    judged.account_code,
    judged.account_name,
    judged.debit_fen as balance_debit_fen,
    judged.voucher_debit_fen,
    judged.credit_fen as balance_credit_fen,
    judged.voucher_credit_fen,
    judged.amount_fen as balance_amount_fen,
    judged.voucher_amount_fen,
    case judged.status
        when '不符' then judged.difference_fen
        when '相符' then 0
        when '结账前相符' then 0
    end as difference_fen,
    judged.status,
    judged.gap_fen
from judged
left join unit_name as named on judged.unit_id = named.unit_id
where $status is null or judged.status = $status
order by period, unit_id, account_code, batch, row_no
