-- rule = "A-17"
-- title = "一年的救助合计超过一次的标准"
-- subject = "person"
-- severity = "low"
-- purpose = "同一个人一年领的困难帮扶、救助、助学，每笔都在标准之内，合计超过一次的标准。"
-- method = "按人、公历年合计困难帮扶、大病救助、意外救助、金秋助学，两笔以上，合计超过 R-27.cap 的一倍半。"
-- exclusions = "有一笔超过标准的见 R-27；财政资金、社会捐赠、行政经费的不计。"
-- caution = "大病、慢性病分次救助是常有的；标准是每次的，合计多少由本单位定。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.10–12"
-- status = "secondary"
-- limits = ["R-27.cap"]
-- message = "这名会员{year}领了 {times}救助，共{amount_fen}，一次的标准是{cap_fen}。"
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
-- cap_fen = { type = "money", unit = "分", label = "标准" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.value_fen,
        aid.regulation, aid.article,
        count(*) over same as times,
        sum(aid.amount_fen) over same::bigint as total_fen,
        max(aid.amount_fen) over same as most_fen,
        max(aid.paid_date) over same as last_date
    from aid_limited as aid
    where
        aid.limit_id = 'R-27.cap'
        and aid.kind in ('困难帮扶', '大病救助', '意外救助', '金秋助学')
        and coalesce(aid.fund_source, '') not in ('财政资金', '社会捐赠', '行政经费')
    window same as (partition by aid.person, aid.year)
)
select
    given.person as subject, given.unit_id, given.last_date as occurred_on,
    given.total_fen as amount_fen, given.batch, given.row_no, given.line, given.year, given.times,
    given.value_fen as cap_fen, given.regulation, given.article
from given
where given.total_fen * 2 > given.value_fen * 3 and given.most_fen <= given.value_fen
order by subject, batch, row_no
