-- title = "摘要里说事情的字"
-- purpose = "每种摘要去掉数字、批次、月份以后，说的是什么事。"
-- grain = "一行一种摘要"
-- sources = ["payment_named"]
-- basis = "去掉数字、标点、年月日次批、补付购款等字。每种摘要只算一次。"
-- measure = "table"
-- stored = true
-- [columns]
-- summary = { type = "text", label = "摘要（没有的为空文本）" }
-- words = { type = "text", label = "说事情的字" }
select
    said.summary,
    regexp_replace(
        said.summary, '[^\p{L}]|[一二三四五六七八九十年月日第次批周季上下旬半补结算报销支付购款]', '', 'g'
    ) as words
from (select distinct named.summary from payment_named as named) as said
