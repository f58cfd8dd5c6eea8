-- title = "科目表与一级科目"
-- purpose = "科目表的每个科目和它所属的一级科目。"
-- grain = "一行一个版本的一个科目"
-- sources = ["account"]
-- basis = "一级科目为同一版本里没有上级、编码是其前缀的最长的科目。比较名称时不看括号，末尾的支出、费用、费视为相同。"
-- measure = "table"
-- stored = true
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- name_key = { type = "text", label = "比较用名称" }
-- nature = { type = "list", label = "科目性质" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
with
rooted as (
    select
        account.chart_version as chart,
        account.code,
        account.name,
        account.nature,
        root.code as level1_code,
        root.name as level1_name,
        row_number() over (
            partition by account.chart_version, account.code
            order by length(root.code) desc, root.code
        ) as nearest
    from account
    inner join account as root
        on
            account.chart_version = root.chart_version
            and coalesce(root.level, 1) = 1
            and root.parent is null
            and substr(account.code, 1, length(root.code)) = root.code
)
select
    rooted.chart,
    rooted.code,
    rooted.name,
    regexp_replace(
        split_part(translate(rooted.name, '（） 　', '()'), '(', 1), '(支出|费用)$', '费'
    ) as name_key,
    rooted.nature,
    rooted.level1_code,
    rooted.level1_name
from rooted
where rooted.nearest = 1
