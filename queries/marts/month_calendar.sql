-- title = "月份"
-- purpose = "每个月的起止日、上年同月和所属会计年度，供各查询换算期间。"
-- grain = "一行一个月，1980年至2119年"
-- sources = []
-- basis = "会计年度以其开始的那一年命名；起始月为账套设定，未设定时为1月。"
-- measure = "table"
-- stored = true
-- [columns]
-- month = { type = "month", label = "月份" }
-- start_date = { type = "date", label = "首日" }
-- next_date = { type = "date", label = "下月首日" }
-- next_month = { type = "month", label = "下月" }
-- prior_month = { type = "month", label = "上年同月" }
-- year = { type = "integer", label = "会计年度" }
with
fiscal as (
    select coalesce(cast(getvariable('fiscal_start') as bigint), 1) as start_month
),
numbered as (
    select
        y.year,
        m.month,
        cast(y.year as varchar) || '-' || lpad(cast(m.month as varchar), 2, '0') as name
    from range(1980, 2120) as y(year)
    cross join range(1, 13) as m(month)
)
select
    numbered.name as month,
    cast(numbered.name || '-01' as date) as start_date,
    case
        when numbered.month = 12
        then cast(cast(numbered.year + 1 as varchar) || '-01-01' as date)
        else cast(
            cast(numbered.year as varchar) || '-'
            || lpad(cast(numbered.month + 1 as varchar), 2, '0') || '-01' as date
        )
    end as next_date,
    case
        when numbered.month = 12 then cast(numbered.year + 1 as varchar) || '-01'
        else cast(numbered.year as varchar) || '-'
            || lpad(cast(numbered.month + 1 as varchar), 2, '0')
    end as next_month,
    cast(numbered.year - 1 as varchar) || substr(numbered.name, 5) as prior_month,
    case
        when numbered.month < fiscal.start_month then numbered.year - 1
        else numbered.year
    end::bigint as year
from numbered
cross join fiscal
