-- rule = "R-27"
-- title = "困难帮扶没有档案号"
-- subject = "person"
-- severity = "medium"
-- purpose = "困难帮扶没有写困难档案号，而同单位的大多写了。"
-- method = "同一单位的困难帮扶，五分之四以上写了档案号的，列出没有写的。"
-- exclusions = "写得不齐的单位不判断；财政资金、社会捐赠、行政经费的不判断。"
-- caution = "档案可能当天才建。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.12"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有登记了困难档案号的困难帮扶' from aid where aid.kind = '困难帮扶' having count(aid.hardship_id) = 0"
-- message = "{occurred_on}的困难帮扶{amount_fen}没有写困难档案号，同单位的困难帮扶大多写了。"
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
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date, aid.amount_fen,
        aid.hardship_id,
        count(*) over (partition by aid.unit_id) as times,
        count(aid.hardship_id) over (partition by aid.unit_id) as filed
    from aid
    where
        aid.kind = '困难帮扶'
        and coalesce(aid.fund_source, '') not in ('财政资金', '社会捐赠', '行政经费')
)
select
    given.person as subject, given.unit_id, given.paid_date as occurred_on, given.amount_fen,
    given.batch, given.row_no, given.line
from given
where given.hardship_id is null and given.filed * 5 >= given.times * 4
order by subject, batch, row_no
