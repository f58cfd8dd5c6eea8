-- rule = "A-02"
-- title = "没有写收款方，隔几天又付一次"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "没有写收款方的账上，隔了几天，同一件事又付了同样的数。"
-- method = "没有写收款方的付款，同一单位、一级科目、金额（超过100元，不是整10元）和摘要（去掉数字、标点和补、付、购、月），后一笔在前一笔之后 A-02.days 天以内、不在同一天；这样的付款一共只有两笔。"
-- exclusions = "红字和已冲销的；慰问、补助、奖励、劳务一类付给各人的；两张发票号不同的；没有摘要的。"
-- caution = "两次采购恰好同价时会误报，看票据和到货即知。"
-- regulation = "审计方法：重复付款测试"
-- article = ""
-- status = "secondary"
-- limits = ["A-02.days"]
-- message = "{occurred_on}支出{amount_fen}，{days}前的{other}凭证已付过同样的数，科目、事由也一样，都没有写收款方。{summary}"
-- grain = "一行一张疑为再付一次的凭证，或它前面的那一张"
-- sources = ["payment", "limit_span"]
-- basis = "见中间视图“付款”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- days = { type = "integer", unit = "天", label = "相隔" }
-- other = { type = "text", label = "前一张凭证" }
-- summary = { of = "voucher" }
with
unnamed as (
    select
        held.voucher, held.unit_id, held.voucher_date, held.number, held.batch, held.row_no,
        held.line, held.amount_fen, coalesce(held.account, '') as account, held.summary,
        held.invoice_no, regexp_replace(held.summary, '[^\p{L}]|[补付购月]', '', 'g') as words
    from payment as held
    where
        held.payee_key = '' and held.amount_fen > 10000 and held.amount_fen % 1000 <> 0
        and not (held.is_red or held.is_cancelled)
        and not regexp_matches(
            held.summary, '慰问|看望|生日|补助|补贴|救助|帮扶|助学|奖|劳务|讲课|评委|裁判|误餐|退'
        )
),
paid as (
    select
        held.voucher, held.unit_id, held.voucher_date, held.number, held.batch, held.row_no,
        held.line, held.amount_fen, held.account, held.summary, held.words, held.invoice_no,
        row_number() over (
            partition by held.unit_id, held.account, held.words, held.amount_fen
            order by held.voucher_date, held.batch, held.row_no
        ) as turn,
        count(*) over (
            partition by held.unit_id, held.account, held.words, held.amount_fen
        ) as times
    from unnamed as held
    where held.words <> ''
)
select
    later.voucher as subject, later.unit_id, later.voucher_date as occurred_on,
    later.amount_fen,
    case when side.is_first then earlier.batch else later.batch end as batch,
    case when side.is_first then earlier.row_no else later.row_no end as row_no,
    case when side.is_first then earlier.line else later.line end as line,
    date_diff('day', earlier.voucher_date, later.voucher_date) as days,
    coalesce(earlier.number || '号', '没有编号的') as other, later.summary
from paid as later
inner join paid as earlier using (unit_id, account, words, amount_fen)
inner join limit_span as near
    on
        near.limit_id = 'A-02.days' and near.unit_id = later.unit_id
        and later.voucher_date >= near.valid_from and later.voucher_date < near.valid_before
cross join (values (true), (false)) as side(is_first)
where
    earlier.turn = 1
    and later.turn = 2
    and later.times = 2
    and later.voucher_date > earlier.voucher_date
    and date_diff('day', earlier.voucher_date, later.voucher_date) <= near.value
    and (
        later.invoice_no is null
        or later.invoice_no = coalesce(earlier.invoice_no, later.invoice_no)
    )
order by subject, batch, row_no
