-- title = "支出和它有没有预算"
-- purpose = "每条支出分录，当年的预算里有没有它的科目。"
-- grain = "一行一条支出分录，当年有支出预算的单位"
-- sources = ["audit_line", "budget_item", "budget"]
-- basis = "预算有一级科目行的看一级科目，只列明细的看明细；科目表里没有的科目看预算里写的名称。"
-- measure = "table"
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- year = { of = "voucher" }
-- voucher_date = { of = "voucher" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- summary = { of = "voucher" }
-- is_apart = { type = "boolean", label = "没有预算" }
-- account = { type = "text", label = "科目" }
-- year_fen = { type = "money", unit = "分", label = "全年支出" }
with
planned as (
    select item.unit_id, item.year, item.level1_name from budget_item as item
    group by item.unit_id, item.year, item.level1_name
),
yearly as (
    select line.unit_id, line.year, sum(line.spent_fen)::bigint as year_fen
    from audit_line as line
    group by line.unit_id, line.year
),
budgeted as (
    select planned.unit_id, planned.year, max(yearly.year_fen) as year_fen
    from planned
    inner join yearly on planned.unit_id = yearly.unit_id and planned.year = yearly.year
    group by planned.unit_id, planned.year
),
named as (
    select distinct budget.unit_id, budget.year, budget.account_name from budget
)
select
    line.voucher, line.unit_id, line.year, line.voucher_date, line.spent_fen, line.batch,
    line.row_no, line.line, line.summary,
    coalesce(whole.account, part.account, named.account_name) is null as is_apart,
    case
        when planned.level1_name is not null then line.detail_name
        else coalesce(line.level1_name, line.account_name, line.account_code)
    end as account,
    budgeted.year_fen
from audit_line as line
inner join budgeted on line.unit_id = budgeted.unit_id and line.year = budgeted.year
left join planned
    on
        line.unit_id = planned.unit_id
        and line.year = planned.year
        and line.level1_name = planned.level1_name
left join budget_item as whole
    on
        line.unit_id = whole.unit_id
        and line.year = whole.year
        and line.level1_name = whole.level1_name
        and whole.detail_name = ''
left join budget_item as part
    on
        line.unit_id = part.unit_id
        and line.year = part.year
        and line.level1_name = part.level1_name
        and line.detail_name = part.detail_name
left join named
    on
        line.unit_id = named.unit_id
        and line.year = named.year
        and line.account_name = named.account_name
where line.spent_fen <> 0
