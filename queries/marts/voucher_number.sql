-- title = "凭证编号"
-- purpose = "每条凭证分录的号，和它属于哪一段编号：按月编还是按年编。"
-- grain = "一行一条凭证分录，有会计期间的"
-- sources = ["audit_entry", "number_series"]
-- basis = "编号段见中间视图“编号段”。号去掉前面的0后是1至9位数字的才看；没有凭证号的行不在其中。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- series = { type = "text", label = "编号段" }
-- series_from = { type = "month", label = "编号段起" }
-- series_to = { type = "month", label = "编号段止" }
-- word = { type = "text", label = "凭证字" }
-- number = { of = "voucher" }
-- number_no = { type = "integer", label = "号" }
-- voucher_date = { of = "voucher" }
-- summary = { of = "voucher" }
with
numbered as (
    select
        line.batch, line.row_no, line.line, line.unit_id, line.year, line.month,
        coalesce(line.word, '') as word,
        line.number,
        case
            when regexp_matches(line.number, '^[0-9]{1,9}$') then cast(line.number as bigint)
        end as number_no,
        line.voucher_date,
        line.summary
    from audit_entry as line
    where line.number is not null and line.month is not null
)
select
    numbered.batch,
    numbered.row_no,
    numbered.line,
    numbered.unit_id,
    case
        when habit.is_yearly then cast(numbered.year as varchar) || '年'
        else numbered.month
    end as series,
    case when habit.is_yearly then habit.first_month else numbered.month end as series_from,
    case when habit.is_yearly then habit.last_month else numbered.month end as series_to,
    numbered.word,
    numbered.number,
    numbered.number_no,
    numbered.voucher_date,
    numbered.summary
from numbered
inner join number_series as habit
    on
        numbered.unit_id = habit.unit_id
        and numbered.year = habit.year
        and numbered.word = habit.word
