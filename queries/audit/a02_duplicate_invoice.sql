-- rule = "A-02"
-- title = "同一张发票付了两次"
-- subject = "voucher"
-- severity = "high"
-- purpose = "同一个发票号在两张付款凭证上出现。"
-- method = "发票号有6位以上数字，出现在2张或3张不同的凭证上（不论单位、日期），后面的凭证收款方相同或金额相同；12位以上的号码全国不重，收款方和金额都不同也列出。"
-- exclusions = "红字和已冲销的；4张以上凭证共用的号码（汇总发票、合同号）；全是同一个数字的号码；写明预付、定金、首付、尾款、余款、分期、质保的分次付款。"
-- caution = "一张发票分几次付款时会误报；8位号码不同的发票代码下可能相同。"
-- regulation = "审计方法：重复付款测试"
-- article = ""
-- status = "secondary"
-- limits = []
-- message = "{occurred_on}付给“{payee}”{amount_fen}，发票号 {invoice_no} 在{before_date}的{other}号凭证上已经报过，那次{before_fen}。{summary}"
-- grain = "一行一张用了已报发票号的凭证，或先报的那一张"
-- sources = ["payment"]
-- basis = "付款见中间视图“付款”。发票号去掉空格再比较。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- payee = { of = "voucher" }
-- invoice_no = { of = "voucher" }
-- other = { type = "text", label = "先报的凭证" }
-- before_date = { type = "date", label = "先报的日期" }
-- before_fen = { type = "money", unit = "分", label = "先报的金额" }
-- summary = { of = "voucher" }
with
repeated as materialized (
    select replace(paid.invoice_no, ' ', '') as invoice
    from payment as paid
    group by replace(paid.invoice_no, ' ', '')
    having count(*) > 1
),
billed as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.number, paid.batch, paid.row_no,
        paid.line, paid.payee, paid.payee_key, paid.amount_fen, paid.invoice_no,
        coalesce(paid.summary, '') as summary, repeated.invoice
    from payment as paid
    inner join repeated on replace(paid.invoice_no, ' ', '') = repeated.invoice
    where
        regexp_matches(repeated.invoice, '[0-9]{6}')
        and not regexp_matches(repeated.invoice, '^(0+|1+|2+|3+|4+|5+|6+|7+|8+|9+)$')
        and not (paid.is_red or paid.is_cancelled)
),
turned as (
    select
        billed.voucher, billed.unit_id, billed.voucher_date, billed.number, billed.batch,
        billed.row_no, billed.line, billed.payee, billed.payee_key, billed.amount_fen,
        billed.invoice_no, billed.summary, billed.invoice,
        row_number() over (
            partition by billed.invoice order by billed.voucher_date, billed.batch, billed.row_no
        ) as turn,
        count(*) over (partition by billed.invoice) as times
    from billed
)
select
    later.voucher as subject, later.unit_id, later.voucher_date as occurred_on,
    later.amount_fen,
    case when side.is_first then earlier.batch else later.batch end as batch,
    case when side.is_first then earlier.row_no else later.row_no end as row_no,
    case when side.is_first then earlier.line else later.line end as line,
    later.payee, later.invoice_no,
    coalesce(earlier.number, '') as other, earlier.voucher_date as before_date,
    earlier.amount_fen as before_fen, later.summary
from turned as later
inner join turned as earlier on later.invoice = earlier.invoice
cross join (values (true), (false)) as side(is_first)
where
    earlier.turn = 1
    and later.voucher <> earlier.voucher
    and later.times <= 3
    and (
        later.payee_key = earlier.payee_key
        or later.amount_fen = earlier.amount_fen
        or regexp_matches(later.invoice, '[0-9]{12}')
    )
    and not regexp_matches(
        later.summary || earlier.summary, '预付|定金|订金|首付|首期|尾款|余款|分期|质保|第.期'
    )
order by subject, batch, row_no
