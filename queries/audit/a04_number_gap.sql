-- rule = "A-04"
-- title = "凭证断号"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "凭证号应当连续，缺的号可能是抽走或没有装载的凭证。"
-- method = "按单位、凭证字，每月（按年编号的每年）从小到大看号，号跳过的，后一张凭证列为疑点，前后两张列在一起。"
-- exclusions = "只有不到10个号的单位；除去一个，缺的号超过二十分之一的单位（多半是按科目筛选后导出的）；按年编号的开头；不是数字的号。"
-- caution = "作废的凭证没有导出时也断号，看软件里的作废记录即知。"
-- regulation = "《会计基础工作规范》"
-- article = "第五十一条（转引）"
-- status = "secondary"
-- limits = []
-- precondition = "select '凭证没有编号，断号检查不适用。' where not exists (select held.place from numbered_voucher as held)"
-- message = "{series}“{word}”字凭证在{number_no}号之前{gap}。"
-- grain = "一行断号前后一张凭证的一条分录"
-- sources = ["numbered_voucher", "voucher_head", "audit_line"]
-- basis = "号见中间视图“编号段里的凭证号”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- series = { type = "period", label = "编号段" }
-- word = { type = "text", label = "凭证字" }
-- number_no = { type = "identifier", label = "号" }
-- gap = { type = "text", label = "缺号" }
with
stepped as not materialized (
    select
        held.unit_id, held.series, held.word, held.number_no, held.place, held.first_date,
        held.before_place,
        coalesce(
            held.before_no, case when held.is_yearly then held.number_no - 1 else 0 end
        ) + 1 as expected_no
    from numbered_voucher as held
),
counted as (
    select
        stepped.unit_id,
        count(*) as held,
        sum(stepped.number_no - stepped.expected_no)::bigint as missing
    from stepped
    group by stepped.unit_id
),
neighbour as (
    select stepped.place, stepped.place as shown_place
    from stepped
    where stepped.number_no > stepped.expected_no
    union all
    select stepped.place, stepped.before_place
    from stepped
    where stepped.number_no > stepped.expected_no
)
select
    head.voucher as subject, gap.unit_id, gap.first_date as occurred_on,
    cast(null as bigint) as amount_fen, line.batch, line.row_no, line.line,
    gap.series, gap.word, cast(gap.number_no as varchar) as number_no,
    case
        when gap.number_no = gap.expected_no + 1 then '缺' || gap.expected_no || '号'
        else '缺' || gap.expected_no || '至' || (gap.number_no - 1) || '号'
    end as gap
from stepped as gap
inner join counted
    on
        gap.unit_id = counted.unit_id
        and counted.held >= 10
        and (counted.missing - 1) * 20 <= counted.held
inner join voucher_head as head on gap.place = head.place
inner join neighbour on gap.place = neighbour.place
inner join voucher_head as shown on neighbour.shown_place = shown.place
inner join audit_line as line on shown.voucher = line.voucher
where gap.number_no > gap.expected_no
order by subject, batch, row_no
