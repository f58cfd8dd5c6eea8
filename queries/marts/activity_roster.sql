-- title = "活动应参加的会员"
-- purpose = "活动台账没填应参加人数的，由名册数出来。"
-- grain = "一行一次活动"
-- sources = ["activity", "member", "unit_tree"]
-- basis = "活动开始当日，主办单位（含下级）名册中在职、已入会、未离会的会员。"
-- measure = "table"
-- [columns]
-- activity_id = { of = "activity" }
-- members = { type = "integer", unit = "人", label = "会员数" }
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
