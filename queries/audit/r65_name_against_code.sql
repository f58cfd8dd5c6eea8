-- rule = "R-65"
-- title = "科目编码与名称矛盾"
-- subject = "voucher"
-- severity = "high"
-- purpose = "分录的科目编码是一个科目，名称却是另一个。"
-- method = "编码和名称在科目表里对应两个科目，谁也不包含谁。该单位别处这个编码或这个名称是相符的为高，一直这样写的、名称是“其他…”的为低。"
-- exclusions = "只有编码或只有名称的；名称是“其他…”而这个编码一半以上这样写的；矛盾的分录除去一条超过二十分之一的单位（另有一套科目表）。"
-- caution = "单位自设的明细科目恰与科目表重名时会误报。收支按名称归类。"
-- regulation = "《工会会计制度》（2010年）；财会〔2021〕7号"
-- article = "会计科目表"
-- status = "secondary"
-- limits = []
-- precondition = "select '凭证没有同时写科目编码和名称。' where not exists (select voucher.summary from voucher where voucher.account_code is not null and voucher.account_name is not null)"
-- message = "编码{account_code}在科目表里是“{known_name}”，分录写的名称却是“{account_name}”。{summary}"
-- grain = "一行一条矛盾的分录"
-- sources = ["voucher", "account_clash", "audit_line"]
-- basis = "版本按分录写的科目版本，没有的按账套设定的；见中间视图“编码与名称矛盾的写法”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- severity = { type = "list", label = "轻重" }
-- account_code = { of = "voucher" }
-- known_name = { type = "text", label = "编码的科目" }
-- account_name = { of = "voucher" }
-- summary = { of = "voucher" }
with
used as (
    select
        written.unit_id, written.chart_version, written.account_code, written.account_name,
        clash.known_name, clash.is_other,
        count(*) as lines,
        sum(count(*)) over (partition by written.unit_id, written.account_code) as of_code,
        sum(count(*)) over (partition by written.unit_id, written.account_name) as of_name,
        sum(count(*)) over (partition by written.unit_id) as of_unit,
        sum(count(nullif(clash.is_other, true))) over (partition by written.unit_id) as clashing
    from voucher as written
    left join account_clash as clash
        on
            coalesce(written.chart_version, cast(getvariable('chart') as varchar), '')
            = clash.chart
            and written.account_code = clash.code
            and written.account_name = clash.name
    group by
        written.unit_id, written.chart_version, written.account_code, written.account_name,
        clash.known_name, clash.is_other
)
select
    line.voucher as subject, line.unit_id, line.voucher_date as occurred_on,
    coalesce(nullif(line.debit_fen, 0), line.credit_fen) as amount_fen,
    line.batch, line.row_no, line.line,
    case
        when used.is_other then 'low'
        when used.lines * 2 <= used.of_code or used.lines * 2 <= used.of_name then 'high'
        else 'low'
    end as severity,
    line.account_code, used.known_name, line.account_name, line.summary
from audit_line as line
inner join voucher as written on line.batch = written.batch and line.row_no = written.row_no
inner join used
    on
        written.account_code = used.account_code
        and written.account_name = used.account_name
        and coalesce(written.unit_id, '') = coalesce(used.unit_id, '')
        and coalesce(written.chart_version, '') = coalesce(used.chart_version, '')
where
    used.known_name is not null and (used.clashing - 1) * 20 <= used.of_unit
    and not (used.is_other and used.lines * 2 > used.of_code)
order by subject, batch, row_no
