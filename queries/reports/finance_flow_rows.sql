-- title = "经费流向明细"
-- purpose = "经费流向每一步的数字打开到这里；期末是全部的行。"
-- grain = "一行一条凭证分录或余额表行"
-- sources = ["flow_line", "opening_month", "unit_tree", "unit_name"]
-- basis = "与经费流向同一口径；减少为负。期初由更早的时点推算时，列出那一时点的余额表行和其后的变动。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月", required = true }
-- to = { type = "month", label = "截止月（不含）", required = true }
-- step = { type = "list", label = "步骤", allowed = ["opening", "income", "collected", "expenditure", "remitted", "other", "closing"] }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- step = { type = "list", label = "步骤" }
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { type = "period", label = "期间" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- signed_fen = { type = "money", unit = "分", label = "金额（减少为负）" }
with
placed as (
    select
        case
            when held.step = 'opening' and held.first_month = start.anchor_month then 'opening'
            when held.step = 'opening' then null
            when
                held.first_month >= $from and held.last_month < $to
                and (held.wider_first is null or held.wider_first < $from
                    or held.wider_last >= $to)
                then held.step
            when
                held.first_month >= start.anchor_month and held.last_month < $from
                and (held.wider_first is null or held.wider_first < start.anchor_month
                    or held.wider_last >= $from)
                then 'opening'
        end as step,
        held.ledger, held.batch, held.row_no, held.line, held.unit_id, held.period,
        held.voucher_date, held.word, held.number, held.summary, held.account_name,
        held.signed_fen
    from flow_line as held
    left join opening_month as start
        on held.unit_id = start.unit_id and start.span = 'now' and start.month = $from
    where $unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    )
)
select
    placed.step,
    placed.ledger,
    placed.batch,
    placed.row_no,
    placed.line,
    placed.unit_id,
    coalesce(named.name, placed.unit_id) as unit_name,
    placed.period,
    placed.voucher_date,
    placed.word,
    placed.number,
    placed.summary,
    placed.account_name,
    placed.signed_fen
from placed
left join unit_name as named on placed.unit_id = named.unit_id
where
    placed.step is not null
    and ($step is null or $step = 'closing' or placed.step = $step)
order by period, batch, row_no, step
limit $limit
