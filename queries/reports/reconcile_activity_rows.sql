-- title = "活动支出与凭证对账明细"
-- purpose = "一次活动的台账行和写明此活动的支出分录。"
-- grain = "一行活动台账的一行，或一条支出分录"
-- sources = ["activity_cost", "unit_name"]
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
select
    cost.ledger,
    cost.batch,
    cost.row_no,
    cost.line,
    cost.activity_id,
    cost.unit_id,
    named.name as unit_name,
    cost.booked_date,
    cost.word,
    cost.number,
    cost.summary,
    cost.account_name,
    case when cost.ledger = 'activity' then cost.amount_fen end as reported_fen,
    case when cost.ledger = 'voucher' then cost.amount_fen end as booked_fen
from activity_cost as cost
left join unit_name as named on cost.unit_id = named.unit_id
where $activity is null or cost.activity_id = $activity
order by activity_id, ledger, booked_date, batch, row_no
