-- title = "经费流向明细"
-- purpose = "经费流向每一步的数字打开到这里；期末是全部的行。"
-- grain = "一行一条凭证分录或余额表行"
-- sources = ["fund_movement", "opening", "unit_tree", "unit_name", "month_calendar"]
-- basis = "与经费流向同一口径；减少为负。期初由更早的时点推算时，列出那一时点的余额表行和其后的变动。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- step = { type = "list", label = "步骤", allowed = ["opening", "income", "collected", "expenditure", "remitted", "other", "closing"] }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- step = { type = "list", label = "步骤" }
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { type = "period", label = "期间" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- signed_fen = { type = "money", unit = "分", label = "金额（减少为负）" }
with
reach as (
    select
        tree.unit_id,
        tree.ancestor_id
    from unit_tree as tree
    where tree.ancestor_id = $unit
),
held as (
    select
        movement.source,
        movement.batch,
        movement.row_no,
        movement.line,
        movement.unit_id,
        movement.period,
        movement.first_month,
        movement.last_month,
        movement.wider_first,
        movement.wider_last,
        movement.category,
        movement.voucher_date,
        movement.word,
        movement.number,
        movement.summary,
        movement.account_name,
        case
            when movement.category in ('expenditure', 'remitted') then -movement.amount_fen
            else movement.amount_fen
        end as signed_fen
    from fund_movement as movement
    where $unit is null or movement.unit_id in (select reach.unit_id from reach)
),
point as (
    select
        opening.batch,
        opening.row_no,
        opening.line,
        opening.unit_id,
        opening.month,
        opening.period,
        opening.account_name,
        opening.amount_fen
    from opening
    where $unit is null or opening.unit_id in (select reach.unit_id from reach)
),
span as (
    select
        coalesce(cast($from as varchar), min(found.month)) as from_month,
        coalesce(cast($to as varchar), '9999-12') as to_month
    from (
        select min(held.first_month) as month from held
        union all
        select min(point.month) as month from point
    ) as found
),
anchor as (
    select
        coalesce(point.unit_id, '') as unit_id,
        max(point.month) as month
    from point
    cross join span
    where point.month <= span.from_month
    group by coalesce(point.unit_id, '')
),
before_span as (
    select
        held.source,
        held.batch,
        held.row_no,
        held.line,
        held.unit_id,
        held.period,
        held.voucher_date,
        held.word,
        held.number,
        held.summary,
        held.account_name,
        held.signed_fen,
        calendar.year
    from held
    inner join anchor on coalesce(held.unit_id, '') = anchor.unit_id
    cross join span
    inner join month_calendar as calendar on held.first_month = calendar.month
    where
        held.first_month >= anchor.month
        and held.last_month < span.from_month
        and (
            held.wider_first is null
            or held.wider_first < anchor.month
            or held.wider_last >= span.from_month
        )
),
-- an opening is carried forward only over years that all have rows, as in finance_flow
carried_unit as (
    select anchor.unit_id
    from anchor
    cross join span
    inner join month_calendar as since on anchor.month = since.month
    inner join month_calendar as until on span.from_month = until.month
    left join before_span as earlier on anchor.unit_id = coalesce(earlier.unit_id, '')
    group by anchor.unit_id, since.year, until.year
    having
        count(distinct case when earlier.year < until.year then earlier.year end)
        = until.year - since.year
),
found as (
    select
        'opening' as step,
        'balance' as source,
        point.batch,
        point.row_no,
        point.line,
        point.unit_id,
        point.period,
        cast(null as date) as voucher_date,
        cast(null as varchar) as word,
        cast(null as varchar) as number,
        cast(null as varchar) as summary,
        point.account_name,
        point.amount_fen as signed_fen
    from point
    inner join anchor
        on coalesce(point.unit_id, '') = anchor.unit_id and point.month = anchor.month
    inner join carried_unit on anchor.unit_id = carried_unit.unit_id
    union all
    select
        'opening' as step,
        earlier.source,
        earlier.batch,
        earlier.row_no,
        earlier.line,
        earlier.unit_id,
        earlier.period,
        earlier.voucher_date,
        earlier.word,
        earlier.number,
        earlier.summary,
        earlier.account_name,
        earlier.signed_fen
    from before_span as earlier
    inner join carried_unit on coalesce(earlier.unit_id, '') = carried_unit.unit_id
    union all
    select
        held.category as step,
        held.source,
        held.batch,
        held.row_no,
        held.line,
        held.unit_id,
        held.period,
        held.voucher_date,
        held.word,
        held.number,
        held.summary,
        held.account_name,
        held.signed_fen
    from held
    cross join span
    where
        held.first_month >= span.from_month
        and held.last_month < span.to_month
        and (
            held.wider_first is null
            or held.wider_first < span.from_month
            or held.wider_last >= span.to_month
        )
)
select
    found.step,
    found.source as ledger,
    found.batch,
    found.row_no,
    found.line,
    found.unit_id,
    named.name as unit_name,
    found.period,
    found.voucher_date,
    found.word,
    found.number,
    found.summary,
    found.account_name,
    found.signed_fen
from found
left join unit_name as named on found.unit_id = named.unit_id
where $step is null or $step = 'closing' or found.step = $step
order by period, batch, row_no, step
limit $limit
