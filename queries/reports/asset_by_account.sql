-- title = "各资产科目余额"
-- purpose = "银行存款、固定资产等各资产科目，期初多少、期末多少。"
-- grain = "一行一个资产类一级科目"
-- sources = ["asset_point", "unit_tree"]
-- basis = "只取科目余额表直接所说的：期初为起始月月初，期末为截止月月初。期初期末的单位数不同时，两列不可直接相减。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月", required = true }
-- to = { type = "month", label = "截止月（不含）", required = true }
-- [columns]
-- level1_code = { type = "identifier", label = "科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- from_month = { type = "month", label = "期初时点" }
-- to_month = { type = "month", label = "期末时点" }
-- opening_fen = { type = "money", unit = "分", label = "期初余额" }
-- closing_fen = { type = "money", unit = "分", label = "期末余额" }
-- opening_units = { type = "integer", unit = "个", label = "有期初数的单位" }
-- closing_units = { type = "integer", unit = "个", label = "有期末数的单位" }
-- [lines.opening_fen]
-- query = "asset_rows"
-- keys = { level1 = "level1_name", month = "from_month" }
-- adds = { opening_fen = "amount_fen" }
-- [lines.closing_fen]
-- query = "asset_rows"
-- keys = { level1 = "level1_name", month = "to_month" }
-- adds = { closing_fen = "amount_fen" }
select
    min(held.level1_code) as level1_code,
    held.level1_name,
    cast($from as varchar) as from_month,
    cast($to as varchar) as to_month,
    sum(case when held.month = $from then held.amount_fen end)::bigint as opening_fen,
    sum(case when held.month = $to then held.amount_fen end)::bigint as closing_fen,
    count(distinct case when held.month = $from then held.unit_id end) as opening_units,
    count(distinct case when held.month = $to then held.unit_id end) as closing_units
from asset_point as held
where
    held.month in ($from, $to)
    and ($unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
group by held.level1_name
order by level1_code, level1_name
