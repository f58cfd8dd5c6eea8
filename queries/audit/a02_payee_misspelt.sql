-- rule = "A-02"
-- title = "收款方名称相近的同额付款"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "同一笔钱付了两次，第二次的收款方名称差了一个字，因而看不出重复。"
-- method = "同一单位、同一金额，相隔不超过 A-02.days 天，两个收款方的名称（4个字以上）只差一个字，或者字的次序颠倒，或者只差公司、省、市、县、区一类字样，或者一个多了括号里的字；其中一个付款不超过2笔。"
-- exclusions = "红字和已冲销的；只差数字、甲乙丙丁、东南西北（分店、分厂、几号楼）；付给个人的；同一金额付款20笔以上的定额；两个名称都是常有付款的。"
-- caution = "真有两家名称相近的商户时会误报，比对收款账号即知。"
-- regulation = "审计方法：重复付款测试"
-- article = ""
-- status = "secondary"
-- limits = ["A-02.days"]
-- message = "{occurred_on}付给“{payee}”{amount_fen}，与{other}号凭证付给“{before_payee}”的金额相同、相隔{days}，名称只差一点。{summary}"
-- grain = "一行一张收款方名称可疑的凭证，或与它同额的前一张"
-- sources = ["payment_named", "payee_name", "limit_span"]
-- basis = "见中间视图“有收款方、没有冲销的付款”。"
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
-- days = { type = "integer", unit = "天", label = "相隔" }
-- other = { type = "text", label = "前一张凭证" }
-- before_payee = { type = "text", label = "前一张的收款方" }
-- summary = { of = "voucher" }
with
shared as (
    select held.unit_id, held.amount_fen, held.is_firm
    from payment_named as held
    where held.is_firm
    group by held.unit_id, held.amount_fen, held.is_firm
    having count(*) < 20 and min(hash(held.payee_key)) < max(hash(held.payee_key))
),
paid as (
    select
        held.voucher, held.unit_id, held.voucher_date, held.number, held.batch, held.row_no,
        held.line, held.payee, held.payee_key, held.summary, held.amount_fen, held.payments,
        name.core, name.bare, name.is_noted, name.unnoted
    from payment_named as held
    inner join shared using (unit_id, amount_fen, is_firm)
    inner join payee_name as name on held.payee = name.payee
),
near as (
    select
        later.voucher as subject, later.unit_id, later.voucher_date as occurred_on,
        later.amount_fen, later.batch, later.row_no, later.line, later.payee, later.summary,
        earlier.batch as first_batch, earlier.row_no as first_row, earlier.line as first_line,
        earlier.number as other, earlier.payee as before_payee,
        date_diff('day', earlier.voucher_date, later.voucher_date) as days,
        row_number() over (
            partition by later.batch, later.row_no
            order by earlier.voucher_date desc, earlier.batch desc, earlier.row_no desc
        ) as turn
    from paid as later
    inner join paid as earlier using (unit_id, amount_fen)
    inner join limit_span as span
        on
            span.limit_id = 'A-02.days' and span.unit_id = later.unit_id
            and later.voucher_date >= span.valid_from and later.voucher_date < span.valid_before
    where later.payee_key <> earlier.payee_key
        and (later.voucher_date, later.batch, later.row_no)
        > (earlier.voucher_date, earlier.batch, earlier.row_no)
        and date_diff('day', earlier.voucher_date, later.voucher_date) <= span.value
        and least(later.payments, earlier.payments) <= 2
        and (
            later.core = earlier.core
            or (later.is_noted <> earlier.is_noted and later.unnoted = earlier.unnoted)
            or (
                later.bare <> earlier.bare
                and abs(length(later.payee_key) - length(earlier.payee_key)) <= 1
                and length(translate(later.payee_key, earlier.payee_key, '')) <= 1
                and length(translate(earlier.payee_key, later.payee_key, '')) <= 1
            )
        )
)
select
    near.subject, near.unit_id, near.occurred_on, near.amount_fen,
    case when side.is_first then near.first_batch else near.batch end as batch,
    case when side.is_first then near.first_row else near.row_no end as row_no,
    case when side.is_first then near.first_line else near.line end as line,
    near.payee, near.days, near.other, near.before_payee, near.summary
from near
cross join (values (true), (false)) as side(is_first)
where near.turn = 1
order by subject, batch, row_no
