-- title = "活动支出的行"
-- purpose = "写明活动的支出分录，和活动台账所填的支出。"
-- grain = "一行一条支出分录，或活动台账的一行"
-- sources = ["entry", "activity"]
-- basis = "支出科目、非年末结转、写明活动编号的分录。两边是同一笔钱的两种说法，绝不相加。"
-- measure = "table"
-- stored = true
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- activity_id = { of = "activity" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- booked_date = { type = "date", label = "日期" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
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
    entry.amount_fen
from entry
where
    entry.activity_id is not null
    and entry.nature = 'expenditure'
    and not entry.is_closing
union all
select
    'activity',
    activity.batch,
    activity.row_no,
    activity.line,
    activity.activity_id,
    activity.unit_id,
    activity.start_date,
    null,
    null,
    activity.title,
    null,
    activity.cost_amount_fen
from activity
where activity.cost_amount_fen is not null and activity.activity_id is not null
