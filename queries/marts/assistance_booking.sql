-- title = "帮扶慰问与凭证"
-- purpose = "帮扶慰问台账的发放和凭证的支出放在一起，按凭证对账；没写凭证号的按月对账。"
-- grain = "一行一笔发放，或一条支出分录"
-- sources = ["assistance", "entry", "books_unit"]
-- basis = "写了凭证号的，找记账单位同月（没有则次月、再次月）同字同号的凭证，比较其全部支出分录。没写凭证号的，与当月没有被引用、科目或摘要写着慰问、帮扶、救助、助学、送温暖、送清凉的支出分录比较。"
-- measure = "table"
-- [columns]
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "记账单位编号" }
-- month = { type = "month", label = "月份" }
-- reference = { type = "text", label = "凭证" }
-- status = { type = "list", label = "凭证情况" }
-- assistance_fen = { type = "money", unit = "分", label = "帮扶慰问台账" }
-- voucher_fen = { type = "money", unit = "分", label = "凭证支出" }
with
spent as (
    select
        entry.batch,
        entry.row_no,
        entry.line,
        coalesce(entry.unit_id, '（未填）') as unit_id,
        entry.month,
        coalesce(entry.word, '') as word,
        ltrim(coalesce(entry.number, ''), '0') as number,
        entry.voucher,
        entry.account_name,
        entry.summary,
        entry.amount_fen
    from entry
    where entry.nature = 'expenditure' and not entry.is_closing
),
-- 记-12, 记字第0012号, 12 → 记 and 12
paid as (
    select
        assistance.batch,
        assistance.row_no,
        assistance.line,
        coalesce(books.books_unit_id, '（未填）') as unit_id,
        strftime(assistance.paid_date, '%Y-%m') as month,
        assistance.voucher_ref,
        trim(split_part(translate(regexp_replace(
            coalesce(assistance.voucher_ref, ''), '[0-9].*$', ''
        ), '字第号', '---'), '-', 1)) as word,
        ltrim(regexp_extract(coalesce(assistance.voucher_ref, ''), '[0-9]+'), '0') as number,
        assistance.amount_fen
    from assistance
    left join books_unit as books on assistance.unit_id = books.unit_id
),
voucher_held as (
    select
        spent.unit_id,
        spent.month,
        spent.word,
        spent.number,
        spent.voucher,
        cast(substr(spent.month, 1, 4) as integer) * 12
        + cast(substr(spent.month, 6, 2) as integer) as month_no
    from spent
    where spent.number <> ''
    group by spent.unit_id, spent.month, spent.word, spent.number, spent.voucher
),
candidate as (
    select
        paid.batch,
        paid.row_no,
        held.month,
        held.word,
        held.number,
        held.voucher,
        row_number() over (
            partition by paid.batch, paid.row_no
            order by held.month_no, case when held.word = paid.word then 0 else 1 end, held.word
        ) as place
    from paid
    inner join voucher_held as held
        on
            paid.unit_id = held.unit_id
            and paid.number = held.number
            and (paid.word = '' or paid.word = held.word)
            and held.month_no - cast(substr(paid.month, 1, 4) as integer) * 12
            - cast(substr(paid.month, 6, 2) as integer) between 0 and 2
    where paid.number <> ''
),
given as (
    select
        paid.batch,
        paid.row_no,
        paid.line,
        paid.unit_id,
        coalesce(candidate.month, paid.month) as month,
        candidate.voucher,
        case
            when candidate.voucher is not null then candidate.word || '-' || candidate.number
            when paid.number <> '' then paid.voucher_ref
            else '（未写凭证号）'
        end as reference,
        case
            when candidate.voucher is not null then '有凭证'
            when paid.number <> '' then '查无此凭证'
            else '未写凭证号'
        end as status,
        paid.amount_fen
    from paid
    left join candidate
        on
            paid.batch = candidate.batch
            and paid.row_no = candidate.row_no
            and candidate.place = 1
),
referred as (
    select distinct given.voucher from given where given.voucher is not null
)
select
    'assistance' as ledger,
    given.batch,
    given.row_no,
    given.line,
    given.unit_id,
    given.month,
    given.reference,
    given.status,
    given.amount_fen as assistance_fen,
    cast(null as bigint) as voucher_fen
from given
union all
select
    'voucher' as ledger,
    spent.batch,
    spent.row_no,
    spent.line,
    spent.unit_id,
    spent.month,
    case when referred.voucher is null then '（未写凭证号）'
        else spent.word || '-' || spent.number end as reference,
    case when referred.voucher is null then '未写凭证号' else '有凭证' end as status,
    cast(null as bigint) as assistance_fen,
    spent.amount_fen as voucher_fen
from spent
left join referred on spent.voucher = referred.voucher
where
    referred.voucher is not null
    or regexp_matches(
        coalesce(spent.account_name, '') || coalesce(spent.summary, ''),
        '慰问|帮扶|救助|助学|送温暖|送清凉'
    )
