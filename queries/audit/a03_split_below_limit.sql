-- rule = "A-03"
-- title = "几笔都不超过限额、合起来超过"
-- subject = "voucher"
-- severity = "high"
-- purpose = "同一个收款方几天内的几笔付款，各笔都没有超过须集体研究的限额，合起来超过了。"
-- method = "同一单位、收款方、同样的事由（摘要去掉数字和批次月份），A-03.days 天内两笔以上，各笔在限额（R-42.threshold）的五分之一到限额之间，合计超过限额。疑点记在最后一笔。"
-- exclusions = "红字和已冲销的；签收表、名单一类的集体收款；个人和往来频繁（平均两周以内一笔）的收款方，除非每笔都在限额的五分之四以上；三次以上都这样付的收款方；同样数额相隔60天以上又付过的定额；上解、拨付、工资、押金、退款。"
-- caution = "一次活动分项结算、分批到货也会这样，看合同、审批单和到货记录。"
-- regulation = "审计方法：拆分付款测试"
-- article = ""
-- status = "secondary"
-- limits = ["R-42.threshold", "A-03.days"]
-- message = "{began}至{occurred_on}付给“{payee}”{payments}，共{amount_fen}，每笔都不超过{limit_fen}，合起来超过。最后一笔：{summary}"
-- grain = "一行一组付款里的一笔"
-- sources = ["payment_worded", "limit_span"]
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
-- began = { type = "date", label = "第一笔" }
-- payee = { of = "voucher" }
-- payments = { type = "integer", unit = "笔", label = "笔数" }
-- limit_fen = { type = "money", unit = "分", label = "限额" }
-- summary = { of = "voucher" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款" }
with
paid as (
    select
        held.voucher, held.unit_id, held.voucher_date, held.batch, held.row_no, held.line,
        held.payee, held.payee_key || '　' || held.words as about, held.summary, held.amount_fen, cap.value_fen as limit_fen,
        near.value as days, cap.regulation, cap.article,
        row_number() over (
            partition by held.unit_id, held.payee_key, held.words
            order by held.voucher_date, held.batch, held.row_no) as turn
    from payment_worded as held
    inner join limit_span as cap
        on
            cap.limit_id = 'R-42.threshold' and cap.unit_id = held.unit_id
            and held.voucher_date >= cap.valid_from and held.voucher_date < cap.valid_before
    inner join limit_span as near
        on
            near.limit_id = 'A-03.days' and near.unit_id = held.unit_id
            and held.voucher_date >= near.valid_from and held.voucher_date < near.valid_before
    where
        held.amount_fen * 5 >= cap.value_fen and held.amount_fen <= cap.value_fen
        and held.is_purchase and not held.is_usual
        and (not (held.is_person or held.is_frequent) or held.amount_fen * 5 >= 4 * cap.value_fen)
),
summed as (
    select
        later.unit_id, later.about, later.turn, later.limit_fen,
        min(earlier.voucher_date) as began, min(earlier.turn) as first_turn,
        count(*) as payments, sum(earlier.amount_fen)::bigint as amount_fen
    from paid as later
    inner join paid as earlier
        on
            later.unit_id = earlier.unit_id and later.about = earlier.about
            and later.turn >= earlier.turn
            and date_diff('day', earlier.voucher_date, later.voucher_date) <= later.days
    group by later.unit_id, later.about, later.turn, later.limit_fen
    having sum(earlier.amount_fen) > later.limit_fen
),
run as (
    select
        summed.unit_id, summed.about, summed.turn, summed.limit_fen, summed.began,
        summed.first_turn, summed.payments, summed.amount_fen,
        lead(summed.first_turn, 1, summed.turn + 1) over (
            partition by summed.unit_id, summed.about order by summed.turn) as next_turn
    from summed
)
select
    last.voucher as subject, run.unit_id, last.voucher_date as occurred_on, run.amount_fen,
    shown.batch, shown.row_no, shown.line, run.began, last.payee, run.payments,
    run.limit_fen, last.summary, last.regulation, last.article
from run
inner join paid as last
    on run.unit_id = last.unit_id and run.about = last.about and run.turn = last.turn
inner join paid as shown
    on
        run.unit_id = shown.unit_id and run.about = shown.about
        and shown.turn between run.first_turn and run.turn
where run.next_turn > run.turn
order by subject, batch, row_no
