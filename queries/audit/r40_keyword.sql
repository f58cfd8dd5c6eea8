-- rule = "R-40"
-- title = "摘要有不得列支的字样"
-- subject = "voucher"
-- severity = "high"
-- purpose = "支出的摘要或收款方有宴请、购物卡等字样。"
-- method = "支出分录的摘要或收款方含[R-40.keyword.*]中的一个词。词意分明的为高，津贴、补贴、奖金、加油卡和单独的烟、酒、茶为低。"
-- exclusions = "收入、退回和红字；茶话会、酒店、烟花、控烟、酒精、工会所属等含着这些字而无关的词；劳模津贴、误餐补贴、困难补助、竞赛和评先的奖金；收款方是酒店、酒楼的；一个低的词在该单位超过五十分之一的凭证里有（有这样的项目）。"
-- caution = "有这个词不等于违规：《政务处分法》《纪律处分条例》管的是公职人员和党员违反规定花公款，不是这个词；公务车加油也用加油卡。看发票和名单。"
-- regulation = "见各词的依据"
-- article = ""
-- status = "secondary"
-- limits = []
-- message = "{voucher_date}支出{amount_fen}，摘要或收款方含“{word}”。{summary}"
-- grain = "一行一条含这样的词的支出分录"
-- sources = ["audit_line", "barred_word", "limit_span"]
-- basis = "词见参数 R-40.keyword.*，待核的词要填写依据后才用。无关的词见中间视图“不得列支的字样”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- severity = { type = "list", label = "轻重" }
-- regulation = { type = "text", label = "依据" }
-- article = { type = "text", label = "条款" }
-- voucher_date = { of = "voucher" }
-- word = { type = "text", label = "词" }
-- summary = { of = "voucher" }
with
named as (
    select line.batch, line.row_no, barred.word, barred.is_vague
    from audit_line as line
    inner join barred_word as barred on line.summary = barred.said
    union all
    select line.batch, line.row_no, barred.word, barred.is_vague
    from audit_line as line
    inner join barred_word as barred on line.payee = barred.said
),
found as (
    select
        line.voucher, line.unit_id, line.voucher_date, line.spent_fen, line.batch, line.row_no,
        line.line, line.summary, keyword.word, keyword.regulation, keyword.article,
        bool_and(named.is_vague) as is_vague
    from named
    inner join audit_line as line on named.batch = line.batch and named.row_no = line.row_no
    inner join limit_span as keyword
        on
            keyword.limit_id like 'R-40.keyword.%'
            and line.unit_id = keyword.unit_id
            and named.word = keyword.word
            and line.voucher_date >= keyword.valid_from
            and line.voucher_date < keyword.valid_before
    where line.spent_fen > 0
    group by all
),
counted as (
    select found.unit_id, found.word, count(*) as lines from found group by found.unit_id, found.word
),
spent as (
    select line.unit_id, count(*) as lines
    from audit_line as line
    where line.spent_fen > 0
    group by line.unit_id
),
kept as (
    select
        found.voucher, found.unit_id, found.voucher_date, found.spent_fen, found.batch,
        found.row_no, found.line, found.summary, found.word, found.regulation, found.article,
        found.is_vague,
        row_number() over (
            partition by found.batch, found.row_no order by found.is_vague, found.word
        ) as place
    from found
    inner join counted on found.unit_id = counted.unit_id and found.word = counted.word
    inner join spent on found.unit_id = spent.unit_id
    where not found.is_vague or (counted.lines - 1) * 50 <= spent.lines
)
select
    kept.voucher as subject, kept.unit_id, kept.voucher_date as occurred_on,
    kept.spent_fen as amount_fen, kept.batch, kept.row_no, kept.line,
    case when kept.is_vague then 'low' else 'high' end as severity,
    kept.regulation, kept.article, kept.voucher_date, kept.word, kept.summary
from kept
where kept.place = 1
order by subject, severity, batch, row_no
