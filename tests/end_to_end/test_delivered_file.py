"""What a recipient gets: one small file that holds nothing but sheets, and is always the same."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from asss_xl.checks import check
from asss_xl.checks.formula_text import address_of, area, split_place
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.checks.recalculation import same_value
from asss_xl.dataset import Datasett
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_error, is_number
from asss_xl.report.hovedrapport import Hovedrapport
from asss_xl.report.kommunerapport import Rapport
from asss_xl.workbook.writer import save
from tests.support.packages import faults_of
from tests.support.refilled import formula_cells

FORMS = ("native", "named")
MOST_BYTES = 1_000_000
ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "workbooks" / "Kommunerapport_Bergen_2009.xlsx"
REBUILD = "Bygg den på nytt med kommandoen «asss-xl build» i roten av lageret."
#: The parts that a workbook of sheets, charts and names has. What else there is, is told of.
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml"
    r"|xl/(workbook|styles|sharedStrings|metadata)\.xml|xl/theme/theme1\.xml"
    r"|xl/_rels/workbook\.xml\.rels|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?"
    r"|xl/drawings/(_rels/)?drawing\d+\.xml(\.rels)?|xl/charts/chart\d+\.xml"
    r"|xl/tables/table\d+\.xml"
)


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_checks_find_nothing(form: str, files: dict[str, Path]) -> None:
    report = check(files[form])
    said = [str(x) for x in (*report.differences, *report.findings)]
    assert not faults_of(report), "\n".join(said[:15])
    assert report.formulas > 3000
    assert report.stamp["kommune"] == "Bergen" and report.stamp["aar"] == "2009"
    assert "stempel: laget av asss-xl for Bergen 2009, datapakken asss-bergen-2009" in report.as_text()


def test_no_formula_has_another_cached_value_than_python_gave(
    form: str, files: dict[str, Path], request: pytest.FixtureRequest
) -> None:
    """XlsxWriter would store 0 for a formula without a value of its own."""
    report: Rapport = request.getfixturevalue(form)
    held = file_cells(Workbook.open(files[form]))
    formulas = {split_place(cell.place): cell for cell in formula_cells(report.book)}
    filled = set()
    for (sheet, address), found in held.items():
        if found.formula is not None:
            # A formula that fills several cells stands in the first.
            top, left, bottom, right = area(found.spill or address)
            across = range(left, right + 1)
            filled |= {(sheet, address_of(row, at)) for row in range(top, bottom + 1) for at in across}
    assert filled == set(formulas)
    for place, cell in formulas.items():
        assert held[place].has_value, cell.place
        assert same_value(cell.value, held[place].value, 1e-14), cell.place
        if held[place].value == 0 and is_number(held[place].value):
            assert cell.value == 0, cell.place


def test_no_macro_no_link_out_nothing_embedded(form: str, files: dict[str, Path]) -> None:
    package = Workbook.open(files[form])
    strange = [name for name in package.names if not _PARTS.fullmatch(name)]
    assert not strange
    for name in package.names:
        if name.endswith(".rels"):
            for relation in package.root(name):
                assert relation.get("TargetMode") != "External", f"{name}: {relation.get('Target')}"
    types = package.data("[Content_Types].xml").decode()
    assert "macro" not in types.lower()
    for place, cell in file_cells(package).items():
        assert "[" not in (cell.formula or "").replace('"[', ""), place


def test_no_error_value_is_printed(form: str, native: Rapport, request) -> None:  # type: ignore[no-untyped-def]
    """``#N/A`` stands only behind charts: on steps, or to the right of what is printed."""
    report: Rapport = request.getfixturevalue(form)
    for cell in report.book.cells():
        if is_error(cell.value):
            sheet = report.book.sheets[cell.sheet]
            assert sheet.calculation or cell.column > sheet.printing.last_column, cell.place
            assert cell.value == "#N/A", cell.place


def test_data_and_kontroll_are_tables_of_one_header_row(form: str, files: dict[str, Path]) -> None:
    """Issue 20, 7: as programs know a table, with the headers that the cells show."""
    import openpyxl

    book = openpyxl.load_workbook(files[form])
    for name in ("Data", "Kontroll"):
        (table,) = book[name].tables.values()
        cells = book[name][table.ref]
        assert [c.value for c in cells[0]] == [column.name for column in table.tableColumns]
        assert all(row[0].value for row in cells), name


def test_the_file_is_small_enough_to_mail(form: str, files: dict[str, Path]) -> None:
    assert files[form].stat().st_size < MOST_BYTES


def test_two_builds_are_byte_identical(
    form: str, bergen: Datasett, files: dict[str, Path], tmp_path: Path
) -> None:
    again = tmp_path / "igjen.xlsx"
    save(stamped(bergen, bergen.kommune, form).book, again)
    assert again.read_bytes() == files[form].read_bytes()


