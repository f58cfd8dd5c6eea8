-- title = "收入支出表"
-- purpose = "每个一级科目本月多少、本年累计多少，与上年同期比。"
-- grain = "一行一个类别的一个一级科目；科目表的一级科目没有发生的也有一行"
-- sources = ["account", "fund_compared", "month_calendar", "unit_tree"]
-- basis = "本年累计自起始月起；本月自本月首月起，没有指明的为期间的最后一个月。只计收入、支出和上解；年末结转不计，银行流水不计。没有凭证的单位和期间取余额表，只报了全年或半年合计的没有本月数。科目表里只用于县级以上工会的，有发生才列。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "会计年度首月" }
-- to = { type = "month", label = "截止月（不含）" }
-- month_from = { type = "month", label = "本月首月" }
-- [columns]
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "科目编码" }
-- level1_name = { type = "text", label = "科目名称" }
-- month_from = { type = "month", label = "本月首月" }
-- month_fen = { type = "money", unit = "分", label = "本月数" }
-- amount_fen = { type = "money", unit = "分", label = "本年累计数" }
-- prior_month_fen = { type = "money", unit = "分", label = "上年同月数" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期累计数" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { category = "category", level1 = "level1_name" }
-- adds = { amount_fen = "amount_fen" }
-- [lines.month_fen]
-- query = "finance_rows"
-- keys = { category = "category", level1 = "level1_name", from = "month_from" }
-- adds = { month_fen = "amount_fen" }
with
chosen as (
    select coalesce($month_from, min(calendar.month)) as month_from
    from month_calendar as calendar
    where calendar.next_month = $to
),
listed as (
    select account.nature as category, account.code, account.name
    from account
    where
        account.chart_version = cast(getvariable('chart') as varchar)
        and account.nature in ('income', 'expenditure')
        and account.parent is null and coalesce(account.level, 1) = 1
        and coalesce(account.used_by, 'all') in ('all', '基层')
),
moved as (
    select
        movement.category, movement.level1_code, movement.level1_name,
        movement.amount_fen, movement.prior_fen,
        movement.first_month >= chosen.month_from
        and (movement.wider_first is null or movement.wider_first < chosen.month_from
            or movement.wider_last >= $to) as is_month
    from fund_compared as movement
    cross join chosen
    where
        (movement.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or movement.first_month >= $from)
        and ($to is null or movement.last_month < $to)
        and (movement.wider_first is null or movement.wider_first < $from
            or movement.wider_last >= $to)
        and ($unit is null or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
summed as (
    select
        moved.category, min(moved.level1_code) as code, moved.level1_name as name,
        sum(case when moved.is_month then moved.amount_fen end)::bigint as month_fen,
        sum(moved.amount_fen)::bigint as amount_fen,
        sum(case when moved.is_month then moved.prior_fen end)::bigint as prior_month_fen,
        sum(moved.prior_fen)::bigint as prior_fen
    from moved
    group by moved.category, moved.level1_name
)
select
    coalesce(listed.category, summed.category) as category,
    coalesce(listed.code, summed.code) as level1_code,
    coalesce(listed.name, summed.name) as level1_name,
    chosen.month_from,
    case when count(summed.month_fen) over () > 0 then coalesce(summed.month_fen, 0) end as month_fen,
    case when count(summed.amount_fen) over () > 0 then coalesce(summed.amount_fen, 0) end
        as amount_fen,
    case when count(summed.prior_month_fen) over () > 0 then coalesce(summed.prior_month_fen, 0) end
        as prior_month_fen,
    case when count(summed.prior_fen) over () > 0 then coalesce(summed.prior_fen, 0) end as prior_fen
from listed
full join summed on listed.category = summed.category and listed.name = summed.name
cross join chosen
order by category, level1_code, level1_name
