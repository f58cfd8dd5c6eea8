-- title = "余额表科目"
-- purpose = "科目余额表的每一行，配上科目性质、期间起止，并标明哪些行可以相加。"
-- grain = "一行科目余额表的一行"
-- sources = ["balance", "account_match", "month_calendar"]
-- basis = "同一单位同一期间，有一级科目行时只加一级科目行，否则加最上级的明细行；期初、期末按科目方向为正。收支科目已结转（借贷相等）时取发生的一方。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "balance" }
-- period = { of = "balance" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- next_month = { type = "month", label = "期后首月" }
-- account_code = { of = "balance" }
-- account_name = { of = "balance" }
-- nature = { type = "list", label = "科目性质" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- is_level1 = { type = "boolean", label = "一级科目行" }
-- is_counted = { type = "boolean", label = "相加" }
-- opening_fen = { type = "money", unit = "分", label = "期初" }
-- debit_fen = { of = "balance" }
-- credit_fen = { of = "balance" }
-- closing_fen = { type = "money", unit = "分", label = "期末" }
-- amount_fen = { type = "money", unit = "分", label = "本期发生额" }
with
sided as (
    select
        balance.batch,
        balance.row_no,
        balance.line,
        balance.unit_id,
        balance.period,
        case
            when length(balance.period) = 4
                then balance.period || '-' || lpad(
                    cast(coalesce(cast(getvariable('fiscal_start') as bigint), 1) as varchar),
                    2, '0'
                )
            when balance.period like '%-H1' then substr(balance.period, 1, 5) || '01'
            when balance.period like '%-H2' then substr(balance.period, 1, 5) || '07'
            when balance.period like '%-Q1' then substr(balance.period, 1, 5) || '01'
            when balance.period like '%-Q2' then substr(balance.period, 1, 5) || '04'
            when balance.period like '%-Q3' then substr(balance.period, 1, 5) || '07'
            when balance.period like '%-Q4' then substr(balance.period, 1, 5) || '10'
            else balance.period
        end as first_month,
        case
            when length(balance.period) = 4 then 12
            when balance.period like '%-H_' then 6
            when balance.period like '%-Q_' then 3
            else 1
        end as months,
        coalesce(balance.account_code, account.known_code) as account_code,
        balance.account_name,
        account.nature,
        account.level1_code,
        account.level1_name,
        case
            when account.known_code <> account.level1_code then account.known_name
            else account.short_name
        end as detail_name,
        coalesce(account.depth = 1, false) as is_level1,
        case
            when balance.opening_debit_fen is null and balance.opening_credit_fen is null then null
            when account.nature in ('asset', 'expenditure')
                then coalesce(balance.opening_debit_fen, 0)
                    - coalesce(balance.opening_credit_fen, 0)
            else coalesce(balance.opening_credit_fen, 0) - coalesce(balance.opening_debit_fen, 0)
        end as opening_fen,
        balance.debit_fen,
        balance.credit_fen,
        case
            when balance.closing_debit_fen is null and balance.closing_credit_fen is null then null
            when account.nature in ('asset', 'expenditure')
                then coalesce(balance.closing_debit_fen, 0)
                    - coalesce(balance.closing_credit_fen, 0)
            else coalesce(balance.closing_credit_fen, 0) - coalesce(balance.closing_debit_fen, 0)
        end as closing_fen,
        case
            when balance.amount_fen is not null then balance.amount_fen
            when balance.debit_fen is null and balance.credit_fen is null then null
            when account.nature = 'income' and balance.debit_fen = balance.credit_fen
                then balance.credit_fen
            when account.nature = 'expenditure' and balance.debit_fen = balance.credit_fen
                then balance.debit_fen
            when account.nature in ('asset', 'expenditure')
                then coalesce(balance.debit_fen, 0) - coalesce(balance.credit_fen, 0)
            else coalesce(balance.credit_fen, 0) - coalesce(balance.debit_fen, 0)
        end as amount_fen
    from balance
    inner join account_match as account
        on
            coalesce(cast(getvariable('chart') as varchar), '') = account.chart
            and coalesce(balance.account_code, '') = account.account_code
            and coalesce(balance.account_name, '') = account.account_name
),
topped as (
    select
        sided.batch,
        sided.row_no,
        max(case when sided.is_level1 then 1 else 0 end) over (
            partition by sided.unit_id, sided.period, sided.level1_name
        ) as has_level1
    from sided
),
below as (
    -- a detail under another detail of the same table: 5010201 under 50102
    select distinct
        lower_row.batch,
        lower_row.row_no
    from sided as lower_row
    inner join sided as upper_row
        on
            coalesce(lower_row.unit_id, '') = coalesce(upper_row.unit_id, '')
            and lower_row.period = upper_row.period
            and lower_row.level1_name = upper_row.level1_name
            and length(lower_row.account_code) > length(upper_row.account_code)
            and substr(lower_row.account_code, 1, length(upper_row.account_code))
            = upper_row.account_code
),
numbered as (
    select
        calendar.month,
        row_number() over (order by calendar.month) as n
    from month_calendar as calendar
)
select
    sided.batch,
    sided.row_no,
    sided.line,
    sided.unit_id,
    sided.period,
    sided.first_month,
    last_month.month as last_month,
    next_month.month as next_month,
    sided.account_code,
    sided.account_name,
    sided.nature,
    sided.level1_code,
    sided.level1_name,
    sided.detail_name,
    sided.is_level1,
    sided.is_level1 or (topped.has_level1 = 0 and below.batch is null) as is_counted,
    sided.opening_fen,
    sided.debit_fen,
    sided.credit_fen,
    sided.closing_fen,
    sided.amount_fen
from sided
inner join topped on sided.batch = topped.batch and sided.row_no = topped.row_no
left join below on sided.batch = below.batch and sided.row_no = below.row_no
inner join numbered as first on sided.first_month = first.month
inner join numbered as last_month on first.n + sided.months - 1 = last_month.n
inner join numbered as next_month on first.n + sided.months = next_month.n
