-- title = "预算执行"
-- purpose = "每个科目预算多少、实际多少、执行到百分之几、差多少。"
-- grain = "一行一个类别的一个一级科目"
-- sources = ["budget", "account_match", "fund_movement", "unit_tree", "month_calendar"]
-- basis = "预算为期间所在会计年度的全年数：有调整的取调整后预算，否则取批准预算；有一级科目行时只加一级科目行。实际为期间内的收支，年末结转不计。执行率 = 实际÷预算；差额 = 实际−预算。没有预算的科目预算为未填报。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- approved_fen = { type = "money", unit = "分", label = "批准预算" }
-- budget_fen = { type = "money", unit = "分", label = "本年预算" }
-- actual_fen = { type = "money", unit = "分", label = "实际" }
-- share = { type = "share", unit = "%", label = "执行率" }
-- difference_fen = { type = "money", unit = "分", label = "差额" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { category = "category", level1 = "level1_name" }
-- adds = { actual_fen = "amount_fen" }
-- [lines.budget_fen]
-- query = "budget_counted_rows"
-- keys = { category = "category", level1 = "level1_name" }
-- adds = { budget_fen = "budget_fen", approved_fen = "approved_fen" }
with
planned_line as (
    select
        budget.unit_id,
        budget.year,
        case when account.nature = 'income' then 'income'
            when account.level1_name like '%上解%' or account.level1_name like '%上缴%'
                or budget.account_name like '%上解%' or budget.account_name like '%上缴%'
                then 'remitted'
            else 'expenditure'
        end as category,
        account.level1_code,
        account.level1_name,
        budget.approved_fen,
        coalesce(budget.adjusted_fen, budget.approved_fen) as budget_fen,
        coalesce(account.depth = 1, false) as is_level1,
        max(case when account.depth = 1 then 1 else 0 end) over (
            partition by budget.unit_id, budget.year, account.level1_name
        ) as has_level1
    from budget
    inner join account_match as account
        on
            coalesce(cast(getvariable('chart') as varchar), '') = account.chart
            and coalesce(budget.account_code, '') = account.account_code
            and coalesce(budget.account_name, '') = account.account_name
    where
        account.nature in ('income', 'expenditure')
        and budget.year in (
            select calendar.year
            from month_calendar as calendar
            where
                ($from is null or calendar.month >= $from)
                and ($to is null or calendar.month < $to)
        )
        and (
            $unit is null
            or budget.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
),
planned as (
    select
        planned_line.category,
        planned_line.level1_name,
        min(planned_line.level1_code) as level1_code,
        sum(planned_line.approved_fen)::bigint as approved_fen,
        sum(planned_line.budget_fen)::bigint as budget_fen
    from planned_line
    where planned_line.is_level1 or planned_line.has_level1 = 0
    group by planned_line.category, planned_line.level1_name
),
actual as (
    select
        movement.category,
        movement.level1_name,
        min(movement.level1_code) as level1_code,
        sum(movement.amount_fen)::bigint as actual_fen
    from fund_movement as movement
    where
        movement.category in ('income', 'expenditure', 'remitted')
        and ($from is null or movement.first_month >= $from)
        and ($to is null or movement.last_month < $to)
        and (
            movement.wider_first is null
            or coalesce(movement.wider_first < $from, false)
            or coalesce(movement.wider_last >= $to, false)
        )
        and (
            $unit is null
            or movement.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
    group by movement.category, movement.level1_name
),
account as (
    select
        planned.category,
        planned.level1_name
    from planned
    union
    select
        actual.category,
        actual.level1_name
    from actual
),
any_actual as (
    select count(*) as accounts from actual
)
select
    account.category,
    coalesce(planned.level1_code, actual.level1_code) as level1_code,
    account.level1_name,
    planned.approved_fen,
    planned.budget_fen,
    case when any_actual.accounts > 0 then coalesce(actual.actual_fen, 0) end as actual_fen,
    case when any_actual.accounts > 0
        then cast(coalesce(actual.actual_fen, 0) as double) / nullif(planned.budget_fen, 0)
    end as share,
    case when any_actual.accounts > 0
        then coalesce(actual.actual_fen, 0) - planned.budget_fen
    end as difference_fen
from account
cross join any_actual
left join planned
    on account.category = planned.category and account.level1_name = planned.level1_name
left join actual
    on account.category = actual.category and account.level1_name = actual.level1_name
order by category, level1_code, level1_name
