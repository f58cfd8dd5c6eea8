-- title = "科目对应的取舍"
-- purpose = "同一种写法按编码和按名称各对应到哪里，以哪个为准。"
-- grain = "一行一种写法"
-- sources = ["written_account", "account_by_code", "account_by_name"]
-- basis = "只有一边认得的用那一边；同属一个一级科目的用更细的；矛盾时以名称为准。名称只在别的版本里认得的：性质不同或一级科目不同名才胜过编码，小额缴费工会的编码不让。都不认得而名称含上解、上缴和支出的，是上解。"
-- measure = "table"
-- [columns]
-- chart = { type = "list", label = "科目版本" }
-- code = { type = "identifier", label = "科目编码" }
-- name = { type = "text", label = "科目名称" }
-- matched_by = { type = "list", label = "对应方式" }
select
    written.chart,
    written.code,
    written.name,
    case
        when by_code.known_code is null and by_name.known_code is null then
            case
                when written.path like '%上解%支出%' or written.path like '%上缴%支出%'
                    then 'remittance'
            end
        when by_name.known_code is null then 'code'
        when by_code.known_code is null then 'name'
        when by_name.preference = 0 and by_name.level1_code = by_code.level1_code then
            case
                when length(by_name.known_code) > length(by_code.known_code) then 'name'
                else 'code'
            end
        when by_name.preference = 0 then 'name_over_code'
        when by_name.nature <> by_code.nature then 'name_over_code'
        when written.chart not in ('2010', '2022') then 'code'
        when by_name.level1_name = by_code.level1_name then 'code'
        else 'name_over_code'
    end as matched_by
from written_account as written
left join account_by_code as by_code
    on
        written.chart = by_code.chart
        and written.code = by_code.code
        and written.name = by_code.name
left join account_by_name as by_name
    on
        written.chart = by_name.chart
        and written.code = by_name.code
        and written.name = by_name.name
