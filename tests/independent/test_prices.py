"""Fixed prices by choice: which series they are of, and what is said of them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

import pytest

from asss_xl.dataset import Datasett
from asss_xl.report import build
from tests.independent import key_figures, sheets
from tests.independent.comparing import RAW, Oracle, Workbook, compare, told
from tests.independent.raw import Choice, Package
from tests.support import built, choosing

GROUP = "ASSS-12"
_I_KRONER = "Avvik fra landet i kroner, korrigert for utgiftsbehov og sosiale utgifter"
#: Besides the profiles: on Forside and on Regnskap.
_HEADINGS = ("Viktigste tall", "Nøkkeltall", "Regnskapet per innbygger", _I_KRONER)
_HEADINGS += ("Vedleggstabell 1. Avvik fra landet, kr per innbygger",)
_WAGES = "Lønnsutgifter, mill kr 2023"
_PROFILE = "Plass, ytterpunkter og tidligere år"


def _texts(book: Mapping[str, sheets.Page], steps: str = "") -> list[str]:
    """What a reader reads, or a sheet of steps."""
    pages = (p for name, p in book.items() if (name == steps if steps else not name.startswith("Steg_")))
    return [v for page in pages for v in page.cells.values() if isinstance(v, str)]


@pytest.mark.parametrize(("own", "year"), [("Bergen", 2024), ("Tromsø", 2023), ("Asker", 2022)])
def test_earlier_kroner_are_in_those_of_the_year(
    own: str, year: int, oracle: Oracle, workbook: Workbook
) -> None:
    choice, plain = (Choice(own, year, GROUP, fixed=fixed) for fixed in (True, False))
    figures = oracle.figures(choice)
    nominal = {key: value for key, value in oracle.figures(plain).items() if key[0] != key_figures.PART}
    count, found = compare(choice, figures, workbook.book(choice))
    assert not found, told(found)
    moved = {key for key, value in figures.items() if value != nominal[key]}
    parts = {"per innbygger", "kroner", "profil: Grunnskole", "kjede", "sosiale", "tabell 19"}
    parts |= {"figur 0", "figur 4", "figur 6"}
    parts |= {f"tabell {nr}" for nr in ("0", "1", "2", "3", "4", "5", "5b", "5d")}
    assert len(moved) > 400 and {part for part, *_ in moved} >= parts
    assert count > 4000
    _, missed = compare(plain, nominal, workbook.book(choice))
    assert {d.key for d in missed} == moved


def test_a_deflator_a_tenth_off_is_found(workbook: Workbook) -> None:
    package = Package(RAW)
    rows = package["nasjonale"]
    hit = (rows["aar"] == 2024) & (rows["stoerrelse"] == "kostnadsdeflator")
    package.tables["nasjonale"] = rows.assign(verdi=rows["verdi"].where(~hit, rows["verdi"] * 1.1))
    choice = Choice("Bergen", 2024, GROUP, fixed=True)
    _, found = compare(choice, Oracle(package).figures(choice), workbook.book(choice))
    assert {"per innbygger", "profil: Grunnskole"} <= {d.key[0] for d in found}


@pytest.mark.parametrize("year", [2024, 2023])
def test_headings_and_sentences_say_whose_kroner(year: int, workbook: Workbook, network: Datasett) -> None:
    mark = f" (i {year}-kroner)"
    books = [workbook.book(Choice("Bergen", year, GROUP, fixed=fixed)) for fixed in (True, False)]
    fixed, plain = map(_texts, books)
    services = len(network.tjenester)
    assert plain.count(_PROFILE) == services and not any("-kroner)" in text for text in plain)
    assert fixed.count(f"{_PROFILE}{mark}") == services
    assert all(fixed.count(f"{heading}{mark}") == 1 for heading in _HEADINGS)
    running = [heading for heading in plain if f"{heading} (løpende)" in fixed]
    assert {*running} >= {"Hva hvis", "Grunnlag", "Vekst, prosent", "Hva det flytter"}
    assert not any("(løpende)" in heading for heading in plain)
    # A year before with the same figure is told so, and in fixed prices it is another figure.
    said, before_it = rf" \(−?[\d\s]+(?:,\d+)? kr i {year - 1}\)?", rf", (?:om lag )?som i {year - 1}"
    past = re.compile(rf"(?<= kr i {year})(?:{said}|{before_it})")
    after, before = ([t for t in _texts(book, "Steg_profiler") if past.search(t)] for book in books)
    assert len(after) == len(before) > 30
    told = mark.strip(" ()")
    assert all(told in text for text in after)

    # Only what the year before was is another figure.
    def bare(text: str) -> str:
        return past.sub("", text.replace(mark, "").replace(f", {told})", ")"))

    assert {bare(t) for t in before} == {bare(t) for t in after}


def test_the_key_figures_of_the_year_before(oracle: Oracle, workbook: Workbook) -> None:
    choice = Choice("Bergen", 2024, GROUP, fixed=True)
    page = workbook.book(choice)["Forside"]
    worth = oracle.package.worth(choice, 2023)
    assert worth == pytest.approx(1.043)
    figures = oracle.figures(choice, profiles=False)
    for label, key, factor in (
        ("Utgifter over behov, kr/innb.", ("kroner", "sum_noekkel", "kr", 2023), 1.0),
        ("Avvik i disp. inntekt, kr/innb.", ("kroner", "disponibel", "kr", 2023), 1.0),
        ("Netto lånegjeld, kr/innb.", ("per innbygger", "netto_gjeld", "kommune", 2023), 1.0),
        ("Netto driftsresultat, % av inntekt", ("figur 0", "netto", "kommune", 2023), 1.0),
    ):
        row = page.row_of(label, page.row_of("Nøkkeltall"))
        expected, now = figures[key], figures[(*key[:3], 2024)]
        assert isinstance(expected, float) and isinstance(now, float)
        assert page.cells[row, 3] == pytest.approx(expected * factor)
        assert page.cells[row, 4] == pytest.approx(now - expected * factor)


@pytest.mark.parametrize(("year", "there"), [(2020, True), (2022, False), (2024, False)])
def test_the_growth_of_every_year_but_the_first_is_needed(
    year: int, there: bool, few_services: Datasett
) -> None:
    """No year is shown in prices that nobody knows."""
    known = few_services.nasjonale.items()
    lacking = {key: value for key, value in known if key != (year, "kostnadsdeflator")}
    report = build(dataclasses.replace(few_services, nasjonale=lacking))
    assert (choosing.PRISER in choosing.places(report)) is there


def test_a_package_without_a_deflator_has_no_choice() -> None:
    for name in ("bergen_2009", "eksempelnettverk"):
        report = built.report(name)
        assert (choosing.PRISER in choosing.places(report)) is bool(report.data.nasjonale)


@pytest.mark.parametrize(
    ("label", "number", "kroner"),
    [("Grunnskole: Netto driftsutg. per innb. 6-15 år", 2, True), ("Grunnskole: Ressursbruk", 1, False)],
)
def test_all_municipalities_on_an_indicator_have_the_same_kroner(
    label: str, number: int, kroner: bool, oracle: Oracle, workbook: Workbook
) -> None:
    choice = Choice("Tromsø", 2024, GROUP, fixed=True)
    workbook.session.set(workbook.places["Indikatoren som vises på arket"], label)
    page = workbook.book(choice)["Indikator"]
    head = next(row for row in range(1, page.last_row) if page.text(row, 2) == "Kommune")
    years = {int(page.text(head, c)): c for c in range(3, 10) if page.text(head, c).isdigit()}
    assert set(years) == set(range(2020, 2025))
    compared = 0
    for row in range(head + 1, page.last_row):
        if not (unit := page.text(row, 2)):
            break
        for year, column in years.items():
            raw = oracle.indicators.values.get(("grunnskole", number, unit, year))
            if raw is not None and not any(b > year for b in oracle.package.breaks(unit)):
                worth = oracle.package.worth(choice, year) if kroner else 1.0
                assert page.cells[row, column] == pytest.approx(raw[0] * worth), (unit, year)
                compared += 1
    assert compared > 40
    assert page.text(head - 1) == "Kommunene fra høyest til lavest" + " (i 2024-kroner)" * kroner


def test_the_figures_of_ressursbruk_are_drawn_in_the_chosen_kroner(
    oracle: Oracle, workbook: Workbook
) -> None:
    """The bars of each year, and the heading that says so."""
    choice, plain = (Choice("Bergen", 2024, GROUP, fixed=fixed) for fixed in (True, False))
    for each in (choice, plain):
        page, figures = workbook.book(each)["Steg_avvik"], oracle.figures(each, profiles=False)
        for title, label, line in (
            ("Figur 17.", "Grunnskole", "Grunnskole"),
            ("Figur 18.", "Andre sektorer", "Andre sektorer"),
        ):
            at = next(row for row in range(1, page.last_row) if page.text(row).startswith(title[:-1]))
            row = page.row_of(label, at)
            for column, year in enumerate((2022, 2023, 2024), start=2):
                assert page.cells[row, column] == pytest.approx(figures["kroner", line, "kr", year])
        headings = [t for t in _texts(workbook.book(each), "Steg_avvik") if t.endswith(" (i 2024-kroner)")]
        assert len(headings) == 3 * each.fixed


def test_a_yellow_cell_of_an_earlier_year_is_in_that_years_kroner(workbook: Workbook) -> None:
    """What is filled in moves the percentages alike, and the amounts by what it is worth."""
    session, own = workbook.session, "Bergen"
    cell = next(e for e in built.report("eksempelnettverk").book.inputs if e.line_and_year == _WAGES)
    made = {}
    for fixed in (True, False):
        choice = Choice(own, 2024, GROUP, fixed=fixed)
        session.set(cell.what_if.place, 15_000.0)
        page = workbook.book(choice)
        made[fixed] = [sheets.shown(page, part, choice) for part in ("tabell 2", "figur 6")]
    worth = Package(RAW).worth(Choice(own, 2024, GROUP, fixed=True), 2023)
    for key, value in made[False][1].items():
        factor = worth if key[1:] == ("beloep", 2023) else 1.0
        if isinstance(value, float) and (key[1] != "beloep" or key[2] == 2023):
            assert made[True][1][key] == pytest.approx(value * factor)
    plain = made[False][1]["netto", "beloep", 2023]
    choice = Choice(own, 2024, GROUP)
    before = sheets.shown(workbook.book(choice), "figur 6", choice)["netto", "beloep", 2023]
    assert isinstance(plain, float) and isinstance(before, float) and abs(plain - before) > 1e5
