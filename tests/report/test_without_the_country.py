"""A package of members only: what is relative to the country is relative to them, and says so.

The cost key's indices have the whole country as 1. Held against what the members spend they put all of
them on one side of the need, so they are worked out anew with the members together as 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.frames import ressursbruk
from asss_xl.dataset.model import Noekkel
from asss_xl.delivery import export
from asss_xl.functions.values import is_number
from asss_xl.report import build, build_main
from asss_xl.report.rapport import Rapport
from asss_xl.report.uten import uten_hva_hvis
from asss_xl.workbook import Book, Cell
from tests.support import choosing

YEAR, OWN = 2024, "Bergen"
#: The country as the subject of a sentence or a heading; not «hele landet», whose 1 the key's figures have.
COUNTRY = re.compile(r"(?<!hele )(?<!av )\blandets?\b", re.IGNORECASE)
#: What each sheet may say of the country: national figures and definitions, and that there is none.
ELSEWHERE = {"Demografi", "Funksjoner", "Metode", "Tall regnskap"}
TOLD = "Tallgrunnlaget har ikke landet"


@pytest.fixture(scope="module")
def alone(network: Datasett) -> Datasett:
    return replace(network, resten="", landet="").for_kommune(OWN, YEAR)


@pytest.fixture(scope="module")
def report(alone: Datasett) -> Rapport:
    return build(alone)


def _index(data: Datasett, unit: str, sector: str, key: Noekkel) -> float:
    """The key's own index: the whole country is 1."""
    made = 0.0
    for criterion, weight in key.vekter[sector].items():
        places = ((unit, place, criterion, YEAR) for place in (sector, ""))
        found = next(data.kriterieverdier[place] for place in places if place in data.kriterieverdier)
        assert weight.verdi is not None and found.verdi is not None
        made += weight.verdi * found.verdi
    return made


def _people(data: Datasett, unit: str) -> float:
    return sum(v.verdi or 0.0 for (who, _, year), v in data.innbyggere.items() if (who, year) == (unit, YEAR))


def _ours(data: Datasett, sector: str, key: Noekkel) -> float:
    """The members' index together."""
    people = {unit: _people(data, unit) for unit in data.medlemmer}
    whole = sum(count * _index(data, unit, sector, key) for unit, count in people.items())
    return whole / sum(people.values())


def test_the_members_together_are_at_their_need(alone: Datasett) -> None:
    table = ressursbruk(alone).xs(YEAR, level="aar").reset_index()
    table = table[table["kommune"].isin(alone.medlemmer)]
    for sector, rows in table.groupby("sektor"):
        people = rows["innbyggere"]
        gap = (rows["korrigert_for_behov"] * people).sum() / people.sum()
        assert gap == pytest.approx(0.0, abs=1e-6), sector
        if sector in alone.noekkel(YEAR).vekter:  # type: ignore[union-attr]
            assert (rows["kostnadsindeks"] * people).sum() / people.sum() == pytest.approx(1.0), sector


def test_one_needs_as_much_more_than_another_as_the_key_says(alone: Datasett, report: Rapport) -> None:
    key = alone.noekkel(YEAR)
    assert report.behov is not None and key is not None
    for sector in key.vekter:
        expected = _index(alone, OWN, sector, key) / _ours(alone, sector, key)
        made = report.behov.sektorer[sector]
        assert made.indeks[YEAR].value == pytest.approx(expected, abs=2e-4), sector
        before = uten_hva_hvis(report.book, made.indeks[YEAR])
        assert isinstance(before, Cell) and before.value == pytest.approx(made.indeks[YEAR].value)
        mean, weights = made.snitt[YEAR].value, sum(cell.value for cell in made.vekter[YEAR])  # type: ignore[misc]
        added = made.korreksjon[YEAR].value - mean * (made.indeks[YEAR].value - weights)  # type: ignore[operator]
        if not any(s == sector for _, s, _, _ in alone.behovstillegg):
            assert added == pytest.approx(0.0, abs=1e-6), sector


def test_workbook_main_report_and_table_have_the_same_indices(alone: Datasett, report: Rapport) -> None:
    table, main = ressursbruk(alone).xs((OWN, YEAR), level=("kommune", "aar")), build_main(alone)
    cells = main.book.sheets["Avvik"].cells
    (head,) = [row for (row, c), cell in cells.items() if c == 0 and "Kostnadsindeks" in str(cell.value)]
    assert cells[head, 0].value == "Kostnadsindeks, medlemmene = 1"
    assert report.behov is not None
    for at, sector in enumerate(alone.noekkel(YEAR).vekter, start=head + 1):  # type: ignore[union-attr]
        made = report.behov.sektorer[sector]
        assert table.loc[sector, "kostnadsindeks"] == pytest.approx(made.indeks[YEAR].value), sector
        assert table.loc[sector, "korreksjon"] == pytest.approx(made.korreksjon[YEAR].value), sector
        row = [cell.value for (r, c), cell in cells.items() if r == at and c > 1]
        assert any(is_number(v) and v == pytest.approx(made.indeks[YEAR].value) for v in row), sector


