-- title = "各单位会费收缴（供公开）"
-- purpose = "本级和各直接下级（含其下级）应缴、缴足多少人，应缴、实缴多少钱；供公开前判断哪些数该隐去。"
-- grain = "一行所选单位本级，或它的一个直接下级（含其下级）"
-- sources = ["dues_compared", "unit_branch", "unit_name"]
-- basis = "每行会费只计在一行。应缴、缴足按人在这一行里的合计；在两个单位都缴的人两行各计一次。最多一人的实缴只用来判断，不公开。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- own_id = { type = "identifier", label = "本级单位编号" }
-- below_id = { type = "identifier", label = "下级单位编号" }
-- persons_due = { type = "integer", unit = "人", label = "应缴人数" }
-- persons_paid = { type = "integer", unit = "人", label = "缴足人数" }
-- due_fen = { type = "money", unit = "分", label = "应缴会费" }
-- paid_fen = { type = "money", unit = "分", label = "实缴会费" }
-- largest_fen = { type = "money", unit = "分", label = "最多一人的实缴" }
-- prior_persons_due = { type = "integer", unit = "人", label = "上年应缴人数" }
-- prior_persons_paid = { type = "integer", unit = "人", label = "上年缴足人数" }
-- prior_due_fen = { type = "money", unit = "分", label = "上年应缴会费" }
-- prior_paid_fen = { type = "money", unit = "分", label = "上年实缴会费" }
-- prior_largest_fen = { type = "money", unit = "分", label = "上年最多一人的实缴" }
-- [lines.rows]
-- query = "dues_rows"
-- keys = { unit = "below_id", only_unit = "own_id" }
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
person as (
    select
        coalesce(branch.branch_id, dues.unit_id) as unit_id,
        bool_or(coalesce(branch.is_own, true)) as is_own,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen,
        sum(dues.prior_due_fen)::bigint as prior_due_fen,
        sum(dues.prior_paid_fen)::bigint as prior_paid_fen
    from dues_compared as dues
    left join unit_branch as branch
        on dues.unit_id = branch.unit_id and branch.top_id is not distinct from $unit
    where
        (dues.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and ($unit is null or branch.unit_id is not null)
    group by coalesce(branch.branch_id, dues.unit_id), dues.person
),
summed as (
    select
        person.unit_id, bool_or(person.is_own) as is_own,
        sum(cast(person.due_fen > 0 as bigint))::bigint as due,
        sum(cast(person.due_fen > 0 and person.paid_fen >= person.due_fen as bigint))::bigint as paid,
        sum(person.due_fen)::bigint as due_fen, sum(person.paid_fen)::bigint as paid_fen,
        max(person.paid_fen) as largest_fen,
        sum(cast(person.prior_due_fen > 0 as bigint))::bigint as prior_due,
        sum(cast(person.prior_due_fen > 0
            and person.prior_paid_fen >= person.prior_due_fen as bigint))::bigint as prior_paid,
        sum(person.prior_due_fen)::bigint as prior_due_fen,
        sum(person.prior_paid_fen)::bigint as prior_paid_fen,
        max(person.prior_paid_fen) as prior_largest_fen
    from person
    group by person.unit_id
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id)
    || case when summed.is_own and count(*) over () > 1 and summed.unit_id in (
        select below.top_id from unit_branch as below where not below.is_own
    ) then '（本级）' else '' end as unit_name,
    case when summed.is_own then summed.unit_id end as own_id,
    case when not summed.is_own then summed.unit_id end as below_id,
    summed.due as persons_due, summed.paid as persons_paid, summed.due_fen, summed.paid_fen,
    summed.largest_fen, summed.prior_due as prior_persons_due, summed.prior_paid as prior_persons_paid,
    summed.prior_due_fen, summed.prior_paid_fen, summed.prior_largest_fen
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by unit_id
