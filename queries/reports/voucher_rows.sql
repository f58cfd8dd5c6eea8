-- title = "凭证明细明细"
-- purpose = "凭证明细台账逐行查看，任一行打开原件。"
-- grain = "一行一条分录"
-- sources = ["voucher", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。不列敏感列（对方账号）。科目版本、会计年度、会计期间、余额、支付方式、资金来源、发票号、记账人、出纳、经办人、审批人、审批依据、录入时间、是否红字见原件。"
-- measure = "table"
-- sums = ["debit_fen", "credit_fen", "amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- word = { type = "text", label = "凭证字" }
-- number = { type = "identifier", label = "凭证号" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "voucher" }
-- unit_name = { type = "text", label = "单位" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- line_no = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_code = { of = "voucher" }
-- account_name = { of = "voucher" }
-- debit_fen = { of = "voucher" }
-- credit_fen = { of = "voucher" }
-- direction = { of = "voucher" }
-- amount_fen = { of = "voucher" }
-- payee = { of = "voucher" }
-- activity_id = { of = "voucher" }
-- attachments = { of = "voucher" }
-- maker = { of = "voucher" }
-- reviewer = { of = "voucher" }
select
    voucher.batch,
    voucher.row_no,
    voucher.line,
    voucher.unit_id,
    named.name as unit_name,
    voucher.voucher_date,
    voucher.word,
    voucher.number,
    voucher.line_no,
    voucher.summary,
    voucher.account_code,
    voucher.account_name,
    voucher.debit_fen,
    voucher.credit_fen,
    voucher.direction,
    voucher.amount_fen,
    voucher.payee,
    voucher.activity_id,
    voucher.attachments,
    voucher.maker,
    voucher.reviewer
from voucher
left join unit_name as named on voucher.unit_id = named.unit_id
where
    ($from is null or voucher.voucher_date >= cast($from || '-01' as date))
    and ($to is null or voucher.voucher_date < cast($to || '-01' as date))
    and ($only_unit is null or coalesce(voucher.unit_id, '（未填）') = $only_unit)
    and ($word is null or voucher.word = $word)
    and ($number is null or voucher.number = $number)
    and (
        $text is null
        or instr(lower(voucher.summary), lower($text)) > 0
        or instr(lower(voucher.account_name), lower($text)) > 0
        or instr(lower(voucher.account_code), lower($text)) > 0
        or instr(lower(voucher.number), lower($text)) > 0
        or instr(lower(voucher.payee), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or voucher.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by voucher_date, unit_id, batch, row_no
limit $limit offset $offset
