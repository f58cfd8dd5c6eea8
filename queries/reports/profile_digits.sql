-- title = "首位数字"
-- purpose = "金额的头一位或头两位数字各出现多少次，供本福特检验。"
-- grain = "一行一个总体、一组首位数字"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "金额按分的整数取数字：0.50元的头两位是50。只看大于0、没有因标准或上限除外的金额。规则A-01，Nigrini（2012）。"
-- measure = "count"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- places = { type = "integer", label = "头几位（不填为两位）" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- digits = { type = "text", label = "首位数字" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", digits = "digits" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
select
    held.population,
    rpad(cast(held.amount_fen as varchar), cast(coalesce($places, 2) as integer), '0') as digits,
    count(*) as lines,
    sum(held.amount_fen)::bigint as amount_fen
from profile_amount as held
where
    held.amount_fen > 0
    and held.left_out is null
    and ($population is null or held.population = $population)
    and ($from is null or held.month >= $from)
    and ($to is null or held.month < $to)
    and ($unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by
    held.population,
    rpad(cast(held.amount_fen as varchar), cast(coalesce($places, 2) as integer), '0')
order by population, digits
