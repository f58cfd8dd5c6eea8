-- rule = "A-16"
-- title = "倒签凭证"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "凭证日期写在很久以前，录入却在以后。"
-- method = "录入日期比凭证日期晚[A-16.days]天以上（不含）。"
-- exclusions = "年末结转；写了录入时间的凭证不到10张的单位；除去一张，晚录的超过二十分之一的单位（补录旧账或换软件）。"
-- caution = "发票到得晚、审计要求的调整也会晚录。"
-- regulation = "公开的审计软件测试（日期）"
-- article = "方法"
-- status = "secondary"
-- limits = ["A-16.days"]
-- precondition = "select '凭证没有录入时间，倒签检查不适用。' where not exists (select head.voucher from voucher_head as head where head.entry_date is not null)"
-- message = "凭证日期是{voucher_date}，录入是{entered_on}，晚了{late}天。{summary}"
-- grain = "一行一张晚录的凭证的一条分录"
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
-- entered_on = { type = "date", label = "录入日期" }
-- late = { type = "integer", label = "晚几天" }
-- summary = { of = "voucher" }
with
timed as not materialized (
    select
        head.voucher, head.unit_id, head.voucher_date, head.amount_fen, head.summary,
        head.entry_date as entered_on, head.entry_date - head.voucher_date as late,
        head.entry_date - head.voucher_date > cap.value as is_late
    from voucher_head as head
    inner join limit_span as cap
        on
            cap.limit_id = 'A-16.days'
            and head.unit_id = cap.unit_id
            and head.voucher_date >= cap.valid_from
            and head.voucher_date < cap.valid_before
    where head.entry_date is not null and not head.is_closing
),
counted as (
    select
        timed.unit_id,
        count(*) as timed,
        count_if(timed.is_late) as late
    from timed
    group by timed.unit_id
)
select
    timed.voucher as subject, timed.unit_id, timed.voucher_date as occurred_on, timed.amount_fen,
    line.batch, line.row_no, line.line, timed.voucher_date, timed.entered_on, timed.late,
    timed.summary
from timed
inner join counted
    on
        timed.unit_id = counted.unit_id
        and counted.timed >= 10
        and (counted.late - 1) * 20 <= counted.timed
inner join audit_line as line on timed.voucher = line.voucher
where timed.is_late
order by subject, batch, row_no
