-- rule = "R-52"
-- title = "出纳兼审核或记账"
-- subject = "voucher"
-- severity = "high"
-- purpose = "出纳人员不得兼任稽核和收入、支出、费用、债权债务账目的登记工作。"
-- method = "有收支往来科目的凭证，出纳与审核人或记账人是同一个人。2024年7月1日以前依2017修正第三十七条第二款，文字相同。"
-- exclusions = "两栏没有都填的；这样的超过十分之一（除去一张）的单位，另列一条；只有资产科目之间的凭证。"
-- caution = "同名的两个人会误报，看工号或笔迹即知。"
-- regulation = "《中华人民共和国会计法》(2024修正)"
-- article = "第三十五条第二款"
-- status = "verified"
-- limits = []
-- precondition = "select '凭证没有都填出纳和审核人或记账人，没有可比的。' where not exists (select head.voucher from voucher_head as head where head.cashier is not null and coalesce(head.reviewer, head.poster) is not null)"
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
-- regulation = { type = "text", label = "依据" }
-- article = { type = "text", label = "条款" }
-- voucher_date = { of = "voucher" }
-- pair = { type = "list", label = "岗位" }
-- filled = { type = "integer", label = "两栏都填的凭证" }
-- same = { type = "integer", label = "同一人的凭证" }
-- summary = { of = "voucher" }
with
held as (
    select
        pair.voucher, pair.unit_id, pair.voucher_date, pair.amount_fen, pair.pair, pair.filled,
        pair.same, pair.summary, line.batch, line.row_no, line.line,
        bool_or(
            coalesce(line.nature in ('income', 'expenditure', 'liability'), true)
            or coalesce(line.level1_name like '%应收%', false)
        ) over (partition by pair.voucher, pair.pair) as is_flow
    from post_pair as pair
    inner join audit_line as line on pair.voucher = line.voucher
    where pair.is_rare and pair.pair in ('出纳、审核', '出纳、记账')
)
select
    held.voucher as subject, held.unit_id, held.voucher_date as occurred_on, held.amount_fen,
    held.batch, held.row_no, held.line,
    case
        when held.voucher_date < date '2024-07-01' then '《中华人民共和国会计法》(2017修正)'
        else '《中华人民共和国会计法》(2024修正)'
    end as regulation,
    case
        when held.voucher_date < date '2024-07-01' then '第三十七条第二款'
        else '第三十五条第二款'
    end as article,
    held.voucher_date, held.pair, held.filled, held.same, held.summary
from held
where held.is_flow
order by subject, pair, batch, row_no
