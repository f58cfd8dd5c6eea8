-- title = "有收款方的付款和它说的事"
-- purpose = "写明收款方的付款，连同摘要里说事情的字，供规则看是不是一回事。"
-- grain = "一行一张凭证、一个写明的收款方"
-- sources = ["payment_named", "phrase"]
-- basis = "见中间视图“摘要和科目里的字眼”。"
-- measure = "table"
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
-- number = { type = "text", label = "凭证号（没有的为空文本）" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- summary = { type = "text", label = "摘要（没有的为空文本）" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
-- payments = { type = "integer", unit = "笔", label = "付给它的笔数" }
-- months = { type = "integer", unit = "个月", label = "付给它的月份" }
-- is_lasting = { type = "boolean", label = "常年往来" }
-- is_frequent = { type = "boolean", label = "往来频繁" }
-- is_gift = { type = "boolean", label = "付给个人，或节日、生日、慰问" }
-- is_usual = { type = "boolean", label = "定额（同样的数隔60天以上又付过）" }
-- is_purchase = { type = "boolean", label = "买东西买服务（不是上解、拨付、工资、押金、退款）" }
-- is_person = { type = "boolean", label = "个人" }
-- words = { type = "text", label = "摘要里说事情的字" }
select
    held.voucher, held.unit_id, held.month, held.voucher_date, held.number, held.batch,
    held.row_no, held.line, held.payee, held.payee_key, held.summary, held.amount_fen,
    held.payments, held.months, held.is_lasting, held.is_frequent, held.is_gift, held.is_usual,
    held.is_purchase, held.is_person, phrase.words
from payment_named as held
inner join phrase on held.summary = phrase.said
