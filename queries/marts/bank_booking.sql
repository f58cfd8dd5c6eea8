-- title = "银行流水与银行存款"
-- purpose = "银行和电子钱包的每笔流水，与银行存款的每条分录一对一配上；只用于对账，绝不与凭证相加。"
-- grain = "一行一笔流水，或一条银行存款分录"
-- sources = ["bank", "entry"]
-- basis = "同一单位、同一方向、同一金额：先配同一天的，再按日期先后配相差31天以内的。不计收支的流水和已关闭、失败的交易不参加。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- booked_date = { type = "date", label = "日期" }
-- month = { type = "month", label = "月份" }
-- direction = { type = "list", label = "收支" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- is_matched = { type = "boolean", label = "已配上" }
with
side as (
    select
        'bank' as ledger,
        bank.batch,
        bank.row_no,
        bank.line,
        coalesce(bank.unit_id, '（未填）') as unit_id,
        bank.booked_date,
        strftime(bank.booked_date, '%Y-%m') as month,
        bank.direction,
        bank.amount_fen
    from bank
    where
        bank.direction in ('收入', '支出')
        and coalesce(bank.status, '') not like '%关闭%'
        and coalesce(bank.status, '') not like '%失败%'
    union all
    select
        'voucher' as ledger,
        entry.batch,
        entry.row_no,
        entry.line,
        coalesce(entry.unit_id, '（未填）') as unit_id,
        entry.voucher_date as booked_date,
        entry.month,
        '收入' as direction,
        entry.debit_fen as amount_fen
    from entry
    where entry.level1_name = '银行存款' and entry.debit_fen <> 0
    union all
    select
        'voucher' as ledger,
        entry.batch,
        entry.row_no,
        entry.line,
        coalesce(entry.unit_id, '（未填）') as unit_id,
        entry.voucher_date as booked_date,
        entry.month,
        '支出' as direction,
        entry.credit_fen as amount_fen
    from entry
    where entry.level1_name = '银行存款' and entry.credit_fen <> 0
),
same_day as (
    select
        side.ledger,
        side.batch,
        side.row_no,
        side.line,
        side.unit_id,
        side.booked_date,
        side.month,
        side.direction,
        side.amount_fen,
        row_number() over (
            partition by
                side.ledger, side.unit_id, side.direction, side.amount_fen, side.booked_date
            order by side.batch, side.row_no
        ) as place
    from side
),
day_count as (
    select
        same_day.unit_id,
        same_day.direction,
        same_day.amount_fen,
        same_day.booked_date,
        least(
            max(case when same_day.ledger = 'bank' then same_day.place else 0 end),
            max(case when same_day.ledger = 'voucher' then same_day.place else 0 end)
        ) as pairs
    from same_day
    group by same_day.unit_id, same_day.direction, same_day.amount_fen, same_day.booked_date
),
told as (
    select
        same_day.ledger,
        same_day.batch,
        same_day.row_no,
        same_day.line,
        same_day.unit_id,
        same_day.booked_date,
        same_day.month,
        same_day.direction,
        same_day.amount_fen,
        same_day.place <= day_count.pairs as is_paired
    from same_day
    inner join day_count
        on
            same_day.unit_id = day_count.unit_id
            and same_day.direction = day_count.direction
            and same_day.amount_fen = day_count.amount_fen
            and same_day.booked_date = day_count.booked_date
),
left_over as (
    select
        told.ledger,
        told.batch,
        told.row_no,
        told.unit_id,
        told.booked_date,
        told.direction,
        told.amount_fen,
        row_number() over (
            partition by told.ledger, told.unit_id, told.direction, told.amount_fen
            order by told.booked_date, told.batch, told.row_no
        ) as place
    from told
    where not told.is_paired
),
near as (
    select
        ours.batch as voucher_batch,
        ours.row_no as voucher_row_no,
        theirs.batch as bank_batch,
        theirs.row_no as bank_row_no,
        ours.direction
    from left_over as ours
    inner join left_over as theirs
        on
            ours.ledger = 'voucher'
            and theirs.ledger = 'bank'
            and ours.unit_id = theirs.unit_id
            and ours.direction = theirs.direction
            and ours.amount_fen = theirs.amount_fen
            and ours.place = theirs.place
            and abs(ours.booked_date - theirs.booked_date) <= 31
)
select
    told.ledger,
    told.batch,
    told.row_no,
    told.line,
    told.unit_id,
    told.booked_date,
    told.month,
    told.direction,
    told.amount_fen,
    told.is_paired or ours.voucher_batch is not null or theirs.bank_batch is not null
        as is_matched
from told
left join near as ours
    on
        told.ledger = 'voucher'
        and told.batch = ours.voucher_batch
        and told.row_no = ours.voucher_row_no
        and told.direction = ours.direction
left join near as theirs
    on
        told.ledger = 'bank'
        and told.batch = theirs.bank_batch
        and told.row_no = theirs.bank_row_no
