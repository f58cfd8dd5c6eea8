-- title = "未识别科目"
-- purpose = "科目表里找不到、因此没有计入收支的科目：补进会计科目台账，数字就会计入。"
-- grain = "一行一个台账里的一种科目写法"
-- sources = ["unknown_line", "unit_tree"]
-- basis = "编码和名称都对应不上，或同名而性质不同的科目。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- rows = { type = "integer", unit = "行", label = "行数" }
-- debit_fen = { type = "money", unit = "分", label = "借方合计" }
-- credit_fen = { type = "money", unit = "分", label = "贷方合计" }
-- amount_fen = { type = "money", unit = "分", label = "只有金额的合计" }
-- [lines.rows]
-- query = "unknown_account_rows"
-- keys = { ledger = "ledger", code = "account_code", account = "account_name" }
-- adds = { rows = "*", debit_fen = "debit_fen", credit_fen = "credit_fen", amount_fen = "amount_fen" }
select
    found.ledger,
    found.account_code,
    found.account_name,
    count(*) as rows,
    sum(found.debit_fen)::bigint as debit_fen,
    sum(found.credit_fen)::bigint as credit_fen,
    sum(found.amount_fen)::bigint as amount_fen
from unknown_line as found
where
    ($from is null or found.first_month >= $from)
    and ($to is null or found.first_month < $to)
    and ($unit is null or found.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by found.ledger, found.account_code, found.account_name
order by ledger desc, rows desc, account_code, account_name
