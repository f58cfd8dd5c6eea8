"""Commands about releases and what the union sets for them: drafted, reviewed, approved, published, sent
back, taken down; listed; their frozen files written out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openbooks import release, releasing, rendering, setting
from openbooks.access import LOCAL_PAGES
from openbooks.books import Books
from openbooks.command import Said, now, opened
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.governing import set_value
from openbooks.publication import DONE, SAID, Release
from openbooks.store import put


def _setting(options: Any) -> Said:
    kept = set_value(opened(options.books), options.name, options.value, options.reason, options.who, now())
    return Said({"name": options.name, "value": kept},
                [f"“{setting.setting(options.name).title}”已改为“{kept or '（空）'}”。"])


def _release(options: Any) -> Said:
    return ACTIONS[options.action](opened(options.books), options)


def _draft(books: Books, options: Any) -> Said:
    view = books.view(LOCAL_PAGES)
    found = releasing.begin(
        view, options.report, options.period, options.unit, options.who, now(), options.note
    )
    return _told(found, f"已起草第{found.seq}号公开报告，按第{found.version}版账本冻结。等经审会审阅。")


def _act(books: Books, options: Any) -> Said:
    found = releasing.act(books, options.release, options.action, options.who, now(), options.note)
    done = DONE[options.action]
    return _told(found, f"第{found.seq}号公开报告已{done}，现在是“{SAID[found.stage]}”。")


def _publish(books: Books, options: Any) -> Said:
    makers = {each.ending: each.make for each in rendering.ALL}
    found = releasing.publish(books, options.release, makers, options.who, now(), options.note)
    return _told(found, f"第{found.seq}号公开报告已公布，冻结 {len(found.files)} 个文件。")


def _told(found: Release, said: str) -> Said:
    return Said({"release": _as_json(found)}, [said])


def _as_json(found: Release) -> dict[str, Any]:
    """A release as the JSON object of the command line."""
    return {
        "release": found.seq, "report": found.report, "period": found.period, "unit": found.unit,
        "version": found.version, "head": found.head, "document": found.digest,
        "smallest_group": found.smallest, "stage": found.stage,
        "replaced_by": found.replaced_by or None, "files": dict(found.files),
        "acts": [{"seq": each.seq, "act": each.kind, "who": each.who, "at": each.at, "note": each.note}
                 for each in found.acts],
    }


def _list(books: Books, options: Any) -> Said:
    found = books.state().releases
    lines = [
        f"{each.seq:>4}  {each.acts[-1].at[:16]}  {SAID[each.stage]:<6}  第{each.version}版  "
        f"{each.period}  {release.document_of(books, each).title}" for each in found
    ]
    return Said({"releases": [_as_json(each) for each in found]}, lines or ["还没有起草过公开报告。"])


def _save(books: Books, options: Any) -> Said:
    """The frozen files of a published release in a folder, the web pages unpacked beside them."""
    found = release.release(books.state(), options.release)
    if not found.was_published:
        raise WrongUse(f"第{found.seq}号公开报告还没有公布，没有冻结的文件。")
    stem = rendering.stem(release.document_of(books, found))
    written = []
    for name, _ in found.files:
        content = release.file_of(books, found, name)
        path = options.out / f"{stem}{name.removeprefix('report')}"
        written += _written(path, content)
    return Said({"release": found.seq, "files": [str(path) for path in written]},
                [f"第{found.seq}号公开报告的 {len(written)} 个文件已写到 {options.out}"])


def _written(path: Path, content: bytes) -> list[Path]:
    """The file in its place; of a package of web pages its pages too, in a folder of its name."""
    files = {path: content}
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            files |= {path.with_suffix("") / name: package.read(name) for name in package.namelist()
                      if name[0] != "/" and ".." not in name.split("/")}
    with on_disk():
        for place, each in files.items():
            put(place, each)
    return list(files)


ACTIONS: dict[str, Callable[[Books, Any], Said]] = {
    "draft": _draft, "publish": _publish, "list": _list, "save": _save,
    **dict.fromkeys(("review", "approve", "return", "withdraw"), _act),
}
COMMANDS: dict[str, Callable[[Any], Said]] = {"setting": _setting, "release": _release}
