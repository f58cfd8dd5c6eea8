-- title = "未识别科目的行"
-- purpose = "科目表里找不到科目、因此没有计入收支的行；一行也不会悄悄消失。"
-- grain = "一行凭证、余额表或预算的一行"
-- sources = ["voucher_line", "voucher", "balance_line", "budget", "account_match"]
-- basis = "编码和名称都对应不上，或同名而性质不同的科目。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- period = { type = "period", label = "期间" }
-- first_month = { type = "month", label = "首月" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- summary = { of = "voucher" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- amount_fen = { type = "money", unit = "分", label = "只有金额的" }
select
    'voucher' as ledger,
    line.batch,
    line.row_no,
    line.line,
    line.unit_id,
    line.month as period,
    line.month as first_month,
    coalesce(line.account_code, '（未填）') as account_code,
    coalesce(line.account_name, '（未填）') as account_name,
    line.summary,
    line.debit_fen,
    line.credit_fen,
    case when line.debit_fen is null and line.credit_fen is null then voucher.amount_fen end
        as amount_fen
from voucher_line as line
inner join voucher on line.batch = voucher.batch and line.row_no = voucher.row_no
where line.nature is null
union all
select
    'balance', stated.batch, stated.row_no, stated.line, stated.unit_id, stated.period,
    stated.first_month, coalesce(stated.account_code, '（未填）'),
    coalesce(stated.account_name, '（未填）'), null, stated.debit_fen, stated.credit_fen,
    case when stated.debit_fen is null and stated.credit_fen is null then stated.amount_fen end
from balance_line as stated
where stated.nature is null
union all
select
    'budget', budget.batch, budget.row_no, budget.line, budget.unit_id,
    cast(budget.year as varchar), cast(budget.year as varchar) || '-01',
    coalesce(budget.account_code, '（未填）'), coalesce(budget.account_name, '（未填）'),
    budget.note, null, null, coalesce(budget.adjusted_fen, budget.approved_fen)
from budget
inner join account_match as account
    on
        coalesce(cast(getvariable('chart') as varchar), '') = account.chart
        and coalesce(budget.account_code, '') = account.account_code
        and coalesce(budget.account_name, '') = account.account_name
where account.nature is null
