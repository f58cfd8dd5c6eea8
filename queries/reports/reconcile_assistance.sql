-- title = "帮扶慰问与凭证对账"
-- purpose = "台账发了多少、账上支出多少，按凭证对；没写凭证号的按月对。"
-- grain = "一行一个记账单位一个月的一张凭证；没写凭证号的合为一行"
-- sources = ["assistance_booking", "unit_tree", "unit_name"]
-- basis = "有凭证号的比较该凭证全部支出分录；没写凭证号的，与当月没有被引用、科目或摘要写着慰问、帮扶、救助、助学、送温暖、送清凉的支出比较。差额 = 台账 − 凭证。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "记账单位编号" }
-- unit_name = { type = "text", label = "记账单位" }
-- month = { type = "month", label = "月份" }
-- reference = { type = "text", label = "凭证" }
-- status = { type = "list", label = "凭证情况" }
-- payments = { type = "integer", unit = "笔", label = "发放笔数" }
-- assistance_fen = { type = "money", unit = "分", label = "帮扶慰问台账" }
-- voucher_fen = { type = "money", unit = "分", label = "凭证支出" }
-- difference_fen = { type = "money", unit = "分", label = "差额" }
-- [lines.rows]
-- query = "reconcile_assistance_rows"
-- keys = { only_unit = "unit_id", month = "month", reference = "reference", status = "status" }
-- adds = { assistance_fen = "assistance_fen", voucher_fen = "voucher_fen" }
with
summed as (
    select
        booking.unit_id,
        booking.month,
        booking.reference,
        booking.status,
        count(booking.assistance_fen) as payments,
        sum(booking.assistance_fen)::bigint as assistance_fen,
        sum(booking.voucher_fen)::bigint as voucher_fen
    from assistance_booking as booking
    where
        ($from is null or booking.month >= $from)
        and ($to is null or booking.month < $to)
        and ($unit is null or booking.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by booking.unit_id, booking.month, booking.reference, booking.status
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id) as unit_name,
    summed.month,
    summed.reference,
    summed.status,
    summed.payments,
    summed.assistance_fen,
    summed.voucher_fen,
    coalesce(summed.assistance_fen, 0) - coalesce(summed.voucher_fen, 0) as difference_fen
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by month, unit_id, reference, status
