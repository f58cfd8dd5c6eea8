-- rule = "A-07"
-- title = "夜间录入"
-- subject = "voucher"
-- severity = "low"
-- purpose = "凭证在半夜录入。"
-- method = "录入时间在0点以后、[A-07.hour_to]点以前的凭证。"
-- exclusions = "只写日期、没有时间的；年末结转；夜间录入超过二十分之一的单位（多半是自动过账或时区不同）。"
-- caution = "导出的时间可能不是本地时间。"
-- regulation = "公开的审计工具"
-- article = "方法"
-- status = "secondary"
-- limits = ["A-07.hour_to"]
-- precondition = "select '凭证没有录入时间，夜间录入检查不适用。' where not exists (select head.voucher from voucher_head as head where head.entry_clock is not null)"
-- message = "{voucher_date}的凭证在{entered}录入。{summary}"
-- grain = "一行一张夜间录入的凭证的一条分录"
-- sources = ["voucher_head", "audit_line", "limit_span"]
-- basis = "录入时间取凭证各分录中最早的。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- voucher_date = { of = "voucher" }
-- entered = { type = "text", label = "录入时间" }
-- summary = { of = "voucher" }
with
timed as (
    select
        head.voucher, head.unit_id, head.voucher_date, head.amount_fen, head.entry_date,
        head.entry_clock, head.summary, head.is_closing,
        cast(substr(head.entry_clock, 1, 2) as bigint) < cap.value as is_night
    from voucher_head as head
    inner join limit_span as cap
        on
            cap.limit_id = 'A-07.hour_to'
            and head.unit_id = cap.unit_id
            and head.voucher_date >= cap.valid_from
            and head.voucher_date < cap.valid_before
    where head.entry_clock is not null
),
counted as (
    select
        timed.unit_id,
        count(*) as timed,
        count_if(timed.is_night) as at_night
    from timed
    group by timed.unit_id
)
select
    timed.voucher as subject, timed.unit_id, timed.voucher_date as occurred_on, timed.amount_fen,
    line.batch, line.row_no, line.line, timed.voucher_date,
    coalesce(cast(timed.entry_date as varchar) || ' ', '') || timed.entry_clock as entered, timed.summary
from timed
inner join counted
    on timed.unit_id = counted.unit_id and counted.at_night * 20 <= counted.timed
inner join audit_line as line on timed.voucher = line.voucher
where timed.is_night and not timed.is_closing
order by subject, batch, row_no
