-- title = "各单位会费收缴"
-- purpose = "哪些单位收齐了，哪些还欠多少，与上年同期比。"
-- grain = "一行一个单位（不含下级）"
-- sources = ["dues", "unit_tree", "unit_name"]
-- basis = "单位取会费台账的所属单位。按人：期间内实缴合计不少于应缴合计的为缴足。"
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
-- [lines.rows]
-- query = "dues_rows"
-- keys = { only_unit = "unit_id" }
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
by_person as (
    select
        coalesce(dues.unit_id, '（未填）') as unit_id,
        coalesce(dues.member_id, dues.name) as person,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen
    from dues
    where
        ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and (
            $unit is null
            or dues.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
    group by coalesce(dues.unit_id, '（未填）'), coalesce(dues.member_id, dues.name)
),
now as (
    select
        person.unit_id,
        count(case when person.due_fen > 0 then 1 end) as persons_due,
        count(case when person.due_fen > 0 and person.paid_fen >= person.due_fen then 1 end)
            as persons_paid,
        sum(person.due_fen)::bigint as due_fen,
        sum(person.paid_fen)::bigint as paid_fen,
        sum(
            case when person.paid_fen < person.due_fen then person.due_fen - person.paid_fen else 0
            end
        )::bigint as arrears_fen
    from by_person as person
    group by person.unit_id
),
prior as (
    select
        coalesce(dues.unit_id, '（未填）') as unit_id,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen
    from dues
    where
        dues.month
        >= cast(cast(substr($from, 1, 4) as integer) - 1 as varchar) || substr($from, 5)
        and dues.month
        < cast(cast(substr($to, 1, 4) as integer) - 1 as varchar) || substr($to, 5)
    group by coalesce(dues.unit_id, '（未填）')
)
select
    now.unit_id,
    coalesce(named.name, now.unit_id) as unit_name,
    now.persons_due,
    now.persons_paid,
    cast(now.persons_paid as double) / nullif(now.persons_due, 0) as persons_share,
    now.due_fen,
    now.paid_fen,
    cast(now.paid_fen as double) / nullif(now.due_fen, 0) as amount_share,
    now.arrears_fen,
    prior.due_fen as prior_due_fen,
    prior.paid_fen as prior_paid_fen
from now
left join prior on now.unit_id = prior.unit_id
left join unit_name as named on now.unit_id = named.unit_id
order by unit_id
