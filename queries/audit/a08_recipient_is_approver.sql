-- rule = "A-08"
-- title = "自己审批发给自己的帮扶"
-- subject = "person"
-- severity = "high"
-- purpose = "帮扶救助的受助人就是审批人。"
-- method = "一笔发放的审批人与受助人是同一个名字（不看空格）。"
-- exclusions = "没有写审批人的；节日、生日、婚育、住院、丧事、退休、高温慰问（会员都有）；同一人的超过十分之一（除去一笔）的单位。"
-- caution = "同名的两个人会误报，看会员编号或笔迹即知。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第二十五条第（一）项"
-- status = "verified"
-- limits = []
-- precondition = "select '帮扶慰问没有写审批人。' where not exists (select aid.person from aid where aid.approver is not null)"
-- message = "{paid_date}的{kind}{amount_fen}，审批人与受助人是同一个名字。"
-- grain = "一行一笔发放"
-- sources = ["aid"]
-- basis = "发放见中间视图“发放与受助人”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- paid_date = { of = "assistance" }
-- kind = { of = "assistance" }
with
approved as (
    select
        aid.person, aid.unit_id, aid.paid_date, aid.amount_fen, aid.batch, aid.row_no, aid.line,
        aid.kind, replace(aid.approver, ' ', '') = replace(aid.name, ' ', '') as is_same
    from aid
    where
        aid.approver is not null
        and aid.kind in ('困难帮扶', '大病救助', '意外救助', '金秋助学', '送温暖', '其他')
),
counted as (
    select
        approved.unit_id,
        count(*) as filled,
        count_if(approved.is_same) as same
    from approved
    group by approved.unit_id
)
select
    approved.person as subject, approved.unit_id, approved.paid_date as occurred_on,
    approved.amount_fen, approved.batch, approved.row_no, approved.line, approved.paid_date,
    approved.kind
from approved
inner join counted
    on approved.unit_id = counted.unit_id and (counted.same - 1) * 10 <= counted.filled
where approved.is_same
order by subject, batch, row_no
