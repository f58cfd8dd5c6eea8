-- title = "科目余额表明细"
-- purpose = "科目余额表台账逐行查看，任一行打开原件。"
-- grain = "一行一个单位、一个期间、一个科目"
-- sources = ["balance", "unit_tree", "unit_name"]
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
-- unit_id = { of = "balance" }
-- unit_name = { type = "text", label = "单位" }
-- period = { of = "balance" }
-- account_code = { of = "balance" }
-- account_name = { of = "balance" }
-- opening_debit_fen = { of = "balance" }
-- opening_credit_fen = { of = "balance" }
-- debit_fen = { of = "balance" }
-- credit_fen = { of = "balance" }
-- closing_debit_fen = { of = "balance" }
-- closing_credit_fen = { of = "balance" }
-- amount_fen = { of = "balance" }
select
    balance.batch,
    balance.row_no,
    balance.line,
    balance.unit_id,
    named.name as unit_name,
    balance.period,
    balance.account_code,
    balance.account_name,
    balance.opening_debit_fen,
    balance.opening_credit_fen,
    balance.debit_fen,
    balance.credit_fen,
    balance.closing_debit_fen,
    balance.closing_credit_fen,
    balance.amount_fen
from balance
left join unit_name as named on balance.unit_id = named.unit_id
where
    ($from is null or substr(balance.period, 1, 4) >= substr($from, 1, 4))
    and ($to is null or substr(balance.period, 1, 4) || '-01' < $to)
    and ($only_unit is null or coalesce(balance.unit_id, '（未填）') = $only_unit)
    and (
        $text is null
        or instr(lower(balance.account_code), lower($text)) > 0
        or instr(lower(balance.account_name), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or balance.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by period, unit_id, batch, row_no
limit $limit offset $offset
