-- rule = "A-01"
-- title = "首位数字偏离本福特定律"
-- subject = "unit"
-- severity = "low"
-- purpose = "一个单位的采购金额，首位数字的分布与自然形成的金额相差很大。"
-- method = "付给写明的收款方的采购（A-01.n_min 笔以上，最大是最小的 A-01.spread 倍以上），首位数字的平均绝对偏差超过 A-01.mad_nonconform，并且卡方（自由度8）超过 A-01.chi_1。"
-- exclusions = "节日、生日、慰问、付给个人的；隔60天以上同样数额又付过的定额；上解、拨付、工资、押金、退款；红字和已冲销的。"
-- caution = "价格集中、有限额、按标准付都会使首位数字偏离；只说明值得看，不说明哪一笔有错。"
-- regulation = "Nigrini (2012)"
-- article = ""
-- status = "secondary"
-- limits = ["A-01.mad_nonconform", "A-01.chi_1", "A-01.n_min", "A-01.spread"]
-- message = "{payments}采购的首位数字与本福特定律的平均绝对偏差是 {mad}（超过 {allowed} 为不符合），多得最多的首位数字是 {digit}。在“数据画像”里看各位数字。"
-- grain = "一行一个单位"
-- sources = ["payment_named", "limit_span"]
-- basis = "见中间视图“有收款方、没有冲销的付款”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- payments = { type = "integer", unit = "笔", label = "笔数" }
-- mad = { type = "share", unit = "%", label = "平均绝对偏差" }
-- allowed = { type = "share", unit = "%", label = "界限" }
-- digit = { type = "integer", unit = "", label = "多得最多的首位数字" }
with
digit as (
    select
        paid.unit_id, paid.voucher_date, paid.amount_fen,
        cast(substr(cast(paid.amount_fen as varchar), 1, 1) as integer) as digit
    from payment_named as paid
    where paid.is_spent and paid.is_purchase and not (paid.is_gift or paid.is_usual)
),
bought as (
    select
        digit.unit_id, count(*) as payments, max(digit.voucher_date) as day,
        max(digit.amount_fen) / min(digit.amount_fen) as spread
    from digit
    group by digit.unit_id
),
counted as (
    select
        bought.unit_id, bought.payments, law.digit, log10(1 + 1 / law.digit) as expected,
        count(digit.digit) / bought.payments as found
    from bought
    cross join (values (1), (2), (3), (4), (5), (6), (7), (8), (9)) as law(digit)
    left join digit on bought.unit_id = digit.unit_id and law.digit = digit.digit
    group by bought.unit_id, bought.payments, law.digit
),
measured as (
    select
        counted.unit_id, avg(abs(counted.found - counted.expected)) as mad,
        -- of shares that add up to 1 this is n times the sum of (found - expected)² / expected
        max(counted.payments)
        * (sum(counted.found * counted.found / counted.expected) - 1) as chi,
        cast(max_by(counted.digit, counted.found - counted.expected) as bigint) as digit
    from counted
    group by counted.unit_id
)
select
    bought.unit_id as subject, bought.unit_id, bought.day as occurred_on,
    cast(null as bigint) as amount_fen, cast(null as bigint) as batch,
    cast(null as bigint) as row_no, cast(null as bigint) as line, bought.payments,
    measured.mad,
    cast(max(case when cap.limit_id = 'A-01.mad_nonconform' then cap.value end) as double)
        as allowed,
    measured.digit
from bought
inner join measured on bought.unit_id = measured.unit_id
inner join limit_span as cap
    on
        cap.limit_id like 'A-01.%' and cap.unit_id = bought.unit_id
        and bought.day >= cap.valid_from and bought.day < cap.valid_before
group by
    bought.unit_id, bought.day, bought.payments, bought.spread, measured.mad, measured.chi,
    measured.digit
having
    bought.payments >= max(case when cap.limit_id = 'A-01.n_min' then cap.value end)
    and bought.spread >= max(case when cap.limit_id = 'A-01.spread' then cap.value end)
    and measured.mad > max(case when cap.limit_id = 'A-01.mad_nonconform' then cap.value end)
    and measured.chi > max(case when cap.limit_id = 'A-01.chi_1' then cap.value end)
order by subject
