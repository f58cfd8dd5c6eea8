-- title = "采购一类的支出分录"
-- purpose = "金额可以互相比较的支出：不含购置、上解和有活动的；节日、生日、慰问另比。"
-- grain = "一行一条支出分录"
-- sources = ["audit_line", "phrase"]
-- basis = "科目或摘要写着固定资产、设备、购置、工程、装修、补助下级、拨付、上解、上缴的不算。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- voucher_date = { of = "voucher" }
-- account = { type = "text", label = "科目" }
-- is_gift = { type = "boolean", label = "节日、生日、慰问" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
select
    line.batch, line.row_no, line.line, line.unit_id, line.voucher_date,
    coalesce(line.account_name, line.account_code) as account,
    account.is_gift or phrase.is_feast as is_gift, line.spent_fen
from audit_line as line
inner join phrase as account on coalesce(line.account_name, '') = account.said
inner join phrase on coalesce(line.summary, '') = phrase.said
where
    line.spent_fen > 0 and not (line.is_activity or account.is_capital or phrase.is_capital)
