-- title = "余额表与凭证对账"
-- purpose = "余额表的每个科目，发生额和凭证是否一致，期初加减发生是否等于期末。"
-- grain = "一行科目余额表的一行"
-- sources = ["balance_line", "balance_booked", "balance_verdict", "unit_tree", "unit_name"]
-- basis = "有借贷发生额的比借贷，含年末结转；含结转不符而不含结转相符的，是结账前的余额表。只有一个发生额的比净额，不含结转。单位在期间内没有凭证的为无凭证。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- status = { type = "list", label = "结果", allowed = ["相符", "结账前相符", "不符", "无凭证", "未填报"] }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { of = "balance" }
-- account_code = { of = "balance" }
-- account_name = { of = "balance" }
-- balance_debit_fen = { type = "money", unit = "分", label = "余额表借方" }
-- voucher_debit_fen = { type = "money", unit = "分", label = "凭证借方" }
-- balance_credit_fen = { type = "money", unit = "分", label = "余额表贷方" }
-- voucher_credit_fen = { type = "money", unit = "分", label = "凭证贷方" }
-- balance_amount_fen = { type = "money", unit = "分", label = "余额表净额" }
-- voucher_amount_fen = { type = "money", unit = "分", label = "凭证净额（不含结转）" }
-- difference_fen = { type = "money", unit = "分", label = "借贷差额之和" }
-- status = { type = "list", label = "结果" }
-- gap_fen = { type = "money", unit = "分", label = "期初加减发生与期末之差" }
-- [lines.rows]
-- query = "reconcile_balance_rows"
-- keys = { balance_batch = "batch", balance_row = "row_no" }
-- adds = { balance_debit_fen = "balance_debit_fen", voucher_debit_fen = "voucher_debit_fen", balance_credit_fen = "balance_credit_fen", voucher_credit_fen = "voucher_credit_fen" }
select
    stated.batch,
    stated.row_no,
    stated.line,
    stated.unit_id,
    named.name as unit_name,
    stated.period,
    stated.account_code,
    stated.account_name,
    stated.debit_fen as balance_debit_fen,
    booked.debit_fen as voucher_debit_fen,
    stated.credit_fen as balance_credit_fen,
    booked.credit_fen as voucher_credit_fen,
    stated.amount_fen as balance_amount_fen,
    booked.open_amount_fen as voucher_amount_fen,
    verdict.difference_fen,
    verdict.status,
    verdict.gap_fen
from balance_line as stated
inner join balance_verdict as verdict
    on stated.batch = verdict.batch and stated.row_no = verdict.row_no
left join balance_booked as booked
    on stated.batch = booked.batch and stated.row_no = booked.row_no
left join unit_name as named on stated.unit_id = named.unit_id
where
    ($from is null or stated.first_month >= $from)
    and ($to is null or stated.last_month < $to)
    and ($status is null or verdict.status = $status)
    and ($unit is null or stated.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by period, unit_id, account_code, batch, row_no
