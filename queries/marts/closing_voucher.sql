-- title = "年末结转凭证"
-- purpose = "把收入、支出结转到结余的凭证：它们不是收入，也不是支出。"
-- grain = "一行一张结转凭证"
-- sources = ["voucher_line"]
-- basis = "有收入或支出科目、没有资产或负债科目，并且对方是结余（结转）类净资产，或收支分录的摘要都写着结转收支。没有凭证号的，一行是一张。"
-- measure = "table"
-- stored = true
-- [columns]
-- voucher = { type = "text", label = "凭证" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
with
told as (
    select
        line.voucher,
        case when line.voucher is null then line.batch end as batch,
        case when line.voucher is null then line.row_no end as row_no,
        coalesce(line.nature in ('income', 'expenditure'), false) as is_flow,
        coalesce(line.nature in ('asset', 'liability'), false) as is_position,
        coalesce(
            (line.nature = 'net_asset' or line.nature is null)
            and (
                line.account_name like '%结余%'
                or line.account_name like '%结转%'
                or line.level1_name like '%结余%'
                or line.level1_name like '%结转%'
                or line.account_name like '%本年利润%'
            ), false
        ) as is_carried,
        coalesce(
            line.summary like '%结转%'
            and (
                line.summary like '%收支%'
                or line.summary like '%收入%'
                or line.summary like '%支出%'
                or line.summary like '%损益%'
                or line.summary like '%结余%'
                or line.summary like '%年末%'
                or line.summary like '%年终%'
                or line.summary like '%期末%'
                or line.summary like '%本年%'
                or line.summary like '%本期%'
            ), false
        ) as says_closing
    from voucher_line as line
)
select
    told.voucher,
    told.batch,
    told.row_no
from told
group by told.voucher, told.batch, told.row_no
having
    bool_or(told.is_flow)
    and not bool_or(told.is_position)
    and (bool_or(told.is_carried) or bool_and(told.says_closing or not told.is_flow))
