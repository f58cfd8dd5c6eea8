-- rule = "R-02"
-- title = "会费收缴率很低"
-- subject = "unit"
-- severity = "medium"
-- purpose = "一个单位某个月的会费收缴率比目标低很多。"
-- method = "次月过完以后看，没有缴足或所属月以后才缴的不少于3人，按时缴足的人数比目标 R-02.target 低20个百分点以上。"
-- exclusions = "大家都迟一些才缴的单位，迟缴的算缴了；应缴为0的不算。"
-- caution = "停薪留职的人应缴没有改为0时会误报。"
-- regulation = "工作计划5（工会会费收缴100%）"
-- article = "目标8"
-- status = "verified"
-- limits = ["R-02.target"]
-- precondition = "select '没有会费台账' from dues having count(dues.month) = 0"
-- message = "{month}应缴会费 {due_people}，按时缴足 {in_time}，{behind_people}没有按时缴足。"
-- grain = "一行疑点的一行原始记录"
-- sources = ["dues_line", "dues_month", "limit_span"]
-- basis = "会费见中间视图“审计用的会费”和“各单位各月的会费”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month = { of = "dues" }
-- due_people = { type = "integer", unit = "人", label = "应缴人数" }
-- in_time = { type = "integer", unit = "人", label = "按时缴足" }
-- behind_people = { type = "integer", unit = "人", label = "没有按时缴足" }
with
low as (
    select
        collected.unit_id, collected.month, collected.due_people, collected.behind_people,
        collected.all_late
    from dues_month as collected
    inner join limit_span as target
        on
            target.limit_id = 'R-02.target' and collected.unit_id = target.unit_id
            and cast(collected.month || '-01' as date) >= target.valid_from
            and cast(collected.month || '-01' as date) < target.valid_before
    where
        collected.behind_people >= 3
        and (collected.due_people - collected.behind_people) * 100
        < collected.due_people * (target.value - 20)
),
behind as (
    select
        low.unit_id, low.month, low.due_people, low.behind_people, dues.first_day, dues.batch,
        dues.row_no, dues.line, dues.due_fen,
        sum(dues.due_fen) over (partition by low.unit_id, low.month)::bigint as total_fen,
        row_number() over (
            partition by low.unit_id, low.month order by dues.batch, dues.row_no
        ) as place
    from low
    inner join dues_line as dues on low.unit_id = dues.unit_id and low.month = dues.month
    where dues.is_short or (dues.is_late and not low.all_late)
)
select
    behind.unit_id || '|' || behind.month as subject, behind.unit_id,
    behind.first_day as occurred_on, behind.total_fen as amount_fen, behind.batch, behind.row_no,
    behind.line, behind.month, behind.due_people,
    behind.due_people - behind.behind_people as in_time, behind.behind_people
from behind
where behind.place <= 50
order by subject, batch, row_no
