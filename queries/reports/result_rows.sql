-- title = "竞赛成绩与荣誉明细"
-- purpose = "竞赛成绩与荣誉台账逐行查看，任一行打开原件。"
-- grain = "一行一个参赛对象、一次活动、一个维度"
-- sources = ["result", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- sums = ["prize_amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- activity = { type = "identifier", label = "活动编号" }
-- awarded = { type = "boolean", label = "只列获奖" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- entry_id = { of = "result" }
-- activity_id = { of = "result" }
-- subject_kind = { of = "result" }
-- member_id = { of = "result" }
-- name = { of = "result" }
-- unit_id = { of = "result" }
-- unit_name = { type = "text", label = "单位" }
-- dimension = { of = "result" }
-- score = { of = "result" }
-- passed = { of = "result" }
-- stage = { of = "result" }
-- award = { of = "result" }
-- award_level = { of = "result" }
-- award_date = { of = "result" }
-- prize_amount_fen = { of = "result" }
-- votes = { of = "result" }
select
    result.batch,
    result.row_no,
    result.line,
    result.entry_id,
    result.activity_id,
    result.subject_kind,
    result.member_id,
    result.name,
    result.unit_id,
    named.name as unit_name,
    result.dimension,
    result.score,
    result.passed,
    result.stage,
    result.award,
    result.award_level,
    result.award_date,
    result.prize_amount_fen,
    result.votes
from result
left join unit_name as named on result.unit_id = named.unit_id
where
    ($only_unit is null or coalesce(result.unit_id, '（未填）') = $only_unit)
    and ($activity is null or result.activity_id = $activity)
    and ($awarded is null or (result.award is not null) = $awarded)
    and (
        $text is null
        or instr(lower(result.name), lower($text)) > 0
        or instr(lower(result.member_id), lower($text)) > 0
        or instr(lower(result.activity_id), lower($text)) > 0
        or instr(lower(result.award), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or result.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by activity_id, batch, row_no
limit $limit offset $offset
