-- title = "公开表的收入项目"
-- purpose = "每个收入科目在会费及经费收支情况公开表里列在哪一项。"
-- grain = "一行一个收入类一级科目"
-- sources = ["chart_tree"]
-- basis = "会费、拨缴经费、上级补助、行政补助四项各列一行，其余收入科目都列在其他收入。"
-- measure = "table"
-- [columns]
-- level1_name = { type = "text", label = "一级科目" }
-- line_no = { type = "integer", label = "序" }
-- line = { type = "text", label = "收入项目" }
with
listed as (
    select stated.line_no, stated.line from (
        values (1, '会费收入'), (2, '拨缴经费收入'), (3, '上级补助收入'), (4, '行政补助收入')
    ) as stated(line_no, line)
),
known as (
    select distinct tree.level1_name from chart_tree as tree where tree.nature = 'income'
    union select listed.line from listed
    union select '其他收入'
)
select
    known.level1_name,
    cast(coalesce(listed.line_no, 5) as bigint) as line_no,
    coalesce(listed.line, '其他收入') as line
from known
left join listed on known.level1_name = listed.line
