-- title = "摘要和科目里的字眼"
-- purpose = "凭证里写过的每种摘要、每个科目名称说的是哪一类事，供规则取用。"
-- grain = "一行一种写法"
-- sources = ["audit_line"]
-- basis = "看里面有没有下面各栏的字。每种写法只看一次。说事情的字：去掉数字、标点、年月日次批、补付购款等字。"
-- measure = "table"
-- stored = true
-- [columns]
-- said = { type = "text", label = "摘要或科目名称（没有写的为空文本）" }
-- words = { type = "text", label = "说事情的字" }
-- is_correction = { type = "boolean", label = "红字、冲销、冲红、更正、调账" }
-- is_gift = { type = "boolean", label = "慰问、生日、节" }
-- is_feast = { type = "boolean", label = "慰问、生日、节，走访慰问不算" }
-- is_seasonal = { type = "boolean", label = "年节和往下拨的（慰问、帮扶、救助、助学、送温暖、困难、上解、拨付等）" }
-- is_moved = { type = "boolean", label = "不是买东西（上解、拨付、补助、划转、工资、社保、押金、退、借等）" }
-- is_routine = { type = "boolean", label = "值班、结转、计提" }
-- is_visit = { type = "boolean", label = "节日、慰问、走访、看望、送温暖" }
-- is_capital = { type = "boolean", label = "购置、工程和往下拨的（固定资产、设备、装修、补助下级、上解等）" }
with
written as (
    select distinct coalesce(line.summary, '') as said
    from audit_line as line
    union
    select distinct coalesce(line.account_name, '')
    from audit_line as line
    union
    select distinct coalesce(line.level1_name, '')
    from audit_line as line
)
select
    written.said,
    regexp_replace(
        written.said, '[^\p{L}]|[一二三四五六七八九十年月日第次批周季上下旬半补结算报销支付购款]', '', 'g'
    ) as words,
    regexp_matches(written.said, '红字|冲销|冲红|更正|调账') as is_correction,
    regexp_matches(written.said, '慰问|生日|节') as is_gift,
    regexp_matches(replace(written.said, '走访慰问', ''), '慰问|生日|节') as is_feast,
    regexp_matches(
        written.said, '慰问|生日|节|帮扶|救助|助学|送温暖|困难|上解|上缴|拨付|补助下级'
    ) as is_seasonal,
    regexp_matches(
        written.said, '上解|上缴|拨付|拨款|补助|划转|工资|社保|公积金|押金|退|借|还款'
    ) as is_moved,
    regexp_matches(written.said, '值班|结转|计提') as is_routine,
    regexp_matches(written.said, '节日|慰问|走访|看望|送温暖') as is_visit,
    regexp_matches(
        written.said, '固定资产|设备|资本性|购置|工程|装修|补助下级|拨付|上解|上缴'
    ) as is_capital
from written
