-- title = "各月月初结余"
-- purpose = "每个单位每个月月初的结余：余额表所说的，或由更早的时点加其后的变动推算的。"
-- grain = "一行一个单位一个月，从第一个已知时点起，本期一行、作为下年的上年同期一行；推算不出的没有行"
-- sources = ["opening", "fund_sum", "month_calendar"]
-- basis = "最近的已知时点，加其后到该月之前的变动；其间每个完整会计年度都要有变动，缺一年就不推算。"
-- measure = "table"
-- stored = true
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月份" }
-- anchor_month = { type = "month", label = "已知时点" }
-- amount_fen = { type = "money", unit = "分", label = "月初结余" }
-- basis = { type = "list", label = "依据" }
with
point as (
    select
        opening.unit_id,
        opening.month,
        calendar.year,
        min(opening.basis) as basis,
        sum(opening.amount_fen)::bigint as amount_fen,
        lead(opening.month) over (partition by opening.unit_id order by opening.month)
            as next_point
    from opening
    inner join month_calendar as calendar on opening.month = calendar.month
    group by opening.unit_id, opening.month, calendar.year
),
target as (
    select
        point.unit_id,
        point.month as anchor_month,
        point.basis,
        point.amount_fen,
        point.year as anchor_year,
        calendar.month,
        calendar.year
    from point
    inner join month_calendar as calendar
        on
            point.month <= calendar.month
            and (point.next_point is null or calendar.month < point.next_point)
            and calendar.year <= year(cast(getvariable('today') as date)) + 1
),
carried as (
    select
        target.unit_id,
        target.month,
        sum(
            movement.amount_fen
            * case when movement.category in ('expenditure', 'remitted') then -1 else 1 end
        )::bigint as signed_fen,
        count(distinct case when held.year < target.year then held.year end) as years_held
    from target
    inner join fund_sum as movement
        on
            movement.span = 'now'
            and target.unit_id = movement.unit_id
            and target.anchor_month <= movement.first_month
            and movement.last_month < target.month
            and (
                movement.wider_first is null
                or movement.wider_first < target.anchor_month
                or movement.wider_last >= target.month
            )
    inner join month_calendar as held on movement.first_month = held.month
    group by target.unit_id, target.month
)
select
    shift.span,
    target.unit_id,
    case when shift.span = 'now' then target.month
        else cast(cast(substr(target.month, 1, 4) as bigint) + 1 as varchar)
            || substr(target.month, 5) end as month,
    target.anchor_month,
    target.amount_fen + coalesce(carried.signed_fen, 0) as amount_fen,
    case when carried.unit_id is null then target.basis else '余额表加变动推算' end as basis
from target
cross join (values ('now'), ('prior')) as shift(span)
left join carried on target.unit_id = carried.unit_id and target.month = carried.month
where target.year - target.anchor_year = coalesce(carried.years_held, 0)
