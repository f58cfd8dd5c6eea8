-- title = "单位适用哪里的标准"
-- purpose = "每个单位按哪个地区取标准；自己定了标准的，按自己。"
-- grain = "一行一个单位"
-- sources = ["unit_tree", "unit", "parameter"]
-- basis = "单位台账写的省份（可写到市，如安徽·马鞍山）；没有写的，取账套的省份。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- own_id = { type = "identifier", label = "自己定了标准的单位编号（没有的为空文本）" }
-- own_name = { type = "text", label = "自己定了标准的单位（没有的为空文本）" }
-- province = { type = "text", label = "省份" }
-- place = { type = "text", label = "地区或单位" }
with
seen as (
    select
        held.unit_id,
        coalesce(unit.name, held.unit_id) as name,
        coalesce(unit.province, cast(getvariable('province') as varchar), '') as province
    from (
        select tree.unit_id from unit_tree as tree where tree.distance = 0
        union
        select '（未填）'
    ) as held
    left join unit on held.unit_id = unit.unit_id
),
own as (
    select distinct parameter.province as said from parameter
)
select
    seen.unit_id,
    case when own.said is null then '' else seen.unit_id end as own_id,
    case when own.said is null then '' else seen.name end as own_name,
    seen.province,
    case when own.said is null then seen.province else seen.unit_id end as place
from seen
left join own on own.said in (seen.unit_id, seen.name) and own.said <> seen.province
