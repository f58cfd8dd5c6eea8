-- rule = "R-35"
-- title = "春秋游有住宿费"
-- subject = "activity"
-- severity = "medium"
-- purpose = "春游、秋游的凭证里有住宿的支出，应当日往返。"
-- method = "写明这次春秋游的支出分录，摘要或科目写着住宿、宾馆、酒店、民宿。"
-- exclusions = "没有写活动编号的凭证看不到。"
-- caution = "酒店也可能只是用餐。"
-- regulation = "补充通知(2014)，据全总财务部解释"
-- article = ""
-- status = "secondary"
-- limits = []
-- message = "“{title}”有一笔支出{amount_fen}写着“{summary}”；春秋游应当日往返。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "activity_cost"]
-- basis = "活动见活动台账和中间视图“活动的人、成绩和钱”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "活动" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- title = { of = "activity" }
-- summary = { of = "voucher" }
select
    activity.activity_id as subject, activity.unit_id, cost.booked_date as occurred_on,
    cost.amount_fen, cost.batch, cost.row_no, cost.line, activity.title, cost.summary
from activity
inner join activity_cost as cost on activity.activity_id = cost.activity_id
where
    activity.kind = '春秋游' and cost.ledger = 'voucher'
    and regexp_matches(
        coalesce(cost.summary, '') || coalesce(cost.account_name, ''), '住宿|宾馆|酒店|民宿'
    )
order by subject, batch, row_no
