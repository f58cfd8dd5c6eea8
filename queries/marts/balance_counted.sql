-- title = "余额表中相加的行"
-- purpose = "余额表里上下级科目都有行，只有这些行可以相加。"
-- grain = "一行余额表的一行"
-- sources = ["balance_line"]
-- basis = "同一单位同一期间的一个一级科目：有一级科目行时只取一级科目行，否则取编码不在表内别的行之下的明细行。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
with
headed as (
    select distinct
        coalesce(stated.unit_id, '') as unit_id,
        stated.period,
        stated.level1_name
    from balance_line as stated
    where stated.is_level1
),
under_other as (
    select distinct
        lower_row.batch,
        lower_row.row_no
    from balance_line as lower_row
    inner join balance_line as upper_row
        on
            coalesce(lower_row.unit_id, '') = coalesce(upper_row.unit_id, '')
            and lower_row.period = upper_row.period
            and lower_row.level1_name = upper_row.level1_name
            and length(lower_row.account_code) > length(upper_row.account_code)
            and substr(lower_row.account_code, 1, length(upper_row.account_code))
            = upper_row.account_code
)
select
    stated.batch,
    stated.row_no
from balance_line as stated
left join headed
    on
        coalesce(stated.unit_id, '') = headed.unit_id
        and stated.period = headed.period
        and stated.level1_name = headed.level1_name
left join under_other
    on stated.batch = under_other.batch and stated.row_no = under_other.row_no
where
    stated.nature is not null
    and (stated.is_level1 or (headed.period is null and under_other.batch is null))
