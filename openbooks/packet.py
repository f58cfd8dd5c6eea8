"""A unit's packet for the level above: what lies in it, and how one that came in is taken apart.

    datapackage.json            the unit, the version, the head of the chain, every file with its hash
    data/dues.csv               living rows, a ledger a file: the contract's titles, then ORIGIN
    data/unit-own.csv           the unit itself (the level above may know it already)
    receipts/000017-dues.json   receipts of the loads that the rows come from
    chain/journal.jsonl, head   the history of the unit's books; absent from a masked packet

Pure: bytes in, (name, bytes) out. A packet that is not exactly what its descriptor says, or whose
chain does not verify, is refused in one sentence. Nothing is ever written to a path that a packet
names. That the rows are those of the unit's books rests on whoever hands the packet in: its hashes
show a change on the way, not a packet made up as a whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from openbooks import contract
from openbooks.codes import problem
from openbooks.errors import FILE, BooksDamaged, FileRefused, WrongUse
from openbooks.event import Event
from openbooks.journal import chain
from openbooks.mapping import ORIGIN

DESCRIPTOR, JOURNAL, HEAD = "datapackage.json", "chain/journal.jsonl", "chain/head"
OWN = "unit-own"
FORMAT = 1
MOST_FILES = 5_000
MOST_BYTES = 256 << 20
MOST_TOLD = 8 << 20  # of the descriptor
PLACES = re.compile(
    r"datapackage\.json|data/[a-z_]+(-own)?\.csv|receipts/\d{6,9}-[a-z_]+\.json"
    r"|chain/journal\.jsonl|chain/head"
)
NAME = re.compile(r"上报包_(?P<unit>.+)_第(?P<version>\d+)版_(?P<head>[0-9a-f]{8})_(?P<what>[^_]+)\.csv")
Source = Path | bytes | BinaryIO
T = TypeVar("T")
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError,
    ValueError, KeyError, zlib.error, TypeError, RecursionError, AttributeError, lzma.LZMAError,
    struct.error, OverflowError, csv.Error,
)


@dataclass(frozen=True)
class Part:
    """One table of a packet: its ledger, the name under which it is handed in, its bytes."""

    ledger: str
    own: bool
    name: str
    content: bytes
    rows: int

    @property
    def sha256(self) -> str:
        """The hash of its bytes, as the load that has them names it."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Packet:
    """A packet that was checked. `digests` are those of the unit's events, empty where masked."""

    unit: str
    title: str
    version: int
    head: str
    role: str
    parts: tuple[Part, ...]
    digests: tuple[str, ...]


def file_name(unit: str, version: int, head: str, ledger: str, own: bool) -> str:
    """The name under which a table of a packet is handed in: it says whose it is, and of when."""
    what = contract.ledger(ledger).title + ("本级" if own else "")
    told = re.sub(r"[^\w\-（）()]", "-", unit)[:60]
    return f"上报包_{told}_第{version}版_{head[:8]}_{what}.csv"


def plain_name(name: str) -> str:
    """The name of a file that came by itself: none is taken for a table of a packet by its name."""
    return name.replace("上报包_", "上报包-") if NAME.fullmatch(name) else name


def is_own(name: str) -> bool:
    """Whether a file is the part of a packet that holds the unit itself."""
    said = NAME.fullmatch(name)
    return said is not None and said["what"] == contract.ledger("unit").title + "本级"


def is_packet(source: Source) -> bool:
    """Whether a file is a packet (a zip with a descriptor, and no workbook)."""
    try:
        with zipfile.ZipFile(_stream(source)) as zipped:
            names = zipped.namelist()
            return DESCRIPTOR in names and "[Content_Types].xml" not in names
    except BROKEN:
        return False


def unpacked(path: Path) -> list[tuple[str, bytes]]:
    """The tables of a packet as files of their own (name, bytes). Raises FileRefused."""
    return [(part.name, part.content) for part in opened(path).parts]


def opened(source: Source, name: str = "") -> Packet:
    """A packet, checked: its size, the names in it, every hash, the chain. Raises FileRefused."""
    shown = name or (source.name if isinstance(source, Path) else "")
    try:
        with zipfile.ZipFile(_stream(source)) as zipped:
            found = _contents(zipped)
        return _checked(found)
    except (BooksDamaged, WrongUse) as fault:
        raise _refusal(shown, str(fault).rstrip("。")) from fault
    except BROKEN as error:
        raise _refusal(shown, "压缩包或说明文件已损坏") from error


def _refusal(name: str, why: str) -> FileRefused:
    return FileRefused(problem("packet_broken", FILE, 0, value=name, detail=why))


