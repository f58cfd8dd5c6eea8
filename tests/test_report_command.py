"""`report` on the command line: every form from one document, and sentences instead of tracebacks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from openbooks import rendering
from openbooks.books import Books
from tests.test_cli import run


def test_one_command_writes_every_form_and_tells_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], example_books: Callable[[str], Books]
) -> None:
    home, out = example_books("school").home, tmp_path / "out"
    code, found = run(capsys, "report", "收入支出表", "--books", home, "--period", "2025-06", "--out", out)
    assert code == 0
    assert sorted(path.name for path in out.iterdir()) == sorted(Path(each).name for each in found["files"])
    assert len(found["files"]) == len(rendering.ALL)
    assert all("虚构示例" in each for each in found["files"])
    assert all(path.stat().st_size > 1000 for path in out.iterdir())
    assert {"name", "value", "prior", "kind", "unit"} <= found["figures"][0].keys()
    code, found = run(capsys, "report", "statement", "--books", home, "--period", "2025-06", "--out", out)
    assert code == 2
    assert "已经存在" in found["error"]


@pytest.mark.parametrize(("words", "said"), [
    (("没有的报告", "--period", "2025", "--out", "a.pdf"), "没有报告“没有的报告”"),
    (("finance", "--period", "2025年", "--out", "a.pdf"), "不是期间"),
    (("finance", "--period", "2025", "--unit", "Z99", "--out", "a.pdf"), "没有单位“Z99”"),
    (("finance", "--period", "2025", "--out", "a.docx"), "写不成 .docx"),
    (("finance", "--period", "2025", "--out", "a.pptx", "--template", "no.pptx"), "no.pptx"),
])
def test_what_cannot_be_made_is_said_in_a_sentence_and_nothing_is_written(
    words: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    example_books: Callable[[str], Books], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, found = run(capsys, "report", *words, "--books", example_books("school").home)
    assert code == 2
    assert said in found["error"]
    assert not [*tmp_path.glob("a.*")]


def test_a_broken_template_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], example_books: Callable[[str], Books]
) -> None:
    template = tmp_path / "母版.pptx"
    template.write_bytes(b"PK no deck")
    out = tmp_path / "all"
    code, found = run(capsys, "report", "statement", "--books", example_books("school").home, "--period",
                      "2025", "--out", out, "--template", template)
    assert code == 2
    assert "母版" in found["error"] or "PPTX" in found["error"]
    assert not out.exists()
