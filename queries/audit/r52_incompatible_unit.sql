-- rule = "R-52"
-- title = "单位的出纳经常兼审核或记账"
-- subject = "unit"
-- severity = "medium"
-- purpose = "一个单位的出纳经常兼任稽核或登记收支往来账目。"
-- method = "出纳与审核人（或记账人）都填的凭证有30张以上，同一人的超过十分之一（除去一张）。一个单位一条。"
-- exclusions = "两栏没有都填的凭证；不到30张的单位；偶尔一张的，按凭证另列。"
-- caution = "同名的两个人会误报。一人工会也在此列，法律没有例外，看有没有上级的书面安排。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第三十五条第二款"
-- status = "verified"
-- limits = []
-- precondition = "select '凭证没有都填出纳和审核人或记账人，没有可比的。' where not exists (select head.voucher from voucher_head as head where head.cashier is not null and coalesce(head.reviewer, head.poster) is not null)"
-- message = "{pair}都填的{filled}凭证中，{same}是同一个人。"
-- grain = "一行一个单位的一对岗位"
-- sources = ["post_pair"]
-- basis = "见中间视图“一人身兼两职的凭证”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- pair = { type = "list", label = "岗位" }
-- filled = { type = "integer", unit = "张", label = "两栏都填的凭证" }
-- same = { type = "integer", unit = "张", label = "同一人的凭证" }
select
    pair.unit_id as subject, pair.unit_id, max(pair.voucher_date) as occurred_on,
    sum(pair.amount_fen)::bigint as amount_fen, cast(null as bigint) as batch,
    cast(null as bigint) as row_no, cast(null as bigint) as line, pair.pair, pair.filled, pair.same
from post_pair as pair
where pair.filled >= 30 and not pair.is_rare and pair.pair in ('出纳、审核', '出纳、记账')
group by pair.unit_id, pair.pair, pair.filled, pair.same
order by subject, pair
