-- title = "计入预算的行"
-- purpose = "预算执行里的预算数打开到这里。"
-- grain = "一行预算台账的一行"
-- sources = ["budget", "account_match", "unit_tree", "unit_name", "month_calendar"]
-- basis = "与预算执行同一口径：有一级科目行时只列一级科目行。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- category = { type = "list", label = "类别", allowed = ["income", "expenditure", "remitted"] }
-- level1 = { type = "text", label = "一级科目" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "budget" }
-- unit_name = { type = "text", label = "单位" }
-- year = { of = "budget" }
-- account_code = { of = "budget" }
-- account_name = { of = "budget" }
-- approved_fen = { of = "budget" }
-- adjusted_fen = { of = "budget" }
-- budget_fen = { type = "money", unit = "分", label = "本年预算" }
-- note = { of = "budget" }
with
planned as (
    select
        budget.batch,
        budget.row_no,
        budget.line,
        budget.unit_id,
        budget.year,
        budget.account_code,
        budget.account_name,
        budget.approved_fen,
        budget.adjusted_fen,
        coalesce(budget.adjusted_fen, budget.approved_fen) as budget_fen,
        budget.note,
        account.level1_name,
        case when account.nature = 'income' then 'income'
            when account.level1_name like '%上解%' or account.level1_name like '%上缴%'
                or budget.account_name like '%上解%' or budget.account_name like '%上缴%'
                then 'remitted'
            else 'expenditure'
        end as category,
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
)
select
    planned.batch,
    planned.row_no,
    planned.line,
    planned.unit_id,
    named.name as unit_name,
    planned.year,
    planned.account_code,
    planned.account_name,
    planned.approved_fen,
    planned.adjusted_fen,
    planned.budget_fen,
    planned.note
from planned
left join unit_name as named on planned.unit_id = named.unit_id
where
    (planned.is_level1 or planned.has_level1 = 0)
    and ($category is null or planned.category = $category)
    and ($level1 is null or planned.level1_name = $level1)
order by year, unit_id, account_code, batch, row_no
