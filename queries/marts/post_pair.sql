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
-- same = { type = "integer", unit = "张", label = "该单位同一人的凭证" }
-- filled = { type = "integer", unit = "张", label = "该单位两栏都填的凭证" }
-- is_rare = { type = "boolean", label = "少见" }
with
met as (
    select
        head.voucher, head.unit_id, head.voucher_date, head.amount_fen, head.summary,
        head.maker, head.reviewer, head.poster, head.cashier, head.handler, head.approver,
        nullif(head.payee_key, '') as payee
    from voucher_head as head
    where
        head.maker in (head.reviewer, head.payee_key, head.cashier)
        or head.approver in (head.handler, head.payee_key)
        or head.reviewer in (head.payee_key, head.cashier)
        or head.cashier = head.poster
),
paired as (
    select
        met.voucher, met.unit_id, met.voucher_date, met.amount_fen, met.summary, post.pair,
        case post.one
            when 'maker' then met.maker when 'handler' then met.handler when 'payee' then met.payee
            else met.cashier
        end as person,
        case post.other
            when 'reviewer' then met.reviewer when 'approver' then met.approver
            when 'poster' then met.poster else met.maker
        end as other
    from met
    cross join (values
        ('制单、审核', 'maker', 'reviewer'), ('经办、审批', 'handler', 'approver'),
        ('收款、审批', 'payee', 'approver'), ('收款、审核', 'payee', 'reviewer'),
        ('收款、制单', 'payee', 'maker'), ('出纳、制单', 'cashier', 'maker'),
        ('出纳、审核', 'cashier', 'reviewer'), ('出纳、记账', 'cashier', 'poster')
    ) as post(pair, one, other)
),
held as (
    select
        head.unit_id,
        count(case when head.reviewer is not null then head.maker end) as maker_reviewer,
        count(case when head.approver is not null then head.handler end) as handler_approver,
        count(case when head.payee_key <> '' then head.approver end) as payee_approver,
        count(case when head.payee_key <> '' then head.reviewer end) as payee_reviewer,
        count(case when head.payee_key <> '' then head.maker end) as payee_maker,
        count(case when head.maker is not null then head.cashier end) as cashier_maker,
        count(case when head.reviewer is not null then head.cashier end) as cashier_reviewer,
        count(case when head.poster is not null then head.cashier end) as cashier_poster
    from voucher_head as head
    group by head.unit_id
),
counted as (
    select
        paired.unit_id, paired.pair, count(*) as same,
        case paired.pair
            when '制单、审核' then min(held.maker_reviewer)
            when '经办、审批' then min(held.handler_approver)
            when '收款、审批' then min(held.payee_approver)
            when '收款、审核' then min(held.payee_reviewer)
            when '收款、制单' then min(held.payee_maker)
            when '出纳、制单' then min(held.cashier_maker)
            when '出纳、审核' then min(held.cashier_reviewer)
            else min(held.cashier_poster)
        end as filled
    from paired
    inner join held on paired.unit_id = held.unit_id
    where paired.person = paired.other
    group by paired.unit_id, paired.pair
)
select
    paired.voucher, paired.unit_id, paired.voucher_date, paired.amount_fen, paired.summary,
    paired.pair, counted.same, counted.filled,
    counted.filled >= 5 and (counted.same - 1) * 10 <= counted.filled as is_rare
from paired
inner join counted on paired.unit_id = counted.unit_id and paired.pair = counted.pair
where paired.person = paired.other
