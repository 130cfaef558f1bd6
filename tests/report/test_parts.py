"""Packages that hold a part only: every combination builds, recalculates and says what is not there."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import ExcelError
from asss_xl.report import build
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import GAP, Book
from tests.end_to_end.comparing import told, unlike
from tests.support import networks, stated
from tests.support.engine import opened

PARTS = networks.PARTS
COMBINATIONS = [c for size in range(1, 6) for c in combinations(PARTS, size)]
#: The sheets of a part, as the report names them where it is left out.
SHEET = {
    "regnskap": "Regnskap",
    "noekkel": "Utgiftsbehov",
    "avvik": "Ressursbruk",
    "demografi": "Demografi",
    "profiler": "Tjenesteprofiler",
}
YEARS = (2022, 2023)


def _texts(book: Book, sheet: str) -> str:
    return " ".join(str(c.value) for c in book.sheets[sheet].cells.values() if c.value is not None)


def _hold(report: Rapport, parts: tuple[str, ...], folder: Path) -> None:
    """What every partial workbook must satisfy."""
    book = report.book
    method = _texts(book, "Metode")
    for part, sheet in SHEET.items():
        there = part in parts
        assert (sheet in report.utelatt) is not there, sheet
        assert (f"{sheet}: pakken har" in method) is not there, sheet
        if part != "profiler":
            assert (sheet in book.sheets) is there, sheet
    assert bool(report.profiler) is ("profiler" in parts)
    links = {c.link.split("!")[0] for c in book.sheets["Forside"].cells.values() if c.link}
    assert links == {s.name for s in book.sheets.values() if not s.calculation} - {"Forside"}
    errors = [
        c.place
        for c in book.cells()
        if isinstance(c.value, ExcelError) and c.missing not in (None, GAP) and c.sheet != "Funksjoner"
    ]
    assert errors == []
    found = unlike(book, opened(report, folder / "del.xlsx").values())
    assert not found, told(found)


def test_there_are_31() -> None:
    assert len(COMBINATIONS) == len(set(COMBINATIONS)) == 31


@pytest.mark.parametrize("parts", COMBINATIONS, ids="+".join)
def test_a_network_with_some_parts(parts: tuple[str, ...], tmp_path: Path) -> None:
    made = networks.rows(members=3, years=YEARS, services=1, indicators=3, parts=parts)
    data = load(networks.write(tmp_path / "pakke", made, years=YEARS))
    _hold(build(data), parts, tmp_path)


@pytest.mark.parametrize("parts", COMBINATIONS, ids="+".join)
def test_a_stated_report_with_some_parts(parts: tuple[str, ...], tmp_path: Path) -> None:
    raw, rows = stated.bundled()
    data = load(stated.write(tmp_path / "pakke", raw, stated.only(rows, parts)))
    report = build(data)
    assert "Nettverk" not in report.book.sheets
    _hold(report, parts, tmp_path)


def _two_profiles(folder: Path) -> Datasett:
    raw, rows = stated.bundled()
    rows = stated.services(stated.only(rows, ("profiler",)), ("kultur", "eiendom"))
    for name in (
        "figurer",
        "kildefeil",
        "korreksjoner",
        "tekster",
        "funksjoner",
        "tekstfunn",
        "grupper",
        "gruppemedlemmer",
    ):
        del rows[name]
    for found in rows.values():  # the notes of the source are about its own municipality
        for row in found:
            notes = ("merknad",) if "aldersgruppe" in row else ("merknad", "uten", "antall")
            row.update({c: "" for c in notes if c in row})
            if "indikator" in row:
                row["indikator"] = row["indikator"].removesuffix(" (2009)")
    raw, rows = stated.about(raw, rows, "Lillevik", 9)
    raw["sources"] = [{"title": "Lillevik kommune: egen sammenlikning"}]
    raw["nettverk"], raw["statusmerknad"] = "Kystnettverket", ""
    return load(stated.write(folder, raw, rows))


def test_two_profiles_of_another_municipality_and_other_years(tmp_path: Path) -> None:
    report = build(_two_profiles(tmp_path / "pakke"))
    _hold(report, ("profiler",), tmp_path)
    assert [p.ark for p in report.profiler] == ["Kultur", "Eiendom"]
    for sheet in (s for s in report.book.sheets.values() if not s.calculation):
        head = f"{sheet.cells[0, 0].value} {sheet.cells[1, 0].value}"
        assert "Lillevik" in head and "2018" in head
    written = " ".join(
        str(c.value)
        for c in report.book.cells()
        # The functions' own documentation names the report that the method comes from.
        if isinstance(c.value, str) and c.sheet not in ("Funksjoner", "Metode")
    )
    assert "Kystnettverket" in written
    for word in ("Bergen", "2009", "2008", "Bybanen"):
        assert word not in written, word
    own = next(r for r in report.profiler[0].rader if r.indikator.nr == 1)
    assert [round(float(cell.value)) for cell in (own.verdi.base, own.snitt)] == [1689, 1605]


def test_a_renamed_municipality_gives_the_same_report_under_its_new_name(
    tmp_path: Path, native: Rapport
) -> None:
    raw, rows = stated.about(*stated.bundled(), "Lillevik", 0)
    report = build(load(stated.write(tmp_path, raw, rows)))
    cells = {c.place: c for c in report.book.cells()}
    for before in native.book.cells():
        after = cells[before.place]
        if isinstance(before.value, float):
            assert after.value == before.value, before.place
        assert before.value is None or (after.value is not None), before.place
    assert len(cells) == sum(1 for _ in native.book.cells())
