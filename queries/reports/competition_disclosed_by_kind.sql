-- title = "各类竞赛与活动（供公开）"
-- purpose = "每类活动办了几次、来了多少人和人次、花了多少钱，与上年同期比。"
-- grain = "一行一个活动类型"
-- sources = ["activity_result", "contestant", "unit_tree"]
-- basis = "期间按活动开始日期，没有日期的活动只计入本期。人数为不重复的参加人；有活动只填了人数、没有名单的，这一类人数为未填报。人次为各次参加人数之和。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "主办单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- kind = { type = "list", label = "活动类型" }
-- activities = { type = "integer", unit = "次", label = "次数" }
-- persons = { type = "integer", unit = "人", label = "参加人数" }
-- times = { type = "integer", unit = "人次", label = "参加人次" }
-- cost_fen = { type = "money", unit = "分", label = "支出" }
-- prior_activities = { type = "integer", unit = "次", label = "上年同期次数" }
-- prior_persons = { type = "integer", unit = "人", label = "上年同期参加人数" }
-- prior_times = { type = "integer", unit = "人次", label = "上年同期参加人次" }
-- prior_cost_fen = { type = "money", unit = "分", label = "上年同期支出" }
-- [lines.rows]
-- query = "contestant_rows"
-- keys = { activity_kind = "kind" }
-- fixed = { attended = true }
-- adds = { persons = "distinct person" }
-- [lines.cost_fen]
-- query = "activity_cost_rows"
-- keys = { activity_kind = "kind" }
-- adds = { cost_fen = "amount_fen" }
with
placed as (
    select
        case
            when coalesce(held.month >= $from, true) and coalesce(held.month < $to, true) then 'now'
            when held.prior_of >= $from and held.prior_of < $to then 'prior'
        end as span,
        held.activity_id,
        coalesce(held.kind, '（未填）') as kind,
        held.attended,
        held.attended_basis,
        held.cost_fen
    from activity_result as held
    where
        $unit is null or held.unit_id is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        )
),
people as (
    select placed.span, placed.kind, count(distinct contestant.person) as persons
    from placed
    inner join contestant on placed.activity_id = contestant.activity_id and contestant.attended
    group by placed.span, placed.kind
),
summed as (
    select
        placed.span,
        placed.kind,
        count(*) as activities,
        sum(placed.attended)::bigint as times,
        bool_or(placed.attended_basis = '填报') as has_unnamed,
        sum(placed.cost_fen)::bigint as cost_fen
    from placed
    where placed.span is not null
    group by placed.span, placed.kind
)
select
    kind.kind,
    now.activities,
    case when not coalesce(now.has_unnamed, false) then came.persons end as persons,
    now.times,
    now.cost_fen,
    prior.activities as prior_activities,
    case when not coalesce(prior.has_unnamed, false) then came_before.persons end as prior_persons,
    prior.times as prior_times,
    prior.cost_fen as prior_cost_fen
from (select distinct summed.kind from summed) as kind
left join summed as now on kind.kind = now.kind and now.span = 'now'
left join summed as prior on kind.kind = prior.kind and prior.span = 'prior'
left join people as came on kind.kind = came.kind and came.span = 'now'
left join people as came_before on kind.kind = came_before.kind and came_before.span = 'prior'
order by kind
