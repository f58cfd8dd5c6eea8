-- rule = "R-28"
-- title = "欠缴会费而领慰问"
-- subject = "person"
-- severity = "low"
-- purpose = "发放前两个月的会费都没有缴，至今没有补，而领了会员慰问。"
-- method = "发放那个月的前一个月和再前一个月，会费台账里这个人都没有缴足，至今没有补。"
-- exclusions = "同单位当月半数以上没有缴足的，是单位没有收，不算在人身上；丧事和困难救助不看。"
-- caution = "会费晚一个月登记的会误报，所以要连续两个月；补缴另记一行的也会。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9–10"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有会费台账' from dues having count(dues.month) = 0"
-- message = "{occurred_on}的发放（{kind}）{amount_fen}，发放前连续两个月的会费没有缴足。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid", "dues_line", "dues_month"]
-- basis = "发放见中间视图“发放与受助人”。会费见中间视图“审计用的会费”。"
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
with
owing as (
    select dues.person, dues.month_no
    from dues_line as dues
    inner join dues_month as collected
        on dues.unit_id = collected.unit_id and dues.month = collected.month
    where dues.is_short and collected.short_people * 2 <= collected.due_people
),
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date,
        year(aid.paid_date) * 12 + month(aid.paid_date) as next_no, aid.kind, aid.amount_fen
    from aid
    where aid.kind in ('节日慰问', '生日', '结婚', '生育', '住院')
)
select
    given.person as subject, given.unit_id, given.paid_date as occurred_on, given.amount_fen,
    given.batch, given.row_no, given.line, given.kind
from given
inner join owing as before on given.person = before.person and given.next_no - 2 = before.month_no
inner join owing as earlier on given.person = earlier.person and given.next_no - 3 = earlier.month_no
order by subject, batch, row_no
