-- title = "画像图的明细"
-- purpose = "数据画像任一组数背后的行。"
-- grain = "一行一笔金额"
-- sources = ["profile_amount", "unit_tree", "unit_name", "calendar"]
-- basis = "在账的行；按所点的那一组取。首位数字只看大于0、没有因标准或上限除外的金额。"
-- measure = "table"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- population = { type = "list", label = "总体" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- month = { type = "month", label = "月份" }
-- year = { type = "text", label = "年" }
-- kind = { type = "text", label = "类别" }
-- left_out = { type = "text", label = "不看首位数字的原因" }
-- digits = { type = "text", label = "首位数字" }
-- band = { type = "integer", label = "数量级（分的位数，0为零，-1为负）" }
-- ending = { type = "integer", label = "整到哪一位（分）" }
-- payee = { type = "text", label = "收付对象" }
-- day = { type = "date", label = "日期" }
-- amount_fen = { type = "money", label = "金额" }
-- weekday = { type = "integer", label = "星期" }
-- day_kind = { type = "list", label = "日别" }
-- late = { type = "boolean", label = "月末五天" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- population = { type = "list", label = "总体" }
-- unit_name = { type = "text", label = "单位" }
-- day = { type = "date", label = "日期" }
-- kind = { type = "text", label = "类别" }
-- payee = { type = "text", label = "收付对象" }
-- summary = { type = "text", label = "摘要" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
select
    held.batch,
    held.row_no,
    held.line,
    held.population,
    named.name as unit_name,
    held.day,
    held.kind,
    held.payee,
    held.summary,
    held.amount_fen
from profile_amount as held
left join unit_name as named on held.unit_id = named.unit_id
left join calendar on held.day = calendar.date
where
    ($population is null or held.population = $population)
    and ($from is null or held.month >= $from)
    and ($to is null or held.month < $to)
    and ($unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
    and ($only_unit is null or held.unit_id = $only_unit)
    and ($month is null or held.month = $month)
    and ($year is null or substr(held.month, 1, 4) = $year)
    and ($kind is null or coalesce(held.kind, '（未填）') = $kind)
    and ($left_out is null or held.left_out = $left_out)
    and ($digits is null or (
        held.amount_fen > 0 and held.left_out is null
        and rpad(cast(held.amount_fen as varchar), cast(length($digits) as integer), '0') = $digits
    ))
    and ($band is null or $band = case
        when held.amount_fen < 0 then -1
        when held.amount_fen = 0 then 0
        else least(greatest(length(cast(held.amount_fen as varchar)), 2), 10)
    end)
    and ($ending is null or (
        held.amount_fen <> 0 and held.amount_fen % $ending = 0
        and ($ending = 1000000 or held.amount_fen % ($ending * 10) <> 0)
    ))
    and ($payee is null or held.payee = $payee)
    and ($day is null or held.day = $day)
    and ($amount_fen is null or held.amount_fen = $amount_fen)
    and ($weekday is null or date_diff('day', date '1900-01-01', held.day) % 7 + 1 = $weekday)
    and ($day_kind is null or calendar.day_kind = $day_kind)
    and ($late is null or (date_diff('day', held.day, last_day(held.day)) < 5) = $late)
order by population, day, batch, row_no, line
limit $limit
