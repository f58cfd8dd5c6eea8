-- title = "期末会员人数"
-- purpose = "期末有多少在职会员，与上年期末比。"
-- grain = "一行：所选单位，期末"
-- sources = ["membership", "unit_tree"]
-- basis = "期末为截止月的前一天：已入会、未离会，没有离会日期的状态是在职。名册里没有已离会的人时，上年期末会偏少。没有名册的为未填报。"
-- measure = "count"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- to = { type = "month", label = "截止月（不含）", required = true }
-- [columns]
-- as_of = { type = "month", label = "截止月（不含）" }
-- members = { type = "integer", unit = "人", label = "期末会员人数" }
-- prior_members = { type = "integer", unit = "人", label = "上年期末会员人数" }
-- [lines.rows]
-- query = "member_rows"
-- keys = { members_before = "as_of" }
-- adds = { members = "*" }
with
counted as (
    select
        coalesce(held.join_date < cast($to || '-01' as date), true)
        and coalesce(held.leave_date >= cast($to || '-01' as date), true) as is_now,
        coalesce(held.join_date < cast($to || '-01' as date) - interval 1 year, true)
        and coalesce(held.leave_date >= cast($to || '-01' as date) - interval 1 year, true)
            as is_prior
    from membership as held
    where $unit is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    )
)
select
    cast($to as varchar) as as_of,
    sum(cast(counted.is_now as bigint))::bigint as members,
    sum(cast(counted.is_prior as bigint))::bigint as prior_members
from counted
order by as_of
