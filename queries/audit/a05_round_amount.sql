-- rule = "A-05"
-- title = "少见的整数金额"
-- subject = "voucher"
-- severity = "low"
-- purpose = "平时都是有零头的科目里，出现了一笔整数。"
-- method = "同一单位、一级科目的付款中，整数（不小于 A-05.mid 的整千，或不小于 A-05.small 的整百）不超过其中的1%。"
-- exclusions = "红字和已冲销的；节日、生日、慰问、帮扶、奖励；上解、拨付；付给个人的；同样的数隔60天以上又付过的定额。"
-- caution = "协议价、预付款、标准本来就是整数。"
-- regulation = "公开的审计工具"
-- article = ""
-- status = "secondary"
-- limits = ["A-05.mid", "A-05.small"]
-- message = "{occurred_on}付款{amount_fen}，是整数；本单位“{account}”{payments}付款中只有{rounds}是整数。{summary}"
-- grain = "一行一笔少见的整数付款"
-- sources = ["payment_named", "limit_span"]
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
-- account = { type = "text", label = "科目" }
-- payments = { type = "integer", unit = "笔", label = "付款笔数" }
-- rounds = { type = "integer", unit = "笔", label = "整数笔数" }
-- summary = { of = "voucher" }
with
judged as not materialized (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.batch, paid.row_no, paid.line,
        paid.account, paid.summary, paid.amount_fen,
        (paid.amount_fen >= mid.value_fen and paid.amount_fen % 100000 = 0)
        or (paid.amount_fen >= small.value_fen and paid.amount_fen % 10000 = 0) as is_round
    from payment_named as paid
    inner join limit_span as mid
        on
            mid.limit_id = 'A-05.mid' and mid.unit_id = paid.unit_id
            and paid.voucher_date >= mid.valid_from and paid.voucher_date < mid.valid_before
    inner join limit_span as small
        on
            small.limit_id = 'A-05.small' and small.unit_id = paid.unit_id
            and paid.voucher_date >= small.valid_from
            and paid.voucher_date < small.valid_before
    where paid.is_spent and paid.is_purchase and not (paid.is_gift or paid.is_usual)
),
counted as (
    select
        judged.unit_id, judged.account, count(*) as payments,
        count(nullif(judged.is_round, false)) as rounds
    from judged
    group by judged.unit_id, judged.account
)
select
    judged.voucher as subject, judged.unit_id, judged.voucher_date as occurred_on,
    judged.amount_fen, judged.batch, judged.row_no, judged.line, judged.account,
    counted.payments, counted.rounds, judged.summary
from judged
inner join counted
    on
        judged.unit_id = counted.unit_id
        and judged.account is not distinct from counted.account
where judged.is_round and counted.rounds * 100 <= counted.payments
order by subject, batch, row_no
