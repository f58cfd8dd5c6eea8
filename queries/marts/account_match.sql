-- title = "科目对应"
-- purpose = "凭证、余额表和预算里写的科目，对应到科目表的哪个科目、哪个一级科目、什么性质。"
-- grain = "一行一组（科目版本、编码、名称），照台账里的写法"
-- sources = ["voucher", "balance", "budget", "account"]
-- basis = "编码在其科目版本内按最长的已知前缀对应；没有编码、编码不识、编码与名称矛盾时以名称为准；名称先找本版本，再找别的版本；同名而性质不同的不猜。"
-- measure = "table"
-- stored = true
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- account_code = { type = "identifier", label = "科目编码" }
-- account_name = { type = "text", label = "科目名称" }
-- short_name = { type = "text", label = "末级名称" }
-- known_code = { type = "identifier", label = "对应科目编码" }
-- known_name = { type = "text", label = "对应科目名称" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- nature = { type = "list", label = "科目性质" }
-- depth = { type = "integer", label = "级次" }
-- matched_by = { type = "list", label = "对应方式" }
with
written as (
    select distinct
        coalesce(chart_version, cast(getvariable('chart') as varchar), '') as chart,
        coalesce(account_code, '') as code,
        coalesce(account_name, '') as name
    from voucher
    union
    select distinct
        coalesce(cast(getvariable('chart') as varchar), '') as chart,
        coalesce(account_code, '') as code,
        coalesce(account_name, '') as name
    from balance
    union
    select distinct
        coalesce(cast(getvariable('chart') as varchar), '') as chart,
        coalesce(account_code, '') as code,
        coalesce(account_name, '') as name
    from budget
),
-- 职工活动支出—文体活动费（工会） → 职工活动支出-文体活动费
cleaned as (
    select
        written.chart,
        written.code,
        written.name,
        replace(replace(replace(written.code, '.', ''), '-', ''), ' ', '') as digits,
        translate(written.name, '—–－/\_:：>|（） 　', '----------()') as path
    from written
),
chart_account as (
    select
        account.chart_version as chart,
        account.code,
        account.name,
        account.nature,
        -- 文体活动费 in one chart is 文体活动支出 in another
        regexp_replace(
            split_part(translate(account.name, '（） 　', '()'), '(', 1), '(支出|费用)$', '费'
        ) as name_key
    from account
),
rooted as (
    select
        account.chart,
        account.code,
        account.name,
        account.nature,
        account.name_key,
        root.code as level1_code,
        root.name as level1_name,
        row_number() over (
            partition by account.chart, account.code order by length(root.code) desc, root.code
        ) as nearest
    from chart_account as account
    inner join account as root
        on
            account.chart = root.chart_version
            and coalesce(root.level, 1) = 1
            and root.parent is null
            and substr(account.code, 1, length(root.code)) = root.code
),
chart_tree as (
    select
        rooted.chart,
        rooted.code,
        rooted.name,
        rooted.nature,
        rooted.name_key,
        rooted.level1_code,
        rooted.level1_name
    from rooted
    where rooted.nearest = 1
),
code_length as (
    select distinct length(account.code) as length from account
),
-- 3+2+2 codes of a union's chart; a 4-digit root of an enterprise's chart leaves an odd remainder
prefixed as (
    select
        cleaned.chart,
        cleaned.code,
        cleaned.name,
        case
            when
                length(cleaned.code) = code_length.length
                or substr(cleaned.code, code_length.length + 1, 1) in ('.', '-', '_', '/', ' ')
                then substr(cleaned.code, 1, code_length.length)
            when
                cleaned.chart <> 'simple'
                and (
                    length(cleaned.digits) - code_length.length in (0, 2, 4, 6, 8)
                    or (
                        code_length.length >= 5
                        and length(cleaned.digits) - code_length.length = 3
                    )
                )
                then substr(cleaned.digits, 1, code_length.length)
        end as prefix
    from cleaned
    cross join code_length
    where cleaned.code <> '' and length(cleaned.code) >= code_length.length
),
ranked_code as (
    select
        prefixed.chart,
        prefixed.code,
        prefixed.name,
        tree.code as known_code,
        tree.name as known_name,
        tree.level1_code,
        tree.level1_name,
        tree.nature,
        row_number() over (
            partition by prefixed.chart, prefixed.code, prefixed.name
            order by length(tree.code) desc
        ) as place
    from prefixed
    inner join chart_tree as tree
        on prefixed.chart = tree.chart and prefixed.prefix = tree.code
),
by_code as (
    select
        ranked_code.chart,
        ranked_code.code,
        ranked_code.name,
        ranked_code.known_code,
        ranked_code.known_name,
        ranked_code.level1_code,
        ranked_code.level1_name,
        ranked_code.nature
    from ranked_code
    where ranked_code.place = 1
),
segment as (
    select
        cleaned.chart,
        cleaned.code,
        cleaned.name,
        position.n as position,
        split_part(cleaned.path, '-', cast(position.n as integer)) as said,
        regexp_replace(
            split_part(split_part(cleaned.path, '-', cast(position.n as integer)), '(', 1),
            '(支出|费用)$', '费'
        ) as name_key
    from cleaned
    cross join range(1, 7) as position(n)
    where split_part(cleaned.path, '-', cast(position.n as integer)) <> ''
),
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
    from segment
),
-- the union's own chart speaks before the others, and of those the newer one
hit as (
    select
        segment.chart,
        segment.code,
        segment.name,
        segment.position,
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
        end as preference
    from segment
    inner join chart_tree as tree on segment.name_key = tree.name_key
),
-- the first segment that is known says what the account is under
head_place as (
    select
        hit.chart,
        hit.code,
        hit.name,
        min(hit.position * 10 + hit.preference) as place
    from hit
    group by hit.chart, hit.code, hit.name
),
head as (
    select
        hit.chart,
        hit.code,
        hit.name,
        hit.position,
        hit.preference,
        min(hit.known_chart) as known_chart,
        min(hit.known_code) as known_code,
        min(hit.known_name) as known_name,
        min(hit.level1_code) as level1_code,
        min(hit.level1_name) as level1_name,
        min(hit.nature) as nature
    from hit
    inner join head_place
        on
            hit.chart = head_place.chart
            and hit.code = head_place.code
            and hit.name = head_place.name
            and hit.position * 10 + hit.preference = head_place.place
    group by hit.chart, hit.code, hit.name, hit.position, hit.preference
    having count(distinct hit.level1_code) = 1
),
ranked_name as (
    select
        head.chart,
        head.code,
        head.name,
        head.preference,
        coalesce(hit.known_code, head.known_code) as known_code,
        coalesce(hit.known_name, head.known_name) as known_name,
        head.level1_code,
        head.level1_name,
        head.nature,
        row_number() over (
            partition by head.chart, head.code, head.name
            order by hit.position desc nulls last, hit.known_code desc nulls last
        ) as place
    from head
    left join hit
        on
            head.chart = hit.chart
            and head.code = hit.code
            and head.name = hit.name
            and head.known_chart = hit.known_chart
            and head.level1_code = hit.level1_code
            and head.position < hit.position
),
judged as (
    select
        cleaned.chart,
        cleaned.code,
        cleaned.name,
        said.said,
        by_code.known_code as code_code,
        by_code.known_name as code_name,
        by_code.level1_code as code_level1_code,
        by_code.level1_name as code_level1_name,
        by_code.nature as code_nature,
        by_name.known_code as name_code,
        by_name.known_name as name_name,
        by_name.level1_code as name_level1_code,
        by_name.level1_name as name_level1_name,
        by_name.nature as name_nature,
        case
            when by_code.known_code is null and by_name.known_code is null then
                case
                    when
                        cleaned.path like '%上解%支出%' or cleaned.path like '%上缴%支出%'
                        then 'remittance'
                end
            when by_name.known_code is null then 'code'
            when by_code.known_code is null then 'name'
            when
                by_name.preference = 0 and by_name.level1_code = by_code.level1_code
                and length(by_name.known_code) > length(by_code.known_code) then 'name'
            when
                by_name.preference = 0 and by_name.level1_code = by_code.level1_code
                then 'code'
            when by_name.preference = 0 then 'name_over_code'
            when by_name.nature <> by_code.nature then 'name_over_code'
            when cleaned.chart not in ('2010', '2022') then 'code'
            when by_name.level1_name = by_code.level1_name then 'code'
            else 'name_over_code'
        end as matched_by
    from cleaned
    left join last_segment as said
        on
            cleaned.chart = said.chart
            and cleaned.code = said.code
            and cleaned.name = said.name
            and said.place = 1
    left join by_code
        on
            cleaned.chart = by_code.chart
            and cleaned.code = by_code.code
            and cleaned.name = by_code.name
    left join ranked_name as by_name
        on
            cleaned.chart = by_name.chart
            and cleaned.code = by_name.code
            and cleaned.name = by_name.name
            and by_name.place = 1
),
chosen as (
    select
        judged.chart,
        judged.code,
        judged.name,
        judged.said,
        judged.matched_by,
        case judged.matched_by
            when 'code' then judged.code_code
            when 'remittance' then judged.code
            else judged.name_code
        end as known_code,
        case judged.matched_by
            when 'code' then judged.code_name
            when 'remittance' then judged.said
            else judged.name_name
        end as known_name,
        case judged.matched_by
            when 'code' then judged.code_level1_code
            when 'remittance' then judged.code
            else judged.name_level1_code
        end as level1_code,
        case judged.matched_by
            when 'code' then judged.code_level1_name
            when 'remittance' then judged.said
            else judged.name_level1_name
        end as level1_name,
        case judged.matched_by
            when 'code' then judged.code_nature
            when 'remittance' then 'expenditure'
            else judged.name_nature
        end as nature
    from judged
)
select
    chosen.chart,
    chosen.code as account_code,
    chosen.name as account_name,
    coalesce(chosen.said, chosen.known_name, chosen.code) as short_name,
    chosen.known_code,
    chosen.known_name,
    chosen.level1_code,
    chosen.level1_name,
    chosen.nature,
    -- 1: the level-1 account itself; 2: anything below it
    case
        when chosen.known_code is null then null
        when
            chosen.known_code = chosen.level1_code
            and (chosen.matched_by <> 'code' or chosen.code in (chosen.known_code, ''))
            and (chosen.said is null or chosen.said = replace(chosen.name, ' ', ''))
            then 1
        else 2
    end::bigint as depth,
    chosen.matched_by
from chosen
