"""What the fuzz test mutates, and how it reads a file without the program.

Seeds are real files (where they lie beside the project), the example's own, and what the tests
know of offices; long ones are cut to their first and last lines. The oracle reads texts line by
line with Python's `csv`, workbooks part by part as XML, and knows one strict parser of amounts;
it shares no line with the readers under test.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from tests import office_files
from tests.test_offices import OFFICES

ROOT = Path(__file__).resolve().parent.parent
REAL = ROOT.parent / "shared" / "real"
EXAMPLE = ROOT / "data" / "example"
FIRST, LAST = 30, 3  # lines that are kept of a long text
BANKS = frozenset("alipay_gbk wechat_utf8 jd_bom boc_debit icbc_debit_v1 abc_debit bocom_credit "
                  "cmb_credit spdb_debit bank_detail_merged_title".split())


@dataclass(frozen=True)
class Seed:
    """A file as it was before it is changed, and the ledger that it goes to."""

    name: str
    content: bytes
    ledger: str

    @property
    def is_book(self) -> bool:
        """Whether it is a workbook of the new form."""
        return self.content.startswith(b"PK")


def seeds() -> list[Seed]:
    """All seeds, always in the same order."""
    found = [*_real(), *_example(), *_offices()]
    return list({(each.name, each.content): each for each in found}.values())


def _cut(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    return content if len(lines) <= FIRST + LAST else b"".join(lines[:FIRST] + lines[-LAST:])


def _real() -> Iterator[Seed]:
    controls = REAL / "controls.json"
    if not controls.exists():
        return
    for name, known in json.loads(controls.read_text("utf-8"))["files"].items():
        path = REAL / name
        stem, content = path.stem, path.read_bytes()
        ledger = "voucher" if stem.startswith(("kingdee", "government")) else "assistance"
        ledger = "bank" if stem in BANKS else "budget" if name.startswith("E_") else ledger
        yield Seed(path.name, _cut(content) if known["format"] in ("csv", "text") else content, ledger)


def _example() -> Iterator[Seed]:
    for path in sorted(EXAMPLE.glob("*/*.csv")):
        yield Seed(path.name, _cut(path.read_bytes()), path.stem.split("_")[0])


def _offices() -> Iterator[Seed]:
    for (name, content), ledger in (
        (office_files.journal_csv(), "voucher"), (office_files.journal_xlsx(), "voucher"),
        (office_files.dues(), "dues"), (office_files.gifts(dated=True), "assistance"),
        (office_files.contest(), "participation"), (office_files.two_panels(), "assistance"),
        (office_files.wide_dues(), "dues"), (office_files.bare_dues(), "dues"),
        (office_files.journal_of_months_and_days(), "voucher"),
    ):
        yield Seed(name, content, ledger)
    for at, office in enumerate(OFFICES):
        rows = [*([text] for _, text in office.table.titles), office.table.header]
        rows += [list(record.cells) for record in office.table.records] * 2
        if at % 8 == 0:
            yield Seed(f"{at}.xlsx", office_files.workbook({office.table.sheet or "Sheet1": rows}),
                       office.ledger)
        else:
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            coding = "gb18030" if at % 2 else "utf-8"
            yield Seed(office.file, text.getvalue().encode(coding), office.ledger)


# -- the oracle: texts ------------------------------------------------------------------------

_END = re.compile("\r\n|\r|\n")


def lines_of(content: bytes, coding: str) -> list[str]:
    """The physical lines of a text, without their ends."""
    text = content.decode(coding, "ignore").removeprefix("\ufeff")
    lines = _END.split(text)
    return lines if lines[-1] else lines[:-1]


def splits_of(lines: Sequence[str], line: int, delimiter: str) -> list[list[str]]:
    """The cells of the record that begins there: as `csv` reads it and split at each delimiter."""
    found = [lines[line - 1].split(delimiter)]
    if '"' in lines[line - 1]:
        below = (f"{each}\n" for each in lines[line - 1 : line + 60])
        with suppress(csv.Error):
            found.append(next(csv.reader(below, delimiter=delimiter)))
        spaced = re.sub(r'"[ \t]+(?=' + re.escape(delimiter) + "|$)", '"', lines[line - 1])
        found.append(next(csv.reader([spaced], delimiter=delimiter)))
    return found


# -- the oracle: workbooks --------------------------------------------------------------------

_PLACE = re.compile(r"([A-Z]+)(\d+)")


def sheets_of(content: bytes) -> list[dict[int, dict[int, str]]]:
    """Each sheet of an .xlsx, in the order of its parts: row → column from 0 → the stored text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = sorted(n for n in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n))
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(part.text or "" for part in item.iter() if _bare(part) == "t")
                      for item in root if _bare(item) == "si"]
        return [_cells(ElementTree.fromstring(book.read(name)), shared) for name in names]


def _bare(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _number(value: str) -> str:
    """A stored number with the 15 digits that Excel keeps: 51367.199999999997 is 51367.2."""
    try:
        return f"{Decimal(format(float(value), '.15g')):f}"
    except (ValueError, ArithmeticError):
        return value


def _cells(root: ElementTree.Element, shared: Sequence[str]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for cell in (each for each in root.iter() if _bare(each) == "c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        parts = {_bare(part): part for part in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if value and cell.get("t", "n") == "n":
            value = _number(value)
        if cell.get("t") == "s":
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = "".join(part.text or "" for part in cell.iter() if _bare(part) == "t")
        if place:
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - 64
            found.setdefault(int(place[2]), {})[column - 1] = value
    return found


# -- the oracle: amounts ----------------------------------------------------------------------

_AMOUNT = re.compile(
    r"(?:借|贷|平|CR|DR)?[-+]?(?:¥|RMB|CNY|人民币)?[-+]?\(?(?:¥)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+\.?\d*|\.\d+)(?P<power>E[-+]?\d+)?\)?"
    r"(?P<unit>百|千|万|十万|百万|千万|亿)?元?整?(?:RMB|CNY)?\)?-?(?:\((?:CN|CNY|RMB|元)\))?"
    r"(?:借|贷|平|CR|DR)?"
)
CAPITALS = {"壹佰元整": 10000}
_UNITS = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
# Full-width signs as plain ones; NFKC would read 10² as 102.
_HALF = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0xFFE5: "¥"}
_HALF |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63"), "-")
_STROKES = re.compile(r"[-\u2010-\u2015\u2212\u2500\u2501/\\]*")


def is_nothing(cell: str) -> bool:
    """Whether a cell says nothing: blank or strokes."""
    return _STROKES.fullmatch("".join(_UNSEEN.sub("", cell).split()).strip("'`=\"")) is not None


def fen_of(cell: str, scale: int = 1) -> int | None:
    """The amount that a cell says, in 分; None where it says none, or none that is exact."""
    if cell.strip() in CAPITALS and scale == 1:
        return CAPITALS[cell.strip()]
    text = _UNSEEN.sub("", cell).translate(_HALF).upper().strip().strip("'`=\"")
    bare = re.sub(r"\s|[:.](?=$)", "", text)
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        return None
    number = Decimal(found["digits"].replace(",", "") + (found["power"] or ""))
    negative = "-" in bare.replace("E-", "") or bare.lstrip("¥RMBCNY").startswith("(")
    number = number * 100 * scale * Decimal(10) ** _UNITS.get(found["unit"] or "", 0)
    if number != number.to_integral_value():
        return None
    return -int(number) if negative else int(number)
