-- title = "各节日慰问（供公开）"
-- purpose = "每个节日慰问多少人、多少钱；供公开前判断哪些数该隐去。"
-- grain = "一行一个节日"
-- sources = ["assistance_compared", "unit_tree"]
-- basis = "只计节日慰问。人次为发放笔数，人数为不重复的人（没有会员编号的按单位和姓名）。最多一人的金额和各人的金额只用来判断哪些合并、哪些隐去，不公开。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- festival = { type = "list", label = "节日" }
-- persons = { type = "integer", unit = "人", label = "人数" }
-- times = { type = "integer", unit = "人次", label = "人次" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- largest_fen = { type = "money", unit = "分", label = "最多一人的金额" }
-- prior_persons = { type = "integer", unit = "人", label = "上年同期人数" }
-- prior_times = { type = "integer", unit = "人次", label = "上年同期人次" }
-- prior_amount_fen = { type = "money", unit = "分", label = "上年同期金额" }
-- prior_largest_fen = { type = "money", unit = "分", label = "上年同期最多一人的金额" }
-- people = { type = "text", label = "各人的金额（人在这张表里的序号:分），多于 200 人的没有" }
-- prior_people = { type = "text", label = "上年同期各人的金额" }
-- [lines.rows]
-- query = "assistance_rows"
-- keys = { festival = "festival" }
-- fixed = { kind = "节日慰问" }
-- adds = { times = "*", amount_fen = "amount_fen" }
with
by_person as (
    select
        paid.festival,
        paid.kind = '节日慰问' as is_festival,
        dense_rank() over (order by coalesce(paid.person, paid.prior_person)) as number,
        sum(paid.times)::bigint as times,
        sum(paid.amount_fen)::bigint as amount_fen,
        sum(paid.prior_times)::bigint as prior_times,
        sum(paid.prior_amount_fen)::bigint as prior_amount_fen
    from assistance_compared as paid
    where
        (paid.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or paid.month >= $from)
        and ($to is null or paid.month < $to)
        and ($unit is null or paid.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by paid.festival, paid.kind = '节日慰问', coalesce(paid.person, paid.prior_person)
),
summed as (
    select
        by_person.festival, by_person.is_festival,
        case when sum(count(by_person.times)) over () > 0 then count(by_person.times) end
            as persons,
        case when sum(count(by_person.times)) over () > 0
            then coalesce(sum(by_person.times), 0) end::bigint as times,
        case when sum(count(by_person.times)) over () > 0
            then coalesce(sum(by_person.amount_fen), 0) end::bigint as amount_fen,
        max(by_person.amount_fen) as largest_fen,
        case when sum(count(by_person.prior_times)) over () > 0 then count(by_person.prior_times) end
            as prior_persons,
        case when sum(count(by_person.prior_times)) over () > 0
            then coalesce(sum(by_person.prior_times), 0) end::bigint as prior_times,
        case when sum(count(by_person.prior_times)) over () > 0
            then coalesce(sum(by_person.prior_amount_fen), 0) end::bigint as prior_amount_fen,
        max(by_person.prior_amount_fen) as prior_largest_fen,
        case when count(by_person.times) <= 200 then string_agg(
            cast(by_person.number as varchar) || ':' || cast(by_person.amount_fen as varchar),
            ' ' order by by_person.number
        ) filter (where by_person.times is not null) end as people,
        case when count(by_person.prior_times) <= 200 then string_agg(
            cast(by_person.number as varchar) || ':' || cast(by_person.prior_amount_fen as varchar),
            ' ' order by by_person.number
        ) filter (where by_person.prior_times is not null) end as prior_people
    from by_person
    group by by_person.festival, by_person.is_festival
)
select
    summed.festival,
    summed.persons,
    summed.times,
    summed.amount_fen,
    summed.largest_fen,
    summed.prior_persons,
    summed.prior_times,
    summed.prior_amount_fen,
    summed.prior_largest_fen,
    summed.people,
    summed.prior_people
from summed
where summed.is_festival
order by amount_fen desc, festival
