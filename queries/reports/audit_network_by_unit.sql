-- title = "经审网络"
-- purpose = "哪些工会设了经审会、多久没审了、审计计划做了多少。"
-- grain = "一行一个工会（不含下级）"
-- sources = ["unit", "task", "limit_span", "unit_tree", "unit_name"]
-- basis = "工会取单位台账里正常的总工会、基层工会和建会的企业，以及审计计划里有而单位台账没有的单位。最近一次审查取单位台账的最近审查日和审计计划里完成日期的较晚者；几个月按年月相减。超期按 R-48.months 的限额，没有启用的限额不判断。计划取目标与任务台账里类别为审计的项；没有交过计划的，是未填报。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- review_committee = { of = "unit" }
-- review_chair = { of = "unit" }
-- review_members = { of = "unit" }
-- reviewed_on = { type = "date", label = "最近一次审查" }
-- months = { type = "integer", unit = "个月", label = "距上次审查" }
-- is_late = { type = "boolean", label = "超过审查间隔" }
-- planned = { type = "integer", unit = "项", label = "计划审计" }
-- done = { type = "integer", unit = "项", label = "已完成" }
-- overdue = { type = "integer", unit = "项", label = "逾期未完成" }
-- [lines.rows]
-- query = "unit_rows"
-- keys = { only_unit = "unit_id" }
-- [lines.planned]
-- query = "milestone_rows"
-- keys = { only_unit = "unit_id" }
-- fixed = { kind = "审计" }
-- without = ["unit"]
-- adds = { planned = "*", done = "done", overdue = "overdue" }
with
plan as (
    select
        task.unit_id,
        sum(task.is_within)::bigint as planned,
        sum(task.is_within * task.done)::bigint as done,
        sum(task.is_within * task.overdue)::bigint as overdue,
        max(case when task.done_date <= cast(getvariable('today') as date) then task.done_date end)
            as done_on
    from (
        select
            task.unit_id, task.done, task.overdue, task.done_date,
            cast(coalesce((task.month >= $from or $from is null)
            and (task.month < $to or $to is null), true) as bigint) as is_within
        from task
        where task.kind = '审计'
    ) as task
    group by task.unit_id
),
held as (select count(*) as plans from plan),
listed as (
    select
        coalesce(unit.unit_id, plan.unit_id) as unit_id,
        unit.review_committee, unit.review_chair, unit.review_members,
        greatest(unit.last_review_date, plan.done_on) as reviewed_on,
        plan.planned, plan.done, plan.overdue
    from unit
    full outer join plan on unit.unit_id = plan.unit_id
    where
        plan.unit_id is not null
        or (unit.kind in ('总工会', '基层工会', '企业') and coalesce(unit.has_union, true)
        and coalesce(unit.status, '正常') = '正常')
),
aged as (
    select
        listed.unit_id, listed.review_committee, listed.review_chair, listed.review_members,
        listed.reviewed_on, listed.planned, listed.done, listed.overdue,
        (year(cast(getvariable('today') as date)) - year(listed.reviewed_on)) * 12
        + month(cast(getvariable('today') as date)) - month(listed.reviewed_on) as months
    from listed
)
select
    aged.unit_id, coalesce(named.name, aged.unit_id) as unit_name, aged.review_committee,
    aged.review_chair, aged.review_members, aged.reviewed_on, aged.months,
    aged.months > cap.value as is_late,
    case when held.plans > 0 then coalesce(aged.planned, 0) end as planned,
    case when held.plans > 0 then coalesce(aged.done, 0) end as done,
    case when held.plans > 0 then coalesce(aged.overdue, 0) end as overdue
from aged
cross join held
left join unit_name as named on aged.unit_id = named.unit_id
left join limit_span as cap
    on aged.unit_id = cap.unit_id and cap.limit_id = 'R-48.months'
    and cast(getvariable('today') as date) >= cap.valid_from
    and cast(getvariable('today') as date) < cap.valid_before
where
    $unit is null
    or aged.unit_id in (select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit)
order by is_late desc nulls last, months desc nulls first, unit_id
