-- rule = "A-04"
-- title = "凭证重号"
-- subject = "voucher"
-- severity = "medium"
-- purpose = "一个凭证号下有两张凭证。"
-- method = "按单位、凭证字，每月（按年编号的每年）一个号写着两个以上日期，或有两条第1号分录，后面的凭证列为疑点。"
-- exclusions = "只有不到10个号的单位；除去一个，重号超过二十分之一的单位（多半每条分录各写各的业务日期）；没有凭证号的行。"
-- caution = "一张凭证的各条分录写了各自业务日期时会误报。"
-- regulation = "《会计基础工作规范》"
-- article = "第五十一条（转引）"
-- status = "secondary"
-- limits = []
-- precondition = "select '凭证没有编号，重号检查不适用。' where not exists (select held.place from numbered_voucher as held)"
-- message = "{series}“{word}”字{number_no}号像是两张凭证：日期从{first_date}到{last_date}。"
-- grain = "一行一个重号的一条分录"
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
-- first_date = { type = "date", label = "最早日期" }
-- last_date = { type = "date", label = "最晚日期" }
with
counted as (
    select
        held.unit_id,
        count(*) as held,
        count_if(held.is_repeated) as repeated
    from numbered_voucher as held
    group by held.unit_id
),
neighbour as (
    select twice.place, twice.place as shown_place
    from numbered_voucher as twice
    where twice.is_repeated
    union
    select twice.place, twice.first_place
    from numbered_voucher as twice
    where twice.is_repeated
)
select
    head.voucher as subject, twice.unit_id, twice.last_date as occurred_on,
    cast(null as bigint) as amount_fen, line.batch, line.row_no, line.line,
    twice.series, twice.word, cast(twice.number_no as varchar) as number_no,
    twice.first_date, twice.last_date
from numbered_voucher as twice
inner join counted
    on
        twice.unit_id = counted.unit_id
        and counted.held >= 10
        and (counted.repeated - 1) * 20 <= counted.held
inner join voucher_head as head on twice.place = head.place
inner join neighbour on twice.place = neighbour.place
inner join voucher_head as shown on neighbour.shown_place = shown.place
inner join audit_line as line on shown.voucher = line.voucher
where twice.is_repeated
order by subject, batch, row_no
