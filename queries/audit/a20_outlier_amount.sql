-- rule = "A-20"
-- title = "金额远离同科目的其他支出"
-- subject = "voucher"
-- severity = "low"
-- purpose = "一笔支出比同单位同科目的其他支出大得多。"
-- method = "同一单位、同一明细科目有10条以上支出分录，不小于中位数的 A-20.rsf 倍的两倍、不小于第四大的3倍（分录每满一百条再往后一条，最多后6条，这样算出的为低）、不小于1000元的。金额取对数的修正分数（0.6745×与中位数的差÷绝对中位差）又超过 A-20.mz、分录在20条以上、金额不是大多一样的为中。节日、生日、慰问只与同类比，要不小于中位数的 A-20.rsf 倍的六倍，都为低。"
-- exclusions = "固定资产、设备、工程、装修；拨付、补助下级、上解；记在某项活动上的。"
-- caution = "一年一次的大项活动本来就大，看预算和审批即知。"
-- regulation = "伊格勒维奇、霍格林(1993)"
-- article = ""
-- status = "secondary"
-- limits = ["A-20.mz", "A-20.rsf"]
-- message = "{occurred_on}支出{amount_fen}，本单位“{account}”{entries}支出的中位数是{usual_fen}。{summary}"
-- grain = "一行一条离群的分录"
-- sources = ["purchase_tall", "limit_span"]
-- basis = "分录见中间视图“审计用的凭证分录”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- account = { type = "text", label = "科目" }
-- entries = { type = "integer", unit = "条", label = "分录数" }
-- usual_fen = { type = "money", unit = "分", label = "中位数" }
-- summary = { of = "voucher" }
-- severity = { type = "list", label = "程度" }
select
    tall.voucher as subject, tall.unit_id, tall.voucher_date as occurred_on,
    tall.spent_fen as amount_fen, tall.batch, tall.row_no, tall.line, tall.account,
    tall.entries, tall.usual_fen, tall.summary,
    case
        when
            not tall.is_gift and tall.entries >= 20 and tall.spread > 0
            and tall.spent_fen >= 3 * tall.fourth_fen
            and 0.6745 * tall.size > score.value * tall.spread
            then 'medium'
        else 'low'
    end as severity
from purchase_tall as tall
inner join limit_span as times
    on
        times.limit_id = 'A-20.rsf' and times.unit_id = tall.unit_id
        and tall.voucher_date >= times.valid_from and tall.voucher_date < times.valid_before
inner join limit_span as score
    on
        score.limit_id = 'A-20.mz' and score.unit_id = tall.unit_id
        and tall.voucher_date >= score.valid_from and tall.voucher_date < score.valid_before
where
    tall.spent_fen >= 100000
    and tall.spent_fen >= 3 * tall.later_fen
    and tall.spent_fen >= case when tall.is_gift then 6 else 2 end * times.value * tall.usual_fen
order by subject, batch, row_no
