-- title = "未识别科目明细"
-- purpose = "未识别科目打开到这里。"
-- grain = "一行凭证、余额表或预算的一行"
-- sources = ["unknown_line", "unit_tree", "unit_name"]
-- basis = "与未识别科目同一口径。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- ledger = { type = "list", label = "台账", allowed = ["voucher", "balance", "budget"] }
-- code = { type = "identifier", label = "科目编码" }
-- account = { type = "text", label = "科目名称" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { type = "period", label = "期间" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- summary = { of = "voucher" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- amount_fen = { type = "money", unit = "分", label = "只有金额的" }
select
    found.ledger,
    found.batch,
    found.row_no,
    found.line,
    found.unit_id,
    named.name as unit_name,
    found.period,
    found.account_code,
    found.account_name,
    found.summary,
    found.debit_fen,
    found.credit_fen,
    found.amount_fen
from unknown_line as found
left join unit_name as named on found.unit_id = named.unit_id
where
    ($from is null or found.first_month >= $from)
    and ($to is null or found.first_month < $to)
    and ($ledger is null or found.ledger = $ledger)
    and ($code is null or found.account_code = $code)
    and ($account is null or found.account_name = $account)
    and ($unit is null or found.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by ledger desc, period, batch, row_no
limit $limit
