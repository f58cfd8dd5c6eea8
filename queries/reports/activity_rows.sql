-- title = "活动（含竞赛与培训）明细"
-- purpose = "活动（含竞赛与培训）台账逐行查看，任一行打开原件。"
-- grain = "一行一次活动、一项竞赛或一期培训"
-- sources = ["activity", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- sums = ["budget_amount_fen", "cost_amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- kind = { type = "list", label = "活动类型" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- activity_id = { of = "activity" }
-- title = { of = "activity" }
-- kind = { of = "activity" }
-- tag = { of = "activity" }
-- campaign = { of = "activity" }
-- unit_id = { of = "activity" }
-- unit_name = { type = "text", label = "单位" }
-- start_date = { of = "activity" }
-- end_date = { of = "activity" }
-- place = { of = "activity" }
-- status = { of = "activity" }
-- eligible_count = { of = "activity" }
-- headcount = { of = "activity" }
-- hours = { of = "activity" }
-- budget_amount_fen = { of = "activity" }
-- cost_amount_fen = { of = "activity" }
-- output_target = { of = "activity" }
-- output_actual = { of = "activity" }
-- satisfaction = { of = "activity" }
select
    activity.batch,
    activity.row_no,
    activity.line,
    activity.activity_id,
    activity.title,
    activity.kind,
    activity.tag,
    activity.campaign,
    activity.unit_id,
    named.name as unit_name,
    activity.start_date,
    activity.end_date,
    activity.place,
    activity.status,
    activity.eligible_count,
    activity.headcount,
    activity.hours,
    activity.budget_amount_fen,
    activity.cost_amount_fen,
    activity.output_target,
    activity.output_actual,
    activity.satisfaction
from activity
left join unit_name as named on activity.unit_id = named.unit_id
where
    ($from is null or activity.start_date >= cast($from || '-01' as date))
    and ($to is null or activity.start_date < cast($to || '-01' as date))
    and ($only_unit is null or coalesce(activity.unit_id, '（未填）') = $only_unit)
    and ($kind is null or activity.kind = $kind)
    and (
        $text is null
        or instr(lower(activity.title), lower($text)) > 0
        or instr(lower(activity.activity_id), lower($text)) > 0
        or instr(lower(activity.campaign), lower($text)) > 0
        or instr(lower(activity.place), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or activity.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by start_date, batch, row_no
limit $limit offset $offset
