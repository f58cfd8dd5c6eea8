-- title = "付过几次的同样的数"
-- purpose = "付给同一收款方同样金额两次以上的，几次、从哪天到哪天。"
-- grain = "一行一个单位、收款方、金额"
-- sources = ["payment"]
-- basis = "付款见中间视图“付款”，不含红字和已冲销的。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
-- payments = { type = "integer", unit = "笔", label = "笔数" }
-- first_date = { type = "date", label = "最早" }
-- last_date = { type = "date", label = "最晚" }
select
    paid.unit_id, paid.payee_key, paid.amount_fen, count(*) as payments,
    min(paid.voucher_date) as first_date, max(paid.voucher_date) as last_date
from payment as paid
where paid.payee_key <> '' and not (paid.is_red or paid.is_cancelled)
group by paid.unit_id, paid.payee_key, paid.amount_fen
having count(*) > 1
