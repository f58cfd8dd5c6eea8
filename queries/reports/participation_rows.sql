-- title = "活动参与明细"
-- purpose = "活动参与台账逐行查看，任一行打开原件。"
-- grain = "一行一人参加一次活动"
-- sources = ["participation"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- sums = ["self_paid_fen"]
-- [parameters]
-- activity = { type = "identifier", label = "活动编号" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- activity_id = { of = "participation" }
-- member_id = { of = "participation" }
-- name = { of = "participation" }
-- role = { of = "participation" }
-- attended = { of = "participation" }
-- signed = { of = "participation" }
-- pair_no = { of = "participation" }
-- days = { of = "participation" }
-- goods_qty = { of = "participation" }
-- self_paid_fen = { of = "participation" }
select
    participation.batch,
    participation.row_no,
    participation.line,
    participation.activity_id,
    participation.member_id,
    participation.name,
    participation.role,
    participation.attended,
    participation.signed,
    participation.pair_no,
    participation.days,
    participation.goods_qty,
    participation.self_paid_fen
from participation
where
    ($activity is null or participation.activity_id = $activity)
    and (
        $text is null
        or instr(lower(participation.name), lower($text)) > 0
        or instr(lower(participation.member_id), lower($text)) > 0
        or instr(lower(participation.activity_id), lower($text)) > 0
    )
order by activity_id, batch, row_no
limit $limit offset $offset
