-- title = "同一单位、对象、日期、金额"
-- purpose = "同一单位里，收付对象、日期、金额三样都相同的各组。"
-- grain = "一行一个总体、一组（两笔及以上）"
-- sources = ["profile_amount", "unit_tree", "unit_name"]
-- basis = "写明收付对象的才比；对象看的是所见的名称，可能是个人的已遮盖。零不算。多出 = 组内笔数 − 1。按月付的租金、费用日期不同，不在其中。"
-- measure = "count"
-- sums = ["extra_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- payee = { type = "text", label = "收付对象" }
-- day = { type = "date", label = "日期" }
-- each_fen = { type = "money", unit = "分", label = "每笔" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- extra = { type = "integer", unit = "笔", label = "多出" }
-- extra_fen = { type = "money", unit = "分", label = "多出的金额" }
-- groups = { type = "integer", unit = "组", label = "共有组数" }
-- extras = { type = "integer", unit = "笔", label = "共多出" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { only_unit = "unit_id", population = "population", payee = "payee", day = "day", amount_fen = "each_fen" }
-- adds = { lines = "*" }
with
alike as (
    select
        held.population,
        held.unit_id,
        held.payee,
        held.day,
        held.amount_fen as each_fen,
        count(*) as lines
    from profile_amount as held
    where
        held.payee <> '（未填）'
        and held.day is not null
        and held.amount_fen <> 0
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by held.population, held.unit_id, held.payee, held.day, held.amount_fen
    having count(*) > 1
)
select
    alike.population,
    alike.unit_id,
    coalesce(named.name, alike.unit_id) as unit_name,
    alike.payee,
    alike.day,
    alike.each_fen,
    alike.lines,
    alike.lines - 1 as extra,
    ((alike.lines - 1) * alike.each_fen)::bigint as extra_fen,
    count(*) over (partition by alike.population) as groups,
    sum(alike.lines - 1) over (partition by alike.population)::bigint as extras
from alike
left join unit_name as named on alike.unit_id = named.unit_id
order by population, extra_fen desc, day, payee, each_fen, unit_id
limit $limit
