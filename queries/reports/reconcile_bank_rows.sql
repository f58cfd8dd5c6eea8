-- title = "银行流水与银行存款对账明细"
-- purpose = "两边的每一笔和它是否配上；只看没配上的，就是未达账项。"
-- grain = "一行一笔银行流水，或一条银行存款分录"
-- sources = ["bank_booking", "bank", "voucher", "unit_tree", "unit_name"]
-- basis = "与银行流水与银行存款对账同一口径。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- month = { type = "month", label = "月份" }
-- ledger = { type = "list", label = "台账", allowed = ["bank", "voucher"] }
-- matched = { type = "boolean", label = "已配上" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- booked_date = { type = "date", label = "日期" }
-- party = { type = "text", label = "对方" }
-- summary = { type = "text", label = "摘要" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- bank_in_fen = { type = "money", unit = "分", label = "银行收入" }
-- voucher_in_fen = { type = "money", unit = "分", label = "账上借方" }
-- bank_out_fen = { type = "money", unit = "分", label = "银行支出" }
-- voucher_out_fen = { type = "money", unit = "分", label = "账上贷方" }
-- is_matched = { type = "boolean", label = "已配上" }
with
chosen as (
    select
        booking.ledger,
        booking.batch,
        booking.row_no,
        booking.line,
        booking.unit_id,
        booking.booked_date,
        booking.ledger || booking.direction as side,
        booking.amount_fen,
        booking.is_matched
    from bank_booking as booking
    where
        ($from is null or booking.month >= $from)
        and ($to is null or booking.month < $to)
        and ($month is null or booking.month = $month)
        and ($only_unit is null or booking.unit_id = $only_unit)
        and ($ledger is null or booking.ledger = $ledger)
        and ($matched is null or booking.is_matched = $matched)
        and ($unit is null or booking.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
)
select
    chosen.ledger,
    chosen.batch,
    chosen.row_no,
    chosen.line,
    chosen.unit_id,
    coalesce(named.name, chosen.unit_id) as unit_name,
    chosen.booked_date,
    coalesce(bank.counterparty, voucher.payee) as party,
    coalesce(bank.summary, voucher.summary) as summary,
    voucher.word,
    voucher.number,
    case when chosen.side = 'bank收入' then chosen.amount_fen end as bank_in_fen,
    case when chosen.side = 'voucher收入' then chosen.amount_fen end as voucher_in_fen,
    case when chosen.side = 'bank支出' then chosen.amount_fen end as bank_out_fen,
    case when chosen.side = 'voucher支出' then chosen.amount_fen end as voucher_out_fen,
    chosen.is_matched
from chosen
left join bank
    on chosen.ledger = 'bank' and chosen.batch = bank.batch and chosen.row_no = bank.row_no
left join voucher
    on
        chosen.ledger = 'voucher'
        and chosen.batch = voucher.batch
        and chosen.row_no = voucher.row_no
left join unit_name as named on chosen.unit_id = named.unit_id
order by booked_date, unit_id, ledger, batch, row_no, bank_in_fen
limit $limit
