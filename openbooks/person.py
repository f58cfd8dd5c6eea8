"""Where a text seems to name a person whom no ledger names; the name is masked.

No list of names can be whole: a payment may be written down for somebody who stands in no roster.
Four things speak for a name, each with a usual surname: a word before it (慰问张三), a word behind
it (张三住院), standing alone between signs (差旅费-张三), and signing a sheet (制表人：张三). The
details of accounts with others (其他应收款-张三) are treated as payees are: what is short and no
body is a person. What is masked is the character behind the surname, so that it does not matter
where the name ends. Places and words that begin like a surname are left alone as far as they are
listed here; one that is missed shows a star, and nothing is lost but that.
"""

from __future__ import annotations

import re

STAR = "*"
DOTS = "·•‧・．\u2219\u22c5"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱郭何罗梁宋郑谢韩唐冯董萧肖曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫潘"
    "杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔邱秦顾侯邵孟尹黎樊倪翁裴聂晏柯滕隋佟阮龚庞"
)
COMPOUND = "欧阳|司马|上官|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|端木|南宫|轩辕"
BEGINNINGS = frozenset(SURNAMES) | {each[0] for each in COMPOUND.split("|")}
_NO_NAME = (
    "周转|周年|周末|周边|周报|周刊|周期|周[一二三四五六日]|顾问|顾客|钟点|钟表|谢师|谢幕|谢谢|许可|许多|陆续|"
    "陆地|孔雀|孔子|孔庙|熊猫|苏打|苏州|唐诗|唐山|宋词|宋庄|杨梅|杨树|杨浦|黄金|黄酒|黄瓜|黄色|黄山|黄石|黄冈|黄河|"
    "黄浦|黄页|丁香|叶片|董事|夏令|夏季|夏日|夏至|夏粮|夏收|何时|何地|何种|胡萝|李子|陈列|陈旧|陈述|曾经|汪洋|"
    "姜茶|范围|范本|范文|罗列|罗湖|张贴|张榜|张家|王府|王牌|孙辈|孙子|孙女|郑重|郑州|沈阳|徐州|徐汇|吴江|吴中|"
    "韩国|韩语|梁山|梁平|彭州|邓州|孟州|秦岭|秦皇|魏县|蔡甸|潘家|萧山|苏绣|卢沟|杜绝|戴帽|丁字|丁级|叶子|朱红|"
    "冯家|傅山|黎明|黎族|尹|柯桥|滕州|隋代"
)
_HAN = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff"
_NAME = rf"(?!{_NO_NAME})(?:(?:{COMPOUND})[{_HAN}]{{1,2}}|[{SURNAMES}][{_HAN}]{{1,2}})"
_DOTTED = rf"[{_HAN}]{{1,8}}(?:[{DOTS}][{_HAN}]{{1,10}})+"
_FOLLOWS = (
    "同志|老师|师傅|主席|主任|局长|科长|书记|校长|院长|会计|出纳|医生|护士|女士|先生|报销|借款|借支|借用|还款|归还|领取|领用|"
    "预支|垫付|慰问|生病|患病|住院|手术|批准|批|同意|签收|签字|代领|代付|去世|病故|逝世|离世|退休|结婚|新婚|生育|生日|困难|补助|救助|家属|家庭|父亲|母亲|父母|"
    "丈夫|妻子|配偶|之子|之女|儿子|女儿|子女|等[\\d一二三四五六七八九十人]|一家|一行|个人|工资|津贴|奖金|差旅|医药|医疗|丧葬|抚恤"
)
_WHO = (
    "(?:困难|患病|生病|住院|退休|单亲|残疾|先进|优秀|劳模|职工|会员|教师|老师|员工|同志|党员|干部|家属|个人)*"
)
_END = rf"(?=$|[^{_HAN}]|{_FOLLOWS})"
_SURE_CUE = re.compile(
    rf"((?:慰问|看望|探望|吊唁|悼念|资助|救助|帮扶){_WHO}[\s:：]?)({_NAME}|{_DOTTED})"
)
_CUE = re.compile(
    "((?:走访|祝贺|补助|奖励|表彰|付给|支付|付|退还|退回|退|补发|发给|借给|借支|还给|转给|汇给|报销|收到|收|代|替|给|由|为|向|和|与|及)"
    rf"{_WHO}[\s:：]?)({_NAME}{_END}|{_DOTTED})"
)
_FOLLOWED = re.compile(rf"(?<![{_HAN}])({_NAME})(?={_FOLLOWS})")
# 欧阳 and the like begin few other words
_COMPOUND = re.compile(rf"(?:{COMPOUND})(?![女子])[{_HAN}]{{1,2}}")
_ALONE = re.compile(rf"(?<![{_HAN}{DOTS}*])({_NAME})(?![{_HAN}{DOTS}*])")
# 制表：李四  审核人 王五 — who signs a sheet is no member of any roster we know.
_SIGNS = (
    "制表|制单|填表|填报|审核|复核|审批|核准|批准|记账|出纳|会计|经办|经手|负责|主管|领款|收款|领取|签领|签收|签字|签名|主席|财务|联系|"
    "校对|统计|登记|保管|证明|验收|申请"
)
_SIGNED = re.compile(
    rf"((?:{_SIGNS})[{_HAN}]{{0,4}}\s*[：:]\s*|(?:{_SIGNS})[人员者]\s+|(?:{_SIGNS})\s+(?={_NAME}))"
    rf"([{_HAN}](?:\s[{_HAN}]){{1,3}}(?![{_HAN}])|(?:{_DOTTED}|[{_HAN}]{{1,5}}?)(?=$|[^{_HAN}{DOTS}*]|{_SIGNS})"
    "|[A-Za-z][A-Za-z .]{1,40})"
)
_MAY_BE_SIGNED = re.compile(rf"[：:]|[人员者]\s|(?:{_SIGNS})\s")
_WITH_OTHERS = re.compile("应收|应付|暂付|暂收|预付|预收|借款|借支|备用金|往来|垫付|押金|代管|代收|代付")
_RUN = re.compile(rf"[{_HAN}{DOTS}]{{2,}}")
_BODY = re.compile(
    r".*[局院店厂司部室校社会所站心行堂馆场园区县市镇村街组科处队委办款费金税险账帐户库品券卡票类项物具保建]|"
    ".*(?:津贴|补贴|奖金|工资|部门|地方)|社保|医保|公积|上级|下级|本级|单位|个人|职工|会员|其他|行政|房租|水电|员工|明细|合计|期初|期末|年初|内部|外部"
)
_SHORT = re.compile(rf"(?<!\S)[{_HAN}{DOTS}]{{2,4}}(?!\S)|(?<!\S){_DOTTED}(?!\S)")
_WORD = re.compile(
    rf"(?:{_SIGNS})[人员者]?|.*[计表册单额数位月年日章元分]|附件|备注|说明|凭证|制度|会费|慰问|合计.*|承前.*|过次.*|序号|姓名|签名|盖章"
)
SHORTEST, LONGEST = 2, 4


