-- title = "收支与上年同期"
-- purpose = "收入、支出和上解的合计，本期与上年同期各一列，供收支图表使用。"
-- grain = "一行一个单位、期间、类别、一级科目、明细科目，本期或上年同期"
-- sources = ["fund_sum"]
-- basis = "只计收入、支出和上解。上年同期的行，期间都往后移一年，金额在上年同期一列。"
-- measure = "table"
-- [columns]
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- period = { type = "period", label = "期间" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "本期金额" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
select
    movement.span,
    movement.unit_id,
    movement.period,
    movement.first_month,
    movement.last_month,
    movement.wider_first,
    movement.wider_last,
    movement.category,
    movement.level1_code,
    movement.level1_name,
    movement.detail_name,
    case when movement.span = 'now' then movement.amount_fen end as amount_fen,
    case when movement.span = 'prior' then movement.amount_fen end as prior_fen
from fund_sum as movement
where movement.category in ('income', 'expenditure', 'remitted')
