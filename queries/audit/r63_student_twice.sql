-- rule = "R-63"
-- title = "一名学生一年几次金秋助学"
-- subject = "person"
-- severity = "medium"
-- purpose = "一名会员一年领的金秋助学多于一名学生一次。"
-- method = "按人、公历年数金秋助学，多于 R-63.times 的，几笔列在一起；台账没有学生姓名，按会员数。"
-- exclusions = "几笔各有不同的事件凭据的，是几个孩子。"
-- caution = "有两个孩子而没有写事件凭据的会误报。"
-- regulation = "工作计划8（金秋助学）"
-- article = "三3"
-- status = "verified"
-- limits = ["R-63.times"]
-- message = "这名会员{year}领了 {times}金秋助学，共{amount_fen}，没有写明是几名学生。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid_limited", "aid"]
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
with
counted as (
    select
        aid.person, aid.year, max(aid.value) as allowed, count(*) as times,
        count(distinct aid.event_ref) as events, max(aid.paid_date) as last_date,
        sum(aid.amount_fen)::bigint as total_fen
    from aid_limited as aid
    where aid.limit_id = 'R-63.times' and aid.kind = '金秋助学'
    group by aid.person, aid.year
)
select
    counted.person as subject, aid.unit_id, counted.last_date as occurred_on,
    counted.total_fen as amount_fen, aid.batch, aid.row_no, aid.line, counted.year, counted.times
from counted
inner join aid
    on counted.person = aid.person and counted.year = aid.year and aid.kind = '金秋助学'
where counted.times > counted.allowed and counted.events < counted.times
order by subject, batch, row_no
