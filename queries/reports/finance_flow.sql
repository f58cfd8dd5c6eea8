-- title = "经费流向"
-- purpose = "期初结余加收入、代收，减支出、上解，到期末结余；与上年同期比。"
-- grain = "一行一步，共七步；减少为负"
-- sources = ["fund_sum", "opening_month", "unit_tree"]
-- basis = "结余 = 结余（结转）类净资产 + 应付上级经费。期初取余额表期初，否则上期期末，否则由更早的时点推算。期间内有收支的单位缺期初的，期初和期末为未填报；期间内没有任何变动的，各步和期末为未填报。"
-- measure = "amount"
-- headline.columns = ["amount_fen"]
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月", required = true }
-- to = { type = "month", label = "截止月（不含）", required = true }
-- [columns]
-- step_no = { type = "integer", label = "序" }
-- step = { type = "list", label = "步骤" }
-- label = { type = "text", label = "项目" }
-- amount_fen = { type = "money", unit = "分", label = "本期" }
-- prior_fen = { type = "money", unit = "分", label = "上年同期" }
-- basis = { type = "text", label = "依据" }
-- missing_units = { type = "integer", unit = "个", label = "缺期初的单位" }
-- [lines.rows]
-- query = "finance_flow_rows"
-- keys = { step = "step" }
-- adds = { amount_fen = "signed_fen" }
with
moved as (
    select
        movement.span, movement.unit_id, movement.category, movement.amount_fen
        * case when movement.category in ('expenditure', 'remitted') then -1 else 1 end
            as signed_fen
    from fund_sum as movement
    where
        movement.first_month >= $from and movement.last_month < $to
        and (movement.wider_first is null or movement.wider_first < $from
            or movement.wider_last >= $to)
        and ($unit is null or movement.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
opened as (
    select opening.span, opening.unit_id, opening.amount_fen, opening.basis
    from opening_month as opening
    where opening.month = $from and ($unit is null or opening.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
),
start as (
    select
        concerned.span, count(*) - count(opened.unit_id) as missing_units,
        case when count(*) = count(opened.unit_id) then sum(opened.amount_fen)::bigint end
            as amount_fen,
        case when count(*) > count(opened.unit_id) then '未填报'
            when min(opened.basis) = max(opened.basis) then min(opened.basis)
            else '余额表；部分单位推算' end as basis
    from (
        select moved.span, moved.unit_id from moved
        union select opened.span, opened.unit_id from opened
    ) as concerned
    left join opened on concerned.span = opened.span and concerned.unit_id = opened.unit_id
    group by concerned.span
),
step as (
    select listed.step_no, listed.step, listed.label from (
        values (1, 'opening', '期初结余'), (2, 'income', '收入'), (3, 'collected', '代收应上解'),
        (4, 'expenditure', '支出'), (5, 'remitted', '上解'), (6, 'other', '其他净资产变动'),
        (7, 'closing', '期末结余')
    ) as listed(step_no, step, label)
),
told as (
    select
        start.span, start.basis, start.missing_units, step.step,
        case
            when step.step = 'opening' then start.amount_fen
            when step.step = 'closing' then start.amount_fen + sum(moved.signed_fen)
            when count(moved.category) > 0
                then sum(case when moved.category = step.step then moved.signed_fen else 0 end)
        end::bigint as amount_fen
    from start
    cross join step
    left join moved on start.span = moved.span
    group by start.span, start.amount_fen, start.basis, start.missing_units, step.step
)
select
    step.step_no::bigint as step_no, step.step, step.label, now.amount_fen,
    prior.amount_fen as prior_fen, case when step.step = 'opening' then now.basis
        when step.step = 'closing' and now.amount_fen is not null then '期初加减各步' end as basis,
    now.missing_units
from step
left join told as now on step.step = now.step and now.span = 'now'
left join told as prior on step.step = prior.step and prior.span = 'prior'
order by step_no
