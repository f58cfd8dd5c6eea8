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
