-- title = "会费收缴率"
-- purpose = "期间内应缴会费的人有多少缴足，应缴的钱收到多少，与上年同期比。"
-- grain = "一行：所选单位和期间"
-- sources = ["dues_compared", "unit_tree"]
-- basis = "按人：期间内应缴合计大于0的人为应缴人数，实缴合计不少于应缴合计的为缴足人数。按金额：实缴÷应缴。当期：缴费日期不晚于所属月末（没有缴费日期的视为当月缴），其余为补缴。欠缴按人轧差。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- persons_due = { type = "integer", unit = "人", label = "应缴人数" }
-- persons_paid = { type = "integer", unit = "人", label = "缴足人数" }
-- persons_short = { type = "integer", unit = "人", label = "未缴足人数" }
-- persons_share = { type = "share", unit = "%", label = "收缴率（按人）" }
-- due_fen = { type = "money", unit = "分", label = "应缴会费" }
-- paid_fen = { type = "money", unit = "分", label = "实缴会费" }
-- amount_share = { type = "share", unit = "%", label = "收缴率（按金额）" }
-- on_time_fen = { type = "money", unit = "分", label = "其中：当期缴" }
-- late_fen = { type = "money", unit = "分", label = "其中：补缴" }
-- arrears_fen = { type = "money", unit = "分", label = "欠缴会费" }
-- prior_persons_due = { type = "integer", unit = "人", label = "上年应缴人数" }
-- prior_persons_paid = { type = "integer", unit = "人", label = "上年缴足人数" }
-- prior_persons_short = { type = "integer", unit = "人", label = "上年未缴足人数" }
-- prior_persons_share = { type = "share", unit = "%", label = "上年收缴率（按人）" }
-- prior_due_fen = { type = "money", unit = "分", label = "上年应缴会费" }
-- prior_paid_fen = { type = "money", unit = "分", label = "上年实缴会费" }
-- prior_amount_share = { type = "share", unit = "%", label = "上年收缴率（按金额）" }
-- [headline]
-- columns = ["persons_due", "persons_paid", "due_fen", "paid_fen", "amount_share"]
-- rates = { amount_share = ["paid_fen", "due_fen"] }
-- [lines.rows]
-- query = "dues_rows"
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
by_person as (
    select
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen,
        sum(dues.late_fen)::bigint as late_fen,
        sum(dues.prior_due_fen)::bigint as prior_due_fen,
        sum(dues.prior_paid_fen)::bigint as prior_paid_fen
    from dues_compared as dues
    where
        (dues.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and ($unit is null or dues.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by dues.person
),
summed as (
    select
        sum(cast(person.due_fen > 0 as bigint))::bigint as due,
        sum(cast(person.due_fen > 0 and person.paid_fen >= person.due_fen as bigint))::bigint
            as paid,
        sum(person.due_fen)::bigint as due_fen,
        sum(person.paid_fen)::bigint as paid_fen,
        sum(person.late_fen)::bigint as late_fen,
        sum(person.due_fen - least(person.paid_fen, person.due_fen))::bigint as arrears_fen,
        sum(cast(person.prior_due_fen > 0 as bigint))::bigint as prior_due,
        sum(cast(
            person.prior_due_fen > 0 and person.prior_paid_fen >= person.prior_due_fen as bigint
        ))::bigint as prior_paid,
        sum(person.prior_due_fen)::bigint as prior_due_fen,
        sum(person.prior_paid_fen)::bigint as prior_paid_fen
    from by_person as person
)
select
    summed.due as persons_due,
    summed.paid as persons_paid,
    summed.due - summed.paid as persons_short,
    cast(summed.paid as double) / nullif(summed.due, 0) as persons_share,
    summed.due_fen,
    summed.paid_fen,
    cast(summed.paid_fen as double) / nullif(summed.due_fen, 0) as amount_share,
    summed.paid_fen - summed.late_fen as on_time_fen,
    summed.late_fen,
    summed.arrears_fen,
    summed.prior_due as prior_persons_due,
    summed.prior_paid as prior_persons_paid,
    summed.prior_due - summed.prior_paid as prior_persons_short,
    cast(summed.prior_paid as double) / nullif(summed.prior_due, 0) as prior_persons_share,
    summed.prior_due_fen,
    summed.prior_paid_fen,
    cast(summed.prior_paid_fen as double) / nullif(summed.prior_due_fen, 0)
        as prior_amount_share
from summed
order by due_fen
