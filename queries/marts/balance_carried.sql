-- title = "收支已经转平的余额表"
-- purpose = "哪些余额表是年末结转以后的：收入、支出科目的期初加发生都转到了结余。"
-- grain = "一行一个单位的一个期间"
-- sources = ["balance", "account_match"]
-- basis = "表里有收支科目发生，并且每个收支科目的期初加借贷发生都等于零。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为空文本）" }
-- period = { of = "balance" }
select
    coalesce(balance.unit_id, '') as unit_id,
    balance.period
from balance
inner join account_match as account
    on
        coalesce(cast(getvariable('chart') as varchar), '') = account.chart
        and coalesce(balance.account_code, '') = account.account_code
        and coalesce(balance.account_name, '') = account.account_name
where
    account.nature in ('income', 'expenditure')
    and balance.period is not null
group by coalesce(balance.unit_id, ''), balance.period
having
    bool_and(
        coalesce(balance.opening_debit_fen, 0) - coalesce(balance.opening_credit_fen, 0)
        + coalesce(balance.debit_fen, 0) - coalesce(balance.credit_fen, 0) = 0
    )
    and bool_or(coalesce(balance.debit_fen, 0) <> 0 or coalesce(balance.credit_fen, 0) <> 0)
