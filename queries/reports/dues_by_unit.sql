-- title = "各单位会费收缴"
-- purpose = "哪些单位收齐了，哪些还欠多少，与上年同期比。"
-- grain = "一行一个单位（不含下级）"
-- sources = ["dues_compared", "unit_tree", "unit_name"]
-- basis = "单位取会费台账的所属单位。按人：期间内实缴合计不少于应缴合计的为缴足。欠缴按人轧差。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- persons_due = { type = "integer", unit = "人", label = "应缴人数" }
-- persons_paid = { type = "integer", unit = "人", label = "缴足人数" }
-- persons_share = { type = "share", unit = "%", label = "收缴率（按人）" }
-- due_fen = { type = "money", unit = "分", label = "应缴会费" }
-- paid_fen = { type = "money", unit = "分", label = "实缴会费" }
-- amount_share = { type = "share", unit = "%", label = "收缴率（按金额）" }
-- arrears_fen = { type = "money", unit = "分", label = "欠缴会费" }
-- prior_due_fen = { type = "money", unit = "分", label = "上年应缴会费" }
-- prior_paid_fen = { type = "money", unit = "分", label = "上年实缴会费" }
-- prior_amount_share = { type = "share", unit = "%", label = "上年收缴率（按金额）" }
-- [lines.rows]
-- query = "dues_rows"
-- keys = { only_unit = "unit_id" }
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
by_person as (
    select
        dues.unit_id,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen,
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
    group by dues.unit_id, dues.person
),
summed as (
    select
        person.unit_id,
        sum(cast(person.due_fen > 0 as bigint))::bigint as due,
        sum(cast(person.due_fen > 0 and person.paid_fen >= person.due_fen as bigint))::bigint
            as paid,
        sum(person.due_fen)::bigint as due_fen,
        sum(person.paid_fen)::bigint as paid_fen,
        sum(person.due_fen - least(person.paid_fen, person.due_fen))::bigint as arrears_fen,
        sum(person.prior_due_fen)::bigint as prior_due_fen,
        sum(person.prior_paid_fen)::bigint as prior_paid_fen
    from by_person as person
    group by person.unit_id
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id) as unit_name,
    summed.due as persons_due,
    summed.paid as persons_paid,
    cast(summed.paid as double) / nullif(summed.due, 0) as persons_share,
    summed.due_fen,
    summed.paid_fen,
    cast(summed.paid_fen as double) / nullif(summed.due_fen, 0) as amount_share,
    summed.arrears_fen,
    summed.prior_due_fen,
    summed.prior_paid_fen,
    cast(summed.prior_paid_fen as double) / nullif(summed.prior_due_fen, 0)
        as prior_amount_share
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by unit_id
