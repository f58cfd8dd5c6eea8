-- title = "会费与会费收入对账"
-- purpose = "每个记账单位每个月，会费台账收到的钱和会费收入入账的钱是否一致。"
-- grain = "一行一个记账单位一个月"
-- sources = ["dues_booking", "unit_tree", "unit_name"]
-- basis = "会费按到账月份（缴费日期，没有的按所属月份），归到有凭证的最近的上级。差额 = 会费台账 − 会费收入；累计差额看出只是晚入账的。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "记账单位编号" }
-- unit_name = { type = "text", label = "记账单位" }
-- month = { type = "month", label = "到账月份" }
-- dues_fen = { type = "money", unit = "分", label = "会费台账" }
-- voucher_fen = { type = "money", unit = "分", label = "会费收入凭证" }
-- difference_fen = { type = "money", unit = "分", label = "差额" }
-- cumulative_fen = { type = "money", unit = "分", label = "累计差额" }
-- [lines.rows]
-- query = "reconcile_dues_rows"
-- keys = { only_unit = "unit_id", month = "month" }
-- adds = { dues_fen = "dues_fen", voucher_fen = "voucher_fen" }
with
summed as (
    select
        booking.unit_id,
        booking.month,
        sum(booking.dues_fen)::bigint as dues_fen,
        sum(booking.voucher_fen)::bigint as voucher_fen
    from dues_booking as booking
    where
        ($from is null or booking.month >= $from)
        and ($to is null or booking.month < $to)
        and ($unit is null or booking.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by booking.unit_id, booking.month
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id) as unit_name,
    summed.month,
    summed.dues_fen,
    summed.voucher_fen,
    coalesce(summed.dues_fen, 0) - coalesce(summed.voucher_fen, 0) as difference_fen,
    sum(coalesce(summed.dues_fen, 0) - coalesce(summed.voucher_fen, 0)) over (
        partition by summed.unit_id order by summed.month
    )::bigint as cumulative_fen
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by month, unit_id
