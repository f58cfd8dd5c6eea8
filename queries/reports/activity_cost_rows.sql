-- title = "活动支出明细"
-- purpose = "一次活动的支出打开到这里：写明此活动的支出分录；没有的是活动台账所填的那一行。"
-- grain = "一行一条支出分录或活动台账的一行"
-- sources = ["activity_cost", "activity_result", "unit_tree", "unit_name"]
-- basis = "写明此活动的支出分录，年末结转不计；没有这样的分录时，是活动台账所填的。"
-- measure = "table"
-- [parameters]
-- activity = { type = "identifier", label = "活动编号" }
-- activity_kind = { type = "list", label = "活动类型" }
-- unit = { type = "identifier", label = "主办单位（含下级）" }
-- from = { type = "month", label = "活动起始月" }
-- to = { type = "month", label = "活动截止月（不含）" }
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
    cost.amount_fen
from activity_cost as cost
left join unit_name as named on cost.unit_id = named.unit_id
where
    ($activity is null or cost.activity_id = $activity)
    and cost.activity_id in (
        select held.activity_id from activity_result as held
        where
            coalesce(held.month >= $from, true) and coalesce(held.month < $to, true)
            and ($activity_kind is null or coalesce(held.kind, '（未填）') = $activity_kind)
            and ($unit is null or held.unit_id is null or held.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            ))
    )
    and (
        cost.ledger = 'voucher'
        or cost.activity_id not in (
            select booked.activity_id from activity_cost as booked where booked.ledger = 'voucher'
        )
    )
order by booked_date, batch, row_no
