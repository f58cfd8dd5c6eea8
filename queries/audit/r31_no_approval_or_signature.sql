-- rule = "R-31"
-- title = "没有审批单号或签收"
-- subject = "person"
-- severity = "high"
-- purpose = "发放没有审批单号或没有签收，而这个单位一向都有。"
-- method = "某一项（审批单号、签收）同单位缺的不到十分之一，列出缺的。"
-- exclusions = "整列或多数没有填的单位不判断；同类型的、同发放形式的、同一天同类型一起发的，缺3笔以上而多半都缺，是一向不填或那份表没有这一栏，也不列。"
-- caution = "签收表只在纸上的会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.16"
-- status = "secondary"
-- limits = []
-- precondition = "select '帮扶慰问台账没有填审批单号，也没有填签收' from aid having count(aid.approval_ref) + count(aid.signed) = 0"
-- message = "{occurred_on}的发放（{kind}）{amount_fen}没有{field}，这个单位的发放一向都有。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid"]
-- basis = "发放见中间视图“发放与受助人”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- kind = { of = "assistance" }
-- field = { type = "text", label = "缺的" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date, aid.kind,
        coalesce(aid.payment_method, '') as way, aid.amount_fen,
        case when aid.approval_ref is null then 1 else 0 end as no_approval,
        case when aid.signed then 0 else 1 end as no_sign
    from aid
),
sheet as (
    select
        given.unit_id, given.kind, given.way, given.paid_date, '审批单号' as field,
        sum(given.no_approval) as lacks, count(*) as papers
    from given
    group by given.unit_id, given.kind, given.way, given.paid_date
    union all
    select
        given.unit_id, given.kind, given.way, given.paid_date, '签收', sum(given.no_sign), count(*)
    from given
    group by given.unit_id, given.kind, given.way, given.paid_date
),
habit as (
    select
        sheet.unit_id, sheet.kind, sheet.way, sheet.paid_date, sheet.field,
        sum(sheet.lacks) over own as of_unit, sum(sheet.papers) over own as in_unit,
        sum(sheet.lacks) over alike as of_kind, sum(sheet.papers) over alike as in_kind,
        sum(sheet.lacks) over ways as of_way, sum(sheet.papers) over ways as in_way,
        sum(sheet.lacks) over days as of_day, sum(sheet.papers) over days as in_day
    from sheet
    window
        own as (partition by sheet.field, sheet.unit_id),
        alike as (partition by sheet.field, sheet.unit_id, sheet.kind),
        ways as (partition by sheet.field, sheet.unit_id, sheet.way),
        days as (partition by sheet.field, sheet.unit_id, sheet.kind, sheet.paid_date)
),
found as (
    select given.batch, given.row_no, min(habit.field) as field, count(*) as fields
    from given
    inner join habit
        on
            given.unit_id = habit.unit_id and given.kind = habit.kind and given.way = habit.way
            and given.paid_date = habit.paid_date
    where
        case when habit.field = '签收' then given.no_sign else given.no_approval end = 1
        and habit.of_unit * 10 <= habit.in_unit
        and (habit.of_kind < 3 or habit.of_kind * 2 <= habit.in_kind)
        and (habit.of_way < 3 or habit.of_way * 2 <= habit.in_way)
        and (habit.of_day < 3 or habit.of_day * 2 <= habit.in_day)
    group by given.batch, given.row_no
)
select
    given.person as subject, given.unit_id, given.paid_date as occurred_on, given.amount_fen,
    given.batch, given.row_no, given.line, given.kind,
    case when found.fields = 2 then '审批单号，也没有签收' else found.field end as field
from given
inner join found on given.batch = found.batch and given.row_no = found.row_no
order by subject, batch, row_no
