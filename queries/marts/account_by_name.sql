-- title = "按名称对应的科目"
-- purpose = "台账里写的科目名称，是科目表里的哪个科目。"
-- grain = "一行一种能按名称对应的写法"
-- sources = ["account_segment"]
-- basis = "从左起第一个认得的段定一级科目，其后同属一级的段定明细。第一段在科目表里有不止一个一级科目的（同名而收支不同），不猜。"
-- measure = "table"
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- known_code = { type = "identifier", label = "对应科目编码" }
-- known_name = { type = "text", label = "对应科目名称" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- nature = { type = "list", label = "科目性质" }
-- preference = { type = "integer", label = "先后" }
with
ranked as (
    select
        segment.chart,
        segment.code,
        segment.name,
        segment.position,
        segment.known_chart,
        segment.known_code,
        segment.known_name,
        segment.level1_code,
        segment.level1_name,
        segment.nature,
        segment.preference,
        dense_rank() over (
            partition by segment.chart, segment.code, segment.name
            order by segment.position, segment.preference
        ) as place
    from account_segment as segment
    where segment.known_code is not null
),
head as (
    select
        ranked.chart,
        ranked.code,
        ranked.name,
        min(ranked.position) as position,
        min(ranked.known_chart) as known_chart,
        min(ranked.level1_code) as level1_code,
        min(ranked.preference) as preference
    from ranked
    where ranked.place = 1
    group by ranked.chart, ranked.code, ranked.name
    having count(distinct ranked.level1_code) = 1
),
under_head as (
    select
        ranked.chart,
        ranked.code,
        ranked.name,
        ranked.known_code,
        ranked.known_name,
        ranked.level1_code,
        ranked.level1_name,
        ranked.nature,
        head.preference,
        row_number() over (
            partition by ranked.chart, ranked.code, ranked.name
            order by ranked.position desc, ranked.known_code desc
        ) as deepest
    from ranked
    inner join head
        on
            ranked.chart = head.chart
            and ranked.code = head.code
            and ranked.name = head.name
            and ranked.known_chart = head.known_chart
            and ranked.level1_code = head.level1_code
            and ranked.position >= head.position
)
select
    under_head.chart,
    under_head.code,
    under_head.name,
    under_head.known_code,
    under_head.known_name,
    under_head.level1_code,
    under_head.level1_name,
    under_head.nature,
    under_head.preference
from under_head
where under_head.deepest = 1
