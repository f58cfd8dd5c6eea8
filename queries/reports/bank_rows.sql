-- title = "银行与电子钱包流水明细"
-- purpose = "银行与电子钱包流水台账逐行查看，任一行打开原件。"
-- grain = "一行一笔收付"
-- sources = ["bank", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。不列敏感列（账号、对方账号）。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- direction = { type = "list", label = "收支" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "bank" }
-- unit_name = { type = "text", label = "单位" }
-- booked_date = { of = "bank" }
-- booked_time = { of = "bank" }
-- direction = { of = "bank" }
-- amount_fen = { of = "bank" }
-- balance_fen = { of = "bank" }
-- counterparty = { of = "bank" }
-- summary = { of = "bank" }
-- serial = { of = "bank" }
-- status = { of = "bank" }
select
    bank.batch,
    bank.row_no,
    bank.line,
    bank.unit_id,
    named.name as unit_name,
    bank.booked_date,
    bank.booked_time,
    bank.direction,
    bank.amount_fen,
    bank.balance_fen,
    bank.counterparty,
    bank.summary,
    bank.serial,
    bank.status
from bank
left join unit_name as named on bank.unit_id = named.unit_id
where
    ($from is null or bank.booked_date >= cast($from || '-01' as date))
    and ($to is null or bank.booked_date < cast($to || '-01' as date))
    and ($only_unit is null or coalesce(bank.unit_id, '（未填）') = $only_unit)
    and ($direction is null or bank.direction = $direction)
    and (
        $text is null
        or instr(lower(bank.summary), lower($text)) > 0
        or instr(lower(bank.counterparty), lower($text)) > 0
        or instr(lower(bank.serial), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or bank.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by booked_date, unit_id, batch, row_no
limit $limit offset $offset
