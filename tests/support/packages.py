"""A good workbook, and copies of it with one fault."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from asss_xl.checks import Difference, Finding, Report

SHEET = "xl/worksheets/sheet1.xml"
SECOND = "xl/worksheets/sheet2.xml"
WORKBOOK = "xl/workbook.xml"
CHART = "xl/charts/chart1.xml"
DRAWING = "xl/drawings/drawing1.xml"
TABLE = "xl/tables/table1.xml"
STRINGS = "xl/sharedStrings.xml"


def faults_of(report: Report) -> list[Difference | Finding]:
    """All that the checks found wrong in a file."""
    return [*report.differences, *report.findings]


def good_workbook(path: Path) -> Path:
    """A small delivered workbook in which nothing is wrong."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.define_name("ASSS_DOBLE", "=_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlpm.x*2)")
    first, second = workbook.add_worksheet("Grunnskole"), workbook.add_worksheet("Øvrige tall")
    for sheet in (first, second):
        sheet.hide_gridlines(2)
    _figures(first)
    _calculations(first)
    for column, alt in enumerate(("Utgifter i to år", "Utgifter en gang til")):
        first.insert_chart(20, 8 * column, _chart(workbook), {"description": alt})
    first.print_area(0, 0, 19, 9)
    first.freeze_panes(1, 1)
    second.write_formula("A1", "=Grunnskole!C2*2", None, 12.5)
    second.write_formula("A2", "=SUM(A1,5)", None, 17.5)
    workbook.close()
    typed = edited(path, path.with_suffix(".typed"), SHEET, '<c r="D3">', '<c r="D3" t="str">')
    return typed.replace(path)  # plain XlsxWriter gives an empty text no type


def _figures(sheet: Any) -> None:
    sheet.write_row("A1", ["Ja", 2008, 2009])
    sheet.write_row("A2", ["Utgifter", 5.5, 6.25])
    sheet.write_row("A3", ["Mangler", "Ikke data"])
    sheet.write_boolean("C3", True)
    sheet.write_blank("D8", None)
    sheet.data_validation("A1", {"validate": "list", "source": ["Ja", "Nei"]})
    columns = [{"header": "År"}, {"header": "Sum"}]
    sheet.add_table("A12:B14", {"columns": columns, "data": [[2008, 1], [2009, 2]]})


def _calculations(sheet: Any) -> None:
    sheet.write_formula("D2", "=C2-B2", None, 0.75)
    sheet.write_formula("D3", '=IF(B3<"",B3,"")', None, "")
    sheet.write_formula("D4", '=IFERROR(C2/0,"Ikke data")', None, "Ikke data")
    sheet.write_formula("D5", "=C2>B2", None, True)
    sheet.write_formula("D7", "=D2+D8", None, 0.75)
    sheet.write_dynamic_array_formula("D6", "=ASSS_DOBLE(D2)", None, 1.5)
    sheet.write_dynamic_array_formula("F2:F3", "=TRANSPOSE(B2:C2)*1", None, 5.5)
    sheet.write_number("F3", 6.25)
    sheet.write_formula("M2", "=NA()", None, "#N/A")


def _chart(workbook: Any) -> Any:
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"categories": "=Grunnskole!$B$1:$C$1", "values": "='Øvrige tall'!$A$1:$A$2"})
    return chart


def edited(source: Path, out: Path, part: str, old: str, new: str) -> Path:
    """A copy with a piece of a part replaced; the piece must be there."""
    content = read_part(source, part)
    assert old in content, f"{old} is not in {part}"
    return with_parts(source, out, {part: content.replace(old, new, 1)})


def with_parts(source: Path, out: Path, parts: Mapping[str, str | bytes | None]) -> Path:
    """A copy with parts replaced or added, or left out where they are None."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(out, "w") as target:
        for info in archive.infolist():
            if info.filename not in parts:
                target.writestr(info, archive.read(info))
        for name, content in parts.items():
            if content is not None:
                target.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
    return out


def read_part(path: Path, part: str) -> str:
    """The text of a part."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode("utf-8")
