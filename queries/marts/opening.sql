-- title = "结余的已知时点"
-- purpose = "余额表所说的、某月月初的结余；期初结余由此而来。"
-- grain = "一行余额表的一行，用作某月月初的结余"
-- sources = ["balance_line", "balance_counted"]
-- basis = "结余 = 结余（结转）类净资产 + 应付上级经费 + 未结转的收入 − 支出。期间开始时取期初数，期间结束后取期末数；同一时点有期初数时不取上期期末数。表内没有结余科目的，不作为时点。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月初时点" }
-- period = { of = "balance" }
-- account_name = { of = "balance" }
-- amount_fen = { type = "money", unit = "分", label = "结余" }
-- basis = { type = "list", label = "依据" }
with
candidate as (
    select
        stated.batch,
        stated.row_no,
        stated.line,
        coalesce(stated.unit_id, '（未填）') as unit_id,
        case when side.n = 1 then stated.first_month else stated.next_month end as month,
        stated.period,
        stated.account_name,
        stated.nature = 'net_asset' as is_surplus,
        case when side.n = 1 then stated.opening_fen else stated.closing_fen end
        * case when stated.nature = 'expenditure' then -1 else 1 end as amount_fen,
        side.n as preference
    from balance_line as stated
    inner join balance_counted as counted
        on stated.batch = counted.batch and stated.row_no = counted.row_no
    cross join (values (1), (2)) as side(n)
    where
        (stated.nature = 'net_asset'
            and (stated.level1_name like '%结余%' or stated.level1_name like '%结转%'))
        or stated.level1_name = '应付上级经费'
        or stated.nature in ('income', 'expenditure')
),
-- one table a point in time: opening before closing, then the longer period
point as (
    select
        candidate.unit_id,
        candidate.month,
        candidate.preference,
        candidate.period,
        row_number() over (
            partition by candidate.unit_id, candidate.month
            order by candidate.preference, length(candidate.period), candidate.period
        ) as place
    from candidate
    where candidate.amount_fen is not null
    group by candidate.unit_id, candidate.month, candidate.preference, candidate.period
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
    case when point.preference = 1 then '余额表期初' else '余额表上期期末' end as basis
from candidate
inner join point
    on
        candidate.unit_id = point.unit_id
        and candidate.month = point.month
        and candidate.preference = point.preference
        and candidate.period = point.period
        and point.place = 1
where candidate.amount_fen is not null
