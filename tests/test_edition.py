"""The chair's wording: kept by an event, applied over the shipped text, unable to contradict figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from openbooks import edition, store
from openbooks.books import Books
from openbooks.edition import Edition, Wording
from openbooks.errors import BooksDamaged, WrongUse
from openbooks.reportfile import Report, report
from openbooks.verification import verify

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def finance() -> Report:
    return report("finance")


def reworded(finance: Report, text: str) -> Edition:
    """The shipped report with its first section's words replaced by one paragraph."""
    shipped = edition.of_report(finance)
    key = next(iter(shipped.wordings))
    return Edition({**shipped.wordings, key: replace(shipped.wordings[key], paragraphs=(text,))})


def test_words_are_kept_and_found_again_and_the_newest_count(books: Books, finance: Report) -> None:
    assert edition.of_books(books, finance, "") is None
    first = reworded(finance, "同志们：{收入}。")
    seq = edition.keep(books, finance, "", first, "王主席", AT)
    assert edition.of_books(books, finance, "") == first
    second = reworded(finance, "各位代表：{收入}。")
    edition.keep(books, finance, "", second, "王主席", AT)
    assert edition.of_books(books, finance, "") == second
    assert edition.of_books(books, finance, "", seq) == first
    edition.keep(books, finance, "", None, "王主席", AT)
    assert edition.of_books(books, finance, "") is None
    assert verify(books.home).ok


def test_words_of_one_unit_are_not_those_of_another(books: Books, finance: Report) -> None:
    edition.keep(books, finance, "E1", reworded(finance, "{收入}。"), "王主席", AT)
    assert edition.of_books(books, finance, "") is None


def test_order_and_what_is_left_out_are_kept(finance: Report) -> None:
    shipped = edition.of_report(finance)
    keys = list(shipped.wordings)
    turned = Edition({key: shipped.wordings[key] for key in reversed(keys)})
    assert [each.key for each in edition.applied(finance, turned).chapters] == keys[::-1]
    out = Edition({**shipped.wordings, keys[0]: replace(shipped.wordings[keys[0]], is_out=True)})
    assert [each.key for each in edition.applied(finance, out).chapters] == keys[1:]


def test_a_section_of_a_later_program_stands_at_the_end(finance: Report) -> None:
    shipped = edition.of_report(finance)
    first, *rest = shipped.wordings
    older = Edition({**{key: shipped.wordings[key] for key in rest}, "gone": Wording("旧的一节", ())})
    assert [each.key for each in edition.applied(finance, older).chapters] == [*rest, first]


@pytest.mark.parametrize("text", ["收入增长很快。", "{收入}，共48万元。", "{没有的数}。", "{收入"])
def test_words_that_could_contradict_the_figures_are_not_kept(
    books: Books, finance: Report, text: str
) -> None:
    events = len(books.events)
    with pytest.raises(WrongUse, match="没有保存"):
        edition.keep(books, finance, "", reworded(finance, text), "王主席", AT)
    assert len(books.events) == events
    assert not (books.home / "editions").exists()


def test_a_number_of_people_stands_in_no_title_where_it_could_not_be_hidden(
    books: Books, finance: Report
) -> None:
    shipped = edition.of_report(finance)
    key = next(iter(shipped.wordings))
    titled = Edition({**shipped.wordings, key: replace(shipped.wordings[key], title="帮了{帮扶慰问人数}")})
    with pytest.raises(WrongUse, match="不能写在标题里"):
        edition.keep(books, finance, "", titled, "王主席", AT)


def test_a_keeper_and_known_sections_are_needed(books: Books, finance: Report) -> None:
    with pytest.raises(WrongUse, match="谁改的"):
        edition.keep(books, finance, "", reworded(finance, "{收入}。"), " ", AT)
    with pytest.raises(WrongUse, match="没有“other”这一节"):
        edition.keep(books, finance, "", Edition({"other": Wording("其他", ())}), "王主席", AT)


def test_a_file_that_was_changed_is_found(books: Books, finance: Report) -> None:
    seq = edition.keep(books, finance, "", reworded(finance, "{收入}。"), "王主席", AT)
    path = store.edition_path(books.home, seq)
    path.write_bytes(path.read_bytes().replace("{收入}".encode(), "{支出}".encode()))
    assert not verify(books.home).ok
    with pytest.raises(BooksDamaged):
        edition.of_books(books, finance, "")


@pytest.mark.parametrize("content", [
    b"", b"[]", b"{}", b'{"format": 2, "sections": []}', b'{"format": 1, "sections": {}}',
    b'{"format": 1, "sections": [{"key": 1}]}', b"\xff", b"[" * 100_000,
    b'{"format": 1, "sections": [{"key": "a", "title": "b", "paragraphs": "c", "spoken": []}]}',
])
def test_a_file_that_is_no_wording_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(WrongUse, match="报告稿"):
        edition.from_json(content)
