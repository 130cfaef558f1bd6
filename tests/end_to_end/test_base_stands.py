"""What a what-if is compared by stands still, and what the texts say follows a sector follows it."""

from __future__ import annotations

import pytest

from asss_xl.checks.formula_text import Place, split_place
from asss_xl.functions.values import Value, is_number, same
from asss_xl.report.kommunerapport import Rapport
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.workbook import MISSING_TEXT, Cell, Sheet
from tests.support.engine import Session


@pytest.fixture(params=["native", "network_report"])
def report(request: pytest.FixtureRequest) -> Rapport:
    made: Rapport = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def loaded(report: Rapport, native: Rapport, request: pytest.FixtureRequest) -> Session:
    """The workbook in ironcalc."""
    made: Session = request.getfixturevalue("native_session" if report is native else "network_session")
    return made


def _under_grunnlag(sheet: Sheet) -> list[Place]:
    """Every cell of a sheet with a figure under a heading that begins with «Grunnlag»."""
    under: dict[int, bool] = {}
    found: list[Place] = []
    heading: bool | None = None
    for (_, column), cell in sorted(sheet.cells.items()):
        if column == 0:
            heading = None
        elif _is_heading(cell):
            under[column] = heading = str(cell.value).startswith("Grunnlag")
        elif cell.value is None and heading is not None:
            # The heading goes on over the columns beside it.
            under[column] = heading
        else:
            heading = None
            if under.get(column) and is_number(cell.value):
                found.append(split_place(cell.place))
    return found


def _is_heading(cell: Cell) -> bool:
    """A text that is not a figure's; with the year in it, it is worked out."""
    text = cell.value if isinstance(cell.value, str) and cell.value != MISSING_TEXT else ""
    return text.startswith("Grunnlag") or bool(text and cell.call is None)


def _changes(report: Rapport, everywhere: bool) -> dict[str, Value]:
    """A change of every line on Hva hvis, or also of every yellow cell of the other sheets."""
    lines = {place: 3.0 for place in report.linjer.felt.values()}
    lines |= {cell.place: 50.0 for cell in report.linjer.prosent.values()}
    if not everywhere:
        return dict(lines)
    others = [i for i in report.book.inputs if i.what_if.sheet != "Hva hvis" and is_number(i.base.value)]
    return lines | {i.what_if.place: float(i.base.value) * 0.97 for i in others}  # type: ignore[arg-type]


@pytest.mark.parametrize("everywhere", [False, True], ids=["linjer", "alle gule felt"])
def test_the_base_stands_when_yellow_cells_are_filled_in(
    report: Rapport, loaded: Session, everywhere: bool
) -> None:
    sheets = [sheet for name, sheet in report.book.sheets.items() if not name.startswith("Steg_")]
    shown = [place for sheet in sheets for place in _under_grunnlag(sheet)]
    yellow = [split_place(given.base.place) for given in report.book.inputs]
    places = list(dict.fromkeys([*shown, *yellow]))
    before = loaded.values()
    for place, value in _changes(report, everywhere).items():
        loaded.set(place, value)
    loaded.evaluate()
    after = loaded.values()
    loaded.restore()
    moved = {p: (before.get(p), after.get(p)) for p in places if not _alike(before.get(p), after.get(p))}
    assert not moved, moved
    assert report.avvik is not None
    now = [report.avvik.kjede.slutt[line][report.data.rapportaar].place for line in report.data.sektorer]
    assert any(not _alike(before[p], after[p]) for p in map(split_place, now))


def test_the_figures_that_a_profile_says_follow_a_sector_follow_it_and_no_others(
    report: Rapport, loaded: Session
) -> None:
    """Of the figures of spending: those of a sector, all of it or a part, follow its line on Hva hvis."""
    used = {
        (service.noekkel, i.navn): split_place(report.flyt._naa[noekkel(i)].used.place)
        for service in report.data.tjenester
        for i in service.indikatorer
        if i.arter
    }
    before = loaded.values()
    assert report.avvik is not None
    year = report.data.rapportaar
    told: set[tuple[str, str]] = set()
    in_key = [s for s in report.data.sektorer if is_number(report.avvik.kjede.slutt[s][year].value)]
    for line in in_key:
        ways = (
            f"Tall uten gult felt følger {line} på Hva hvis: ",
            f"Tall uten gult felt følger delene som har det, og {line} på Hva hvis i samme forhold: ",
            "Tall uten gult felt fordi det samme fylles ut ved et annet tall; følger også "
            f"{line} på Hva hvis i samme forhold: ",
            f"Følger {line} på Hva hvis i samme forhold når det gule feltet er tomt: ",
        )
        promised = {
            (service.noekkel, i.navn)
            for service in report.data.tjenester
            for text in report.flyt.merknader(service)
            for i in service.indikatorer
            for said in ways
            if is_number(before.get(used.get((service.noekkel, i.navn))))
            and text.startswith(said)
            and i.navn.removesuffix(".") in text.removeprefix(said).removesuffix(".").split("; ")
        }
        loaded.set(report.linjer.felt[line], 3.0)
        loaded.evaluate()
        after = loaded.values()
        loaded.restore()
        moved = {figure for figure, at in used.items() if not _alike(before.get(at), after.get(at))}
        assert moved == promised, line
        told |= promised
    assert told


def _alike(one: Value, other: Value) -> bool:
    return same(one, other) if is_number(one) and is_number(other) else one == other
