-- rule = "R-25"
-- title = "同一病种一年几次住院慰问"
-- subject = "person"
-- severity = "medium"
-- purpose = "一名会员因同一病种一年得到的住院慰问多于规定的次数。"
-- method = "按人、公历年、病种数住院慰问，多于 R-25.times 的，几笔列在一起；病种去掉空格和标点再比较。"
-- exclusions = "没有写病种的不算。"
-- caution = "病种写法不同的认不出；慢性病反复住院须看当地规定。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.10"
-- status = "secondary"
-- limits = ["R-25.times"]
-- precondition = "select '没有登记了病种的住院慰问' from aid where aid.kind = '住院' having count(aid.disease) = 0"
-- message = "这名会员{year}因同一病种领了 {times}住院慰问，共{amount_fen}，规定一年 {allowed}。"
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
-- allowed = { type = "integer", unit = "次", label = "规定" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
written as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.paid_date,
        aid.amount_fen, aid.value, aid.regulation, aid.article,
        regexp_replace(aid.disease, '[^\p{L}\p{N}]', '', 'g') as disease
    from aid_limited as aid
    where aid.limit_id = 'R-25.times' and aid.kind = '住院'
),
given as (
    select
        written.batch, written.row_no, written.line, written.unit_id, written.person,
        written.year, written.value, written.regulation, written.article,
        count(*) over same as times,
        sum(written.amount_fen) over same::bigint as total_fen,
        max(written.paid_date) over same as last_date
    from written
    where written.disease <> ''
    window same as (partition by written.person, written.year, written.disease)
)
select
    given.person as subject, given.unit_id, given.last_date as occurred_on,
    given.total_fen as amount_fen, given.batch, given.row_no, given.line, given.year, given.times,
    cast(given.value as bigint) as allowed, given.regulation, given.article
from given
where given.times > given.value
order by subject, batch, row_no
