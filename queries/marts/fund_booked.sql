-- title = "凭证里的经费变动"
-- purpose = "每条计入收入、支出、代收、上解或其他净资产变动的凭证分录。"
-- grain = "一行一条凭证分录；借贷都有数的应付上级经费分录两行"
-- sources = ["entry"]
-- basis = "年末结转凭证不计，只计它转出结余以外的净资产（提取后备金等）。代收、上解为应付上级经费的贷方、借方；名称含上解、上缴的支出科目也是上解。"
-- measure = "table"
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "voucher" }
-- month = { type = "month", label = "期间" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
select
    entry.batch,
    entry.row_no,
    entry.line,
    entry.unit_id,
    entry.month,
    entry.voucher_date,
    entry.word,
    entry.number,
    entry.summary,
    entry.account_name,
    case
        when entry.nature = 'income' then 'income'
        when entry.nature = 'liability' then side.category
        when entry.nature = 'net_asset' then 'other'
        when regexp_matches(entry.level1_name || coalesce(entry.account_name, ''), '上解|上缴')
            then 'remitted'
        else 'expenditure'
    end as category,
    entry.level1_code,
    entry.level1_name,
    entry.detail_name,
    case
        when side.category = 'collected' then entry.credit_fen
        when side.category = 'remitted' then entry.debit_fen
        when entry.nature = 'net_asset' and not entry.is_closing
            then entry.credit_fen - entry.debit_fen
        -- what a closing voucher puts past 结余 leaves 结余 by that much
        else entry.amount_fen
    end as amount_fen
from entry
left join (values ('collected'), ('remitted')) as side(category)
    on
        entry.nature = 'liability'
        and case when side.category = 'collected' then entry.credit_fen else entry.debit_fen end
        <> 0
where
    (entry.nature in ('income', 'expenditure') and not entry.is_closing)
    or (entry.nature = 'liability' and entry.level1_name = '应付上级经费'
        and side.category is not null)
    or (entry.nature = 'net_asset'
        and (entry.level1_name like '%结余%' or entry.level1_name like '%结转%')
        <> entry.is_closing)
