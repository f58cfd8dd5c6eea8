-- rule = "R-56"
-- title = "帮扶材料不齐"
-- subject = "person"
-- severity = "medium"
-- purpose = "困难帮扶、大病救助的材料清单缺了同单位一向都有的材料。"
-- method = "九种材料（登记表、诊断证明、身份证、户口本、申请、单位证明、医院单据、公示、上级证明），同单位同类型五分之四以上写了的，列出没有写的。"
-- exclusions = "只比较这个单位一向写的材料。"
-- caution = "不是每样材料每次都用得着。"
-- regulation = "困难职工帮扶的材料清单"
-- article = ""
-- status = "secondary"
-- limits = []
-- precondition = "select '帮扶慰问台账没有登记材料' from aid having count(aid.materials) = 0"
-- message = "{occurred_on}的{kind}{amount_fen}，材料清单缺 {lacking}同单位一向都有的材料，例如{paper}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid"]
-- basis = "发放见中间视图“发放与受助人”。"
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
-- lacking = { type = "integer", unit = "样", label = "缺的材料" }
-- paper = { type = "text", label = "例如" }
with
wanted as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date, aid.kind,
        aid.amount_fen, paper.name,
        case when contains(coalesce(aid.materials, ''), paper.mark) then 1 else 0 end as has_it
    from aid
    cross join (
        values ('登记表', '登记表'), ('诊断证明', '诊断'), ('身份证', '身份证'), ('户口本', '户口'),
            ('个人申请', '申请'), ('单位证明', '单位证明'), ('医院单据', '单据'), ('公示材料', '公示'),
            ('上级证明', '上级证明')
    ) as paper(name, mark)
    where aid.kind in ('困难帮扶', '大病救助')
),
usual as (
    select
        wanted.unit_id, wanted.kind, wanted.name
    from wanted
    group by wanted.unit_id, wanted.kind, wanted.name
    having avg(wanted.has_it) >= 0.8
)
select
    wanted.person as subject, wanted.unit_id, wanted.paid_date as occurred_on, wanted.amount_fen,
    wanted.batch, wanted.row_no, wanted.line, wanted.kind, count(*) as lacking,
    min(wanted.name) as paper
from wanted
inner join usual
    on
        wanted.unit_id = usual.unit_id and wanted.kind = usual.kind
        and wanted.name = usual.name
where wanted.has_it = 0
group by
    wanted.person, wanted.unit_id, wanted.paid_date, wanted.amount_fen, wanted.batch,
    wanted.row_no, wanted.line, wanted.kind
order by subject, batch, row_no
