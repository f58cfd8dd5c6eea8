-- rule = "A-09"
-- title = "名册上没有的人领取"
-- subject = "person"
-- severity = "high"
-- purpose = "领取人在会员名册上找不到。"
-- method = "写了会员编号的，名册里没有这个编号；只有姓名的，本单位和上下级单位的名册里没有这个姓名。"
-- exclusions = "本单位没有名册的不判断；找不到的有3人以上而占五分之一以上的，是名册不全，不逐人列；丧事，行政经费、财政资金、社会捐赠，只有姓名的送温暖、高温慰问、其他，以及发给亲属的，不判断。"
-- caution = "名册是另一天的；姓名写法不同的会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.9–10"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有会员名册' from member having count(member.name) = 0"
-- message = "{occurred_on}的发放（{kind}）{amount_fen}，会员名册里找不到领取人。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid", "member", "unit_tree"]
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
with
called as (
    select tree.unit_id, member.name
    from unit_tree as tree
    inner join member on tree.ancestor_id = member.unit_id
    union
    select tree.ancestor_id, member.name
    from unit_tree as tree
    inner join member on tree.unit_id = member.unit_id
    union
    select '（未填）', member.name from member
),
covered as (
    select distinct called.unit_id from called
),
judged as (
    select
        aid.batch, aid.row_no, aid.line, aid.unit_id, aid.person, aid.paid_date, aid.kind,
        aid.amount_fen,
        case
            when aid.member_id is not null then not aid.is_listed
            else called.name is null
        end as is_stranger
    from aid
    inner join covered on aid.unit_id = covered.unit_id
    left join called on aid.unit_id = called.unit_id and aid.name = called.name
    where
        aid.kind <> '丧事'
        and coalesce(aid.fund_source, '') not in ('财政资金', '社会捐赠', '行政经费')
        and (
            aid.member_id is not null
            or (
                aid.kind not in ('送温暖', '高温慰问', '其他')
                and coalesce(aid.beneficiary, '本人') = '本人'
            )
        )
),
habit as (
    select
        judged.unit_id, count(distinct judged.person) as people,
        count(distinct case when judged.is_stranger then judged.person end) as strangers
    from judged
    group by judged.unit_id
)
select
    judged.person as subject, judged.unit_id, judged.paid_date as occurred_on, judged.amount_fen,
    judged.batch, judged.row_no, judged.line, judged.kind
from judged
inner join habit on judged.unit_id = habit.unit_id
where judged.is_stranger and (habit.strangers < 3 or habit.strangers * 5 <= habit.people)
order by subject, batch, row_no
