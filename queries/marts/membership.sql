-- title = "在职会员的起止"
-- purpose = "名册里的每个会员从哪天到哪天是在职会员，供数某一天的会员。"
-- grain = "一行会员名册的一行"
-- sources = ["member"]
-- basis = "是会员；没有离会日期的，状态须是在职。没有入会日期的视为一直在。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- join_date = { of = "member" }
-- leave_date = { of = "member" }
select
    member.batch,
    member.row_no,
    coalesce(member.unit_id, '（未填）') as unit_id,
    member.join_date,
    member.leave_date
from member
where member.is_member and (member.leave_date is not null or member.status = '在职')
