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
-- place = { type = "integer", label = "凭证填得最全的分录" }
-- first_place = { type = "integer", label = "重号的，另一张凭证的" }
-- first_date = { type = "date", label = "最早日期" }
-- last_date = { type = "date", label = "最晚日期" }
-- is_repeated = { type = "boolean", label = "重号" }
-- before_no = { type = "integer", label = "前一个号" }
-- before_place = { type = "integer", label = "前一个号的凭证填得最全的分录" }
-- before_date = { type = "date", label = "前一个号的日期" }
with
numbered as (
    select
        series.series_no, case when series.is_yearly then '' else head.month end as month,
        cast(head.number as bigint) as number_no, head.place, head.voucher_date, head.last_date,
        head.starts
    from voucher_head as head
    inner join number_series as series
        on
            head.unit_id = series.unit_id and head.year = series.year
            and coalesce(head.word, '') = series.word
    where head.month is not null and regexp_matches(head.number, '^[0-9]{1,9}$')
),
held as (
    select
        numbered.series_no, numbered.month, numbered.number_no,
        max(numbered.place) as place, min(numbered.place) as first_place,
        min(numbered.voucher_date) as first_date, max(numbered.last_date) as last_date,
        min(numbered.voucher_date) < max(numbered.last_date) or sum(numbered.starts) > 1
            as is_repeated
    from numbered
    group by numbered.series_no, numbered.month, numbered.number_no
),
stepped as (
    select
        held.series_no, held.month, held.number_no, held.place, held.first_place,
        held.first_date, held.last_date, held.is_repeated,
        lag(held.number_no) over series as before_no,
        lag(held.place) over series as before_place,
        lag(held.first_date) over series as before_date
    from held
    window series as (partition by held.series_no, held.month order by held.number_no)
)
select
    series.unit_id,
    case when series.is_yearly then cast(series.year as varchar) || '年' else stepped.month end
        as series,
    series.word, stepped.number_no, series.is_yearly, stepped.place, stepped.first_place,
    stepped.first_date, stepped.last_date, stepped.is_repeated, stepped.before_no,
    stepped.before_place, stepped.before_date
from stepped
inner join number_series as series on stepped.series_no = series.series_no
