-- title = "余额表各行的凭证发生额"
-- purpose = "余额表每一行，凭证里属于它的借方、贷方各合计多少，含和不含年末结转。"
-- grain = "一行余额表的一行；单位在期间内没有凭证的没有行"
-- sources = ["balance_line", "balance_booking", "booked_month"]
-- basis = "有凭证而没有属于它的分录的，合计为0。净额按科目方向为正，不含年末结转。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- open_debit_fen = { type = "money", unit = "分", label = "借方（不含结转）" }
-- open_credit_fen = { type = "money", unit = "分", label = "贷方（不含结转）" }
-- open_amount_fen = { type = "money", unit = "分", label = "净额（不含结转）" }
with
summed as (
    select
        booking.balance_batch,
        booking.balance_row,
        sum(booking.debit_fen)::bigint as debit_fen,
        sum(booking.credit_fen)::bigint as credit_fen,
        sum(case when booking.is_closing then 0 else booking.debit_fen end)::bigint
            as open_debit_fen,
        sum(case when booking.is_closing then 0 else booking.credit_fen end)::bigint
            as open_credit_fen
    from balance_booking as booking
    group by booking.balance_batch, booking.balance_row
),
kept as (
    select distinct
        stated.batch,
        stated.row_no,
        stated.nature
    from balance_line as stated
    inner join booked_month
        on
            coalesce(stated.unit_id, '') = booked_month.unit_id
            and booked_month.month >= stated.first_month
            and booked_month.month <= stated.last_month
)
select
    kept.batch,
    kept.row_no,
    coalesce(summed.debit_fen, 0) as debit_fen,
    coalesce(summed.credit_fen, 0) as credit_fen,
    coalesce(summed.open_debit_fen, 0) as open_debit_fen,
    coalesce(summed.open_credit_fen, 0) as open_credit_fen,
    (coalesce(summed.open_debit_fen, 0) - coalesce(summed.open_credit_fen, 0))
    * case when kept.nature in ('asset', 'expenditure') then 1 else -1 end as open_amount_fen
from kept
left join summed on kept.batch = summed.balance_batch and kept.row_no = summed.balance_row
