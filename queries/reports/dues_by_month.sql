-- title = "各月会费收缴"
-- purpose = "每个月应缴和实缴多少，当月缴的和后来补缴的分开，与上年同月比。"
-- grain = "一行一个月"
-- sources = ["dues_sum", "unit_tree"]
-- basis = "月份为会费所属月份。缴足：该月实缴不少于应缴。补缴：缴费日期晚于所属月末；没有缴费日期的视为当月缴。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- month = { type = "month", label = "月份" }
-- persons_due = { type = "integer", unit = "人", label = "应缴人数" }
-- persons_paid = { type = "integer", unit = "人", label = "缴足人数" }
-- persons_share = { type = "share", unit = "%", label = "收缴率（按人）" }
-- due_fen = { type = "money", unit = "分", label = "应缴会费" }
-- paid_fen = { type = "money", unit = "分", label = "实缴会费" }
-- amount_share = { type = "share", unit = "%", label = "收缴率（按金额）" }
-- on_time_fen = { type = "money", unit = "分", label = "其中：当期缴" }
-- late_fen = { type = "money", unit = "分", label = "其中：补缴" }
-- prior_due_fen = { type = "money", unit = "分", label = "上年同月应缴" }
-- prior_paid_fen = { type = "money", unit = "分", label = "上年同月实缴" }
-- prior_amount_share = { type = "share", unit = "%", label = "上年同月收缴率（按金额）" }
-- [lines.rows]
-- query = "dues_rows"
-- keys = { month = "month" }
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
summed as (
    select
        dues.month,
        sum(dues.due)::bigint as due,
        sum(dues.paid)::bigint as paid,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen,
        sum(dues.late_fen)::bigint as late_fen,
        sum(dues.prior_due_fen)::bigint as prior_due_fen,
        sum(dues.prior_paid_fen)::bigint as prior_paid_fen
    from dues_sum as dues
    where
        (dues.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and ($unit is null or dues.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by dues.month
)
select
    summed.month,
    summed.due as persons_due,
    summed.paid as persons_paid,
    cast(summed.paid as double) / nullif(summed.due, 0) as persons_share,
    summed.due_fen,
    summed.paid_fen,
    cast(summed.paid_fen as double) / nullif(summed.due_fen, 0) as amount_share,
    summed.paid_fen - summed.late_fen as on_time_fen,
    summed.late_fen,
    summed.prior_due_fen,
    summed.prior_paid_fen,
    cast(summed.prior_paid_fen as double) / nullif(summed.prior_due_fen, 0)
        as prior_amount_share
from summed
order by month
