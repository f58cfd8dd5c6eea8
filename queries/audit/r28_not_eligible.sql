-- rule = "R-28"
-- title = "不是会员而领会员慰问"
-- subject = "person"
-- severity = "high"
-- purpose = "名册上注明不是会员的人，领了只给会员的慰问。"
-- method = "领取人在名册上“是否会员”为否，领的是节日慰问、生日、结婚、生育、住院、退休慰问。"
-- exclusions = "还没入会、已经离会的见 A-09，退休人员见 R-29；行政经费、财政资金、社会捐赠的不判断。"
-- caution = "名册是另一天的；后来才退会的会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9–10"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有会员名册' from member having count(member.member_id) = 0"
-- message = "{occurred_on}的发放（{kind}）{amount_fen}，领取人在名册上不是会员。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid"]
-- basis = "发放见中间视图“发放与受助人”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- kind = { of = "assistance" }
select
    aid.person as subject, aid.unit_id, aid.paid_date as occurred_on, aid.amount_fen, aid.batch,
    aid.row_no, aid.line, aid.kind
from aid
where
    not aid.is_member
    and aid.kind in ('节日慰问', '生日', '结婚', '生育', '住院', '退休')
    and coalesce(aid.fund_source, '') not in ('财政资金', '社会捐赠', '行政经费')
    and aid.status <> '退休'
    and not coalesce(aid.paid_date < aid.join_date or aid.paid_date >= aid.leave_date, false)
order by subject, batch, row_no
