-- rule = "A-10"
-- title = "几个人用一个账号"
-- subject = "person"
-- severity = "high"
-- purpose = "几名会员的收款账号是同一个。"
-- method = "发放台账的收款账号和名册的银行卡号，只留数字，同一个账号有 A-10.members 个以上不同姓名的人；后出现的人各列一条。"
-- exclusions = "同一家庭编号的算一人；多于10人的是商户或代发的账号；少于8位的；16位以上而末三位是000的（电子表格丢了末几位）不比较。"
-- caution = "夫妻同在一单位而没有写家庭编号的会误报；同名的人不区分。"
-- regulation = "公开的审计软件测试（虚设人员）"
-- article = "方法"
-- status = "secondary"
-- limits = ["A-10.members"]
-- precondition = "select '没有收款账号，也没有银行卡号' from (select aid.bank_account from aid union all select member.bank_account from member) as held having count(held.bank_account) = 0"
-- message = "这名会员的账号与别人相同，共 {people}用这个账号。{compared}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["aid", "member", "limit_span"]
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
-- people = { type = "integer", unit = "人", label = "人数" }
-- compared = { type = "text", label = "没有比较的账号" }
with
written as (
    select
        aid.person, aid.name, aid.household_id, aid.unit_id, aid.paid_date as seen_on,
        aid.amount_fen, aid.batch, aid.row_no, aid.line,
        regexp_replace(aid.bank_account, '[^0-9]', '', 'g') as account
    from aid
    union all
    select
        member.member_id, member.name, member.household_id, member.unit_id,
        cast(null as date), cast(null as bigint), member.batch, member.row_no, member.line,
        regexp_replace(member.bank_account, '[^0-9]', '', 'g')
    from member
),
kept as (
    select
        written.person, written.unit_id, written.seen_on, written.amount_fen, written.batch,
        written.row_no, written.line, written.account,
        coalesce(written.household_id, written.name, written.person) as owner,
        regexp_matches(written.account, '^[0-9]{13,}000$') as is_lost
    from written
    where regexp_matches(written.account, '^[0-9]{8,}$')
),
lost as (
    select count(distinct kept.account) as accounts from kept where kept.is_lost
),
shared as (
    select kept.account, count(distinct kept.owner) as people
    from kept
    inner join limit_span as fewest
        on fewest.limit_id = 'A-10.members' and kept.unit_id = fewest.unit_id
    where not kept.is_lost
    group by kept.account
    having count(distinct kept.owner) >= max(fewest.value) and count(distinct kept.owner) <= 10
),
owned as (
    select
        kept.account, kept.person, max(kept.unit_id) as unit_id, max(kept.seen_on) as seen_on,
        max(kept.amount_fen) as amount_fen,
        row_number() over (
            partition by kept.account
            order by min(kept.seen_on) nulls first, min(kept.batch), min(kept.row_no)
        ) as place
    from kept
    inner join shared on kept.account = shared.account
    group by kept.account, kept.person
)
select
    owned.person as subject, owned.unit_id, owned.seen_on as occurred_on, owned.amount_fen,
    kept.batch, kept.row_no, kept.line, shared.people,
    case
        when lost.accounts = 0 then '写了账号的都比较过'
        else '另有' || cast(lost.accounts as varchar) || '个账号丢了末几位，没有比较'
    end as compared
from owned
inner join shared on owned.account = shared.account
inner join kept on owned.account = kept.account
cross join lost
where owned.place > 1
order by subject, batch, row_no
