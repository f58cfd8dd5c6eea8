-- rule = "A-08"
-- title = "出纳就是制单人"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "出纳自己编制记账凭证。"
-- method = "凭证的出纳与制单人是同一个人。"
-- exclusions = "两栏没有都填的；同一人的超过十分之一（除去一张）或两栏都填的不到5张的单位。"
-- caution = "同名的两个人会误报，看工号或笔迹即知。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第二十五条第（一）项"
-- status = "verified"
-- limits = []
-- precondition = "select '凭证没有都填出纳和制单人，没有可比的。' where not exists (select head.voucher from voucher_head as head where head.cashier is not null and head.maker is not null)"
-- message = "{voucher_date}的凭证，{pair}写着同一个人。该单位{filled}张中有{same}张这样。{summary}"
-- grain = "一行一张凭证的一条分录"
-- sources = ["post_pair", "audit_line"]
-- basis = "见中间视图“一人身兼两职的凭证”。"
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
-- pair = { type = "list", label = "岗位" }
-- filled = { type = "integer", label = "两栏都填的凭证" }
-- same = { type = "integer", label = "同一人的凭证" }
-- summary = { of = "voucher" }
select
    pair.voucher as subject, pair.unit_id, pair.voucher_date as occurred_on, pair.amount_fen,
    line.batch, line.row_no, line.line, pair.voucher_date, pair.pair, pair.filled, pair.same,
    pair.summary
from post_pair as pair
inner join audit_line as line on pair.voucher = line.voucher
where pair.is_rare and pair.pair = '出纳、制单'
order by subject, batch, row_no
