"""Which slides a document becomes: 6 to 10 with the cover and the end, however many sections it has.

Each section has a slide: its answer first, then its chart, or its table where it has none. Sections
that are more than the slides stand together, those with the least to show first. Slides that are left
go to what was not shown yet; what is on no slide is named at the end. Speaker notes hold the section
in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from openbooks.document import Chart, Document, Section, Table
from openbooks.slide_notes import of_picture, of_section
from openbooks.slide_panel import (
    BODY,
    LEAST,
    Area,
    ChartPiece,
    Panel,
    Para,
    Piece,
    height,
    plain,
)
from openbooks.slide_piece import CHART_SPLIT, chart_pieces, pieces_of, remarks, selection
from openbooks.slide_words import MORE, answer_of, held_in, paras_of, small_under

FEWEST, MOST = 6, 10
INSIDE = MOST - 2  # beside the cover and the end
LEAST_PICTURE, EASY_PICTURE = 180.0, 280.0  # points: beside the answer, beside more sentences
FEW, MOST_PAGES = 4, 3  # in a deck of more groups, a table goes on over at most so many slides
MAIN, CUT_TEXT, FIRST_TABLE, OTHER_CHART, OTHER_TABLE, MORE_TEXT = range(6)
Make = Callable[[float, float], Piece | None]
Shown = tuple["Offer", tuple[Panel, ...]]


@dataclass(frozen=True)
class Offer:
    """A slide that can be shown for a group of sections: `rank` (the lower the sooner), the place of the
    group, and, where its table or chart is not whole, the slides that show all of it instead."""

    rank: int
    group: int
    panel: Panel
    whole: tuple[Panel, ...] = ()

    @property
    def is_chart(self) -> bool:
        return isinstance(self.panel.piece, ChartPiece)


def planned(document: Document, area: Area) -> tuple[tuple[Panel, ...], tuple[str, ...]]:
    """The slides between cover and end, and what is on none of them (titles of tables and charts)."""
    sections = [each for each in document.sections if _says(each)]
    groups = _groups(sections, INSIDE)
    taken = [_main(group, at, area, document) for at, group in enumerate(groups)]
    others = [offer for offer, group in zip(taken, groups, strict=True) if len(group) == 1
              for offer in _offers(group[0], offer, area, document)]
    shown = _whole([(each, (each.panel,)) for each in taken], charts=True, few=len(groups) <= FEW)
    left = INSIDE - sum(len(panels) for _, panels in shown)
    accepted = sorted(others, key=lambda each: (each.rank, each.group))[:max(left, 0)]
    shown += [(each, (each.panel,)) for each in accepted]
    shown = _whole(shown, charts=False, few=len(groups) <= FEW)
    panels = tuple(panel for _, each in sorted(shown, key=lambda each: each[0].group) for panel in each)
    panels = panels or (Panel("报告内容", (plain("本期没有可以列入的内容。"),)),)
    return panels, tuple(_unseen(document.sections, panels))


def _whole(shown: Sequence[Shown], charts: bool, few: bool) -> list[Shown]:
    """The same, with charts or tables that are not whole on as many slides as they need, as long as
    there are slides left; beside many groups, only those that need few."""
    left = INSIDE - sum(len(panels) for _, panels in shown)
    made: list[Shown] = []
    for offer, panels in shown:
        more = len(offer.whole) - len(panels)
        if (offer.is_chart == charts and 0 < more <= left and len(panels) == 1
                and (few or len(offer.whole) <= MOST_PAGES)):
            left -= more
            made.append((offer, offer.whole))
        else:
            made.append((offer, panels))
    return made


def _says(section: Section) -> bool:
    return bool(section.texts or section.charts or section.tables or section.spoken or section.remarks)


def _groups(sections: Sequence[Section], most: int) -> list[tuple[Section, ...]]:
    """The sections in order, in at most so many groups, so that the least is lost from view."""
    if len(sections) <= most:
        return [(each,) for each in sections]
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, (0,))}
    for end in range(1, len(sections) + 1):
        for count in range(1, min(end, most) + 1):
            ways = []
            for start in range(count - 1, end):
                if (start, count - 1) in best:
                    lost, cuts = best[start, count - 1]
                    ways.append((lost + _loss(sections[start:end]), (*cuts, end)))
            if ways:
                best[end, count] = min(ways)
    return [tuple(sections[a:b]) for a, b in pairwise(best[len(sections), most][1])]


def _loss(group: Sequence[Section]) -> float:
    """What putting these on one slide costs: pictures that are not seen, and room."""
    if len(group) == 1:
        return 0.0
    pictures = sum(bool(each.charts or each.tables) for each in group)
    letters = sum(len(answer_of(each)) for each in group)
    return 4.0 * pictures + len(group) ** 2 + letters / 100


def _main(group: tuple[Section, ...], at: int, area: Area, document: Document) -> Offer:
    """The slide of a section, or of several that stand together."""
    spoken = tuple(line for each in group for line in of_section(each, document, len(group) > 1))
    title = "、".join(each.title for each in group)
    if len(group) > 1:
        said = [(each.title, answer_of(each) or MORE) for each in group]
        paras = tuple(Para(((f"{name}：", True), (text, False)), BODY, item=True) for name, text in said)
        return Offer(MAIN, at, Panel(title, held_in(paras, area), spoken=spoken))
    section = group[0]
    paras = paras_of(section)
    choices = [(*paras[:1], *(each.sized(LEAST) for each in paras[1:end]))
               for end in range(len(paras), 0, -1)] or [()]
    choices += [(paras[0].sized(size),) for size in (28.0, 26.0, LEAST) if paras]
    for shown in (*section.charts[:1], *section.tables[:1]):
        offer = _pictured(MAIN, at, title, choices, shown, section.remarks, area, spoken)
        if offer:
            return offer
    under = small_under(section.remarks, area)
    room = area.below(height(under, area.width))
    return Offer(MAIN, at, Panel(title, held_in(paras, room), None, under, spoken))


def _offers(section: Section, main: Offer, area: Area, document: Document) -> Iterator[Offer]:
    """What of a section its slide does not show."""
    answer = [tuple(each.sized(BODY) for each in paras_of(section)[:1]), ()]
    ranks = [(OTHER_TABLE if place else FIRST_TABLE, table) for place, table in enumerate(section.tables)]
    for rank, shown in (*ranks, *((OTHER_CHART, chart) for chart in section.charts)):
        if not _shows(main.panel, shown):
            title = f"{section.title}：{shown.title}"
            offer = _pictured(rank, main.group, title, answer, shown, (), area, of_picture(shown, document))
            if offer:
                yield offer
    held = {para.text for para in main.panel.paras}
    rest = tuple(each for each in paras_of(section) if each.text not in held)
    if len(rest) > 1 or (rest and main.panel.piece is None):
        rank = MORE_TEXT if main.panel.piece else CUT_TEXT
        yield Offer(rank, main.group, Panel(f"{section.title}（续）", held_in(rest, area)))


def _shows(panel: Panel, shown: Chart | Table) -> bool:
    piece = panel.piece
    return piece is not None and (piece.chart if isinstance(piece, ChartPiece) else piece.table) is shown


def heading(table: Table, note: str = "") -> Para:
    """What stands over a table: its title, unit, and what of it is shown."""
    said = "；".join(filter(None, (table.unit, note)))
    return Para(((table.title, True), (f"（{said}）" if said else "", False)), 18.0, muted=True)


def _made(shown: Chart | Table, width: float, room: float) -> Piece | None:
    """What of a chart or table fits."""
    if isinstance(shown, Chart):
        return next(iter(chart_pieces(shown, width, room)), None)
    found = selection(shown, width, room - heading(shown).height(width))
    if found is None or not found.note:
        return found
    return selection(shown, width, room - heading(shown, found.note).height(width))


def _said(shown: Chart | Table) -> tuple[str, ...]:
    """What stands small under it."""
    if isinstance(shown, Table):
        return shown.notes
    return remarks(ChartPiece(shown, 0, len(shown.categories), 0, 0, 0))


def _pictured(
    rank: int, group: int, title: str, choices: Sequence[tuple[Para, ...]], shown: Chart | Table,
    said: Sequence[str], area: Area, spoken: tuple[str, ...],
) -> Offer | None:
    """The first of the texts beside which the whole picture or table fits, its letters as large as
    others; else in the largest letters; else the one of a single paragraph beside which the most of it
    fits; None where nothing does."""
    under = small_under((*_said(shown), *said), area)
    part = tight = None
    for paras in choices:
        room = area.height - height((*paras, *under), area.width)
        if room < (EASY_PICTURE if len(paras) > 1 else LEAST_PICTURE):
            continue
        piece = _made(shown, area.width, room)
        if piece and not piece.note:
            panel = Panel(title, paras, piece, under, spoken)
            if piece.size >= CHART_SPLIT:
                return Offer(rank, group, panel)
            tight = panel if tight is None or piece.size > tight.piece.size else tight
        elif piece and len(paras) <= 1 and (part is None or _extent(piece) > _extent(part.piece)):
            part = Panel(title, paras, piece, under, spoken)
    if tight:
        return Offer(rank, group, tight)
    return Offer(rank, group, part, _pages(part, shown, said, area)) if part else None


def _pages(panel: Panel, shown: Chart | Table, said: Sequence[str], area: Area) -> tuple[Panel, ...]:
    """The whole chart or table over as many slides as it needs, the answer on the first."""
    texts = height(panel.paras, area.width)
    room = area.height - height(panel.small, area.width)
    if isinstance(shown, Chart):
        pieces: Sequence[Piece] = chart_pieces(shown, area.width, room - texts)
    else:
        room -= heading(shown, "分 10 张，此为第 10 张").height(area.width)
        pieces = pieces_of(shown, area.width, room - texts, room)
    return tuple(
        replace(
            panel, piece=piece, title=f"{panel.title}（续{at}）" if at else panel.title,
            paras=() if at and isinstance(shown, Table) else panel.paras,
            spoken=() if at else panel.spoken,
            small=(small_under((*remarks(piece), *said), area) if isinstance(piece, ChartPiece)
                   else panel.small),
        )
        for at, piece in enumerate(pieces)
    )


def _extent(piece: Piece | None) -> int:
    """How many rows or categories it shows."""
    return 0 if piece is None else len(piece.categories if isinstance(piece, ChartPiece) else piece.rows)


def _unseen(sections: Sequence[Section], panels: Sequence[Panel]) -> Iterator[str]:
    for section in sections:
        for each in (*section.charts, *section.tables):
            if not any(_shows(panel, each) for panel in panels):
                yield each.title
