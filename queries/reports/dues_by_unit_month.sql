-- title = "各单位各月会费收缴"
-- purpose = "一张表看清哪个单位哪个月没有收齐。"
-- grain = "一行一个单位（不含下级）一个月"
-- sources = ["dues_sum", "unit_tree", "unit_name"]
-- basis = "月份为会费所属月份。缴足：该月实缴不少于应缴。没有会费记录的单位和月份不出行（未填报）。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- month = { type = "month", label = "月份" }
-- persons_due = { type = "integer", unit = "人", label = "应缴人数" }
-- persons_paid = { type = "integer", unit = "人", label = "缴足人数" }
-- persons_share = { type = "share", unit = "%", label = "收缴率（按人）" }
-- due_fen = { type = "money", unit = "分", label = "应缴会费" }
-- paid_fen = { type = "money", unit = "分", label = "实缴会费" }
-- amount_share = { type = "share", unit = "%", label = "收缴率（按金额）" }
-- [lines.rows]
-- query = "dues_rows"
-- keys = { only_unit = "unit_id", month = "month" }
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
summed as (
    select
        dues.unit_id,
        dues.month,
        sum(dues.due)::bigint as due,
        sum(dues.paid)::bigint as paid,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen
    from dues_sum as dues
    where
        dues.span = 'now'
        and ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and ($unit is null or dues.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by dues.unit_id, dues.month
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id) as unit_name,
    summed.month,
    summed.due as persons_due,
    summed.paid as persons_paid,
    cast(summed.paid as double) / nullif(summed.due, 0) as persons_share,
    summed.due_fen,
    summed.paid_fen,
    cast(summed.paid_fen as double) / nullif(summed.due_fen, 0) as amount_share
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by unit_id, month
