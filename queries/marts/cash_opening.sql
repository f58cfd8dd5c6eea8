-- title = "现金和存款的年内期初"
-- purpose = "每个单位的现金、存款科目，一年里最早一张余额表的期初数。"
-- grain = "一行一个单位、一个现金或存款科目、一年"
-- sources = ["balance_line"]
-- basis = "有一级科目行的取一级科目行，没有的取明细之和；同时开始的几张表取期间最长的。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- account = { type = "text", label = "科目" }
-- year = { type = "text", label = "年" }
-- first_month = { type = "month", label = "期初月份" }
-- opening_fen = { type = "money", unit = "分", label = "期初" }
with
stated as (
    select
        coalesce(held.unit_id, '（未填）') as unit_id,
        coalesce(held.level1_name, held.account_name) as account,
        substr(held.first_month, 1, 4) as year,
        held.first_month,
        held.opening_fen,
        dense_rank() over (
            partition by
                held.unit_id, coalesce(held.level1_name, held.account_name),
                substr(held.first_month, 1, 4)
            order by held.first_month, length(held.period), held.is_level1 desc
        ) as place
    from balance_line as held
    where
        held.opening_fen is not null
        and regexp_matches(
            coalesce(held.level1_name, held.account_name),
            '^(库存现金|现金|银行存款|零余额账户|其他货币资金)'
        )
)
select
    stated.unit_id,
    stated.account,
    stated.year,
    stated.first_month,
    sum(stated.opening_fen)::bigint as opening_fen
from stated
where stated.place = 1
group by stated.unit_id, stated.account, stated.year, stated.first_month
