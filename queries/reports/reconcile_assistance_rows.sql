-- title = "帮扶慰问与凭证对账明细"
-- purpose = "一张凭证（或一个月没写凭证号的）两边的每一行。姓名按角色脱敏。"
-- grain = "一行一笔发放，或一条支出分录"
-- sources = ["assistance_booking", "assistance", "voucher", "unit_tree", "unit_name"]
-- basis = "与帮扶慰问与凭证对账同一口径。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "记账单位" }
-- month = { type = "month", label = "月份" }
-- reference = { type = "text", label = "凭证" }
-- status = { type = "list", label = "凭证情况", allowed = ["有凭证", "查无此凭证", "未写凭证号"] }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "记账单位编号" }
-- unit_name = { type = "text", label = "记账单位" }
-- booked_date = { type = "date", label = "日期" }
-- recipient_name = { of = "assistance" }
-- kind = { of = "assistance" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- assistance_fen = { type = "money", unit = "分", label = "帮扶慰问台账" }
-- voucher_fen = { type = "money", unit = "分", label = "凭证支出" }
with
chosen as (
    select
        booking.ledger,
        booking.batch,
        booking.row_no,
        booking.line,
        booking.unit_id,
        booking.assistance_fen,
        booking.voucher_fen
    from assistance_booking as booking
    where
        ($from is null or booking.month >= $from)
        and ($to is null or booking.month < $to)
        and ($month is null or booking.month = $month)
        and ($only_unit is null or booking.unit_id = $only_unit)
        and ($reference is null or booking.reference = $reference)
        and ($status is null or booking.status = $status)
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
    coalesce(assistance.paid_date, voucher.voucher_date) as booked_date,
    assistance.recipient_name,
    assistance.kind,
    voucher.word,
    voucher.number,
    voucher.summary,
    voucher.account_name,
    chosen.assistance_fen,
    chosen.voucher_fen
from chosen
left join assistance
    on
        chosen.ledger = 'assistance'
        and chosen.batch = assistance.batch
        and chosen.row_no = assistance.row_no
left join voucher
    on
        chosen.ledger = 'voucher'
        and chosen.batch = voucher.batch
        and chosen.row_no = voucher.row_no
left join unit_name as named on chosen.unit_id = named.unit_id
order by booked_date, unit_id, ledger, batch, row_no
limit $limit
