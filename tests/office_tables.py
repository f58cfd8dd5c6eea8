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
"""
