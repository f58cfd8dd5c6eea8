-- title = "各单位各月的会费"
-- purpose = "一个单位一个月应缴会费的有几人，按时、迟缴、没缴足的各几人。"
-- grain = "一行一个单位一个月，已到期的"
-- sources = ["dues_line"]
-- basis = "只看应缴大于0的行。大家都迟：迟缴的比按时的多，是这个单位收得晚，不是谁拖欠。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { of = "dues" }
-- due_people = { type = "integer", unit = "人", label = "应缴人数" }
-- short_people = { type = "integer", unit = "人", label = "没有缴足" }
-- behind_people = { type = "integer", unit = "人", label = "没有缴足或迟缴" }
-- all_late = { type = "boolean", label = "大家都迟" }
with
counted as (
    select
        dues.unit_id, dues.month,
        count(*) as due_people,
        count(case when dues.is_short then 1 end) as short_people,
        count(case when dues.is_late then 1 end) as late_people
    from dues_line as dues
    where dues.due_fen > 0 and dues.is_past
    group by dues.unit_id, dues.month
)
select
    counted.unit_id, counted.month, counted.due_people, counted.short_people,
    case
        when counted.late_people * 2 > counted.due_people - counted.short_people
            then counted.short_people
        else counted.short_people + counted.late_people
    end as behind_people,
    counted.late_people * 2 > counted.due_people - counted.short_people as all_late
from counted
