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
-- sources = ["audit_line", "payment", "limit_span"]
-- basis = "付款见中间视图“付款”，只取列支出的。"
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
    select line.unit_id, substr(line.month, 1, 4) as year
    from audit_line as line
    where not line.is_closing
    group by line.unit_id, substr(line.month, 1, 4)
    having count(distinct line.month) >= 11
),
paid as (
    select
        paid.unit_id, substr(paid.month, 1, 4) as year, paid.month, paid.voucher_date,
        paid.batch, paid.row_no, paid.line, paid.amount_fen,
        sum(paid.amount_fen) over (partition by paid.unit_id, paid.month) as month_fen,
        count(*) over (partition by paid.unit_id, paid.month) as payments,
        row_number() over (
            partition by paid.unit_id, paid.month
            order by paid.amount_fen desc, paid.batch, paid.row_no
        ) as place
    from payment as paid
    where
        paid.is_spent
        and not regexp_matches(
            coalesce(paid.account, '') || coalesce(paid.summary, ''),
            '慰问|生日|节|帮扶|救助|助学|送温暖|困难|上解|上缴|拨付|补助下级'
        )
),
yearly as (
    select
        paid.unit_id, paid.year,
        sum(case when paid.month < paid.year || '-12' then paid.amount_fen end) / 11 as mean_fen,
        max(case when paid.month < paid.year || '-12' then paid.month_fen end) as most_fen
    from paid
    inner join booked on paid.unit_id = booked.unit_id and paid.year = booked.year
    group by paid.unit_id, paid.year
)
select
    paid.unit_id || '|' || paid.year as subject, paid.unit_id,
    cast(paid.year || '-12-31' as date) as occurred_on,
    cast(paid.month_fen as bigint) as amount_fen, paid.batch, paid.row_no, paid.line,
    paid.year, paid.payments, cast(yearly.mean_fen as bigint) as mean_fen,
    paid.month_fen / yearly.mean_fen as times,
    case when paid.month_fen > high.value * yearly.mean_fen then 'high' else 'medium' end as severity
from paid
inner join yearly on paid.unit_id = yearly.unit_id and paid.year = yearly.year
inner join limit_span as warn
    on
        warn.limit_id = 'A-13.ratio_warn' and warn.unit_id = paid.unit_id
        and paid.voucher_date >= warn.valid_from and paid.voucher_date < warn.valid_before
inner join limit_span as high
    on
        high.limit_id = 'A-13.ratio_high' and high.unit_id = paid.unit_id
        and paid.voucher_date >= high.valid_from and paid.voucher_date < high.valid_before
where
    paid.month = paid.year || '-12' and paid.payments >= 3 and paid.place <= 50
    and paid.month_fen > warn.value * yearly.mean_fen and paid.month_fen > yearly.most_fen
order by subject, batch, row_no
