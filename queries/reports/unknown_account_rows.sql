-- title = "未识别科目的行"
-- purpose = "未识别科目打开到这里。"
-- grain = "一行凭证、余额表或预算的一行"
-- sources = ["voucher", "balance", "budget", "account_match", "unit_tree", "unit_name"]
-- basis = "与未识别科目同一口径。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- ledger = { type = "list", label = "台账", allowed = ["voucher", "balance", "budget"] }
-- code = { type = "identifier", label = "科目编码" }
-- account = { type = "text", label = "科目名称" }
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- period = { type = "period", label = "期间" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- summary = { of = "voucher" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
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
        voucher.batch,
        voucher.row_no,
        voucher.line,
        voucher.unit_id,
        strftime(voucher.voucher_date, '%Y-%m') as period,
        unknown.shown_code as account_code,
        unknown.shown_name as account_name,
        voucher.summary,
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
    union all
    select
        'balance' as ledger,
        balance.batch,
        balance.row_no,
        balance.line,
        balance.unit_id,
        balance.period,
        unknown.shown_code as account_code,
        unknown.shown_name as account_name,
        null as summary,
        balance.debit_fen,
        balance.credit_fen,
        balance.amount_fen
    from balance
    inner join unknown
        on
            coalesce(cast(getvariable('chart') as varchar), '') = unknown.chart
            and coalesce(balance.account_code, '') = unknown.account_code
            and coalesce(balance.account_name, '') = unknown.account_name
    union all
    select
        'budget' as ledger,
        budget.batch,
        budget.row_no,
        budget.line,
        budget.unit_id,
        cast(budget.year as varchar) as period,
        unknown.shown_code as account_code,
        unknown.shown_name as account_name,
        budget.note as summary,
        null as debit_fen,
        null as credit_fen,
        coalesce(budget.adjusted_fen, budget.approved_fen) as amount_fen
    from budget
    inner join unknown
        on
            coalesce(cast(getvariable('chart') as varchar), '') = unknown.chart
            and coalesce(budget.account_code, '') = unknown.account_code
            and coalesce(budget.account_name, '') = unknown.account_name
)
select
    found.ledger,
    found.batch,
    found.row_no,
    found.line,
    found.unit_id,
    named.name as unit_name,
    found.period,
    found.account_code,
    found.account_name,
    found.summary,
    found.debit_fen,
    found.credit_fen,
    found.amount_fen
from found
left join unit_name as named on found.unit_id = named.unit_id
where
    ($ledger is null or found.ledger = $ledger)
    and ($code is null or found.account_code = $code)
    and ($account is null or found.account_name = $account)
    and (
        $unit is null
        or found.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        )
    )
order by ledger desc, period, batch, row_no
