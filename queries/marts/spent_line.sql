-- title = "支出分录"
-- purpose = "每条支出分录和它的凭证字号，供帮扶慰问与凭证对账。"
-- grain = "一行一条支出分录"
-- sources = ["entry"]
-- basis = "年末结转不计。凭证号前面的0不看。说到帮扶慰问：科目或摘要写着慰问、帮扶、救助、助学、送温暖、送清凉。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { type = "identifier", label = "单位编号（没有的为（未填））" }
-- month = { type = "month", label = "期间" }
-- word = { type = "text", label = "凭证字（没有的为空文本）" }
-- number = { type = "identifier", label = "凭证号（没有的为空文本）" }
-- voucher = { type = "text", label = "凭证" }
-- speaks_of_aid = { type = "boolean", label = "说到帮扶慰问" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
select
    entry.batch,
    entry.row_no,
    entry.line,
    coalesce(entry.unit_id, '（未填）') as unit_id,
    entry.month,
    coalesce(entry.word, '') as word,
    ltrim(coalesce(entry.number, ''), '0') as number,
    entry.voucher,
    regexp_matches(
        coalesce(entry.account_name, '') || coalesce(entry.summary, ''),
        '慰问|帮扶|救助|助学|送温暖|送清凉'
    ) as speaks_of_aid,
    entry.amount_fen
from entry
where entry.nature = 'expenditure' and not entry.is_closing
