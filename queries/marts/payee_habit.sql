-- title = "收款方的往来习惯"
-- purpose = "一个单位平时怎样付款给一个收款方，供规则分辨常来常往和偶然。"
-- grain = "一行一个单位、一个写明的收款方"
-- sources = ["payment", "member", "assistance"]
-- basis = "红字和已冲销的不计。往来频繁：付款6笔以上，平均相隔不到两周。集体名单：签收表、名单、花名册一类。个人：名册或发放名单上的名字；或者两三个字、末字不是店、厂、社、会等的名字。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- payments = { type = "integer", unit = "笔", label = "付款笔数" }
-- months = { type = "integer", unit = "个月", label = "有付款的月份" }
-- is_lasting = { type = "boolean", label = "常年往来（6个月以上有付款）" }
-- is_frequent = { type = "boolean", label = "往来频繁" }
-- is_collective = { type = "boolean", label = "集体名单" }
-- is_person = { type = "boolean", label = "个人" }
with
known as (
    select member.name from member
    union
    select assistance.recipient_name from assistance
),
paid as (
    select
        payment.unit_id,
        payment.payee_key,
        count(*) as payments,
        count(distinct payment.month) as months,
        date_diff('day', min(payment.voucher_date), max(payment.voucher_date)) as days
    from payment
    where payment.payee_key <> '' and not (payment.is_red or payment.is_cancelled)
    group by payment.unit_id, payment.payee_key
)
select
    paid.unit_id,
    paid.payee_key,
    paid.payments,
    paid.months,
    paid.months >= 6 as is_lasting,
    paid.payments >= 6 and paid.days < 14 * (paid.payments - 1) as is_frequent,
    regexp_matches(
        paid.payee_key,
        '签收|签领|名单|名册|清单|领款人|领取人|多人|职工$|会员$|员工$|人员$|工资表|发放表|工作者$|[0-9一二三四五六七八九十]人$'
    ) as is_collective,
    known.name is not null or (
        regexp_matches(paid.payee_key, '^\p{L}{2,3}$')
        and not regexp_matches(
            paid.payee_key,
            '[店部社厂所站处场馆院校司会行局室房园坊庄楼铺苑城网吧堂屋超市]$'
        )
    ) as is_person
from paid
left join known on paid.payee_key = known.name
