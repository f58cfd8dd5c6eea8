-- title = "银行流水与银行存款"
-- purpose = "银行流水与银行存款分录一对一配上；只用于对账，绝不与凭证相加。"
-- grain = "一行一笔流水，或一条银行存款分录的一方"
-- sources = ["bank_side"]
-- basis = "同一单位、同一方向、同一金额：先配同一天的，再按日期先后配相差31天以内的。没有银行流水的单位不对账。"
-- measure = "table"
-- stored = true
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- booked_date = { type = "date", label = "日期" }
-- month = { type = "month", label = "月份" }
-- direction = { type = "list", label = "收支" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- is_matched = { type = "boolean", label = "已配上" }
with
day_count as (
    select
        side.unit_id, side.direction, side.amount_fen, side.booked_date,
        count(case when side.ledger = 'bank' then 1 end) as bank_count,
        count(case when side.ledger = 'voucher' then 1 end) as voucher_count
    from bank_side as side
    group by side.unit_id, side.direction, side.amount_fen, side.booked_date
),
-- days of unequal counts, few where books are kept well: there the first ones pair, in order
unequal as (
    select
        side.ledger, side.batch, side.row_no, side.unit_id, side.booked_date, side.direction,
        side.amount_fen,
        least(day_count.bank_count, day_count.voucher_count) as pairs,
        row_number() over (
            partition by
                side.ledger, side.unit_id, side.direction, side.amount_fen, side.booked_date
            order by side.batch, side.row_no
        ) as place
    from bank_side as side
    inner join day_count
        on
            side.unit_id = day_count.unit_id
            and side.direction = day_count.direction
            and side.amount_fen = day_count.amount_fen
            and side.booked_date = day_count.booked_date
            and day_count.bank_count <> day_count.voucher_count
),
left_over as (
    select
        unequal.ledger, unequal.batch, unequal.row_no, unequal.unit_id, unequal.booked_date,
        unequal.direction, unequal.amount_fen,
        row_number() over (
            partition by
                unequal.ledger, unequal.unit_id, unequal.direction, unequal.amount_fen
            order by unequal.booked_date, unequal.batch, unequal.row_no
        ) as place
    from unequal
    where unequal.place > unequal.pairs
),
lone as (
    select ours.ledger, ours.batch, ours.row_no, ours.direction
    from left_over as ours
    left join left_over as theirs
        on
            ours.ledger <> theirs.ledger
            and ours.unit_id = theirs.unit_id
            and ours.direction = theirs.direction
            and ours.amount_fen = theirs.amount_fen
            and ours.place = theirs.place
            and abs(ours.booked_date - theirs.booked_date) <= 31
    where theirs.batch is null
)
select
    side.ledger, side.batch, side.row_no, side.line, side.unit_id, side.booked_date,
    side.month, side.direction, side.amount_fen,
    lone.batch is null as is_matched
from bank_side as side
left join lone
    on
        side.ledger = lone.ledger
        and side.batch = lone.batch
        and side.row_no = lone.row_no
        and side.direction = lone.direction
where side.unit_id in (select held.unit_id from bank_side as held where held.ledger = 'bank')
