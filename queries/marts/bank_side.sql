-- title = "银行流水与银行存款两边"
-- purpose = "银行和电子钱包的每笔流水，和账上银行存款的每条分录，摆成同样的列。"
-- grain = "一行一笔流水，或一条银行存款分录的一方"
-- sources = ["bank", "entry"]
-- basis = "不计收支的流水和已关闭、失败的交易不参加。银行收入对银行存款借方，银行支出对贷方。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- booked_date = { type = "date", label = "日期" }
-- month = { type = "month", label = "月份" }
-- direction = { type = "list", label = "收支" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
select
    'bank' as ledger,
    bank.batch,
    bank.row_no,
    bank.line,
    coalesce(bank.unit_id, '（未填）') as unit_id,
    bank.booked_date,
    strftime(bank.booked_date, '%Y-%m') as month,
    bank.direction,
    bank.amount_fen
from bank
where
    bank.direction in ('收入', '支出')
    and coalesce(bank.status, '') not like '%关闭%'
    and coalesce(bank.status, '') not like '%失败%'
union all
select
    'voucher',
    entry.batch,
    entry.row_no,
    entry.line,
    coalesce(entry.unit_id, '（未填）'),
    entry.voucher_date,
    entry.month,
    side.direction,
    case when side.direction = '收入' then entry.debit_fen else entry.credit_fen end
from entry
inner join (values ('收入'), ('支出')) as side(direction)
    on case when side.direction = '收入' then entry.debit_fen else entry.credit_fen end <> 0
where entry.level1_name = '银行存款'
