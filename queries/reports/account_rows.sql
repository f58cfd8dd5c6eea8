-- title = "会计科目明细"
-- purpose = "会计科目台账逐行查看，任一行打开原件。"
-- grain = "一行一个版本的一个科目"
-- sources = ["account"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- [parameters]
-- chart = { type = "list", label = "科目版本" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- chart_version = { of = "account" }
-- code = { of = "account" }
-- name = { of = "account" }
-- level = { of = "account" }
-- parent = { of = "account" }
-- nature = { of = "account" }
-- used_by = { of = "account" }
-- status = { of = "account" }
select
    account.batch,
    account.row_no,
    account.line,
    account.chart_version,
    account.code,
    account.name,
    account.level,
    account.parent,
    account.nature,
    account.used_by,
    account.status
from account
where
    ($chart is null or account.chart_version = $chart)
    and (
        $text is null
        or instr(lower(account.code), lower($text)) > 0
        or instr(lower(account.name), lower($text)) > 0
    )
order by chart_version, code, batch, row_no
limit $limit offset $offset
