-- title = "编号段里的凭证号"
-- purpose = "一个编号段里的每个号一行，供规则看断号、重号和日期。"
-- grain = "一行一个单位、编号段、凭证字、号"
-- sources = ["voucher_number"]
-- basis = "编号段按月或按年，见编了号的凭证分录。重号：一个号写着几个日期，或有几条第1号分录。"
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
select
    line.unit_id, line.series, line.word, line.number_no,
    line.series like '%年' as is_yearly,
    max(line.voucher) as voucher,
    min(line.voucher) as first_voucher,
    min(line.voucher_date) as first_date,
    max(line.voucher_date) as last_date,
    min(line.voucher_date) < max(line.voucher_date)
    or count(case when line.line_no = 1 then 1 end) > 1 as is_repeated
from voucher_number as line
where line.number_no is not null
group by line.unit_id, line.series, line.word, line.number_no
