-- title = "年末结转凭证"
-- purpose = "把收入、支出结转到结余的凭证：它们不是收入，也不是支出。"
-- grain = "一行一张结转凭证；没有凭证号的，一行一条分录"
-- sources = ["voucher_line"]
-- basis = "有收入或支出科目、没有资产或负债科目，并且对方是结余（结转）类净资产，或收支分录的摘要都写着结转收支。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号（没有的为空文本）" }
-- month = { type = "month", label = "期间" }
-- word = { type = "text", label = "凭证字（没有的为空文本）" }
-- number = { type = "identifier", label = "凭证号" }
-- batch = { type = "integer", label = "批次（没有凭证号时）" }
-- row_no = { type = "integer", label = "行序（没有凭证号时）" }
with
-- the few lines that make their voucher one to look at
sign as (
    select
        coalesce(line.unit_id, '') as unit_id,
        line.month,
        coalesce(line.word, '') as word,
        coalesce(line.number, line.batch || '/' || line.row_no) as place,
        max(case when coalesce(line.nature, 'net_asset') = 'net_asset' then 1 else 0 end)
            as has_surplus
    from voucher_line as line
    where
        (
            coalesce(line.nature, 'net_asset') = 'net_asset'
            and regexp_matches(
                coalesce(line.account_name, '') || coalesce(line.level1_name, ''),
                '结余|结转|本年利润|本期损益'
            )
        )
        or (line.nature in ('income', 'expenditure') and line.summary like '%结转%')
    group by
        coalesce(line.unit_id, ''), line.month, coalesce(line.word, ''),
        coalesce(line.number, line.batch || '/' || line.row_no)
)
select
    sign.unit_id,
    sign.month,
    sign.word,
    max(line.number) as number,
    max(case when line.number is null then line.batch end) as batch,
    max(case when line.number is null then line.row_no end) as row_no
from sign
inner join voucher_line as line
    on
        sign.place = coalesce(line.number, line.batch || '/' || line.row_no)
        and sign.month = line.month
        and sign.unit_id = coalesce(line.unit_id, '')
        and sign.word = coalesce(line.word, '')
group by sign.unit_id, sign.month, sign.word, sign.place, sign.has_surplus
having
    bool_or(coalesce(line.nature in ('income', 'expenditure'), false))
    and not bool_or(coalesce(line.nature in ('asset', 'liability'), false))
    and (
        sign.has_surplus = 1
        or bool_and(
            coalesce(line.nature not in ('income', 'expenditure'), true)
            or coalesce(
                line.summary like '%结转%' and regexp_matches(
                    line.summary, '收支|收入|支出|损益|结余|年末|年终|期末|本年|本期'
                ), false
            )
        )
    )
