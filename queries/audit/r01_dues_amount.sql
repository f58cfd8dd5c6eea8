-- rule = "R-01"
-- title = "应缴会费不合基数"
-- subject = "person"
-- severity = "medium"
-- purpose = "一名会员某月的应缴会费与缴费基数乘比率对不上。"
-- method = "应缴会费与基数×R-01.rate 相差超过 R-01.tolerance；单位填了 R-01.step（尾数不计）的，按尾数不计的基数算也对不上才列。"
-- exclusions = "当月不是在职会员而应缴为0的；没有填基数的；同单位一年有十行以上、五分之一以上对不上的，是它另有标准，不逐人列。"
-- caution = "基数包不包括津贴、按元还是按角取整，各单位不同。"
-- regulation = "《关于收交工会会费的通知》(1978)"
-- article = "文号待核"
-- status = "secondary"
-- limits = ["R-01.rate", "R-01.tolerance"]
-- precondition = "select '会费台账没有填缴费基数' from dues having count(dues.base_fen) = 0"
-- message = "{month}缴费基数{base_fen}，按 {rate}应缴{expected_fen}，台账写着应缴{due_fen}。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["dues_line", "limit_span"]
-- basis = "会费见中间视图“审计用的会费”和“各单位各月的会费”。"
-- measure = "table"
-- [columns]
-- subject = { type = "identifier", label = "人员标识" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month = { of = "dues" }
-- base_fen = { of = "dues" }
-- rate = { type = "decimal", unit = "%", label = "比率" }
-- expected_fen = { type = "money", unit = "分", label = "按比率应缴" }
-- due_fen = { of = "dues" }
with
apart as (
    select
        dues.batch, dues.row_no, dues.line, dues.unit_id, dues.year, dues.month, dues.first_day,
        dues.person, dues.base_fen, dues.due_fen, rate.value as rate
    from dues_line as dues
    inner join limit_span as rate
        on
            rate.limit_id = 'R-01.rate' and dues.unit_id = rate.unit_id
            and dues.first_day >= rate.valid_from and dues.first_day < rate.valid_before
    inner join limit_span as near
        on
            near.limit_id = 'R-01.tolerance' and dues.unit_id = near.unit_id
            and dues.first_day >= near.valid_from and dues.first_day < near.valid_before
    left join limit_span as step
        on step.limit_id like 'R-01.step%' and dues.unit_id = step.unit_id
    where
        not dues.is_exempt
        and abs(dues.due_fen * 100 - dues.base_fen * rate.value) > near.value_fen * 100
        and coalesce(
            abs(dues.due_fen * 100 - (dues.base_fen - dues.base_fen % step.value_fen) * rate.value)
            > near.value_fen * 100, true
        )
),
based as (
    select dues.unit_id, dues.year, count(dues.base_fen) as lines
    from dues_line as dues
    group by dues.unit_id, dues.year
),
habit as (
    select apart.unit_id, apart.year, count(distinct (apart.batch, apart.row_no)) as lines
    from apart
    group by apart.unit_id, apart.year
)
select
    apart.person as subject, apart.unit_id, apart.first_day as occurred_on,
    apart.due_fen as amount_fen, apart.batch, apart.row_no, apart.line, apart.month,
    apart.base_fen, apart.rate,
    cast(floor(apart.base_fen * apart.rate / 100) as bigint) as expected_fen, apart.due_fen
from apart
inner join based on apart.unit_id = based.unit_id and apart.year = based.year
inner join habit on apart.unit_id = habit.unit_id and apart.year = habit.year
where based.lines < 10 or habit.lines * 5 <= based.lines
order by subject, batch, row_no