def mask_name(name: str) -> str:
    """A person's name as the public sees it: first, one star, last; of two only the first."""
    if len(name) <= 1:
        return STAR
    if len(name) == SHORTEST:
        return name[0] + STAR
    return name[0] + STAR + name[-1]


def signed(text: str) -> str:
    """The text with the names of those who sign it masked."""
    if not _MAY_BE_SIGNED.search(text):
        return text
    return _SIGNED.sub(lambda found: found[1] + mask_name("".join(found[2].split())), text)


def guessed(text: str) -> str:
    """The text with what seems to be a person's name masked."""
    text = signed(text)
    if BEGINNINGS.isdisjoint(text) and not any(dot in text for dot in DOTS):
        return text
    for pattern in (_SURE_CUE, _CUE):
        text = pattern.sub(lambda found: found[1] + mask_name(found[2]), text)
    for pattern in (_FOLLOWED, _ALONE):
        text = pattern.sub(lambda found: mask_name(found[1]), text)
    return _COMPOUND.sub(lambda found: mask_name(found.group()), text)


def counterparty(name: str) -> str:
    """The name of an account; in an account with others each detail that may be a person masked."""
    if not _WITH_OTHERS.search(name):
        return guessed(name)

    def masked(found: re.Match[str]) -> str:
        part = found.group()
        dotted = any(dot in part for dot in DOTS)
        if dotted or (len(part) <= LONGEST and not _WITH_OTHERS.search(part)
                      and not _BODY.fullmatch(part)):
            return mask_name(part)
        return part

    return _RUN.sub(masked, name)


def short_ones(text: str) -> str:
    """A row around a table with those of its words masked that are no longer than a name.

    A title of one word is left as it is; so are the words of totals and signatures.
    """
    if len(text.split()) < 2:
        return text
    return _SHORT.sub(
        lambda found: found.group() if _BODY.fullmatch(found.group()) or _WORD.fullmatch(found.group())
        else mask_name(found.group()), text,
    )


def may_be_person(text: str) -> bool:
    """Whether a payee of a few characters is likely a person: a usual surname, or a · within."""
    return bool(re.fullmatch(f"{_NAME}|{_DOTTED}", text))
