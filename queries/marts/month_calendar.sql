-- title = "月份"
-- purpose = "每个月的起止日、上年同月和所属会计年度，供各查询换算期间。"
-- grain = "一行一个月，1900年至2299年"
-- sources = []
-- basis = "会计年度以其开始的那一年命名；起始月为账套设定，未设定时为1月。"
-- measure = "table"
-- stored = true
-- [columns]
-- month = { type = "month", label = "月份" }
-- month_no = { type = "integer", label = "序号（年×12＋月−1）" }
-- next_month = { type = "month", label = "下月" }
-- prior_month = { type = "month", label = "上年同月" }
-- next_date = { type = "date", label = "下月首日" }
-- year = { type = "integer", label = "会计年度" }
with
named as (
    select
        n.month_no,
        cast(n.month_no // 12 as varchar) || '-'
        || lpad(cast(n.month_no % 12 + 1 as varchar), 2, '0') as month
    from range(1899 * 12, 2301 * 12) as n(month_no)
)
select
    this.month,
    this.month_no,
    after.month as next_month,
    before.month as prior_month,
    cast(after.month || '-01' as date) as next_date,
    (this.month_no - coalesce(cast(getvariable('fiscal_start') as bigint), 1) + 1) // 12 as year
from named as this
inner join named as after on this.month_no + 1 = after.month_no
inner join named as before on this.month_no - 12 = before.month_no
