-- rule = "A-23"
-- title = "分录没有科目编码"
-- subject = "voucher"
-- severity = "low"
-- purpose = "同一个科目别处都写编码，这里空着。"
-- method = "一个单位的一个科目名称有10条以上分录，个别没有写编码（除去一条，不超过二十分之一）。"
-- exclusions = "这个科目从来不写编码，或常常不写的。"
-- caution = "手工补录的一行常漏编码。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- precondition = "select '凭证没有科目编码一栏。' where not exists (select voucher.summary from voucher where voucher.account_code is not null)"
-- message = "“{account_name}”在该单位的{held}条分录中，只有{lacking}条没有科目编码，这是其中一条。{summary}"
-- grain = "一行一条没有编码的分录"
-- sources = ["voucher", "audit_line"]
-- basis = "照凭证里的写法。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- account_name = { of = "voucher" }
-- held = { type = "integer", label = "分录数" }
-- lacking = { type = "integer", label = "没有编码的分录" }
-- summary = { of = "voucher" }
with
counted as (
    select
        coalesce(written.unit_id, '（未填）') as unit_id, written.account_name,
        count(*) as held,
        count(*) - count(written.account_code) as lacking
    from voucher as written
    group by written.unit_id, written.account_name
)
select
    line.voucher as subject, line.unit_id, line.voucher_date as occurred_on,
    coalesce(nullif(line.debit_fen, 0), line.credit_fen) as amount_fen,
    line.batch, line.row_no, line.line, line.account_name, counted.held, counted.lacking,
    line.summary
from voucher as written
inner join audit_line as line on written.batch = line.batch and written.row_no = line.row_no
inner join counted
    on
        line.unit_id = counted.unit_id
        and written.account_name = counted.account_name
        and counted.held >= 10
        and (counted.lacking - 1) * 20 <= counted.held
where written.account_code is null
order by subject, batch, row_no
