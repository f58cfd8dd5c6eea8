-- title = "科目对应"
-- purpose = "凭证、余额表和预算里写的科目，对应到科目表的哪个科目、哪个一级科目、什么性质。"
-- grain = "一行一种写法"
-- sources = ["account_judged", "account_by_code", "account_by_name", "account_segment"]
-- basis = "见科目对应的取舍。性质为空的是未识别科目，不计入收支，另行列出。"
-- measure = "table"
-- stored = true
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- known_code = { type = "identifier", label = "对应科目编码" }
-- known_name = { type = "text", label = "对应科目名称" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- nature = { type = "list", label = "科目性质" }
-- detail_name = { type = "text", label = "明细科目" }
-- is_level1 = { type = "boolean", label = "就是一级科目" }
-- matched_by = { type = "list", label = "对应方式" }
with
last_segment as (
    select
        segment.chart,
        segment.code,
        segment.name,
        segment.said,
        row_number() over (
            partition by segment.chart, segment.code, segment.name
            order by segment.position desc
        ) as place
    from account_segment as segment
),
chosen as (
    select
        judged.chart,
        judged.code,
        judged.name,
        judged.matched_by,
        coalesce(last_segment.said, judged.code) as said,
        coalesce(by_code.known_code, by_name.known_code) as known_code,
        coalesce(by_code.known_name, by_name.known_name) as known_name,
        coalesce(by_code.level1_code, by_name.level1_code) as level1_code,
        coalesce(by_code.level1_name, by_name.level1_name) as level1_name,
        coalesce(by_code.nature, by_name.nature) as nature
    from account_judged as judged
    left join last_segment
        on
            judged.chart = last_segment.chart
            and judged.code = last_segment.code
            and judged.name = last_segment.name
            and last_segment.place = 1
    left join account_by_code as by_code
        on
            judged.matched_by = 'code'
            and judged.chart = by_code.chart
            and judged.code = by_code.code
            and judged.name = by_code.name
    left join account_by_name as by_name
        on
            judged.matched_by in ('name', 'name_over_code')
            and judged.chart = by_name.chart
            and judged.code = by_name.code
            and judged.name = by_name.name
)
select
    chosen.chart,
    chosen.code as account_code,
    chosen.name as account_name,
    chosen.known_code,
    chosen.known_name,
    case when chosen.matched_by = 'remittance' then chosen.code else chosen.level1_code end
        as level1_code,
    case when chosen.matched_by = 'remittance' then chosen.said else chosen.level1_name end
        as level1_name,
    case when chosen.matched_by = 'remittance' then 'expenditure' else chosen.nature end as nature,
    case
        when chosen.known_code <> chosen.level1_code
            or (chosen.name = '' and chosen.code = chosen.known_code) then chosen.known_name
        else chosen.said
    end as detail_name,
    coalesce(
        chosen.matched_by = 'remittance'
        or (
            chosen.known_code = chosen.level1_code
            and (chosen.matched_by <> 'code' or chosen.code = chosen.known_code)
            and (chosen.name = '' or chosen.said = replace(chosen.name, ' ', ''))
        ), false
    ) as is_level1,
    chosen.matched_by
from chosen
