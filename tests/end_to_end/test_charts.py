"""Every chart follows the yellow cells, and holds the values of the cells that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from asss_xl.checks.package import Workbook
from asss_xl.dataset import Datasett
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook import Cell, Chart, Input, Range, Series
from asss_xl.workbook.writer import save
from tests.end_to_end.chart_parts import caches, cell_values, parts_in, references
from tests.end_to_end.graph import Graph
from tests.support.refilled import Refilled

#: Series that show something else than the municipality's figures in use: the report's own, the
#: network's ends, and the references that the source prints as they are.
NOT_CURRENT = ("Grunnlag", "Laveste", "Høyeste", "Øvrige ASSS", "Resten av landet", "Snittet")
NUMBERS = ("val", "xVal", "yVal", "plus", "minus")


def _charts(report: Rapport) -> Iterator[tuple[str, Chart]]:
    for sheet in report.book.sheets.values():
        for chart in sheet.charts:
            yield f"{sheet.name}: {chart.alt[:70]}", chart


def _current(chart: Chart) -> list[Series]:
    """The labels of a chart of rows are its points once more: one by one, with a name."""
    return [s for s in chart.series if not _name(s).startswith(NOT_CURRENT) and not s.name_at]


def _drawn(chart: Chart, series: Series) -> Range:
    """The figures: of a chart of rows the points' x, as the y is the row."""
    return series.categories if chart.frame is not None else series.values


def _name(series: Series) -> str:
    return str(series.name.value if isinstance(series.name, Cell) else series.name)


@pytest.fixture(scope="module")
def graph(native: Rapport) -> Graph:
    return Graph(native)


def test_the_report_has_its_charts(native: Rapport) -> None:
    sheets = {sheet.name for sheet in native.book.sheets.values() if sheet.charts}
    assert {profile.ark for profile in native.profiler} | {"Utgiftsbehov", "Ressursbruk"} <= sheets
    assert len(list(_charts(native))) >= 14


@pytest.mark.parametrize("year", [2020, 2024])
def test_no_chart_draws_a_word(network: Datasett, year: int) -> None:
    """Excel and ONLYOFFICE draw «–» and «Ikke data» as 0: a bar from the country's 1 down to it."""
    book = build(network.for_kommune("Tromsø", year)).book
    drawn = [
        cell for sheet in book.sheets.values() for c in sheet.charts for s in c.series for cell in s.values
    ]
    assert len(drawn) > 1000
    assert [cell.place for cell in drawn if isinstance(cell.value, str) and cell.value[:1] != "#"] == []


def test_a_yellow_cell_reaches_every_current_series(native: Rapport, graph: Graph) -> None:
    stiff = []
    for where, chart in _charts(native):
        assert _current(chart), f"{where} has no series of figures in use"
        stiff += [
            f"{where}: {_name(series)}"
            for series in _current(chart)
            if not graph.yellow_of(_drawn(chart, series))
        ]
    assert not stiff, "\n".join(stiff)


def test_every_point_of_a_profile_follows_its_own_yellow_cell(native: Rapport, graph: Graph) -> None:
    for profile in native.profiler:
        (chart,) = native.book.sheets[profile.ark].charts
        (series,) = _current(chart)
        for point, row in zip(series.categories, profile.rader, strict=True):
            yellow = graph.yellow(point)
            if isinstance(row.verdi, Input):
                assert row.verdi.what_if in yellow, row.indikator.navn
            else:
                # A part of a sector, or a figure that follows one: filled in where it belongs.
                assert yellow, row.indikator.navn


def test_the_series_beside_the_grunnlag_shows_it_once_it_differs(bergen: Datasett, native: Rapport) -> None:
    """Only then: without what-if figures there is nothing to draw beside the report's own."""
    for where, chart in _charts(native):
        for series in chart.series:
            if _name(series).startswith("Grunnlag"):
                # A bar of no height makes the axis start from zero.
                shown = [cell.value for cell in series.values if is_number(cell.value)]
                assert not any(shown), where
    filled = {
        row.verdi.what_if.place: float(row.verdi.base.value) * 1.5 + 1  # type: ignore[arg-type]
        for profile in native.profiler
        for row in profile.rader
        if isinstance(row.verdi, Input) and is_number(row.verdi.base.value) and is_number(row.snitt.value)
    }
    moved = build(bergen, what_if=filled)
    for profile in moved.profiler:
        (chart,) = moved.book.sheets[profile.ark].charts
        base, *each = [series for series in chart.series if _name(series) == "Grunnlag"]
        assert [next(iter(s.values)).value for s in each] == [cell.value for cell in base.values]
        drawn = [is_number(cell.value) for cell in base.values]
        for there, row in zip(drawn, profile.rader, strict=True):
            if isinstance(row.verdi, Input):
                assert there == (row.verdi.what_if.place in filled), (profile.ark, row.indikator.nr)


#: How many yellow cells are tried for a series.
_ATTEMPTS = 12


def _moved_value(report: Rapport, cell: Cell, share: float) -> Value:
    """A figure for a yellow cell that is clearly another than the one in use."""
    given = next((i for i in report.book.inputs if i.what_if is cell), None)
    low, high = (given.lowest, given.highest) if given else (None, None)
    base = given.base.value if given else cell.value
    value = float(base) * share if is_number(base) and base else 3.0  # type: ignore[arg-type]
    value = value if low is None else max(value, low)
    return value if high is None else min(value, high)


