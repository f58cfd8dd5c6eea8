-- title = "经费流向的行"
-- purpose = "结余的已知时点和其后的每一笔变动，供经费流向打开。"
-- grain = "一行作为时点的余额表行，或一行经费变动"
-- sources = ["opening", "fund_movement"]
-- basis = "减少为负。"
-- measure = "table"
-- [columns]
-- step = { type = "list", label = "步骤" }
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- period = { type = "period", label = "期间" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- signed_fen = { type = "money", unit = "分", label = "金额（减少为负）" }
select
    'opening' as step,
    'balance' as ledger,
    opening.batch,
    opening.row_no,
    opening.line,
    opening.unit_id,
    opening.period,
    opening.month as first_month,
    opening.month as last_month,
    cast(null as varchar) as wider_first,
    cast(null as varchar) as wider_last,
    cast(null as date) as voucher_date,
    cast(null as varchar) as word,
    cast(null as varchar) as number,
    cast(null as varchar) as summary,
    opening.account_name,
    opening.amount_fen as signed_fen
from opening
union all
select
    movement.category,
    movement.ledger,
    movement.batch,
    movement.row_no,
    movement.line,
    coalesce(movement.unit_id, '（未填）'),
    movement.period,
    movement.first_month,
    movement.last_month,
    movement.wider_first,
    movement.wider_last,
    movement.voucher_date,
    movement.word,
    movement.number,
    movement.summary,
    movement.account_name,
    case when movement.category in ('expenditure', 'remitted') then -movement.amount_fen
        else movement.amount_fen end
from fund_movement as movement
