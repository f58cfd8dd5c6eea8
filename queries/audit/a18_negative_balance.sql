-- rule = "A-18"
-- title = "现金或存款余额为负"
-- subject = "voucher"
-- severity = "high"
-- purpose = "现金和存款不会是负数。"
-- method = "每个单位的现金、存款科目，从当年余额表的期初起逐日加减，日末第一次变成负数的那天，付出最多的凭证列为疑点。"
-- exclusions = "当年没有余额表期初数的科目；期初已是负数的；同一天里的先后（只看日末）。"
-- caution = "收入装载不全，或上年的存款收入还没入账时会误报。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有现金或存款的期初余额，余额无从推算。' where not exists (select opening.account from cash_opening as opening)"
-- message = "{voucher_date}日末“{account}”余额为{balance_fen}。这一天付出最多的是这张凭证，付{amount_fen}。{summary}"
-- grain = "一行一张使余额变负的凭证的一条分录"
-- sources = ["cash_opening", "audit_line"]
-- basis = "期初取当年最早一张余额表的一级科目行，没有一级科目行的取明细之和。"
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
-- account = { type = "text", label = "科目" }
-- balance_fen = { type = "money", unit = "分", label = "日末余额" }
-- summary = { of = "voucher" }
with
moved as (
    select
        line.unit_id, opening.account, opening.year, opening.opening_fen, line.voucher_date,
        line.voucher, line.batch, line.row_no, line.line, line.summary,
        line.debit_fen - line.credit_fen as change_fen
    from audit_line as line
    inner join cash_opening as opening
        on
            line.unit_id = opening.unit_id
            and coalesce(line.level1_name, line.account_name) = opening.account
            and substr(line.month, 1, 4) = opening.year
            and line.month >= opening.first_month
    where line.is_cash
),
day_end as (
    select
        moved.unit_id, moved.account, moved.year, moved.voucher_date,
        sum(moved.change_fen)::bigint as change_fen,
        (moved.opening_fen + sum(sum(moved.change_fen)) over (
            partition by moved.unit_id, moved.account, moved.year order by moved.voucher_date
        ))::bigint as balance_fen
    from moved
    group by moved.unit_id, moved.account, moved.year, moved.voucher_date, moved.opening_fen
),
ranked as (
    select
        moved.voucher, moved.unit_id, moved.voucher_date, moved.batch, moved.row_no, moved.line,
        moved.account, moved.summary, moved.change_fen, day_end.balance_fen,
        row_number() over (
            partition by moved.unit_id, moved.account, moved.voucher_date
            order by moved.change_fen, moved.batch, moved.row_no
        ) as place
    from moved
    inner join day_end
        on
            moved.unit_id = day_end.unit_id
            and moved.account = day_end.account
            and moved.voucher_date = day_end.voucher_date
    where day_end.balance_fen < 0 and day_end.balance_fen - day_end.change_fen >= 0
)
select
    ranked.voucher as subject, ranked.unit_id, ranked.voucher_date as occurred_on,
    -ranked.change_fen as amount_fen, ranked.batch, ranked.row_no, ranked.line,
    ranked.voucher_date, ranked.account, ranked.balance_fen, ranked.summary
from ranked
where ranked.place = 1
order by subject, batch, row_no
