-- title = "欠缴会费的账龄"
-- purpose = "还没缴足的会费按拖了多久分档，每档多少行、欠多少。"
-- grain = "一行一档"
-- sources = ["dues_aged", "unit_tree"]
-- basis = "每行应缴大于实缴的差额；没有填实缴的不算。拖欠月数 = 账本日期的月份 − 会费月份。别的月份多缴的不抵。"
-- measure = "amount"
-- sums = ["short_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- age = { type = "integer", label = "档次" }
-- age_name = { type = "text", label = "拖欠" }
-- lines = { type = "integer", unit = "行", label = "行数" }
-- short_fen = { type = "money", unit = "分", label = "欠缴" }
-- short_share = { type = "share", unit = "%", label = "占欠缴合计" }
-- [lines.rows]
-- query = "profile_arrears_rows"
-- keys = { age = "age" }
-- adds = { lines = "*", short_fen = "short_fen" }
with
counted as (
    select
        aged.age,
        count(*) as lines,
        sum(aged.short_fen)::bigint as short_fen
    from dues_aged as aged
    where
        ($from is null or aged.month >= $from)
        and ($to is null or aged.month < $to)
        and ($unit is null or aged.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by aged.age
)
select
    counted.age,
    case counted.age
        when 0 then '不到3个月'
        when 1 then '3–6个月'
        when 2 then '6–12个月'
        when 3 then '1–2年'
        else '2年以上'
    end as age_name,
    counted.lines,
    counted.short_fen,
    counted.short_fen / sum(counted.short_fen) over () as short_share
from counted
order by age
