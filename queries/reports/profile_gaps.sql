-- title = "凭证断号"
-- purpose = "凭证号缺了哪几个：从几号到几号，前后是哪天的凭证。"
-- grain = "一行一段连着的缺号"
-- sources = ["voucher_number", "unit_tree", "unit_name"]
-- basis = "编号从1起；1号之前没有凭证日期。怎样分段见凭证号连续吗。规则A-04。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- series = { type = "text", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- first_no = { type = "integer", label = "缺号起" }
-- last_no = { type = "integer", label = "缺号止" }
-- missing = { type = "integer", unit = "个", label = "缺几个" }
-- date_before = { type = "date", label = "前一张的日期" }
-- date_after = { type = "date", label = "后一张的日期" }
with
voucher as (
    select
        numbered.unit_id,
        numbered.series,
        numbered.word,
        numbered.number_no,
        min(numbered.voucher_date) as voucher_date
    from voucher_number as numbered
    where
        numbered.number_no >= 1
        and ($from is null or numbered.series_to >= $from)
        and ($to is null or numbered.series_from < $to)
        and ($unit is null or numbered.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by numbered.unit_id, numbered.series, numbered.word, numbered.number_no
),
paired as (
    select
        voucher.unit_id,
        voucher.series,
        voucher.word,
        voucher.number_no,
        voucher.voucher_date,
        coalesce(lag(voucher.number_no) over up, 0) as before_no,
        lag(voucher.voucher_date) over up as date_before
    from voucher
    window up as (
        partition by voucher.unit_id, voucher.series, voucher.word order by voucher.number_no
    )
)
select
    paired.unit_id,
    coalesce(named.name, paired.unit_id) as unit_name,
    paired.series,
    paired.word,
    paired.before_no + 1 as first_no,
    paired.number_no - 1 as last_no,
    paired.number_no - paired.before_no - 1 as missing,
    paired.date_before,
    paired.voucher_date as date_after
from paired
left join unit_name as named on paired.unit_id = named.unit_id
where paired.number_no - paired.before_no > 1
order by unit_id, series, word, first_no
limit $limit
