-- rule = "A-08"
-- title = "收款人就是审批人、审核人或制单人"
-- subject = "voucher"
-- severity = "high"
-- purpose = "自己审批、审核或记录付给自己的钱。"
-- method = "凭证的收款方与审批人、审核人或制单人是同一个名字；是制单人的为低。"
-- exclusions = "两栏没有都填的；审核人、制单人自己领的慰问、帮扶和奖金（会员都有）；同一人的超过十分之一（除去一张）或两栏都填的不到5张的单位。"
-- caution = "同名的两个人会误报，看工号或笔迹即知。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第二十五条第（一）项"
-- status = "verified"
-- limits = []
-- precondition = "select '凭证没有都填收款方和审批人、审核人、制单人，没有可比的。' where not exists (select head.voucher from voucher_head as head where head.payee is not null and coalesce(head.approver, head.reviewer, head.maker) is not null)"
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
-- severity = { type = "list", label = "轻重" }
-- voucher_date = { of = "voucher" }
-- pair = { type = "list", label = "岗位" }
-- filled = { type = "integer", label = "两栏都填的凭证" }
-- same = { type = "integer", label = "同一人的凭证" }
-- summary = { of = "voucher" }
select
    pair.voucher as subject, pair.unit_id, pair.voucher_date as occurred_on, pair.amount_fen,
    line.batch, line.row_no, line.line,
    case when pair.pair = '收款、制单' then 'low' else 'high' end as severity,
    pair.voucher_date, pair.pair, pair.filled, pair.same, pair.summary
from post_pair as pair
inner join audit_line as line on pair.voucher = line.voucher
where
    pair.is_rare
    and (
        pair.pair = '收款、审批'
        or (
            pair.pair in ('收款、审核', '收款、制单')
            and not regexp_matches(pair.summary, '慰问|帮扶|救助|补助|助学|生日|奖')
        )
    )
order by subject, severity, pair, batch, row_no
