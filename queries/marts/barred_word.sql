-- title = "不得列支的字样"
-- purpose = "支出的每种摘要和收款方里，有哪些不得列支的词。"
-- grain = "一行一种写法、一个词"
-- sources = ["audit_line", "limit_span"]
-- basis = "先去掉茶话会、酒店、烟花这类含着这些字而无关的词。含混：津贴、补贴、奖金、加油卡，和单独的烟、酒、茶。"
-- measure = "table"
-- stored = true
-- [columns]
-- said = { type = "text", label = "摘要或收款方" }
-- word = { type = "text", label = "词" }
-- is_vague = { type = "boolean", label = "含混" }
with
-- each text once: books say the same thing many times
bare as (
    select
        text.said,
        regexp_replace(
            replace(upper(text.said), '烟酒', '香烟白酒'),
            '茶话会|茶水|茶歇|品茶|茶艺|采茶|酒店|酒楼|酒家|酒精|酒泉|酒驾|酒杯|料酒|烟花|烟火|烟感|烟雾|烟道|油烟|排烟|烟台|[禁控戒吸无防]烟|[禁戒]酒|[工社学协员大商联妇董]会所|红包袋|红包封|(劳模|荣誉)津贴|(误餐|伙食|就餐|交通|上级|专项|财政|困难|生活|助学|防暑|高温)[^，。、]?[^，。、]?补贴|(竞赛|比赛|大赛|运动会|评先|评优|表彰|先进|优秀|获奖|优胜)[^，。、]*奖金', '', 'g'
        ) as told
    from (
        select line.summary as said from audit_line as line where line.spent_fen > 0
        union
        select line.payee as said from audit_line as line where line.spent_fen > 0
    ) as text
),
word as (
    select distinct cap.word from limit_span as cap where cap.limit_id like 'R-40.keyword.%'
)
select
    bare.said, word.word,
    word.word in ('津贴', '补贴', '奖金', '加油卡') or (
        length(word.word) = 1 and not regexp_matches(
            bare.told, '香烟|卷烟|名烟|烟草|烟款|[购买付用]烟|白酒|红酒|啤酒|黄酒|名酒|茅台|酒水|酒业|酒类|酒款|酒席|[购买用饮]酒|茶叶|茶款|[购买]茶'
        )
    ) as is_vague
from bare
inner join word on contains(bare.told, word.word)
