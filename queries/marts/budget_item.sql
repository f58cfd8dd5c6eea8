-- title = "支出预算的项目"
-- purpose = "单位一年里每个一级科目或明细科目的支出预算，和它实际的支出。"
-- grain = "一行一个单位、年度、一级科目、明细科目（一级科目的为空文本）"
-- sources = ["budget_line", "audit_line"]
-- basis = "支出含上解。一个项目有几行预算（几项资金）的相加，行号取第一行。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { of = "budget" }
-- year = { of = "budget" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目（一级科目的为空文本）" }
-- account = { type = "text", label = "科目" }
-- budget_fen = { type = "money", unit = "分", label = "预算" }
-- total_fen = { type = "money", unit = "分", label = "全年支出" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
with
item as (
    select
        planned.unit_id, planned.year, planned.level1_name,
        case when planned.is_detail then planned.detail_name else '' end as detail_name,
        sum(planned.budget_fen)::bigint as budget_fen,
        min(planned.batch) as batch, min(planned.row_no) as row_no, min(planned.line) as line
    from budget_line as planned
    where planned.category <> 'income'
    group by
        planned.unit_id, planned.year, planned.level1_name,
        case when planned.is_detail then planned.detail_name else '' end
),
detail as (
    select
        line.unit_id, line.year, line.level1_name, line.detail_name,
        sum(line.spent_fen)::bigint as spent_fen
    from audit_line as line
    inner join (select distinct item.unit_id, item.year from item) as planned using (unit_id, year)
    where line.spent_fen <> 0
    group by line.unit_id, line.year, line.level1_name, line.detail_name
),
spent as (
    select detail.unit_id, detail.year, detail.level1_name, detail.detail_name, detail.spent_fen
    from detail
    union all
    select detail.unit_id, detail.year, detail.level1_name, '', sum(detail.spent_fen)::bigint
    from detail
    group by detail.unit_id, detail.year, detail.level1_name
)
select
    item.unit_id, item.year, item.level1_name, item.detail_name,
    case when item.detail_name = '' then item.level1_name else item.detail_name end as account,
    item.budget_fen, spent.spent_fen as total_fen, item.batch, item.row_no, item.line
from item
left join spent
    on
        item.unit_id = spent.unit_id
        and item.year = spent.year
        and item.level1_name = spent.level1_name
        and item.detail_name = spent.detail_name
