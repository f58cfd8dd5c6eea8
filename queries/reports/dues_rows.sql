-- title = "会费缴纳明细"
-- purpose = "会费缴纳台账逐行查看，任一行打开原件。"
-- grain = "一行一个人一个月"
-- sources = ["dues", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- sums = ["due_fen", "paid_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- month = { type = "month", label = "月份" }
-- person = { type = "identifier", label = "人员标识" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- member_id = { of = "dues" }
-- name = { of = "dues" }
-- month = { of = "dues" }
-- unit_id = { of = "dues" }
-- unit_name = { type = "text", label = "单位" }
-- base_fen = { of = "dues" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- paid_date = { of = "dues" }
-- channel = { of = "dues" }
select
    dues.batch,
    dues.row_no,
    dues.line,
    dues.member_id,
    dues.name,
    dues.month,
    dues.unit_id,
    named.name as unit_name,
    dues.base_fen,
    dues.due_fen,
    dues.paid_fen,
    dues.paid_date,
    dues.channel
from dues
left join unit_name as named on dues.unit_id = named.unit_id
where
    ($from is null or dues.month >= $from)
    and ($to is null or dues.month < $to)
    and ($only_unit is null or coalesce(dues.unit_id, '（未填）') = $only_unit)
    and ($month is null or dues.month = $month)
    and (
        $person is null
        or coalesce(dues.member_id, coalesce(dues.unit_id, '') || '/' || dues.name) = $person
    )
    and (
        $text is null
        or instr(lower(dues.name), lower($text)) > 0
        or instr(lower(dues.member_id), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or dues.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by month, unit_id, batch, row_no
limit $limit offset $offset
