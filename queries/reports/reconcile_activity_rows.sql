-- title = "活动支出与凭证对账明细"
-- purpose = "一次活动的台账行和写明此活动的支出分录。"
-- grain = "一行活动台账的一行，或一条支出分录"
-- sources = ["entry", "activity", "unit_name"]
-- basis = "与活动支出与凭证对账同一口径。"
-- measure = "table"
-- [parameters]
-- activity = { type = "identifier", label = "活动编号" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- activity_id = { of = "activity" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- booked_date = { type = "date", label = "日期" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- reported_fen = { type = "money", unit = "分", label = "台账支出" }
-- booked_fen = { type = "money", unit = "分", label = "凭证支出" }
with
found as (
    select
        'activity' as ledger,
        activity.batch,
        activity.row_no,
        activity.line,
        activity.activity_id,
        activity.unit_id,
        activity.start_date as booked_date,
        cast(null as varchar) as word,
        cast(null as varchar) as number,
        activity.title as summary,
        cast(null as varchar) as account_name,
        activity.cost_amount_fen as reported_fen,
        cast(null as bigint) as booked_fen
    from activity
    where activity.cost_amount_fen is not null
    union all
    select
        'voucher' as ledger,
        entry.batch,
        entry.row_no,
        entry.line,
        entry.activity_id,
        entry.unit_id,
        entry.voucher_date as booked_date,
        entry.word,
        entry.number,
        entry.summary,
        entry.account_name,
        cast(null as bigint) as reported_fen,
        entry.amount_fen as booked_fen
    from entry
    where
        entry.activity_id is not null
        and entry.nature = 'expenditure'
        and not entry.is_closing
)
select
    found.ledger,
    found.batch,
    found.row_no,
    found.line,
    found.activity_id,
    found.unit_id,
    named.name as unit_name,
    found.booked_date,
    found.word,
    found.number,
    found.summary,
    found.account_name,
    found.reported_fen,
    found.booked_fen
from found
left join unit_name as named on found.unit_id = named.unit_id
where $activity is null or found.activity_id = $activity
order by activity_id, booked_date, batch, row_no
