-- rule = "A-08"
-- title = "支出没有审批人"
-- subject = "voucher"
-- severity = "low"
-- purpose = "该单位的支出凭证都写审批人，这一张没有写。"
-- method = "有支出的凭证没有审批人，而该单位有支出的凭证没有写的不超过二十分之一。不超过二百分之一的为中。"
-- exclusions = "更正、冲销和年末结转；没有填写习惯的单位。"
-- caution = "审批写在报销单上、没有录入凭证的会误报。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- precondition = "select '凭证没有写审批人。' where not exists (select head.voucher from voucher_head as head where head.approver is not null)"
-- message = "{voucher_date}支出{amount_fen}，没有审批人。该单位{vouchers}支出凭证中有{lacking}这样。{summary}"
-- grain = "一行一张凭证的一条分录"
-- sources = ["voucher_head", "audit_line"]
-- basis = "凭证见中间视图“审计用的凭证”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- voucher_date = { of = "voucher" }
-- vouchers = { type = "integer", unit = "张", label = "支出凭证" }
-- lacking = { type = "integer", unit = "张", label = "没有审批人的" }
-- summary = { of = "voucher" }
-- severity = { type = "list", label = "程度" }
with
spent as not materialized (
    select
        head.voucher, head.unit_id, head.voucher_date, head.spent_fen, head.summary,
        head.approver
    from voucher_head as head
    where head.spent_fen > 0 and not (head.is_closing or head.is_correction)
),
counted as (
    select spent.unit_id, count(*) as vouchers, count(*) - count(spent.approver) as lacking
    from spent
    group by spent.unit_id
)
select
    spent.voucher as subject, spent.unit_id, spent.voucher_date as occurred_on,
    spent.spent_fen as amount_fen, line.batch, line.row_no, line.line, spent.voucher_date,
    counted.vouchers, counted.lacking, spent.summary,
    case when counted.lacking * 200 <= counted.vouchers then 'medium' else 'low' end as severity
from spent
inner join counted on spent.unit_id = counted.unit_id and counted.lacking * 20 <= counted.vouchers
inner join audit_line as line on spent.voucher = line.voucher
where spent.approver is null
order by subject, batch, row_no
