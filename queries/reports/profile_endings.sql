-- title = "整数金额"
-- purpose = "金额整到元、十元、百元、千元、万元的各有多少笔。"
-- grain = "一行一个总体、一档"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "每笔只算在它整到的最大一档；零不算。按标准发放的金额本来就整。规则A-05。"
-- measure = "count"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- ending = { type = "integer", label = "整到（分）" }
-- ending_name = { type = "text", label = "整到哪一位" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- lines_share = { type = "share", unit = "%", label = "笔数占比" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", ending = "ending" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
with
ended as (
    select
        held.population,
        case
            when held.amount_fen % 1000000 = 0 then 1000000
            when held.amount_fen % 100000 = 0 then 100000
            when held.amount_fen % 10000 = 0 then 10000
            when held.amount_fen % 1000 = 0 then 1000
            when held.amount_fen % 100 = 0 then 100
            when held.amount_fen % 10 = 0 then 10
            else 1
        end::bigint as ending,
        held.amount_fen
    from profile_amount as held
    where
        held.amount_fen <> 0
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
counted as (
    select
        ended.population,
        ended.ending,
        count(*) as lines,
        sum(ended.amount_fen)::bigint as amount_fen
    from ended
    group by ended.population, ended.ending
)
select
    counted.population,
    counted.ending,
    case counted.ending
        when 1000000 then '万元整'
        when 100000 then '千元整'
        when 10000 then '百元整'
        when 1000 then '十元整'
        when 100 then '元整'
        when 10 then '到角'
        else '到分'
    end as ending_name,
    counted.lines,
    counted.lines / sum(counted.lines) over (partition by counted.population) as lines_share,
    counted.amount_fen
from counted
order by population, ending
