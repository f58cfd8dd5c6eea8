-- title = "预算与决算的行"
-- purpose = "预算和收支的每一笔合计，在一级科目计一次，在明细科目计一次，供预算与决算使用。"
-- grain = "一行预算台账的一行或一笔收支合计，在一个级次"
-- sources = ["budget_line", "fund_compared"]
-- basis = "一级只取可以相加的预算行，明细只取明细科目的预算行；收支两级都取。"
-- measure = "table"
-- [columns]
-- is_plan = { type = "boolean", label = "是预算" }
-- span = { type = "list", label = "本期或上年同期" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- category = { type = "list", label = "类别" }
-- level = { type = "integer", label = "级次" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目（一级为空）" }
-- approved_fen = { of = "budget" }
-- budget_fen = { type = "money", unit = "分", label = "本年预算" }
-- actual_fen = { type = "money", unit = "分", label = "本期金额" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
select
    true as is_plan,
    'now' as span,
    planned.unit_id,
    planned.first_month,
    planned.last_month,
    cast(null as varchar) as wider_first,
    cast(null as varchar) as wider_last,
    planned.category,
    place.level,
    planned.level1_code,
    planned.level1_name,
    case when place.level = 2 then planned.detail_name end as detail_name,
    planned.approved_fen,
    planned.budget_fen,
    cast(null as bigint) as actual_fen,
    cast(null as bigint) as prior_fen
from budget_line as planned
cross join (values (cast(1 as bigint)), (cast(2 as bigint))) as place(level)
where case when place.level = 1 then planned.is_counted else planned.is_detail end
union all
select
    false,
    movement.span,
    movement.unit_id,
    movement.first_month,
    movement.last_month,
    movement.wider_first,
    movement.wider_last,
    movement.category,
    place.level,
    movement.level1_code,
    movement.level1_name,
    case when place.level = 2 then movement.detail_name end,
    null,
    null,
    movement.amount_fen,
    movement.prior_fen
from fund_compared as movement
cross join (values (cast(1 as bigint)), (cast(2 as bigint))) as place(level)
