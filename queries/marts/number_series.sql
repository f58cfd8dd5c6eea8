-- title = "编号段"
-- purpose = "一个单位、一年、一个凭证字，是按月编号还是按年编号。"
-- grain = "一行一个单位、年度、凭证字"
-- sources = ["voucher_head"]
-- basis = "凭证分在几个月而只有一个月（或没有月份）有1号的，按年编号；否则按月。没有凭证号的不在其中。"
-- measure = "table"
-- stored = true
-- [columns]
-- series_no = { type = "integer", label = "第几段" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- year = { of = "voucher" }
-- word = { type = "text", label = "凭证字（没有的为空文本）" }
-- first_month = { type = "month", label = "最早的期间" }
-- last_month = { type = "month", label = "最晚的期间" }
-- is_yearly = { type = "boolean", label = "按年编号" }
with
numbered as (
    select
        head.unit_id, head.year, coalesce(head.word, '') as word, head.month,
        case
            when length(head.number) <= 9 and ltrim(head.number, '0') = '1' then head.month
        end as first_of
    from voucher_head as head
    where head.number is not null and head.month is not null
)
select
    row_number() over (order by numbered.unit_id, numbered.year, numbered.word) as series_no,
    numbered.unit_id, numbered.year, numbered.word, min(numbered.month) as first_month,
    max(numbered.month) as last_month,
    min(numbered.month) < max(numbered.month)
    and coalesce(min(numbered.first_of) = max(numbered.first_of), true) as is_yearly
from numbered
group by numbered.unit_id, numbered.year, numbered.word
