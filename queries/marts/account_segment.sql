-- title = "科目名称的各段"
-- purpose = "科目名称按分隔符分成的每一段，是科目表里的哪个科目。"
-- grain = "一行名称的一段的一个候选科目；没有候选的段也有一行"
-- sources = ["written_account", "chart_tree"]
-- basis = "段从左数起，至多六段。先看本版本的科目，再看2022版，再看2010版。"
-- measure = "table"
-- stored = true
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- position = { type = "integer", label = "第几段" }
-- said = { type = "text", label = "段" }
-- known_chart = { type = "list", label = "候选科目版本" }
-- known_code = { type = "identifier", label = "候选科目编码" }
-- known_name = { type = "text", label = "候选科目名称" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- nature = { type = "list", label = "科目性质" }
-- preference = { type = "integer", label = "先后" }
with
segment as (
    select
        written.chart,
        written.code,
        written.name,
        place.n as position,
        split_part(written.path, '-', cast(place.n as integer)) as said
    from written_account as written
    cross join range(1, 7) as place(n)
)
select
    segment.chart,
    segment.code,
    segment.name,
    segment.position,
    segment.said,
    tree.chart as known_chart,
    tree.code as known_code,
    tree.name as known_name,
    tree.level1_code,
    tree.level1_name,
    tree.nature,
    case
        when tree.chart = segment.chart then 0
        when tree.chart = '2022' then 1
        when tree.chart = '2010' then 2
        else 3
    end::bigint as preference
from segment
left join chart_tree as tree
    on regexp_replace(split_part(segment.said, '(', 1), '(支出|费用)$', '费') = tree.name_key
where segment.said <> ''
