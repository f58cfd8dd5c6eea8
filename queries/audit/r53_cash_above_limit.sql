-- rule = "R-53"
-- title = "现金支付超过结算起点"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "单位之间超过结算起点的付款应当转账。"
-- method = "用现金付给单位（收款方写着公司、店、中心等字样）超过[R-53.cap]元。正好是起点的不算。"
-- exclusions = "付给个人的、没有写收款方的（条例第六条另有规定）；银行；冲销的付款和红字。"
-- caution = "支付方式填错，或从备用金报销时会误报。"
-- regulation = "《现金管理暂行条例》(2011修订)"
-- article = "第三条、第五条第二款"
-- status = "verified"
-- limits = ["R-53.cap"]
-- precondition = "select '凭证没有现金付款。' where not exists (select line.voucher from audit_line as line where line.is_cash_paid)"
-- message = "{voucher_date}用现金付给“{payee}”{amount_fen}，超过结算起点{most_fen}。{summary}"
-- grain = "一行一张凭证的一条分录"
-- sources = ["payment", "audit_line", "limit_span"]
-- basis = "现金：支付方式是现金，或贷记现金科目。付款见中间视图“付款”。"
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
-- payee = { of = "voucher" }
-- most_fen = { type = "money", unit = "分", label = "结算起点" }
-- summary = { of = "voucher" }
with
cash as (
    select distinct line.voucher
    from audit_line as line
    where line.is_cash_paid
)
select
    paid.voucher as subject, paid.unit_id, paid.voucher_date as occurred_on, paid.amount_fen,
    line.batch, line.row_no, line.line, paid.voucher_date, paid.payee, cap.value_fen as most_fen,
    paid.summary
from payment as paid
inner join limit_span as cap
    on
        cap.limit_id = 'R-53.cap'
        and paid.unit_id = cap.unit_id
        and paid.voucher_date >= cap.valid_from
        and paid.voucher_date < cap.valid_before
        and paid.amount_fen > cap.value_fen
inner join cash on paid.voucher = cash.voucher
inner join audit_line as line on paid.voucher = line.voucher
where
    not paid.is_cancelled
    and regexp_matches(
        paid.payee, '公司|厂|店|商行|商场|超市|市场|中心|部$|社$|馆|学校|医院|事务所|合作社|工作室|经营|酒楼|饭庄|餐厅'
    )
order by subject, payee, batch, row_no
