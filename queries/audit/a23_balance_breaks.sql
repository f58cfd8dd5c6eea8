-- rule = "A-23"
-- title = "期初不等于上期期末"
-- subject = "unit"
-- severity = "high"
-- purpose = "本期期初应当等于上期期末。"
-- method = "余额表里同一单位、同一科目（编码和名称都相同），期初数与前一期的期末数不同。一个单位一个期间一条。"
-- exclusions = "前一期没有余额表，或没有期末、期初数的；跨年的收入、支出科目；跨年时收支还没有结转的净资产科目。"
-- caution = "审计调整年初数会误报，看调整分录和批准即知。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有两期相连的余额表，期初与上期期末无从核对。' where not exists (select later.period from balance_line as later inner join balance_line as earlier on later.first_month = earlier.next_month where later.opening_fen is not null and earlier.closing_fen is not null)"
-- message = "{period}“{account_name}”期初{opening_fen}，而{before_period}期末是{closing_fen}，相差{amount_fen}。"
-- grain = "一行余额表的一行（期初的，或前一期期末的）"
-- sources = ["balance_line", "balance_carried"]
-- basis = "前一期有月表又有年表的，取最短的。资产按借方、其余按贷方为正。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "单位" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- period = { of = "balance" }
-- account_name = { of = "balance" }
-- opening_fen = { type = "money", unit = "分", label = "期初" }
-- before_period = { type = "period", label = "前一期" }
-- closing_fen = { type = "money", unit = "分", label = "前一期期末" }
with
matched as (
    select
        coalesce(later.unit_id, '（未填）') as unit_id, later.period, later.account_name,
        later.batch, later.row_no, later.line, later.opening_fen,
        later.opening_fen <> earlier.closing_fen as is_apart,
        earlier.period as before_period, earlier.batch as before_batch,
        earlier.row_no as before_row, earlier.line as before_line, earlier.closing_fen,
        row_number() over (
            partition by later.batch, later.row_no
            order by length(earlier.period) desc, earlier.batch desc, earlier.row_no desc
        ) as place
    from balance_line as later
    inner join balance_line as earlier
        on
            later.first_month = earlier.next_month
            and coalesce(later.unit_id, '') = coalesce(earlier.unit_id, '')
            and coalesce(later.account_code, '') = coalesce(earlier.account_code, '')
            and later.account_name = earlier.account_name
    left join balance_carried as carried
        on coalesce(earlier.unit_id, '') = carried.unit_id and earlier.period = carried.period
    where
        later.opening_fen is not null and earlier.closing_fen is not null
        and (
            later.nature in ('asset', 'liability')
            or (later.nature = 'net_asset' and carried.period is not null)
            or substr(later.first_month, 1, 4) = substr(earlier.last_month, 1, 4)
        )
)
select
    matched.unit_id || '|' || matched.period as subject, matched.unit_id,
    cast(null as date) as occurred_on,
    abs(matched.opening_fen - matched.closing_fen) as amount_fen,
    case when side.is_later then matched.batch else matched.before_batch end as batch,
    case when side.is_later then matched.row_no else matched.before_row end as row_no,
    case when side.is_later then matched.line else matched.before_line end as line,
    matched.period, matched.account_name, matched.opening_fen, matched.before_period,
    matched.closing_fen
from matched
cross join (values (true), (false)) as side(is_later)
where matched.place = 1 and matched.is_apart
order by subject, amount_fen desc, batch, row_no
