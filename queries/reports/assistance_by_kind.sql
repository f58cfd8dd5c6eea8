-- title = "各类帮扶慰问"
-- purpose = "钱和人花在哪些事上，与上年同期比。"
-- grain = "一行一个发放类型"
-- sources = ["assistance", "unit_tree"]
-- basis = "人次为发放笔数，人数为不重复的人（没有会员编号的按单位和姓名）。日期为发放日期。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- kind = { type = "list", label = "发放类型" }
-- times = { type = "integer", unit = "人次", label = "人次" }
-- persons = { type = "integer", unit = "人", label = "人数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- prior_times = { type = "integer", unit = "人次", label = "上年同期人次" }
-- prior_persons = { type = "integer", unit = "人", label = "上年同期人数" }
-- prior_amount_fen = { type = "money", unit = "分", label = "上年同期金额" }
-- [lines.rows]
-- query = "assistance_rows"
-- keys = { kind = "kind" }
-- adds = { times = "*", amount_fen = "amount_fen" }
with
placed as (
    select
        'now' as span,
        coalesce(assistance.kind, '（未填）') as kind,
        coalesce(assistance.member_id, assistance.recipient_name) as person,
        case when assistance.member_id is null then coalesce(assistance.unit_id, '') end
            as named_in,
        assistance.amount_fen
    from assistance
    where
        ($from is null or assistance.paid_date >= cast($from || '-01' as date))
        and ($to is null or assistance.paid_date < cast($to || '-01' as date))
        and (
            $unit is null
            or assistance.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
    union all
    select
        'prior' as span,
        coalesce(assistance.kind, '（未填）') as kind,
        coalesce(assistance.member_id, assistance.recipient_name) as person,
        case when assistance.member_id is null then coalesce(assistance.unit_id, '') end
            as named_in,
        assistance.amount_fen
    from assistance
    where
        assistance.paid_date >= cast(
            cast(cast(substr($from, 1, 4) as integer) - 1 as varchar) || substr($from, 5) || '-01'
            as date
        )
        and assistance.paid_date < cast(
            cast(cast(substr($to, 1, 4) as integer) - 1 as varchar) || substr($to, 5) || '-01'
            as date
        )
        and (
            $unit is null
            or assistance.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
),
by_person as (
    select
        placed.span,
        placed.kind,
        placed.person,
        placed.named_in,
        count(*) as times,
        sum(placed.amount_fen)::bigint as amount_fen
    from placed
    group by placed.span, placed.kind, placed.person, placed.named_in
),
summed as (
    select
        person.span,
        person.kind,
        sum(person.times)::bigint as times,
        count(*) as persons,
        sum(person.amount_fen)::bigint as amount_fen
    from by_person as person
    group by person.span, person.kind
)
select
    summed.kind,
    max(case when summed.span = 'now' then summed.times end) as times,
    max(case when summed.span = 'now' then summed.persons end) as persons,
    max(case when summed.span = 'now' then summed.amount_fen end) as amount_fen,
    max(case when summed.span = 'prior' then summed.times end) as prior_times,
    max(case when summed.span = 'prior' then summed.persons end) as prior_persons,
    max(case when summed.span = 'prior' then summed.amount_fen end) as prior_amount_fen
from summed
group by summed.kind
order by amount_fen desc, kind
