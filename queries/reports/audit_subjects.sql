-- title = "可以提出疑点的对象"
-- purpose = "凭证、人员、单位和活动各有多少，供衡量一条规则说出了多少分之一。"
-- grain = "一行一种对象"
-- sources = ["audit_line", "aid", "dues_person", "unit_tree", "activity"]
-- basis = "凭证按单位、期间、字、号数；人员数领过帮扶慰问或缴过会费的人。"
-- measure = "count"
-- [columns]
-- kind = { type = "list", label = "对象" }
-- subjects = { type = "integer", unit = "个", label = "个数" }
select
    counted.kind,
    counted.subjects
from (
    select 'voucher' as kind, count(distinct line.voucher) as subjects from audit_line as line
    union all
    select 'person', count(*)
    from (
        select aid.person from aid
        union
        select dues.person from dues_person as dues
    ) as person
    union all
    select 'unit', count(*) from unit_tree as tree where tree.distance = 0
    union all
    select 'activity', count(*) from activity
) as counted
order by kind
