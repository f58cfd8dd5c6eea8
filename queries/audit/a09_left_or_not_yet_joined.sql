-- rule = "A-09"
-- title = "入会前或离会后领取"
-- subject = "person"
-- severity = "high"
-- purpose = "发放那天，领取人还没有入会，或者已经离会。"
-- method = "发放日期早于名册的入会日期，或不早于离会日期。"
-- exclusions = "丧事、退休的慰问；行政经费、财政资金、社会捐赠的。"
-- caution = "名册的入会日期只写到年、离会当月补发的会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9–10"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有会员名册' from member having count(member.name) = 0"
-- message = "{occurred_on}的发放（{kind}）{amount_fen}，领取人{state}（{turned_on}）。"
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
-- state = { type = "text", label = "情况" }
-- turned_on = { type = "date", label = "入会或离会日期" }
select
    aid.person as subject, aid.unit_id, aid.paid_date as occurred_on, aid.amount_fen, aid.batch,
    aid.row_no, aid.line, aid.kind,
    case when aid.paid_date >= aid.leave_date then '已经离会' else '还没有入会' end as state,
    case
        when aid.paid_date >= aid.leave_date then aid.leave_date
        else aid.join_date
    end as turned_on
from aid
where
    aid.kind not in ('丧事', '退休')
    and coalesce(aid.fund_source, '') not in ('财政资金', '社会捐赠', '行政经费')
    and (aid.paid_date < aid.join_date or aid.paid_date >= aid.leave_date)
order by subject, batch, row_no
