-- title = "钱付给了谁"
-- purpose = "收付对象按金额从大到小，累计到多少占八成。"
-- grain = "一行一个总体、一个收付对象"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "只看写明的收付对象；帮扶慰问和会费的对象是个人，不在这里列。可能是个人的名称已遮盖，遮盖后同名的合为一行。负数抵减。"
-- measure = "amount"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- place = { type = "integer", label = "名次" }
-- payee = { type = "text", label = "收付对象" }
-- lines = { type = "integer", unit = "笔", label = "笔数" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- amount_share = { type = "share", unit = "%", label = "占比" }
-- running_share = { type = "share", unit = "%", label = "累计占比" }
-- payees = { type = "integer", unit = "个", label = "收付对象共" }
-- payees_80 = { type = "integer", unit = "个", label = "合计占八成的" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", payee = "payee" }
-- adds = { lines = "*", amount_fen = "amount_fen" }
with
paid as (
    select
        held.population,
        held.payee,
        count(*) as lines,
        sum(held.amount_fen)::bigint as amount_fen
    from profile_amount as held
    where
        held.payee is not null
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by held.population, held.payee
),
ranked as (
    select
        paid.population,
        paid.payee,
        paid.lines,
        paid.amount_fen,
        row_number() over down as place,
        sum(paid.amount_fen) over down as running_fen,
        sum(paid.amount_fen) over (partition by paid.population) as total_fen,
        count(*) over (partition by paid.population) as payees
    from paid
    window down as (
        partition by paid.population order by paid.amount_fen desc, paid.payee
        rows between unbounded preceding and current row
    )
)
select
    ranked.population,
    ranked.place,
    ranked.payee,
    ranked.lines,
    ranked.amount_fen,
    case when ranked.total_fen > 0 then ranked.amount_fen / ranked.total_fen end as amount_share,
    case when ranked.total_fen > 0 then ranked.running_fen / ranked.total_fen end
        as running_share,
    ranked.payees,
    sum(case when (ranked.running_fen - ranked.amount_fen) * 10 < ranked.total_fen * 8 then 1
        else 0 end) over (partition by ranked.population)::bigint as payees_80
from ranked
order by population, place
limit $limit
