-- title = "资产的已知时点"
-- purpose = "余额表所说的、某月月初各资产科目的余额。"
-- grain = "一行余额表的一行，用作某月月初的余额"
-- sources = ["balance_line", "balance_counted"]
-- basis = "期间开始时取期初数，期间结束后取期末数；同一时点有期初数时不取上期期末数，有几张表的取期间最长的一张。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "月初时点" }
-- period = { of = "balance" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- account_name = { of = "balance" }
-- amount_fen = { type = "money", unit = "分", label = "余额" }
with
candidate as (
    select
        stated.batch,
        stated.row_no,
        stated.line,
        coalesce(stated.unit_id, '（未填）') as unit_id,
        case when side.n = 1 then stated.first_month else stated.next_month end as month,
        stated.period,
        stated.level1_code,
        stated.level1_name,
        stated.account_name,
        case when side.n = 1 then stated.opening_fen else stated.closing_fen end as amount_fen,
        side.n as preference
    from balance_line as stated
    inner join balance_counted as counted
        on stated.batch = counted.batch and stated.row_no = counted.row_no
    cross join (values (1), (2)) as side(n)
    where stated.nature = 'asset'
),
point as (
    select
        candidate.unit_id,
        candidate.month,
        candidate.preference,
        candidate.period,
        row_number() over (
            partition by candidate.unit_id, candidate.month
            order by candidate.preference, length(candidate.period), candidate.period
        ) as place
    from candidate
    where candidate.amount_fen is not null
    group by candidate.unit_id, candidate.month, candidate.preference, candidate.period
)
select
    candidate.batch,
    candidate.row_no,
    candidate.line,
    candidate.unit_id,
    candidate.month,
    candidate.period,
    candidate.level1_code,
    candidate.level1_name,
    candidate.account_name,
    candidate.amount_fen
from candidate
inner join point
    on
        candidate.unit_id = point.unit_id
        and candidate.month = point.month
        and candidate.preference = point.preference
        and candidate.period = point.period
        and point.place = 1
where candidate.amount_fen is not null
