-- rule = "R-37"
-- title = "获奖面超过规定"
-- subject = "activity"
-- severity = "medium"
-- purpose = "文体活动、竞赛的获奖人数占参加人数的比例超过规定。"
-- method = "个人获奖的人数与参加人数之比大于 R-37.share。"
-- exclusions = "参加不足3人、参加人数不明的不判断；参与奖、纪念奖不算；班组、单位的奖不算。"
-- caution = "按队设奖而登记到人的会误报。"
-- regulation = "总工办发〔2017〕32号"
-- article = "第八条（待核）"
-- status = "memory"
-- limits = ["R-37.share"]
-- message = "“{title}”{people}参加，{winners}获奖，超过规定的比例 {share}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["activity", "activity_outcome", "result", "limit_span"]
-- basis = "活动见活动台账和中间视图“活动的人、成绩和钱”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "活动" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- title = { of = "activity" }
-- people = { type = "integer", unit = "人", label = "参加" }
-- winners = { type = "integer", unit = "人", label = "获奖" }
-- share = { type = "decimal", label = "规定的比例" }
-- regulation = { of = "parameter" }
-- article = { type = "text", label = "条款或页码" }
with
won as (
    select
        result.activity_id, result.batch, result.row_no, result.line,
        coalesce(result.member_id, result.name) as person, result.prize_amount_fen
    from result
    where result.subject_kind = '个人' and not regexp_matches(result.award, '参与|纪念')
),
total as (
    select
        won.activity_id, count(distinct won.person) as winners,
        sum(won.prize_amount_fen)::bigint as prize_fen
    from won
    group by won.activity_id
)
select
    activity.activity_id as subject, activity.unit_id, activity.start_date as occurred_on,
    total.prize_fen as amount_fen, won.batch, won.row_no, won.line, activity.title,
    outcome.attended as people, total.winners, cap.value as share, cap.regulation, cap.article
from activity
inner join activity_outcome as outcome on activity.activity_id = outcome.activity_id
inner join total on activity.activity_id = total.activity_id
inner join won on activity.activity_id = won.activity_id
inner join limit_span as cap
    on
        cap.limit_id = 'R-37.share' and activity.unit_id = cap.unit_id
        and activity.start_date >= cap.valid_from and activity.start_date < cap.valid_before
where
    activity.kind in ('文体', '竞赛') and outcome.attended >= 3
    and total.winners > outcome.attended * cap.value
order by subject, batch, row_no
