-- rule = "R-47"
-- title = "没有设经审会"
-- subject = "unit"
-- severity = "medium"
-- purpose = "会员25人以上的工会没有设经费审查委员会。"
-- method = "单位台账写明没有经审会，职工25人以上，也没有经审委员。"
-- exclusions = "没有填的不判断；25人以下选一名经审委员的不列；停用撤销的、工会小组等不判断。"
-- caution = "职工人数不是会员人数。"
-- regulation = "《中国工会章程》；《中华人民共和国工会法》(2021)"
-- article = "章程第十三条；工会法第四十五条"
-- status = "verified"
-- limits = []
-- precondition = "select '单位台账没有填是否设经审会' from unit having count(unit.review_committee) = 0"
-- message = "这个工会有职工 {headcount}，单位台账写着没有经费审查委员会。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["unit"]
-- basis = "单位见单位台账。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- headcount = { of = "unit" }
select
    unit.unit_id as subject, unit.unit_id, unit.founded_date as occurred_on,
    cast(null as bigint) as amount_fen, unit.batch, unit.row_no, unit.line, unit.headcount
from unit
where
    unit.kind in ('总工会', '基层工会', '企业') and coalesce(unit.status, '正常') = '正常'
    and coalesce(unit.has_union, true) and not unit.review_committee and unit.headcount >= 25
    and coalesce(unit.review_members, 0) = 0
order by subject, batch, row_no
