-- rule = "A-11"
-- title = "同一家庭几次困难帮扶"
-- subject = "person"
-- severity = "medium"
-- purpose = "同一家庭的不同的人，一年里都领了困难帮扶。"
-- method = "按家庭编号（没有的按困难档案号）、公历年数困难帮扶，多于 A-11.times 而不是同一个人的，最后一笔的领取人列为疑点。"
-- exclusions = "几笔的原因和审批单号都各不相同的。"
-- caution = "合住一户的两家人会误报。"
-- regulation = "公开的审计方法（重复申领测试）"
-- article = "方法"
-- status = "secondary"
-- limits = ["A-11.times"]
-- precondition = "select '没有家庭编号，也没有困难档案号' from aid having count(coalesce(aid.household_id, aid.hardship_id)) = 0"
-- message = "{year}同一家庭领了 {times}困难帮扶，共{amount_fen}，领取人 {people}，最后一笔在{occurred_on}。"
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
-- year = { type = "integer", unit = "年", label = "年度" }
-- times = { type = "integer", unit = "次", label = "次数" }
-- people = { type = "integer", unit = "人", label = "人数" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.paid_date,
        aid.amount_fen, aid.reason, aid.approval_ref, aid.value,
        coalesce(aid.household_id, aid.hardship_id) as household,
        row_number() over (
            partition by coalesce(aid.household_id, aid.hardship_id), aid.year
            order by aid.paid_date desc, aid.batch desc, aid.row_no desc
        ) as place
    from aid_limited as aid
    where aid.limit_id = 'A-11.times' and aid.kind = '困难帮扶'
),
total as (
    select
        given.household, given.year, count(*) as times, count(distinct given.person) as people,
        sum(given.amount_fen)::bigint as total_fen
    from given
    group by given.household, given.year
    having
        count(*) > max(given.value) and count(distinct given.person) > 1
        and least(count(distinct given.reason), count(distinct given.approval_ref)) < count(*)
)
select
    latest.person as subject, latest.unit_id, latest.paid_date as occurred_on,
    total.total_fen as amount_fen, given.batch, given.row_no, given.line, total.year,
    total.times, total.people
from total
inner join given as latest
    on total.household = latest.household and total.year = latest.year and latest.place = 1
inner join given on total.household = given.household and total.year = given.year
order by subject, batch, row_no
