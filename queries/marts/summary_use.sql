-- title = "付款的摘要用过几次"
-- purpose = "一个单位付款的每种摘要用过几次，供规则看哪些是它的写法。"
-- grain = "一行一个单位、一种摘要"
-- sources = ["payment"]
-- basis = "付款见中间视图“付款”，不含红字和已冲销的；摘要去掉两头的空格，没有的为空文本。"
-- measure = "table"
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- summary = { type = "text", label = "摘要" }
-- same = { type = "integer", unit = "笔", label = "这样写的付款" }
-- payments = { type = "integer", unit = "笔", label = "本单位付款" }
-- all_payments = { type = "integer", unit = "笔", label = "全部付款" }
select
    held.unit_id, trim(coalesce(held.summary, '')) as summary, count(*) as same,
    sum(count(*)) over (partition by held.unit_id)::bigint as payments,
    sum(count(*)) over ()::bigint as all_payments
from payment as held
where not (held.is_red or held.is_cancelled)
group by held.unit_id, trim(coalesce(held.summary, ''))
