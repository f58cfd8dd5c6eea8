-- title = "年底集中"
-- purpose = "每年12月与前11个月平均相比，第四季度占全年多少。"
-- grain = "一行一个总体、一个日历年"
-- sources = ["profile_amount", "unit_tree"]
-- basis = "前11个月平均 = 1月至11月合计 ÷ 11，没有发生额的月份也算一个月；有数的月份不到11个的不比（规则A-13）。月份是会计期间。"
-- measure = "amount"
-- sums = ["amount_fen", "december_fen", "quarter_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- [columns]
-- population = { type = "list", label = "总体" }
-- year = { type = "text", label = "年" }
-- months = { type = "integer", unit = "个月", label = "有数的月份" }
-- amount_fen = { type = "money", unit = "分", label = "全年" }
-- december_fen = { type = "money", unit = "分", label = "12月" }
-- mean_fen = { type = "ratio", unit = "分/月", label = "前11个月平均" }
-- times = { type = "ratio", unit = "倍", label = "12月是平均的" }
-- quarter_fen = { type = "money", unit = "分", label = "第四季度" }
-- quarter_share = { type = "share", unit = "%", label = "第四季度占比" }
-- [lines.rows]
-- query = "profile_rows"
-- keys = { population = "population", year = "year" }
-- adds = { amount_fen = "amount_fen" }
with
dated as (
    select
        held.population,
        substr(held.month, 1, 4) as year,
        substr(held.month, 6, 2) as part,
        held.amount_fen
    from profile_amount as held
    where
        held.month is not null
        and ($population is null or held.population = $population)
        and ($from is null or held.month >= $from)
        and ($to is null or held.month < $to)
        and ($unit is null or held.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
summed as (
    select
        dated.population,
        dated.year,
        count(distinct dated.part) as months,
        sum(dated.amount_fen)::bigint as amount_fen,
        sum(case when dated.part = '12' then dated.amount_fen else 0 end)::bigint as december_fen,
        sum(case when dated.part = '12' then 0 else dated.amount_fen end) / 11 as mean_fen,
        sum(case when dated.part >= '10' then dated.amount_fen else 0 end)::bigint as quarter_fen
    from dated
    group by dated.population, dated.year
)
select
    summed.population,
    summed.year,
    summed.months,
    summed.amount_fen,
    summed.december_fen,
    summed.mean_fen,
    case
        when summed.mean_fen > 0 and summed.months >= 11
            then summed.december_fen / summed.mean_fen
    end as times,
    summed.quarter_fen,
    summed.quarter_fen / nullif(summed.amount_fen, 0) as quarter_share
from summed
order by population, year
