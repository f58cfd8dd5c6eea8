-- rule = "R-42"
-- title = "大额支出没有集体决定"
-- subject = "voucher"
-- severity = "high"
-- purpose = "重大支出由委员会集体研究决定。"
-- method = "[R-42.threshold]元以上的付款，凭证没有审批依据。限额由单位自己定。"
-- exclusions = "上解经费；冲销的付款和红字；没有填的习惯的单位（这样的付款超过五分之一没有审批依据，并且全部凭证中超过二十分之一没有）。"
-- caution = "会议纪要另存、没有写进凭证时会误报。"
-- regulation = "《中国工会章程》"
-- article = "第九条第（五）项"
-- status = "verified"
-- limits = ["R-42.threshold"]
-- precondition = "select '凭证没有审批依据一栏。' where not exists (select head.voucher from voucher_head as head where head.approval_ref is not null)"
-- message = "{voucher_date}付款{amount_fen}，达到集体决定的限额，凭证没有审批依据。{summary}"
-- grain = "一行一张凭证的一条分录"
-- sources = ["payment", "voucher_head", "audit_line", "limit_span"]
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
-- voucher_date = { of = "voucher" }
-- summary = { of = "voucher" }
with
judged as (
    select
        paid.voucher, paid.unit_id, paid.voucher_date, paid.amount_fen, paid.summary,
        head.approval_ref is null as is_lacking
    from payment as paid
    inner join limit_span as cap
        on
            cap.limit_id = 'R-42.threshold'
            and paid.unit_id = cap.unit_id
            and paid.voucher_date >= cap.valid_from
            and paid.voucher_date < cap.valid_before
            and paid.amount_fen >= cap.value_fen
    inner join voucher_head as head on paid.voucher = head.voucher
    where
        not paid.is_cancelled and not regexp_matches(paid.summary, '上解|上缴')
),
remitted as (
    select judged.voucher
    from judged
    inner join audit_line as line on judged.voucher = line.voucher
    group by judged.voucher
    having bool_or(regexp_matches(coalesce(line.level1_name, ''), '上解|上缴|应付上级'))
),
large as (
    select
        judged.voucher, judged.unit_id, judged.voucher_date, judged.amount_fen, judged.summary,
        judged.is_lacking
    from judged
    left join remitted on judged.voucher = remitted.voucher
    where remitted.voucher is null
),
counted as (
    select
        large.unit_id,
        count(*) as payments,
        count_if(large.is_lacking) as lacking
    from large
    group by large.unit_id
),
habit as (
    select head.unit_id, count(*) as vouchers, count_if(head.approval_ref is null) as lacking
    from voucher_head as head
    where head.spent_fen > 0
    group by head.unit_id
)
select
    large.voucher as subject, large.unit_id, large.voucher_date as occurred_on, large.amount_fen,
    line.batch, line.row_no, line.line, large.voucher_date, large.summary
from large
inner join counted on large.unit_id = counted.unit_id
left join habit on large.unit_id = habit.unit_id
inner join audit_line as line on large.voucher = line.voucher
where
    large.is_lacking
    and (counted.lacking * 5 <= counted.payments or habit.lacking * 20 <= habit.vouchers)
order by subject, amount_fen desc, batch, row_no
