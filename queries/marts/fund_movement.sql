-- title = "经费变动"
-- purpose = "收入、支出、代收、上解和其他净资产变动的每一行；所有收支数字只从这里取。"
-- grain = "一行凭证分录，或没有凭证的期间的一行余额表"
-- sources = ["fund_booked", "fund_reported"]
-- basis = "凭证和余额表绝不相加；年末结转不计；银行流水从不计入。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "voucher" }
-- period = { type = "period", label = "期间" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
select
    'voucher' as ledger,
    booked.batch,
    booked.row_no,
    booked.line,
    booked.unit_id,
    booked.month as period,
    booked.month as first_month,
    booked.month as last_month,
    cast(null as varchar) as wider_first,
    cast(null as varchar) as wider_last,
    booked.voucher_date,
    booked.word,
    booked.number,
    booked.summary,
    booked.account_name,
    booked.category,
    booked.level1_code,
    booked.level1_name,
    booked.detail_name,
    booked.amount_fen
from fund_booked as booked
union all
select
    'balance',
    reported.batch,
    reported.row_no,
    reported.line,
    reported.unit_id,
    reported.period,
    reported.first_month,
    reported.last_month,
    reported.wider_first,
    reported.wider_last,
    null,
    null,
    null,
    null,
    reported.account_name,
    reported.category,
    reported.level1_code,
    reported.level1_name,
    reported.detail_name,
    reported.amount_fen
from fund_reported as reported
