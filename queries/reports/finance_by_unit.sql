-- title = "各单位收支"
-- purpose = "每个单位收入、支出、上解多少，与上年同期比。"
-- grain = "一行一个单位（不含下级）"
-- sources = ["fund_movement", "unit_tree", "unit_name"]
-- basis = "单位取凭证或余额表的单位。年末结转不计，银行流水不计。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- income_fen = { type = "money", unit = "分", label = "收入" }
-- expenditure_fen = { type = "money", unit = "分", label = "支出" }
-- remitted_fen = { type = "money", unit = "分", label = "上解" }
-- prior_income_fen = { type = "money", unit = "分", label = "上年同期收入" }
-- prior_expenditure_fen = { type = "money", unit = "分", label = "上年同期支出" }
-- [lines.income_fen]
-- query = "finance_rows"
-- keys = { only_unit = "unit_id" }
-- fixed = { category = "income" }
-- adds = { income_fen = "amount_fen" }
-- [lines.expenditure_fen]
-- query = "finance_rows"
-- keys = { only_unit = "unit_id" }
-- fixed = { category = "expenditure" }
-- adds = { expenditure_fen = "amount_fen" }
-- [lines.remitted_fen]
-- query = "finance_rows"
-- keys = { only_unit = "unit_id" }
-- fixed = { category = "remitted" }
-- adds = { remitted_fen = "amount_fen" }
with
span as (
    select
        'now' as name,
        cast($from as varchar) as from_month,
        cast($to as varchar) as to_month
    union all
    select
        'prior' as name,
        cast(cast(substr($from, 1, 4) as integer) - 1 as varchar) || substr($from, 5)
            as from_month,
        cast(cast(substr($to, 1, 4) as integer) - 1 as varchar) || substr($to, 5) as to_month
    where $from is not null and $to is not null
),
summed as (
    select
        coalesce(movement.unit_id, '（未填）') as unit_id,
        movement.category,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last,
        sum(movement.amount_fen)::bigint as amount_fen
    from fund_movement as movement
    where
        movement.category in ('income', 'expenditure', 'remitted')
        and (
            $unit is null
            or movement.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
    group by
        coalesce(movement.unit_id, '（未填）'),
        movement.category,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last
),
placed as (
    select
        span.name || summed.category as place,
        summed.unit_id,
        summed.amount_fen
    from summed
    inner join span
        on
            (span.from_month is null or summed.first_month >= span.from_month)
            and (span.to_month is null or summed.last_month < span.to_month)
            and (
                summed.wider_first is null
                or coalesce(summed.wider_first < span.from_month, false)
                or coalesce(summed.wider_last >= span.to_month, false)
            )
),
by_unit as (
    select
        placed.unit_id,
        sum(case when placed.place = 'nowincome' then placed.amount_fen end)::bigint
            as income_fen,
        sum(case when placed.place = 'nowexpenditure' then placed.amount_fen end)::bigint
            as expenditure_fen,
        sum(case when placed.place = 'nowremitted' then placed.amount_fen end)::bigint
            as remitted_fen,
        sum(case when placed.place = 'priorincome' then placed.amount_fen end)::bigint
            as prior_income_fen,
        sum(case when placed.place = 'priorexpenditure' then placed.amount_fen end)::bigint
            as prior_expenditure_fen
    from placed
    group by placed.unit_id
)
select
    by_unit.unit_id,
    coalesce(named.name, by_unit.unit_id) as unit_name,
    by_unit.income_fen,
    by_unit.expenditure_fen,
    by_unit.remitted_fen,
    by_unit.prior_income_fen,
    by_unit.prior_expenditure_fen
from by_unit
left join unit_name as named on by_unit.unit_id = named.unit_id
order by unit_id
