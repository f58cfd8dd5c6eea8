-- title = "单位与组织明细"
-- purpose = "单位与组织台账逐行查看，任一行打开原件。"
-- grain = "一行一个组织"
-- sources = ["unit", "unit_tree"]
-- basis = "在账的行，照台账所录。本届起始日、任期年数见原件。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- only_unit = { type = "identifier", label = "单位（不含下级）" }
-- text = { type = "text", label = "含有文字" }
-- limit = { type = "integer", label = "至多行数" }
-- offset = { type = "integer", label = "略过行数" }
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "unit" }
-- name = { of = "unit" }
-- kind = { of = "unit" }
-- parent_id = { of = "unit" }
-- province = { of = "unit" }
-- area = { of = "unit" }
-- founded_date = { of = "unit" }
-- headcount = { of = "unit" }
-- staff_regular = { of = "unit" }
-- staff_temporary = { of = "unit" }
-- has_union = { of = "unit" }
-- chair = { of = "unit" }
-- leader_id = { of = "unit" }
-- review_committee = { of = "unit" }
-- review_chair = { of = "unit" }
-- review_members = { of = "unit" }
-- last_review_date = { of = "unit" }
-- union_account_no = { of = "unit" }
-- admin_account_no = { of = "unit" }
-- has_aid_fund = { of = "unit" }
-- filing_no = { of = "unit" }
-- filing_date = { of = "unit" }
-- closed_through = { of = "unit" }
-- status = { of = "unit" }
select
    unit.batch,
    unit.row_no,
    unit.line,
    unit.unit_id,
    unit.name,
    unit.kind,
    unit.parent_id,
    unit.province,
    unit.area,
    unit.founded_date,
    unit.headcount,
    unit.staff_regular,
    unit.staff_temporary,
    unit.has_union,
    unit.chair,
    unit.leader_id,
    unit.review_committee,
    unit.review_chair,
    unit.review_members,
    unit.last_review_date,
    unit.union_account_no,
    unit.admin_account_no,
    unit.has_aid_fund,
    unit.filing_no,
    unit.filing_date,
    unit.closed_through,
    unit.status
from unit
where
    ($only_unit is null or coalesce(unit.unit_id, '（未填）') = $only_unit)
    and (
        $text is null
        or instr(lower(unit.name), lower($text)) > 0
        or instr(lower(unit.unit_id), lower($text)) > 0
        or instr(lower(unit.chair), lower($text)) > 0
        or instr(lower(unit.area), lower($text)) > 0
    )
    and ($unit is null or unit.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by unit_id, batch, row_no
limit $limit offset $offset
