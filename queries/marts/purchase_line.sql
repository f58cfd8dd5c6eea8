-- title = "采购一类的支出分录"
-- purpose = "金额可以互相比较的支出：不含购置、上解和有活动的；节日、生日、慰问另比。"
-- grain = "一行一条支出分录"
-- sources = ["audit_line"]
-- basis = "科目或摘要写着固定资产、设备、购置、工程、装修、补助下级、拨付、上解、上缴的不算。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- account = { type = "text", label = "科目" }
-- is_gift = { type = "boolean", label = "节日、生日、慰问" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
select
    line.batch, line.row_no, line.unit_id,
    coalesce(line.account_name, line.account_code) as account,
    regexp_matches(
        coalesce(line.account_name, '') || replace(coalesce(line.summary, ''), '走访慰问', ''),
        '慰问|生日|节'
    ) as is_gift,
    line.spent_fen
from audit_line as line
where
    line.spent_fen > 0 and line.activity_id is null and not regexp_matches(
        coalesce(line.account_name, '') || coalesce(line.summary, ''),
        '固定资产|设备|资本性|购置|工程|装修|补助下级|拨付|上解|上缴'
    )
