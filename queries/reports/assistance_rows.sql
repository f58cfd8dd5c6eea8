-- title = "帮扶慰问发放明细"
-- purpose = "帮扶慰问发放台账逐行查看，任一行打开原件。"
-- grain = "一行一次发给一个人"
-- sources = ["assistance", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。不列敏感列（原因、病种、事件凭据、收款账号）。申请日期、材料清单见原件。"
-- measure = "table"
-- sums = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- kind = { type = "list", label = "发放类型" }
-- festival = { type = "list", label = "节日" }
-- month = { type = "month", label = "月份" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- assist_id = { of = "assistance" }
-- member_id = { of = "assistance" }
-- recipient_name = { of = "assistance" }
-- unit_id = { of = "assistance" }
-- unit_name = { type = "text", label = "单位" }
-- paid_date = { of = "assistance" }
-- kind = { of = "assistance" }
-- festival = { of = "assistance" }
-- amount_fen = { of = "assistance" }
-- payment_method = { of = "assistance" }
-- fund_source = { of = "assistance" }
-- fund_id = { of = "assistance" }
-- hardship_id = { of = "assistance" }
-- beneficiary = { of = "assistance" }
-- approval_ref = { of = "assistance" }
-- approver = { of = "assistance" }
-- signed = { of = "assistance" }
-- public_from = { of = "assistance" }
-- public_to = { of = "assistance" }
-- voucher_ref = { of = "assistance" }
select
    assistance.batch,
    assistance.row_no,
    assistance.line,
    assistance.assist_id,
    assistance.member_id,
    assistance.recipient_name,
    assistance.unit_id,
    named.name as unit_name,
    assistance.paid_date,
    assistance.kind,
    assistance.festival,
    assistance.amount_fen,
    assistance.payment_method,
    assistance.fund_source,
    assistance.fund_id,
    assistance.hardship_id,
    assistance.beneficiary,
    assistance.approval_ref,
    assistance.approver,
    assistance.signed,
    assistance.public_from,
    assistance.public_to,
    assistance.voucher_ref
from assistance
left join unit_name as named on assistance.unit_id = named.unit_id
where
    ($from is null or assistance.paid_date >= cast($from || '-01' as date))
    and ($to is null or assistance.paid_date < cast($to || '-01' as date))
    and ($only_unit is null or coalesce(assistance.unit_id, '（未填）') = $only_unit)
    and ($kind is null or coalesce(assistance.kind, '（未填）') = $kind)
    and ($festival is null or coalesce(assistance.festival, '（未填）') = $festival)
    and ($month is null or strftime(assistance.paid_date, '%Y-%m') = $month)
    and (
        $text is null
        or instr(lower(assistance.recipient_name), lower($text)) > 0
        or instr(lower(assistance.member_id), lower($text)) > 0
        or instr(lower(assistance.kind), lower($text)) > 0
        or instr(lower(assistance.voucher_ref), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or assistance.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by paid_date, unit_id, batch, row_no
limit $limit offset $offset
