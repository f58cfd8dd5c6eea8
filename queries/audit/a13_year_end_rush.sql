-- rule = "A-13"
-- title = "年末集中花钱"
-- subject = "unit"
-- severity = "medium"
-- purpose = "12月的支出比平时多得多。"
-- method = "一个单位一年里11个月以上有账，12月的支出（不含节日、生日、慰问和上解）超过1月至11月平均的 A-13.ratio_warn 倍，并且比其中任何一个月都多；超过 A-13.ratio_high 倍的为高。"
-- exclusions = "年末结转；节日、生日、慰问、帮扶；上解、拨付、补助下级；12月不足3笔的。"
-- caution = "年末支出多不等于浪费（美国审计署1980年报告也这样说），看是否有预算、是否确已完成。"
-- regulation = "公开的账簿画像规则"
-- article = ""
-- status = "secondary"
-- limits = ["A-13.ratio_warn", "A-13.ratio_high"]
-- message = "{year}年12月支出{amount_fen}（{payments}），前11个月平均每月{mean_fen}，是平均的{times}。"
-- grain = "一行一笔12月的付款，最大的50笔"
-- sources = ["ordinary_payment", "voucher_head", "limit_span"]
-- basis = "付款见中间视图“平常的支出”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "text", label = "年" }
-- payments = { type = "integer", unit = "笔", label = "12月笔数" }
-- mean_fen = { type = "money", unit = "分", label = "前11个月平均" }
-- times = { type = "ratio", unit = "倍", label = "是平均的" }
-- severity = { type = "list", label = "程度" }
with
booked as (
    select head.unit_id, substr(head.month, 1, 4) as year
    from voucher_head as head
    where not head.is_closing
    group by head.unit_id, substr(head.month, 1, 4)
    having count(distinct head.month) >= 11
),
monthly as (
    select
        bought.unit_id, bought.year, bought.month, sum(bought.amount_fen) as month_fen,
        count(*) as payments
    from ordinary_payment as bought
    group by bought.unit_id, bought.year, bought.month
),
yearly as (
    select
        monthly.unit_id, monthly.year,
        sum(case when monthly.month < monthly.year || '-12' then monthly.month_fen end) / 11 as mean_fen,
        max(case when monthly.month < monthly.year || '-12' then monthly.month_fen end) as most_fen
    from monthly
    inner join booked on monthly.unit_id = booked.unit_id and monthly.year = booked.year
    group by monthly.unit_id, monthly.year
),
rushed as (
    select
        bought.unit_id, bought.year, bought.voucher_date, bought.batch, bought.row_no, bought.line,
        monthly.month_fen, monthly.payments, yearly.mean_fen,
        row_number() over (
            partition by bought.unit_id, bought.year
            order by bought.amount_fen desc, bought.batch, bought.row_no
        ) as place
    from monthly
    inner join yearly on monthly.unit_id = yearly.unit_id and monthly.year = yearly.year
    inner join ordinary_payment as bought on monthly.unit_id = bought.unit_id and monthly.month = bought.month
    where
        monthly.month = monthly.year || '-12' and bought.month like '%-12' and monthly.payments >= 3
        and monthly.month_fen > yearly.most_fen
)
select
    paid.unit_id || '|' || paid.year as subject, paid.unit_id,
    cast(paid.year || '-12-31' as date) as occurred_on,
    cast(paid.month_fen as bigint) as amount_fen, paid.batch, paid.row_no, paid.line,
    paid.year, paid.payments, cast(paid.mean_fen as bigint) as mean_fen,
    paid.month_fen / paid.mean_fen as times,
    case when paid.month_fen > high.value * paid.mean_fen then 'high' else 'medium' end as severity
from rushed as paid
inner join limit_span as warn
    on
        warn.limit_id = 'A-13.ratio_warn' and warn.unit_id = paid.unit_id
        and paid.voucher_date >= warn.valid_from and paid.voucher_date < warn.valid_before
inner join limit_span as high
    on
        high.limit_id = 'A-13.ratio_high' and high.unit_id = paid.unit_id
        and paid.voucher_date >= high.valid_from and paid.voucher_date < high.valid_before
where paid.place <= 50 and paid.month_fen > warn.value * paid.mean_fen
order by subject, batch, row_no
