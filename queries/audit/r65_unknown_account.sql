-- rule = "R-65"
-- title = "科目表里没有的科目"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "分录用了科目表里没有的科目，不计入收支。"
-- method = "编码和名称在科目表里都对不上的分录。"
-- exclusions = "年末结转；对不上的分录除去一条超过五十分之一的单位（另有一套科目表，装载结果里已列出）。"
-- caution = "单位自设的科目要在科目表里补上才认得。"
-- regulation = "《工会会计制度》（2010年）；财会〔2021〕7号"
-- article = "会计科目表"
-- status = "secondary"
-- limits = []
-- message = "科目“{account}”不在科目表里，{amount_fen}没有计入收支。{summary}"
-- grain = "一行一条对不上科目的分录"
-- sources = ["audit_line"]
-- basis = "见中间视图“科目对应”。"
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
-- summary = { of = "voucher" }
with
counted as (
    select
        line.unit_id,
        count(*) as held,
        count(*) - count(line.nature) as unknown
    from audit_line as line
    group by line.unit_id
)
select
    line.voucher as subject, line.unit_id, line.voucher_date as occurred_on,
    coalesce(nullif(line.debit_fen, 0), line.credit_fen, line.spent_fen) as amount_fen,
    line.batch, line.row_no, line.line,
    coalesce(line.account_name, line.account_code) as account, line.summary
from audit_line as line
inner join counted
    on line.unit_id = counted.unit_id and (counted.unknown - 1) * 50 <= counted.held
where line.nature is null and not line.is_closing
order by subject, batch, row_no
