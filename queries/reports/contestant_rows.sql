-- title = "参加人明细"
-- purpose = "一次活动的报名和参加人数打开到这里：参与台账和成绩台账的行。姓名按角色脱敏。"
-- grain = "一行参与台账或成绩台账的一行"
-- sources = ["participation", "result", "contestant", "activity_result", "unit_tree"]
-- basis = "与活动参加人同一口径：组织、裁判、家属不列；一人可有几行。"
-- measure = "table"
-- [parameters]
-- activity = { type = "identifier", label = "活动编号" }
-- activity_kind = { type = "list", label = "活动类型" }
-- unit = { type = "identifier", label = "主办单位（含下级）" }
-- from = { type = "month", label = "活动起始月" }
-- to = { type = "month", label = "活动截止月（不含）" }
-- attended = { type = "boolean", label = "只列参加的人" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- activity_id = { of = "participation" }
-- person = { type = "identifier", label = "人员标识" }
-- name = { of = "participation" }
-- role = { of = "participation" }
-- attended = { of = "participation" }
-- stage = { of = "result" }
-- score = { of = "result" }
-- award = { of = "result" }
with
listed as (
    select
        'participation' as ledger,
        participation.batch,
        participation.row_no,
        participation.line,
        participation.activity_id,
        coalesce(participation.member_id, participation.name) as person,
        participation.name,
        participation.role,
        participation.attended,
        cast(null as varchar) as stage,
        cast(null as decimal(18, 4)) as score,
        cast(null as varchar) as award
    from participation
    where coalesce(participation.role, '参加') not in ('组织', '裁判', '家属')
    union all
    select
        'result' as ledger,
        result.batch,
        result.row_no,
        result.line,
        result.activity_id,
        coalesce(result.member_id, result.name) as person,
        result.name,
        cast(null as varchar) as role,
        cast(null as boolean) as attended,
        result.stage,
        result.score,
        result.award
    from result
    where coalesce(result.subject_kind, '个人') = '个人'
)
select
    listed.ledger,
    listed.batch,
    listed.row_no,
    listed.line,
    listed.activity_id,
    listed.person,
    listed.name,
    listed.role,
    listed.attended,
    listed.stage,
    listed.score,
    listed.award
from listed
inner join contestant
    on listed.activity_id = contestant.activity_id and listed.person = contestant.person
where
    ($activity is null or listed.activity_id = $activity)
    and listed.activity_id in (
        select held.activity_id from activity_result as held
        where
            coalesce(held.month >= $from, true) and coalesce(held.month < $to, true)
            and ($activity_kind is null or coalesce(held.kind, '（未填）') = $activity_kind)
            and ($unit is null or held.unit_id is null or held.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit))
    )
    and ($attended is null or contestant.attended = $attended)
order by activity_id, person, ledger, batch, row_no
limit $limit
