-- rule = "A-08"
-- title = "制单人就是审核人"
-- subject = "voucher"
-- severity = "high"
-- purpose = "制单与审核是同一个人，等于没有审核。"
-- method = "凭证的制单人与审核人是同一个人。在该单位少见的为高，常见的为低。"
-- exclusions = "两栏没有都填的；同一人的超过[A-08.share]%的单位（一人办公，另列一条）。"
-- caution = "同名的两个人会误报，看工号或笔迹即知。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第三十五条第一款"
-- status = "verified"
-- limits = ["A-08.share"]
-- precondition = "select '凭证没有都填制单人和审核人，没有可比的。' where not exists (select head.voucher from voucher_head as head where head.maker is not null and head.reviewer is not null)"
-- message = "{voucher_date}的凭证，{pair}写着同一个人。该单位{filled}张中有{same}张这样。{summary}"
-- grain = "一行一张凭证的一条分录"
-- sources = ["post_pair", "audit_line", "limit_span"]
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
    case when pair.is_rare then 'high' else 'low' end as severity,
    pair.voucher_date, pair.pair, pair.filled, pair.same, pair.summary
from post_pair as pair
inner join audit_line as line on pair.voucher = line.voucher
inner join limit_span as share
    on
        share.limit_id = 'A-08.share'
        and pair.unit_id = share.unit_id
        and pair.voucher_date >= share.valid_from
        and pair.voucher_date < share.valid_before
where
    pair.pair = '制单、审核' and (pair.is_rare or pair.same * 100 <= pair.filled * share.value)
order by subject, batch, row_no
