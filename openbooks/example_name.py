"""Invented names of people and firms.

Given names are put together from characters that seldom meet, so that no name is that of somebody
known; a few are chosen to try what names do to software: compound surnames, a name with ·, one of a
single character, and the rare characters 䶮 and 𬭎.
"""

from __future__ import annotations

from random import Random

from openbooks.example_chance import likely, pick

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段"
)
OLDER_WOMEN = ("桂秀素巧彩月喜腊", "枝荷杏菱苇穗")
OLDER_MEN = ("守绍茂兆根连仓土", "川柱满岭垄禾")
YOUNGER = ("雨沐知若以承屿牧砚汀奚舒", "棠遥澄宜笙舟野桐榆禾岚圃")
SINGLE = "苇榆澄汀棠笙岚禾"
SCHOOL_NAMES = (
    ("欧阳沐棠", "女"),
    ("欧阳榆", "男"),
    ("买买提·艾力", "男"),
    ("禾", "女"),
    ("王䶮", "男"),
    ("陈𬭎舟", "男"),
    ("司徒知宜", "女"),
    ("张苇", "女"),
)
FEDERATION_NAMES = (
    ("欧阳桂枝", "女"),
    ("上官若野", "男"),
    ("阿依夏木·图荪", "女"),
    ("苇", "女"),
    ("李䶮", "男"),
    ("𬭎川", "男"),
    ("诸葛守岭", "男"),
    ("图荪·萨迪克", "男"),
    ("刘𬭎", "男"),
)
FIRM_WORDS = """
    苇汀 榆陂 禾渚 砚坡 笙野 棠埠 岚圩 舟垄 穗洼 菱塘 杏坞 荻浦 蓼湾 芦埂 桑圃 柘溪 槲岭 楝桥
    桤原 椴岗 栎坪 檀埭 梓坳 楸畈 杞店 柞塬 枳庄 榛铺 桕渡 槭滩 蒲堰 薜墩 蘅里 茝园 荇川 萍矶
    蕨谷 藜亭 蕙垛 芷堤
""".split()
TRADES = """
    纺织厂 机电公司 食品厂 印刷厂 五金厂 服装公司 物流公司 家具厂 粮油店 超市 酒店 物业公司
    建材公司 塑料厂 包装厂 汽修厂 药店 幼儿园 茶社 快递站 玻璃厂 电子厂 水泥制品厂 园林公司
    环卫公司 渔具厂 鞋厂 毛巾厂 农机公司 仓储公司 洗涤公司 广告公司 眼镜店 家政公司 装饰公司
    燃气站 客运站 米业公司 陶瓷厂 软件公司
""".split()


def person_name(chance: Random, sex: str, birth_year: int) -> str:
    """An invented name of two or three characters that suits sex and age."""
    surname = pick(chance, SURNAMES)
    if likely(chance, 0.09):
        return surname + pick(chance, SINGLE)
    if birth_year >= 1984 or likely(chance, 0.25):
        pool = YOUNGER
    else:
        pool = OLDER_WOMEN if sex == "女" else OLDER_MEN
    first = pick(chance, pool[0])
    second = pick(chance, pool[1].replace(first, ""))
    return surname + first + second


def firm_name(number: int) -> str:
    """Invented name of the enterprise with that number, from 1."""
    return FIRM_WORDS[number - 1] + TRADES[(number * 7 - 7) % len(TRADES)]
