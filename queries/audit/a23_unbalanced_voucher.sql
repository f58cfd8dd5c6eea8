-- rule = "A-23"
-- title = "凭证借贷不平"
-- subject = "voucher"
-- severity = "high"
-- purpose = "一张凭证的借方合计应当等于贷方合计。"
-- method = "有凭证号的凭证，借贷合计相差超过[A-23.tolerance]元。"
-- exclusions = "没有凭证号的行；不到5张凭证的单位；除去一张，不平的超过十分之一的单位（单式账，或只导出了部分科目）。"
-- caution = "导出时漏了一条分录也会不平，看软件里的原凭证即知。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = ["A-23.tolerance"]
-- precondition = "select '没有借贷相平的凭证（单式账，或只导出了部分科目），借贷平衡检查不适用。' where not exists (select head.voucher from voucher_head as head where head.number is not null and head.debit_fen = head.credit_fen)"
-- message = "{voucher_date}的凭证借方合计{debit_fen}，贷方合计{credit_fen}，相差{amount_fen}。{summary}"
-- grain = "一行一张不平的凭证的一条分录"
-- sources = ["voucher_head", "audit_line", "limit_span"]
-- basis = "红字按负数相加。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- voucher_date = { of = "voucher" }
-- debit_fen = { type = "money", unit = "分", label = "借方合计" }
-- credit_fen = { type = "money", unit = "分", label = "贷方合计" }
-- summary = { of = "voucher" }
with
judged as not materialized (
    select
        head.voucher, head.unit_id, head.voucher_date, head.debit_fen, head.credit_fen,
        head.summary, abs(head.debit_fen - head.credit_fen) as apart_fen,
        abs(head.debit_fen - head.credit_fen) > cap.value_fen as is_apart
    from voucher_head as head
    inner join limit_span as cap
        on
            cap.limit_id = 'A-23.tolerance'
            and head.unit_id = cap.unit_id
            and head.voucher_date >= cap.valid_from
            and head.voucher_date < cap.valid_before
    where head.number is not null
),
counted as (
    select
        judged.unit_id,
        count(*) as vouchers,
        count_if(judged.is_apart) as apart
    from judged
    group by judged.unit_id
)
select
    judged.voucher as subject, judged.unit_id, judged.voucher_date as occurred_on,
    judged.apart_fen as amount_fen, line.batch, line.row_no, line.line, judged.voucher_date,
    judged.debit_fen, judged.credit_fen, judged.summary
from judged
inner join counted
    on
        judged.unit_id = counted.unit_id
        and counted.vouchers >= 5
        and (counted.apart - 1) * 10 <= counted.vouchers
inner join audit_line as line on judged.voucher = line.voucher
where judged.is_apart
order by subject, batch, row_no
