"""Commands about work papers: made of the books, and proved without them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openbooks import paperproof
from openbooks.command import DONE, REFUSED, Said, opened
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.paperfile import MOST_BYTES
from openbooks.papers import papers
from openbooks.store import put, sha256_of


def _papers(options: Any) -> Said:
    if options.out.suffix.lower() != ".zip":
        raise WrongUse(f"底稿的文件名要以 .zip 结尾，收到的是“{options.out.name}”。")
    if options.out.exists():
        raise WrongUse(f"{options.out.name} 已经存在，不会被覆盖。请换一个文件名。")
    books = opened(options.books)
    found = papers(books, options.role, options.period, options.unit, options.as_of, options.who)
    with on_disk():
        put(options.out, found.content)
    digest = sha256_of(options.out)
    told = {"file": str(options.out), "sha256": digest, "version": found.version, "head": found.head,
            "leads": found.leads, "cases": found.cases, "samples": found.samples,
            "unequal": {name: list(counts) for name, counts in found.unequal.items()},
            "left_out": list(found.left_out)}
    lines = [f"底稿已写到 {options.out}：",
             f"  {found.leads} 个疑点，办过的 {found.cases} 个，样本 {found.samples} 份。",
             f"sha256 {digest}，请抄在签字页上。",
             *(f"  {name} 换成代号以后不能照样重算：账里多 {mine} 条，底稿里多 {theirs} 条。"
               for name, (mine, theirs) in found.unequal.items())]
    if found.left_out:
        lines.append(f"  不是只从这个单位抽的样本没有列入：第 {'、'.join(map(str, found.left_out))} 号。")
    return Said(told, lines)


def verified(path: Path) -> Said:
    """What `verify --papers` says of a file."""
    if not path.is_file():
        raise WrongUse(f"没有文件“{path}”。")
    if path.stat().st_size > MOST_BYTES:
        raise WrongUse(f"“{path.name}”超过 {MOST_BYTES >> 30} GB，不是底稿。")
    found = paperproof.proved(path.read_bytes())
    told = {"ok": found.ok, "sha256": found.digest, "agrees": list(found.agrees),
            "differs": list(found.differs), "notes": list(found.notes)}
    said = "底稿重算相符。" if found.ok else f"底稿有 {len(found.differs)} 处不符。"
    lines = [said, *(f"  不符：{each}" for each in found.differs),
             *(f"  相符：{each}" for each in found.agrees),
             *(f"  另：{each}" for each in found.notes), f"  sha256 {found.digest}，请与签字页上抄的核对。"]
    return Said({**told, "message": said}, lines, DONE if found.ok else REFUSED)


COMMANDS: dict[str, Callable[[Any], Said]] = {"papers": _papers}
