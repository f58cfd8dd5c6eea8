-- title = "现金和存款科目"
-- purpose = "凭证里用到的现金、银行存款、零余额账户和其他货币资金。"
-- grain = "一行一个一级科目的名称；不认得的科目，是它自己的名称"
-- sources = ["account_match"]
-- basis = "看名称开头的字。"
-- measure = "table"
-- stored = true
-- [columns]
-- account = { type = "text", label = "科目" }
-- is_in_hand = { type = "boolean", label = "现金" }
select distinct
    coalesce(account.level1_name, account.account_name) as account,
    regexp_matches(coalesce(account.level1_name, account.account_name), '^(库存)?现金') as is_in_hand
from account_match as account
where
    regexp_matches(
        coalesce(account.level1_name, account.account_name),
        '^(库存现金|现金|银行存款|零余额账户|其他货币资金)'
    )
