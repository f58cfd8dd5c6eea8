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
-- prior_share = { type = "share", unit = "%", label = "上年同期参与率" }
-- prior_cost_fen = { type = "money", unit = "分", label = "上年同期支出" }
with
placed as (
    select
        case
            when
                held.start_date is null
                or (
                    ($from is null or held.start_date >= cast($from || '-01' as date))
                    and ($to is null or held.start_date < cast($to || '-01' as date))
                )
                then true
            else false
        end as is_now,
        coalesce(
            held.start_date >= cast(
                cast(cast(substr($from, 1, 4) as integer) - 1 as varchar)
                || substr($from, 5) || '-01' as date
            )
            and held.start_date < cast(
                cast(cast(substr($to, 1, 4) as integer) - 1 as varchar)
                || substr($to, 5) || '-01' as date
            ), false
        ) as is_prior,
        held.signed_up,
        held.attended,
        case when held.eligible is not null then held.attended end as rated_attended,
        case when held.attended is not null then held.eligible end as rated_eligible,
        held.winners,
        held.cost_fen
    from activity_result as held
    where
        ($kind is null or held.kind is null or held.kind = $kind)
        and (
            $unit is null
            or held.unit_id is null
            or held.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
),
summed as (
    select
        nullif(count(case when placed.is_now then 1 end), 0) as activities,
        sum(case when placed.is_now then placed.signed_up end)::bigint as signed_up,
        sum(case when placed.is_now then placed.attended end)::bigint as attended,
        sum(case when placed.is_now then placed.rated_attended end)::bigint as rated_attended,
        sum(case when placed.is_now then placed.rated_eligible end)::bigint as rated_eligible,
        sum(case when placed.is_now then placed.winners end)::bigint as winners,
        sum(case when placed.is_now then placed.cost_fen end)::bigint as cost_fen,
        nullif(count(case when placed.is_prior then 1 end), 0) as prior_activities,
        sum(case when placed.is_prior then placed.attended end)::bigint as prior_attended,
        sum(case when placed.is_prior then placed.rated_attended end)::bigint
            as prior_rated_attended,
        sum(case when placed.is_prior then placed.rated_eligible end)::bigint
            as prior_rated_eligible,
        sum(case when placed.is_prior then placed.cost_fen end)::bigint as prior_cost_fen
    from placed
)
select
    summed.activities,
    summed.signed_up,
    summed.attended,
    summed.rated_attended,
    summed.rated_eligible,
    cast(summed.rated_attended as double) / nullif(summed.rated_eligible, 0) as share,
    summed.winners,
    summed.cost_fen,
    summed.prior_activities,
    summed.prior_attended,
    cast(summed.prior_rated_attended as double) / nullif(summed.prior_rated_eligible, 0)
        as prior_share,
    summed.prior_cost_fen
from summed
order by activities
