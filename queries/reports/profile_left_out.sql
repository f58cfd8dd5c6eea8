-- title = "不看首位数字的金额"
-- purpose = "哪些类别因为按标准发放、有上限或按比例计算，不参加首位数字检验。"
-- grain = "一行一个总体、一个原因、一个类别"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "规则A-01：按标准发放和有上限的金额，首位数字由标准决定，不能说明问题。"
-- measure = "count"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- left_out = { type = "list", label = "原因" }
-- kind = { type = "text", label = "类别" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", left_out = "left_out", kind = "kind" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
select
    held.population,
    held.left_out,
    held.kind,
    count(*) as lines,
    sum(held.amount_fen)::bigint as amount_fen
from profile_amount as held
where
    held.left_out is not null
    and ($population is null or held.population = $population)
    and ($from is null or held.month >= $from)
    and ($to is null or held.month < $to)
    and ($unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by held.population, held.left_out, held.kind
order by population, left_out, kind
