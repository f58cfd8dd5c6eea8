"""Commands that hand something out: the books as open files, empty forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openbooks import contract, export, template
from openbooks.access import reader
from openbooks.command import Said, opened
from openbooks.disk import on_disk
from openbooks.errors import WrongUse
from openbooks.store import put


def _export(options: Any) -> Said:
    view = opened(options.books).view(reader(options.role))
    written = export.export(view, options.out, options.format)
    return Said({"version": view.version, "files": [path.name for path in written]},
                [f"已导出 {len(written)} 个文件到 {options.out}"])


def _template(options: Any) -> Said:
    form = options.out.suffix.lower().lstrip(".")
    if form not in template.MAKERS:
        raise WrongUse(f"模板的文件名要以 .csv 或 .xlsx 结尾，收到的是“{options.out.name}”。")
    _put(options.out, template.MAKERS[form](contract.ledger(options.ledger)))
    return Said({"ledger": options.ledger, "file": str(options.out)}, [f"模板已写到 {options.out}"])


def _put(path: Path, content: bytes) -> None:
    """Write a new file, whole or not at all; WrongUse where there is one already."""
    if path.exists():
        raise WrongUse(f"{path.name} 已经存在，不会被覆盖。请换一个文件名。")
    with on_disk():
        put(path, content)


COMMANDS: dict[str, Callable[[Any], Said]] = {"export": _export, "template": _template}
