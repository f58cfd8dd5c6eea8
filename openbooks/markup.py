"""Tables of a web page → rows of texts: what many systems hand out under the name of a workbook.

Rows are counted as a spreadsheet shows such a page: all tables below each other with a blank row
behind each, and a text that stands between them is a row of its own. Of cells that are merged only
the first has the value.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from openbooks import encoding
from openbooks.codes import problem
from openbooks.encoding import Encoding
from openbooks.errors import FILE, FileRefused
from openbooks.table import Raw

# At some 5 MB a second a page of this size takes ten; a full sheet of an office has 20.
MAX_BYTES = 64 << 20

_MARKUP = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|meta|table|style|div|center|tr|td)[\s>]", re.IGNORECASE
)
_OTHER = re.compile(r"\s*(?:<\?xml|<!doctype\s)", re.IGNORECASE)
_ARCHIVED = re.compile(r"\s*(?:mime-version:|from:[^\n]*\n(?:[\w-]+:[^\n]*\n)*mime-version:)", re.IGNORECASE)
_EXCEL_XML = re.compile("progid=.Excel.Sheet|urn:schemas-microsoft-com:office:spreadsheet")
_XHTML = re.compile(r"<(?:html|table)[\s>]", re.IGNORECASE)
_UNSEEN = frozenset(("script", "style", "head", "title"))
_BLOCKS = frozenset("p div li h1 h2 h3 h4 h5 h6 center caption br".split())
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_LONGEST_ROW = 1024
_LONGEST_SPAN = 100_000
# Cells that spans make out of nothing count too; written out, so many would fill MAX_BYTES.
_MOST_CELLS = 8_000_000

Span = tuple[int, int, int, int]


def is_page(head: str) -> bool:
    """Whether a file that begins so is a web page. Raises FileRefused for other markup."""
    text = head.lstrip("\ufeff")
    if _MARKUP.match(text):
        return True
    if _ARCHIVED.match(text):
        raise FileRefused(problem("format_mismatch", FILE, 0, detail="内容是单个文件网页（mht）"))
    if _OTHER.match(text):
        if _EXCEL_XML.search(text):
            raise FileRefused(problem("format_mismatch", FILE, 0, detail="内容是 XML 表格 2003"))
        if _XHTML.search(text):
            return True
        raise FileRefused(problem("format_mismatch", FILE, 0, detail="内容是 XML"))
    return False


def read(path: Path) -> tuple[Encoding, list[Raw], list[Span]]:
    """The rows of a page, numbered from 1, and its merged cells.

    Raises FileRefused: format_mismatch (no table, or cut off), sheet_too_large, nul_bytes,
    encoding_unknown.
    """
    if path.stat().st_size > MAX_BYTES:
        detail = f"网页 {path.stat().st_size >> 20:,} MB，最多 {MAX_BYTES >> 20} MB"
        raise FileRefused(problem("sheet_too_large", FILE, 0, detail=detail))
    coded = encoding.survey(path)
    with encoding.opened(path, coded) as text:
        page = _Page()
        page.feed(text.read())
    # Closing the parser would make texts of tags that are cut off, and takes forever on a bad page.
    if "<" in page.rawdata or page.open:
        raise FileRefused(problem("format_mismatch", FILE, 0, detail="内容是网页，末尾残缺"))
    page.end_row()
    if not page.cells:
        raise FileRefused(problem("format_mismatch", FILE, 0, detail="内容是网页，里面没有表格"))
    return coded, [(number, tuple(row), "") for number, row in enumerate(page.rows, 1)], page.spans


class _Page(HTMLParser):
    """Takes the rows out of a page as it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.spans: list[Span] = []
        self.cells = 0
        self.held = 0
        self.unseen = 0
        self.text: list[str] = []
        self.row: list[str] | None = None
        self.span: tuple[int, int] | None = None
        self.covered: dict[int, int] = {}  # column → rows further down that a cell above covers
        self.outer: list[dict[int, int]] = []

    @property
    def open(self) -> bool:
        """Whether the page ends inside a table."""
        return bool(self.outer)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("body", "table"):
            self.unseen = 0  # the end of a head may be left out
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag == "table":
            self.end_row()
            self.outer.append(self.covered)
            self.covered = {}
        elif tag == "tr":
            self.end_row()
            self.row = []
        elif tag in ("td", "th") and self.outer:
            self._end_cell()
            self.row = [] if self.row is None else self.row
            said = dict(attrs)
            self.span = _number(said.get("rowspan")), _number(said.get("colspan"))
            self.text = []
            self.cells += 1
        elif tag in _BLOCKS:
            self._block()

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self.end_row()
        elif tag == "table" and self.outer:
            self.end_row()
            self.covered = self.outer.pop()
            self.rows += [] if self.outer else [[]]
        elif tag in _BLOCKS:
            self._block()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.text.append(_BLANKS.sub(" ", data))

    def _block(self) -> None:
        """A new line in a cell; outside of tables the end of a row that is one text."""
        if self.span is None:
            self.end_row()
        elif self.text:
            self.text.append("\n")

    def end_row(self) -> None:
        """Put the row that is open, or the text outside of a table, to the others."""
        self._end_cell()
        said, self.text = "".join(self.text).strip(), []
        if self.row is None:
            self.rows += [[said]] if said else []
            return
        self._pass_covered()
        self.rows.append(self.row)
        self.held += len(self.row)
        if self.held > _MOST_CELLS:
            detail = f"网页的表格超过 {_MOST_CELLS:,} 格"
            raise FileRefused(problem("sheet_too_large", FILE, 0, detail=detail))
        self.covered = {at: left - 1 for at, left in self.covered.items() if left > 1}
        self.row = None

    def _pass_covered(self) -> None:
        """Leave the columns empty that cells of rows above cover."""
        while self.row is not None and self.covered.get(len(self.row), 0):
            self.row.append("")

    def _end_cell(self) -> None:
        if self.span is None or self.row is None:
            return
        (down, across), self.span = self.span, None
        self._pass_covered()
        at, top = len(self.row), len(self.rows)
        across = min(across, max(_LONGEST_ROW - at, 1))
        lines = (line.strip() for line in "".join(self.text).split("\n"))
        self.row += ["\n".join(line for line in lines if line), *[""] * (across - 1)]
        self.text = []
        if down > 1:
            # The row itself is counted off when it ends.
            self.covered |= dict.fromkeys(range(at, at + across), down)
        if down > 1 or across > 1:
            self.spans.append((top, at, top + down - 1, at + across - 1))


def _number(said: str | None) -> int:
    """How many rows or columns a cell covers."""
    digits = (said or "").strip()
    known = digits.isascii() and digits.isdigit() and len(digits) < 9
    return min(max(int(digits), 1), _LONGEST_SPAN) if known else 1
