"""What a file says once for all its rows: in its titles, its sheet's name, its own name.

What stands in a title or is the sheet's name is said by the file itself and certain; its own name
can be given by anyone and is only proposed. Where two places disagree, or one says two things,
nothing is found. A day is never made up from a month, nor a month from a year.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

TITLE, SHEET, FILE = "标题", "工作表名", "文件名"

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零九][〇零一二三四五六七八九]{2}(?=年)")
_MADE = re.compile(
    r"(?:打印|导出|制表|编制|填报|填表|报出|查询|下载|申请|制单|生成|上报|报送|审批|审核)"
    r"(?:日期|时间|于)?[:：]?\s*[\[(]?\s*(?:19|20)\d{2}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?"
    r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=\s*年|\s*[-./]\s*\d|[^\d.,]|$)(?!\s*[元人号张份名万])")
_YEAR_MONTH_CLOSE = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)")
_MONTH_NAME = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_RANGE = re.compile(
    rf"{_MONTH_NAME}\s*月?份?\s*[-—–~至到]+\s*(?:(?:19|20)\d{{2}}\s*年)?\s*{_MONTH_NAME}\s*月"
)
_MONTH = re.compile(rf"(?<![\d一二三四五六七八九十个]){_MONTH_NAME}\s*月(?!\s*\d{{1,2}}\s*[日号])份?")
_MONTH_DASH = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*[-./]\s*(1[0-2]|0?[1-9])(?![-./\d])")
_DATE = (
    r"((?:19|20)\d{2})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?"
)
_PAID = re.compile(rf"(?:发放|慰问|签收|领取|走访|支付|发放慰问)(?:日期|时间)\s*[:：]?\s*{_DATE}")
_ANY_DATE = re.compile(_DATE)
_NTH_MONTH = re.compile(r"(?:第|年)\s*(1[0-2]|0?[1-9])\s*期")
_MONTHS_SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d{2})[-./年](0?[1-9]|1[0-2])月?\s*[-—–~至到]+\s*\1[-./年](0?[1-9]|1[0-2])月?(?![-./\d])"
)
_TERMS_SPAN = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年?\s*第?\s*(1[0-2]|0?[1-9])\s*期\s*[-—–~至到]+\s*(?:\1年?)?\s*第?\s*(1[0-2]|0?[1-9])\s*期"
)
_DAYS_SPAN = re.compile(rf"{_DATE}\s*[-—–~至到]+\s*{_DATE}")
_QUARTER = re.compile(r"第?\s*([1-4一二三四])\s*季度?")
_CHINESE = {n: i for i, n in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), 1)}


@dataclass(frozen=True)
class Said:
    """One text that speaks for the whole table, and where it stands (TITLE, SHEET or FILE)."""

    text: str
    place: str

    @property
    def certain(self) -> bool:
        """Whether the file itself says it."""
        return self.place != FILE


@dataclass(frozen=True)
class Found:
    """A value with its evidence; `why` is fit to be shown."""

    value: str
    why: str
    certain: bool


def told(titles: Sequence[tuple[int, str]], sheet: str, source_name: str) -> tuple[Said, ...]:
    """All texts that speak for a table, titles first. A sheet called Sheet1 says nothing."""
    found = [Said(_plain(text), TITLE) for _, text in titles]
    if not re.fullmatch(r"(?i)\s*(sheet|工作表|表)?\s*\d*\s*", sheet):
        found.append(Said(_plain(sheet), SHEET))
    stem = PurePath(source_name.replace("\\", "/")).name
    found.append(Said(_plain(re.sub(r"\.\w{2,5}$", "", stem)), FILE))
    return tuple(found)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), text)
    return _MADE.sub(" ", text)


def first_single(
    said: Sequence[Said], values: Callable[[str], Sequence[str]], label: str
) -> Found | None:
    """The one value that the places agree on; the file's name counts where the file says nothing.

    None where a place says several, or title and sheet disagree; not certain where only the file's
    name disagrees.
    """
    found: Found | None = None
    for place in (TITLE, SHEET, FILE):
        texts = [each for each in said if each.place == place]
        named = {value: each for each in texts for value in values(each.text)}
        if not named:
            continue
        if found is None:
            if len(named) > 1:
                return None
            (value, each), = named.items()
            found = Found(value, f"{place}“{short(each.text)}”{label}", each.certain)
        elif found.value not in named:
            if place != FILE:
                return None
            found = Found(found.value, f"{found.why}，但文件名不同", False)
    return found


def short(text: str) -> str:
    """A text as it is quoted: its first 30 signs on one line."""
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"


def years_in(text: str) -> tuple[str, ...]:
    """The years that a text names, in order, each once."""
    found = [(m.start(), m[1]) for m in _YEAR.finditer(text)]
    found += [(m.start(), m[1]) for m in _YEAR_MONTH_CLOSE.finditer(text)]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def years(said: Sequence[Said]) -> tuple[tuple[int, ...], bool]:
    """The years of the first place that names any, and whether the file itself says them and its
    name does not say otherwise."""
    named = {
        place: tuple(dict.fromkeys(
            int(year) for each in said if each.place == place for year in years_in(each.text)
        ))
        for place in (TITLE, SHEET, FILE)
    }
    for place, found in named.items():
        if found:
            others = {year for other in named.values() for year in other}
            return found, place != FILE and (len(found) > 1 or others == set(found))
    return (), True


def months_in(text: str) -> tuple[str, ...]:
    """The months that a text names without a day, as "03"; a range of months names none."""
    if found := _DAYS_SPAN.search(text):
        whole = _whole_months(*map(int, found.groups()))
        return tuple(each[5:] for each in whole if each[5:].isdigit())
    if span := _MONTHS_SPAN.search(text) or _TERMS_SPAN.search(text):
        return (f"{int(span[2]):02d}",) if int(span[2]) == int(span[3]) else ()
    if _RANGE.search(text):
        return ()
    found = [_number(m[1]) for m in _MONTH.finditer(text)]
    found += [int(m[1]) for m in _MONTH_DASH.finditer(text)]
    found += [int(m[2]) for m in _YEAR_MONTH_CLOSE.finditer(text)]
    found += [int(m[1]) for m in _NTH_MONTH.finditer(text)]
    return tuple(dict.fromkeys(f"{number:02d}" for number in found))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _CHINESE[text]


def month(said: Sequence[Said]) -> Found | None:
    """The one month that the file is about, "2024-03"; also 03 of the sheet with the title's year.

    None without exactly one month and one year.
    """
    number = first_single(said, months_in, "写的月份")
    all_years, year_certain = years(said)
    if number is None or len(all_years) != 1:
        return None
    why = number.why if year_certain else f"{number.why}，年份取自文件名"
    return Found(f"{all_years[0]}-{number.value}", why, number.certain and year_certain)


def periods_in(text: str) -> tuple[str, ...]:
    """The periods that a text names: 2023, 2023-H1, 2023-Q1, 2023-03 (the narrowest one)."""
    named = years_in(text)
    if len(named) != 1:
        return ()
    year = named[0]
    if "上半年" not in text and "下半年" not in text and (found := _DAYS_SPAN.search(text)):
        return _whole_months(*map(int, found.groups()))
    if "上半年" in text or "下半年" in text:
        return (f"{year}-H{1 if '上半年' in text else 2}",)
    if found := _QUARTER.search(text):
        return (f"{year}-Q{_number(found[1])}",)
    if found := _MONTHS_SPAN.search(text) or _TERMS_SPAN.search(text) or _RANGE.search(text):
        return _spanned(year, _number(found[found.re.groups - 1]), _number(found[found.re.groups]))
    if _ANY_DATE.search(text):
        return ()
    months = months_in(text)
    if months:
        return tuple(f"{year}-{month}" for month in months)
    return (year,)


def _spanned(year: str, first: int, last: int) -> tuple[str, ...]:
    """The period that runs from a month to a month, where there is such a period."""
    spans = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2"}
    spans |= {(3 * q - 2, 3 * q): f"-Q{q}" for q in range(1, 5)}
    spans |= {(month, month): f"-{month:02d}" for month in range(1, 13)}
    return (year + spans[first, last],) if (first, last) in spans else ()


def _whole_months(
    year: int, month: int, day: int, last_year: int, last_month: int, last_day: int
) -> tuple[str, ...]:
    """The period that runs from the first day of a month to the last one of a month."""
    whole = 1 <= last_month <= 12 and day == 1 and (
        last_day == calendar.monthrange(last_year, last_month)[1]
    )
    return _spanned(str(year), month, last_month) if whole and year == last_year else ()


def period(said: Sequence[Said]) -> Found | None:
    """The one period that the file is about; None without exactly one."""
    return first_single(said, periods_in, "写的期间")


def paid_date(said: Sequence[Said]) -> Found | None:
    """The day of payment, only where a whole date is written; certain only behind 发放日期 and such."""
    found = first_single(said, lambda text: _days_in(_PAID, text), "写的日期")
    if found:
        return found
    found = first_single(said, lambda text: _days_in(_ANY_DATE, text), "写的日期")
    return Found(found.value, found.why, False) if found else None


def _days_in(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The days that exist among those that the pattern finds."""
    parts = (tuple(map(int, found.groups())) for found in pattern.finditer(text))
    return tuple(dict.fromkeys(
        f"{year:04d}-{month:02d}-{day:02d}" for year, month, day in parts
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    ))
