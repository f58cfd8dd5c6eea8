-- title = "收款方的名称"
-- purpose = "每个写到的收款方只留字和数字的名称，供比较写法不同的同一家。"
-- grain = "一行一种写法"
-- sources = ["voucher"]
-- basis = "全角作半角，大写作小写，去掉空格、标点、括号和末尾的公司字样。"
-- measure = "table"
-- stored = true
-- [columns]
-- payee = { of = "voucher" }
-- payee_key = { type = "text", label = "收款方（只留字，不含公司字样）" }
-- core = { type = "text", label = "再不含公司、省、市、县、区一类字样" }
-- bare = { type = "text", label = "再不含数字、甲乙丙丁、东南西北" }
-- is_noted = { type = "boolean", label = "有括号" }
-- unnoted = { type = "text", label = "括号里的字也不含" }
with
named as (
    select
        said.payee,
        regexp_replace(
            regexp_replace(
                lower(translate(
                    said.payee,
                    'ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ０１２３４５６７８９',
                    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
                )),
                '[^\p{L}\p{N}]', '', 'g'
            ),
            '(股份|责任)?有限(责任)?公司$', ''
        ) as payee_key
    from (select distinct voucher.payee from voucher) as said
    where said.payee is not null
)
select
    named.payee, named.payee_key,
    regexp_replace(named.payee_key, '有限|责任|股份|集团|公司|省|市|县|区', '', 'g') as core,
    regexp_replace(named.payee_key, '[0-9一二三四五六七八九十甲乙丙丁东南西北]', '', 'g') as bare,
    regexp_matches(named.payee, '[（(].+[）)]') as is_noted,
    regexp_replace(
        named.payee, '[（(].*[）)]|[^\p{L}\p{N}]|有限|责任|股份|集团|公司|省|市|县|区', '', 'g'
    ) as unnoted
from named
