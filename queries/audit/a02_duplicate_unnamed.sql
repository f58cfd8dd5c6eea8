-- rule = "A-02"
-- title = "没有写收款方的相同支出"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "没有写收款方的账上，同一天有两笔摘要、科目、金额都一样的支出。"
-- method = "没有写收款方的付款，同一单位、日期、一级科目、摘要、金额的有2笔或3笔，后面的列为疑点。"
-- exclusions = "红字和已冲销的；4笔以上（普遍发放）；慰问、补助、奖励、劳务一类付给各人的；两张发票号不同的；没有摘要的。"
-- caution = "同一天确有两笔一样的零星采购时会误报，看票据即知。"
-- regulation = "审计方法：重复付款测试"
-- article = ""
-- status = "secondary"
-- limits = []
-- message = "{occurred_on}支出{amount_fen}，与{other}凭证同一天，摘要、科目、金额都一样，都没有写收款方。{summary}"
-- grain = "一行一张疑为重复的凭证，或与它相同的前一张"
-- sources = ["payment"]
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
-- other = { type = "text", label = "相同的凭证" }
-- summary = { of = "voucher" }
with
turned as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.number, paid.batch, paid.row_no,
        paid.line, paid.amount_fen, paid.account, paid.summary, paid.invoice_no,
        row_number() over (
            partition by
                paid.unit_id, paid.voucher_date, paid.account, paid.summary, paid.amount_fen
            order by paid.batch, paid.row_no
        ) as turn,
        count(*) over (
            partition by
                paid.unit_id, paid.voucher_date, paid.account, paid.summary, paid.amount_fen
        ) as times
    from payment as paid
    where
        paid.payee_key = ''
        and not (paid.is_red or paid.is_cancelled)
        and not regexp_matches(
            paid.summary, '慰问|补助|补贴|救助|帮扶|助学|奖|劳务|讲课|评委|裁判|误餐|退'
        )
)
select
    later.voucher as subject, later.unit_id, later.voucher_date as occurred_on,
    later.amount_fen,
    case when side.is_first then earlier.batch else later.batch end as batch,
    case when side.is_first then earlier.row_no else later.row_no end as row_no,
    case when side.is_first then earlier.line else later.line end as line,
    coalesce(earlier.number || '号', '没有编号的') as other, later.summary
from turned as later
inner join turned as earlier
    on
        later.unit_id = earlier.unit_id and later.voucher_date = earlier.voucher_date
        and coalesce(later.account, '') = coalesce(earlier.account, '')
        and later.summary = earlier.summary and later.amount_fen = earlier.amount_fen
cross join (values (true), (false)) as side(is_first)
where
    earlier.turn = 1
    and later.turn > 1
    and later.times <= 3
    and (
        later.invoice_no is null
        or later.invoice_no = coalesce(earlier.invoice_no, later.invoice_no)
    )
order by subject, batch, row_no
