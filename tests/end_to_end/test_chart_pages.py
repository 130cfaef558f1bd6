"""How much of a chart is plot, measured on the printed page: background and plot are painted first."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from asss_xl.dataset import load
from asss_xl.report import build, build_main
from asss_xl.workbook import Book, Chart, Series, styles
from asss_xl.workbook.writer import save
from tests.end_to_end.rendering import to_pdf

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm (poppler-utils) is not installed"),
]
LEAST = 0.55
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART, _PLOT = (255, 0, 255), (0, 255, 255)
_DPI = 50


def _fill(color: tuple[int, int, int]) -> etree._Element:
    shape = etree.Element(f"{{{_C}}}spPr")
    solid = etree.SubElement(shape, f"{{{_A}}}solidFill")
    etree.SubElement(solid, f"{{{_A}}}srgbClr", val="{:02X}{:02X}{:02X}".format(*color))
    return shape


def _painted(book: Book, folder: Path) -> Path:
    """The saved book with every chart's background and plot in a colour of their own."""
    save(book, folder / "bok.xlsx")
    with (
        zipfile.ZipFile(folder / "bok.xlsx") as old,
        zipfile.ZipFile(folder / "malt.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                root = etree.fromstring(data)
                chart = root.find(f"{{{_C}}}chart")
                plot = chart.find(f"{{{_C}}}plotArea")
                for parent in (root, plot):
                    for shape in parent.findall(f"{{{_C}}}spPr"):
                        parent.remove(shape)
                plot.append(_fill(_PLOT))
                chart.addnext(_fill(_CHART))
                data = etree.tostring(root)
            new.writestr(name, data)
    return folder / "malt.xlsx"


def _shares(book: Book, folder: Path) -> list[float]:
    """Of every chart on every page, how much of its height is plot."""
    (pdf,) = to_pdf([_painted(book, folder)], folder)
    subprocess.run(["pdftoppm", "-r", str(_DPI), str(pdf), str(folder / "side")], check=True)
    return [share for path in sorted(folder.glob("side-*.ppm")) for share in _on_page(path.read_bytes())]


def _on_page(picture: bytes) -> list[float]:
    _, wide, high, _, dots = re.split(rb"\s", picture, maxsplit=4)
    page = np.frombuffer(dots, dtype=np.uint8)[: int(wide) * int(high) * 3].reshape(int(high), int(wide), 3)
    chart, plot = ((abs(page.astype(int) - color).max(axis=2) < 40) for color in (_CHART, _PLOT))
    found = []
    for top, bottom, left, right in _boxes(chart | plot):
        # Bars can cover nearly all of the plot behind them.
        rows = np.flatnonzero(plot[top:bottom, left:right].sum(axis=1) > 0.03 * (right - left))
        found.append((rows[-1] + 1 - rows[0]) / (bottom - top) if len(rows) else 0.0)
    return found


def _boxes(mask: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Where the painted charts are: bands of rows, and in each of them bands of columns."""
    made = []
    for top, bottom in _bands(mask.any(axis=1)):
        for left, right in _bands(mask[top:bottom].any(axis=0)):
            inner = _bands(mask[top:bottom, left:right].any(axis=1))
            made += [(top + start, top + end, left, right) for start, end in inner]
    return made


def _bands(line: np.ndarray) -> list[tuple[int, int]]:
    """Runs of painted lines; what a letter or a rule covers is no gap, nor a speck a chart."""
    at = np.flatnonzero(line)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > 4)
    starts, ends = at[np.r_[0, cuts + 1]], at[np.r_[cuts, len(at) - 1]] + 1
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True) if b - a > 20]


def _all_charts(book: Book) -> int:
    """Let every sheet with charts be printed to its end; the answer is how many charts there are."""
    drawn = [sheet for sheet in book.sheets.values() if sheet.charts]
    book.print_only(*(sheet.name for sheet in drawn))
    for sheet in drawn:
        sheet.printing.rows = None
    return sum(len(sheet.charts) for sheet in drawn)


@pytest.mark.parametrize("kind", ["kommunerapport", "hovedrapport"])
def test_more_than_half_of_a_chart_is_plot(kind: str, tmp_path: Path) -> None:
    if kind == "kommunerapport":
        book = build(load("bergen_2009")).book
    else:
        book = build_main(load("eksempelnettverk")).book
    count = _all_charts(book)
    shares = _shares(book, tmp_path)
    assert len(shares) == count
    assert [round(share, 2) for share in shares if share < LEAST] == []


def test_a_slit_is_seen(tmp_path: Path) -> None:
    """A plot of 30 percent of its chart, and one of 80."""
    book = Book("Prøve", "", "native", {}, "På")
    sheet = book.sheet("Ark")
    cells = [sheet.put(row, 0, float(row + 1), styles.tall(0)) for row in range(3)]
    values = sheet.column_range(cells[0], cells[-1])
    for number, high in enumerate((0.3, 0.8)):
        sheet.charts.append(
            Chart(
                "column",
                "Tre tall",
                (Series("Tall", values, values),),
                row=4 + 20 * number,
                column=0,
                width=600,
                height=300,
                alt="Søylediagram av tre tall.",
                plot=(0.1, 0.15, 0.8, high),
                legend=False,
            )
        )
    sheet.printing.landscape = False
    assert _shares(book, tmp_path) == pytest.approx([0.3, 0.8], abs=0.05)
