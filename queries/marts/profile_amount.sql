-- title = "画像用的金额"
-- purpose = "每本台账里的每一笔金额，摆成同样的列，供数据画像各图使用。"
-- grain = "一行一笔金额，属于一个总体"
-- sources = ["audit_line", "assistance", "dues", "bank"]
-- basis = "支出、收入：非年末结转的收支分录；支出的取法见审计用的凭证分录。帮扶慰问、会费实缴：各自台账的行。银行付出、银行收入：流水，不含不计收支和关闭、失败的。不看首位数字的：按标准发放、有上限的帮扶慰问（A-01），按收入比例缴的会费。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- population = { type = "list", label = "总体" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "期间" }
-- day = { type = "date", label = "日期" }
-- kind = { type = "text", label = "类别" }
-- payee = { type = "text", label = "收付对象（没有的为（未填））" }
-- summary = { type = "text", label = "摘要" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- left_out = { type = "list", label = "不看首位数字的原因" }
select
    line.batch, line.row_no, line.line,
    case when line.nature = 'income' then '收入' else '支出' end as population,
    line.unit_id,
    line.month,
    line.voucher_date as day,
    coalesce(line.level1_name, line.account_name) as kind,
    coalesce(line.payee, '（未填）') as payee,
    line.summary,
    case when line.nature = 'income' then line.credit_fen - line.debit_fen else line.spent_fen end
        as amount_fen,
    cast(null as varchar) as left_out
from audit_line as line
where
    not line.is_closing
    and (
        line.nature in ('income', 'expenditure')
        or (
            line.nature is null
            and (line.spent_fen <> 0 or coalesce(line.credit_fen, 0) = 0)
        )
    )
union all
select
    assistance.batch, assistance.row_no, assistance.line, '帮扶慰问',
    coalesce(assistance.unit_id, '（未填）'),
    strftime(assistance.paid_date, '%Y-%m'),
    assistance.paid_date, assistance.kind, null, null, assistance.amount_fen,
    case
        when assistance.kind in (
            '节日慰问', '生日', '结婚', '生育', '住院', '丧事', '退休', '高温慰问', '送温暖'
        ) then '按标准发放'
        when assistance.kind in ('大病救助', '意外救助', '金秋助学') then '有上限'
    end
from assistance
where assistance.amount_fen is not null
union all
select
    dues.batch, dues.row_no, dues.line, '会费实缴', coalesce(dues.unit_id, '（未填）'),
    dues.month, dues.paid_date, '会费', null, null, dues.paid_fen, '按收入比例'
from dues
where dues.paid_fen is not null
union all
select
    bank.batch, bank.row_no, bank.line,
    case when bank.direction = '收入' then '银行收入' else '银行付出' end,
    coalesce(bank.unit_id, '（未填）'),
    strftime(bank.booked_date, '%Y-%m'),
    bank.booked_date, null, coalesce(bank.counterparty, '（未填）'), bank.summary, bank.amount_fen,
    null
from bank
where
    bank.direction in ('收入', '支出')
    and coalesce(bank.status, '') not like '%关闭%'
    and coalesce(bank.status, '') not like '%失败%'
