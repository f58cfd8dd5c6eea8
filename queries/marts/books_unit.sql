-- title = "记账单位"
-- purpose = "每个单位的收支记在谁的账上：有凭证的最近的上级，含自身。"
-- grain = "一行一个单位"
-- sources = ["unit_tree", "booked_month"]
-- basis = "自身和各级上级都没有凭证的，是它自己。"
-- measure = "table"
-- stored = true
-- [columns]
-- unit_id = { type = "identifier", label = "单位编号" }
-- books_unit_id = { type = "identifier", label = "记账单位编号" }
with
bookkeeper as (
    select distinct booked_month.unit_id from booked_month
),
ranked as (
    select
        tree.unit_id,
        tree.ancestor_id,
        row_number() over (
            partition by tree.unit_id order by tree.distance, tree.ancestor_id
        ) as place
    from unit_tree as tree
    inner join bookkeeper on tree.ancestor_id = bookkeeper.unit_id
)
select
    own.unit_id,
    coalesce(ranked.ancestor_id, own.unit_id) as books_unit_id
from unit_tree as own
left join ranked on own.unit_id = ranked.unit_id and ranked.place = 1
where own.distance = 0
