-- title = "一段编号里的凭证"
-- purpose = "一段凭证编号里的每条分录，按号排好，缺在哪里一看便知。"
-- grain = "一行一条分录"
-- sources = ["voucher_number", "unit_name"]
-- basis = "在账的凭证分录；号写成数字的在前。"
-- measure = "table"
-- [parameters]
-- only_unit = { type = "identifier", label = "单位" }
-- series = { type = "text", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_name = { type = "text", label = "单位" }
-- series = { type = "text", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- number_no = { type = "integer", label = "号" }
-- number = { of = "voucher" }
-- voucher_date = { of = "voucher" }
-- summary = { of = "voucher" }
select
    numbered.batch,
    numbered.row_no,
    numbered.line,
    named.name as unit_name,
    numbered.series,
    numbered.word,
    numbered.number_no,
    numbered.number,
    numbered.voucher_date,
    numbered.summary
from voucher_number as numbered
left join unit_name as named on numbered.unit_id = named.unit_id
where
    ($only_unit is null or numbered.unit_id = $only_unit)
    and ($series is null or numbered.series = $series)
    and ($word is null or numbered.word = $word)
order by unit_name, series, word, number_no, batch, row_no, line
limit $limit
