-- rule = "R-36"
-- title = "文体支出用经费弥补过多"
-- subject = "unit"
-- severity = "medium"
-- purpose = "电影、文艺、体育、春秋游、公园年票等支出先用会费，不足的用经费弥补，弥补不得过多。"
-- method = "一个单位一年里摘要写着这些字样的职工活动支出，减去会费收入，超过会费收入的[R-36.multiple]倍。列出其中前50条分录。"
-- exclusions = "当年没有会费收入的；职工活动以外的科目；年末结转。"
-- caution = "按摘要的字样取数，可能多取或少取。"
-- regulation = "《基层工会经费收支管理办法》总工办发〔2017〕32号"
-- article = "第八条（待核）"
-- status = "memory"
-- limits = ["R-36.multiple"]
-- message = "{year}年电影、文体、春秋游等支出{elective_fen}，会费收入{dues_fen}，用经费弥补{amount_fen}，超过会费的{multiple}倍。"
-- grain = "一行一条文体支出的分录"
-- sources = ["audit_line", "limit_span"]
-- basis = "支出见中间视图“审计用的凭证分录”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- year = { type = "text", label = "年度" }
-- elective_fen = { type = "money", unit = "分", label = "文体支出" }
-- dues_fen = { type = "money", unit = "分", label = "会费收入" }
-- multiple = { type = "decimal", unit = "", label = "倍数" }
with
taken as (
    select
        line.unit_id, line.year, line.voucher_date, line.batch, line.row_no, line.line,
        line.spent_fen,
        case when line.nature = 'income' then line.credit_fen - line.debit_fen end as dues_fen
    from audit_line as line
    where
        not line.is_closing
        and (
            line.level1_name = '会费收入'
            or (
                line.level1_name = '职工活动支出'
                and regexp_matches(line.summary, '电影|观影|文艺|演出|运动会|比赛|体育|春游|秋游|年票')
            )
        )
),
summed as (
    select
        taken.unit_id, taken.year, taken.voucher_date, taken.batch, taken.row_no, taken.line,
        taken.dues_fen is null as is_elective,
        sum(taken.spent_fen) over whole_year as elective_fen,
        sum(taken.dues_fen) over whole_year as dues_fen,
        row_number() over (
            partition by taken.unit_id, taken.year, taken.dues_fen is null
            order by taken.voucher_date, taken.batch, taken.row_no
        ) as place
    from taken
    window whole_year as (partition by taken.unit_id, taken.year)
)
select
    summed.unit_id || '|' || summed.year as subject, summed.unit_id,
    summed.voucher_date as occurred_on, (summed.elective_fen - summed.dues_fen)::bigint as amount_fen,
    summed.batch, summed.row_no, summed.line, cast(summed.year as varchar) as year,
    summed.elective_fen::bigint as elective_fen, summed.dues_fen::bigint as dues_fen,
    cap.value as multiple
from summed
inner join limit_span as cap
    on
        cap.limit_id = 'R-36.multiple'
        and summed.unit_id = cap.unit_id
        and summed.voucher_date >= cap.valid_from
        and summed.voucher_date < cap.valid_before
        and summed.elective_fen - summed.dues_fen > summed.dues_fen * cap.value
where summed.is_elective and summed.dues_fen > 0 and summed.place <= 50
order by subject, batch, row_no
