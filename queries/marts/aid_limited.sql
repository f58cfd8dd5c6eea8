-- title = "发放与当时的标准"
-- purpose = "每笔帮扶慰问，配上发放那天、那个单位生效的每一项标准，供规则比较。"
-- grain = "一行一笔发放、一项标准"
-- sources = ["aid", "limit_span"]
-- basis = "标准见各单位生效的参数。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- person = { type = "identifier", label = "人员标识" }
-- paid_date = { of = "assistance" }
-- year = { type = "integer", label = "年度" }
-- kind = { of = "assistance" }
-- festival = { of = "assistance" }
-- disease = { of = "assistance" }
-- amount_fen = { of = "assistance" }
-- fund_source = { of = "assistance" }
-- hardship_id = { of = "assistance" }
-- household_id = { of = "member" }
-- event_ref = { of = "assistance" }
-- beneficiary = { of = "assistance" }
-- approval_ref = { of = "assistance" }
-- reason = { of = "assistance" }
-- limit_id = { of = "parameter" }
-- value = { of = "parameter" }
-- value_fen = { type = "money", unit = "分", label = "标准" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
select
    aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date, aid.year, aid.kind,
    aid.festival, aid.disease, aid.amount_fen, aid.fund_source, aid.hardship_id,
    aid.household_id, aid.event_ref, aid.beneficiary, aid.approval_ref, aid.reason,
    span.limit_id, span.value, span.value_fen, span.regulation, span.article
from aid
inner join limit_span as span
    on
        aid.unit_id = span.unit_id
        and aid.paid_date >= span.valid_from
        and aid.paid_date < span.valid_before
