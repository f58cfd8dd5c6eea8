-- title = "竞赛与活动合计"
-- purpose = "期间内办了几次、来了多少人次、参与率多少、花了多少钱，与上年同期比。"
-- grain = "一行：所选单位和期间"
-- sources = ["activity_result", "unit_tree"]
-- basis = "期间按活动开始日期。参与率 = 参加人次÷应参加人次，只计两个数都有的活动；没有日期的活动只计入本期。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "主办单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- kind = { type = "list", label = "活动类型" }
-- [columns]
-- activities = { type = "integer", unit = "次", label = "次数" }
-- signed_up = { type = "integer", unit = "人次", label = "报名人次" }
-- attended = { type = "integer", unit = "人次", label = "参加人次" }
-- rated_attended = { type = "integer", unit = "人次", label = "参加人次（计入参与率）" }
-- rated_eligible = { type = "integer", unit = "人次", label = "应参加人次（计入参与率）" }
-- share = { type = "share", unit = "%", label = "参与率" }
-- winners = { type = "integer", unit = "项", label = "获奖数" }
-- cost_fen = { type = "money", unit = "分", label = "支出" }
-- prior_activities = { type = "integer", unit = "次", label = "上年同期次数" }
-- prior_attended = { type = "integer", unit = "人次", label = "上年同期参加人次" }
-- prior_rated_attended = { type = "integer", unit = "人次", label = "上年同期参加人次（计入参与率）" }
-- prior_rated_eligible = { type = "integer", unit = "人次", label = "上年同期应参加人次（计入参与率）" }
-- prior_share = { type = "share", unit = "%", label = "上年同期参与率" }
-- prior_cost_fen = { type = "money", unit = "分", label = "上年同期支出" }
-- [headline]
-- columns = ["activities", "attended", "share", "winners", "cost_fen"]
-- rates = { share = ["rated_attended", "rated_eligible"] }
-- fixed = { kind = "竞赛" }
with
placed as (
    select
        case
            when coalesce(held.month >= $from, true) and coalesce(held.month < $to, true)
                then 'now'
            when held.prior_of >= $from and held.prior_of < $to then 'prior'
        end as span,
        held.signed_up,
        held.attended,
        case when held.eligible is not null then held.attended end as rated_attended,
        case when held.attended is not null then held.eligible end as rated_eligible,
        held.winners,
        held.cost_fen
    from activity_result as held
    where
        ($kind is null or held.kind is null or held.kind = $kind)
        and ($unit is null or held.unit_id is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
summed as (
    select
        placed.span,
        count(*) as activities,
        sum(placed.signed_up)::bigint as signed_up,
        sum(placed.attended)::bigint as attended,
        sum(placed.rated_attended)::bigint as rated_attended,
        sum(placed.rated_eligible)::bigint as rated_eligible,
        sum(placed.winners)::bigint as winners,
        sum(placed.cost_fen)::bigint as cost_fen
    from placed
    group by placed.span
)
select
    now.activities,
    now.signed_up,
    now.attended,
    now.rated_attended,
    now.rated_eligible,
    cast(now.rated_attended as double) / nullif(now.rated_eligible, 0) as share,
    now.winners,
    now.cost_fen,
    prior.activities as prior_activities,
    prior.attended as prior_attended,
    prior.rated_attended as prior_rated_attended,
    prior.rated_eligible as prior_rated_eligible,
    cast(prior.rated_attended as double) / nullif(prior.rated_eligible, 0) as prior_share,
    prior.cost_fen as prior_cost_fen
from (values (1)) as one(n)
left join summed as now on now.span = 'now'
left join summed as prior on prior.span = 'prior'
order by activities
