-- title = "会费欠缴名单"
-- purpose = "谁还欠多少、欠了几个月，催缴用。"
-- grain = "一行一个欠缴的人"
-- sources = ["dues", "unit_tree", "unit_name"]
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
owing as (
    select
        coalesce(dues.member_id, dues.name) as person,
        case when dues.member_id is null then coalesce(dues.unit_id, '') end as named_in,
        max(dues.unit_id) as unit_id,
        max(dues.member_id) as member_id,
        max(dues.name) as name,
        count(case when dues.due_fen > 0 then 1 end) as months_due,
        count(case when dues.paid_fen < dues.due_fen then 1 end) as months_short,
        min(case when dues.paid_fen < dues.due_fen then dues.month end) as first_short_month,
        sum(dues.due_fen)::bigint as due_fen,
        sum(dues.paid_fen)::bigint as paid_fen
    from dues
    where
        ($from is null or dues.month >= $from)
        and ($to is null or dues.month < $to)
        and ($unit is null or dues.unit_id in (
            select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
        ))
    group by
        coalesce(dues.member_id, dues.name),
        case when dues.member_id is null then coalesce(dues.unit_id, '') end
    having sum(dues.paid_fen) < sum(dues.due_fen)
)
select
    case when owing.named_in is null then owing.person
        else owing.named_in || '/' || owing.person end as person,
    owing.unit_id,
    named.name as unit_name,
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
