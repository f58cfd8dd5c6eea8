-- title = "同一收款方的付款"
-- purpose = "从疑点的一行看到付给同一收款方的各笔钱，按日期排。"
-- grain = "一行一张凭证、一个收款方"
-- sources = ["payment", "audit_line", "unit_name"]
-- basis = "收款方去掉空格、标点和公司字样后相同的，算同一个；不论单位。姓名遮盖后相同的个人会合在一起。这一张：疑点所在的凭证。"
-- measure = "table"
-- [parameters]
-- batch = { type = "integer", label = "批次", required = true }
-- row_no = { type = "integer", label = "行序", required = true }
-- [columns]
-- voucher_date = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
-- payee = { of = "voucher" }
-- summary = { of = "voucher" }
-- number = { of = "voucher" }
-- unit_name = { type = "text", label = "单位" }
-- account = { type = "text", label = "一级科目" }
-- invoice_no = { of = "voucher" }
-- is_here = { type = "boolean", label = "这一张" }
-- is_cancelled = { type = "boolean", label = "已冲销" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
with
here as (
    select distinct met.voucher
    from audit_line as met
    where met.batch = $batch and met.row_no = $row_no
),
whom as (
    select distinct paid.payee_key
    from payment as paid
    inner join here on paid.voucher = here.voucher
    where paid.payee_key <> ''
)
select
    paid.voucher_date, paid.amount_fen, paid.payee, paid.summary, paid.number,
    named.name as unit_name, paid.account, paid.invoice_no, here.voucher is not null as is_here,
    paid.is_cancelled, paid.batch, paid.row_no, paid.line
from payment as paid
inner join whom on paid.payee_key = whom.payee_key
left join here on paid.voucher = here.voucher
left join unit_name as named on paid.unit_id = named.unit_id
order by voucher_date, batch, row_no
