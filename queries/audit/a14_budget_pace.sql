-- rule = "A-14"
-- title = "预算执行过慢或过快"
-- subject = "unit"
-- severity = "low"
-- purpose = "到9月30日全年支出预算用得很少，或者到6月30日就快用完了。"
-- method = "单位一年的支出到9月30日不到预算的[A-14.low]%，或到6月30日已达到[A-14.warn]%。一个单位一年一条，列出各项预算。"
-- exclusions = "没有支出预算的；10月以后没有凭证的年度。"
-- caution = "节日和年末集中的支出，前三季度本来就少。"
-- regulation = "皖工发〔2025〕18号；工作计划1"
-- article = "p.15"
-- status = "secondary"
-- limits = ["A-14.low", "A-14.warn"]
-- precondition = "select '没有支出预算，执行进度的检查不适用。' where not exists (select planned.unit_id from budget_line as planned where planned.category <> 'income')"
-- message = "{year}年支出预算{budget_fen}，到{cut}支出{amount_fen}，占{share}%。"
-- grain = "一行一项预算"
-- sources = ["budget_line", "audit_line", "limit_span"]
-- basis = "预算取可以相加的行，支出含上解，不含年末结转。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "text", label = "年度" }
-- budget_fen = { type = "money", unit = "分", label = "支出预算" }
-- cut = { type = "date", label = "到哪天" }
-- share = { type = "integer", label = "占预算" }
with
planned as (
    select
        held.unit_id, held.year, held.batch, held.row_no, held.line,
        sum(held.budget_fen) over (partition by held.unit_id, held.year) as budget_fen
    from budget_line as held
    where held.category <> 'income' and held.is_counted
),
spent as (
    select
        line.unit_id, line.year, make_date(line.year, 9, 30) as autumn,
        make_date(line.year, 6, 30) as summer,
        sum(case when line.voucher_date <= make_date(line.year, 9, 30) then line.spent_fen else 0 end)
            as autumn_fen,
        sum(case when line.voucher_date <= make_date(line.year, 6, 30) then line.spent_fen else 0 end)
            as summer_fen
    from audit_line as line
    group by line.unit_id, line.year
    having max(line.voucher_date) > make_date(line.year, 9, 30)
),
pace as (
    select spent.unit_id, spent.year, spent.autumn as cut, spent.autumn_fen as early_fen, true as is_low
    from spent
    union all
    select spent.unit_id, spent.year, spent.summer, spent.summer_fen, false
    from spent
)
select
    planned.unit_id || '|' || planned.year as subject, planned.unit_id, pace.cut as occurred_on,
    pace.early_fen::bigint as amount_fen, planned.batch, planned.row_no, planned.line,
    cast(planned.year as varchar) as year, planned.budget_fen::bigint as budget_fen, pace.cut,
    (pace.early_fen * 100 // planned.budget_fen)::bigint as share
from planned
inner join pace on planned.unit_id = pace.unit_id and planned.year = pace.year
inner join limit_span as cap
    on
        case when pace.is_low then 'A-14.low' else 'A-14.warn' end = cap.limit_id
        and planned.unit_id = cap.unit_id
        and pace.cut >= cap.valid_from
        and pace.cut < cap.valid_before
where
    planned.budget_fen > 0
    and pace.is_low = (pace.early_fen * 100 < planned.budget_fen * cap.value)
order by subject, batch, row_no
