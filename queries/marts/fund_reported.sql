-- title = "余额表里的经费变动"
-- purpose = "没有凭证的单位和期间，余额表里的收入、支出、代收和上解。"
-- grain = "一行余额表的一行；应付上级经费借贷都有发生的两行"
-- sources = ["balance_line", "balance_counted", "reported_period"]
-- basis = "只取没有凭证的期间，绝不与凭证相加。应付上级经费没有发生额而有期初、期末的，取净增减：增加的是代收，减少的是上解。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- unit_id = { of = "balance" }
-- period = { of = "balance" }
-- first_month = { type = "month", label = "首月" }
-- last_month = { type = "month", label = "末月" }
-- wider_first = { type = "month", label = "更长期间的首月" }
-- wider_last = { type = "month", label = "更长期间的末月" }
-- account_name = { of = "balance" }
-- category = { type = "list", label = "类别" }
-- level1_code = { type = "identifier", label = "一级科目编码" }
-- level1_name = { type = "text", label = "一级科目" }
-- detail_name = { type = "text", label = "明细科目" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
with
moved as (
    select
        stated.batch, stated.row_no, stated.line, stated.unit_id, stated.period, stated.first_month,
        stated.last_month, stated.account_name, stated.nature, stated.level1_code, stated.level1_name,
        stated.detail_name, stated.amount_fen,
        coalesce(stated.credit_fen, case when stated.debit_fen is null
            then greatest(stated.closing_fen - stated.opening_fen, 0) end) as collected_fen,
        coalesce(stated.debit_fen, case when stated.credit_fen is null
            then greatest(stated.opening_fen - stated.closing_fen, 0) end) as remitted_fen
    from balance_line as stated
)
select
    stated.batch,
    stated.row_no,
    stated.line,
    stated.unit_id,
    stated.period,
    stated.first_month,
    stated.last_month,
    reported.wider_first,
    reported.wider_last,
    stated.account_name,
    case
        when stated.nature = 'income' then 'income'
        when stated.nature = 'liability' then side.category
        when regexp_matches(stated.level1_name || coalesce(stated.account_name, ''), '上解|上缴')
            then 'remitted'
        else 'expenditure'
    end as category,
    stated.level1_code,
    stated.level1_name,
    stated.detail_name,
    case
        when side.category = 'collected' then stated.collected_fen
        when side.category = 'remitted' then stated.remitted_fen
        else stated.amount_fen
    end as amount_fen
from moved as stated
inner join balance_counted as counted
    on stated.batch = counted.batch and stated.row_no = counted.row_no
inner join reported_period as reported
    on coalesce(stated.unit_id, '') = reported.unit_id and stated.period = reported.period
left join (values ('collected'), ('remitted')) as side(category)
    on
        stated.nature = 'liability'
        and case when side.category = 'collected' then stated.collected_fen else stated.remitted_fen end
        <> 0
where
    (stated.nature in ('income', 'expenditure') and stated.amount_fen is not null)
    or (stated.nature = 'liability' and stated.level1_name = '应付上级经费'
        and side.category is not null)
