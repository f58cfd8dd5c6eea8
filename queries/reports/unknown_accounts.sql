-- title = "未识别科目"
-- purpose = "科目表里找不到、因此没有计入收支的科目：补进会计科目台账，数字就会计入。"
-- grain = "一行一个台账里的一个科目写法"
-- sources = ["voucher", "balance", "budget", "account_match", "unit_tree"]
-- basis = "编码和名称都对应不上，或同名而性质不同的科目。凭证按期间，余额表和预算不分期间。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- rows = { type = "integer", unit = "行", label = "行数" }
-- debit_fen = { type = "money", unit = "分", label = "借方合计" }
-- credit_fen = { type = "money", unit = "分", label = "贷方合计" }
-- amount_fen = { type = "money", unit = "分", label = "只有金额的合计" }
-- [lines.rows]
-- query = "unknown_account_rows"
-- keys = { ledger = "ledger", code = "account_code", account = "account_name" }
-- adds = { rows = "*", debit_fen = "debit_fen", credit_fen = "credit_fen", amount_fen = "amount_fen" }
with
unknown as (
    select
        account.chart,
        account.account_code,
        account.account_name,
        coalesce(nullif(account.account_code, ''), '（未填）') as shown_code,
        coalesce(nullif(account.account_name, ''), '（未填）') as shown_name
    from account_match as account
    where account.nature is null
),
found as (
    select
        'voucher' as ledger,
        unknown.shown_code as account_code,
        unknown.shown_name as account_name,
        voucher.debit_fen,
        voucher.credit_fen,
        case when voucher.debit_fen is null and voucher.credit_fen is null
            then voucher.amount_fen end as amount_fen
    from voucher
    inner join unknown
        on
            coalesce(voucher.chart_version, cast(getvariable('chart') as varchar), '')
            = unknown.chart
            and coalesce(voucher.account_code, '') = unknown.account_code
            and coalesce(voucher.account_name, '') = unknown.account_name
    where
        ($from is null or strftime(voucher.voucher_date, '%Y-%m') >= $from)
        and ($to is null or strftime(voucher.voucher_date, '%Y-%m') < $to)
        and (
            $unit is null
            or voucher.unit_id in (
                select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
            )
        )
    union all
    select
        'balance' as ledger,
        unknown.shown_code as account_code,
        unknown.shown_name as account_name,
        balance.debit_fen,
        balance.credit_fen,
        balance.amount_fen
    from balance
    inner join unknown
        on
            coalesce(cast(getvariable('chart') as varchar), '') = unknown.chart
            and coalesce(balance.account_code, '') = unknown.account_code
            and coalesce(balance.account_name, '') = unknown.account_name
    where
        $unit is null
        or balance.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        )
    union all
    select
        'budget' as ledger,
        unknown.shown_code as account_code,
        unknown.shown_name as account_name,
        null as debit_fen,
        null as credit_fen,
        coalesce(budget.adjusted_fen, budget.approved_fen) as amount_fen
    from budget
    inner join unknown
        on
            coalesce(cast(getvariable('chart') as varchar), '') = unknown.chart
            and coalesce(budget.account_code, '') = unknown.account_code
            and coalesce(budget.account_name, '') = unknown.account_name
    where
        $unit is null
        or budget.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        )
)
select
    found.ledger,
    found.account_code,
    found.account_name,
    count(*) as rows,
    sum(found.debit_fen)::bigint as debit_fen,
    sum(found.credit_fen)::bigint as credit_fen,
    sum(found.amount_fen)::bigint as amount_fen
from found
group by found.ledger, found.account_code, found.account_name
order by ledger desc, rows desc, account_code, account_name
