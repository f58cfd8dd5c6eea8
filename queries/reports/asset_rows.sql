-- title = "资产余额明细"
-- purpose = "资产科目的期初、期末余额打开到这里：科目余额表的行。"
-- grain = "一行科目余额表的一行"
-- sources = ["asset_point", "unit_tree", "unit_name"]
-- basis = "与各资产科目余额同一口径。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- level1 = { type = "text", label = "一级科目" }
-- month = { type = "month", label = "月初时点" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- month = { type = "month", label = "月初时点" }
-- period = { of = "balance" }
-- account_name = { of = "balance" }
-- amount_fen = { type = "money", unit = "分", label = "余额" }
select
    held.batch,
    held.row_no,
    held.line,
    held.unit_id,
    coalesce(named.name, held.unit_id) as unit_name,
    held.month,
    held.period,
    held.account_name,
    held.amount_fen
from asset_point as held
left join unit_name as named on held.unit_id = named.unit_id
where
    ($level1 is null or held.level1_name = $level1)
    and ($month is null or held.month = $month)
    and ($unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by month, unit_id, batch, row_no
