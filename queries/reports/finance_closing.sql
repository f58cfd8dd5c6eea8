-- title = "余额表所说的期末结余"
-- purpose = "余额表所说的、期间之后那个月月初的结余，供与算出的期末结余核对。"
-- grain = "一行，期间的所有单位合计；没有一个单位有结余时点的没有行"
-- sources = ["fund_sum", "opening_month", "unit_tree"]
-- basis = "只取余额表直接所说的：次月的期初，或期间最后一期的期末；推算出来的不算。期间内有期初结余或收支的单位缺一个，合计就是未填报。"
-- measure = "amount"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月", required = true }
-- to = { type = "month", label = "截止月（不含）", required = true }
-- [columns]
-- units = { type = "integer", unit = "个", label = "有数的单位" }
-- missing_units = { type = "integer", unit = "个", label = "缺期末结余的单位" }
-- stated_fen = { type = "money", unit = "分", label = "余额表期末结余" }
with
concerned as (
    select movement.unit_id
    from fund_sum as movement
    where movement.span = 'now' and movement.first_month >= $from and movement.last_month < $to
    union
    select opened.unit_id
    from opening_month as opened
    where opened.span = 'now' and opened.month = $from
)
select
    count(stated.unit_id) as units,
    count(*) - count(stated.unit_id) as missing_units,
    case when count(*) = count(stated.unit_id) then sum(stated.amount_fen)::bigint end
        as stated_fen
from concerned
left join opening_month as stated
    on
        concerned.unit_id = stated.unit_id
        and stated.span = 'now'
        and stated.month = $to
        and stated.basis <> '余额表加变动推算'
where
    $unit is null or concerned.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    )
having count(stated.unit_id) > 0
order by units
