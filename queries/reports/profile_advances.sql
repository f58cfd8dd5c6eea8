-- title = "没有结清的往来款"
-- purpose = "借出款、其他应收、暂付、预付、备用金里，还没有还回来的每一笔，从哪天起。"
-- grain = "一行一条还没有结清的借方分录"
-- sources = ["audit_line", "unit_tree", "unit_name"]
-- basis = "到期末为止，按单位、科目、往来对象，贷方（归还）先抵最早的借方，抵不完的借方就是没结清的。只看已装载的凭证，不含更早的期初数；对象没有写的合在一起抵，可能个人的名称已遮盖，遮盖后同名的合在一起。"
-- measure = "table"
-- sums = ["open_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- to = { type = "month", label = "截止月（不含）" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_name = { type = "text", label = "单位" }
-- account_name = { of = "voucher" }
-- payee = { of = "voucher" }
-- voucher_date = { of = "voucher" }
-- debit_fen = { of = "voucher" }
-- open_fen = { type = "money", unit = "分", label = "没结清" }
-- days = { type = "integer", unit = "天", label = "到期末已有" }
with
moved as (
    select
        line.batch, line.row_no, line.line, line.unit_id, line.account_name,
        coalesce(line.payee, '（未填）') as payee,
        line.voucher_date,
        greatest(line.debit_fen, 0) + greatest(-line.credit_fen, 0) as lent_fen,
        greatest(line.credit_fen, 0) + greatest(-line.debit_fen, 0) as back_fen
    from audit_line as line
    where
        line.nature = 'asset'
        and regexp_matches(
            coalesce(line.level1_name, '') || coalesce(line.account_name, ''),
            '借出款|其他应收|暂付|预付|备用金'
        )
        and ($to is null or line.voucher_date < cast($to || '-01' as date))
        and ($unit is null or line.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
summed as (
    select
        moved.batch, moved.row_no, moved.line, moved.unit_id, moved.account_name, moved.payee,
        moved.voucher_date, moved.lent_fen,
        sum(moved.back_fen) over whole as back_fen,
        sum(moved.lent_fen) over up as lent_so_far_fen
    from moved
    window
        whole as (partition by moved.unit_id, moved.account_name, moved.payee),
        up as (
            partition by moved.unit_id, moved.account_name, moved.payee
            order by moved.voucher_date, moved.batch, moved.row_no
            rows between unbounded preceding and current row
        )
)
select
    summed.batch,
    summed.row_no,
    summed.line,
    coalesce(named.name, summed.unit_id) as unit_name,
    summed.account_name,
    summed.payee,
    summed.voucher_date,
    summed.lent_fen as debit_fen,
    least(summed.lent_fen, summed.lent_so_far_fen - summed.back_fen)::bigint as open_fen,
    date_diff('day', summed.voucher_date, coalesce(
        cast($to || '-01' as date), cast(getvariable('today') as date)
    )) as days
from summed
left join unit_name as named on summed.unit_id = named.unit_id
where summed.lent_fen > 0 and summed.lent_so_far_fen > summed.back_fen
order by voucher_date, batch, row_no, line
limit $limit
