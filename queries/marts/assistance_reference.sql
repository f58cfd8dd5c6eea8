-- title = "帮扶慰问的凭证"
-- purpose = "每笔发放写的凭证号，是哪张凭证。"
-- grain = "一行一笔发放"
-- sources = ["assistance", "spent_line", "books_unit", "month_calendar"]
-- basis = "记-12、记字第0012号、12都读作字和号；找记账单位同字同号、发放当月或其后两个月里最早的支出凭证。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "记账单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月份（有凭证的为凭证期间）" }
-- voucher = { type = "text", label = "凭证" }
-- reference = { type = "text", label = "凭证号" }
-- amount_fen = { of = "assistance" }
with
paid as (
    select
        assistance.batch,
        assistance.row_no,
        assistance.line,
        coalesce(books.books_unit_id, '（未填）') as unit_id,
        calendar.month,
        calendar.month_no,
        assistance.voucher_ref,
        trim(split_part(translate(
            regexp_replace(assistance.voucher_ref, '[0-9].*$', ''), '字第号', '---'
        ), '-', 1)) as word,
        ltrim(regexp_extract(assistance.voucher_ref, '[0-9]+'), '0') as number,
        assistance.amount_fen
    from assistance
    left join books_unit as books on assistance.unit_id = books.unit_id
    inner join month_calendar as calendar
        on
            year(assistance.paid_date) * 12 + month(assistance.paid_date) - 1
            = calendar.month_no
),
held as (
    select distinct
        spent.unit_id, spent.month, calendar.month_no, spent.word, spent.number, spent.voucher
    from spent_line as spent
    inner join month_calendar as calendar on spent.month = calendar.month
    where spent.number <> ''
),
found as (
    select
        paid.batch, paid.row_no, held.month, held.word, held.number, held.voucher,
        row_number() over (
            partition by paid.batch, paid.row_no
            order by held.month_no, held.word
        ) as place
    from paid
    inner join held
        on
            paid.unit_id = held.unit_id
            and paid.number = held.number
            and (paid.word = '' or paid.word = held.word)
            and held.month_no - paid.month_no between 0 and 2
)
select
    paid.batch,
    paid.row_no,
    paid.line,
    paid.unit_id,
    coalesce(found.month, paid.month) as month,
    found.voucher,
    case when found.voucher is null then paid.voucher_ref
        when found.word = '' then found.number
        else found.word || '-' || found.number end as reference,
    paid.amount_fen
from paid
left join found on paid.batch = found.batch and paid.row_no = found.row_no and found.place = 1
