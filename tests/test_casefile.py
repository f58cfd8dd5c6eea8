"""Cases out of events: which step can follow which, who may take it, and what a foreign journal does."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbooks.actor import is_same
from openbooks.attachment import Attachment
from openbooks.casefile import (
    ASKED,
    DISMISSED,
    EXPLAINED,
    KINDS,
    MENDED,
    MENDING,
    OPEN,
    Casefile,
    casefiles_of,
    take,
    why_not,
)
from openbooks.casestep import CORRECTED, Change, rows_as_json, rows_of, step_of
from openbooks.event import NEEDED, Event
from openbooks.home import PROGRAM, WHO

KEY = "0123456789abcdef"
ROWS = {"5": "0-2,7"}
GONE = [CORRECTED, 5, 1, 9]
# what the issue draws, written once more: step → from which stages, to which
DRAWN = {
    "ask": ({OPEN, EXPLAINED}, ASKED), "explain": ({ASKED, EXPLAINED}, EXPLAINED),
    "dismiss": ({OPEN, EXPLAINED}, DISMISSED), "mend": ({OPEN, EXPLAINED}, MENDING),
    "mended": ({MENDING}, MENDED), "reopen": ({ASKED, EXPLAINED, DISMISSED, MENDING, MENDED}, OPEN),
}
# how each stage is come to
WAYS: dict[str, tuple[str, ...]] = {
    OPEN: (), ASKED: ("ask",), EXPLAINED: ("ask", "explain"), DISMISSED: ("dismiss",), MENDING: ("mend",),
    MENDED: ("mend", "mended"),
}


def event(seq: int, kind: str, who: str, **said: Any) -> Event:
    """An event about a case, with the body that one of its kind has."""
    whole = {"case": KEY, "subject": "voucher", "unit": "U1", "note": "", "files": [], "rules": ["a02"],
             "rows": ROWS, "version": 5, "changes": [], "to": "", "role": ""}
    body = {name: said.get(name, whole[name]) for name in NEEDED[f"case_{kind}"]}
    return Event(seq, "2025-03-01T09:00:00+00:00", f"case_{kind}", who, "", "", body)


def told(*given: tuple[Any, ...]) -> tuple[dict[str, Casefile], list[str]]:
    """The cases after these steps (kind, who, what else is said), and why each did not fit."""
    held: dict[str, Casefile] = {}
    whys = []
    for seq, (kind, who, *said) in enumerate(given, 6):
        whys.append(take(held, event(seq, kind, who, **(said[0] if said else {}))))
    return held, whys


def case_after(*given: Any) -> Casefile:
    """The case after steps that all fit."""
    held, whys = told(*given)
    assert not any(whys), whys
    return held[KEY]


def at_stage(stage: str) -> list[tuple[str, str]]:
    return [(kind, "赵出纳" if kind == "explain" else "李经审") for kind in WAYS[stage]]


@pytest.mark.parametrize("stage", WAYS)
@pytest.mark.parametrize("kind", DRAWN)
def test_a_step_leads_where_the_issue_draws_it_and_from_elsewhere_nowhere(stage: str, kind: str) -> None:
    before, after = DRAWN[kind]
    held, whys = told(*at_stage(stage), (kind, "钱经审"))
    case = held.get(KEY, Casefile(KEY, "voucher", "U1"))
    assert bool(whys[-1]) == (stage not in before)
    assert case.stage == (after if stage in before else stage)
    assert not whys[-1] or f"现在是“{Casefile(KEY, 'voucher', '', stage).said}”" in whys[-1]


@pytest.mark.parametrize("name", ["", " ", "（）", WHO, PROGRAM, "　本 机"])
@pytest.mark.parametrize("kind", [each.removeprefix("case_") for each in sorted(KINDS)])
def test_every_step_has_somebodys_name(kind: str, name: str) -> None:
    case = Casefile(KEY, "voucher", "U1", {"explain": ASKED, "mended": MENDING, "sign": DISMISSED,
                                           "return": DISMISSED, "reopen": DISMISSED}.get(kind, OPEN))
    assert "要写明是谁" in why_not(case, kind, name, "preparer")


DISMISS = ("dismiss", "李经审")
ANSWERED = [("ask", "李经审"), ("explain", "赵出纳")]
PREPARE = ("sign", "李经审", {"role": "preparer"})
REVIEW = ("sign", "钱经审", {"role": "reviewer"})


def test_a_decision_is_signed_by_its_preparer_and_by_another_who_reviewed_it() -> None:
    case = case_after(DISMISS, PREPARE, REVIEW)
    assert case.is_signed and case.preparer and case.reviewer
    assert (case.preparer.who, case.reviewer.who, case.stage) == ("李经审", "钱经审", DISMISSED)


@pytest.mark.parametrize("given, said", [
    ([DISMISS, REVIEW], "先由编制人签字"),
    ([DISMISS, PREPARE, PREPARE], "编制人已经签字"),
    ([DISMISS, PREPARE, ("sign", "李 经审", {"role": "reviewer"})], "编制人是您签的"),
    ([DISMISS, ("sign", "钱经审", {"role": "preparer"}), ("sign", "李经审（组长）", {"role": "reviewer"})],
     "复核要由另一个人"),
    ([DISMISS, PREPARE, ("return", "李经审")], "要由复核的人退回"),
    ([DISMISS, ("return", "钱经审")], "编制人还没有签字"),
    ([DISMISS, PREPARE, REVIEW, ("return", "钱经审")], "复核人已经签字"),
    ([("ask", "李经审"), PREPARE], "以后才能签字"),
    ([PREPARE], "以后才能签字"),
    ([*ANSWERED, DISMISS, ("sign", "赵出纳", {"role": "preparer"})], "作过说明"),
    ([*ANSWERED, DISMISS, PREPARE, ("sign", "赵 出纳", {"role": "reviewer"})], "作过说明"),
    ([*ANSWERED, DISMISS, PREPARE, ("return", "赵出纳")], "作过说明"),
    ([*ANSWERED, ("dismiss", "赵出纳")], "作过说明"),
], ids=lambda each: each if isinstance(each, str) else None)
def test_who_must_not_sign_is_told_why(given: list[Any], said: str) -> None:
    _, whys = told(*given)
    assert not any(whys[:-1]) and said in whys[-1]


def test_what_is_sent_back_is_signed_anew_and_stays_decided() -> None:
    case = case_after(DISMISS, PREPARE, ("return", "钱经审", {"note": "缺依据"}))
    assert case.stage == DISMISSED and case.preparer is None
    assert case_after(DISMISS, PREPARE, ("return", "钱经审"), PREPARE, REVIEW).is_signed


@pytest.mark.parametrize("step", [
    ("mended", "李经审"), ("reopen", "钱经审"), ("reopen", PROGRAM, {"changes": [GONE]}),
], ids=str)
def test_signatures_fall_with_the_decision_that_they_signed(step: Any) -> None:
    case = case_after(("mend", "李经审"), PREPARE, REVIEW, step)
    assert case.preparer is case.reviewer is None


def test_only_the_program_reopens_for_changed_rows_and_only_with_them() -> None:
    assert case_after(DISMISS, ("reopen", PROGRAM, {"changes": [GONE]})).changes == (
        Change(CORRECTED, (5, 1), 9),)
    assert "要写明是谁" in told(DISMISS, ("reopen", PROGRAM))[1][-1]
    assert told(("reopen", PROGRAM, {"changes": [GONE]}))[1][-1]


def test_an_answer_and_the_end_of_a_remedy_still_fit_after_rows_changed() -> None:
    changed = ("reopen", PROGRAM, {"changes": [GONE]})
    assert case_after(("ask", "李经审"), changed).is_asked
    assert case_after(("ask", "李经审"), changed, ("explain", "赵出纳")).stage == EXPLAINED
    assert case_after(("mend", "李经审"), changed, ("mended", "李经审")).stage == MENDED
    withdrawn = ("ask", "李经审"), ("reopen", "李经审")
    assert "要先由经审要求说明" in told(*withdrawn, ("explain", "赵出纳"))[1][-1]


def test_an_assignment_changes_nothing_else() -> None:
    before = case_after(DISMISS, PREPARE)
    case = case_after(DISMISS, PREPARE, ("assign", "李经审", {"to": "钱经审"}))
    assert case.assignee == "钱经审"
    assert (case.stage, case.preparer, case.rows) == (before.stage, before.preparer, before.rows)


PEOPLE = ("李经审", "李 经审", "钱经审", "赵出纳", "赵出纳（会计）", WHO, PROGRAM)
STEPS = st.tuples(
    st.sampled_from(sorted(KINDS)), st.sampled_from(PEOPLE), st.sampled_from(["preparer", "reviewer"]),
    st.booleans(), st.sampled_from([KEY, KEY[::-1]]),
)


@given(st.lists(STEPS, max_size=25))
def test_whatever_is_tried_no_case_breaks_its_rules(tried: list[tuple[str, str, str, bool, str]]) -> None:
    held: dict[str, Casefile] = {}
    kept: list[Event] = []
    for seq, (kind, who, role, changed, key) in enumerate(tried, 6):
        made = event(seq, kind.removeprefix("case_"), who, role=role if kind == "case_sign" else "", case=key,
                     changes=[GONE] if changed else [])
        before = dict(held)
        if take(held, made):
            assert held == before, "a step that does not fit changes nothing"
            continue
        kept.append(made)
        case = held[key]
        _require_sound(case)
        assert {each: held[each] for each in held if each != key} == {
            each: before[each] for each in before if each != key}, "and no other case"
    assert {each.key: each for each in casefiles_of(kept)} == held


def _require_sound(case: Casefile) -> None:
    explained = {each.who for each in case.steps if each.kind == "explain"}
    signers = [each for each in (case.preparer, case.reviewer) if each]
    assert not signers or case.is_decided
    assert case.reviewer is None or case.preparer is not None
    assert not case.is_signed or not is_same(signers[0].who, signers[1].who)
    assert not any(is_same(each.who, who) for each in signers for who in explained)
    assert case.rows == (rows_of(ROWS) if any(each.rows for each in case.steps) else frozenset())
    assert case.is_decided or case.stage in {OPEN, ASKED, EXPLAINED}


@given(st.sets(st.tuples(st.integers(1, 400), st.integers(0, 60))))
def test_rows_come_back_from_an_event_as_they_went(rows: set[tuple[int, int]]) -> None:
    assert rows_of(rows_as_json(rows)) == rows


def test_neighbouring_rows_take_little_room() -> None:
    assert rows_as_json((7, row) for row in range(100_000)) == {"7": "0-99999"}


@pytest.mark.parametrize("said", [
    None, [], "1", {"a": "1"}, {"1": 1}, {"1": ""}, {"1": "1-"}, {"1": "-1"}, {"1": "1,,2"}, {"-1": "1"},
    {"1": "0-99999999999"}, {"²": "1"}, {"1": "1 "}, {"1": "１"}, {"1" * 13: "1"},
], ids=str)
def test_what_is_no_rows_is_none(said: Any) -> None:
    assert rows_of(said) is None


WILD = [None, True, -1, 2**70, "x", "\ud800", [], {}, [[]], ["x"], [None], {"a": 1}, [CORRECTED, 1, 2], [{}]]


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_body_that_others_wrote_is_a_sentence_and_changes_nothing(kind: str, data: st.DataObject) -> None:
    sound = event(7, kind.removeprefix("case_"), "李经审", role="preparer" if kind == "case_sign" else "",
                  files=[{"name": "a.pdf", "digest": "0" * 64, "size": 1}], changes=[GONE])
    body = copy.deepcopy(sound.body)
    name = data.draw(st.sampled_from(sorted(body)))
    of_kind = [each for each in WILD if type(each) is NEEDED[kind][name]]  # others no event can hold
    body[name] = data.draw(st.sampled_from(of_kind or [body[name]]))
    wild = Event(7, sound.at, kind, "李经审", "", "", body)
    held: dict[str, Casefile] = {}
    said = take(held, wild)
    assert said or ((step := step_of(wild)) is not None and held[step.case].steps == (step,))


def test_a_later_programs_step_is_passed_over() -> None:
    assert take({}, Event(7, "", "case_dream", "李经审", "", "", {})) == ""


def test_files_of_all_steps_are_the_cases() -> None:
    file = {"name": "说明.pdf", "digest": "0" * 64, "size": 3}
    case = case_after(("ask", "李经审", {"files": [file]}), ("explain", "赵出纳", {"files": [file]}))
    assert case.files == (Attachment("说明.pdf", "0" * 64, 3),) * 2


def test_cases_as_of_an_earlier_event_are_those_that_stood_then() -> None:
    events = [event(seq, kind, who) for seq, (kind, who) in enumerate([*ANSWERED, DISMISS], 6)]
    assert [casefiles_of(events[:count])[0].stage for count in (1, 2, 3)] == [ASKED, EXPLAINED, DISMISSED]
