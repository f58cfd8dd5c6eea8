-- title = "凭证的支出和付出"
-- purpose = "一张凭证支出多少、付出现金和存款多少，从哪条分录看起，供付款取用。"
-- grain = "一行一张凭证，年末结转的除外"
-- sources = ["audit_line"]
-- basis = "先后见中间视图“审计看的凭证分录”。几个收款方：写了不止一个。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- paid_fen = { type = "money", unit = "分", label = "付出的现金和存款" }
-- place = { type = "integer", label = "填得最全的分录" }
-- spent_place = { type = "integer", label = "支出的分录" }
-- cash_place = { type = "integer", label = "现金或存款的分录" }
-- is_shared = { type = "boolean", label = "几个收款方" }
select
    line.voucher, sum(line.spent_fen)::bigint as spent_fen,
    sum(case when line.is_cash then line.credit_fen - line.debit_fen else 0 end)::bigint as paid_fen,
    min(line.place) as place,
    min(case when line.spent_fen <> 0 then line.place end) as spent_place,
    min(case when line.is_cash and line.credit_fen <> line.debit_fen then line.place end)
        as cash_place,
    coalesce(
        min(hash(nullif(line.payee_key, ''))) <> max(hash(nullif(line.payee_key, ''))), false
    ) as is_shared
from audit_line as line
where not line.is_closing
group by line.voucher
