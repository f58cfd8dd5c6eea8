-- title = "会费与会费收入"
-- purpose = "会费台账的实缴和凭证的会费收入放在一起，按记账单位和到账月份对账。"
-- grain = "一行会费台账的一行，或一条会费收入分录"
-- sources = ["dues", "entry", "books_unit"]
-- basis = "会费按到账月份：有缴费日期的取其月份，没有的取所属月份。会费归到记账单位（有凭证的最近的上级）。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "记账单位编号" }
-- month = { type = "month", label = "到账月份" }
-- member_id = { of = "dues" }
-- name = { of = "dues" }
-- dues_month = { type = "month", label = "会费所属月份" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- dues_fen = { type = "money", unit = "分", label = "会费台账" }
-- voucher_fen = { type = "money", unit = "分", label = "会费收入凭证" }
select
    'dues' as ledger,
    dues.batch,
    dues.row_no,
    dues.line,
    coalesce(books.books_unit_id, '（未填）') as unit_id,
    case
        when dues.paid_date is null then dues.month
        else strftime(dues.paid_date, '%Y-%m')
    end as month,
    dues.member_id,
    dues.name,
    dues.month as dues_month,
    cast(null as varchar) as word,
    cast(null as varchar) as number,
    cast(null as varchar) as summary,
    dues.paid_fen as dues_fen,
    cast(null as bigint) as voucher_fen
from dues
left join books_unit as books on dues.unit_id = books.unit_id
where dues.paid_fen <> 0
union all
select
    'voucher' as ledger,
    entry.batch,
    entry.row_no,
    entry.line,
    coalesce(entry.unit_id, '（未填）') as unit_id,
    entry.month,
    cast(null as varchar) as member_id,
    cast(null as varchar) as name,
    cast(null as varchar) as dues_month,
    entry.word,
    entry.number,
    entry.summary,
    cast(null as bigint) as dues_fen,
    entry.amount_fen as voucher_fen
from entry
where entry.nature = 'income' and entry.level1_name = '会费收入' and not entry.is_closing
