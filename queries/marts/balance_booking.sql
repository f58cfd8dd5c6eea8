-- title = "余额表与凭证"
-- purpose = "余额表每个科目的发生额和凭证的发生额放在一起，逐个科目、逐个期间对账。"
-- grain = "一行余额表的一行，或一条属于它的凭证分录"
-- sources = ["balance_account", "entry"]
-- basis = "一级科目行对其下全部分录；明细行按编码前缀，没有更细编码的按明细名称；未识别的科目按编码和名称原样。同一分录可属于一级行和明细行各一次。"
-- measure = "table"
-- [columns]
-- balance_batch = { type = "integer", label = "余额表批次" }
-- balance_row = { type = "integer", label = "余额表行序" }
-- ledger = { type = "list", label = "台账" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- month = { type = "month", label = "期间" }
-- is_closing = { type = "boolean", label = "年末结转" }
-- debit_fen = { type = "money", unit = "分", label = "凭证借方" }
-- credit_fen = { type = "money", unit = "分", label = "凭证贷方" }
with
stated as (
    select
        account.batch,
        account.row_no,
        coalesce(account.unit_id, '') as unit_id,
        account.first_month,
        account.last_month,
        account.nature,
        account.is_level1,
        account.account_code,
        account.account_name,
        account.level1_code,
        account.level1_name,
        account.detail_name
    from balance_account as account
)
select
    stated.batch as balance_batch,
    stated.row_no as balance_row,
    'voucher' as ledger,
    entry.batch,
    entry.row_no,
    entry.line,
    entry.month,
    entry.is_closing,
    entry.debit_fen,
    entry.credit_fen
from stated
inner join entry
    on
        stated.unit_id = coalesce(entry.unit_id, '')
        and stated.level1_name = entry.level1_name
        and entry.month >= stated.first_month
        and entry.month <= stated.last_month
where
    stated.is_level1
    or case
        when length(stated.account_code) > length(stated.level1_code)
            then substr(entry.account_code, 1, length(stated.account_code)) = stated.account_code
        else entry.detail_name = stated.detail_name
    end
union all
select
    stated.batch as balance_batch,
    stated.row_no as balance_row,
    'voucher' as ledger,
    entry.batch,
    entry.row_no,
    entry.line,
    entry.month,
    entry.is_closing,
    entry.debit_fen,
    entry.credit_fen
from stated
inner join entry
    on
        stated.unit_id = coalesce(entry.unit_id, '')
        and coalesce(stated.account_code, '') = coalesce(entry.account_code, '')
        and coalesce(stated.account_name, '') = coalesce(entry.account_name, '')
        and entry.month >= stated.first_month
        and entry.month <= stated.last_month
where stated.nature is null and entry.nature is null
