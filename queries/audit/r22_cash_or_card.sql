-- rule = "R-22"
-- title = "节日慰问发现金或购物卡"
-- subject = "person"
-- severity = "high"
-- purpose = "节日慰问用现金、购物卡或代金券发放。"
-- method = "节日慰问的发放形式是现金、购物卡、代金券的每一笔。"
-- exclusions = "生日蛋糕券不是节日慰问；指定商家提货券有的省允许，不列。"
-- caution = "各省规定不同，先看本省的。"
-- regulation = "皖工发〔2025〕18号；新工办〔2019〕3号"
-- article = "皖 p.9"
-- status = "secondary"
-- limits = []
-- message = "{occurred_on}的节日慰问{amount_fen}写着以“{payment_method}”发放。"
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
-- payment_method = { of = "assistance" }
select
    aid.person as subject, aid.unit_id, aid.paid_date as occurred_on, aid.amount_fen, aid.batch,
    aid.row_no, aid.line, aid.payment_method
from aid
where aid.kind = '节日慰问' and aid.payment_method in ('现金', '购物卡', '代金券')
order by subject, batch, row_no
