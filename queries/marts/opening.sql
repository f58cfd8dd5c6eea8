-- title = "结余的已知时点"
-- purpose = "余额表所说的、某月月初的结余；期初结余由此而来。"
-- grain = "一行余额表的一行，用作某月月初的结余"
-- sources = ["balance_account"]
-- basis = "结余 = 结余（结转）类净资产 + 应付上级经费 + 收入 − 支出（未结转时）。期间开始时取期初数，期间结束后取期末数；同一时点有期初数时不取上期期末数。表内没有结余科目的，不作为时点。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "balance" }
-- month = { type = "month", label = "月初时点" }
-- period = { of = "balance" }
-- account_name = { of = "balance" }
-- amount_fen = { type = "money", unit = "分", label = "结余" }
-- basis = { type = "list", label = "依据" }
with
pool as (
    select
        account.batch,
        account.row_no,
        account.line,
        account.unit_id,
        account.period,
        account.first_month,
        account.next_month,
        account.account_name,
        account.nature = 'net_asset' as is_surplus,
        case when account.nature = 'expenditure' then -account.opening_fen
            else account.opening_fen end as opening_fen,
        case when account.nature = 'expenditure' then -account.closing_fen
            else account.closing_fen end as closing_fen
    from balance_account as account
    where
        account.is_counted
        and (
            (
                account.nature = 'net_asset'
                and (account.level1_name like '%结余%' or account.level1_name like '%结转%')
            )
            or account.level1_name = '应付上级经费'
            or account.nature in ('income', 'expenditure')
        )
),
candidate as (
    select
        pool.batch,
        pool.row_no,
        pool.line,
        pool.unit_id,
        pool.first_month as month,
        pool.period,
        pool.account_name,
        pool.is_surplus,
        pool.opening_fen as amount_fen,
        '余额表期初' as basis,
        1 as preference
    from pool
    where pool.opening_fen is not null
    union all
    select
        pool.batch,
        pool.row_no,
        pool.line,
        pool.unit_id,
        pool.next_month as month,
        pool.period,
        pool.account_name,
        pool.is_surplus,
        pool.closing_fen as amount_fen,
        '余额表上期期末' as basis,
        2 as preference
    from pool
    where pool.closing_fen is not null
),
-- one table a point in time: opening before closing, then the longer period's name first
point as (
    select
        coalesce(candidate.unit_id, '') as unit_id,
        candidate.month,
        candidate.preference,
        candidate.period,
        row_number() over (
            partition by coalesce(candidate.unit_id, ''), candidate.month
            order by candidate.preference, length(candidate.period), candidate.period
        ) as place
    from candidate
    group by
        coalesce(candidate.unit_id, ''), candidate.month, candidate.preference, candidate.period
    having bool_or(candidate.is_surplus)
)
select
    candidate.batch,
    candidate.row_no,
    candidate.line,
    candidate.unit_id,
    candidate.month,
    candidate.period,
    candidate.account_name,
    candidate.amount_fen,
    candidate.basis
from candidate
inner join point
    on
        coalesce(candidate.unit_id, '') = point.unit_id
        and candidate.month = point.month
        and candidate.preference = point.preference
        and candidate.period = point.period
        and point.place = 1
