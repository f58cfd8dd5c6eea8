-- title = "目标与任务明细"
-- purpose = "目标与任务台账逐行查看，任一行打开原件。"
-- grain = "一行一项任务"
-- sources = ["milestone", "task", "unit_tree", "unit_name"]
-- basis = "在账的行，照台账所录。按期间看的，归在哪个月见任务与进度；哪个月也看不出的，各期都列。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- kind = { type = "list", label = "类别" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "milestone" }
-- unit_name = { type = "text", label = "单位" }
-- milestone_id = { of = "milestone" }
-- title = { of = "milestone" }
-- kind = { of = "milestone" }
-- period = { of = "milestone" }
-- due_date = { of = "milestone" }
-- done_date = { of = "milestone" }
-- status = { of = "milestone" }
-- done = { type = "integer", unit = "项", label = "已完成" }
-- overdue = { type = "integer", unit = "项", label = "逾期未完成" }
-- promise_id = { of = "milestone" }
-- target_value = { of = "milestone" }
-- actual_value = { of = "milestone" }
-- prior_value = { of = "milestone" }
-- measure_unit = { of = "milestone" }
-- owner_id = { of = "milestone" }
-- evidence = { of = "milestone" }
select
    milestone.batch, milestone.row_no, milestone.line, milestone.unit_id,
    named.name as unit_name,
    milestone.milestone_id, milestone.title, milestone.kind, milestone.period, milestone.due_date,
    milestone.done_date, milestone.status, task.done, task.overdue, milestone.promise_id,
    milestone.target_value, milestone.actual_value, milestone.prior_value, milestone.measure_unit,
    milestone.owner_id, milestone.evidence
from milestone
inner join task on milestone.batch = task.batch and milestone.row_no = task.row_no
left join unit_name as named on milestone.unit_id = named.unit_id
where
    ($from is null or task.month is null or task.month >= $from)
    and ($to is null or task.month is null or task.month < $to)
    and ($kind is null or milestone.kind = $kind)
    and ($only_unit is null or task.unit_id = $only_unit)
    and (
        $text is null
        or instr(lower(milestone.milestone_id), lower($text)) > 0
        or instr(lower(milestone.title), lower($text)) > 0
        or instr(lower(named.name), lower($text)) > 0
    )
    and ($unit is null or milestone.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by due_date nulls last, batch, row_no
limit $limit offset $offset
