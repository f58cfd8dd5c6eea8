-- title = "有凭证的月份"
-- purpose = "每个单位哪些月份有凭证：有凭证的期间不取余额表的发生额。"
-- grain = "一行一个单位一个月"
-- sources = ["voucher_line"]
-- basis = "任何一条分录都算，包括年末结转。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为空文本）" }
-- month = { type = "month", label = "期间" }
select
    coalesce(line.unit_id, '') as unit_id,
    line.month
from voucher_line as line
group by coalesce(line.unit_id, ''), line.month
