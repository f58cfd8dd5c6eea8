-- title = "帮扶慰问与凭证"
-- purpose = "帮扶慰问台账的发放和凭证的支出放在一起，按凭证对账；没写凭证号的按月对账。"
-- grain = "一行一笔发放，或一条支出分录"
-- sources = ["assistance_reference", "spent_line"]
-- basis = "写了凭证号的，比较那张凭证全部的支出分录。没写凭证号的，与当月没有被引用、说到帮扶慰问的支出分录比较。"
-- measure = "table"
-- stored = true
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "记账单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月份" }
-- reference = { type = "text", label = "凭证号" }
-- status = { type = "list", label = "凭证情况" }
-- assistance_fen = { type = "money", unit = "分", label = "帮扶慰问台账" }
-- voucher_fen = { type = "money", unit = "分", label = "凭证支出" }
with
referred as (
    select distinct
        given.voucher,
        given.reference
    from assistance_reference as given
    where given.voucher is not null
)
select
    'assistance' as ledger,
    given.batch,
    given.row_no,
    given.line,
    given.unit_id,
    given.month,
    coalesce(given.reference, '（未写凭证号）') as reference,
    case
        when given.voucher is not null then '有凭证'
        when given.reference is not null then '查无此凭证'
        else '未写凭证号'
    end as status,
    given.amount_fen as assistance_fen,
    cast(null as bigint) as voucher_fen
from assistance_reference as given
union all
select
    'voucher',
    spent.batch,
    spent.row_no,
    spent.line,
    spent.unit_id,
    spent.month,
    coalesce(referred.reference, '（未写凭证号）'),
    case when referred.voucher is null then '未写凭证号' else '有凭证' end,
    null,
    spent.amount_fen
from spent_line as spent
left join referred on spent.voucher = referred.voucher
where referred.voucher is not null or spent.speaks_of_aid
