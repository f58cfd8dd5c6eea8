-- title = "画像用的界限"
-- purpose = "首位数字检验和年底集中用的界限，取期末生效的值。"
-- grain = "一行一个参数"
-- sources = ["limit_span"]
-- basis = "规则A-01、A-13的参数，按单位所在地区和期末日期取；没有选单位的取账套的地区。可信状态 memory 显示为待核。"
-- measure = "table"
-- [parameters]
-- unit = { type = "identifier", label = "单位" }
-- to = { type = "month", label = "截止月（不含）" }
-- [columns]
-- limit_id = { of = "parameter" }
-- value = { of = "parameter" }
-- unit = { of = "parameter" }
-- regulation = { of = "parameter" }
-- status = { of = "parameter" }
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- line = { type = "integer", label = "行号" }
select
    span.limit_id,
    span.value,
    span.unit,
    span.regulation,
    span.status,
    span.batch,
    span.row_no,
    span.line
from limit_span as span
where
    span.rule_id in ('A-01', 'A-13')
    and span.unit_id = coalesce($unit, '（未填）')
    and span.valid_from < coalesce(
        cast($to || '-01' as date), date_add(cast(getvariable('today') as date), interval 1 day)
    )
    and span.valid_before >= coalesce(
        cast($to || '-01' as date), date_add(cast(getvariable('today') as date), interval 1 day)
    )
order by limit_id
