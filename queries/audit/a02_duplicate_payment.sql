-- rule = "A-02"
-- title = "重复支付"
-- subject = "voucher"
-- severity = "high"
-- purpose = "同一天把同一笔钱付给同一个收款方两次。"
-- method = "同一单位、同一收款方、同一日期、同一金额有两张以上付款凭证，后一张列为疑点，前一张列在一起。摘要不同、发票也不同的，程度为低。"
-- exclusions = "已红字冲销的付款和红字本身；当天对许多收款方付同样金额的普遍发放（没有写收款方的）。"
-- caution = "同一天确有两笔一样的采购时会误报，看发票号和附件即知。"
-- regulation = "审计方法：重复付款测试"
-- article = ""
-- status = "secondary"
-- limits = []
-- message = "{voucher_date}付给“{payee}”{amount_fen}，与{other}号凭证同一天、同一金额，共 {times}。{summary}"
-- grain = "一行一张疑为重复的凭证，或与它相同的前一张"
-- sources = ["payment", "payment_repeated"]
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
-- voucher_date = { type = "date", label = "日期" }
-- payee = { of = "voucher" }
-- other = { type = "text", label = "相同的凭证" }
-- times = { type = "integer", unit = "次", label = "次数" }
-- summary = { of = "voucher" }
-- severity = { type = "list", label = "程度" }
with
alike as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.batch, paid.row_no, paid.line,
        paid.payee, paid.amount_fen, paid.summary,
        row_number() over same as turn,
        first_value(paid.voucher) over same as first_voucher,
        first_value(paid.number) over same as first_number,
        first_value(paid.summary) over same as first_summary,
        first_value(paid.invoice_no) over same as first_invoice, paid.invoice_no,
        first_value(paid.batch) over same as first_batch,
        first_value(paid.row_no) over same as first_row,
        first_value(paid.line) over same as first_line
    from payment as paid
    inner join payment_repeated as again using (unit_id, payee_key, amount_fen)
    where not (paid.is_red or paid.is_cancelled)
    window same as (
        partition by paid.unit_id, paid.payee_key, paid.voucher_date, paid.amount_fen
        order by paid.batch, paid.row_no
    )
)
select
    later.voucher as subject, later.unit_id, later.voucher_date as occurred_on,
    later.amount_fen,
    case when side.is_first then later.first_batch else later.batch end as batch,
    case when side.is_first then later.first_row else later.row_no end as row_no,
    case when side.is_first then later.first_line else later.line end as line,
    later.voucher_date, later.payee, coalesce(later.first_number, '') as other,
    later.turn as times, later.summary,
    case
        when later.invoice_no = later.first_invoice then 'high'
        when
            regexp_replace(coalesce(later.summary, ''), '[0-9]', '', 'g')
            = regexp_replace(coalesce(later.first_summary, ''), '[0-9]', '', 'g') then 'high'
        else 'low'
    end as severity
from alike as later
cross join (values (true), (false)) as side(is_first)
where later.turn > 1
order by subject, batch, row_no
