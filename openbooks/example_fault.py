"""The faults planted in the example unions: what each is, and where it should be seen.

`shows` names pages of this program and rules of the audit by their ids (R-, A-), which a later
version brings.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One planted fault of a union."""

    name: str
    what: str
    shows: str


SCHOOL_FAULTS = (
    Fault("arrears_member", "一名会员2024年10月至12月未缴会费", "会费收缴（欠缴）；R-02"),
    Fault(
        "late_dues", "一名会员2025年3月至5月的会费到6月才补缴", "会费收缴（补缴不计入当期）；R-02"
    ),
    Fault("dues_not_half_percent", "2025年8月一名会员应缴会费不等于基数的0.5%，多5.00元", "R-01"),
    Fault("dues_not_booked", "2025年9月会费收入凭证比实缴会费少10.00元", "对账（会费↔会费收入）"),
    Fault("stranger_benefit", "2025年中秋节慰问发给名册上没有的人", "装载提示；帮扶慰问；A-09"),
    Fault("second_birthday", "一名会员2025年领了两次生日慰问", "R-23"),
    Fault(
        "over_festival_limit", "一名会员2025年节日慰问合计2,250.00元，超过安徽每年2,200元", "R-20"
    ),
    Fault("cash_festival", "2025年端午节慰问中一人发现金", "R-22"),
    Fault("unsigned_benefit", "2024年中秋节慰问中一人未签收、无审批单号", "R-31"),
    Fault("wedding_over_limit", "结婚慰问2,500.00元，超过安徽每次2,000元", "R-24"),
    Fault("same_disease", "同一会员2025年因同一病种住院慰问两次", "R-25"),
    Fault(
        "too_many_winners", "2025年课件制作竞赛12人参加，10人获奖，超过三分之二", "竞赛参与；R-37"
    ),
    Fault(
        "activity_cost",
        "2025年教工趣味运动会填报支出比凭证多540.00元",
        "竞赛参与；对账（活动↔凭证）",
    ),
    Fault("rest_day_payment", "2025年6月21日（星期六）付款", "A-06"),
    Fault("forbidden_word", "摘要含“购物卡”", "R-40"),
    Fault(
        "unknown_account",
        "科目“招待费”不在2022年科目表中，也没有预算",
        "装载提示；经费收支；R-41、R-65",
    ),
    Fault("no_attachments", "支出凭证附件张数为0", "R-51、A-15"),
    Fault("maker_reviews", "制单人与审核人为同一人", "R-52、A-08"),
    Fault("red_correction", "红字冲转记账科目，同额再记", "A-22"),
    Fault("voucher_gap", "2025年11月记字凭证断号，缺记-4", "A-04、R-51"),
    Fault(
        "over_budget",
        "2025年培训支出超过批准预算（所列为预算行和使其超支的凭证）",
        "经费收支（预算对决算）；R-41、A-14",
    ),
    Fault(
        "balance_differs",
        "2025年12月文体活动支出的科目余额表比凭证多120.00元",
        "对账（余额表↔凭证）；A-23",
    ),
    Fault("bank_unbooked", "2025年7月15日银行账户管理费36.00元未入账", "对账（银行↔102）"),
    Fault("voucher_unbanked", "2025年读书分享会图书款有凭证，银行无此支出", "对账（银行↔102）"),
)
FEDERATION_FAULTS = (
    Fault(
        "arrears_unit", "一家企业工会2025年7月起多数会员欠缴会费", "会费收缴（单位×月、欠缴）；R-02"
    ),
    Fault("stranger_dues", "两行会费的会员编号不在名册中", "装载提示；会费收缴"),
    Fault(
        "dues_not_booked",
        "一家企业工会2024年8月会费收入凭证比实缴会费多90.00元",
        "对账（会费↔会费收入）",
    ),
    Fault(
        "benefit_not_listed",
        "一家企业工会2025年春节慰问凭证比发放名单多350.00元",
        "对账（慰问↔凭证）",
    ),
    Fault("shopping_card", "2024年中秋节慰问中六人发购物卡", "R-22"),
    Fault("retired_benefit", "退休人员2025年中秋节慰问由工会经费列支", "R-29、A-09"),
    Fault("benefit_after_leaving", "已离会人员领取2025年春节慰问", "A-09、R-28"),
    Fault("hardship_over_limit", "2025年困难帮扶3,000.00元，超过安徽每次2,000元", "R-27"),
    Fault("student_twice", "同一家庭2024年两次金秋助学", "R-63、A-17"),
    Fault("heat_in_october", "10月发放高温慰问", "R-62"),
    Fault("duplicate_payment", "同一收款方、日期、金额、发票号付款两次", "A-02"),
    Fault("split_payment", "同一收款方四天内三笔，各低于5,000元，合计14,700.00元", "A-03、R-42"),
    Fault("december_rush", "一家企业工会2024年12月下旬突击支出10,480.00元", "A-13；经费收支"),
    Fault("forbidden_word", "摘要含“宴请”", "R-40"),
    Fault("rest_day_payment", "2023年11月19日（星期日）付款", "A-06"),
    Fault("voucher_gap", "街道2023年9月记字凭证断号，缺记-6", "A-04、R-51"),
    Fault("voucher_unbalanced", "凭证借贷相差0.10元", "装载提示；对账；A-23"),
    Fault("name_against_code", "科目编码50102，名称却是宣传活动费", "R-65"),
    Fault(
        "over_budget",
        "2025年会议费超过批准预算（所列为预算行和使其超支的凭证）",
        "经费收支（预算对决算）；R-41、A-14",
    ),
    Fault(
        "balance_differs",
        "一家企业工会2024年文体活动费的科目余额表比凭证多600.00元",
        "对账（余额表↔凭证）；A-23",
    ),
    Fault(
        "opening_differs",
        "一家企业工会2025年银行存款期初比上年期末少100.00元",
        "对账（期初↔上年期末）；A-23",
    ),
    Fault("bank_unbooked", "2024年5月24日收到退回押金3,000.00元，未入账", "对账（银行↔102）"),
    Fault("voucher_unbanked", "2025年5月办公用品款有凭证，银行无此支出", "对账（银行↔102）"),
)
FAULTS: dict[str, tuple[Fault, ...]] = {
    "school": SCHOOL_FAULTS,
    "federation": FEDERATION_FAULTS,
}
