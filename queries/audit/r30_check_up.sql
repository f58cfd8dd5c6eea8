-- rule = "R-30"
-- title = "工会经费列支体检费"
-- subject = "voucher"
-- severity = "high"
-- purpose = "职工体检由行政列支，不得列工会经费。"
-- method = "支出分录的摘要含体检。"
-- exclusions = "退回和红字；女职工专项筛查（两癌、妇科）；审批依据写明行政委托的；设备、车辆的体检。"
-- caution = "依据是安徽的规定，其他省看本地规定；慰问体检查出疾病的职工会误报。"
-- regulation = "皖工发〔2025〕18号"
-- article = "p.17"
-- status = "secondary"
-- limits = []
-- message = "{voucher_date}支出{amount_fen}，摘要含“体检”。{summary}"
-- grain = "一行一条列支体检的分录"
-- sources = ["audit_line", "voucher_head"]
-- basis = "支出见中间视图“审计用的凭证分录”。"
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
select
    line.voucher as subject, line.unit_id, line.voucher_date as occurred_on,
    line.spent_fen as amount_fen, line.batch, line.row_no, line.line, line.voucher_date,
    line.summary
from audit_line as line
inner join voucher_head as head on line.voucher = head.voucher
where
    line.spent_fen > 0 and line.summary like '%体检%'
    and not regexp_matches(
        line.summary || coalesce(head.approval_ref, ''), '女职工|女工|两癌|妇科|妇检|行政|委托|车辆|设备|慰问'
    )
order by subject, batch, row_no
