-- title = "编码与名称矛盾的写法"
-- purpose = "编码和名称在科目表里对应两个科目的写法。"
-- grain = "一行一种写法"
-- sources = ["account_by_code", "account_judged", "account_by_name"]
-- basis = "两个科目谁也不包含谁；名称只在别的版本里认得的，以名称为准时才算。名称是“其他…”的另记，明细常这样写。"
-- measure = "table"
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- known_name = { type = "text", label = "编码的科目" }
-- is_other = { type = "boolean", label = "名称是其他" }
select
    by_code.chart, by_code.code, by_code.name, by_code.known_name,
    by_name.known_name like '其他%' as is_other
from account_by_code as by_code
inner join account_judged as judged
    on
        by_code.chart = judged.chart
        and by_code.code = judged.code
        and by_code.name = judged.name
inner join account_by_name as by_name
    on
        by_code.chart = by_name.chart
        and by_code.code = by_name.code
        and by_code.name = by_name.name
where
    judged.matched_by = 'name_over_code'
    or (
        by_name.preference = 0
        and not starts_with(by_name.known_code, by_code.known_code)
        and not starts_with(by_code.known_code, by_name.known_code)
    )
