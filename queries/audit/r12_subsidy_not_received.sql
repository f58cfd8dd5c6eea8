-- rule = "R-12"
-- title = "行政补助没有到账"
-- subject = "unit"
-- severity = "medium"
-- purpose = "预算列了行政补助收入，到年末没有收到。"
-- method = "单位、年度的行政补助收入预算大于0，全年没有行政补助收入，而12月已有凭证。"
-- exclusions = "没有这项预算的；还没有12月凭证的年度。"
-- caution = "行政直接付款、给实物的没有入账。"
-- regulation = "《基层工会经费收支管理办法》总工办发〔2017〕32号"
-- article = "通则"
-- status = "memory"
-- limits = []
-- precondition = "select '预算没有行政补助收入。' where not exists (select planned.unit_id from budget_line as planned where planned.level1_name like '%行政补助%')"
-- message = "{year}年预算列行政补助收入{amount_fen}，到年末没有收到。"
-- grain = "一行一行没有收到的预算"
-- sources = ["budget_line", "audit_line"]
-- basis = "预算见中间视图“计入预算的行”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "text", label = "年度" }
with
booked as (
    select
        line.unit_id, line.year,
        max(line.month) as last_month,
        sum(case when line.level1_name like '%行政补助%' then line.credit_fen - line.debit_fen end)
            as received_fen
    from audit_line as line
    where not line.is_closing
    group by line.unit_id, line.year
)
select
    planned.unit_id || '|' || planned.year as subject, planned.unit_id,
    cast(null as date) as occurred_on, planned.budget_fen as amount_fen,
    planned.batch, planned.row_no, planned.line, cast(planned.year as varchar) as year
from budget_line as planned
inner join booked
    on
        planned.unit_id = booked.unit_id
        and planned.year = booked.year
        and planned.last_month = booked.last_month
where
    planned.category = 'income' and planned.level1_name like '%行政补助%'
    and planned.is_counted and planned.budget_fen > 0 and coalesce(booked.received_fen, 0) <= 0
order by subject, batch, row_no
