-- title = "活动参加人"
-- purpose = "谁报名或参加了哪次活动：参与台账和成绩台账里的人合在一起，一人一次。"
-- grain = "一行一次活动的一个人"
-- sources = ["participation", "result"]
-- basis = "参与台账中的组织、裁判、家属不算。成绩台账只取个人。参加：参与台账写明参加，或成绩台账里已进入比赛（初赛、决赛、获奖，或有得分、合格与否、奖项）。"
-- measure = "table"
-- [columns]
-- activity_id = { of = "participation" }
-- person = { type = "identifier", label = "人员标识" }
-- attended = { type = "boolean", label = "参加" }
with
named as (
    select
        participation.activity_id,
        coalesce(participation.member_id, participation.name) as person,
        coalesce(participation.attended, false) as attended
    from participation
    where coalesce(participation.role, '参加') not in ('组织', '裁判', '家属')
    union all
    select
        result.activity_id,
        coalesce(result.member_id, result.name) as person,
        coalesce(result.stage in ('初赛', '决赛', '获奖'), false)
        or result.score is not null
        or result.passed is not null
        or result.award is not null as attended
    from result
    where coalesce(result.subject_kind, '个人') = '个人'
)
select
    named.activity_id,
    named.person,
    bool_or(named.attended) as attended
from named
where named.activity_id is not null and named.person is not null
group by named.activity_id, named.person
