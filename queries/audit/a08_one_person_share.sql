-- rule = "A-08"
-- title = "一个人办了几乎所有凭证"
-- subject = "unit"
-- severity = "low"
-- purpose = "一个单位的凭证几乎都由同一个人制单又审核。"
-- method = "制单人和审核人都填的凭证有30张以上，两栏是同一人的超过[A-08.share]%。一个单位一条。"
-- exclusions = "两栏没有都填的凭证；不到30张的单位；只有一个制单人而另有人审核的单位。"
-- caution = "一人办公、由上级书面安排代审的小工会也会列出，看有没有安排即知。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第三十五条第一款"
-- status = "verified"
-- limits = ["A-08.share"]
-- precondition = "select '凭证没有都填制单人和审核人，没有可比的。' where not exists (select head.voucher from voucher_head as head where head.maker is not null and head.reviewer is not null)"
-- message = "制单人和审核人都填的{filled}凭证中，{same}是同一个人。"
-- grain = "一行一个单位"
-- sources = ["post_pair", "limit_span"]
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
-- filled = { type = "integer", unit = "张", label = "两栏都填的凭证" }
-- same = { type = "integer", unit = "张", label = "同一人的凭证" }
select
    pair.unit_id as subject, pair.unit_id, max(pair.voucher_date) as occurred_on,
    sum(pair.amount_fen)::bigint as amount_fen, cast(null as bigint) as batch,
    cast(null as bigint) as row_no, cast(null as bigint) as line, pair.filled, pair.same
from post_pair as pair
inner join limit_span as share
    on
        share.limit_id = 'A-08.share'
        and pair.unit_id = share.unit_id
        and pair.voucher_date >= share.valid_from
        and pair.voucher_date < share.valid_before
where
    pair.pair = '制单、审核' and pair.filled >= 30
    and pair.same * 100 > pair.filled * share.value
group by pair.unit_id, pair.filled, pair.same
order by subject
