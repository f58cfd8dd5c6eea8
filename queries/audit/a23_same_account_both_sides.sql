-- rule = "A-23"
-- title = "借贷同一科目"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "一张凭证借贷都是同一个科目，等于没有记账。"
-- method = "凭证的各条分录都是同一个科目（编码和名称都相同），借贷相平。"
-- exclusions = "现金和存款（账户之间转账）；更正的凭证；年末结转；只有一条分录的。"
-- caution = "明细写在摘要里、科目只到一级的内部调整会误报。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- message = "{voucher_date}的凭证借贷都是“{account}”，{amount_fen}。{summary}"
-- grain = "一行一张凭证的一条分录"
-- sources = ["voucher_head", "audit_line"]
-- basis = "见中间视图“审计用的凭证”。"
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
-- account = { type = "text", label = "科目" }
-- summary = { of = "voucher" }
with
one as (
    select line.voucher
    from audit_line as line
    inner join voucher_head as head on line.voucher = head.voucher
    where not head.is_cash and not head.is_correction and not head.is_closing
    group by line.voucher
    having
        sum(line.debit_fen) = sum(line.credit_fen) and count(line.batch) > 1
        and count(distinct coalesce(line.account_code, '') || '|' || coalesce(line.account_name, ''))
        = 1
)
select
    head.voucher as subject, head.unit_id, head.voucher_date as occurred_on, head.amount_fen,
    line.batch, line.row_no, line.line, head.voucher_date,
    coalesce(line.account_name, line.account_code) as account, head.summary
from one
inner join voucher_head as head on one.voucher = head.voucher
inner join audit_line as line on head.voucher = line.voucher
order by subject, batch, row_no
