"""What a union sets for its own releases: each a value with who set it, when and why.

Values stand as texts in events of kind `setting`; what a later program set and this one cannot read is
passed over, and the default holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from openbooks.errors import WrongUse
from openbooks.event import Event

SMALLEST_GROUP, ALLOCATION = "smallest_group", "allocation"
LEAST, MOST = 3, 30
LONGEST = 200


@dataclass(frozen=True)
class Setting:
    """One of them: how it is called, what it does, and its value where nobody has set one."""

    name: str
    title: str
    about: str
    default: str


SETTINGS = MappingProxyType({each.name: each for each in (
    Setting(
        SMALLEST_GROUP, "最小公开人数",
        "公开的表里，人数不足这个数的格不予公布，也不能由别的数减出来。只改以后起草的报告。", "5",
    ),
    Setting(
        ALLOCATION, "会费与行政拨款的区分办法",
        "会费和单位拨缴的经费常记在同一科目。工会定有区分办法的，写在这里，公开时照印；没有就留空，"
        "公开时写“全部工会经费”。", "",
    ),
)})


def setting(name: str) -> Setting:
    """The setting of that name; WrongUse when there is none."""
    if name not in SETTINGS:
        raise WrongUse(f"没有设置“{name}”，可用：{'、'.join(SETTINGS)}。")
    return SETTINGS[name]


def value_of(name: str, text: str) -> str:
    """A value as it is kept: a whole number without leading zeros, a text in one line. Raises WrongUse
    for one that cannot be."""
    title = setting(name).title
    if name == SMALLEST_GROUP:
        said = text.strip()
        if not (said.isascii() and said.isdigit() and len(said) < LEAST and LEAST <= int(said) <= MOST):
            raise WrongUse(f"“{title}”要写 {LEAST} 至 {MOST} 的整数。")
        return str(int(said))
    said = " ".join(text.split())
    if len(said) > LONGEST or not said.isprintable():
        raise WrongUse(f"“{title}”最多 {LONGEST} 个字，不能有看不见的字符。现在是 {len(said)} 个字。")
    return said


def values(events: Iterable[Event]) -> dict[str, str]:
    """Name → value of every setting, as it was last set."""
    found = {each.name: each.default for each in SETTINGS.values()}
    for event in events:
        if event.kind == "setting" and event.body["name"] in SETTINGS:
            try:
                found[event.body["name"]] = value_of(event.body["name"], event.body["value"])
            except WrongUse:
                continue
    return found
