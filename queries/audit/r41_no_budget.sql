-- rule = "R-41"
-- title = "无预算支出"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "有预算的年度里，支出用了预算没有列的科目。"
-- method = "单位、年度有支出预算，而一级科目在预算里没有行；预算只列明细的，明细没有行；科目表里没有的科目看名称。一年一个科目一条，最早的一张凭证列为疑点，列出前50条分录。"
-- exclusions = "没有预算的单位和年度；预算外支出超过全年支出五分之一的（预算没有装全，或分类不同）；全部冲回的。"
-- caution = "预算的名称与账上不同时会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.15"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有支出预算，无预算支出的检查不适用。' where not exists (select item.account from budget_item as item)"
-- message = "{year}年支出“{account}”共{amount_fen}，当年预算里没有这个科目。{summary}"
-- grain = "一行一条没有预算的支出分录"
-- sources = ["budget_unplanned"]
-- basis = "见中间视图“支出和它有没有预算”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "text", label = "年度" }
-- account = { type = "text", label = "科目" }
-- summary = { of = "voucher" }
with
apart as (
    select
        spent.voucher, spent.unit_id, spent.year, spent.voucher_date, spent.batch, spent.row_no,
        spent.line, spent.summary, spent.account, spent.year_fen,
        sum(spent.spent_fen) over (partition by spent.unit_id, spent.year) as apart_fen,
        sum(spent.spent_fen) over account as account_fen,
        first_value(spent.voucher) over by_day as first_voucher,
        first_value(spent.voucher_date) over by_day as first_date,
        row_number() over by_day as place
    from budget_unplanned as spent
    where spent.is_apart
    window
        account as (partition by spent.unit_id, spent.year, spent.account),
        by_day as (
            partition by spent.unit_id, spent.year, spent.account
            order by spent.voucher_date, spent.batch, spent.row_no
        )
)
select
    apart.first_voucher as subject, apart.unit_id, apart.first_date as occurred_on,
    apart.account_fen::bigint as amount_fen, apart.batch, apart.row_no, apart.line,
    cast(apart.year as varchar) as year, apart.account, apart.summary
from apart
where apart.apart_fen * 5 <= apart.year_fen and apart.account_fen > 0 and apart.place <= 50
order by subject, account, occurred_on, batch, row_no
