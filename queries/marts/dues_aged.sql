-- title = "没缴足的会费和账龄"
-- purpose = "会费台账里应缴大于实缴的行，拖了多久。"
-- grain = "一行会费台账的一行，应缴大于实缴的"
-- sources = ["dues", "month_calendar"]
-- basis = "没有填实缴的行不算（未填报不是0）。档次按账本日期的月份减会费月份：不到3个月、3至6个月、6至12个月、1至2年、2年以上；还没到的月份不算欠。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- name = { of = "dues" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- short_fen = { type = "money", unit = "分", label = "欠缴" }
-- age = { type = "integer", label = "档次" }
with
late as (
    select
        dues.batch,
        dues.row_no,
        dues.line,
        coalesce(dues.unit_id, '（未填）') as unit_id,
        dues.month,
        dues.name,
        dues.due_fen,
        dues.paid_fen,
        year(cast(getvariable('today') as date)) * 12
        + month(cast(getvariable('today') as date)) - 1 - calendar.month_no as months_late
    from dues
    inner join month_calendar as calendar on dues.month = calendar.month
    where dues.due_fen > dues.paid_fen
)
select
    late.batch,
    late.row_no,
    late.line,
    late.unit_id,
    late.month,
    late.name,
    late.due_fen,
    late.paid_fen,
    late.due_fen - late.paid_fen as short_fen,
    case
        when late.months_late < 3 then 0
        when late.months_late < 6 then 1
        when late.months_late < 12 then 2
        when late.months_late < 24 then 3
        else 4
    end::bigint as age
from late
where late.months_late >= 0
