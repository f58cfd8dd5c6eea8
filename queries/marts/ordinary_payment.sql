-- title = "平常的支出"
-- purpose = "列支出的付款，不含年节本来就多的，供比较各月。"
-- grain = "一行一张凭证、一个收款方"
-- sources = ["payment", "phrase"]
-- basis = "付款见中间视图“付款”。科目或摘要写着慰问、生日、节日、帮扶、救助、助学、送温暖、困难、上解、上缴、拨付、补助下级的不算。"
-- measure = "table"
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- year = { type = "text", label = "年" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
select
    paid.unit_id, substr(paid.month, 1, 4) as year, paid.month, paid.voucher_date, paid.batch,
    paid.row_no, paid.line, paid.amount_fen
from payment as paid
inner join phrase as account on coalesce(paid.account, '') = account.said
inner join phrase on coalesce(paid.summary, '') = phrase.said
where paid.is_spent and not (account.is_seasonal or phrase.is_seasonal)
