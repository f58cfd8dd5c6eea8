-- title = "任务与进度"
-- purpose = "目标与任务台账的每一项归在哪个月，完成没有，逾期没有。"
-- grain = "一行一项任务"
-- sources = ["milestone"]
-- basis = "归在完成期限的月份；没有期限的，归在所属期的第一个月，再没有的归在完成日期。有完成日期或者状态写已完成的，算已完成。没有完成而期限早于账本日期的，算逾期；没有期限的不算逾期。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- kind = { of = "milestone" }
-- month = { type = "month", label = "月份" }
-- done_date = { of = "milestone" }
-- done = { type = "integer", unit = "项", label = "已完成" }
-- overdue = { type = "integer", unit = "项", label = "逾期未完成" }
with
told as (
    select
        task.batch, task.row_no, task.line, coalesce(task.unit_id, '（未填）') as unit_id, task.kind,
        coalesce(
            strftime(task.due_date, '%Y-%m'),
            case
                when substr(task.period, 6, 1) = 'Q' then
                    substr(task.period, 1, 5)
                    || lpad(cast(cast(substr(task.period, 7, 1) as bigint) * 3 - 2 as varchar), 2, '0')
                when substr(task.period, 6, 2) = 'H2' then substr(task.period, 1, 5) || '07'
                when length(task.period) = 7 and substr(task.period, 6, 1) <> 'H' then task.period
                else substr(task.period, 1, 4) || '-01'
            end,
            strftime(task.done_date, '%Y-%m')
        ) as month,
        task.done_date, task.due_date,
        case when task.done_date is not null or task.status = '已完成' then 1 else 0 end as done
    from milestone as task
)
select
    told.batch, told.row_no, told.line, told.unit_id, told.kind, told.month, told.done_date,
    cast(told.done as bigint) as done,
    cast(
        case
            when told.done = 0 and told.due_date < cast(getvariable('today') as date) then 1 else 0
        end as bigint
    ) as overdue
from told
