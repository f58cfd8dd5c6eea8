-- rule = "A-10"
-- title = "几个收款方同一个账号"
-- subject = "voucher"
-- severity = "high"
-- purpose = "名字不同的收款方，钱都到了同一个账号。"
-- method = "凭证的对方账号（8位以上数字）给了 A-10.members 个以上、10个以下不同的收款方，除最早的以外，每个收款方最后一张凭证列为疑点，同账号的分录列在一起。"
-- exclusions = "13位以上、末三位是0的账号（电子表格丢了末几位）；一个账号给了10个以上收款方的（代发）；只差公司字样的同一收款方。"
-- caution = "同一家改过名字、一家人共用一张卡时会误报。"
-- regulation = "审计方法：不同收款人同一账号"
-- article = ""
-- status = "secondary"
-- limits = ["A-10.members"]
-- message = "付给“{payee}”的账号，也收了别的收款方的钱：{owners}用同一个账号。{summary}"
-- grain = "一行一张凭证和同账号的一条分录"
-- sources = ["voucher", "audit_line", "limit_span"]
-- basis = "收款方去掉空格、标点和公司字样再比较。"
-- measure = "table"
-- [columns]
-- subject = { type = "text", label = "凭证" }
-- unit_id = { type = "identifier", label = "单位编号" }
-- occurred_on = { type = "date", label = "日期" }
-- amount_fen = { type = "money", unit = "分", label = "金额" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
-- payee = { of = "voucher" }
-- owners = { type = "integer", unit = "个收款方", label = "收款方数" }
-- summary = { of = "voucher" }
with
written as (
    select
        line.voucher, line.unit_id, line.voucher_date, line.batch, line.row_no, line.line,
        line.payee, line.payee_key, line.summary,
        greatest(line.debit_fen, line.credit_fen) as amount_fen,
        regexp_replace(voucher.payee_account, '[^0-9]', '', 'g') as account
    from voucher
    inner join audit_line as line
        on voucher.batch = line.batch and voucher.row_no = line.row_no
    where voucher.payee_account is not null and line.payee_key <> ''
),
kept as (
    select
        written.voucher, written.unit_id, written.voucher_date, written.batch, written.row_no,
        written.line, written.payee, written.payee_key, written.summary, written.amount_fen,
        written.account,
        first_value(written.payee_key) over seen as first_key
    from written
    where
        regexp_matches(written.account, '^[0-9]{8,}$')
        and not regexp_matches(written.account, '^[0-9]{10,}000$')
    window seen as (
        partition by written.account order by written.voucher_date, written.batch, written.row_no)
),
shared as (
    select kept.account, count(distinct kept.payee_key) as owners
    from kept
    inner join limit_span as fewest
        on
            fewest.limit_id = 'A-10.members' and kept.unit_id = fewest.unit_id
            and kept.voucher_date >= fewest.valid_from and kept.voucher_date < fewest.valid_before
    group by kept.account
    having
        count(distinct kept.payee_key) >= max(fewest.value) and count(distinct kept.payee_key) <= 10
),
last as (
    select
        kept.voucher, kept.unit_id, kept.voucher_date, kept.amount_fen, kept.payee, kept.summary,
        kept.account, kept.first_key, kept.payee_key,
        row_number() over (
            partition by kept.account, kept.payee_key
            order by kept.voucher_date desc, kept.batch desc, kept.row_no desc) as place
    from kept
)
select
    last.voucher as subject, last.unit_id, last.voucher_date as occurred_on, last.amount_fen,
    kept.batch, kept.row_no, kept.line, last.payee, shared.owners, last.summary
from last
inner join shared on last.account = shared.account
inner join kept on last.account = kept.account
where last.place = 1 and last.payee_key <> last.first_key
order by subject, batch, row_no
