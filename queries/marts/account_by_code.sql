-- title = "按编码对应的科目"
-- purpose = "台账里写的编码，是科目表里的哪个科目，或在它之下。"
-- grain = "一行一种能按编码对应的写法"
-- sources = ["written_account", "account", "chart_tree"]
-- basis = "在同一版本内取最长的已知前缀：分隔符之前，或其后恰好是若干个两位（明细之下也可三位）。工会科目一级三位，企业四位一级的编码因此对不上，不会错认。"
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
with
code_length as (
    select distinct length(account.code) as n from account
),
prefixed as (
    select
        written.chart,
        written.code,
        written.name,
        case
            when
                length(written.code) = code_length.n
                or substr(written.code, code_length.n + 1, 1) in ('.', '-', '_', '/', ' ')
                then substr(written.code, 1, code_length.n)
            when
                written.chart <> 'simple'
                and (
                    length(written.digits) - code_length.n in (0, 2, 4, 6, 8)
                    or (code_length.n >= 5 and length(written.digits) - code_length.n = 3)
                )
                then substr(written.digits, 1, code_length.n)
        end as prefix
    from written_account as written
    cross join code_length
    where written.code <> '' and length(written.code) >= code_length.n
),
ranked as (
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
)
select
    ranked.chart,
    ranked.code,
    ranked.name,
    ranked.known_code,
    ranked.known_name,
    ranked.level1_code,
    ranked.level1_name,
    ranked.nature
from ranked
where ranked.place = 1
