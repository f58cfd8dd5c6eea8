-- title = "收支明细"
-- purpose = "收支各图表的数字打开到这里：凭证分录；没有凭证的期间是余额表的行。"
-- grain = "一行一条计入收支的凭证分录或余额表行"
-- sources = ["fund_movement", "income_line", "unit_tree", "unit_name"]
-- basis = "与收支图表同一口径：年末结转不计。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- category = { type = "list", label = "类别", allowed = ["income", "expenditure", "collected", "remitted", "other"] }
-- level1 = { type = "text", label = "一级科目" }
-- detail = { type = "text", label = "明细科目" }
-- income_line = { type = "text", label = "公开表的收入项目" }
-- period = { type = "period", label = "期间" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { type = "period", label = "期间" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- category = { type = "list", label = "类别" }
-- level1_name = { type = "text", label = "一级科目" }
-- account_name = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
select
    movement.ledger,
    movement.batch,
    movement.row_no,
    movement.line,
    movement.unit_id,
    named.name as unit_name,
    movement.period,
    movement.voucher_date,
    movement.word,
    movement.number,
    movement.summary,
    movement.category,
    movement.level1_name,
    movement.account_name,
    movement.amount_fen
from fund_movement as movement
left join unit_name as named on movement.unit_id = named.unit_id
where
    ($from is null or movement.first_month >= $from)
    and ($to is null or movement.last_month < $to)
    and (movement.wider_first is null or movement.wider_first < $from
        or movement.wider_last >= $to)
    and ($category is null or movement.category = $category)
    and ($level1 is null or movement.level1_name = $level1)
    and ($detail is null or movement.detail_name = $detail)
    and ($income_line is null or (movement.category = 'income' and movement.level1_name in (
        select income.level1_name from income_line as income where income.line = $income_line
    )))
    and ($period is null or movement.period = $period)
    and ($only_unit is null or coalesce(movement.unit_id, '（未填）') = $only_unit)
    and ($unit is null or movement.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by period, batch, row_no, category
limit $limit
