-- title = "计入预算的明细"
-- purpose = "预算执行里的预算数打开到这里。"
-- grain = "一行预算台账的一行"
-- sources = ["budget_line", "budget", "unit_tree", "unit_name"]
-- basis = "与预算执行同一口径：有一级科目行时只列一级科目行；指明明细科目的，只列那一明细科目的行。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- category = { type = "list", label = "类别", allowed = ["income", "expenditure", "remitted"] }
-- level1 = { type = "text", label = "一级科目" }
-- detail = { type = "text", label = "明细科目" }
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
select
    planned.batch,
    planned.row_no,
    planned.line,
    planned.unit_id,
    named.name as unit_name,
    planned.year,
    budget.account_code,
    budget.account_name,
    budget.approved_fen,
    budget.adjusted_fen,
    planned.budget_fen,
    budget.note
from budget_line as planned
inner join budget on planned.batch = budget.batch and planned.row_no = budget.row_no
left join unit_name as named on planned.unit_id = named.unit_id
where
    case when $detail is null then planned.is_counted
        else planned.is_detail and planned.detail_name = $detail end
    and ($from is null or planned.last_month >= $from)
    and ($to is null or planned.first_month < $to)
    and ($category is null or planned.category = $category)
    and ($level1 is null or planned.level1_name = $level1)
    and ($unit is null or planned.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by year, unit_id, account_code, batch, row_no
