-- title = "银行流水与银行存款对账"
-- purpose = "每个单位每个月，银行收付和账上银行存款借贷是否一致，各有几笔没有配上。"
-- grain = "一行一个单位一个月"
-- sources = ["bank_booking", "unit_tree", "unit_name"]
-- basis = "银行收入对银行存款借方，银行支出对贷方；差额 = 银行 − 账上。银行流水只对账，不计入收支。没有银行流水的单位不列。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- month = { type = "month", label = "月份" }
-- bank_in_fen = { type = "money", unit = "分", label = "银行收入" }
-- voucher_in_fen = { type = "money", unit = "分", label = "账上借方" }
-- difference_in_fen = { type = "money", unit = "分", label = "收入差额" }
-- bank_out_fen = { type = "money", unit = "分", label = "银行支出" }
-- voucher_out_fen = { type = "money", unit = "分", label = "账上贷方" }
-- difference_out_fen = { type = "money", unit = "分", label = "支出差额" }
-- bank_unmatched = { type = "integer", unit = "笔", label = "银行未配上" }
-- voucher_unmatched = { type = "integer", unit = "笔", label = "账上未配上" }
-- [lines.rows]
-- query = "reconcile_bank_rows"
-- keys = { only_unit = "unit_id", month = "month" }
-- adds = { bank_in_fen = "bank_in_fen", voucher_in_fen = "voucher_in_fen", bank_out_fen = "bank_out_fen", voucher_out_fen = "voucher_out_fen" }
-- [lines.bank_unmatched]
-- query = "reconcile_bank_rows"
-- keys = { only_unit = "unit_id", month = "month" }
-- fixed = { ledger = "bank", matched = false }
-- adds = { bank_unmatched = "*" }
-- [lines.voucher_unmatched]
-- query = "reconcile_bank_rows"
-- keys = { only_unit = "unit_id", month = "month" }
-- fixed = { ledger = "voucher", matched = false }
-- adds = { voucher_unmatched = "*" }
with
summed as (
    select
        booking.unit_id,
        booking.month,
        sum(case when side.name = 'bank收入' then booking.amount_fen else 0 end)::bigint
            as bank_in_fen,
        sum(case when side.name = 'voucher收入' then booking.amount_fen else 0 end)::bigint
            as voucher_in_fen,
        sum(case when side.name = 'bank支出' then booking.amount_fen else 0 end)::bigint
            as bank_out_fen,
        sum(case when side.name = 'voucher支出' then booking.amount_fen else 0 end)::bigint
            as voucher_out_fen,
        count(case when booking.ledger = 'bank' and not booking.is_matched then 1 end)
            as bank_unmatched,
        count(case when booking.ledger = 'voucher' and not booking.is_matched then 1 end)
            as voucher_unmatched
    from bank_booking as booking
    inner join (values ('bank收入'), ('bank支出'), ('voucher收入'), ('voucher支出')) as side(name)
        on booking.ledger || booking.direction = side.name
    where
        ($from is null or booking.month >= $from)
        and ($to is null or booking.month < $to)
        and ($unit is null or booking.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by booking.unit_id, booking.month
)
select
    summed.unit_id,
    coalesce(named.name, summed.unit_id) as unit_name,
    summed.month,
    summed.bank_in_fen,
    summed.voucher_in_fen,
    summed.bank_in_fen - summed.voucher_in_fen as difference_in_fen,
    summed.bank_out_fen,
    summed.voucher_out_fen,
    summed.bank_out_fen - summed.voucher_out_fen as difference_out_fen,
    summed.bank_unmatched,
    summed.voucher_unmatched
from summed
left join unit_name as named on summed.unit_id = named.unit_id
order by month, unit_id
