-- title = "各单位帮扶慰问（供公开）"
-- purpose = "本级和各直接下级（含其下级）帮扶慰问多少人、多少钱；供公开前判断哪些数该隐去。"
-- grain = "一行所选单位本级，或它的一个直接下级（含其下级）"
-- sources = ["assistance_compared", "unit_branch", "unit_name"]
-- basis = "每笔只计在一行。人次为发放笔数，人数为不重复的人（没有会员编号的按单位和姓名），在两个单位都得到的人两行各计一次。最多一人的金额只用来判断，不公开。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- own_id = { type = "identifier", label = "本级单位编号" }
-- below_id = { type = "identifier", label = "下级单位编号" }
-- persons = { type = "integer", unit = "人", label = "人数" }
-- times = { type = "integer", unit = "人次", label = "人次" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- largest_fen = { type = "money", unit = "分", label = "最多一人的金额" }
-- prior_persons = { type = "integer", unit = "人", label = "上年同期人数" }
-- prior_times = { type = "integer", unit = "人次", label = "上年同期人次" }
-- prior_amount_fen = { type = "money", unit = "分", label = "上年同期金额" }
-- prior_largest_fen = { type = "money", unit = "分", label = "上年同期最多一人的金额" }
-- [lines.rows]
-- query = "assistance_rows"
-- keys = { unit = "below_id", only_unit = "own_id" }
-- adds = { times = "*", amount_fen = "amount_fen" }
with
by_person as (
    select
        coalesce(branch.branch_id, paid.unit_id) as unit_id,
        bool_or(coalesce(branch.is_own, true)) as is_own,
        coalesce(paid.person, paid.prior_person) as person,
        sum(paid.times)::bigint as times,
        sum(paid.amount_fen)::bigint as amount_fen,
        sum(paid.prior_times)::bigint as prior_times,
        sum(paid.prior_amount_fen)::bigint as prior_amount_fen
    from assistance_compared as paid
    left join unit_branch as branch
        on paid.unit_id = branch.unit_id and branch.top_id is not distinct from $unit
    where
        (paid.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or paid.month >= $from)
        and ($to is null or paid.month < $to)
        and ($unit is null or branch.unit_id is not null)
    group by
        coalesce(branch.branch_id, paid.unit_id), coalesce(paid.person, paid.prior_person)
),
summed as (
    select
        by_person.unit_id,
        bool_or(by_person.is_own) as is_own,
        nullif(count(by_person.times), 0) as persons,
        sum(by_person.times)::bigint as times,
        sum(by_person.amount_fen)::bigint as amount_fen,
        max(by_person.amount_fen) as largest_fen,
        nullif(count(by_person.prior_times), 0) as prior_persons,
        sum(by_person.prior_times)::bigint as prior_times,
        sum(by_person.prior_amount_fen)::bigint as prior_amount_fen,
        max(by_person.prior_amount_fen) as prior_largest_fen
    from by_person
    group by by_person.unit_id
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id)
    || case when summed.is_own and count(*) over () > 1 and summed.unit_id in (
        select below.top_id from unit_branch as below where not below.is_own
    ) then '（本级）' else '' end as unit_name,
    case when summed.is_own then summed.unit_id end as own_id,
    case when not summed.is_own then summed.unit_id end as below_id,
    summed.persons,
    summed.times,
    summed.amount_fen,
    summed.largest_fen,
    summed.prior_persons,
    summed.prior_times,
    summed.prior_amount_fen,
    summed.prior_largest_fen
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by amount_fen desc, unit_id
