-- title = "公开表的各项收入"
-- purpose = "会费、拨缴经费、上级补助、行政补助和其他收入各多少，与上年同期比。"
-- grain = "一行一项，共五项"
-- sources = ["income_line", "fund_compared", "unit_tree"]
-- basis = "前四项之外的收入科目都在其他收入，五项之和就是收入合计。年末结转不计，银行流水不计。没有凭证的单位和期间取余额表。期间内一笔收支都没有的为未填报。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- line_no = { type = "integer", label = "序" }
-- line = { type = "text", label = "项目" }
-- amount_fen = { type = "money", unit = "分", label = "本期金额" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- [lines.rows]
-- query = "finance_rows"
-- keys = { income_line = "line" }
-- adds = { amount_fen = "amount_fen" }
with
moved as (
    select
        movement.category, movement.level1_name, movement.amount_fen, movement.prior_fen,
        count(movement.amount_fen) over () > 0 as has_now,
        count(movement.prior_fen) over () > 0 as has_prior
    from fund_compared as movement
    where
        (movement.span = 'now' or ($from is not null and $to is not null))
        and ($from is null or movement.first_month >= $from)
        and ($to is null or movement.last_month < $to)
        and (movement.wider_first is null or movement.wider_first < $from
            or movement.wider_last >= $to)
        and ($unit is null or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
)
select
    income.line_no,
    income.line,
    sum(case
        when not coalesce(moved.has_now, false) then null
        when moved.category = 'income' and moved.level1_name = income.level1_name
            then coalesce(moved.amount_fen, 0)
        else 0
    end)::bigint as amount_fen,
    sum(case
        when not coalesce(moved.has_prior, false) then null
        when moved.category = 'income' and moved.level1_name = income.level1_name
            then coalesce(moved.prior_fen, 0)
        else 0
    end)::bigint as prior_fen
from income_line as income
left join moved on true
group by income.line_no, income.line
order by line_no
