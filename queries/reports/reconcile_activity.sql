-- title = "活动支出与凭证对账"
-- purpose = "活动台账所填的支出，和凭证里写明此活动的支出是否一致。"
-- grain = "一行一次活动"
-- sources = ["activity_result", "unit_tree", "unit_name"]
-- basis = "凭证支出为写明活动编号的支出分录，年末结转不计。差额 = 台账 − 凭证；只有一边有数的差额为未填报。两边都没有数的活动不列。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "主办单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- activity_id = { of = "activity" }
-- title = { of = "activity" }
-- unit_id = { of = "activity" }
-- unit_name = { type = "text", label = "主办单位" }
-- start_date = { of = "activity" }
-- reported_fen = { type = "money", unit = "分", label = "台账支出" }
-- booked_fen = { type = "money", unit = "分", label = "凭证支出" }
-- difference_fen = { type = "money", unit = "分", label = "差额" }
-- [lines.rows]
-- query = "reconcile_activity_rows"
-- keys = { activity = "activity_id" }
-- adds = { reported_fen = "reported_fen", booked_fen = "booked_fen" }
select
    held.activity_id,
    held.title,
    held.unit_id,
    named.name as unit_name,
    held.start_date,
    held.reported_fen,
    held.booked_fen,
    held.reported_fen - held.booked_fen as difference_fen
from activity_result as held
left join unit_name as named on held.unit_id = named.unit_id
where
    (held.reported_fen is not null or held.booked_fen is not null)
    and coalesce(held.month >= $from, true) and coalesce(held.month < $to, true)
    and ($unit is null or held.unit_id is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by start_date, activity_id
