-- title = "没有计入收支的金额"
-- purpose = "科目表里找不到科目、因此没有计入收支的行，一共几行、多少钱。"
-- grain = "一行：所选单位和期间"
-- sources = ["unknown_line", "unit_tree"]
-- basis = "凭证和余额表里编码和名称都对应不上的科目；预算不计。没有这样的行为空，不是0。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- rows = { type = "integer", unit = "行", label = "行数" }
-- debit_fen = { type = "money", unit = "分", label = "借方合计" }
-- credit_fen = { type = "money", unit = "分", label = "贷方合计" }
-- [lines.rows]
-- query = "unknown_account_rows"
-- fixed = { ledger = "voucher" }
-- adds = { debit_fen = "debit_fen", credit_fen = "credit_fen", rows = "*" }
select
    nullif(count(*), 0)::bigint as rows,
    sum(found.debit_fen)::bigint as debit_fen,
    sum(found.credit_fen)::bigint as credit_fen
from unknown_line as found
where
    found.ledger = 'voucher'
    and ($from is null or found.first_month >= $from)
    and ($to is null or found.first_month < $to)
    and ($unit is null or found.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by rows