def test_a_build_in_another_process_is_byte_identical(native_file: Path, tmp_path: Path) -> None:
    """Neither the order of sets and dictionaries, the folder, the time zone nor the locale."""
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    command = [sys.executable, "-m", "asss_xl.cli", "build", "--out", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    (made,) = tmp_path.iterdir()
    assert _digest(made) == _digest(native_file)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_if_is_on_yellow_unlocked_validated_cells_of_protected_sheets(
    native: Rapport, native_file: Path
) -> None:
    package = Workbook.open(native_file)
    book = native.book
    yellow = {i.what_if.place for i in book.inputs} | {e.cell.place for e in book.editables}
    for sheet in package.worksheets:
        root = package.root(sheet.part)
        protection = root.find("{*}sheetProtection")
        assert protection is not None and protection.get("password") is None, sheet.name
        covered = {
            f"{sheet.name}!{area}"
            for rule in root.iter("{*}dataValidation")
            for area in rule.get("sqref").split()
        }
        wanted = {i.what_if.place for i in book.inputs if i.what_if.sheet == sheet.name}
        assert wanted <= covered, sheet.name
        assert covered <= yellow, sheet.name
    unlocked = {cell.place for cell in book.cells() if cell.style.unlocked}
    assert unlocked == yellow


def test_the_committed_workbook_is_what_the_package_builds(native_file: Path) -> None:
    """Part by part, so that a failure says which sheet or chart is not the same."""
    assert COMMITTED.is_file(), f"workbooks/{COMMITTED.name} mangler. {REBUILD}"
    with zipfile.ZipFile(COMMITTED) as old, zipfile.ZipFile(native_file) as new:
        assert old.namelist() == new.namelist(), f"Andre deler enn før. {REBUILD}"
        unlike = [name for name in new.namelist() if old.read(name) != new.read(name)]
    names = {sheet.part: sheet.name for sheet in Workbook.open(native_file).sheets}
    told = ", ".join(f"{part} ({names[part]})" if part in names else part for part in unlike)
    assert not unlike, f"Ulike deler: {told}. {REBUILD}"


def test_the_file_says_what_it_is_and_how_old(native_file: Path) -> None:
    """By the package's own date, which its note has in words: «per 15. juni 2010»."""
    with zipfile.ZipFile(native_file) as archive:
        core = etree.fromstring(archive.read("docProps/core.xml"))
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    told = {etree.QName(e).localname: e.text for e in core}
    assert told["title"] == "Kommunerapport Bergen 2009" and told["language"] == "nb-NO"
    assert told["subject"].startswith("ASSS-nettverket")
    assert told["created"] == told["modified"] == "2010-06-15T00:00:00Z"
    assert "Tallene i arbeidsboken er sist oppdatert 15.6.2010" in sheet


@pytest.fixture(scope="module")
def networks(network_report: Rapport, main_report: Hovedrapport, tmp_path_factory: Any) -> list[Any]:
    """A member's workbook and the network's own, as another program reads them."""
    import openpyxl

    path = tmp_path_factory.mktemp("nettverk") / "bok.xlsx"
    read = []
    for made in (network_report, main_report):
        save(made.book, path)
        read.append(openpyxl.load_workbook(path))
    return read


def test_the_networks_tables_are_tables(networks: list[Any]) -> None:
    """Issue 20, 7: every column has a header of its own, every row stands in the table, no two overlap."""
    named = {}
    for book in networks:
        for sheet in book:
            for table in sheet.tables.values():
                name = table.name
                named[name] = (sheet.title, table.ref)
                cells = sheet[table.ref]
                heads = [str(cell.value) for cell in cells[0]]
                assert heads == [c.name for c in table.tableColumns] and len(set(heads)) == len(heads)
                assert all(any(cell.value is not None for cell in row) for row in cells), name
                below = sheet.cell(cells[-1][0].row + 1, 1).value
                assert below is None or str(below).startswith("Trykte tall"), (name, below)
    assert {sheet for sheet, _ in named.values()} == {
        "Data", "Kontroll", "Plass", "Tall profiler", "Tall regnskap"
    }  # fmt: skip


def test_places_are_coloured_by_how_near_the_top(networks: list[Any]) -> None:
    sheet = networks[1]["Plass"]
    rules = sheet.conditional_formatting._cf_rules.items()
    ((where, rule),) = [(where, rule) for where, found in rules for rule in found if rule.colorScale]
    (table,) = sheet.tables.values()
    assert str(where.sqref).rpartition(":")[2] == table.ref.rpartition(":")[2]
    assert [(c.type, float(c.val)) for c in rule.colorScale.cfvo] == [("num", 1), ("num", 12)]
    top, bottom = (color.rgb[2:] for color in rule.colorScale.color)
    assert bottom == "FFFFFF" and sum(int(top[n : n + 2], 16) for n in (0, 2, 4)) < 3 * 255
