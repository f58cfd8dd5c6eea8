"""What the values below a header look like: whether they can be what a header says they are.

A header that may mean two things is decided by its values. They are judged by the readers that will
read them later, over the first records of a table; STRONG, WEAK, AGAINST and EMPTY are the answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise

from openbooks import cells, dates, money
from openbooks.contract import Column
from openbooks.reading import Reading, unmarked
from openbooks.table import Record

SAMPLE = 200
STRONG, WEAK, AGAINST, EMPTY = "strong", "weak", "against", "empty"

# 张三, 欧阳修文, 买买提·艾力; a longer text without a dot is a title or a sentence.
_HAN_NAME = re.compile(
    r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|(?=.{3,20}$)[\u3400-\u9fff]+(?:[·•][\u3400-\u9fff]+)+"
)
_LATIN_NAME = re.compile(r"[A-Za-z]+(?:[ .'-][A-Za-z]+){0,3}")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/\\*-]*")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ORGANISATION = re.compile(
    r"(?:公司|工会|分会|委员会|集团|中心|学校|小学|中学|大学|医院|厂|局|站|所|院|社|店|部|科|室|处|组|队|班|车间|街道|社区|村|办|园|馆|行|课|系|支部|机关|后勤|财务|生产|销售|人事|行政)\d*$"
)
_WORD_NUMBER = re.compile(r"^[^\d\s]{1,4}?\s*字?\s*第?\s*[-—–_]?\s*0*\d+\s*号?$")
_CODE_NAME = re.compile(r"^[A-Za-z]?\d[\d.]*\s*[\s\\/|_\-—:：]*\s*[\u3400-\u9fff(（].*$")

_REFUSED_AMOUNTS = frozenset((
    "amount_with_note", "amount_over_two_places", "foreign_currency", "formula_error",
    "amount_out_of_range", "unit_given_twice",
))


def column_values(records: Sequence[Record], index: int, limit: int = SAMPLE) -> tuple[str, ...]:
    """The filled cells of one column in the first records."""
    found = []
    for record in records[:limit]:
        text = unmarked(record.cells[index].strip()) if index < len(record.cells) else ""
        if text and not cells.is_nothing(text):
            found.append(text)
    return tuple(found)


def share(values: Iterable[str], test: Callable[[str], bool]) -> float:
    """Part of the values that pass the test, 0.0 where there are none."""
    judged = [test(value) for value in values]
    return sum(judged) / len(judged) if judged else 0.0


def is_person(text: str) -> bool:
    """Whether a text can be the name of a person (and is not plainly that of a body)."""
    name = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if _ORGANISATION.search(name) and len(name) > 2:
        return False
    return bool(_HAN_NAME.fullmatch(name) or _LATIN_NAME.fullmatch(text.strip()))


def is_code(text: str) -> bool:
    """Whether a text is a code or number without Chinese."""
    return bool(_CODE.fullmatch(unicodedata.normalize("NFKC", text).strip().strip("'")))


def is_word_number(text: str) -> bool:
    """Whether a text holds the word and the number of a voucher: 记-12, 记字第12号."""
    return bool(_WORD_NUMBER.match(unicodedata.normalize("NFKC", text).strip()))


def is_code_name(text: str) -> bool:
    """Whether a text holds the code and the name of an account: 50102 文体活动费."""
    return bool(_CODE_NAME.match(unicodedata.normalize("NFKC", text).strip()))


def is_negative(text: str) -> bool:
    """Whether a text is an amount below zero."""
    value = money.read_money(text).value
    return value is not None and value < 0


def is_plain_number(text: str) -> bool:
    """Whether a text is a number as rows are counted: 7, 12, 3.0; not 007, A-3 or 2024000123."""
    digits = unicodedata.normalize("NFKC", text).strip().removesuffix(".0")
    return digits.isdigit() and len(digits) <= 6 and not digits.startswith("0")


def is_counter(values: Sequence[str]) -> bool:
    """Whether the values only count the rows: 1, 2, 3 … (a gap is allowed, as rows are dropped).

    001, 002 is no such count: whoever writes the zeros means a number.
    """
    numbers = []
    for value in values:
        text = unicodedata.normalize("NFKC", value).strip().removesuffix(".0")
        if not text.isdigit() or (text.startswith("0") and len(text) >= 3):
            return False
        numbers.append(int(text))
    if not numbers or numbers[0] > 2:
        return False
    rising = all(later > earlier for earlier, later in pairwise(numbers))
    return rising and numbers[-1] <= 2 * len(numbers) + 5


def fit(column: Column, values: Sequence[str], years: Sequence[int] = ()) -> str:
    """How well the values fit the type of a column."""
    if not values:
        return EMPTY
    part = share(values, _tester(column, tuple(years)[:1] or (2000,)))
    if column.type == "list":
        return STRONG if part >= 0.6 else WEAK
    if column.type == "text":
        return STRONG if part >= 0.5 else WEAK
    return STRONG if part >= 0.85 else AGAINST if part <= 0.4 else WEAK


@cache
def _tester(column: Column, years: tuple[int, ...]) -> Callable[[str], bool]:
    """The test that one value of this column must pass."""

    def readable(reader: Callable[[str], Reading]) -> Callable[[str], bool]:
        return lambda text: not reader(text).code

    if column.type == "money":
        return _is_amount
    if column.type == "decimal":
        return readable(cells.read_decimal)
    if column.type == "integer":
        return lambda text: _is_count(text, column)
    if column.type == "date":
        return lambda text: _is_day(text, years)
    if column.type == "month":
        return readable(lambda text: dates.read_month(text, years))
    if column.type == "period":
        return readable(lambda text: dates.read_period(text, years))
    if column.type == "time":
        return readable(dates.read_time)
    if column.type == "boolean":
        return readable(lambda text: cells.read_boolean(column.meant(text)))
    if column.type == "list":
        return lambda text: column.meant(text) in column.allowed
    if column.type == "name":
        return is_person
    if column.type == "identifier":
        return _is_identifier if not column.references else lambda text: bool(text)
    return lambda text: bool(_HAN.search(text)) or not is_code(text)


def _is_amount(text: str) -> bool:
    """Whether a text is meant as an amount, be it one that is refused for what else it says."""
    code = money.read_money(text).code
    return not code or code in _REFUSED_AMOUNTS


def _is_count(text: str, column: Column) -> bool:
    """Whether a text is a whole number within the column's bounds."""
    value = cells.read_integer(text).value
    low, high = column.minimum, column.maximum
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _is_day(text: str, years: tuple[int, ...]) -> bool:
    """Whether a text is a day; a bare small number is none, a serial number only with five digits."""
    return not dates.read_date(text, years).code or dates.day_without_year(text) is not None


def _is_identifier(text: str) -> bool:
    """Whether a text can be an identifier: short, without blanks inside."""
    return len(text) <= 40 and not re.search(r"\s", text.strip())
