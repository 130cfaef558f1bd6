"""A text begins with «Hva hvis» when a what-if has made another of it, and a figure before is what it was."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from asss_xl.functions.values import Value, is_number
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell, Input
from tests.support import built
from tests.support.refilled import Refilled

MARK = "Hva hvis: "
#: So much of a figure is filled in, and so many of the fields of each report besides the lines named below.
TIMES, FIELDS, SEED = (0.5, 0.98, 1.001, 1.1), 40, 5
NAMED = ("Prisstigning", "Befolkningsvekst", "Årslønnsvekst", "skatt", "innbyggere i kommunen", "i landet")
#: A figure within its rounding is told of where the sentence is about a figure among the members.
LENIENT = ("Indikator!A1",)


def _titles(report: Rapport) -> Iterator[Cell]:
    """The titles of charts, the first lines of sheets, the headlines and the messages."""
    for sheet in report.book.sheets.values():
        yield from (chart.title for chart in sheet.charts if isinstance(chart.title, Cell))
    places = [("Forside", row, 1) for row in range(30, 46)] + [("Forside", 11, 0), ("Forside", 2, 0)]
    places += [("Produksjon", row, column) for row in range(2, 14) for column in (0, 5)]
    places += [(profile.ark, 0, 0) for profile in report.profiler]
    for name, row, column in places:
        sheet = report.book.sheets.get(name)
        cell = sheet.cells.get((row, column)) if sheet else None
        if cell is not None and cell.call is not None and isinstance(cell.value, str):
            yield cell


def _same(now: Value, before: Value) -> bool:
    """The same but for the last binary digits: a mean before is what is left of the mean now."""
    if is_number(now) and is_number(before):
        return abs(now - before) <= 1e-9 * max(1.0, abs(before))
    return now == before


def _fields(report: Rapport) -> list[Input]:
    known = [i for i in report.book.inputs if is_number(i.base.value) and i.base.value]
    named = [next(i for i in known if name in i.label) for name in NAMED]
    return named + random.Random(SEED).sample(known, FIELDS)


@pytest.mark.parametrize("package", ["bergen_2009", "eksempelnettverk"])
def test_a_text_is_marked_when_it_says_something_else(package: str) -> None:
    report = built.report(package)
    filled, told = Refilled(report.book), list(_titles(report))
    before = {cell.place: cell.value for cell in told}
    assert len(told) > 40 and not any(str(value).startswith(MARK) for value in before.values())
    wrong: list[tuple[str, str, Value, Value]] = []
    marked, base = 0, {cell: cell.value for cell in report.book.sheets["Steg_uten"].cells.values()}
    rows = [row for profile in report.profiler for row in profile.rader]
    dots = {row.linje["Grunnlagets indeks"]: row.indeks.value for row in rows}
    drawn = 0
    for number, field in enumerate(_fields(report)):
        value = float(field.base.value) * TIMES[number % len(TIMES)]  # type: ignore[arg-type]
        with filled.having({field.what_if.place: value}):
            moved = [cell.place for cell, was in base.items() if not _same(cell.value, was)]
            assert not moved, (field.label, moved[:5])
            shown = {cell: cell.value for cell in dots if is_number(cell.value)}
            assert all(_same(now, dots[cell]) for cell, now in shown.items()), field.label
            drawn += len(shown)
            for cell in told:
                text = str(cell.value)
                said = text.removeprefix(MARK)
                same, marked = said == before[cell.place], marked + (said != text)
                # What is said of another, which has not moved, may stand here now.
                if (
                    same != (said == text)
                    and (same or said not in before.values())
                    and cell.place not in LENIENT
                ):
                    wrong.append((field.label, cell.place, before[cell.place], text))
    assert not wrong, wrong[:5]
    assert marked > 40 and drawn > 20


def test_what_is_not_said_marks_nothing() -> None:
    """As little from the others before and after: the millions that it makes are not told."""
    report = built.report("eksempelnettverk", "Oslo")
    own = next(i for i in report.book.inputs if i.label == "Andre sektorer: kommunens bruk, mill. kr")
    told = report.book.sheets["Forside"].at(2, 0)
    before = told.value
    with Refilled(report.book).having({own.what_if.place: float(own.base.value) * 1.0002}):  # type: ignore[arg-type]
        assert told.value == before
