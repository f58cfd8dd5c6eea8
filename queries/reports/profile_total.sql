-- title = "画像的总数"
-- purpose = "所选总体有多少笔、多少钱，正的、负的、零各多少，最大最小是多少。"
-- grain = "一行一个总体"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "负数多是红字冲销和退款。看首位数字的：大于0、没有因标准或上限除外的金额。"
-- measure = "amount"
-- sums = ["amount_fen", "negative_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- amount_fen = { type = "money", unit = "分", label = "金额合计" }
-- negatives = { type = "integer", unit = "笔", label = "负数" }
-- negative_fen = { type = "money", unit = "分", label = "负数合计" }
-- zeros = { type = "integer", unit = "笔", label = "零" }
-- smallest_fen = { type = "money", unit = "分", label = "最小金额" }
-- largest_fen = { type = "money", unit = "分", label = "最大金额" }
-- fixed = { type = "integer", unit = "笔", label = "因标准或上限不看首位数字" }
-- tested = { type = "integer", unit = "笔", label = "看首位数字" }
-- tested_smallest_fen = { type = "money", unit = "分", label = "其中最小" }
-- tested_largest_fen = { type = "money", unit = "分", label = "其中最大" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
select
    held.population,
    count(*) as lines,
    sum(held.amount_fen)::bigint as amount_fen,
    count(case when held.amount_fen < 0 then 1 end) as negatives,
    sum(case when held.amount_fen < 0 then held.amount_fen end)::bigint as negative_fen,
    count(case when held.amount_fen = 0 then 1 end) as zeros,
    min(held.amount_fen) as smallest_fen,
    max(held.amount_fen) as largest_fen,
    count(held.left_out) as fixed,
    count(case when held.amount_fen > 0 and held.left_out is null then 1 end) as tested,
    min(case when held.amount_fen > 0 and held.left_out is null then held.amount_fen end)
        as tested_smallest_fen,
    max(case when held.amount_fen > 0 and held.left_out is null then held.amount_fen end)
        as tested_largest_fen
from profile_amount as held
where
    ($population is null or held.population = $population)
    and ($from is null or held.month >= $from)
    and ($to is null or held.month < $to)
    and ($unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by held.population
order by population