def test_a_changed_yellow_cell_changes_what_the_chart_draws(native: Rapport, graph: Graph) -> None:
    """For each current series of each chart one yellow cell that moves a value it draws."""
    inputs = [i.what_if for i in native.book.inputs if is_number(i.base.value)]
    refilled = Refilled(native.book)
    for where, chart in _charts(native):
        drawn = [_drawn(chart, series) for series in _current(chart)]
        before = [[cell.value for cell in figures] for figures in drawn]
        still = list(range(len(_current(chart))))
        for attempt in range(_ATTEMPTS):
            filled: dict[str, Value] = {}
            for place in still:
                chosen = [c for c in graph.yellow_of(drawn[place]) if c.place not in filled]
                chosen = [c for c in inputs if c in chosen] or chosen
                near = sorted(chosen, key=lambda c: (c.sheet != where.partition(":")[0], c.place))
                # What moves a total may leave a part of it alone: then the next cell is tried.
                cell = near[min(attempt * 3, len(near) - 1)]
                # Another share for each cell: a ratio of two would else stand still.
                filled[cell.place] = _moved_value(native, cell, 0.7 - 0.1 * len(filled))
            refilled.fill(filled)
            now = [[cell.value for cell in figures] for figures in drawn]
            refilled.restore()
            still = [p for p in still if before[p] == now[p]]
            if not still:
                break
        assert not still, (where, [_name(_current(chart)[p]) for p in still])


@pytest.mark.parametrize("form", ["native", "named"])
def test_the_file_draws_the_ranges_of_the_book(form: str, files: dict[str, Path], native: Rapport) -> None:
    in_file = sorted(references(files[form]).values())
    in_book = sorted(
        [series.values.absolute.removeprefix("=") for series in chart.series] for _, chart in _charts(native)
    )
    assert in_file == in_book


@pytest.mark.parametrize("form", ["native", "named"])
def test_the_caches_of_the_charts_are_the_values_of_the_cells(form: str, files: dict[str, Path]) -> None:
    """Previewers draw the caches. A missing figure is a gap there, not 0 and not text."""
    values = cell_values(files[form])
    tried = 0
    for cache in caches(files[form]):
        held = [values.get(place) for place in cache.places]
        where = f"{cache.chart} {cache.role} {cache.reference}"
        assert cache.count == len(held), where
        tried += len(held)
        if cache.role in NUMBERS:
            expected = {i: float(v) for i, v in enumerate(held) if is_number(v)}  # type: ignore[arg-type]
            assert {i: float(text) for i, text in cache.points.items()} == expected, where
        else:
            written = {i: _written(v) for i, v in enumerate(held) if v not in (None, "")}
            assert {i: text for i, text in cache.points.items() if text} == written, where
    assert tried > 1000


def test_some_chart_has_a_gap(files: dict[str, Path]) -> None:
    """The source lacks figures, so that the test of gaps above has something to test."""
    gaps = [c for c in caches(files["native"]) if c.role == "val" and len(c.points) < c.count]
    assert gaps


def _written(value: Value) -> str:
    return f"{value:.15g}" if is_number(value) else str(value)


def test_a_reader_who_cannot_see_a_chart_is_told_what_it_says(native: Rapport, native_file: Path) -> None:
    """Each object of the file has a name of its own, and the chart's message before how it is drawn."""
    told = {}
    package = Workbook.open(native_file)
    for part in parts_in(package, "xl/drawings"):
        for element in package.root(part).iter("{*}cNvPr"):
            assert element.get("name") not in told
            told[element.get("name")] = element.get("descr")
    messages = {
        f"{sheet.name}, figur {number}": chart.title
        for sheet in native.book.sheets.values()
        for number, chart in enumerate(sheet.charts, start=1)
    }
    assert told.keys() == messages.keys()
    for name, title in messages.items():
        assert isinstance(title, Cell) and len(str(title.value)) > 15, name
        assert str(told[name]).startswith(f"Da filen ble laget: {str(title.value).rstrip('.')}. "), name


@pytest.mark.parametrize("which", ["native", "network_report", "main_report"])
def test_the_message_of_a_chart_stands_in_a_cell_above_it(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """LibreOffice keeps the title that the chart had: «Trondheim …» stood under «Fredrikstad 2022»."""
    book = request.getfixturevalue(which).book
    for sheet in book.sheets.values():
        # Those of the profiles have theirs in the heading of their table.
        for chart in (chart for chart in sheet.charts if chart.frame is None):
            message = chart.title.value if isinstance(chart.title, Cell) else chart.title
            above = [sheet.at(row, 0 if row < chart.row - 1 else chart.column) for row in range(chart.row)]
            assert message in [cell.value for cell in above], (sheet.name, message)
    save(book, tmp_path / "bok.xlsx")
    package = Workbook.open(tmp_path / "bok.xlsx")
    for part in parts_in(package, "xl/charts"):
        assert package.root(part).find("{*}chart/{*}title") is None, part
