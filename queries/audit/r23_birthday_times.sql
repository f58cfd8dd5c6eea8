-- rule = "R-23"
-- title = "一年领了几次生日慰问"
-- subject = "person"
-- severity = "medium"
-- purpose = "一名会员一年领的生日慰问多于规定的次数。"
-- method = "按人按公历年数生日慰问，多于 R-23.times 的，几笔列在一起。"
-- exclusions = "没有。"
-- caution = "1月生日的蛋糕在上年12月就买了的会误报：头一笔在1月、后一笔在12月的，列为低。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9"
-- status = "secondary"
-- limits = ["R-23.times"]
-- message = "这名会员{year}领了 {times}生日慰问，共{amount_fen}。"
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
-- severity = { type = "text", label = "严重程度" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.value,
        aid.regulation, aid.article,
        count(*) over same as times,
        sum(aid.amount_fen) over same::bigint as total_fen,
        min(aid.paid_date) over same as first_date,
        max(aid.paid_date) over same as last_date
    from aid_limited as aid
    where aid.limit_id = 'R-23.times' and aid.kind = '生日'
    window same as (partition by aid.person, aid.year)
)
select
    given.person as subject, given.unit_id, given.last_date as occurred_on,
    given.total_fen as amount_fen, given.batch, given.row_no, given.line, given.year, given.times,
    case
        when month(given.last_date) - month(given.first_date) = 11 then 'low' else 'medium'
    end as severity,
    given.regulation, given.article
from given
where given.times > given.value
order by subject, batch, row_no
