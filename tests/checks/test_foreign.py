"""Sound workbooks of other programs have no error, and the example workbooks no finding at all."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, IconSetRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from asss_xl.checks import Finding, Severity, check
from asss_xl.delivery.printing import convert

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "workbooks").glob("*.xlsx"))


def errors(path: Path) -> list[object]:
    report = check(path)
    return [
        *report.differences,
        *(finding for finding in report.findings if finding.severity == Severity.ERROR),
    ]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook as openpyxl writes it: no cached values, fonts in an order of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Årstall og æøå"
    sheet.append(["År", "Inn", "Ut", "Netto"])
    for row in range(2, 12):
        sheet.append([1998 + row, row * 1.5, row, f"=B{row}-C{row}"])
    sheet["F1"], sheet["F2"] = "=TODAY()", "=SUM(D2:D11)"
    sheet["F3"], sheet["F4"] = '=IF(F2>0,"ja","nei")', "=F1+1"
    sheet["A1"].font = Font(bold=True, italic=True, name="Arial", size=12, color="FF0000")
    sheet["A1"].comment = Comment("Se tabellen", "asss_xl")
    sheet["A1"].hyperlink = "https://www.ssb.no/"
    sheet["B2"].number_format = '#,##0.0;[Red]-#,##0.0;"–"'
    bounds = Reference(sheet, min_col=2, min_row=1, max_row=11)
    for at, kind in enumerate((BarChart, LineChart, PieChart)):
        chart = kind()
        chart.add_data(bounds, titles_from_data=True)
        sheet.add_chart(chart, f"H{2 + 18 * at}")
    fill = PatternFill("solid", bgColor="FFFF00")
    rules = sheet.conditional_formatting
    rules.add(
        "B2:B11", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")
    )
    rules.add("C2:C11", CellIsRule(operator="between", formula=["2", "5"], fill=fill))
    rules.add("D2:D11", IconSetRule("5Arrows", "percent", [0, 20, 40, 60, 80]))
    choices = DataValidation(type="list", formula1='"ja,nei"', allow_blank=True)
    sheet.add_data_validation(choices)
    choices.add("F3")
    sheet.freeze_panes, sheet.print_title_rows, sheet.print_area = "B2", "1:1", "A1:F11"
    sheet.merge_cells("J1:K1")
    sheet.protection.sheet = True
    other = book.create_sheet("Tabell")
    for values in (["x", "y"], [1, 2], [3, 4]):
        other.append(values)
    other.add_table(Table(displayName="Tabell1", ref="A1:B3"))
    other["D1"] = "=SUM(Tabell1[y])"
    book.defined_names["SATS"] = DefinedName("SATS", attr_text="'Årstall og æøå'!$B$2")
    path = tmp_path_factory.mktemp("fremmed") / "openpyxl.xlsx"
    book.save(path)
    return path


def test_a_sound_file_of_openpyxl_has_no_error(foreign: Path) -> None:
    assert errors(foreign) == []
    assert "no-cached-values" in {finding.rule for finding in check(foreign).findings}


@pytest.mark.libreoffice
def test_a_sound_file_of_libreoffice_has_no_error(foreign: Path, tmp_path: Path) -> None:
    assert errors(convert(foreign, tmp_path)) == []


@pytest.mark.libreoffice
def test_a_report_that_libreoffice_saved_has_no_error(tmp_path: Path) -> None:
    saved = convert(next(path for path in EXAMPLES if "Bergen" in path.name), tmp_path)
    assert [f for f in check(saved).findings if f.severity == Severity.ERROR] == []


def test_a_report_that_openpyxl_saved_has_no_error(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(next(path for path in EXAMPLES if "Bergen" in path.name))
    book.save(tmp_path / "openpyxl.xlsx")
    assert errors(tmp_path / "openpyxl.xlsx") == []


def test_there_are_example_workbooks() -> None:
    assert len(EXAMPLES) == 2


def told(path: Path, rows: list[list[object]]) -> list[Finding]:
    """What is told of a sheet with these rows, each formula beside the value that it has."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tall")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                sheet.write_formula(row, column, cell[0], None, cell[1])
            else:
                sheet.write(row, column, cell)
    sheet.write_comment("A1", "Sjekket", {"author": "Kari Nordmann"}) if path.stem == "kommentar" else None
    book.close()
    report = check(path)
    assert not report.differences
    return list(report.findings)


def test_a_mean_of_all_but_the_first_in_every_column_is_meant_so(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Bergen", 10.0, 20.0], ["Oslo", 12.0, 22.0], ["Asker", 14.0, 24.0]]
    rows.append(["Snitt", ("=AVERAGE(B1:B3)", 12), ("=AVERAGE(C1:C3)", 22)])
    rows.append(["Uten Bergen", ("=AVERAGE(B2:B3)", 13), ("=AVERAGE(C2:C3)", 23)])
    assert told(tmp_path / "snitt.xlsx", rows) == []


def test_a_mean_beside_a_sum_is_meant_so_in_the_row_of_sums_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"Post {n}", n, n + 1, (f"=SUM(B{n}:C{n})", 2 * n + 1), (f"=AVERAGE(B{n}:C{n})", n + 0.5)]
        for n in (1, 2, 3)
    ]
    sums = [(f"=SUM({at}1:{at}3)", value) for at, value in (("B", 6), ("C", 9), ("D", 15))]
    assert told(tmp_path / "kryss.xlsx", [*rows, ["Sum", *sums, ("=AVERAGE(B4:C4)", 7.5)]]) == []


def test_sums_that_all_leave_out_the_last_row_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"Post {n}", n, n + 1] for n in (1, 2, 3)]
    found = told(tmp_path / "kort.xlsx", [*rows, ["Sum", ("=SUM(B1:B2)", 3), ("=SUM(C1:C2)", 5)]])
    assert [(f.rule, f.where) for f in found] == [("short-range", "Tall!B4"), ("short-range", "Tall!C4")]


def test_a_number_written_over_one_of_three_sums(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"Post {n}", 9 * n, 2 * n, (f"=B{n}-C{n}", 7 * n)] for n in (1, 2, 3)]
    rows.append(["Sum", ("=SUM(B1:B3)", 54), 13, ("=SUM(D1:D3)", 42)])
    found = told(tmp_path / "overskrevet.xlsx", rows)
    assert [(f.rule, f.where) for f in found] == [("constant-among-formulas", "Tall!C4")]


def test_who_wrote_a_comment_is_told(tmp_path: Path) -> None:
    found = told(tmp_path / "kommentar.xlsx", [["Tall", 1], ["Dobbelt", ("=B1*2", 2)]])
    assert [f.rule for f in found] == ["personal-data"] and "Kari Nordmann" in found[0].message
