-- title = "活动与其参与、成绩、支出"
-- purpose = "每次活动应参加、报名、参加、获奖多少人，花了多少钱。"
-- grain = "一行一次活动；活动台账没有、别的台账提到的活动也有一行"
-- sources = ["activity", "participation", "result", "contestant", "entry", "member", "unit_tree"]
-- basis = "应参加人数：活动台账所填，没有填的取名册中主办单位（含下级）当日的在职会员数。参加人数：参与和成绩台账的人数，没有的取活动台账所填。支出：写明此活动的支出分录，没有的取活动台账所填。"
-- measure = "table"
-- [columns]
-- activity_id = { of = "activity" }
-- title = { of = "activity" }
-- kind = { of = "activity" }
-- unit_id = { of = "activity" }
-- start_date = { of = "activity" }
-- status = { of = "activity" }
-- eligible = { type = "integer", unit = "人", label = "应参加人数" }
-- eligible_basis = { type = "list", label = "应参加依据" }
-- signed_up = { type = "integer", unit = "人", label = "报名人数" }
-- attended = { type = "integer", unit = "人", label = "参加人数" }
-- attended_basis = { type = "list", label = "参加依据" }
-- results = { type = "integer", unit = "项", label = "成绩数" }
-- winners = { type = "integer", unit = "项", label = "获奖数" }
-- prize_fen = { type = "money", unit = "分", label = "奖励金额" }
-- booked_fen = { type = "money", unit = "分", label = "凭证支出" }
-- reported_fen = { type = "money", unit = "分", label = "台账支出" }
-- cost_fen = { type = "money", unit = "分", label = "支出" }
with
cost as (
    select
        entry.activity_id,
        sum(entry.amount_fen)::bigint as booked_fen
    from entry
    where
        entry.activity_id is not null
        and entry.nature = 'expenditure'
        and not entry.is_closing
    group by entry.activity_id
),
people as (
    select
        contestant.activity_id,
        count(*) as signed_up,
        count(case when contestant.attended then 1 end) as attended
    from contestant
    group by contestant.activity_id
),
outcome as (
    select
        result.activity_id,
        count(
            case
                when result.score is not null or result.passed is not null
                    or result.award is not null then 1
            end
        ) as results,
        count(result.award) as winners,
        sum(result.prize_amount_fen)::bigint as prize_fen
    from result
    group by result.activity_id
),
seen as (
    select activity.activity_id from activity
    union
    select participation.activity_id from participation
    union
    select result.activity_id from result
    union
    select cost.activity_id from cost
),
roster as (
    select
        activity.activity_id,
        count(*) as members
    from activity
    inner join unit_tree as tree on activity.unit_id = tree.ancestor_id
    inner join member
        on
            tree.unit_id = member.unit_id
            and member.is_member
            and member.status = '在职'
            and member.join_date <= activity.start_date
            and (member.leave_date is null or activity.start_date < member.leave_date)
    where activity.eligible_count is null
    group by activity.activity_id
)
select
    seen.activity_id,
    coalesce(activity.title, seen.activity_id) as title,
    activity.kind,
    activity.unit_id,
    activity.start_date,
    activity.status,
    coalesce(activity.eligible_count, roster.members) as eligible,
    case
        when activity.eligible_count is not null then '填报'
        when roster.members is not null then '名册'
    end as eligible_basis,
    people.signed_up,
    coalesce(people.attended, activity.headcount) as attended,
    case
        when people.attended is not null then '名单'
        when activity.headcount is not null then '填报'
    end as attended_basis,
    outcome.results,
    outcome.winners,
    outcome.prize_fen,
    cost.booked_fen,
    activity.cost_amount_fen as reported_fen,
    coalesce(cost.booked_fen, activity.cost_amount_fen) as cost_fen
from seen
left join activity on seen.activity_id = activity.activity_id
left join roster on seen.activity_id = roster.activity_id
left join people on seen.activity_id = people.activity_id
left join outcome on seen.activity_id = outcome.activity_id
left join cost on seen.activity_id = cost.activity_id
where seen.activity_id is not null
