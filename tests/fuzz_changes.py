"""The changes that files suffer on their way: in their bytes, lines and cells.

A change is (name, two numbers that choose where, a choice of what); the same change of the same
content gives the same content.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable

PIECES = (
    b"", b"\0", b'"', b'""', b",", b"\t", b";", b"|", b"\r", b"\n", b"\r\n", b"\xff", b"\x81",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xa1\xa1", b"\x1a", b"0", b"9", b".", b"-", b"E", b" ", b"'",
    b"=", b"\xe3\x80\x80", b"\xc2\xa0", b"\xe2\x80\x8b", b"\x84\x31\xa4\x37", "合计".encode(),
    "合计".encode("gb18030"), b"#REF!", b"<table>",
)
CELLS = (
    "￥1,234.50", "¥1,234.50", "１２３４．５０", "1234.505", "1.2E+3", "(1,234.50)", "（88.00）", "-5",
    "−5.00", "1,23", "12,34.00", "1.234,50", "1e400", "NaN", "壹佰元整", "3万", "30元", "30 元", "约30",
    "30+5", "30(含5)", "USD 30", "$30", "0", "0.00", "-", "—", "/", "", " ", "　", "无", "null",
    "#REF!", "#####", "=1+1", '="30"', "'30", "30.", ".5", "+30", "00030", "99999999999999999999",
    "0.1", "0.10000000001", "1 234.50", "30-", "借 30", "30CR", "\ufeff30", "30\u200b",
    "2024-03-05", "2024/3/5", "2024年3月5日", "20240305", "45356", "2024.3", "3月", "03/05/2024",
    "24-3-5", "2024-02-30", "二〇二四年三月", "2024-03", "是", "合计", "小计", "承前页", "张三",
    "欧阳 修远", "𠮷田", "﹣30", "³0", "①",
)
LINES = (
    "合计", "小计", "本月合计", "总计：", "承前页", "制表人：张三", "注：以上为三月数",
    "清溪小学工会2024年3月会费表", "单位：万元", "填报单位：清溪小学　2024年3月", "# 说明", "", ",,,,",
    "第1页共2页", "序号,姓名,金额,备注", "共3笔记录", "一、收入", "\t", '"',
)
CODINGS = (
    "utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "big5", "latin-1",
    "utf-32",
)
DELIMITERS = (",", "\t", ";", "|", "，", " ")
_FIGURE = re.compile(r"-?\d{1,9}(?:\.\d{1,2})?")
_CELL = re.compile(rb"<c r=\"[A-Z]+\d+\"[^>]*?(?:/>|>.*?</c>)")


def _text(content: bytes) -> tuple[str, str]:
    for coding in ("utf-8", "gb18030"):
        try:
            return content.decode(coding), coding
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1"), "latin-1"


def _in_text(change: Callable[[str, int, int, int], str]) -> Callable[[bytes, int, int, int], bytes]:
    def changed(content: bytes, first: int, second: int, choice: int) -> bytes:
        text, coding = _text(content)
        return change(text, first, second, choice).encode(coding, "replace")
    return changed


def _in_lines(
    change: Callable[[list[str], int, int, int], None]
) -> Callable[[bytes, int, int, int], bytes]:
    def changed(text: str, first: int, second: int, choice: int) -> str:
        lines = text.splitlines(keepends=True) or [""]
        change(lines, first % len(lines), second, choice)
        return "".join(lines)
    return _in_text(changed)


def _delimiter(text: str) -> str:
    return max((",", "\t", ";", "|"), key=text.count)


def flip(content: bytes, first: int, second: int, choice: int) -> bytes:
    """One byte becomes another."""
    at = first % max(len(content), 1)
    return content[:at] + bytes([choice * 37 % 256]) + content[at + 1 :]


def insert(content: bytes, first: int, second: int, choice: int) -> bytes:
    """A piece is put in."""
    at = first % (len(content) + 1)
    return content[:at] + PIECES[choice % len(PIECES)] + content[at:]


def delete(content: bytes, first: int, second: int, choice: int) -> bytes:
    """Some bytes are lost."""
    at = first % max(len(content), 1)
    return content[:at] + content[at + 1 + choice % 9 :]


def truncate(content: bytes, first: int, second: int, choice: int) -> bytes:
    """The end is lost."""
    return content[: first % (len(content) + 1)]


def recode(content: bytes, first: int, second: int, choice: int) -> bytes:
    """The same text in another encoding."""
    return _text(content)[0].encode(CODINGS[choice % len(CODINGS)], "replace")


@_in_text
def redelimit(text: str, first: int, second: int, choice: int) -> str:
    """Other delimiters in the whole text, or in one line."""
    old, new = _delimiter(text), DELIMITERS[choice % len(DELIMITERS)]
    if first % 2:
        return text.replace(old, new)
    lines = text.splitlines(keepends=True) or [""]
    at = second % len(lines)
    lines[at] = lines[at].replace(old, new, 1 + first % 3)
    return "".join(lines)


@_in_text
def ends(text: str, first: int, second: int, choice: int) -> str:
    """Other line ends."""
    return "\n".join(text.splitlines()).replace("\n", ("\r", "\n", "\r\n", "\n\r", "\n\n")[choice % 5])


@_in_lines
def cell(lines: list[str], at: int, second: int, choice: int) -> None:
    """A cell says something else."""
    mark = _delimiter(lines[at])
    bare = lines[at].rstrip("\r\n")
    cells = bare.split(mark)
    said = CELLS[choice % len(CELLS)]
    cells[second % len(cells)] = f'"{said}"' if mark in said else said
    lines[at] = mark.join(cells) + lines[at][len(bare) :]


@_in_lines
def amounts(lines: list[str], at: int, second: int, choice: int) -> None:
    """Figures of some lines on end say something else, or the same in another form."""
    for step, place in enumerate(range(at, min(at + 6, len(lines)))):
        mark = _delimiter(lines[place])
        bare = lines[place].rstrip("\r\n")
        cells = bare.split(mark)
        figures = [each for each, text in enumerate(cells) if _FIGURE.fullmatch(text.strip())]
        if figures:
            said = CELLS[(choice + 7 * step) % len(CELLS)]
            cells[figures[(second + step) % len(figures)]] = f'"{said}"' if mark in said else said
            lines[place] = mark.join(cells) + lines[place][len(bare) :]


@_in_lines
def more_or_less(lines: list[str], at: int, second: int, choice: int) -> None:
    """A delimiter too many or too few."""
    mark = _delimiter(lines[at])
    places = [each.start() for each in re.finditer(re.escape(mark), lines[at])] or [0]
    place = places[second % len(places)]
    behind = lines[at][place + (choice % 2) :]
    lines[at] = lines[at][:place] + ("" if choice % 2 else mark) + behind


@_in_lines
def quote(lines: list[str], at: int, second: int, choice: int) -> None:
    """A quote is put into a line, or all of them are lost."""
    if choice % 4 == 0:
        lines[at] = lines[at].replace('"', "")
        return
    place = second % len(lines[at]) if lines[at] else 0
    lines[at] = lines[at][:place] + '"' * (choice % 4) + lines[at][place:]


@_in_lines
def repeat(lines: list[str], at: int, second: int, choice: int) -> None:
    """A line stands twice, here or elsewhere."""
    lines.insert((at if choice % 2 else second) % len(lines), lines[at])


@_in_lines
def drop(lines: list[str], at: int, second: int, choice: int) -> None:
    """Lines are lost."""
    del lines[at : at + 1 + choice % 3]


@_in_lines
def merge(lines: list[str], at: int, second: int, choice: int) -> None:
    """A line runs into the next."""
    lines[at] = lines[at].rstrip("\r\n")


@_in_lines
def swap(lines: list[str], at: int, second: int, choice: int) -> None:
    """Two lines change places."""
    other = second % len(lines)
    lines[at], lines[other] = lines[other], lines[at]


@_in_lines
def put_line(lines: list[str], at: int, second: int, choice: int) -> None:
    """A title, total, footer, note or blank line is put in."""
    lines.insert(at, LINES[choice % len(LINES)] + "\n")


@_in_lines
def put_total(lines: list[str], at: int, second: int, choice: int) -> None:
    """A line like the one above, with a total's word or nothing for its texts."""
    mark = _delimiter(lines[at])
    cells = lines[at].rstrip("\r\n").split(mark)
    word = ("合计", "小计", "", "总 计", "本月合计")[choice % 5]
    cells = [each if re.search(r"\d", each) else "" for each in cells]
    cells[second % len(cells) if choice % 3 == 0 else 0] = word
    lines.insert(at + 1, mark.join(cells) + "\n")


