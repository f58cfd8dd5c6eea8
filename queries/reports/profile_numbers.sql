-- title = "凭证号连续吗"
-- purpose = "每个单位、每段编号里，凭证号从1到最大缺了几个，读不出号的有几张。"
-- grain = "一行一个单位、一段编号（一个月或一年）、一个凭证字"
-- sources = ["voucher_number", "unit_tree", "unit_name"]
-- basis = "一年里只有一个月从1号起编的，按年编号，否则按月。缺号 = 最大号 − 不同的号数；号不是数字的另计，不算缺号。只导出部分科目的文件会有缺号。规则A-04。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- series = { type = "text", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- lines = { type = "integer", unit = "行", label = "分录行数" }
-- vouchers = { type = "integer", unit = "张", label = "凭证张数" }
-- last_no = { type = "integer", label = "最大号" }
-- missing = { type = "integer", unit = "个", label = "缺号" }
-- unread = { type = "integer", unit = "行", label = "没有数字号的行" }
-- [lines.rows]
-- query = "profile_number_rows"
-- keys = { only_unit = "unit_id", series = "series", word = "word" }
-- adds = { lines = "*", vouchers = "distinct number_no" }
select
    numbered.unit_id,
    coalesce(named.name, numbered.unit_id) as unit_name,
    numbered.series,
    numbered.word,
    count(*) as lines,
    count(distinct numbered.number_no) as vouchers,
    max(numbered.number_no) as last_no,
    coalesce(max(numbered.number_no) - count(distinct numbered.number_no), 0)::bigint as missing,
    count(case when numbered.number_no is null then 1 end) as unread
from voucher_number as numbered
left join unit_name as named on numbered.unit_id = named.unit_id
where
    ($from is null or numbered.series_to >= $from)
    and ($to is null or numbered.series_from < $to)
    and ($unit is null or numbered.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by numbered.unit_id, coalesce(named.name, numbered.unit_id), numbered.series, numbered.word
order by unit_id, series, word
