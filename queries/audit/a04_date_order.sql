-- rule = "A-04"
-- title = "凭证号在后、日期在前"
-- subject = "voucher"
-- severity = "low"
-- purpose = "凭证号往后排，日期却往回走，可能是后补或改过日期的凭证。"
-- method = "按单位、凭证字，每月（按年编号的每年）从小到大看号，日期早于前一号的列为疑点；后一号也早于前一号、这一号又不早于更前一号时，列前一号。日期相差7天以上为中。"
-- exclusions = "只有不到20个号的单位；除去一个，日期往回走的超过百分之一的单位（没有按日期编号的习惯）。"
-- caution = "同一批凭证集中编号时偶有先后颠倒。"
-- regulation = "审计方法：凭证号与日期的先后"
-- article = ""
-- status = "secondary"
-- limits = []
-- precondition = "select '凭证没有编号，日期先后的检查不适用。' where not exists (select held.place from numbered_voucher as held)"
-- message = "{series}“{word}”字凭证，{later_no}号是{later_date}，而它前面的{earlier_no}号是{earlier_date}。"
-- grain = "一行日期颠倒的两张凭证的一条分录"
-- sources = ["numbered_voucher", "voucher_head", "audit_line"]
-- basis = "号见中间视图“编号段里的凭证号”，一个号取最早的日期。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- severity = { type = "list", label = "轻重" }
-- series = { type = "period", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- later_no = { type = "identifier", label = "后一号" }
-- later_date = { type = "date", label = "后一号的日期" }
-- earlier_no = { type = "identifier", label = "前一号" }
-- earlier_date = { type = "date", label = "前一号的日期" }
with
counted as (
    select
        held.unit_id, count(*) as held,
        count_if(held.first_date < held.before_date) as falls
    from numbered_voucher as held
    group by held.unit_id
),
fallen as (
    select
        held.unit_id, held.series, held.word, held.number_no, held.place, held.first_date,
        held.before_no, held.before_place, held.before_date,
        coalesce(later.first_date < held.before_date, false)
        and held.first_date >= coalesce(prior.before_date, held.first_date) as is_before
    from numbered_voucher as held
    inner join counted on held.unit_id = counted.unit_id
    inner join numbered_voucher as prior on held.before_place = prior.place
    left join numbered_voucher as later on held.place = later.before_place
    where
        held.first_date < held.before_date
        and counted.held >= 20 and (counted.falls - 1) * 100 <= counted.held
),
neighbour as (
    select fallen.place, fallen.place as shown_place
    from fallen
    union all
    select fallen.place, fallen.before_place
    from fallen
)
select
    head.voucher as subject, fallen.unit_id,
    case when fallen.is_before then fallen.before_date else fallen.first_date end as occurred_on,
    cast(null as bigint) as amount_fen, line.batch, line.row_no, line.line,
    case when fallen.before_date - fallen.first_date >= 7 then 'medium' else 'low' end as severity,
    fallen.series, fallen.word, cast(fallen.number_no as varchar) as later_no,
    fallen.first_date as later_date, cast(fallen.before_no as varchar) as earlier_no,
    fallen.before_date as earlier_date
from fallen
inner join voucher_head as head
    on case when fallen.is_before then fallen.before_place else fallen.place end = head.place
inner join neighbour on fallen.place = neighbour.place
inner join voucher_head as shown on neighbour.shown_place = shown.place
inner join audit_line as line on shown.voucher = line.voucher
order by subject, batch, row_no
