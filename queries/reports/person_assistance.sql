-- title = "一个人的全部帮扶慰问"
-- purpose = "从疑点看到同一个人领过的每一笔帮扶慰问，按日期排。"
-- grain = "一行一次发放"
-- sources = ["aid", "unit_name"]
-- basis = "人以会员编号识别；没有编号的，以单位和姓名。不列敏感列（原因、病种、事件凭据、收款账号）。"
-- measure = "table"
-- [parameters]
-- person = { type = "identifier", label = "人员标识", required = true }
-- [columns]
-- paid_date = { of = "assistance" }
-- kind = { of = "assistance" }
-- festival = { of = "assistance" }
-- amount_fen = { of = "assistance" }
-- payment_method = { of = "assistance" }
-- fund_source = { of = "assistance" }
-- unit_name = { type = "text", label = "单位" }
-- beneficiary = { of = "assistance" }
-- approval_ref = { of = "assistance" }
-- approver = { of = "assistance" }
-- signed = { of = "assistance" }
-- voucher_ref = { of = "assistance" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
select
    aid.paid_date, aid.kind, aid.festival, aid.amount_fen, aid.payment_method, aid.fund_source,
    named.name as unit_name, aid.beneficiary, aid.approval_ref, aid.approver, aid.signed,
    aid.voucher_ref, aid.batch, aid.row_no, aid.line
from aid
left join unit_name as named on aid.unit_id = named.unit_id
where aid.person = $person
order by paid_date, batch, row_no
