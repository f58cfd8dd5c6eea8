-- title = "余额表各行的对账结果"
-- purpose = "余额表每一行与凭证是否一致，期初加减发生是否等于期末。"
-- grain = "一行余额表的一行"
-- sources = ["balance_line", "balance_booked"]
-- basis = "有借贷发生额的比借贷，含年末结转；含结转不符而不含结转相符的，是结账前的余额表。只有一个发生额的比净额，不含结转。单位在期间内没有凭证的为无凭证。"
-- measure = "table"
-- stored = true
-- [columns]
-- batch = { type = "integer", label = "批次" }
-- row_no = { type = "integer", label = "行序" }
-- status = { type = "list", label = "结果" }
-- difference_fen = { type = "money", unit = "分", label = "差额" }
-- gap_fen = { type = "money", unit = "分", label = "期初加减发生与期末之差" }
with
judged as (
    select
        stated.batch,
        stated.row_no,
        case
            when stated.amount_fen is null then '未填报'
            when booked.batch is null then '无凭证'
            when stated.debit_fen is null and stated.credit_fen is null then
                case when stated.amount_fen = booked.open_amount_fen then '相符' else '不符' end
            when
                coalesce(stated.debit_fen, 0) = booked.debit_fen
                and coalesce(stated.credit_fen, 0) = booked.credit_fen then '相符'
            when
                coalesce(stated.debit_fen, 0) = booked.open_debit_fen
                and coalesce(stated.credit_fen, 0) = booked.open_credit_fen
                then '结账前相符'
            else '不符'
        end as status,
        case
            when stated.debit_fen is null and stated.credit_fen is null
                then abs(stated.amount_fen - booked.open_amount_fen)
            else
                abs(coalesce(stated.debit_fen, 0) - booked.debit_fen)
                + abs(coalesce(stated.credit_fen, 0) - booked.credit_fen)
        end as difference_fen,
        -- a table of one amount an account says nothing of what came and went
        case when stated.debit_fen is not null or stated.credit_fen is not null
            then stated.opening_fen - stated.closing_fen end
        + (coalesce(stated.debit_fen, 0) - coalesce(stated.credit_fen, 0))
        * case when stated.nature in ('asset', 'expenditure') then 1 else -1 end as gap_fen
    from balance_line as stated
    left join balance_booked as booked
        on stated.batch = booked.batch and stated.row_no = booked.row_no
)
select
    judged.batch,
    judged.row_no,
    judged.status,
    case judged.status
        when '不符' then judged.difference_fen
        when '相符' then 0
        when '结账前相符' then 0
    end as difference_fen,
    judged.gap_fen
from judged