@_in_text
def whole_column(text: str, first: int, second: int, choice: int) -> str:
    """Every amount of the text is written in another form."""
    form = (
        lambda m: f"￥{m[0]}", lambda m: f"{m[0]}元", lambda m: m[0].replace(".", "．"),
        lambda m: f"({m[0]})", lambda m: f" {m[0]} ", lambda m: f"+{m[0]}",
        lambda m: f"{m[0]}0", lambda m: f"{m[0]}5",
    )[choice % 8]
    return re.sub(r"(?<![\d.\-/])\d+\.\d{1,2}(?![\d.\-/])", form, text)


def in_sheet(content: bytes, first: int, second: int, choice: int) -> bytes:
    """A cell of a workbook's sheet becomes a text or a number."""
    def change(part: bytes) -> bytes:
        found = list(_CELL.finditer(part))
        figures = [hit for hit in found if b' t="' not in hit[0] and b"<v>" in hit[0]]
        found = figures if figures and first % 4 else found
        if not found:
            return part
        hit = found[first % len(found)]
        place = re.search(rb'r="([A-Z]+\d+)"', hit[0])[1]
        said = CELLS[choice % len(CELLS)]
        escaped = said.replace("&", "&amp;").replace("<", "&lt;").encode()
        new = b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (place, escaped)
        if second % 3 == 0:
            number = (b"30", b"0.1", b"1234.5", b"1E3", b"30.005", b"-7", b"0.30000000000000004", b"1e-9")
            new = b'<c r="%s"><v>%s</v></c>' % (place, number[choice % 8])
        elif second % 3 == 1 and choice % 2:
            new = b'<c r="%s"><f>A1*2</f><v>12.5</v></c>' % place
        return part[: hit.start()] + new + part[hit.end() :]
    return _repacked(content, change)


def in_markup(content: bytes, first: int, second: int, choice: int) -> bytes:
    """Bytes of a workbook's sheet are lost or put in."""
    change = (insert, delete, flip, truncate)[second % 4]
    return _repacked(content, lambda part: change(part, first, second, choice))


def _repacked(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = {info.filename: book.read(info) for info in book.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError):
        return content
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in parts.items():
            book.writestr(name, change(part) if name == "xl/worksheets/sheet1.xml" else part)
    return target.getvalue()


TEXT = (
    flip, insert, delete, truncate, recode, redelimit, ends, cell, cell, amounts, amounts, amounts,
    amounts, more_or_less, quote, repeat, drop, merge, swap, put_line, put_line, put_total,
    whole_column,
)
BOOK = (in_sheet, in_sheet, in_sheet, in_sheet, in_markup, flip, delete, truncate)
OLD_BOOK = (flip, insert, delete, truncate)
