-- title = "日历明细"
-- purpose = "日历台账逐行查看，任一行打开原件。"
-- grain = "一行一天"
-- sources = ["calendar"]
-- basis = "在账的行，照台账所录。"
-- measure = "table"
-- [parameters]
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- date = { of = "calendar" }
-- day_kind = { of = "calendar" }
-- festival = { of = "calendar" }
-- season = { of = "calendar" }
select
    calendar.batch,
    calendar.row_no,
    calendar.line,
    calendar.date,
    calendar.day_kind,
    calendar.festival,
    calendar.season
from calendar
where
    ($from is null or calendar.date >= cast($from || '-01' as date))
    and ($to is null or calendar.date < cast($to || '-01' as date))
    and (
        $text is null
        or instr(lower(calendar.festival), lower($text)) > 0
    )
order by date, batch, row_no
limit $limit offset $offset
