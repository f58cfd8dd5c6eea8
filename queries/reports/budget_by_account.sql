-- title = "预算执行"
-- purpose = "每个科目预算多少、实际多少、执行到百分之几、差多少。"
-- grain = "一行一个类别的一个一级科目"
-- sources = ["budget_line", "fund_sum", "unit_tree"]
-- basis = "预算为期间所在会计年度的全年数：有调整的取调整后预算。实际为期间内的收支，年末结转不计。执行率 = 实际÷预算；差额 = 实际−预算。没有预算的科目预算为未填报。"
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
-- query = "budget_line_rows"
-- keys = { category = "category", level1 = "level1_name" }
-- adds = { budget_fen = "budget_fen", approved_fen = "approved_fen" }
with
stated as (
    select
        planned.category, planned.level1_code, planned.level1_name,
        planned.approved_fen, planned.budget_fen, cast(null as bigint) as actual_fen
    from budget_line as planned
    where
        planned.is_counted
        and ($from is null or planned.last_month >= $from)
        and ($to is null or planned.first_month < $to)
        and ($unit is null or planned.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    union all
    select
        movement.category, movement.level1_code, movement.level1_name,
        null, null, movement.amount_fen
    from fund_sum as movement
    where
        movement.span = 'now' and movement.category in ('income', 'expenditure', 'remitted')
        and ($from is null or movement.first_month >= $from)
        and ($to is null or movement.last_month < $to)
        and (
            movement.wider_first is null
            or coalesce(movement.wider_first < $from, false)
            or coalesce(movement.wider_last >= $to, false)
        )
        and ($unit is null or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
summed as (
    select
        stated.category,
        min(stated.level1_code) as level1_code,
        stated.level1_name,
        sum(stated.approved_fen)::bigint as approved_fen,
        sum(stated.budget_fen)::bigint as budget_fen,
        coalesce(
            sum(stated.actual_fen),
            case when (select count(s.actual_fen) from stated as s) > 0 then 0 end
        )::bigint as actual_fen
    from stated
    group by stated.category, stated.level1_name
)
select
    summed.category,
    summed.level1_code,
    summed.level1_name,
    summed.approved_fen,
    summed.budget_fen,
    summed.actual_fen,
    cast(summed.actual_fen as double) / nullif(summed.budget_fen, 0) as share,
    summed.actual_fen - summed.budget_fen as difference_fen
from summed
order by category, level1_code, level1_name
