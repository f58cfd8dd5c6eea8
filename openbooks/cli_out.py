"""Commands that hand something out: the books as open files, a unit's packet, a report in all its forms,
a receipt as paper, empty forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openbooks import contract, export, presenting, receipt_paper, rendering, returned, slides, template
from openbooks.access import reader
from openbooks.command import Said, opened
from openbooks.disk import on_disk
from openbooks.document import Document
from openbooks.errors import WrongUse
from openbooks.handover import pack
from openbooks.rendering import Rendering, stem
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


def _refused(options: Any) -> Said:
    form = options.out.suffix.lower().lstrip(".")
    if form not in returned.MAKERS:
        raise WrongUse(f"拒收的行要写到 .csv 或 .xlsx 文件，收到的是“{options.out.name}”。")
    books = opened(options.books)
    state = books.state()
    found = returned.of_load(books, state, state.batch(options.batch))
    _put(options.out, returned.MAKERS[form](found))
    return Said({"batch": options.batch, "rows": len(found.rows), "file": str(options.out)},
                [f"第{options.batch}号装载拒收的 {len(found.rows)} 行已写到 {options.out}"])


def _packet(options: Any) -> Said:
    view = opened(options.books).view(reader(options.role))
    found = pack(view, options.unit, options.out, options.code)
    lines = [f"已打包到 {options.out}：{found.unit}，第{found.version}版，链首 {found.head[:16]}"]
    lines += [f"  {contract.ledger(name).title} {rows} 行" for name, rows in found.rows.items()]
    if found.left_out:
        lines.append(f"  没有打包（这个角色看不到必填的列）：{'、'.join(found.left_out)}")
    told = {"file": str(options.out), "unit": found.unit, "version": found.version,
            "head": found.head, "rows": found.rows, "left_out": found.left_out}
    return Said(told, lines)


def _receipt(options: Any) -> Said:
    form = options.out.suffix.lower().lstrip(".")
    if form not in receipt_paper.MAKERS:
        raise WrongUse(f"回执的文件名要以 .pdf 或 .json 结尾，收到的是“{options.out.name}”。")
    view = opened(options.books).view(reader(options.role))
    batch = view.state.batch(options.batch)
    _put(options.out, receipt_paper.MAKERS[form](view, batch))
    return Said({"batch": batch.number, "file": str(options.out)},
                [f"第{batch.number}号装载的回执已写到 {options.out}"])


def _report(options: Any) -> Said:
    view = opened(options.books).view(reader(options.role), options.as_of)
    document = presenting.document(view, options.name, options.period, options.unit)
    wanted = [(each, path(document)) for each, path in _makers(options.out)]
    for _, path in wanted:
        _require_new(path)
    template = options.template.read_bytes() if options.template else None
    made = [  # all of them before the first is written
        (path, slides.pptx(document, template) if each.make is slides.pptx else each.make(document))
        for each, path in wanted
    ]
    for path, content in made:
        _put(path, content)
    written = [str(path) for path, _ in made]
    figures = [
        {"name": each.name, "value": each.value, "prior": each.prior, "kind": each.kind, "unit": each.unit}
        for each in document.figures
    ]
    told = {"report": document.report, "title": document.title, "period": document.period,
            "unit": document.unit_id, "version": document.version, "head": document.head,
            "files": written, "figures": figures, "left_out": [list(each) for each in document.left_out]}
    lines = [f"{document.title}：", *(f"  已写到 {each}" for each in written),
             *(f"  未列入 {title}：{why}" for title, why in document.left_out)]
    return Said(told, lines)


def _makers(out: Path) -> list[tuple[Rendering, Callable[[Document], Path]]]:
    """The renderings that are wanted, each with where it goes: the one that the ending of `out` names, or
    into a folder all of them. Raises WrongUse for an ending that there is not."""
    if not out.suffix or out.is_dir():
        return [(each, lambda document, each=each: out / f"{stem(document)}{each.ending}")
                for each in rendering.ALL]
    ending = "-A4.png" if out.name.lower().endswith("-a4.png") else out.suffix.lower()
    if ending not in rendering.BY_ENDING:
        known = " ".join(rendering.BY_ENDING)
        raise WrongUse(f"报告写不成 {out.suffix} 文件。文件名的结尾可以是 {known}，写文件夹名就全部都出。")
    return [(rendering.BY_ENDING[ending], lambda document: out)]


def _put(path: Path, content: bytes) -> None:
    """Write a new file, whole or not at all; WrongUse where there is one already."""
    _require_new(path)
    with on_disk():
        put(path, content)


def _require_new(path: Path) -> None:
    if path.exists():
        raise WrongUse(f"{path.name} 已经存在，不会被覆盖。请换一个文件名。")


COMMANDS: dict[str, Callable[[Any], Said]] = {
    "export": _export, "packet": _packet, "receipt": _receipt, "refused": _refused, "report": _report,
    "template": _template,
}
