-- rule = "R-57"
-- title = "帮扶金额在参考区间之外"
-- subject = "person"
-- severity = "low"
-- purpose = "作为备注：困难帮扶、大病救助、金秋助学的金额在参考区间之外。"
-- method = "按类型与参考区间比较。"
-- exclusions = "有本地标准的看 R-27；没有参考区间的地区不判断。"
-- caution = "参考区间是一省的示例数据，只作演示，不作依据。"
-- regulation = "一省的示例数据"
-- article = ""
-- status = "memory"
-- limits = ["R-57.living_min", "R-57.living_max", "R-57.medical_min", "R-57.medical_max", "R-57.study_min", "R-57.study_max"]
-- message = "{occurred_on}的{kind}{amount_fen}，参考区间是{least_fen}至{most_fen}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid_limited"]
-- basis = "发放和标准见中间视图“发放与当时的标准”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- kind = { of = "assistance" }
-- least_fen = { type = "money", unit = "分", label = "参考区间下限" }
-- most_fen = { type = "money", unit = "分", label = "参考区间上限" }
with
ranged as (
    select
        aid.person, aid.unit_id, aid.paid_date, aid.amount_fen, aid.batch, aid.row_no, aid.line,
        aid.kind, min(aid.value_fen) as least_fen, max(aid.value_fen) as most_fen
    from aid_limited as aid
    where
        aid.limit_id like 'R-57%'
        and case aid.kind
            when '困难帮扶' then aid.limit_id in ('R-57.living_min', 'R-57.living_max')
            when '大病救助' then aid.limit_id in ('R-57.medical_min', 'R-57.medical_max')
            when '金秋助学' then aid.limit_id in ('R-57.study_min', 'R-57.study_max')
        end
    group by
        aid.person, aid.unit_id, aid.paid_date, aid.amount_fen, aid.batch, aid.row_no, aid.line,
        aid.kind
)
select
    ranged.person as subject, ranged.unit_id, ranged.paid_date as occurred_on, ranged.amount_fen,
    ranged.batch, ranged.row_no, ranged.line, ranged.kind, ranged.least_fen, ranged.most_fen
from ranged
where ranged.amount_fen < ranged.least_fen or ranged.amount_fen > ranged.most_fen
order by subject, batch, row_no
