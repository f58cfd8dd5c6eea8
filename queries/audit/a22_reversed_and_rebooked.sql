-- rule = "A-22"
-- title = "冲销又照原数入账"
-- subject = "voucher"
-- severity = "low"
-- purpose = "红字冲掉一笔支出，又用同样的数再记一笔，而没有写明更正的是哪张凭证。"
-- method = "支出的红字分录之后 A-22.days 天以内（或者同一张凭证里），有同样金额的支出：同一张凭证、或同一收款方。"
-- exclusions = "红字摘要写明凭证号的更正；退款、退回。"
-- caution = "普通的更正也是这样，看原凭证和更正的原因。"
-- regulation = "公开的账簿画像规则"
-- article = ""
-- status = "secondary"
-- limits = ["A-22.days"]
-- message = "{red_date}红字冲{amount_fen}，{occurred_on}又按同样的数入账，红字没有写更正的凭证号。红字摘要：{before}；再记摘要：{summary}"
-- grain = "一行一条再记的分录，或它前面的红字分录"
-- sources = ["audit_line", "limit_span"]
-- basis = "分录见中间视图“审计用的凭证分录”。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- red_date = { type = "date", label = "红字日期" }
-- summary = { of = "voucher" }
-- before = { type = "text", label = "红字摘要" }
with
red as (
    select
        line.voucher, line.unit_id, line.voucher_date, line.batch, line.row_no, line.line,
        line.payee_key, line.spent_fen, coalesce(line.summary, '') as summary,
        line.voucher_date + cast(near.value as integer) as until
    from audit_line as line
    inner join limit_span as near
        on
            near.limit_id = 'A-22.days' and near.unit_id = line.unit_id
            and line.voucher_date >= near.valid_from and line.voucher_date < near.valid_before
    where
        line.spent_fen < 0
        and not regexp_matches(coalesce(line.summary, ''), '退|[0-9] *号|[记收付转字][-—第]? *[0-9]')
),
pair as (
    select
        again.voucher, again.unit_id, again.voucher_date, again.batch, again.row_no, again.line,
        again.spent_fen, again.summary, red.batch as red_batch, red.row_no as red_row,
        red.line as red_line, red.voucher_date as red_date, red.summary as before,
        row_number() over (
            partition by again.batch, again.row_no
            order by red.voucher_date desc, red.batch desc, red.row_no desc
        ) as turn
    from red
    inner join audit_line as again
        on
            red.unit_id = again.unit_id and red.spent_fen = -again.spent_fen
            and again.voucher_date between red.voucher_date and red.until
    where
        again.voucher = red.voucher
        or (
            again.payee_key = red.payee_key and again.payee_key <> ''
            and (again.voucher_date, again.batch, again.row_no)
            > (red.voucher_date, red.batch, red.row_no)
        )
)
select
    pair.voucher as subject, pair.unit_id, pair.voucher_date as occurred_on,
    pair.spent_fen as amount_fen,
    case when side.is_red then pair.red_batch else pair.batch end as batch,
    case when side.is_red then pair.red_row else pair.row_no end as row_no,
    case when side.is_red then pair.red_line else pair.line end as line,
    pair.red_date, pair.summary, pair.before
from pair
cross join (values (true), (false)) as side(is_red)
where pair.turn = 1
order by subject, batch, row_no
