-- title = "余额表与凭证"
-- purpose = "属于余额表每一行的凭证分录，逐个科目、逐个期间对账用。"
-- grain = "一行余额表的一行和属于它的一条凭证分录"
-- sources = ["balance_line", "entry"]
-- basis = "一级科目行对其下全部分录；明细行按编码前缀，没有更细编码的按明细名称；未识别的科目按编码和名称原样。"
-- measure = "table"
-- [columns]
-- balance_batch = { type = "integer", label = "余额表批次" }
-- balance_row = { type = "integer", label = "余额表行序" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month = { type = "month", label = "期间" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- debit_fen = { type = "money", unit = "分", label = "凭证借方" }
-- credit_fen = { type = "money", unit = "分", label = "凭证贷方" }
select
    stated.batch as balance_batch,
    stated.row_no as balance_row,
    entry.batch,
    entry.row_no,
    entry.line,
    entry.month,
    entry.is_closing,
    entry.debit_fen,
    entry.credit_fen
from balance_line as stated
inner join entry
    on
        coalesce(stated.unit_id, '') = coalesce(entry.unit_id, '')
        and coalesce(stated.level1_name, '') = coalesce(entry.level1_name, '')
        and entry.month >= stated.first_month
        and entry.month <= stated.last_month
where
    case
        when stated.is_level1 then true
        when stated.nature is null
            then coalesce(stated.account_code, '') = coalesce(entry.account_code, '')
                and coalesce(stated.account_name, '') = coalesce(entry.account_name, '')
        when length(stated.account_code) > length(stated.level1_code)
            then substr(entry.account_code, 1, length(stated.account_code)) = stated.account_code
        else entry.detail_name = stated.detail_name
    end
