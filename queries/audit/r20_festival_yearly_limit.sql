-- rule = "R-20"
-- title = "节日慰问超过年度限额"
-- subject = "person"
-- severity = "high"
-- purpose = "一名会员一年的节日慰问合计超过当地限额。"
-- method = "按人按公历年合计节日慰问，与最后一笔发放那天、那个单位生效的限额比较；合计里的每一笔列在一起。"
-- exclusions = "经费来源是行政经费的不计。"
-- caution = "慰问品按标价登记时会偏高；限额随省、随年不同。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9"
-- status = "secondary"
-- limits = ["R-20.cap"]
-- message = "这名会员{year}节日慰问合计{amount_fen}，超过每人每年{cap_fen}的限额。"
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
-- cap_fen = { type = "money", unit = "分", label = "限额" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
given as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.year, aid.paid_date,
        aid.value_fen, aid.regulation, aid.article,
        sum(aid.amount_fen) over (partition by aid.person, aid.year)::bigint as total_fen,
        row_number() over (
            partition by aid.person, aid.year
            order by aid.paid_date desc, aid.batch desc, aid.row_no desc
        ) as place
    from aid_limited as aid
    where
        aid.limit_id = 'R-20.cap' and aid.kind = '节日慰问'
        and coalesce(aid.fund_source, '') <> '行政经费'
)
select
    latest.person as subject, latest.unit_id, latest.paid_date as occurred_on,
    latest.total_fen as amount_fen, given.batch, given.row_no, given.line, latest.year,
    latest.value_fen as cap_fen, latest.regulation, latest.article
from given as latest
inner join given on latest.person = given.person and latest.year = given.year
where latest.place = 1 and latest.total_fen > latest.value_fen
order by subject, batch, row_no
