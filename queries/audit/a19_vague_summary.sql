-- rule = "A-19"
-- title = "摘要含糊"
-- subject = "voucher"
-- severity = "low"
-- purpose = "摘要看不出钱花在什么事上，而这些账平时写得清楚。"
-- method = "给摘要打分：不足5个字0.4，不足10个字0.2，每有一个含糊的词（A-19.keyword.*）加它的分。空白、只有数字，或者有含糊的词而得分达到 A-19.score 的算含糊。只有当含糊的不超过本单位付款的2%（50笔以上），或者本单位只有一笔而全部付款中也不超过2%时才列。"
-- exclusions = "红字和已冲销的；同样的摘要用过三次以上、在本单位付款中超过二百分之一的（本单位的写法）；摘要大多不填的单位。"
-- caution = "摘要简短是有的单位的习惯。"
-- regulation = "公开的审计工具"
-- article = ""
-- status = "secondary"
-- limits = ["A-19.score"]
-- message = "{occurred_on}付款{amount_fen}，摘要“{summary}”看不出花在什么事上。"
-- grain = "一行一张摘要含糊的付款凭证"
-- sources = ["payment", "summary_use", "limit_span"]
-- basis = "付款见中间视图“付款”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- summary = { type = "text", label = "摘要" }
with
word as (
    select distinct cap.word from limit_span as cap where cap.limit_id like 'A-19.keyword.%'
),
vague as (
    select distinct used.unit_id, used.summary, used.payments, used.all_payments
    from summary_use as used
    left join word on contains(used.summary, word.word)
    where
        (used.same < 3 or used.same * 200 <= used.payments)
        and (word.word is not null or regexp_matches(used.summary, '^[^\p{L}]*$'))
),
paid as (
    select
        held.voucher, held.unit_id, held.voucher_date, held.batch, held.row_no, held.line,
        held.amount_fen, vague.summary, vague.payments, vague.all_payments
    from payment as held
    inner join vague
        on held.unit_id = vague.unit_id and trim(coalesce(held.summary, '')) = vague.summary
    where not (held.is_red or held.is_cancelled)
),
worded as (
    select paid.batch, paid.row_no, sum(word.value) as score
    from paid
    inner join limit_span as word
        on
            word.limit_id like 'A-19.keyword.%' and word.unit_id = paid.unit_id
            and paid.voucher_date >= word.valid_from and paid.voucher_date < word.valid_before
            and contains(paid.summary, word.word)
    group by paid.batch, paid.row_no
),
scored as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.batch, paid.row_no, paid.line,
        paid.amount_fen, paid.summary, paid.payments, paid.all_payments,
        count(*) over (partition by paid.unit_id) as vague,
        count(*) over () as all_vague
    from paid
    left join worded on paid.batch = worded.batch and paid.row_no = worded.row_no
    inner join limit_span as least
        on
            least.limit_id = 'A-19.score' and least.unit_id = paid.unit_id
            and paid.voucher_date >= least.valid_from and paid.voucher_date < least.valid_before
    where
        regexp_matches(paid.summary, '^[^\p{L}]*$')
        or worded.score + case
            when length(paid.summary) < 5 then 0.4 when length(paid.summary) < 10 then 0.2 else 0
        end >= least.value
)
select
    scored.voucher as subject, scored.unit_id, scored.voucher_date as occurred_on,
    scored.amount_fen, scored.batch, scored.row_no, scored.line, scored.summary
from scored
where
    scored.vague * 50 <= scored.payments
    or (scored.vague = 1 and scored.all_vague * 50 <= scored.all_payments)
order by subject, batch, row_no