def test_they_are_held_to_the_key_that_is_chosen(alone: Datasett, report: Rapport) -> None:
    other = next(key for key in alone.noekler if not key.gjelder(YEAR))
    made = build(alone, what_if={choosing.places(report)[choosing.NOEKKEL]: other.navn}).behov
    assert made is not None
    found = {s: made.sektorer[s].indeks[YEAR].value for s in other.vekter}
    known = {sector: value for sector, value in found.items() if is_number(value)}
    assert known
    for sector, value in known.items():
        assert value == pytest.approx(
            _index(alone, OWN, sector, other) / _ours(alone, sector, other), abs=2e-4
        ), sector


def _said(book: Book) -> Iterator[tuple[str, str]]:
    for sheet in book.sheets.values():
        if sheet.calculation or sheet.name in ELSEWHERE:
            continue
        texts = [t for cell in sheet.cells.values() for t in (cell.value, cell.style.number_format)]
        texts += [chart.alt for chart in sheet.charts]
        yield from ((sheet.name, text) for text in texts if isinstance(text, str))


def test_no_sheet_calls_the_members_the_country(alone: Datasett, report: Rapport) -> None:
    main = build_main(alone)
    for book in (report.book, main.book):
        said = [
            (name, t) for name, t in _said(book) if COUNTRY.search(t) and not t.lstrip("– ").startswith(TOLD)
        ]
        assert said == []
        assert any(name == "Forside" and TOLD in text for name, text in _said(book))
    assert any("medlemmene = 1" in text for _, text in _said(report.book))


def test_what_is_sent_on_says_so(report: Rapport, network_report: Rapport) -> None:
    about = export.sak(report)
    assert TOLD in about.forbehold
    assert TOLD not in export.sak(network_report).forbehold
    shown = [str(cell) for table in about.tabeller for row in table.rader for cell in row]
    assert not [text for text in shown if COUNTRY.search(text)]


@pytest.fixture(scope="module")
def single(network: Datasett) -> Datasett:
    """The figures of one municipality, and nobody else's."""
    groups = tuple(replace(g, medlemmer={OWN: g.medlemmer[OWN]}) for g in network.grupper if g.nettverk)
    fields = {
        "regnskap": 0, "beloep": 0, "innbyggere": 0, "kriterieverdier": 0, "verdier": 2, "behovstillegg": 0,
    }  # fmt: skip
    kept = {
        name: {key: v for key, v in getattr(network, name).items() if key[at] == OWN}
        for name, at in fields.items()
    }
    ours = tuple(k for k in network.kommuner if k.navn == OWN)
    made = replace(network, kommuner=ours, grupper=groups, resten="", landet="", korreksjoner=(), **kept)  # type: ignore[arg-type]
    return made.for_kommune(OWN, YEAR)


def test_one_municipality_is_not_held_against_itself(single: Datasett) -> None:
    """Its own spending is no country: with the country's indices on it, it was over and under its need."""
    report = build(single)
    assert report.avvik is not None
    for line, cells in report.avvik.kjede.slutt.items():
        assert not any(is_number(cell.value) for cell in cells.values()), line
    assert ressursbruk(single)[["landet", "korrigert_for_behov"]].isna().all(axis=None)
    said = [text for _, text in _said(report.book)]
    assert any("har ingen andre enn Bergen" in text for text in said)
    assert not [text for text in said if "medlemmene" in text.lower()]
    assert not [text for text in said if re.search(r"Ikke data (kr|prosent)", text)]
    assert not [text for text in said if "er trykt" in text]
    # Nobody to measure production against; and in Mål's list no name without a figure.
    assert "Produksjon" not in report.book.sheets
    # Findings that there are none of have no line under them.
    front = report.book.sheets["Forside"]
    heading = next(row for (row, _), cell in front.cells.items() if cell.value == "Hovedfunn")
    assert heading + 1 in {cell.row for area in front.blank for cell in area}
    goal = report.book.sheets["Mål"]
    for row in range(37, 47):
        name, size = (goal.cells.get((row, column)) for column in (0, 1))
        assert bool(name and name.value) == bool(size and is_number(size.value)), row
