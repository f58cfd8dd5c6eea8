-- title = "收支预算与决算合计"
-- purpose = "收入合计、支出合计：上年决算、本年预算、调整、本年决算、执行率。"
-- grain = "一行一项：收入合计、支出合计"
-- sources = ["settlement_line", "unit_tree"]
-- basis = "各科目之和，与预算与决算同一口径；上解不在支出合计内。没有预算的科目只计入决算。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- category = { type = "list", label = "类别" }
-- name = { type = "text", label = "科目名称" }
-- prior_fen = { type = "money", unit = "分", label = "上年决算数" }
-- approved_fen = { type = "money", unit = "分", label = "本年预算数" }
-- adjustment_fen = { type = "money", unit = "分", label = "调整数" }
-- budget_fen = { type = "money", unit = "分", label = "调整后预算数" }
-- actual_fen = { type = "money", unit = "分", label = "本年决算数" }
-- share = { type = "share", unit = "%", label = "执行率" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { category = "category" }
-- adds = { actual_fen = "amount_fen" }
-- [lines.budget_fen]
-- query = "budget_line_rows"
-- keys = { category = "category" }
-- adds = { budget_fen = "budget_fen", approved_fen = "approved_fen" }
with
chosen as (
    select
        line.category, line.approved_fen, line.budget_fen, line.actual_fen, line.prior_fen
    from settlement_line as line
    where
        line.level = 1
        and case when line.is_plan
            then coalesce(line.last_month >= $from, true) and coalesce(line.first_month < $to, true)
            else (line.span = 'now' or ($from is not null and $to is not null))
                and ($from is null or line.first_month >= $from)
                and ($to is null or line.last_month < $to)
                and (line.wider_first is null or line.wider_first < $from or line.wider_last >= $to)
        end
        and ($unit is null or line.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
item as (
    select listed.category, listed.name from (
        values ('income', '收入合计'), ('expenditure', '支出合计')
    ) as listed(category, name)
)
select
    item.category,
    item.name,
    case when (select count(c.prior_fen) from chosen as c) > 0
        then coalesce(sum(chosen.prior_fen), 0) end::bigint as prior_fen,
    sum(chosen.approved_fen)::bigint as approved_fen,
    sum(chosen.budget_fen)::bigint - sum(chosen.approved_fen)::bigint as adjustment_fen,
    sum(chosen.budget_fen)::bigint as budget_fen,
    case when (select count(c.actual_fen) from chosen as c) > 0
        then coalesce(sum(chosen.actual_fen), 0) end::bigint as actual_fen,
    cast(coalesce(sum(chosen.actual_fen), 0) as double) / nullif(sum(chosen.budget_fen), 0) as share
from item
left join chosen on item.category = chosen.category
group by item.category, item.name
order by category
