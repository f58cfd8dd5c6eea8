-- title = "比同科目高得多的支出"
-- purpose = "每条高出同单位同科目中位数很多的支出，和它的中位数、第四大、绝对中位差。"
-- grain = "一行一条支出分录"
-- sources = ["audit_line", "purchase_line", "limit_span"]
-- basis = "同一单位、同一科目（节日、生日、慰问另算）有10条以上；达到 A-20.rsf 倍中位数的三分之二的才列出，更低的当不了第四大。金额取对数算绝对中位差。"
-- measure = "table"
-- [columns]
-- voucher = { type = "text", label = "凭证（单位|期间|字|号）" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- account = { type = "text", label = "科目" }
-- voucher_date = { of = "voucher" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- spent_fen = { type = "money", unit = "分", label = "支出" }
-- summary = { of = "voucher" }
-- is_gift = { type = "boolean", label = "节日、生日、慰问" }
-- entries = { type = "integer", unit = "条", label = "分录数" }
-- usual_fen = { type = "money", unit = "分", label = "中位数" }
-- fourth_fen = { type = "money", unit = "分", label = "第四大（很低的为0）" }
-- later_fen = { type = "money", unit = "分", label = "再往后每百条一个（最多6个）的那一条（很低的为0）" }
-- size = { type = "ratio", label = "对数与中位数之差" }
-- spread = { type = "ratio", label = "对数的绝对中位差" }
with
middle as (
    select
        spent.unit_id, spent.account, spent.is_gift, count(*) as entries,
        cast(median(spent.spent_fen) as bigint) as usual_fen
    from purchase_line as spent
    group by spent.unit_id, spent.account, spent.is_gift
    having count(*) >= 10
),
-- what is below a third of the threshold cannot be the fourth that matters
tall as (
    select
        spent.unit_id, spent.voucher_date, spent.batch, spent.row_no, spent.line,
        spent.spent_fen, spent.account, spent.is_gift, middle.entries,
        middle.usual_fen,
        row_number() over (
            partition by spent.unit_id, spent.account, spent.is_gift
            order by spent.spent_fen desc, spent.batch, spent.row_no
        ) as place
    from purchase_line as spent
    inner join middle using (unit_id, account, is_gift)
    inner join limit_span as times
        on
            times.limit_id = 'A-20.rsf' and times.unit_id = spent.unit_id
            and spent.voucher_date >= times.valid_from
            and spent.voucher_date < times.valid_before
    where 3 * spent.spent_fen >= 2 * times.value * middle.usual_fen
),
fourth as (
    select
        tall.unit_id, tall.account, tall.is_gift,
        max(case when tall.place = 4 then tall.spent_fen end) as fen,
        max(case when tall.place = 4 + least(tall.entries // 100, 6) then tall.spent_fen end) as later_fen
    from tall
    group by tall.unit_id, tall.account, tall.is_gift
),
spread as (
    select
        spent.unit_id, spent.account, spent.is_gift,
        median(abs(ln(spent.spent_fen / middle.usual_fen))) as mad
    from purchase_line as spent
    inner join middle using (unit_id, account, is_gift)
    inner join fourth using (unit_id, account, is_gift)
    group by spent.unit_id, spent.account, spent.is_gift
)
select
    line.voucher, tall.unit_id, tall.account, tall.voucher_date, tall.batch, tall.row_no, tall.line,
    tall.spent_fen, line.summary, tall.is_gift, tall.entries, tall.usual_fen,
    coalesce(fourth.fen, 0) as fourth_fen, coalesce(fourth.later_fen, 0) as later_fen,
    ln(tall.spent_fen / tall.usual_fen) as size,
    spread.mad as spread
from tall
inner join fourth using (unit_id, account, is_gift)
inner join spread using (unit_id, account, is_gift)
inner join audit_line as line on tall.batch = line.batch and tall.row_no = line.row_no
