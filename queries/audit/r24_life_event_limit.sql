-- rule = "R-24"
-- title = "婚育住院丧事退休慰问超标准"
-- subject = "person"
-- severity = "medium"
-- purpose = "结婚、生育、住院、丧事、退休的一次慰问超过当地标准。"
-- method = "每笔的金额与发放那天、那个单位生效的标准比较。"
-- exclusions = "大病救助另看 R-27。"
-- caution = "两件事合发一笔的会误报，看事件凭据。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9–10"
-- status = "secondary"
-- limits = ["R-24.cap"]
-- message = "{occurred_on}的{kind}慰问{amount_fen}，超过每次{cap_fen}的标准。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid_limited"]
-- basis = "发放和标准见中间视图“发放与当时的标准”。"
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
-- cap_fen = { type = "money", unit = "分", label = "标准" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
select
    aid.person as subject, aid.unit_id, aid.paid_date as occurred_on, aid.amount_fen, aid.batch,
    aid.row_no, aid.line, aid.kind, aid.value_fen as cap_fen, aid.regulation, aid.article
from aid_limited as aid
where
    aid.limit_id = 'R-24.cap' and aid.kind in ('结婚', '生育', '住院', '丧事', '退休')
    and aid.amount_fen > aid.value_fen
order by subject, batch, row_no
