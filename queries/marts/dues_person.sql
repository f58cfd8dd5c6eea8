-- title = "会费与缴费人"
-- purpose = "会费台账的每一行，配上识别缴费人的标识。"
-- grain = "一行会费台账的一行"
-- sources = ["dues"]
-- basis = "人以会员编号识别；没有编号、名册也认不出的，以单位和姓名。"
-- measure = "table"
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- person = { type = "identifier", label = "人员标识" }
-- member_id = { of = "dues" }
-- name = { of = "dues" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- paid_date = { of = "dues" }
select
    coalesce(dues.unit_id, '（未填）') as unit_id,
    dues.month,
    dues.member_id as person,
    dues.member_id,
    dues.name,
    dues.due_fen,
    dues.paid_fen,
    dues.paid_date
from dues
where dues.member_id is not null
union all
select
    coalesce(dues.unit_id, '（未填）'),
    dues.month,
    coalesce(dues.unit_id, '') || '/' || dues.name,
    null,
    dues.name,
    dues.due_fen,
    dues.paid_fen,
    dues.paid_date
from dues
where dues.member_id is null
