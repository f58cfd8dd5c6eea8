-- title = "帮扶慰问合计"
-- purpose = "期间内帮了多少人、多少次、多少钱，与上年同期比。"
-- grain = "一行：所选单位和期间"
-- sources = ["assistance_compared", "unit_tree"]
-- basis = "人次为发放笔数，人数为不重复的人（没有会员编号的按单位和姓名）。日期为发放日期。"
-- measure = "amount"
-- headline.columns = ["times", "persons", "amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- times = { type = "integer", unit = "人次", label = "人次" }
-- persons = { type = "integer", unit = "人", label = "人数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- prior_times = { type = "integer", unit = "人次", label = "上年同期人次" }
-- prior_persons = { type = "integer", unit = "人", label = "上年同期人数" }
-- prior_amount_fen = { type = "money", unit = "分", label = "上年同期金额" }
-- [lines.rows]
-- query = "assistance_rows"
-- adds = { times = "*", amount_fen = "amount_fen" }
select
    sum(paid.times)::bigint as times,
    nullif(count(distinct paid.person), 0) as persons,
    sum(paid.amount_fen)::bigint as amount_fen,
    sum(paid.prior_times)::bigint as prior_times,
    nullif(count(distinct paid.prior_person), 0) as prior_persons,
    sum(paid.prior_amount_fen)::bigint as prior_amount_fen
from assistance_compared as paid
where
    (paid.span = 'now' or ($from is not null and $to is not null))
    and ($from is null or paid.month >= $from)
    and ($to is null or paid.month < $to)
    and ($unit is null or paid.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by times
