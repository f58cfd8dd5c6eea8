-- rule = "R-43"
-- title = "工会与行政共用账户"
-- subject = "unit"
-- severity = "high"
-- purpose = "工会应当有自己的账户，独立核算。"
-- method = "单位台账的工会账户与行政账户相同（不看空格和短横）。"
-- exclusions = "两栏没有都填的；末尾三位是0的15位以上账号（多半是表格软件截断的）。"
-- caution = "没有法人资格、由上级集中核算的工会会误报。"
-- regulation = "《基层工会经费收支管理办法》总工办发〔2017〕32号"
-- article = "通则"
-- status = "memory"
-- limits = []
-- precondition = "select '单位台账没有都填工会账户和行政账户。' where not exists (select unit.unit_id from unit where unit.union_account_no is not null and unit.admin_account_no is not null)"
-- message = "单位台账里，工会账户与行政账户是同一个账号。"
-- grain = "一行一个单位"
-- sources = ["unit"]
-- basis = "账号照单位台账。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
select
    unit.unit_id as subject, unit.unit_id, cast(null as date) as occurred_on,
    cast(null as bigint) as amount_fen, unit.batch, unit.row_no, unit.line
from unit
where
    translate(unit.union_account_no, ' -', '') = translate(unit.admin_account_no, ' -', '')
    and not regexp_matches(translate(unit.union_account_no, ' -', ''), '^[0-9]{12,}000$')
order by subject, batch, row_no
