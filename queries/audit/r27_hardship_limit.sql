-- rule = "R-27"
-- title = "困难帮扶、救助超过标准"
-- subject = "person"
-- severity = "high"
-- purpose = "一次困难帮扶、大病救助、意外救助或金秋助学超过当地标准。"
-- method = "每笔的金额与发放那天、那个单位生效的标准比较；大病救助、意外救助、金秋助学超过的列为低，它们可能另有标准。"
-- exclusions = "财政资金、社会捐赠、行政经费的不判断；当地没有标准的不判断。"
-- caution = "上级专项资金按专项的标准，没有写经费来源时会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.12"
-- status = "secondary"
-- limits = ["R-27.cap"]
-- message = "{occurred_on}的{kind}{amount_fen}，超过每次{cap_fen}的标准。"
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
-- severity = { type = "text", label = "严重程度" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
select
    aid.person as subject, aid.unit_id, aid.paid_date as occurred_on, aid.amount_fen, aid.batch,
    aid.row_no, aid.line, aid.kind, aid.value_fen as cap_fen,
    case when aid.kind = '困难帮扶' then 'high' else 'low' end as severity, aid.regulation,
    aid.article
from aid_limited as aid
where
    aid.limit_id = 'R-27.cap'
    and aid.kind in ('困难帮扶', '大病救助', '意外救助', '金秋助学')
    and coalesce(aid.fund_source, '') not in ('财政资金', '社会捐赠', '行政经费')
    and aid.amount_fen > aid.value_fen
order by subject, batch, row_no
