-- rule = "R-21"
-- title = "节日慰问没有写节日"
-- subject = "person"
-- severity = "low"
-- purpose = "节日慰问没有写是哪个节日，而这个单位一向都写。"
-- method = "同一单位的节日慰问十分之九以上写了节日的，列出没有写的。"
-- exclusions = "写得不齐的单位不判断；同单位同一天发给5人以上而都没有写的，不逐人列。"
-- caution = "漏填一格而已的居多。"
-- regulation = "补充通知(2014)，据全总财务部解释"
-- article = ""
-- status = "secondary"
-- limits = []
-- precondition = "select '没有写了节日的节日慰问' from aid where aid.kind = '节日慰问' having count(aid.festival) = 0"
-- message = "{occurred_on}的节日慰问{amount_fen}没有写是哪个节日，这个单位一向都写。"
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
        aid.festival,
        count(*) over (partition by aid.unit_id) as times,
        count(aid.festival) over (partition by aid.unit_id) as named,
        count(*) over (partition by aid.unit_id, aid.paid_date, aid.festival) as together
    from aid
    where aid.kind = '节日慰问'
)
select
    given.person as subject, given.unit_id, given.paid_date as occurred_on, given.amount_fen,
    given.batch, given.row_no, given.line
from given
where given.festival is null and given.named * 10 >= given.times * 9 and given.together < 5
order by subject, batch, row_no
