-- title = "会员名册明细"
-- purpose = "会员名册台账逐行查看，任一行打开原件。"
-- grain = "一行一个人"
-- sources = ["member", "membership", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。不列敏感列（身份证号、银行卡号）。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- members_before = { type = "month", label = "只列这个月之前一天的在职会员" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- member_id = { of = "member" }
-- name = { of = "member" }
-- unit_id = { of = "member" }
-- unit_name = { type = "text", label = "单位" }
-- status = { of = "member" }
-- is_member = { of = "member" }
-- join_date = { of = "member" }
-- leave_date = { of = "member" }
-- sex = { of = "member" }
-- birth_date = { of = "member" }
-- employ_type = { of = "member" }
-- hired_date = { of = "member" }
-- monthly_base_fen = { of = "member" }
-- in_payroll_base = { of = "member" }
-- group_id = { of = "member" }
-- duty = { of = "member" }
-- card_no = { of = "member" }
-- card_registered = { of = "member" }
-- household_id = { of = "member" }
-- phone = { of = "member" }
select
    member.batch,
    member.row_no,
    member.line,
    member.member_id,
    member.name,
    member.unit_id,
    named.name as unit_name,
    member.status,
    member.is_member,
    member.join_date,
    member.leave_date,
    member.sex,
    member.birth_date,
    member.employ_type,
    member.hired_date,
    member.monthly_base_fen,
    member.in_payroll_base,
    member.group_id,
    member.duty,
    member.card_no,
    member.card_registered,
    member.household_id,
    member.phone
from member
left join unit_name as named on member.unit_id = named.unit_id
where
    ($only_unit is null or coalesce(member.unit_id, '（未填）') = $only_unit)
    and ($members_before is null or (member.batch, member.row_no) in (
        select (held.batch, held.row_no) from membership as held
        where
            coalesce(held.join_date < cast($members_before || '-01' as date), true)
            and coalesce(held.leave_date >= cast($members_before || '-01' as date), true)
    ))
    and (
        $text is null
        or instr(lower(member.name), lower($text)) > 0
        or instr(lower(member.member_id), lower($text)) > 0
        or instr(lower(member.duty), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or member.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by unit_id, batch, row_no
limit $limit offset $offset
