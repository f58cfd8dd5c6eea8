-- title = "金额的大小分布"
-- purpose = "金额按数量级分档，每档多少笔、多少钱。"
-- grain = "一行一个总体、一档"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "每档是前一档的十倍。占比按各自合计算。"
-- measure = "amount"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- band = { type = "integer", label = "档次" }
-- band_name = { type = "text", label = "每笔金额（元）" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- lines_share = { type = "share", unit = "%", label = "笔数占比" }
-- amount_share = { type = "share", unit = "%", label = "金额占比" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", band = "band" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
with
banded as (
    select
        held.population,
        case
            when held.amount_fen < 0 then -1
            when held.amount_fen = 0 then 0
            else least(greatest(length(cast(held.amount_fen as varchar)), 2), 10)
        end as band,
        held.amount_fen
    from profile_amount as held
    where
        ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
counted as (
    select
        banded.population,
        banded.band,
        count(*) as lines,
        sum(banded.amount_fen)::bigint as amount_fen
    from banded
    group by banded.population, banded.band
)
select
    counted.population,
    counted.band,
    case
        when counted.band = -1 then '负数'
        when counted.band = 0 then '0'
        when counted.band = 2 then '不足1'
        when counted.band = 3 then '1–10'
        when counted.band = 4 then '10–100'
        when counted.band = 5 then '100–1千'
        when counted.band = 6 then '1千–1万'
        when counted.band = 7 then '1万–10万'
        when counted.band = 8 then '10万–100万'
        when counted.band = 9 then '100万–1千万'
        else '1千万以上'
    end as band_name,
    counted.lines,
    counted.amount_fen,
    counted.lines / sum(counted.lines) over (partition by counted.population) as lines_share,
    counted.amount_fen / nullif(sum(counted.amount_fen) over (
        partition by counted.population
    ), 0) as amount_share
from counted
order by population, band
