-- title = "发放与受助人"
-- purpose = "每笔帮扶慰问，配上受助人在名册里的情况，供规则判断。"
-- grain = "一行一笔发放"
-- sources = ["assistance", "member"]
-- basis = "人以会员编号识别；没有编号的，以单位和姓名。在册：名册里有这个编号。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- person = { type = "identifier", label = "人员标识" }
-- member_id = { of = "assistance" }
-- recipient_name = { of = "assistance" }
-- paid_date = { of = "assistance" }
-- year = { type = "integer", label = "年度" }
-- kind = { of = "assistance" }
-- festival = { of = "assistance" }
-- disease = { of = "assistance" }
-- amount_fen = { of = "assistance" }
-- payment_method = { of = "assistance" }
-- fund_source = { of = "assistance" }
-- hardship_id = { of = "assistance" }
-- event_ref = { of = "assistance" }
-- beneficiary = { of = "assistance" }
-- approval_ref = { of = "assistance" }
-- approver = { of = "assistance" }
-- signed = { of = "assistance" }
-- bank_account = { of = "assistance" }
-- voucher_ref = { of = "assistance" }
-- reason = { of = "assistance" }
-- materials = { of = "assistance" }
-- name = { type = "name", label = "姓名" }
-- is_listed = { type = "boolean", label = "在册" }
-- status = { of = "member" }
-- is_member = { of = "member" }
-- join_date = { of = "member" }
-- leave_date = { of = "member" }
-- employ_type = { of = "member" }
-- in_payroll_base = { of = "member" }
-- household_id = { of = "member" }
-- member_account = { type = "identifier", label = "名册的银行卡号" }
with
roster as (
    select
        member.member_id, member.unit_id, member.status, member.is_member, member.join_date,
        member.leave_date, member.employ_type, member.in_payroll_base, member.household_id,
        member.bank_account, member.name,
        row_number() over (
            partition by member.member_id order by member.batch desc, member.row_no desc
        ) as place
    from member
)
select
    given.batch, given.row_no, given.line,
    coalesce(given.unit_id, roster.unit_id, '（未填）') as unit_id,
    coalesce(
        given.member_id, coalesce(given.unit_id, '') || chr(31) || given.recipient_name
    ) as person,
    given.member_id, given.recipient_name, given.paid_date, year(given.paid_date) as year,
    given.kind, given.festival, given.disease, given.amount_fen, given.payment_method,
    given.fund_source, given.hardship_id, given.event_ref, given.beneficiary,
    given.approval_ref, given.approver, given.signed, given.bank_account, given.voucher_ref,
    given.reason, given.materials, coalesce(given.recipient_name, roster.name) as name,
    roster.member_id is not null as is_listed,
    roster.status, roster.is_member, roster.join_date, roster.leave_date, roster.employ_type,
    roster.in_payroll_base, roster.household_id, roster.bank_account as member_account
from assistance as given
left join roster on given.member_id = roster.member_id and roster.place = 1
