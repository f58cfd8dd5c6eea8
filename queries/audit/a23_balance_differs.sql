-- rule = "A-23"
-- title = "余额表与凭证不符"
-- subject = "unit"
-- severity = "high"
-- purpose = "余额表的发生额应当等于凭证的合计，期初加减发生应当等于期末。"
-- method = "余额表的一行与同期凭证不符，或期初加减发生不等于期末。一个单位一个期间一条。"
-- exclusions = "没有凭证的期间；对得上的行不到一半的期间（凭证没有装全，或只导出了部分科目）。"
-- caution = "结账后补记的凭证会使余额表过时，重新导出即知。"
-- regulation = "公开的审计清单"
-- article = "方法"
-- status = "secondary"
-- limits = []
-- precondition = "select '没有可与凭证核对的余额表。' where not exists (select verdict.status from balance_verdict as verdict where verdict.status in ('相符', '结账前相符', '不符') or verdict.gap_fen is not null)"
-- message = "{period}余额表“{account_name}”{fault}，相差{amount_fen}。"
-- grain = "一行不符的余额表的一行"
-- sources = ["balance_line", "balance_verdict"]
-- basis = "见中间视图“余额表各行的对账结果”。"
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
-- fault = { type = "text", label = "差错" }
with
judged as (
    select
        coalesce(stated.unit_id, '（未填）') as unit_id, stated.period, stated.account_name,
        stated.batch, stated.row_no, stated.line, verdict.difference_fen, verdict.gap_fen,
        verdict.status = '不符' as is_apart,
        verdict.status = '不符' or coalesce(verdict.gap_fen <> 0, false) as is_wrong
    from balance_line as stated
    inner join balance_verdict as verdict
        on stated.batch = verdict.batch and stated.row_no = verdict.row_no
),
counted as (
    select
        judged.unit_id, judged.period,
        count(*) as held,
        count_if(judged.is_wrong) as wrong
    from judged
    group by judged.unit_id, judged.period
)
select
    judged.unit_id || '|' || judged.period as subject, judged.unit_id,
    cast(null as date) as occurred_on,
    case when judged.is_apart then judged.difference_fen else abs(judged.gap_fen) end as amount_fen,
    judged.batch, judged.row_no, judged.line, judged.period, judged.account_name,
    case when judged.is_apart then '与凭证合计不符' else '期初加减发生不等于期末' end as fault
from judged
inner join counted
    on
        judged.unit_id = counted.unit_id
        and judged.period = counted.period
        and counted.wrong * 2 <= counted.held
where judged.is_wrong
order by subject, amount_fen desc, batch, row_no
