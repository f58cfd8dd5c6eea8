-- rule = "R-49"
-- title = "预算没有批准日期"
-- subject = "unit"
-- severity = "medium"
-- purpose = "一年的预算没有批准日期，而别的预算都有。"
-- method = "同一单位同一年的预算行都没有批准日期，而账本里九成以上的单位年度有。"
-- exclusions = "没有人填批准日期的不判断。"
-- caution = "批准文件只在纸上的会误报。"
-- regulation = "《中国工会章程》"
-- article = "第三十九条"
-- status = "verified"
-- limits = []
-- precondition = "select '预算台账没有填批准日期' from budget having count(budget.approved_date) = 0"
-- message = "{year}的预算支出合计{amount_fen}，没有填批准日期。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["budget_line", "budget"]
-- basis = "预算见中间视图“计入预算的行”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "integer", unit = "年", label = "年度" }
with
planned as (
    select
        plan.unit_id, plan.year, count(budget.approved_date) as approved,
        sum(case when plan.is_counted and plan.category <> 'income' then plan.budget_fen end)
        ::bigint as spending_fen
    from budget_line as plan
    inner join budget on plan.batch = budget.batch and plan.row_no = budget.row_no
    group by plan.unit_id, plan.year
),
habit as (
    select avg(case when planned.approved = 0 then 1 else 0 end) as lacking from planned
)
select
    planned.unit_id || '|' || planned.year as subject, planned.unit_id,
    cast(null as date) as occurred_on, planned.spending_fen as amount_fen, plan.batch,
    plan.row_no, plan.line, planned.year
from planned
inner join budget_line as plan on planned.unit_id = plan.unit_id and planned.year = plan.year
cross join habit
where planned.approved = 0 and habit.lacking <= 0.1
order by subject, batch, row_no
