-- rule = "A-17"
-- title = "同一个人重复领取同类救助"
-- subject = "person"
-- severity = "medium"
-- purpose = "同一个人在短期内又领了同一类慰问或救助。"
-- method = "同一个人、同一类型的上一笔在 A-17.days 天之内，并且在90天之内或者在同一公历年；后一笔列为疑点，前一笔列在一起。"
-- exclusions = "节日慰问、生日另有规则；事件凭据、病种或受益人不同的（一年两次结婚、生育、退休，凭据不同也列）；住院没有写病种的；送温暖、高温慰问、其他相隔90天以上的；一年领了4次以上的是按季按月发放；同单位同类同年有3人以上而四分之一以上的人这样领的，是分次发放。"
-- caution = "慢性病、分期发放会误报。"
-- regulation = "公开的审计方法（重复申领测试）；皖工发〔2025〕18号"
-- article = "p.10–12"
-- status = "secondary"
-- limits = ["A-17.days"]
-- message = "{occurred_on}的发放（{kind}）{amount_fen}，{days}前（{before_date}）同一个人已领过。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid_limited"]
-- basis = "发放和标准见中间视图“发放与当时的标准”。"
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
-- days = { type = "integer", unit = "天", label = "相隔" }
-- before_date = { type = "date", label = "上一笔" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.paid_date,
        aid.kind, aid.amount_fen, aid.disease, aid.event_ref, aid.beneficiary, aid.value,
        count(*) over (partition by aid.person, aid.kind, aid.year) as times,
        lag(aid.batch) over turn as before_batch, lag(aid.row_no) over turn as before_row,
        lag(aid.line) over turn as before_line, lag(aid.paid_date) over turn as before_date,
        lag(aid.disease) over turn as before_disease,
        lag(aid.event_ref) over turn as before_event,
        lag(aid.beneficiary) over turn as before_beneficiary
    from aid_limited as aid
    where aid.limit_id = 'A-17.days' and aid.kind not in ('节日慰问', '生日')
    window turn as (
        partition by aid.person, aid.kind order by aid.paid_date, aid.batch, aid.row_no
    )
),
judged as (
    select
        given.batch, given.row_no, given.line, given.unit_id, given.person, given.year,
        given.paid_date, given.kind, given.amount_fen, given.before_batch, given.before_row,
        given.before_line, given.before_date,
        coalesce(
            given.times < 4 and given.paid_date - given.before_date <= given.value
            and (
                given.paid_date - given.before_date <= 90
                or (
                    given.year = year(given.before_date)
                    and given.kind not in ('送温暖', '高温慰问', '其他')
                )
            )
            and (given.kind <> '住院' or given.disease = given.before_disease), false
        )
        and coalesce(given.disease = given.before_disease, true)
        and (
            given.kind in ('结婚', '生育', '退休')
            or coalesce(given.event_ref = given.before_event, true)
        )
        and coalesce(given.beneficiary = given.before_beneficiary, true) as is_repeated
    from given
),
habit as (
    select
        judged.unit_id, judged.kind, judged.year, count(distinct judged.person) as people,
        count(distinct case when judged.is_repeated then judged.person end) as repeated
    from judged
    group by judged.unit_id, judged.kind, judged.year
)
select
    judged.person as subject, judged.unit_id, judged.paid_date as occurred_on, judged.amount_fen,
    case when side.is_first then judged.before_batch else judged.batch end as batch,
    case when side.is_first then judged.before_row else judged.row_no end as row_no,
    case when side.is_first then judged.before_line else judged.line end as line,
    judged.kind, judged.paid_date - judged.before_date as days, judged.before_date
from judged
inner join habit
    on judged.unit_id = habit.unit_id and judged.kind = habit.kind and judged.year = habit.year
cross join (values (true), (false)) as side(is_first)
where judged.is_repeated and (habit.repeated < 3 or habit.repeated * 4 <= habit.people)
order by subject, occurred_on desc, kind, batch, row_no
