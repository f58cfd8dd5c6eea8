-- title = "没有会费记录的会员"
-- purpose = "名册里是在职会员、期间内却没有一条会费记录的人：未填报，不等于欠缴。"
-- grain = "一行一个会员"
-- sources = ["member", "dues", "unit_tree", "unit_name"]
-- basis = "在职、是会员、期间结束前已入会、期间开始前未离会；期间内会费台账没有此人。期间内没有任何会费记录时不列。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "member" }
-- unit_name = { type = "text", label = "单位" }
-- member_id = { of = "member" }
-- name = { of = "member" }
-- join_date = { of = "member" }
with
reported as (
    select distinct dues.member_id
    from dues
    where
        ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and dues.member_id is not null
)
select
    member.batch,
    member.row_no,
    member.line,
    member.unit_id,
    named.name as unit_name,
    member.member_id,
    member.name,
    member.join_date
from member
left join unit_name as named on member.unit_id = named.unit_id
where
    member.status = '在职'
    and member.is_member
    and ($to is null or member.join_date < cast($to || '-01' as date))
    and ($from is null or coalesce(member.leave_date >= cast($from || '-01' as date), true))
    and exists (select 1 from reported)
    and not exists (select 1 from reported where reported.member_id = member.member_id)
    and ($unit is null or member.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by unit_id, member_id, batch, row_no
