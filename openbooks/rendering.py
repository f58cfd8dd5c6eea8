"""Every way in which a document leaves the house: ending of the file's name → what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from openbooks import booklet, bundle, disclosure, poster, presenter, slides, spreadsheet
from openbooks.document import Document


@dataclass(frozen=True)
class Rendering:
    """`name` for readers, `ending` of the file's name (after its stem), `mime` type, and the maker."""

    name: str
    ending: str
    mime: str
    make: Callable[[Document], bytes]


ALL = (
    Rendering("演示文稿（PPTX）", ".pptx",
              "application/vnd.openxmlformats-officedocument.presentationml.presentation", slides.pptx),
    Rendering("纸质报告（PDF）", ".pdf", "application/pdf", booklet.pdf),
    Rendering("表格（XLSX）", ".xlsx",
              "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", spreadsheet.xlsx),
    Rendering("放映网页（HTML）", ".html", "text/html", presenter.html),
    Rendering("长图（发群里）", ".png", "image/png", poster.tall),
    Rendering("墙报（A4 图）", "-A4.png", "image/png", poster.wall),
    Rendering("公开网页包（ZIP）", ".zip", "application/zip",
              lambda document: bundle.zipped(bundle.files(document))),
)
BY_ENDING: Mapping[str, Rendering] = {each.ending: each for each in ALL}


def stem(document: Document) -> str:
    """The beginning of a file's name: what the document may be called, 虚构示例 where it is invented."""
    return f"{'虚构示例-' if document.marks else ''}{disclosure.stem(document)}"
