-- title = "月末集中"
-- purpose = "每个月多少笔、多少钱，其中月末五天占多少。"
-- grain = "一行一个总体、一个月"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "月份是会计期间；月末五天看日期本身，是那个日历月的最后五个自然日。没有日期的行只算在月份里。"
-- measure = "amount"
-- sums = ["amount_fen", "late_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- month = { type = "month", label = "月份" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- late = { type = "integer", unit = "笔", label = "月末五天笔数" }
-- late_fen = { type = "money", unit = "分", label = "其中月末五天" }
-- late_share = { type = "share", unit = "%", label = "月末五天占比" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", month = "month" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
-- [lines.late_fen]
-- query = "profile_rows"
-- keys = { population = "population", month = "month" }
-- fixed = { late = true }
-- adds = { late = "*", late_fen = "amount_fen" }
with
dated as (
    select
        held.population,
        held.month,
        held.amount_fen,
        date_diff('day', held.day, last_day(held.day)) < 5 as is_late
    from profile_amount as held
    where
        held.month is not null
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
)
select
    dated.population,
    dated.month,
    count(*) as lines,
    sum(dated.amount_fen)::bigint as amount_fen,
    count(case when dated.is_late then 1 end) as late,
    sum(case when dated.is_late then dated.amount_fen else 0 end)::bigint as late_fen,
    sum(case when dated.is_late then dated.amount_fen else 0 end)
        / nullif(sum(dated.amount_fen), 0) as late_share
from dated
group by dated.population, dated.month
order by population, month
