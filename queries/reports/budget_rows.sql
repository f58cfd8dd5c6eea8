-- title = "预算明细"
-- purpose = "预算台账逐行查看，任一行打开原件。"
-- grain = "一行一个单位、年度、科目和资金"
-- sources = ["budget", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "budget" }
-- unit_name = { type = "text", label = "单位" }
-- year = { of = "budget" }
-- account_code = { of = "budget" }
-- account_name = { of = "budget" }
-- fund_id = { of = "budget" }
-- requested_fen = { of = "budget" }
-- approved_fen = { of = "budget" }
-- adjusted_fen = { of = "budget" }
-- prior_actual_fen = { of = "budget" }
-- approved_date = { of = "budget" }
-- approval_ref = { of = "budget" }
-- filed_date = { of = "budget" }
-- note = { of = "budget" }
select
    budget.batch,
    budget.row_no,
    budget.line,
    budget.unit_id,
    named.name as unit_name,
    budget.year,
    budget.account_code,
    budget.account_name,
    budget.fund_id,
    budget.requested_fen,
    budget.approved_fen,
    budget.adjusted_fen,
    budget.prior_actual_fen,
    budget.approved_date,
    budget.approval_ref,
    budget.filed_date,
    budget.note
from budget
left join unit_name as named on budget.unit_id = named.unit_id
where
    ($from is null or budget.year >= cast(substr($from, 1, 4) as integer))
    and ($to is null or cast(budget.year as varchar) || '-01' < $to)
    and ($only_unit is null or coalesce(budget.unit_id, '（未填）') = $only_unit)
    and (
        $text is null
        or instr(lower(budget.account_code), lower($text)) > 0
        or instr(lower(budget.account_name), lower($text)) > 0
        or instr(lower(budget.note), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or budget.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by year, unit_id, batch, row_no
limit $limit offset $offset
