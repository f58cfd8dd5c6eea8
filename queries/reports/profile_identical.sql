-- title = "完全相同的分录"
-- purpose = "台账里每一列都相同的分录，可能是同一笔记了两遍。"
-- grain = "一行一条分录，属于一组完全相同的"
-- sources = ["voucher", "unit_tree", "unit_name"]
-- basis = "凭证台账的所有列都相同；文件里没有对应到台账的列不比。单位、年、月、字、号、分录号齐全的分录不会相同，不比。可能是个人的已遮盖，遮盖后相同的算相同。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_name = { type = "text", label = "单位" }
-- voucher_date = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- payee = { of = "voucher" }
-- booked_fen = { type = "money", unit = "分", label = "金额" }
-- copies = { type = "integer", unit = "条", label = "相同的有" }
-- extras = { type = "integer", unit = "条", label = "共多出" }
with
told as (
    select
        voucher.batch, voucher.row_no, voucher.line, voucher.unit_id, voucher.voucher_date,
        voucher.summary, voucher.account_name, voucher.payee,
        coalesce(voucher.debit_fen, voucher.credit_fen, voucher.amount_fen) as booked_fen,
        count(*) over alike as copies,
        row_number() over (alike order by voucher.batch, voucher.row_no) as place
    from voucher
    where
        (
            voucher.unit_id is null or voucher.year is null or voucher.month is null
            or voucher.word is null or voucher.number is null or voucher.line_no is null
        )
        and ($from is null or voucher.voucher_date >= cast($from || '-01' as date))
        and ($to is null or voucher.voucher_date < cast($to || '-01' as date))
        and ($unit is null or voucher.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    window alike as (
        partition by
            voucher.unit_id, voucher.chart_version, voucher.voucher_date, voucher.year,
            voucher.month, voucher.word, voucher.number, voucher.line_no,
            voucher.summary, voucher.account_code, voucher.account_name,
            voucher.debit_fen, voucher.credit_fen, voucher.direction,
            voucher.amount_fen, voucher.balance_fen, voucher.payee,
            voucher.payee_account, voucher.payment_method, voucher.fund_id,
            voucher.activity_id, voucher.invoice_no, voucher.attachments,
            voucher.maker, voucher.reviewer, voucher.poster, voucher.cashier,
            voucher.handler, voucher.approver, voucher.approval_ref,
            voucher.entry_time, voucher.is_reversal
    )
)
select
    told.batch,
    told.row_no,
    told.line,
    named.name as unit_name,
    told.voucher_date,
    told.summary,
    told.account_name,
    told.payee,
    told.booked_fen,
    told.copies,
    count(case when told.place > 1 then 1 end) over () as extras
from told
left join unit_name as named on told.unit_id = named.unit_id
where told.copies > 1
order by voucher_date, payee, booked_fen, batch, row_no
limit $limit
