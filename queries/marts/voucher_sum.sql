-- title = "凭证的合计"
-- purpose = "一张凭证借贷、支出、付出多少，从哪条分录看起，供凭证取用。"
-- grain = "一行一张凭证"
-- sources = ["audit_line"]
-- basis = "先后见中间视图“审计看的凭证分录”。几个收款方：写了不止一个。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- voucher_date = { of = "voucher" }
-- last_date = { type = "date", label = "最晚的日期" }
-- starts = { type = "integer", unit = "条", label = "第1号分录" }
-- debit_fen = { type = "money", unit = "分", label = "借方" }
-- credit_fen = { type = "money", unit = "分", label = "贷方" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- paid_fen = { type = "money", unit = "分", label = "付出的现金和存款" }
-- attachments = { of = "voucher" }
-- is_red = { type = "boolean", label = "红字、负数" }
-- is_shared = { type = "boolean", label = "几个收款方" }
-- is_spread = { type = "boolean", label = "填得最全的分录没有填的，别的分录填了" }
-- place = { type = "integer", label = "填得最全的分录" }
-- spent_place = { type = "integer", label = "支出的分录" }
-- cash_place = { type = "integer", label = "现金或存款的分录" }
select
    line.voucher, min(line.voucher_date) as voucher_date, max(line.voucher_date) as last_date,
    count(case when line.line_no = 1 then 1 end) as starts,
    sum(line.debit_fen)::bigint as debit_fen, sum(line.credit_fen)::bigint as credit_fen,
    sum(line.spent_fen)::bigint as spent_fen,
    sum(case when line.is_cash then line.credit_fen - line.debit_fen else 0 end)::bigint as paid_fen,
    max(line.attachments) as attachments, bool_or(line.is_red) as is_red,
    coalesce(
        min(case when line.payee_key <> '' then hash(line.payee_key) end)
        <> max(case when line.payee_key <> '' then hash(line.payee_key) end), false
    ) as is_shared,
    bit_count(bit_and(line.lacks)) < min(line.place) // 1000000000000000 as is_spread,
    min(line.place) as place,
    min(case when line.spent_fen <> 0 then line.place end) as spent_place,
    min(case when line.is_cash and line.credit_fen <> line.debit_fen then line.place end)
        as cash_place
from audit_line as line
group by line.voucher
