-- title = "欠缴会费的行"
-- purpose = "欠缴会费账龄一档背后的行。"
-- grain = "一行会费台账的一行，应缴大于实缴的"
-- sources = ["dues_aged", "unit_tree", "unit_name"]
-- basis = "见欠缴会费的账龄。姓名按角色脱敏。"
-- measure = "table"
-- sums = ["short_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- age = { type = "integer", label = "档次" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_name = { type = "text", label = "单位" }
-- month = { of = "dues" }
-- name = { of = "dues" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- short_fen = { type = "money", unit = "分", label = "欠缴" }
select
    aged.batch,
    aged.row_no,
    aged.line,
    coalesce(named.name, aged.unit_id) as unit_name,
    aged.month,
    aged.name,
    aged.due_fen,
    aged.paid_fen,
    aged.short_fen
from dues_aged as aged
left join unit_name as named on aged.unit_id = named.unit_id
where
    ($from is null or aged.month >= $from)
    and ($to is null or aged.month < $to)
    and ($age is null or aged.age = $age)
    and ($unit is null or aged.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by month, batch, row_no, line
limit $limit
