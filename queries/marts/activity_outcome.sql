-- title = "活动的人、成绩和钱"
-- purpose = "每次活动的报名、参加、成绩、获奖和支出，从各台账数出来。"
-- grain = "一行一次活动，只要有一本台账提到它"
-- sources = ["activity", "contestant", "result", "activity_cost"]
-- basis = "报名和参加见活动参加人。成绩数：有得分、合格与否或奖项的行；获奖数：有奖项的行。没有任何行的为空，不是0。"
-- measure = "table"
-- stored = true
-- [columns]
-- activity_id = { of = "activity" }
-- signed_up = { type = "integer", unit = "人", label = "报名人数" }
-- attended = { type = "integer", unit = "人", label = "参加人数" }
-- results = { type = "integer", unit = "项", label = "成绩数" }
-- winners = { type = "integer", unit = "项", label = "获奖数" }
-- prize_fen = { type = "money", unit = "分", label = "奖励金额" }
-- booked_fen = { type = "money", unit = "分", label = "凭证支出" }
-- reported_fen = { type = "money", unit = "分", label = "台账支出" }
with
people as (
    select
        contestant.activity_id,
        count(*) as signed_up,
        count(case when contestant.attended then 1 end) as attended
    from contestant
    group by contestant.activity_id
),
scored as (
    select
        result.activity_id,
        count(case when coalesce(cast(result.score as varchar), cast(result.passed as varchar),
            result.award) is not null then 1 end) as results,
        count(result.award) as winners,
        sum(case when result.award is not null then result.prize_amount_fen end)::bigint
            as prize_fen
    from result
    group by result.activity_id
),
spent as (
    select
        cost.activity_id,
        sum(case when cost.ledger = 'voucher' then cost.amount_fen end)::bigint as booked_fen,
        sum(case when cost.ledger = 'activity' then cost.amount_fen end)::bigint
            as reported_fen
    from activity_cost as cost
    group by cost.activity_id
),
seen as (
    select activity.activity_id from activity
    union select people.activity_id from people
    union select scored.activity_id from scored
    union select spent.activity_id from spent
)
select
    seen.activity_id,
    people.signed_up,
    people.attended,
    scored.results,
    scored.winners,
    scored.prize_fen,
    spent.booked_fen,
    spent.reported_fen
from seen
left join people on seen.activity_id = people.activity_id
left join scored on seen.activity_id = scored.activity_id
left join spent on seen.activity_id = spent.activity_id
where seen.activity_id is not null
