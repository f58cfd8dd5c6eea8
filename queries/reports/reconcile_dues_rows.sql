-- title = "会费与会费收入对账明细"
-- purpose = "一个记账单位一个月的会费台账行和会费收入分录。"
-- grain = "一行会费台账的一行，或一条会费收入分录"
-- sources = ["dues_booking", "unit_tree", "unit_name"]
-- basis = "与会费与会费收入对账同一口径。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "记账单位" }
-- month = { type = "month", label = "到账月份" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "记账单位编号" }
-- unit_name = { type = "text", label = "记账单位" }
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
    booking.ledger,
    booking.batch,
    booking.row_no,
    booking.line,
    booking.unit_id,
    coalesce(named.name, booking.unit_id) as unit_name,
    booking.month,
    booking.member_id,
    booking.name,
    booking.dues_month,
    booking.word,
    booking.number,
    booking.summary,
    booking.dues_fen,
    booking.voucher_fen
from dues_booking as booking
left join unit_name as named on booking.unit_id = named.unit_id
where
    ($from is null or booking.month >= $from)
    and ($to is null or booking.month < $to)
    and ($month is null or booking.month = $month)
    and ($only_unit is null or booking.unit_id = $only_unit)
    and ($unit is null or booking.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by month, unit_id, ledger desc, batch, row_no
limit $limit
