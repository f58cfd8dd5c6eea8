-- title = "编号段里的凭证号"
-- purpose = "一个编号段里的每个号一行，供规则看断号、重号和日期。"
-- grain = "一行一个单位、编号段、凭证字、号"
-- sources = ["voucher_head", "number_series"]
-- basis = "编号段按月或按年，见中间视图“编号段”；号是1至9位数字的才看。重号：一个号写着几个日期，或有几条第1号分录。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- series = { type = "text", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- number_no = { type = "integer", label = "号" }
-- is_yearly = { type = "boolean", label = "按年编号" }
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- first_voucher = { type = "text", label = "最早的凭证" }
-- first_date = { type = "date", label = "最早日期" }
-- last_date = { type = "date", label = "最晚日期" }
-- is_repeated = { type = "boolean", label = "重号" }
-- before_no = { type = "integer", label = "前一个号" }
-- before_voucher = { type = "text", label = "前一个号的凭证" }
-- before_date = { type = "date", label = "前一个号的日期" }
-- two_before = { type = "date", label = "再前一个号的日期" }
-- next_date = { type = "date", label = "后一个号的日期" }
with
numbered as (
    select
        head.unit_id, head.voucher, head.voucher_date, head.last_date, head.starts,
        coalesce(head.word, '') as word, cast(head.number as bigint) as number_no,
        series.is_yearly,
        case
            when series.is_yearly then cast(head.year as varchar) || '年' else head.month
        end as series
    from voucher_head as head
    inner join number_series as series
        on
            head.unit_id = series.unit_id and head.year = series.year
            and coalesce(head.word, '') = series.word
    where head.month is not null and regexp_matches(head.number, '^[0-9]{1,9}$')
),
held as (
    select
        line.unit_id, line.series, line.word, line.number_no, line.is_yearly,
        max(line.voucher) as voucher,
        min(line.voucher) as first_voucher,
        min(line.voucher_date) as first_date,
        max(line.last_date) as last_date,
        min(line.voucher_date) < max(line.last_date) or sum(line.starts) > 1 as is_repeated
    from numbered as line
    group by line.unit_id, line.series, line.word, line.number_no, line.is_yearly
)
select
    held.unit_id, held.series, held.word, held.number_no, held.is_yearly, held.voucher,
    held.first_voucher, held.first_date, held.last_date, held.is_repeated,
    lag(held.number_no) over series as before_no,
    lag(held.voucher) over series as before_voucher,
    lag(held.first_date) over series as before_date,
    lag(held.first_date, 2) over series as two_before,
    lead(held.first_date) over series as next_date
from held
window series as (partition by held.unit_id, held.series, held.word order by held.number_no)
