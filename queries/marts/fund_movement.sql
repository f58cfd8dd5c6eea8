-- title = "经费变动"
-- purpose = "收入、支出、代收上级经费、上解和其他净资产变动的每一行；所有收支数字只从这里取。"
-- grain = "一行凭证分录，或没有凭证的单位和期间的一行余额表"
-- sources = ["entry", "booked_month", "balance_account"]
-- basis = "年末结转凭证不计。单位在某期间没有任何凭证时，取余额表的发生额；两者绝不相加。上解：应付上级经费的借方，和名称含上解、上缴的支出科目。其他变动：结余（结转）类净资产在结转凭证以外的变动。"
-- measure = "table"
-- [columns]
-- source = { type = "list", label = "来源" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "voucher" }
-- period = { type = "period", label = "期间" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- category = { type = "list", label = "类别" }
-- voucher_date = { of = "voucher" }
-- word = { of = "voucher" }
-- number = { of = "voucher" }
-- summary = { of = "voucher" }
-- account_name = { of = "voucher" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
with
-- 应付上级经费 is a liability: its credit is what was collected, its debit what was passed on
booked as (
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
            when entry.nature = 'liability' and entry.credit_fen <> 0 then 'collected'
            when entry.nature = 'liability' then 'remitted'
            when entry.nature = 'net_asset' then 'other'
            when
                entry.level1_name like '%上解%' or entry.level1_name like '%上缴%'
                or entry.account_name like '%上解%' or entry.account_name like '%上缴%'
                then 'remitted'
            else 'expenditure'
        end as category,
        entry.level1_code,
        entry.level1_name,
        entry.detail_name,
        case
            when entry.nature = 'liability' and entry.credit_fen <> 0 then entry.credit_fen
            when entry.nature = 'liability' then entry.debit_fen
            -- what a closing voucher puts past 结余 (后备金, 专用基金) leaves 结余 by that much
            when entry.nature = 'net_asset' and not entry.is_closing
                then entry.credit_fen - entry.debit_fen
            else entry.amount_fen
        end as amount_fen
    from entry
    where
        (entry.nature in ('income', 'expenditure') and not entry.is_closing)
        or (
            entry.nature = 'liability'
            and entry.level1_name = '应付上级经费'
            and (entry.credit_fen <> 0 or entry.debit_fen <> 0)
        )
        or (
            entry.nature = 'net_asset'
            and (entry.level1_name like '%结余%' or entry.level1_name like '%结转%')
            <> entry.is_closing
        )
    union all
    -- a line with both sides filled is a fault of the books, and still none of it is lost
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
        'remitted' as category,
        entry.level1_code,
        entry.level1_name,
        entry.detail_name,
        entry.debit_fen as amount_fen
    from entry
    where
        entry.nature = 'liability'
        and entry.level1_name = '应付上级经费'
        and entry.credit_fen <> 0
        and entry.debit_fen <> 0
),
unbooked as (
    select distinct
        coalesce(reported.unit_id, '') as unit_id,
        reported.period,
        reported.first_month,
        reported.last_month
    from balance_account as reported
    where
        not exists (
            select 1
            from booked_month
            where
                booked_month.unit_id = coalesce(reported.unit_id, '')
                and booked_month.month >= reported.first_month
                and booked_month.month <= reported.last_month
        )
),
-- the next longer statement of the unit around each: H1 inside the year
nested as (
    select
        unbooked.unit_id,
        unbooked.period,
        wider.first_month as wider_first,
        wider.last_month as wider_last,
        row_number() over (
            partition by unbooked.unit_id, unbooked.period
            order by wider.first_month desc, wider.last_month
        ) as nearest
    from unbooked
    left join unbooked as wider
        on
            unbooked.unit_id = wider.unit_id
            and unbooked.period <> wider.period
            and unbooked.first_month >= wider.first_month
            and unbooked.last_month <= wider.last_month
),
reported as (
    select
        account.batch,
        account.row_no,
        account.line,
        account.unit_id,
        account.period,
        account.first_month,
        account.last_month,
        nested.wider_first,
        nested.wider_last,
        account.nature,
        account.account_name,
        account.level1_code,
        account.level1_name,
        account.detail_name,
        account.debit_fen,
        account.credit_fen,
        account.amount_fen
    from balance_account as account
    inner join nested
        on
            coalesce(account.unit_id, '') = nested.unit_id
            and account.period = nested.period
            and nested.nearest = 1
    where account.is_counted
)
select
    'voucher' as source,
    booked.batch,
    booked.row_no,
    booked.line,
    booked.unit_id,
    booked.month as period,
    booked.month as first_month,
    booked.month as last_month,
    cast(null as varchar) as wider_first,
    cast(null as varchar) as wider_last,
    booked.category,
    booked.voucher_date,
    booked.word,
    booked.number,
    booked.summary,
    booked.account_name,
    booked.level1_code,
    booked.level1_name,
    booked.detail_name,
    booked.amount_fen
from booked
union all
select
    'balance' as source,
    reported.batch,
    reported.row_no,
    reported.line,
    reported.unit_id,
    reported.period,
    reported.first_month,
    reported.last_month,
    reported.wider_first,
    reported.wider_last,
    case
        when reported.nature = 'income' then 'income'
        when
            reported.level1_name like '%上解%' or reported.level1_name like '%上缴%'
            or reported.account_name like '%上解%' or reported.account_name like '%上缴%'
            then 'remitted'
        else 'expenditure'
    end as category,
    cast(null as date) as voucher_date,
    cast(null as varchar) as word,
    cast(null as varchar) as number,
    cast(null as varchar) as summary,
    reported.account_name,
    reported.level1_code,
    reported.level1_name,
    reported.detail_name,
    reported.amount_fen
from reported
where reported.nature in ('income', 'expenditure') and reported.amount_fen is not null
union all
select
    'balance' as source,
    reported.batch,
    reported.row_no,
    reported.line,
    reported.unit_id,
    reported.period,
    reported.first_month,
    reported.last_month,
    reported.wider_first,
    reported.wider_last,
    flow.category,
    cast(null as date) as voucher_date,
    cast(null as varchar) as word,
    cast(null as varchar) as number,
    cast(null as varchar) as summary,
    reported.account_name,
    reported.level1_code,
    reported.level1_name,
    reported.detail_name,
    case when flow.category = 'collected' then reported.credit_fen else reported.debit_fen end
        as amount_fen
from reported
cross join (values ('collected'), ('remitted')) as flow(category)
where
    reported.level1_name = '应付上级经费'
    and case when flow.category = 'collected' then reported.credit_fen else reported.debit_fen end
    <> 0
