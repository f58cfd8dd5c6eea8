-- rule = "R-39"
-- title = "奖励金额超过标准"
-- subject = "activity"
-- severity = "low"
-- purpose = "竞赛、评先的一项奖励超过本地的标准。"
-- method = "奖励金额与参数 R-39.cap 比较；分级别的，参数写作 R-39.cap.省 等，级别写在说明里，与授予级别相同才比较。"
-- exclusions = "没有标准的不判断；上级表彰的按上级的标准。"
-- caution = "奖励合写一行的会误报。"
-- regulation = "补充通知(2014)，据全总财务部解释；省级规定"
-- article = "原则"
-- status = "memory"
-- limits = []
-- precondition = "select '没有填竞赛评先的奖励标准（参数 R-39.cap）' from limit_span as cap where cap.limit_id like 'R-39.cap%' having count(cap.value) = 0"
-- message = "“{title}”的{award}奖励{amount_fen}，标准是{cap_fen}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["result", "activity", "limit_span"]
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
-- award = { of = "result" }
-- cap_fen = { type = "money", unit = "分", label = "标准" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
select
    activity.activity_id as subject, activity.unit_id,
    coalesce(result.award_date, activity.start_date) as occurred_on,
    result.prize_amount_fen as amount_fen, result.batch, result.row_no, result.line,
    activity.title, result.award, cap.value_fen as cap_fen, cap.regulation, cap.article
from result
inner join activity on result.activity_id = activity.activity_id
inner join limit_span as cap
    on
        activity.unit_id = cap.unit_id
        and activity.start_date >= cap.valid_from and activity.start_date < cap.valid_before
where
    cap.limit_id like 'R-39.cap%'
    and (cap.limit_id like 'R-39.cap' or cap.word = result.award_level)
    and result.prize_amount_fen > cap.value_fen
order by subject, batch, row_no, cap_fen
