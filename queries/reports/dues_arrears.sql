-- title = "会费欠缴名单"
-- purpose = "谁还欠多少、欠了几个月，催缴用。"
-- grain = "一行一个欠缴的人"
-- sources = ["dues_person", "unit_tree", "unit_name"]
-- basis = "期间内应缴合计大于实缴合计的人；欠缴 = 应缴合计 − 实缴合计。姓名按角色脱敏。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- limit = { type = "integer", label = "至多行数" }
-- [columns]
-- person = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- unit_name = { type = "text", label = "单位" }
-- member_id = { of = "dues" }
-- name = { of = "dues" }
-- months_due = { type = "integer", unit = "个月", label = "应缴月数" }
-- months_short = { type = "integer", unit = "个月", label = "未缴足月数" }
-- first_short_month = { type = "month", label = "最早未缴足月" }
-- due_fen = { of = "dues" }
-- paid_fen = { of = "dues" }
-- arrears_fen = { type = "money", unit = "分", label = "欠缴会费" }
-- [lines.rows]
-- query = "dues_rows"
-- keys = { person = "person" }
-- adds = { due_fen = "due_fen", paid_fen = "paid_fen" }
with
chosen as (
    select
        dues.person, dues.unit_id, dues.member_id, dues.name, dues.month,
        dues.due_fen, dues.paid_fen
    from dues_person as dues
    where
        ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and ($unit is null or dues.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
),
short as (
    select chosen.person
    from chosen
    group by chosen.person
    having sum(chosen.paid_fen) < sum(chosen.due_fen)
),
owing as (
    select
        chosen.person,
        max(chosen.unit_id) as unit_id,
        max(chosen.member_id) as member_id,
        max(chosen.name) as name,
        count(case when chosen.due_fen > 0 then 1 end) as months_due,
        count(case when chosen.paid_fen < chosen.due_fen then 1 end) as months_short,
        min(case when chosen.paid_fen < chosen.due_fen then chosen.month end)
            as first_short_month,
        sum(chosen.due_fen)::bigint as due_fen,
        sum(chosen.paid_fen)::bigint as paid_fen
    from chosen
    inner join short on chosen.person = short.person
    group by chosen.person
)
select
    owing.person,
    owing.unit_id,
    coalesce(named.name, owing.unit_id) as unit_name,
    owing.member_id,
    owing.name,
    owing.months_due,
    owing.months_short,
    owing.first_short_month,
    owing.due_fen,
    owing.paid_fen,
    owing.due_fen - owing.paid_fen as arrears_fen
from owing
left join unit_name as named on owing.unit_id = named.unit_id
order by arrears_fen desc, person
limit $limit
