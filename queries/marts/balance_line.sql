-- title = "余额表的行"
-- purpose = "科目余额表的每一行，配上科目性质和期间起止，期初、期末和发生额按科目方向为正。"
-- grain = "一行科目余额表的一行"
-- sources = ["balance", "balance_period", "account_match", "balance_carried"]
-- basis = "收支科目已结转时（借贷相等，或者整张表的收支科目都转平了），发生额取发生的一方。"
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
-- opening_fen = { type = "money", unit = "分", label = "期初" }
-- debit_fen = { of = "balance" }
-- credit_fen = { of = "balance" }
-- closing_fen = { type = "money", unit = "分", label = "期末" }
-- amount_fen = { type = "money", unit = "分", label = "本期发生额" }
select
    balance.batch,
    balance.row_no,
    balance.line,
    balance.unit_id,
    balance.period,
    span.first_month,
    span.last_month,
    span.next_month,
    coalesce(balance.account_code, account.known_code) as account_code,
    balance.account_name,
    account.nature,
    account.level1_code,
    account.level1_name,
    account.detail_name,
    account.is_level1,
    case when balance.opening_debit_fen is not null or balance.opening_credit_fen is not null
        then (coalesce(balance.opening_debit_fen, 0) - coalesce(balance.opening_credit_fen, 0))
            * case when account.nature in ('asset', 'expenditure') then 1 else -1 end
    end as opening_fen,
    balance.debit_fen,
    balance.credit_fen,
    case when balance.closing_debit_fen is not null or balance.closing_credit_fen is not null
        then (coalesce(balance.closing_debit_fen, 0) - coalesce(balance.closing_credit_fen, 0))
            * case when account.nature in ('asset', 'expenditure') then 1 else -1 end
    end as closing_fen,
    case
        when balance.amount_fen is not null then balance.amount_fen
        when balance.debit_fen is null and balance.credit_fen is null then null
        when account.nature in ('income', 'expenditure')
            and balance.debit_fen = balance.credit_fen then balance.debit_fen
        when carried.period is not null and account.nature = 'income'
            then coalesce(balance.credit_fen, 0)
        when carried.period is not null and account.nature = 'expenditure'
            then coalesce(balance.debit_fen, 0)
        else (coalesce(balance.debit_fen, 0) - coalesce(balance.credit_fen, 0))
            * case when account.nature in ('asset', 'expenditure') then 1 else -1 end
    end as amount_fen
from balance
inner join balance_period as span on balance.period = span.period
inner join account_match as account
    on
        coalesce(cast(getvariable('chart') as varchar), '') = account.chart
        and coalesce(balance.account_code, '') = account.account_code
        and coalesce(balance.account_name, '') = account.account_name
left join balance_carried as carried
    on coalesce(balance.unit_id, '') = carried.unit_id and balance.period = carried.period
