-- title = "各次竞赛与活动"
-- purpose = "每次竞赛应参加多少人、来了多少人、谁获奖、人均花多少钱。"
-- grain = "一行一次活动"
-- sources = ["activity_result", "unit_tree", "unit_name"]
-- basis = "期间按活动开始日期；活动台账没有登记的活动没有日期，总是列出。参与率 = 参加人数÷应参加人数；人均 = 支出÷参加人数。"
-- measure = "rate"
-- [parameters]
-- unit = { type = "identifier", label = "主办单位（含下级）" }
-- from = { type = "month", label = "起始月" }
-- to = { type = "month", label = "截止月（不含）" }
-- kind = { type = "list", label = "活动类型" }
-- [columns]
-- activity_id = { of = "activity" }
-- title = { of = "activity" }
-- kind = { of = "activity" }
-- unit_id = { of = "activity" }
-- unit_name = { type = "text", label = "主办单位" }
-- start_date = { of = "activity" }
-- status = { of = "activity" }
-- eligible = { type = "integer", unit = "人", label = "应参加人数" }
-- eligible_basis = { type = "list", label = "应参加依据" }
-- signed_up = { type = "integer", unit = "人", label = "报名人数" }
-- attended = { type = "integer", unit = "人", label = "参加人数" }
-- share = { type = "share", unit = "%", label = "参与率" }
-- results = { type = "integer", unit = "项", label = "成绩数" }
-- winners = { type = "integer", unit = "项", label = "获奖数" }
-- prize_fen = { type = "money", unit = "分", label = "奖励金额" }
-- cost_fen = { type = "money", unit = "分", label = "支出" }
-- cost_per_person = { type = "ratio", unit = "分/人", label = "人均支出" }
-- [lines.rows]
-- query = "contestant_rows"
-- keys = { activity = "activity_id" }
-- adds = { signed_up = "distinct person" }
-- [lines.attended]
-- query = "contestant_rows"
-- keys = { activity = "activity_id" }
-- fixed = { attended = true }
-- [lines.winners]
-- query = "result_rows"
-- keys = { activity = "activity_id" }
-- fixed = { awarded = true }
-- without = ["unit"]
-- adds = { winners = "*", prize_fen = "prize_amount_fen" }
-- [lines.cost_fen]
-- query = "activity_cost_rows"
-- keys = { activity = "activity_id" }
-- adds = { cost_fen = "amount_fen" }
select
    held.activity_id,
    held.title,
    held.kind,
    held.unit_id,
    named.name as unit_name,
    held.start_date,
    held.status,
    held.eligible,
    held.eligible_basis,
    held.signed_up,
    held.attended,
    cast(held.attended as double) / nullif(held.eligible, 0) as share,
    held.results,
    held.winners,
    held.prize_fen,
    held.cost_fen,
    cast(held.cost_fen as double) / nullif(held.attended, 0) as cost_per_person
from activity_result as held
left join unit_name as named on held.unit_id = named.unit_id
where
    coalesce(held.month >= $from, true) and coalesce(held.month < $to, true)
    and ($kind is null or held.kind is null or held.kind = $kind)
    and ($unit is null or held.unit_id is null or held.unit_id in (
        select tree.unit_id from unit_tree as tree where tree.ancestor_id = $unit
    ))
order by start_date, activity_id
