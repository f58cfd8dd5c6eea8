"""Tables as offices write them, with the ledger and the columns that they are.

Blocks are parted by a blank line. First line: ledger | file name | sheet | titles (parted by " / ").
Then the header, some rows (cells parted by ","), and from ">" on what each column is taken from:
column=header, column:how=header for other takings than a plain cell, column:wide for months.
"""

TABLES = """
unit | 单位名录.xlsx | Sheet1 | 临江街道基层工会组织一览表
序号,工会编码,工会名称,组织类型,上级工会,职工总数,会员数,工会主席,成立时间
1,L001,临江机械工会,基层工会,L000,120,118,王强,2012-05-01
2,L002,临江印务工会,基层工会,L000,45,45,李敏,2015-06-01
> unit_id=工会编码 name=工会名称 kind=组织类型 parent_id=上级工会 headcount=职工总数 chair=工会主席 founded_date=成立时间

unit | 企业名单.csv | | 街道所属企业建会情况统计表
单位代码,企业名称,所属社区,是否建会,在职职工数,建会时间,负责人
Q1,临江机械有限公司,南门社区,是,120,2012-05-01,王强
Q2,临江印务有限公司,北门社区,否,45,,李敏
> unit_id=单位代码 name=企业名称 area=所属社区 has_union=是否建会 headcount=在职职工数 founded_date=建会时间 chair=负责人

unit | 分会.xlsx | 分会名单 |
分会编号,分会名称,组长,人数
F1,语文分会,张三,20
F2,数学分会,李四,18
> unit_id=分会编号 name=分会名称 leader_id=组长 headcount=人数

unit | 台账.xls | 单位台账 | 基层工会台账
单位编号,单位名称,上级单位编号,机构类型,职工人数,经审会,经审会主任,换届日期,任期,工会账号
001,清溪小学工会,000,基层工会,80,有,周平,2022-03-01,5,62220001
002,清溪中学工会,000,基层工会,160,有,吴芳,2021-03-01,5,62220002
> unit_id=单位编号 name=单位名称 parent_id=上级单位编号 kind=机构类型 headcount=职工人数 review_committee=经审会 review_chair=经审会主任 term_start=换届日期 term_years=任期 union_account_no=工会账号

member | 会员名册.xlsx | Sheet1 | 清溪小学工会会员名册
序号,工号,姓名,性别,部门,出生年月日,身份证号码,入会时间,在职状态,是否会员,联系电话
1,0001,张三,男,语文组,1980-01-01,110101198001010011,2005-09-01,在职,是,13800000000
2,0002,李四,女,数学组,1985-02-02,110101198502020022,2010-09-01,在职,是,13900000000
> member_id=工号 name=姓名 sex=性别 unit_id=部门 birth_date=出生年月日 id_number=身份证号码 join_date=入会时间 status=在职状态 is_member=是否会员 phone=联系电话

member | 花名册.csv | | 职工花名册
职工编号,职工姓名,所在部门,用工形式,岗位工资,入会日期,是否工会会员,手机号,人员状态
A01,王五,一车间,正式,4500,2010-01-01,是,13800000001,在岗
A02,赵六,二车间,劳务派遣,3800,2018-01-01,是,13800000002,在岗
> member_id=职工编号 name=职工姓名 unit_id=所在部门 employ_type=用工形式 monthly_base=岗位工资 join_date=入会日期 is_member=是否工会会员 phone=手机号 status=人员状态

member | 工会会员信息表.xlsx | Sheet1 |
会员证号,会员姓名,科室,加入工会日期,会员状态,身份证,参加工作时间,工会职务
H001,钱七,内科,2001-01-01,在职,110101197001010011,1995-07-01,小组长
H002,孙八,外科,2003-01-01,退休,110101196001010011,1985-07-01,
> member_id=会员证号 name=会员姓名 unit_id=科室 join_date=加入工会日期 status=会员状态 id_number=身份证 hired_date=参加工作时间 duty=工会职务

member | 教职工名单.xlsx | 教职工 |
教工号,教师姓名,年级组,性别,入校时间
T01,张三,一年级,女,2001-09-01
T02,李四,二年级,男,2002-09-01
> member_id=教工号 name=教师姓名 unit_id=年级组 sex=性别 hired_date=入校时间

member | 名册.xlsx | | 工会会员登记表
工号,姓 名,性 别,单位,入会年月日,银行卡号
1001,张三,男,清溪小学工会,2005-09-01,6222021234567890123
1002,李四,女,清溪小学工会,2006-09-01,6222021234567890124
> member_id=工号 name=姓 名 sex=性 别 unit_id=单位 join_date=入会年月日 bank_account=银行卡号

dues | 会费.xlsx | 3月 | 2024年会费收缴明细表
序号,姓名,所在部门,应缴会费,实缴会费,备注
1,张三,语文组,10,10,
2,李四,数学组,12.5,12.5,请假
> name=姓名 unit_id=所在部门 due=应缴会费 paid=实缴会费

dues | 2024年3月会费.csv | |
工号,姓名,月份,缴费基数,应缴金额,实缴金额,缴费方式,缴费日期
0001,张三,2024-03,5000,25,25,工资代扣,2024-03-10
0002,李四,2024-03,6000,30,30,工资代扣,2024-03-10
> member_id=工号 name=姓名 month=月份 base=缴费基数 due=应缴金额 paid=实缴金额 channel=缴费方式 paid_date=缴费日期

dues | 会费缴纳.xlsx | Sheet1 | 2024年工会会费缴纳登记表
姓名,部门,每月应缴,1月,2月,3月,4月,合计
张三,语文组,10,10,10,10,10,40
李四,数学组,12,12,12,,12,36
> name=姓名 unit_id=部门 due=每月应缴 paid:wide

dues | 会费台账.xlsx | | 2023年度会费台账
会员编号,会员姓名,班组,月缴会费,2023年1月,2023年2月,2023年3月,备注
001,张三,甲班,10,10,10,10,
002,李四,乙班,12,12,12,12,
> member_id=会员编号 name=会员姓名 unit_id=班组 due=月缴会费 paid:wide

dues | 代扣.xls | 会费代扣 | 2024年5月工会会费代扣表
人员编号,人员姓名,基本工资,应扣金额,实扣金额,扣款日期
001,张三,5000.00,25.00,25.00,2024-05-15
002,李四,6000.00,30.00,30.00,2024-05-15
> member_id=人员编号 name=人员姓名 base=基本工资 due=应扣金额 paid=实扣金额 paid_date=扣款日期

dues | 会费.csv | |
所属期,职工号,姓名,单位名称,会费基数,应交会费,实交会费
202401,1,张三,清溪小学工会,5000,25,25
202401,2,李四,清溪小学工会,5200,26,26
> month=所属期 member_id=职工号 name=姓名 unit_id=单位名称 base=会费基数 due=应交会费 paid=实交会费

dues | 上半年会费.xlsx | Sheet1 | 2024年上半年会费收缴情况
姓名,会费（应缴）,会费（实缴）,缴费月份
张三,10,10,2024年1月
李四,12,12,2024年1月
> name=姓名 due=会费（应缴） paid=会费（实缴） month=缴费月份

dues | 收会费.xlsx | 会费 | 一分会2024年2月会费
编号,名字,应收,实收,收款日期
001,张三,10,10,2024/2/5
005,李四,12,12,2024/2/5
> member_id=编号 name=名字 due=应收 paid=实收 paid_date=收款日期

dues | dues.csv | |
member_id,month,unit_id,base,due,paid,paid_date,channel
001,2024-01,U1,5000.00,25.00,25.00,2024-01-10,工资代扣
> member_id=member_id month=month unit_id=unit_id base=base due=due paid=paid paid_date=paid_date channel=channel

voucher | 序时账.xlsx | Sheet1 | 序时账
日期,凭证号数,摘要,科目编码,科目名称,借方金额,贷方金额,制单人,审核人,记账人
2024-01-05,记-0001,收到会费,102,银行存款,1000.00,,王会计,李主管,王会计
2024-01-05,记-0001,收到会费,401,会费收入,,1000.00,王会计,李主管,王会计
> voucher_date=日期 word:word_part=凭证号数 number:number_part=凭证号数 summary=摘要 account_code=科目编码 account_name=科目名称 debit=借方金额 credit=贷方金额 maker=制单人 reviewer=审核人 poster=记账人

voucher | 用友凭证.xls | 凭证 |
会计年,会计期间,制单日期,凭证类型,凭证号,制单人,所附单据数,科目编码,科目名称,摘要,借方数量,贷方数量,原币借方,原币贷方,借方金额,贷方金额,结算方式,票据号,部门编码,项目编码
2024,3,2024-03-05,记,1,王会计,2,50102,文体活动费,买篮球,0,0,100,0,100,0,转账,,,
2024,3,2024-03-05,记,1,王会计,2,102,银行存款,买篮球,0,0,0,100,0,100,转账,,,
> year=会计年 month=会计期间 voucher_date=制单日期 word=凭证类型 number=凭证号 maker=制单人 attachments=所附单据数 account_code=科目编码 account_name=科目名称 summary=摘要 debit=借方金额 credit=贷方金额 payment_method=结算方式 invoice_no=票据号

voucher | 金蝶导出.xls | Sheet1 |
日期,会计年度,会计期间,凭证字,凭证号,科目代码,科目名称,币别,原币金额,借方,贷方,制单,审核,核准,过账,经办,结算方式,结算号,凭证摘要,数量,单价,附件数,序号
2024-03-05,2024,3,记,1,50102,文体活动费,人民币,100,100,0,王会计,李主管,李主管,王会计,张三,,,买篮球,0,0,1,1
2024-03-05,2024,3,记,1,102,银行存款,人民币,100,0,100,王会计,李主管,李主管,王会计,张三,,,买篮球,0,0,,2
> voucher_date=日期 year=会计年度 month=会计期间 word=凭证字 number=凭证号 account_code=科目代码 account_name=科目名称 debit=借方 credit=贷方 maker=制单 reviewer=审核 approver=核准 poster=过账 handler=经办 payment_method=结算方式 summary=凭证摘要 attachments=附件数

voucher | 明细账.csv | | 2024年 明细账 / 单位：元
月,日,凭证号,摘要,会计科目,借方,贷方,方向,余额
3,5,记-12,买篮球,50102 文体活动费,100,,借,100
3,6,记-13,培训,50301 培训费,200,,借,300
> voucher_date:date_parts=月+日 word:word_part=凭证号 number:number_part=凭证号 summary=摘要 account_code:code_part=会计科目 account_name:name_part=会计科目 debit=借方 credit=贷方 balance=余额

voucher | 支出明细.xlsx | Sheet1 | 清溪小学工会2023年度经费支出明细
序号,记账日期,记账事项,会计科目,记账金额,备注
1,2023-02-03,春节慰问品,职工集体福利支出,3200.00,
2,2023-03-08,三八节活动,文体活动支出,1500.00,
> voucher_date=记账日期 summary=记账事项 account_name=会计科目 amount=记账金额

voucher | 凭证.csv | |
单位,凭证日期,凭证字,凭证号,分录号,摘要,科目代码,科目全称,方向,金额,附单据数,经办人
清溪小学工会,2024-01-05,记,1,1,收会费,102,银行存款,借,1000,1,张三
清溪小学工会,2024-01-05,记,1,2,收会费,401,会费收入,贷,1000,1,张三
> unit_id=单位 voucher_date=凭证日期 word=凭证字 number=凭证号 line_no=分录号 summary=摘要 account_code=科目代码 account_name=科目全称 direction=方向 amount=金额 attachments=附单据数 handler=经办人

voucher | 收支流水.xlsx | Sheet1 | 2024年工会经费收支明细账
年,月,日,凭证编号,摘要,科目,借方金额（元）,贷方金额（元）
2024,1,5,1,收会费,会费收入,,1000
2024,1,9,2,买球,文体活动费,300,
> voucher_date:date_parts=年+月+日 number=凭证编号 summary=摘要 account_name=科目 debit=借方金额（元） credit=贷方金额（元）

voucher | 记账凭证.xlsx | 3月 | 2024年记账凭证清单
凭证日期,凭证字号,内容摘要,总账科目,明细科目,借方发生额,贷方发生额,收款单位,支付方式,审批人
2024-03-05,记字第1号,买篮球,职工活动支出,文体活动费,100.00,,体育用品店,转账,周主席
2024-03-05,记字第1号,买篮球,银行存款,工行户,,100.00,体育用品店,转账,周主席
> voucher_date=凭证日期 word:word_part=凭证字号 number:number_part=凭证字号 summary=内容摘要 account_name=明细科目 debit=借方发生额 credit=贷方发生额 payee=收款单位 payment_method=支付方式 approver=审批人

voucher | 凭证.xlsx | | 会计凭证
凭证日期年,凭证日期月,凭证日期日,凭证字,凭证号,摘要,科目编号,科目名称,借方金额,贷方金额
2024,3,5,记,1,买球,50102,文体活动费,100,
2024,3,5,记,1,买球,102,银行存款,,100
> voucher_date:date_parts=凭证日期年+凭证日期月+凭证日期日 word=凭证字 number=凭证号 summary=摘要 account_code=科目编号 account_name=科目名称 debit=借方金额 credit=贷方金额

voucher | 用友T3.csv | | 凭证列表
制单日期,凭证编号,摘要,科目,借方本币,贷方本币,制单人,审核人
2024.03.05,付-0003,付培训费,50301 培训费,800.00,,王会计,李主管
2024.03.05,付-0003,付培训费,102 银行存款,,800.00,王会计,李主管
> voucher_date=制单日期 word:word_part=凭证编号 number:number_part=凭证编号 summary=摘要 account_code:code_part=科目 account_name:name_part=科目 debit=借方本币 credit=贷方本币 maker=制单人 reviewer=审核人

account | 会计科目.xlsx | Sheet1 | 工会会计科目表（2022年制度）
科目编码,科目名称,级次,上级科目,科目性质
401,会费收入,1,,收入
50102,文体活动支出,2,501,支出
> code=科目编码 name=科目名称 level=级次 parent=上级科目 nature=科目性质

account | account.csv | |
chart_version,code,name,level,parent,nature,used_by,status
2010,101,库存现金,1,,asset,all,verified
2010,40301,回拨补助,2,403,income,all,verified
> chart_version=chart_version code=code name=name level=level parent=parent nature=nature used_by=used_by status=status

account | 科目表.xls | 科目 |
科目版本,科目代码,科目名称,科目类别,科目级次
2010,401,会费收入,收入,1
2010,501,职工活动支出,支出,1
> chart_version=科目版本 code=科目代码 name=科目名称 nature=科目类别 level=科目级次

balance | 余额表.xlsx | Sheet1 | 科目余额表 / 编制单位：清溪小学工会 / 期间：2023年12月
科目编码,科目名称,期初余额借方,期初余额贷方,本期发生借方,本期发生贷方,期末余额借方,期末余额贷方
101,库存现金,100.00,,50.00,20.00,130.00,
401,会费收入,,,,1000.00,,1000.00
> account_code=科目编码 account_name=科目名称 opening_debit=期初余额借方 opening_credit=期初余额贷方 debit=本期发生借方 credit=本期发生贷方 closing_debit=期末余额借方 closing_credit=期末余额贷方

balance | 科目余额.xls | | 2023年度科目余额表
科目代码,科目名称,方向,期初余额,本期借方发生额,本期贷方发生额,方向,期末余额
101,库存现金,借,100.00,50.00,20.00,借,130.00
102,银行存款,借,5000.00,800.00,900.00,借,4900.00
> account_code=科目代码 account_name=科目名称 opening_debit:debit_side=期初余额+方向 opening_credit:credit_side=期初余额+方向 debit=本期借方发生额 credit=本期贷方发生额 closing_debit:debit_side=期末余额+方向 closing_credit:credit_side=期末余额+方向

balance | 收支表.xlsx | Sheet1 | 清溪小学工会2023年收入支出表
项目,本年数
会费收入,12000.00
拨缴经费收入,56000.00
> account_name=项目 amount=本年数

balance | 决算.xlsx | | 2022年度工会经费收支决算表 / 单位：万元
科目编码,科目名称,决算数
401,会费收入,1.20
50102,文体活动费,3.56
> account_code=科目编码 account_name=科目名称 amount=决算数

balance | 总账.csv | |
会计期间,科目编号,会计科目,年初借方,年初贷方,本年累计借方,本年累计贷方,期末借方余额,期末贷方余额
2023-12,101,库存现金,100,,50,20,130,
2023-12,102,银行存款,5000,,800,900,4900,
> period=会计期间 account_code=科目编号 account_name=会计科目 opening_debit=年初借方 opening_credit=年初贷方 debit=本年累计借方 credit=本年累计贷方 closing_debit=期末借方余额 closing_credit=期末贷方余额

bank | 工行流水.xlsx | Sheet1 | 账户明细
交易日期,交易时间,收入金额,支出金额,账户余额,对方户名,对方账号,摘要,交易流水号
2024-01-05,10:20:30,1000.00,,6000.00,某公司,6222000000000001,经费拨入,X0001
2024-01-06,11:20:30,,200.00,5800.00,体育店,6222000000000002,买球,X0002
> booked_date=交易日期 booked_time=交易时间 amount:fall=收入金额+支出金额 direction:fall_direction=收入金额+支出金额 balance=账户余额 counterparty=对方户名 counterparty_account=对方账号 summary=摘要 serial=交易流水号

bank | 建行.csv | | 中国建设银行活期账户全部交易明细
记账日,交易日期,交易时间,支出,收入,账户余额,币种,摘要,对方账号,对方户名,交易地点
20240105,20240105,10:20:30,0.00,1000.00,6000.00,人民币元,转账存入,6222000000000001,某公司,网银
20240106,20240106,11:20:30,200.00,0.00,5800.00,人民币元,消费,6222000000000002,体育店,网银
> booked_date=交易日期 booked_time=交易时间 amount:fall=收入+支出 direction:fall_direction=收入+支出 balance=账户余额 summary=摘要 counterparty_account=对方账号 counterparty=对方户名

bank | 对账单.xls | 对账单 | 银行对账单 / 账号：6222
日期,摘要,借方发生额,贷方发生额,余额,对方单位,凭证号
2024-01-05,拨款,,1000.00,6000.00,某公司,P001
2024-01-06,转账,200.00,,5800.00,体育店,P002
> booked_date=日期 summary=摘要 amount:fall=贷方发生额+借方发生额 direction:fall_direction=贷方发生额+借方发生额 balance=余额 counterparty=对方单位 serial=凭证号

bank | 农商行.csv | |
交易时间,借贷标志,交易金额,余额,对方户名,对方账号,交易摘要
2024-01-05 10:20:30,贷,1000.00,6000.00,某公司,6222000000000001,拨款
2024-01-06 11:20:30,借,200.00,5800.00,体育店,6222000000000002,买球
> booked_date=交易时间 booked_time=交易时间 direction=借贷标志 amount=交易金额 balance=余额 counterparty=对方户名 counterparty_account=对方账号 summary=交易摘要

bank | 招行.xlsx | 交易明细 |
账号,交易日,交易时间,交易金额,余额,交易类型,收(付)方名称,收(付)方账号,摘要,流水号
62220001,20240105,102030,1000.00,6000.00,转账,某公司,6222000000000001,拨款,L1
62220001,20240106,112030,-200.00,5800.00,转账,体育店,6222000000000002,买球,L2
> account_no=账号 booked_date=交易日 booked_time=交易时间 amount:size=交易金额 direction:sign=交易金额 balance=余额 counterparty=收(付)方名称 counterparty_account=收(付)方账号 summary=摘要 serial=流水号

bank | 微信账单.csv | |
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2024-01-05 10:20:30,商户消费,体育店,篮球,支出,¥200.00,零钱,支付成功,1000,2000,/
2024-01-06 10:20:30,转账,张三,/,收入,¥20.00,/,已存入零钱,1001,2001,/
> booked_date=交易时间 booked_time=交易时间 counterparty=交易对方 summary=商品 direction=收/支 amount=金额(元) status=当前状态 serial=交易单号

budget | 2024年预算.xlsx | Sheet1 | 清溪小学工会2024年度预算表
科目编码,科目名称,上年决算数,本年预算数,说明
401,会费收入,12000,13000,按80人
50102,文体活动费,30000,35000,运动会
> account_code=科目编码 account_name=科目名称 prior_actual=上年决算数 approved=本年预算数 note=说明

budget | 预算申报.xlsx | | 2024年工会经费预算申报表 / 单位：万元
年度,预算单位,预算科目,申请金额,批准预算,备注
2024,清溪小学工会,文体活动费,3.5,3.0,
2024,清溪小学工会,培训费,1.0,1.0,
> year=年度 unit_id=预算单位 account_name=预算科目 requested=申请金额 approved=批准预算 note=备注

budget | 预算.csv | |
单位名称,预算年度,科目代码,会计科目,年初预算,调整后预算,批准日期
清溪小学工会,2024,50102,文体活动费,30000,32000,2024-01-15
清溪小学工会,2024,50301,培训费,10000,10000,2024-01-15
> unit_id=单位名称 year=预算年度 account_code=科目代码 account_name=会计科目 approved=年初预算 adjusted=调整后预算 approved_date=批准日期

budget | 收支预算.xls | 预算 | 2025年度收支预算表
收支项目,预算金额（万元）,测算依据
会费收入,1.30,80人
文体活动费,3.50,运动会
> account_name=收支项目 approved=预算金额（万元） note=测算依据

assistance | 春节慰问签收表.xlsx | Sheet1 | 2024年春节慰问签收表
序号,姓名,部门,慰问金额,领取人签字,备注
1,张三,语文组,300,张三,
2,李四,数学组,300,李四,
> recipient_name=姓名 unit_id=部门 amount=慰问金额 signed:filled=领取人签字 reason=备注

assistance | 慰问.csv | |
慰问日期,被慰问人,所在单位,慰问类型,慰问金额,发放方式,经费来源,审批人
2024-02-01,张三,清溪小学工会,住院,1000,转账,工会经费,周主席
2024-03-01,李四,清溪小学工会,生育,1000,转账,工会经费,周主席
> paid_date=慰问日期 recipient_name=被慰问人 unit_id=所在单位 kind=慰问类型 amount=慰问金额 payment_method=发放方式 fund_source=经费来源 approver=审批人

assistance | 困难职工.xls | 帮扶 | 困难职工帮扶资金发放表
序号,职工编号,困难职工姓名,致困原因,帮扶项目,救助金额,发放日期,银行卡号,签字
1,001,张三,疾病,困难帮扶,3000.00,2024-01-20,6222021234567890123,张三
2,002,李四,疾病,大病救助,5000.00,2024-01-20,6222021234567890124,李四
> member_id=职工编号 recipient_name=困难职工姓名 reason=致困原因 kind=帮扶项目 amount=救助金额 paid_date=发放日期 bank_account=银行卡号 signed:filled=签字

assistance | 生日蛋糕券.xlsx | Sheet1 | 2024年5月会员生日蛋糕券领取表
序号,姓名,所属分会,面值,领取日期,签名
1,张三,语文分会,200,2024-05-06,张三
2,李四,数学分会,200,2024-05-08,李四
> recipient_name=姓名 unit_id=所属分会 amount=面值 paid_date=领取日期 signed:filled=签名

assistance | 助学.xlsx | | 2024年金秋助学发放花名册
序号,受助职工,单位,与本人关系,助学金额,发放时间,发放形式,是否签收
1,张三,清溪小学工会,子女,3000,2024-08-20,转账,是
2,李四,清溪小学工会,子女,3000,2024-08-20,转账,是
> recipient_name=受助职工 unit_id=单位 beneficiary=与本人关系 amount=助学金额 paid_date=发放时间 payment_method=发放形式 signed=是否签收

assistance | 中秋.xlsx | 中秋 | 中秋节慰问品发放签领表
序号,工号,姓名,科室,慰问品,金额（元）,签领
1,001,张三,内科,月饼一盒,150,
2,002,李四,外科,月饼一盒,150,
> member_id=工号 recipient_name=姓名 unit_id=科室 amount=金额（元） signed:filled=签领

assistance | 慰问明细.csv | | 2023年度慰问明细
发放日期,受助人姓名,慰问类别,慰问节日,发放金额,发放形式,凭证号
2023-09-25,张三,节日慰问,中秋节,300,实物,记-35
2023-09-25,李四,节日慰问,中秋节,300,实物,记-35
> paid_date=发放日期 recipient_name=受助人姓名 kind=慰问类别 festival=慰问节日 amount=发放金额 payment_method=发放形式 voucher_ref=凭证号

activity | 活动台账.xlsx | Sheet1 | 2024年职工活动台账
序号,活动名称,活动类型,活动时间,活动地点,参加人数,活动经费,备注
1,三八节登山,文体,2024-03-08,南山,60,3000,
2,技能比武,竞赛,2024-05-10,报告厅,40,5000,
> title=活动名称 kind=活动类型 start_date=活动时间 place=活动地点 headcount=参加人数 cost_amount=活动经费

activity | 培训计划.csv | |
培训编号,培训名称,主办单位,开始日期,结束日期,地点,应参加人数,实参加人数,学时,预算金额,实际支出
P01,工会干部培训,清溪小学工会,2024-04-01,2024-04-02,会议室,20,19,8,2000,1800
P02,财务培训,清溪小学工会,2024-05-01,2024-05-02,会议室,10,10,8,1000,900
> activity_id=培训编号 title=培训名称 unit_id=主办单位 start_date=开始日期 end_date=结束日期 place=地点 eligible_count=应参加人数 headcount=实参加人数 hours=学时 budget_amount=预算金额 cost_amount=实际支出

activity | 竞赛.xlsx | 竞赛项目 | 2024年劳动竞赛项目一览表
竞赛编号,竞赛名称,类别,承办单位,举办时间,参赛人数,经费预算,状态
J1,教学技能竞赛,竞赛,清溪小学工会,2024-05-10,40,5000,已完成
J2,板书大赛,竞赛,清溪小学工会,2024-10-10,30,3000,未开始
> activity_id=竞赛编号 title=竞赛名称 kind=类别 unit_id=承办单位 start_date=举办时间 headcount=参赛人数 budget_amount=经费预算 status=状态

participation | 竞赛名单.xlsx | Sheet1 | 2024年教学技能竞赛参赛名单
序号,姓名,部门,备注
1,张三,语文组,
2,李四,数学组,
> name=姓名

participation | 报名表.csv | | 职工羽毛球比赛报名表
序号,工号,姓名,性别,单位,联系电话
1,001,张三,男,清溪小学工会,13800000000
2,002,李四,女,清溪小学工会,13900000000
> member_id=工号 name=姓名

participation | 签到表.xlsx | | 春季健步走活动签到表
编号,参加人员,是否参加,签名
1,张三,是,张三
2,李四,否,
> name=参加人员 attended=是否参加 signed:filled=签名

participation | 参加活动.csv | |
活动编号,会员编号,姓名,角色,是否参加,领取数量,自费金额
A01,001,张三,参加,是,1,0
A01,002,李四,组织,是,1,0
> activity_id=活动编号 member_id=会员编号 name=姓名 role=角色 attended=是否参加 goods_qty=领取数量 self_paid=自费金额

participation | 参训人员.xlsx | 名单 | 2024年工会干部培训班参训人员名单
序号,学员姓名,工作单位,出席情况
1,张三,清溪小学,是
2,李四,清溪中学,是
> name=学员姓名 attended=出席情况

result | 成绩.xlsx | Sheet1 | 2024年教学技能竞赛成绩表
名次,姓名,部门,得分,奖项
1,张三,语文组,95.5,一等奖
2,李四,数学组,93,二等奖
> name=姓名 unit_id=部门 score=得分 award=奖项

result | 获奖名单.csv | |
竞赛名称,获奖人,所在单位,获奖等级,授予级别,获奖日期,奖金
教学技能竞赛,张三,清溪小学工会,一等奖,区县,2024-06-01,500
教学技能竞赛,李四,清溪小学工会,二等奖,区县,2024-06-01,300
> activity_id=竞赛名称 name=获奖人 unit_id=所在单位 award=获奖等级 award_level=授予级别 award_date=获奖日期 prize_amount=奖金

result | 班组竞赛.xlsx | 评比 | 一季度班组劳动竞赛评分表
班组,评比项目,得分,名次
一班,质量,95,第一名
二班,质量,92,第二名
> unit_id=班组 dimension=评比项目 score=得分 award=名次

result | 荣誉.xlsx | Sheet1 | 2023年表彰登记
序号,职工编号,姓名,荣誉称号,级别,表彰日期
1,001,张三,先进工作者,市,2023-05-01
2,002,李四,劳动模范,省,2023-05-01
> member_id=职工编号 name=姓名 award=荣誉称号 award_level=级别 award_date=表彰日期

parameter | 标准.xlsx | Sheet1 | 慰问标准和限额
参数编号,规则编号,适用地区,生效日期,失效日期,标准值,单位,依据文件,条款或页码,可信状态,说明
R-20.cap,R-20,安徽,2025-01-01,,2200,元/人/年,皖工发,第9页,secondary,
> limit_id=参数编号 rule_id=规则编号 province=适用地区 valid_from=生效日期 valid_to=失效日期 value=标准值 unit=单位 regulation=依据文件 article_or_page=条款或页码 status=可信状态 note=说明

parameter | parameter.csv | |
limit_id,rule_id,province,valid_from,valid_to,value,unit,regulation,article_or_page,status,note
R-20.cap,R-20,安徽,2025-01-01,,2200,元/人/年,皖工发,第9页,secondary,
> limit_id=limit_id rule_id=rule_id province=province valid_from=valid_from valid_to=valid_to value=value unit=unit regulation=regulation article_or_page=article_or_page status=status note=note

calendar | 日历.csv | | 2027年节假日安排
日期,日期类型,节日
2027-01-01,法定节假日,元旦
2027-01-02,周末,
> date=日期 day_kind=日期类型 festival=节日

calendar | calendar.csv | |
date,day_kind,festival,season
2022-01-01,法定节假日,元旦,
2022-01-02,法定节假日,元旦,
> date=date day_kind=day_kind festival=festival season=season

target | 目标.xlsx | Sheet1 | 2024年工会工作目标
目标编号,目标名称,查询,参数,关系,目标值,期间,出处
M1,会费收缴率,dues_rate,,>=,100,2024,计划5
M2,竞赛覆盖率,join_rate,,>=,80,2024,计划5
> target_id=目标编号 title=目标名称 query=查询 parameters=参数 operator=关系 value=目标值 period=期间 source=出处

target | 指标.csv | |
单位,指标编号,指标名称,查询名称,运算符,指标值,考核期间,来源
清溪小学工会,M1,会费收缴率,dues_rate,不低于,100,2024,计划5
清溪小学工会,M2,竞赛覆盖率,join_rate,不低于,80,2024-H1,计划5
> unit_id=单位 target_id=指标编号 title=指标名称 query=查询名称 operator=运算符 value=指标值 period=考核期间 source=来源

dues | 工会会费.xlsx | 2024年1月 | 清溪小学2024年1月份工会会费扣缴清单
序号,教师姓名,月基本工资（元）,应扣会费（元）,实扣会费（元）,签字
1,张三,5000,25,25,
2,李四,6000,30,30,
> name=教师姓名 base=月基本工资（元） due=应扣会费（元） paid=实扣会费（元）

dues | 会费交纳情况.xls | 会费 |
单位,姓名,会费交纳月份,会费标准,交纳金额,交纳时间,交纳方式
清溪小学工会,张三,2024年2月,10,10,2024.2.20,微信
清溪小学工会,李四,2024年2月,12,12,2024.2.20,现金
> unit_id=单位 name=姓名 month=会费交纳月份 due=会费标准 paid=交纳金额 paid_date=交纳时间 channel=交纳方式

dues | 会员交费.csv | |
会员ID,会员姓名,年月,应交额,实交额,是否补缴
10001,张三,202402,10,10,否
10002,李四,202402,12,0,否
> member_id=会员ID name=会员姓名 month=年月 due=应交额 paid=实交额

dues | 一季度会费.xlsx | Sheet1 | 2024年一季度会费收取表
姓名,月应交会费,1月份实收,2月份实收,3月份实收
张三,10,10,10,10
李四,12,12,12,
> name=姓名 due=月应交会费 paid:wide

dues | 缴费记录.xlsx | Sheet1 | 工会会费缴费记录
工会小组,会员编码,缴费人,费款所属月,本月应缴会费,本月实缴会费,到账时间
一组,001,张三,2024-03,10,10,2024-03-08
二组,002,李四,2024-03,12,12,2024-03-09
> unit_id=工会小组 member_id=会员编码 name=缴费人 month=费款所属月 due=本月应缴会费 paid=本月实缴会费 paid_date=到账时间

member | 会员信息采集表.xlsx | Sheet1 | 工会会员信息采集表
*姓名,*性别(男/女),*身份证件号,*手机号码,所在基层工会,入会日期(yyyy-mm-dd),就业状态,会员卡号
张三,男,110101198001010011,13800000000,清溪小学工会,2005-09-01,在岗,KH001
李四,女,110101198502020022,13900000000,清溪小学工会,2010-09-01,在岗,KH002
> name=*姓名 sex=*性别(男/女) id_number=*身份证件号 phone=*手机号码 unit_id=所在基层工会 join_date=入会日期(yyyy-mm-dd) card_no=会员卡号

member | 职工信息.csv | |
员工工号,员工姓名,部门名称,入职日期,员工性别,出生日期,月工资,是否入会,入会时间
0001,张三,生产部,2010-01-01,男,1980-01-01,5000,是,2010-05-01
0002,李四,财务部,2012-01-01,女,1985-02-02,6000,否,
> member_id=员工工号 name=员工姓名 unit_id=部门名称 hired_date=入职日期 sex=员工性别 birth_date=出生日期 monthly_base=月工资 is_member=是否入会 join_date=入会时间

member | 通讯录.xlsx | | 工会会员通讯录
姓名,单位,职务,电话
张三,清溪小学工会,组长,13800000000
李四,清溪小学工会,,13900000000
> name=姓名 unit_id=单位 duty=职务 phone=电话

unit | 基层工会情况.xlsx | 情况 | 基层工会基本情况表
组织机构代码,基层工会名称,所属街道工会,单位性质,从业人员数,女职工数,工会主席姓名,主席电话,成立批复时间,届满时间
913301,临江机械工会,临江街道总工会,企业,120,40,王强,13800000000,2012-05-01,2027-05-01
913302,临江印务工会,临江街道总工会,企业,45,20,李敏,13800000001,2015-06-01,2027-06-01
> unit_id=组织机构代码 name=基层工会名称 parent_id=所属街道工会 kind=单位性质 headcount=从业人员数 chair=工会主席姓名

unit | 组织架构.csv | |
编码,名称,上级编码,类型,状态
U1,临江街道总工会,,总工会,正常
U2,清溪小学工会,U1,基层工会,正常
> unit_id=编码 name=名称 parent_id=上级编码 kind=类型 status=状态

voucher | 凭证查询.xls | 凭证查询 | 凭证查询 / 账套名称：清溪小学工会
凭证日期,凭证号,摘要,科目名称,借方,贷方,制单,审核,附件
2024-01-31,记-3,付会议费,会议费,500,,王会计,李主管,2
2024-01-31,记-3,付会议费,银行存款,,500,王会计,李主管,2
> voucher_date=凭证日期 word:word_part=凭证号 number:number_part=凭证号 summary=摘要 account_name=科目名称 debit=借方 credit=贷方 maker=制单 reviewer=审核 attachments=附件

voucher | 日记账.xlsx | 银行日记账 | 2024年银行存款日记账
日期,凭证字号,摘要,对方科目,收入,支出,余额
2024-01-05,记-1,会费,会费收入,1000,,6000
2024-01-06,记-2,买球,文体活动费,,200,5800
> voucher_date=日期 word:word_part=凭证字号 number:number_part=凭证字号 summary=摘要 account_name=对方科目 debit=支出 credit=收入 balance=余额

voucher | 费用报销.xlsx | Sheet1 | 工会经费支出登记表
支出日期,支出事由,支出科目,支出金额,经手人,审批人,收款人,票据号码
2024-03-01,购活动用品,文体活动费,320.50,张三,周主席,文具店,00123
2024-03-09,培训讲课费,培训费,800,李四,周主席,李教授,00124
> voucher_date=支出日期 summary=支出事由 account_name=支出科目 amount=支出金额 handler=经手人 approver=审批人 payee=收款人 invoice_no=票据号码

voucher | 会计凭证导出.csv | |
凭证类别字,凭证编号,凭证日期,分录序号,摘要,会计科目代码,会计科目名称,本币借方金额,本币贷方金额,外币借方金额,外币贷方金额,币种,制单人姓名,审核人姓名,记账人
记,0001,2024/3/5,1,买球,50102,文体活动费,100.00,0.00,0,0,人民币,王会计,李主管,赵记账
记,0001,2024/3/5,2,买球,102,银行存款,0.00,100.00,0,0,人民币,王会计,李主管,赵记账
> word=凭证类别字 number=凭证编号 voucher_date=凭证日期 line_no=分录序号 summary=摘要 account_code=会计科目代码 account_name=会计科目名称 debit=本币借方金额 credit=本币贷方金额 maker=制单人姓名 reviewer=审核人姓名 poster=记账人

voucher | 序时簿.xlsx | 会计分录序时簿 |
日期,会计期间,凭证字号,分录号,摘要,科目代码,科目名称,原币金额,借方金额,贷方金额,制单,审核,过账
2024-03-05,2024.3,记 - 1,1,买球,501.02,职工活动支出 - 文体活动费,100,100,0,王会计,√,√
,,,2,买球,102,银行存款,100,0,100,,,
> voucher_date=日期 word:word_part=凭证字号 number:number_part=凭证字号 line_no=分录号 summary=摘要 account_code=科目代码 account_name=科目名称 debit=借方金额 credit=贷方金额 maker=制单

voucher | 现金账.csv | |
业务日期,业务内容,科目,方向,金额,经办人员,附件张数
2024-05-01,发放慰问金,送温暖费,借,500,张三,1
2024-05-01,发放慰问金,库存现金,贷,500,张三,1
> voucher_date=业务日期 summary=业务内容 account_name=科目 direction=方向 amount=金额 handler=经办人员 attachments=附件张数

balance | 科目余额.xlsx | 余额 | 科目发生额及余额表 / 2024年1-6月
科目编号,科目名称,期初借方余额,期初贷方余额,本期借方,本期贷方,本年累计借方,本年累计贷方,期末借方余额,期末贷方余额
101,库存现金,100,,50,20,50,20,130,
102,银行存款,5000,,800,900,800,900,4900,
> account_code=科目编号 account_name=科目名称 opening_debit=期初借方余额 opening_credit=期初贷方余额 debit=本期借方 credit=本期贷方 closing_debit=期末借方余额 closing_credit=期末贷方余额

balance | 收支情况.csv | | 2023年上半年工会经费收支情况
收支项目,金额（元）
会费收入,6000
职工活动支出,20000
> account_name=收支项目 amount=金额（元）

balance | 余额.xls | Sheet1 | 余额表
会计年度,科目编码,科目名称,年初余额方向,年初余额,本期借方发生,本期贷方发生,期末余额方向,期末余额
2023,101,库存现金,借,100,50,20,借,130
2023,102,银行存款,借,5000,800,900,借,4900
> period=会计年度 account_code=科目编码 account_name=科目名称 opening_debit:debit_side=年初余额+年初余额方向 opening_credit:credit_side=年初余额+年初余额方向 debit=本期借方发生 credit=本期贷方发生 closing_debit:debit_side=期末余额+期末余额方向 closing_credit:credit_side=期末余额+期末余额方向

bank | 农行明细.xls | Sheet0 | 账户交易明细
交易时间,收入金额,支出金额,账户余额,交易行名,对方账号,对方户名,交易用途,摘要
20240105 10:20:30,1000.00,,6000.00,某支行,6222000000000001,某公司,拨款,转账
20240106 11:20:30,,200.00,5800.00,某支行,6222000000000002,体育店,买球,转账
> booked_date=交易时间 booked_time=交易时间 amount:fall=收入金额+支出金额 direction:fall_direction=收入金额+支出金额 balance=账户余额 counterparty_account=对方账号 counterparty=对方户名 summary=摘要

bank | 中行.csv | |
交易日期[Transaction Date],借方发生额,贷方发生额,余额,对方账户名称,对方帐号,附言,交易流水号
20240105,,1000.00,6000.00,某公司,6222000000000001,拨款,T1
20240106,200.00,,5800.00,体育店,6222000000000002,买球,T2
> booked_date=交易日期[Transaction Date] amount:fall=贷方发生额+借方发生额 direction:fall_direction=贷方发生额+借方发生额 balance=余额 counterparty=对方账户名称 counterparty_account=对方帐号 summary=附言 serial=交易流水号

bank | 交通银行.xlsx | 对公账户明细 |
交易日期,业务摘要,凭证号码,借方金额,贷方金额,余额,对方账号,对方名称
2024-01-05,拨款,P1,,1000,6000,6222000000000001,某公司
2024-01-06,转账,P2,200,,5800,6222000000000002,体育店
> booked_date=交易日期 summary=业务摘要 serial=凭证号码 amount:fall=贷方金额+借方金额 direction:fall_direction=贷方金额+借方金额 balance=余额 counterparty_account=对方账号 counterparty=对方名称

bank | 浦发.xls | 流水 |
交易日期,记账日期,转入金额,转出金额,账户余额,对方姓名,对方账号,交易备注
2024-01-05,2024-01-05,1000,,6000,某公司,6222000000000001,拨款
2024-01-06,2024-01-06,,200,5800,体育店,6222000000000002,买球
> booked_date=交易日期 amount:fall=转入金额+转出金额 direction:fall_direction=转入金额+转出金额 balance=账户余额 counterparty=对方姓名 counterparty_account=对方账号 summary=交易备注

bank | 支付宝账单.csv | | 支付宝交易记录明细查询
交易号,商家订单号,交易创建时间,付款时间,交易来源地,类型,交易对方,商品名称,金额（元）,收/支,交易状态
2024010511,X1,2024-01-05 10:20:30,2024-01-05 10:20:31,其他,即时到账交易,体育店,篮球,200.00,支出,交易成功
2024010512,X2,2024-01-06 10:20:30,2024-01-06 10:20:31,其他,转账,张三,转账,20.00,收入,交易成功
> serial=交易号 booked_date=付款时间 booked_time=付款时间 counterparty=交易对方 summary=商品名称 amount=金额（元） direction=收/支 status=交易状态

budget | 经费预算.xlsx | 预算表 | 临江机械工会2024年经费收支预算表 / 单位：元
预算科目编码,预算科目名称,2023年决算数,2024年预算数,编制说明
401,会费收入,12000,13000,按80人
50102,文体活动费,30000,35000,运动会
> account_code=预算科目编码 account_name=预算科目名称 prior_actual=2023年决算数 approved=2024年预算数 note=编制说明

budget | 年度预算.csv | |
年份,单位,支出项目,申报金额,审批金额
2024,清溪小学工会,文体活动费,35000,30000
2024,清溪小学工会,培训费,12000,10000
> year=年份 unit_id=单位 account_name=支出项目 requested=申报金额 approved=审批金额

assistance | 节日慰问.xlsx | 端午 | 2024年端午节职工慰问品发放登记表
序号,科室,职工姓名,慰问品名称,数量,领取人签名,领取日期
1,内科,张三,粽子,1,张三,2024-06-08
2,外科,李四,粽子,1,李四,2024-06-08
> unit_id=科室 recipient_name=职工姓名 signed:filled=领取人签名 paid_date=领取日期

assistance | 住院慰问.csv | |
慰问时间,慰问对象,所属部门,慰问事由,慰问金（元）,慰问方式,经办人
2024-03-05,张三,语文组,住院,500,现金,李四
2024-04-05,王五,数学组,生育,500,现金,李四
> paid_date=慰问时间 recipient_name=慰问对象 unit_id=所属部门 reason=慰问事由 amount=慰问金（元） payment_method=慰问方式

assistance | 送温暖.xls | Sheet1 | 2024年元旦送温暖走访慰问名册
编号,慰问对象姓名,工作单位,困难类型,慰问标准（元）,走访日期,领款人签字
1,张三,临江机械,因病致困,1000,2024-01-02,张三
2,李四,临江印务,意外致困,1000,2024-01-02,李四
> recipient_name=慰问对象姓名 unit_id=工作单位 amount=慰问标准（元） paid_date=走访日期 signed:filled=领款人签字

assistance | 帮扶.csv | | 困难职工帮扶台账
救助编号,姓名,工号,救助类型,救助时间,救助额,资金来源,困难职工档案编号,审批单编号
J001,张三,001,困难帮扶,2024-01-02,3000,工会经费,D1,S1
J002,李四,002,大病救助,2024-01-03,5000,财政资金,D2,S2
> assist_id=救助编号 recipient_name=姓名 member_id=工号 kind=救助类型 paid_date=救助时间 amount=救助额 fund_source=资金来源 hardship_id=困难职工档案编号 approval_ref=审批单编号

assistance | 福利发放.xlsx | Sheet1 | 2024年国庆节职工福利发放表
姓名,部门,发放标准,发放数量,领取签字
张三,语文组,200,1,张三
李四,数学组,200,1,李四
> recipient_name=姓名 unit_id=部门 amount=发放标准 signed:filled=领取签字

activity | 活动计划.xlsx | 计划 | 2024年工会活动安排表
序号,月份,活动主题,活动内容,负责部门,计划时间,预计参加人数,经费预算
1,3月,三八节登山,登山比赛,工会办,2024-03-08,60,3000
2,5月,读书分享,交流读书心得,工会办,2024-05-10,40,1000
> title=活动主题 unit_id=负责部门 start_date=计划时间 eligible_count=预计参加人数 budget_amount=经费预算

activity | 活动统计.csv | |
活动代码,活动名,活动分类,举办单位,活动开始时间,活动结束时间,举办地,参与人数,实际费用,满意率
H1,登山,文体,清溪小学工会,2024-03-08,2024-03-08,南山,60,3000,98
H2,读书,文体,清溪小学工会,2024-05-10,2024-05-10,图书馆,40,1000,95
> activity_id=活动代码 title=活动名 kind=活动分类 unit_id=举办单位 start_date=活动开始时间 end_date=活动结束时间 place=举办地 headcount=参与人数 cost_amount=实际费用 satisfaction=满意率

participation | 参赛人员名单.xls | Sheet1 | 第五届职工乒乓球赛参赛人员名单
序号,参赛单位,参赛队员,队员工号
1,清溪小学工会,张三,001
2,临江机械工会,李四,002
> name=参赛队员 member_id=队员工号

participation | 运动会报名.xlsx | 报名 | 2024年职工运动会报名汇总表
部门,姓名,参赛项目
语文组,张三,跳绳
数学组,李四,拔河
> name=姓名

participation | 技能竞赛名单.csv | |
竞赛名称,选手姓名,工号,参赛身份,是否到场
教学技能竞赛,张三,001,选手,是
教学技能竞赛,李四,002,选手,否
> activity_id=竞赛名称 name=选手姓名 member_id=工号 role=参赛身份 attended=是否到场

participation | 培训签到.xlsx | 签到 | 财务知识培训签到簿
序号,姓名,单位,签到,联系方式
1,张三,清溪小学工会,√,13800000000
2,李四,临江机械工会,,13900000000
> name=姓名 attended=签到

participation | 疗休养人员.xls | | 2024年劳模疗休养人员名单
姓名,单位,天数,自费金额
张三,清溪小学工会,5,300
李四,临江机械工会,5,0
> name=姓名 days=天数 self_paid=自费金额

result | 比赛成绩.xlsx | Sheet1 | 2024年职工羽毛球赛成绩公告
排名,参赛选手,代表队,最终得分,奖励金额（元）
1,张三,语文组,21,300
2,李四,数学组,18,200
> award=排名 name=参赛选手 unit_id=代表队 score=最终得分 prize_amount=奖励金额（元）

result | 技能比武.csv | | 技能比武获奖情况
竞赛项目,获奖者,工作单位,获奖名次,颁奖日期
焊接,张三,临江机械工会,第一名,2024-05-01
印刷,李四,临江印务,第二名,2024-05-01
> activity_id=竞赛项目 name=获奖者 unit_id=工作单位 award=获奖名次 award_date=颁奖日期

result | 先进评选.xlsx | 评选 | 2023年度先进工作者评选结果
姓名,部门,得票数,是否当选
张三,语文组,66,是
李四,数学组,30,否
> name=姓名 unit_id=部门 votes=得票数

account | 科目.xlsx | 科目 |
编码,名称,上级编码,类别,余额方向
401,会费收入,,收入,贷
50102,文体活动支出,501,支出,借
> code=编码 name=名称 parent=上级编码 nature=类别

calendar | 放假安排.xlsx | Sheet1 | 2027年放假调休安排
日期,是否工作日,节日名称
2027-01-01,法定节假日,元旦
2027-01-04,工作日,
> date=日期 day_kind=是否工作日 festival=节日名称

target | 年度目标.csv | |
指标编码,指标,目标,期间,取数查询,比较关系,依据
M1,会费收缴率,100,2024,dues_rate,>=,计划5
M2,竞赛覆盖率,80,2024,join_rate,>=,计划5
> target_id=指标编码 title=指标 value=目标 period=期间 query=取数查询 operator=比较关系 source=依据

voucher | 账.xls | 明细 | 2024年明细分类账 / 科目：文体活动费
2024年月,2024年日,凭证字,凭证号,摘要,科目名称,借方,贷方,借或贷,余额
3,5,记,12,买篮球,文体活动费,100,,借,100
3,6,记,13,买排球,文体活动费,200,,借,300
> voucher_date:date_parts=2024年月+2024年日 word=凭证字 number=凭证号 summary=摘要 account_name=科目名称 debit=借方 credit=贷方 balance=余额

voucher | 凭证.xlsx | Sheet1 |
日期,字,号,摘要,科目,借,贷
2024-03-05,记,12,买篮球,50102文体活动费,100,
2024-03-05,记,12,买篮球,102银行存款,,100
> voucher_date=日期 word=字 number=号 summary=摘要 account_code:code_part=科目 account_name:name_part=科目 debit=借 credit=贷

voucher | 工会经费使用明细.xlsx | Sheet1 | 2024年工会经费使用情况明细表（单位：元）
序号,时间,支出项目,具体内容,金额,报销人
1,2024年3月5日,文体活动费,买篮球,100,张三
2,2024年3月9日,培训费,讲课费,800,李四
> voucher_date=时间 account_name=支出项目 summary=具体内容 amount=金额 handler=报销人

voucher | 序时账.csv | | 用友 序时账 / 2024.01-2024.03
日期,凭证号数,科目编码,科目名称,摘要,方向,数量,外币,金额
2024.01.05,记-0001,50102,文体活动费,买球,借,,,100.00
2024.01.05,记-0001,102,银行存款,买球,贷,,,100.00
> voucher_date=日期 word:word_part=凭证号数 number:number_part=凭证号数 account_code=科目编码 account_name=科目名称 summary=摘要 direction=方向 amount=金额

dues | 会费表.xlsx | 2024 | 工会会费收缴登记表
姓名,应缴会费(元/月),202401,202402,202403
张三,10,10,10,10
李四,12,12,,12
> name=姓名 due=应缴会费(元/月) paid:wide

dues | 会费.xlsx | Sheet1 | 清溪小学工会2024年会费缴纳明细
序号,会员,部门,应交数,实交数,交费月份
1,张三,语文组,10,10,1月
2,李四,数学组,12,12,1月
> name=会员 unit_id=部门 due=应交数 paid=实交数 month=交费月份

dues | 三月.xlsx | 3月会费 |
姓名,单位,会费
张三,清溪小学工会,10
李四,清溪小学工会,12
> name=姓名 unit_id=单位 paid=会费

assistance | 慰问金.xlsx | Sheet1 | 2024年中秋、国庆慰问金发放表
序号,姓名,部门,金额（小写）,金额（大写）,领款人签名
1,张三,语文组,300.00,叁佰元整,张三
2,李四,数学组,300.00,叁佰元整,李四
> recipient_name=姓名 unit_id=部门 amount=金额（小写） signed:filled=领款人签名

assistance | 慰问统计.xlsx | Sheet1 | 2023年职工慰问情况统计表
序号,日期,姓名,单位,事项,金额,形式,凭证号
1,2023-03-05,张三,清溪小学工会,生病住院,500,现金,记-9
2,2023-06-05,李四,清溪小学工会,直系亲属去世,800,现金,记-22
> paid_date=日期 recipient_name=姓名 unit_id=单位 kind=事项 amount=金额 payment_method=形式 voucher_ref=凭证号

assistance | 生日会.csv | | 职工生日慰问发放登记
姓名,出生日期,发放日期,发放物品,金额,签收人
张三,1980-05-01,2024-05-01,蛋糕券,200,张三
李四,1981-05-02,2024-05-02,蛋糕券,200,李四
> recipient_name=姓名 paid_date=发放日期 payment_method=发放物品 amount=金额 signed:filled=签收人

budget | 预算执行.xlsx | Sheet1 | 2024年工会经费预算执行情况表
科目编码,科目名称,年初预算数,调整预算数,执行数,执行率
50102,文体活动费,30000,32000,20000,62.5%
50301,培训费,10000,10000,5000,50%
> account_code=科目编码 account_name=科目名称 approved=年初预算数 adjusted=调整预算数

bank | 存款明细.xls | Sheet1 | 单位活期存款明细
交易日期,凭证种类,凭证号,借方,贷方,余额,摘要,对方户名,对方账号,对方行名
20240105,网银,P1,,1000,6000,拨款,某公司,6222000000000001,工行
20240106,网银,P2,200,,5800,转账,体育店,6222000000000002,工行
> booked_date=交易日期 serial=凭证号 amount:fall=贷方+借方 direction:fall_direction=贷方+借方 balance=余额 summary=摘要 counterparty=对方户名 counterparty_account=对方账号

bank | 电子回单.csv | |
交易日期,收支类型,交易金额(元),账户余额(元),对方名称,用途,备注,回单编号
2024-01-05,收入,1000,6000,某公司,拨款,,H1
2024-01-06,支出,200,5800,体育店,买球,,H2
> booked_date=交易日期 direction=收支类型 amount=交易金额(元) balance=账户余额(元) counterparty=对方名称 summary=用途 serial=回单编号

bank | 财付通.csv | |
日期,类型,对方,说明,收入（元）,支出（元）,余额（元）,单号
2024-01-05 10:20:30,转账,张三,拨款,1000,,6000,D1
2024-01-06 11:20:30,消费,体育店,买球,,200,5800,D2
> booked_date=日期 booked_time=日期 counterparty=对方 summary=说明 amount:fall=收入（元）+支出（元） direction:fall_direction=收入（元）+支出（元） balance=余额（元）

member | 会员.xlsx | Sheet1 | 临江机械工会会员花名册
序号,车间（科室）,姓名,性别,出生年月,身份证号,学历,参加工作时间,入会时间,职务,联系方式,备注
1,一车间,张三,男,1980-01,110101198001010011,本科,2001-07-01,2002-01-01,钳工,13800000000,
2,二车间,李四,女,1985-02,110101198502020022,大专,2006-07-01,2007-01-01,车工,13900000000,
> unit_id=车间（科室） name=姓名 sex=性别 id_number=身份证号 hired_date=参加工作时间 join_date=入会时间 duty=职务 phone=联系方式

unit | 小组.xlsx | 工会小组 | 工会小组情况一览表
小组编号,小组名称,所属分会,小组长,组员人数
X1,语文小组,F1,张三,10
X2,数学小组,F1,李四,12
> unit_id=小组编号 name=小组名称 parent_id=所属分会 leader_id=小组长 headcount=组员人数

activity | 文体活动.xlsx | Sheet1 | 2023年文体活动开展情况
序号,活动项目,开展时间,参加人次,经费支出（元）,活动地点
1,登山,2023-03-08,60,3000,南山
2,读书,2023-05-10,40,1000,图书馆
> title=活动项目 start_date=开展时间 headcount=参加人次 cost_amount=经费支出（元） place=活动地点

participation | 名单.xlsx | 参赛人员 |
序号,竞赛名称,参赛单位,参赛选手,性别,年龄
1,焊工技能竞赛,临江机械工会,张三,男,35
2,焊工技能竞赛,临江印务工会,李四,男,38
> activity_id=竞赛名称 name=参赛选手

participation | 观影报名.csv | | 观影活动报名名单
姓名,工号,部门,携带家属人数
张三,001,语文组,1
李四,002,数学组,2
> name=姓名 member_id=工号

result | 考核.xlsx | Sheet1 | 2024年第一季度劳动竞赛考核结果
单位,安全得分,质量得分,总分,名次
临江机械工会,95,96,191,1
临江印务工会,90,91,181,2
> unit_id=单位 score=总分 award=名次

balance | 资产负债.xlsx | Sheet1 | 2023年12月31日资产负债表
科目,年初数,期末数
库存现金,100,130
银行存款,5000,4900
> account_name=科目

result | 演讲.xlsx | Sheet1 | 演讲比赛评分汇总表
序号,选手姓名,所属部门,平均分,等次
1,张三,语文组,9.5,一等奖
2,李四,数学组,9.1,二等奖
> name=选手姓名 unit_id=所属部门 score=平均分 award=等次
"""
