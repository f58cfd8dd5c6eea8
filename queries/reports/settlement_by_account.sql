-- title = "预算与决算"
-- purpose = "每个一级科目和它下面的明细：上年决算、本年预算、调整、本年决算、执行率。"
-- grain = "一行一个类别的一个一级科目，或它下面的一个明细科目"
-- sources = ["settlement_line", "chart_tree", "unit_tree"]
-- basis = "一级科目与各科目收支、预算执行同数；只有它自己的，不再列明细。预算为期间所在会计年度的全年数。明细预算只在合计等于一级科目预算时列出。直接记在一级科目上的，列为未分明细。执行率 = 决算÷调整后预算。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- category = { type = "list", label = "类别" }
-- level = { type = "integer", label = "级次" }
-- head_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- prior_fen = { type = "money", unit = "分", label = "上年决算数" }
-- approved_fen = { type = "money", unit = "分", label = "本年预算数" }
-- adjustment_fen = { type = "money", unit = "分", label = "调整数" }
-- budget_fen = { type = "money", unit = "分", label = "调整后预算数" }
-- actual_fen = { type = "money", unit = "分", label = "本年决算数" }
-- share = { type = "share", unit = "%", label = "执行率" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { category = "category", level1 = "level1_name", detail = "detail_name" }
-- adds = { actual_fen = "amount_fen" }
-- [lines.budget_fen]
-- query = "budget_line_rows"
-- keys = { category = "category", level1 = "level1_name", detail = "detail_name" }
-- adds = { budget_fen = "budget_fen", approved_fen = "approved_fen" }
with
summed as (
    select
        line.category, line.level, min(line.level1_code) as level1_code, line.level1_name,
        line.detail_name, sum(line.approved_fen)::bigint as approved_fen,
        sum(line.budget_fen)::bigint as budget_fen, sum(line.actual_fen)::bigint as actual_fen,
        sum(line.prior_fen)::bigint as prior_fen
    from settlement_line as line
    where
        case when line.is_plan
            then coalesce(line.last_month >= $from, true) and coalesce(line.first_month < $to, true)
            else (line.span = 'now' or ($from is not null and $to is not null))
                and ($from is null or line.first_month >= $from)
                and ($to is null or line.last_month < $to)
                and (line.wider_first is null or line.wider_first < $from or line.wider_last >= $to)
        end
        and ($unit is null or line.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by line.category, line.level, line.level1_name, line.detail_name
),
judged as (
    select
        summed.category, summed.level, summed.level1_name, summed.detail_name,
        min(summed.level1_code) over under_head as head_code,
        case when summed.level = 1 then summed.level1_code
            else (select min(tree.code) from chart_tree as tree
                where tree.chart = cast(getvariable('chart') as varchar)
                    and tree.level1_name = summed.level1_name and tree.name = summed.detail_name
                    and tree.code <> tree.level1_code) end as code,
        -- what details say together must be what the account says, or they are not shown
        case when summed.level = 1 or 2 * max(case when summed.level = 1 then summed.approved_fen end)
            over under_head = sum(summed.approved_fen) over under_head then summed.approved_fen end
            as approved_fen,
        case when summed.level = 1 or 2 * max(case when summed.level = 1 then summed.budget_fen end)
            over under_head = sum(summed.budget_fen) over under_head then summed.budget_fen end
            as budget_fen,
        case when count(summed.actual_fen) over () > 0 then coalesce(summed.actual_fen, 0) end
            as actual_fen,
        case when count(summed.prior_fen) over () > 0 then coalesce(summed.prior_fen, 0) end
            as prior_fen,
        count(*) over under_head as rows_under
    from summed
    window under_head as (partition by summed.category, summed.level1_name)
)
select
    judged.category, judged.level, judged.head_code, judged.level1_name, judged.detail_name, judged.code,
    case when judged.level = 1 then judged.level1_name
        when judged.detail_name = judged.level1_name then '未分明细' else judged.detail_name end as name,
    judged.prior_fen, judged.approved_fen,
    judged.budget_fen - judged.approved_fen as adjustment_fen, judged.budget_fen, judged.actual_fen,
    cast(judged.actual_fen as double) / nullif(judged.budget_fen, 0) as share
from judged
where judged.level = 1 or judged.rows_under > 2 or judged.detail_name <> judged.level1_name
order by category, head_code, level1_name, level, code, detail_name
