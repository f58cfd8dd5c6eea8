-- title = "计入预算的行"
-- purpose = "预算台账中收支科目的行，配上类别、一级科目和明细科目，并标明哪些可以相加。"
-- grain = "一行预算台账的一行"
-- sources = ["budget", "account_match", "month_calendar"]
-- basis = "只取收支科目；同一单位、年度、一级科目有一级科目行时只加一级科目行。本年预算有调整的取调整后预算，否则取批准预算。名称含上解、上缴的支出科目是上解。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "budget" }
-- year = { of = "budget" }
-- first_month = { type = "month", label = "年度首月" }
-- last_month = { type = "month", label = "年度末月" }
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- is_detail = { type = "boolean", label = "明细科目行" }
-- is_counted = { type = "boolean", label = "可以相加" }
-- approved_fen = { of = "budget" }
-- budget_fen = { type = "money", unit = "分", label = "本年预算" }
with
fiscal as (
    select
        calendar.year,
        min(calendar.month) as first_month,
        max(calendar.month) as last_month
    from month_calendar as calendar
    group by calendar.year
),
matched as (
    select
        budget.batch,
        budget.row_no,
        budget.line,
        budget.unit_id,
        budget.year,
        case
            when account.nature = 'income' then 'income'
            when regexp_matches(account.level1_name || budget.account_name, '上解|上缴')
                then 'remitted'
            else 'expenditure'
        end as category,
        account.level1_code,
        account.level1_name,
        account.detail_name,
        budget.approved_fen,
        coalesce(budget.adjusted_fen, budget.approved_fen) as budget_fen,
        account.is_level1,
        bool_or(account.is_level1) over (
            partition by budget.unit_id, budget.year, account.level1_name
        ) as has_level1
    from budget
    inner join account_match as account
        on
            coalesce(cast(getvariable('chart') as varchar), '') = account.chart
            and coalesce(budget.account_code, '') = account.account_code
            and coalesce(budget.account_name, '') = account.account_name
    where account.nature in ('income', 'expenditure')
)
select
    matched.batch,
    matched.row_no,
    matched.line,
    matched.unit_id,
    matched.year,
    fiscal.first_month,
    fiscal.last_month,
    matched.category,
    matched.level1_code,
    matched.level1_name,
    matched.detail_name,
    not matched.is_level1 as is_detail,
    matched.is_level1 or not matched.has_level1 as is_counted,
    matched.approved_fen,
    matched.budget_fen
from matched
inner join fiscal on matched.year = fiscal.year
