-- title = "星期几和节假日"
-- purpose = "每个星期几各有多少笔，其中多少在法定节假日、多少在调休上班日。"
-- grain = "一行一个总体、一个星期几"
-- sources = ["profile_amount", "unit_tree", "calendar"]
-- basis = "星期由日期算出；节假日和调休看日历台账，日历没有的那一天单列，不算在节假日里。没有日期的行不算。"
-- measure = "count"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- weekday = { type = "integer", label = "星期" }
-- weekday_name = { type = "text", label = "星期几" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- lines_share = { type = "share", unit = "%", label = "占比" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- holidays = { type = "integer", unit = "笔", label = "其中法定节假日" }
-- makeup = { type = "integer", unit = "笔", label = "其中调休上班" }
-- uncharted = { type = "integer", unit = "笔", label = "日历没有的日子" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", weekday = "weekday" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
-- [lines.holidays]
-- query = "profile_rows"
-- keys = { population = "population", weekday = "weekday" }
-- fixed = { day_kind = "法定节假日" }
-- adds = { holidays = "*" }
with
dated as (
    select
        held.population,
        date_diff('day', date '1900-01-01', held.day) % 7 + 1 as weekday,
        held.amount_fen,
        calendar.day_kind
    from profile_amount as held
    left join calendar on held.day = calendar.date
    where
        held.day >= date '1900-01-01'
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
counted as (
    select
        dated.population,
        dated.weekday,
        count(*) as lines,
        sum(dated.amount_fen)::bigint as amount_fen,
        count(case when dated.day_kind = '法定节假日' then 1 end) as holidays,
        count(case when dated.day_kind = '调休上班' then 1 end) as makeup,
        count(case when dated.day_kind is null then 1 end) as uncharted
    from dated
    group by dated.population, dated.weekday
)
select
    counted.population,
    counted.weekday,
    '周' || substr('一二三四五六日', cast(counted.weekday as integer), 1) as weekday_name,
    counted.lines,
    counted.lines / sum(counted.lines) over (partition by counted.population) as lines_share,
    counted.amount_fen,
    counted.holidays,
    counted.makeup,
    counted.uncharted
from counted
order by population, weekday
