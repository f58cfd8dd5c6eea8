-- title = "一人身兼两职的凭证"
-- purpose = "一张凭证上两个岗位写着同一个人，以及该单位这样的凭证有多少。"
-- grain = "一行一张凭证、一对岗位"
-- sources = ["voucher_head"]
-- basis = "两栏都填了的才比。少见：两栏都填的凭证有5张以上，除去一张，同一人的不超过十分之一。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- voucher_date = { of = "voucher" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- summary = { of = "voucher" }
-- pair = { type = "list", label = "岗位" }
-- person = { type = "name", label = "姓名" }
-- is_flow = { type = "boolean", label = "有收支往来科目" }
-- same = { type = "integer", unit = "张", label = "该单位同一人的凭证" }
-- filled = { type = "integer", unit = "张", label = "该单位两栏都填的凭证" }
-- is_rare = { type = "boolean", label = "少见" }
with
paired as (
    select
        head.voucher, head.unit_id, head.voucher_date, head.amount_fen, head.summary,
        head.is_flow, post.pair,
        case post.one
            when '制单' then head.maker
            when '经办' then head.handler
            when '收款' then nullif(head.payee_key, '')
            else head.cashier
        end as person,
        case post.other
            when '审核' then head.reviewer
            when '审批' then head.approver
            when '记账' then head.poster
            else head.maker
        end as other
    from voucher_head as head
    cross join (values
        ('制单、审核', '制单', '审核'), ('经办、审批', '经办', '审批'),
        ('收款、审批', '收款', '审批'), ('收款、审核', '收款', '审核'),
        ('收款、制单', '收款', '制单'), ('出纳、制单', '出纳', '制单'),
        ('出纳、审核', '出纳', '审核'), ('出纳、记账', '出纳', '记账')
    ) as post(pair, one, other)
),
counted as (
    select
        paired.unit_id, paired.pair,
        count(*) as filled,
        count(case when paired.person = paired.other then 1 end) as same
    from paired
    where paired.person is not null and paired.other is not null
    group by paired.unit_id, paired.pair
)
select
    paired.voucher, paired.unit_id, paired.voucher_date, paired.amount_fen, paired.summary,
    paired.pair, paired.person, paired.is_flow, counted.same, counted.filled,
    counted.filled >= 5 and (counted.same - 1) * 10 <= counted.filled as is_rare
from paired
inner join counted on paired.unit_id = counted.unit_id and paired.pair = counted.pair
where paired.person = paired.other
