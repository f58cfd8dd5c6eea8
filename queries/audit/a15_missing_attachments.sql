-- rule = "A-15"
-- title = "支出凭证缺附件"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "支出须有原始凭证。"
-- method = "支出[A-15.min]元以上的凭证附件张数为0或空。10,000元以上为高，不到100元为低。"
-- exclusions = "年末结转和更正的凭证；缺附件的超过五分之一的单位（没有填附件张数的习惯）。"
-- caution = "两张凭证共用一份附件时，后一张会列出。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第十四条"
-- status = "verified"
-- limits = ["A-15.min"]
-- precondition = "select '没有导出附件张数。' where not exists (select head.voucher from voucher_head as head where head.attachments > 0)"
-- message = "{voucher_date}支出{spent_fen}的凭证没有附件。该单位{vouchers}张支出凭证中只有{lacking}张这样。{summary}"
-- grain = "一行一张缺附件的凭证的一条分录"
-- sources = ["voucher_head", "audit_line", "limit_span"]
-- basis = "支出见中间视图“审计用的凭证分录”；更正不在其中。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- severity = { type = "list", label = "轻重" }
-- voucher_date = { of = "voucher" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- vouchers = { type = "integer", label = "支出凭证" }
-- lacking = { type = "integer", label = "缺附件的支出凭证" }
-- summary = { of = "voucher" }
with
spent as not materialized (
    select
        head.voucher, head.unit_id, head.voucher_date, head.spent_fen, head.summary,
        coalesce(head.attachments, 0) = 0 as is_lacking
    from voucher_head as head
    inner join limit_span as least
        on
            least.limit_id = 'A-15.min'
            and head.unit_id = least.unit_id
            and head.voucher_date >= least.valid_from
            and head.voucher_date < least.valid_before
            and head.spent_fen >= least.value_fen
    where not head.is_correction
),
counted as (
    select
        spent.unit_id,
        count(*) as vouchers,
        count_if(spent.is_lacking)::bigint as lacking
    from spent
    group by spent.unit_id
)
select
    spent.voucher as subject, spent.unit_id, spent.voucher_date as occurred_on,
    spent.spent_fen as amount_fen, line.batch, line.row_no, line.line,
    case
        when spent.spent_fen >= 1000000 then 'high'
        when spent.spent_fen < 10000 then 'low'
        else 'medium'
    end as severity,
    spent.voucher_date, spent.spent_fen, counted.vouchers, counted.lacking, spent.summary
from spent
inner join counted on spent.unit_id = counted.unit_id and counted.lacking * 5 <= counted.vouchers
inner join audit_line as line on spent.voucher = line.voucher
where spent.is_lacking
order by subject, batch, row_no
