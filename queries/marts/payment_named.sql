-- title = "有收款方、没有冲销的付款"
-- purpose = "写明了收款方的付款，连同这个收款方的往来习惯，供按收款方比较的规则取用。"
-- grain = "一行一张凭证、一个写明的收款方"
-- sources = ["payment", "payee_habit", "payment_repeated", "phrase"]
-- basis = "不含红字、已冲销的，不含签收表、名单一类的集体收款。"
-- measure = "table"
-- stored = true
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
-- account = { type = "text", label = "一级科目" }
-- summary = { type = "text", label = "摘要（没有的为空文本）" }
-- amount_fen = { type = "money", unit = "分", label = "付款" }
-- is_spent = { type = "boolean", label = "列支出" }
-- payments = { type = "integer", unit = "笔", label = "付给它的笔数" }
-- months = { type = "integer", unit = "个月", label = "付给它的月份" }
-- is_lasting = { type = "boolean", label = "常年往来" }
-- is_frequent = { type = "boolean", label = "往来频繁" }
-- is_gift = { type = "boolean", label = "付给个人，或节日、生日、慰问" }
-- is_usual = { type = "boolean", label = "定额（同样的数隔60天以上又付过）" }
-- is_purchase = { type = "boolean", label = "买东西买服务（不是上解、拨付、工资、押金、退款）" }
-- is_person = { type = "boolean", label = "个人" }
-- is_firm = { type = "boolean", label = "名称四个字以上的单位" }
select
    paid.voucher, paid.unit_id, paid.month, paid.voucher_date,
    coalesce(paid.number, '') as number,
    paid.batch, paid.row_no, paid.line, paid.payee, paid.payee_key, paid.account,
    phrase.said as summary, paid.amount_fen, paid.is_spent, habit.payments,
    habit.months, habit.is_lasting, habit.is_frequent,
    habit.is_person or phrase.is_gift as is_gift,
    coalesce(date_diff('day', again.first_date, again.last_date) >= 60, false) as is_usual,
    not phrase.is_moved as is_purchase, habit.is_person, length(paid.payee_key) >= 4 and not habit.is_person as is_firm
from payment as paid
inner join payee_habit as habit
    on paid.unit_id = habit.unit_id and paid.payee_key = habit.payee_key
inner join phrase on coalesce(paid.summary, '') = phrase.said
left join payment_repeated as again
    on
        paid.unit_id = again.unit_id and paid.payee_key = again.payee_key
        and paid.amount_fen = again.amount_fen
where not (paid.is_red or paid.is_cancelled or habit.is_collective)
