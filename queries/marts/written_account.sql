-- title = "科目的写法"
-- purpose = "凭证、余额表和预算里出现过的每一种科目写法。"
-- grain = "一行一组（科目版本、编码、名称），照台账里的写法"
-- sources = ["voucher", "balance", "budget"]
-- basis = "没有写科目版本的，用账套设定的版本；没有的编码或名称为空文本。"
-- measure = "table"
-- stored = true
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- digits = { type = "identifier", label = "编码（不含分隔符）" }
-- path = { type = "text", label = "名称路径" }
with
written as (
    select
        voucher.chart_version as chart,
        voucher.account_code as code,
        voucher.account_name as name
    from voucher
    group by voucher.chart_version, voucher.account_code, voucher.account_name
    union
    select
        null as chart,
        balance.account_code as code,
        balance.account_name as name
    from balance
    union
    select
        null as chart,
        budget.account_code as code,
        budget.account_name as name
    from budget
)
select distinct
    coalesce(written.chart, cast(getvariable('chart') as varchar), '') as chart,
    coalesce(written.code, '') as code,
    coalesce(written.name, '') as name,
    replace(replace(replace(coalesce(written.code, ''), '.', ''), '-', ''), ' ', '') as digits,
    -- 职工活动支出—文体活动费（工会） → 职工活动支出-文体活动费(工会)
    translate(coalesce(written.name, ''), '—–－/\_:：>|（） 　', '----------()') as path
from written
