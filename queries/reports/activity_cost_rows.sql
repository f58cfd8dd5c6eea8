-- title = "活动支出明细"
-- purpose = "一次活动的支出打开到这里：写明此活动的支出分录；没有的是活动台账所填的那一行。"
-- grain = "一行一条支出分录或活动台账的一行"
-- sources = ["entry", "activity", "unit_name"]
-- basis = "支出科目、非年末结转、写明活动编号的分录。"
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
-- amount_fen = { type = "money", unit = "分", label = "金额" }
with
booked as (
    select
        entry.batch,
        entry.row_no,
        entry.line,
        entry.activity_id,
        entry.unit_id,
        entry.voucher_date,
        entry.word,
        entry.number,
        entry.summary,
        entry.account_name,
        entry.amount_fen
    from entry
    where
        entry.activity_id is not null
        and entry.nature = 'expenditure'
        and not entry.is_closing
        and ($activity is null or entry.activity_id = $activity)
),
found as (
    select
        'voucher' as ledger,
        booked.batch,
        booked.row_no,
        booked.line,
        booked.activity_id,
        booked.unit_id,
        booked.voucher_date as booked_date,
        booked.word,
        booked.number,
        booked.summary,
        booked.account_name,
        booked.amount_fen
    from booked
    union all
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
        activity.cost_amount_fen as amount_fen
    from activity
    where
        activity.cost_amount_fen is not null
        and ($activity is null or activity.activity_id = $activity)
        and activity.activity_id not in (select booked.activity_id from booked)
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
    found.amount_fen
from found
left join unit_name as named on found.unit_id = named.unit_id
order by booked_date, batch, row_no