def _stream(source: Source) -> BinaryIO | Path:
    if isinstance(source, Path):
        return source
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    stream.seek(0)
    return stream


def _contents(zipped: zipfile.ZipFile) -> dict[str, bytes]:
    """Every file of a packet by its name, read only as far as it may go."""
    inside = zipped.infolist()
    if len(inside) > MOST_FILES or sum(each.file_size for each in inside) > MOST_BYTES:
        raise WrongUse(f"解开后超过 {MOST_BYTES >> 20} MB 或 {MOST_FILES} 个文件")
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for each in inside:
        if not PLACES.fullmatch(each.filename) or each.filename in found:
            raise WrongUse("里面有不该有的文件，或同一个文件有两份")
        if each.flag_bits & 1:
            raise WrongUse("设了密码")
        most = min(left, MOST_TOLD if each.filename == DESCRIPTOR else left)
        with zipped.open(each) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise WrongUse(f"解开后超过 {MOST_BYTES >> 20} MB")
        left -= len(content)
        found[each.filename] = content
    return found


def _checked(found: dict[str, bytes]) -> Packet:
    """The packet of these files; raises one of BROKEN, BooksDamaged or WrongUse where it does not
    hold."""
    told = json.loads(found.pop(DESCRIPTOR))
    said: dict[str, Any] = told["openbooks"]
    if said["format"] != FORMAT:
        raise WrongUse("是另一个版本的程序打的包")
    listed = {each["path"]: each for each in told["resources"]}
    if set(listed) != set(found) or len(listed) != len(told["resources"]):
        raise WrongUse("文件与说明文件所列的不一致，有增减")
    for path, content in found.items():
        if listed[path]["hash"] != f"sha256:{hashlib.sha256(content).hexdigest()}":
            raise WrongUse(f"{path} 被改动过")
    unit, head, version = _of(said, "unit", str), _of(said, "head", str), _of(said, "version", int)
    if not unit.strip() or not re.fullmatch("[0-9a-f]{64}", head):
        raise WrongUse("说明文件没有写明单位或链首")
    events = _chain(found, said)
    _check_receipts(found, listed, events)
    parts = tuple(
        _part(each, found[path], unit, version, head)
        for path, each in listed.items() if path.startswith("data/")
    )
    order = list(contract.ledgers())
    return Packet(
        unit, _of(told, "title", str), version, head, _of(said, "role", str),
        tuple(sorted(parts, key=lambda part: (order.index(part.ledger), not part.own))),
        tuple(event.digest for event in events),
    )


def _chain(found: dict[str, bytes], said: dict[str, Any]) -> list[Event]:
    """The events of the unit's books; a masked packet has none."""
    if said["role"] != "staff" and JOURNAL not in found:
        return []
    content = found.get(JOURNAL, b"")
    events = chain(content)
    whole = content.endswith(b"\n") and found.get(HEAD, b"") == content.splitlines(True)[-1]
    version = _of(said, "version", int)
    if not whole or not 1 <= version <= len(events) or events[version - 1].digest != said["head"]:
        raise WrongUse("日志与说明文件中的链首不符")
    return events


def _check_receipts(
    found: dict[str, bytes], listed: dict[str, Any], events: list[Event]
) -> None:
    """A receipt that is whole is the one that its load's event names."""
    for path, content in found.items():
        if path.startswith("receipts/") and events and not listed[path].get("shortened"):
            number = int(path.removeprefix("receipts/").partition("-")[0])
            body = events[number - 1].body if 1 <= number <= len(events) else {}
            if body.get("receipt") != hashlib.sha256(content).hexdigest():
                raise WrongUse(f"{path} 不是日志所记的那份回执")


def _part(listed: dict[str, Any], content: bytes, unit: str, version: int, head: str) -> Part:
    """One table, as the descriptor names it."""
    ledger = str(listed["ledger"])
    own = listed["path"] == f"data/{OWN}.csv"
    if ledger not in contract.ledgers() or listed["path"] not in {
        f"data/{ledger}.csv", f"data/{OWN}.csv"
    }:
        raise WrongUse(f"本程序没有台账 {ledger[:40]}")
    header = [*(column.title for column in contract.ledger(ledger).columns), *ORIGIN]
    table = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    if next(table, []) != header:
        raise WrongUse(f"{listed['path']} 的表头与本程序的不同，不是同一个版本的程序打的包")
    name = file_name(unit, version, head, ledger, own)
    return Part(ledger, own, name, content, _of(listed, "rows", int))


def _of(said: dict[str, Any], name: str, kind: type[T]) -> T:
    """What the descriptor says there; TypeError where that is of another kind (a true is no number)."""
    found = said[name]
    if type(found) is not kind:
        raise TypeError(name)
    return found
