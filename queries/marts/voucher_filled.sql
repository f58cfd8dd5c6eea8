-- title = "凭证里别的分录填的"
-- purpose = "填得最全的分录没有填、同一张凭证别的分录填了的收款方、发票和经手的人。"
-- grain = "一行一张凭证"
-- sources = ["voucher_sum", "audit_entry"]
-- basis = "取填了的分录里最全的一条。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- invoice_no = { of = "voucher" }
-- maker = { of = "voucher" }
-- reviewer = { of = "voucher" }
-- poster = { of = "voucher" }
-- cashier = { of = "voucher" }
-- handler = { of = "voucher" }
-- approver = { of = "voucher" }
-- approval_ref = { of = "voucher" }
select
    whole.voucher, min_by(line.payee, line.place) as payee,
    min_by(nullif(line.payee_key, ''), line.place) as payee_key,
    min_by(line.invoice_no, line.place) as invoice_no, min_by(line.maker, line.place) as maker,
    min_by(line.reviewer, line.place) as reviewer, min_by(line.poster, line.place) as poster,
    min_by(line.cashier, line.place) as cashier, min_by(line.handler, line.place) as handler,
    min_by(line.approver, line.place) as approver,
    min_by(line.approval_ref, line.place) as approval_ref
from voucher_sum as whole
inner join audit_entry as line on whole.voucher = line.voucher
where whole.is_spread
group by whole.voucher
