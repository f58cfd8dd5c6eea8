-- title = "经费流向"
-- purpose = "期初结余加收入、代收，减支出、上解，到期末结余；与上年同期比。"
-- grain = "一行一步，共七步；减少为负"
-- sources = ["fund_movement", "opening", "unit_tree", "month_calendar"]
-- basis = "结余 = 结余（结转）类净资产 + 应付上级经费。期初取余额表期初，否则上期期末；更早的已知时点加其后各年凭证推算，中间缺一年就不推算。期间内有收支的单位缺期初的，期初和期末为未填报；期间内没有任何变动的，各步和期末为未填报。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- step_no = { type = "integer", label = "序" }
-- step = { type = "list", label = "步骤" }
-- label = { type = "text", label = "项目" }
-- amount_fen = { type = "money", unit = "分", label = "本期" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- basis = { type = "text", label = "依据" }
-- missing_units = { type = "integer", unit = "个", label = "缺期初的单位" }
-- [lines.rows]
-- query = "finance_flow_rows"
-- keys = { step = "step" }
-- adds = { amount_fen = "signed_fen" }
with
unit_movement as (
    select
        coalesce(movement.unit_id, '') as unit_id,
        movement.category,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last,
        sum(
            case
                when movement.category in ('expenditure', 'remitted') then -movement.amount_fen
                else movement.amount_fen
            end
        )::bigint as signed_fen
    from fund_movement as movement
    where
        $unit is null
        or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        )
    group by
        coalesce(movement.unit_id, ''),
        movement.category,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last
),
known_point as (
    select
        coalesce(point.unit_id, '') as unit_id,
        point.month,
        min(point.basis) as basis,
        sum(point.amount_fen)::bigint as amount_fen
    from opening as point
    where
        $unit is null
        or point.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        )
    group by coalesce(point.unit_id, ''), point.month
),
earliest as (
    select min(found.month) as month
    from (
        select unit_movement.first_month as month from unit_movement
        union all
        select known_point.month from known_point
    ) as found
),
span as (
    select
        'now' as name,
        coalesce(cast($from as varchar), earliest.month) as from_month,
        coalesce(cast($to as varchar), '9999-12') as to_month
    from earliest
    union all
    select
        'prior' as name,
        cast(cast(substr($from, 1, 4) as integer) - 1 as varchar) || substr($from, 5)
            as from_month,
        cast(cast(substr($to, 1, 4) as integer) - 1 as varchar) || substr($to, 5) as to_month
    where $from is not null and $to is not null
),
moved as (
    select
        span.name as span,
        unit_movement.unit_id,
        unit_movement.category,
        unit_movement.signed_fen
    from unit_movement
    inner join span
        on
            unit_movement.first_month >= span.from_month
            and unit_movement.last_month < span.to_month
            and (
                unit_movement.wider_first is null
                or unit_movement.wider_first < span.from_month
                or unit_movement.wider_last >= span.to_month
            )
),
anchor_month as (
    select
        span.name as span,
        span.from_month,
        known_point.unit_id,
        max(known_point.month) as month
    from known_point
    inner join span on known_point.month <= span.from_month
    group by span.name, span.from_month, known_point.unit_id
),
anchor as (
    select
        anchor_month.span,
        anchor_month.unit_id,
        anchor_month.month,
        anchor_month.from_month,
        known_point.basis,
        known_point.amount_fen,
        until.year - since.year as years_between
    from anchor_month
    inner join known_point
        on anchor_month.unit_id = known_point.unit_id and anchor_month.month = known_point.month
    inner join month_calendar as since on anchor_month.month = since.month
    inner join month_calendar as until on anchor_month.from_month = until.month
),
carried as (
    select
        anchor.span,
        anchor.unit_id,
        sum(unit_movement.signed_fen)::bigint as signed_fen,
        count(distinct case when calendar.year < until.year then calendar.year end) as years_held
    from anchor
    inner join unit_movement
        on
            anchor.unit_id = unit_movement.unit_id
            and unit_movement.first_month >= anchor.month
            and unit_movement.last_month < anchor.from_month
            and (
                unit_movement.wider_first is null
                or unit_movement.wider_first < anchor.month
                or unit_movement.wider_last >= anchor.from_month
            )
    inner join month_calendar as calendar on unit_movement.first_month = calendar.month
    inner join month_calendar as until on anchor.from_month = until.month
    group by anchor.span, anchor.unit_id
),
opened as (
    select
        anchor.span,
        anchor.unit_id,
        anchor.amount_fen + coalesce(carried.signed_fen, 0) as amount_fen,
        case when carried.unit_id is null then anchor.basis else '余额表加凭证推算' end as basis
    from anchor
    left join carried on anchor.span = carried.span and anchor.unit_id = carried.unit_id
    where anchor.years_between = coalesce(carried.years_held, 0)
),
concerned as (
    select
        moved.span,
        moved.unit_id
    from moved
    union
    select
        opened.span,
        opened.unit_id
    from opened
),
start as (
    select
        concerned.span,
        count(case when opened.unit_id is null then 1 end) as missing_units,
        sum(opened.amount_fen)::bigint as amount_fen,
        case
            when count(case when opened.unit_id is null then 1 end) > 0 then '未填报'
            when min(opened.basis) = max(opened.basis) then min(opened.basis)
            else '余额表；部分单位推算'
        end as basis
    from concerned
    left join opened on concerned.span = opened.span and concerned.unit_id = opened.unit_id
    group by concerned.span
),
change as (
    select
        moved.span,
        moved.category,
        sum(moved.signed_fen)::bigint as signed_fen
    from moved
    group by moved.span, moved.category
),
change_total as (
    select
        change.span,
        sum(change.signed_fen)::bigint as signed_fen
    from change
    group by change.span
),
step as (
    select
        listed.step_no,
        listed.step,
        listed.label
    from (
        values
        (1, 'opening', '期初结余'),
        (2, 'income', '收入'),
        (3, 'collected', '代收应上解'),
        (4, 'expenditure', '支出'),
        (5, 'remitted', '上解'),
        (6, 'other', '其他净资产变动'),
        (7, 'closing', '期末结余')
    ) as listed(step_no, step, label)
),
told as (
    select
        start.span,
        step.step_no,
        step.step,
        step.label,
        case
            when step.step = 'opening' and start.missing_units = 0 then start.amount_fen
            when step.step = 'closing' and start.missing_units = 0
                then start.amount_fen + change_total.signed_fen
            when step.step not in ('opening', 'closing') and change_total.span is not null
                then coalesce(change.signed_fen, 0)
        end as amount_fen,
        case when step.step in ('opening', 'closing') then start.basis end as basis,
        start.missing_units
    from start
    cross join step
    left join change on start.span = change.span and step.step = change.category
    left join change_total on start.span = change_total.span
)
select
    step.step_no::bigint as step_no,
    step.step,
    step.label,
    now.amount_fen,
    prior.amount_fen as prior_fen,
    now.basis,
    now.missing_units
from step
left join told as now on step.step = now.step and now.span = 'now'
left join told as prior on step.step = prior.step and prior.span = 'prior'
order by step_no
