-- title = "最常见的金额"
-- purpose = "同一个金额出现了多少次。"
-- grain = "一行一个总体、一个金额"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "出现两次及以上的金额；零不算。标准、票价、上限会让同一金额反复出现，是正常的。"
-- measure = "count"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- each_fen = { type = "money", unit = "分", label = "金额" }
-- lines = { type = "integer", unit = "笔", label = "出现" }
-- lines_share = { type = "share", unit = "%", label = "占笔数" }
-- amount_fen = { type = "money", unit = "分", label = "合计" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", amount_fen = "each_fen" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
with
counted as (
    select
        held.population,
        held.amount_fen as each_fen,
        count(*) as lines
    from profile_amount as held
    where
        held.amount_fen <> 0
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by held.population, held.amount_fen
),
shared as (
    select
        counted.population,
        counted.each_fen,
        counted.lines,
        counted.lines / sum(counted.lines) over (partition by counted.population) as lines_share
    from counted
)
select
    shared.population,
    shared.each_fen,
    shared.lines,
    shared.lines_share,
    (shared.lines * shared.each_fen)::bigint as amount_fen
from shared
where shared.lines > 1
order by population, lines desc, each_fen
limit $limit
