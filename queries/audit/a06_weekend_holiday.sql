-- rule = "A-06"
-- title = "休息日付款"
-- subject = "voucher"
-- severity = "low"
-- purpose = "在周末或法定节假日记的付款，而这些账平时不在休息日记账。"
-- method = "付款凭证的日期在日历上是周末或法定节假日（调休上班的不算）。周末和法定节假日各看各的：只有当这样的付款在全部付款中不超过2%，并且在本单位只有一笔或也不超过2%时才列。"
-- exclusions = "红字；值班；结转、计提；法定节假日和前后7天的节日、慰问、走访、看望、送温暖；日历没有的年份。"
-- caution = "节日当天慰问、周末办活动当场结算都是正常的。"
-- regulation = "公开的审计工具"
-- article = ""
-- status = "secondary"
-- limits = []
-- precondition = """
-- select '该年无节假日表：' || min(extract(year from voucher.voucher_date)) || '年'
-- from voucher
-- left join calendar on voucher.voucher_date = calendar.date
-- having count(calendar.date) = 0
-- """
-- message = "{occurred_on}（{day}）付款{amount_fen}，本单位{payments}付款中这样的有{off}。{summary}"
-- grain = "一行一张休息日的付款凭证"
-- sources = ["payment", "calendar", "phrase"]
-- basis = "付款见中间视图“付款”，休息日见日历台账。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- day = { type = "text", label = "什么日子" }
-- payments = { type = "integer", unit = "笔", label = "付款笔数" }
-- off = { type = "integer", unit = "笔", label = "这样的笔数" }
-- summary = { of = "voucher" }
with
festive as (
    select distinct near.date
    from calendar as near
    inner join calendar as feast
        on
            feast.day_kind = '法定节假日'
            and near.date between feast.date - interval 7 day and feast.date + interval 7 day
),
off as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.batch, paid.row_no, paid.line,
        paid.amount_fen, paid.summary, coalesce(calendar.festival, calendar.day_kind) as day,
        calendar.day_kind
    from payment as paid
    inner join phrase on coalesce(paid.summary, '') = phrase.said
    inner join calendar on paid.voucher_date = calendar.date
    left join festive on paid.voucher_date = festive.date
    where
        not paid.is_red and calendar.day_kind in ('周末', '法定节假日')
        and not phrase.is_routine and not (festive.date is not null and phrase.is_visit)
),
paid as (
    select held.unit_id, count(*) as payments, sum(count(*)) over () as all_payments
    from payment as held
    inner join calendar on held.voucher_date = calendar.date
    where not held.is_red
    group by held.unit_id
),
counted as (
    select
        off.unit_id, off.day_kind, count(*) as off,
        sum(count(*)) over (partition by off.day_kind) as all_off
    from off
    group by off.unit_id, off.day_kind
)
select
    off.voucher as subject, off.unit_id, off.voucher_date as occurred_on,
    off.amount_fen, off.batch, off.row_no, off.line, off.day,
    paid.payments, counted.off, off.summary
from off
inner join counted on off.unit_id = counted.unit_id and off.day_kind = counted.day_kind
inner join paid on off.unit_id = paid.unit_id
where
    counted.all_off * 50 <= paid.all_payments
    and (counted.off = 1 or counted.off * 50 <= paid.payments)
order by subject, batch, row_no
