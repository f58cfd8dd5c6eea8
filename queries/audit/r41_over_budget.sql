-- rule = "R-41"
-- title = "超预算支出"
-- subject = "voucher"
-- severity = "high"
-- purpose = "全年支出超过批准（或调整后）的预算。"
-- method = "单位、年度、科目的支出按日期累计，超过预算的[R-41.tolerance]%、到年末也没有降回来的，使它超过的那张凭证列为疑点，预算行列在一起。"
-- exclusions = "没有预算的科目（另列）；当年冲回、全年没有超的；收入预算。"
-- caution = "年中调整还没有批下来、没有装载时会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.15"
-- status = "secondary"
-- limits = ["R-41.tolerance"]
-- precondition = "select '没有支出预算，超预算的检查不适用。' where not exists (select item.account from budget_item as item)"
-- message = "{year}年“{account}”预算{budget_fen}，到{voucher_date}这张凭证累计支出{running_fen}，全年{total_fen}，超出{amount_fen}。{summary}"
-- grain = "一行使支出超过预算的一条分录，或超过的预算行"
-- sources = ["budget_item", "audit_line", "limit_span"]
-- basis = "预算见中间视图“支出预算的项目”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "text", label = "年度" }
-- account = { type = "text", label = "科目" }
-- budget_fen = { type = "money", unit = "分", label = "预算" }
-- voucher_date = { of = "voucher" }
-- running_fen = { type = "money", unit = "分", label = "累计支出" }
-- total_fen = { type = "money", unit = "分", label = "全年支出" }
-- summary = { of = "voucher" }
with
booked as (
    select
        line.voucher, line.voucher_date, line.spent_fen, line.summary, line.batch, line.row_no,
        line.line, item.unit_id, item.year, item.account, item.budget_fen, item.total_fen,
        item.batch as budget_batch, item.row_no as budget_row, item.line as budget_line,
        item.budget_fen * cap.value as most,
        sum(line.spent_fen) over (
            partition by item.unit_id, item.year, item.level1_name, item.detail_name
            order by line.voucher_date, line.batch, line.row_no
        ) as running_fen
    from budget_item as item
    inner join audit_line as line
        on
            item.unit_id = line.unit_id
            and item.year = line.year
            and item.level1_name = line.level1_name
            and item.detail_name in (line.detail_name, '')
    inner join limit_span as cap
        on
            cap.limit_id = 'R-41.tolerance'
            and item.unit_id = cap.unit_id
            and line.voucher_date >= cap.valid_from
            and line.voucher_date < cap.valid_before
    where item.total_fen * 100 > item.budget_fen * cap.value
),
crossing as (
    select
        booked.voucher, booked.voucher_date, booked.summary, booked.batch, booked.row_no,
        booked.line, booked.unit_id, booked.year, booked.account, booked.budget_fen,
        booked.total_fen, booked.budget_batch, booked.budget_row, booked.budget_line,
        booked.running_fen::bigint as running_fen,
        row_number() over (
            partition by booked.budget_batch, booked.budget_row
            order by booked.voucher_date desc, booked.batch desc, booked.row_no desc
        ) as place
    from booked
    where (booked.running_fen - booked.spent_fen) * 100 <= booked.most
)
select
    crossing.voucher as subject, crossing.unit_id, crossing.voucher_date as occurred_on,
    crossing.total_fen - crossing.budget_fen as amount_fen,
    case when side.is_line then crossing.batch else crossing.budget_batch end as batch,
    case when side.is_line then crossing.row_no else crossing.budget_row end as row_no,
    case when side.is_line then crossing.line else crossing.budget_line end as line,
    cast(crossing.year as varchar) as year, crossing.account, crossing.budget_fen,
    crossing.voucher_date, crossing.running_fen, crossing.total_fen, crossing.summary
from crossing
cross join (values (true), (false)) as side(is_line)
where crossing.place = 1
order by subject, amount_fen desc, batch, row_no
