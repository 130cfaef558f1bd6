"""A workbook with something of everything in which nothing is wrong, for faults to be planted in."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

TALL, TABELL, FIGUR = (f"xl/worksheets/sheet{n}.xml" for n in (1, 2, 3))
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def sound_workbook(path: Path) -> Path:
    """Figures with totals, a table, a chart, links, names, validations, formats, protection."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.set_properties({"title": "Prøve", "author": "asss_xl"})
    workbook.define_name("SATS", "=Tall!$B$2")
    workbook.define_name("DOBLE", "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)")
    tall, tabell, figur = (workbook.add_worksheet(name) for name in ("Tall", "Tabell", "Min figur"))
    for sheet in (tall, tabell, figur):
        sheet.hide_gridlines(2)
    _figures(workbook, tall)
    _table(tabell)
    _pictures(workbook, figur)
    workbook.close()
    return path


def _figures(workbook: Any, sheet: Any) -> None:
    money = workbook.add_format({"num_format": '#,##0.0 "kr"', "bold": True})
    open_cell = workbook.add_format({"locked": False, "bg_color": "#FFFF99"})
    red = workbook.add_format({"font_color": "#990000"})
    sheet.set_row(0, 30)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 4, 12)
    sheet.write_row("A1", ["Post", "I fjor", "I år", "Sum", "Dobbelt"])
    for row in range(1, 6):
        sheet.write_string(row, 0, f"Post {row}")
        sheet.write_number(row, 1, 10 * row, open_cell)
        sheet.write_number(row, 2, 20 * row, open_cell)
        sheet.write_formula(row, 3, f"=B{row + 1}+C{row + 1}", money, 30 * row)
        sheet.write_formula(row, 4, f"=D{row + 1}*2", money, 60 * row)
    for column, total in zip("BCDE", (150, 300, 450, 900), strict=True):
        sheet.write_formula(f"{column}7", f"=SUM({column}2:{column}6)", money, total)
    sheet.write_dynamic_array_formula("G2", "=DOBLE(SATS)", None, 20)
    sheet.write_string("G4", "Ja", open_cell)
    sheet.write_boolean("G5", True)
    sheet.write_formula("G6", '=IF(G4="Ja","åpen","lukket")', None, "åpen")
    sheet.data_validation("G4", {"validate": "list", "source": ["Ja", "Nei"]})
    sheet.data_validation(
        "B2:C6",
        {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1000, "input_title": "Beløp"},
    )
    sheet.conditional_format("D2:D6", {"type": "cell", "criteria": ">", "value": 100, "format": red})
    sheet.conditional_format("E2:E6", {"type": "3_color_scale"})
    sheet.conditional_format("B2:B6", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.freeze_panes(1, 1)
    sheet.print_area("A1:G7")
    sheet.set_footer("&CSide &P av &N")
    sheet.protect()


def _table(sheet: Any) -> None:
    columns = [{"header": name} for name in ("År", "Antall", "Andel")]
    data = [[2008, 1, 0.5], [2009, 2, 0.25], [2010, 3, 0.125]]
    sheet.add_table("A1:C4", {"columns": columns, "data": data, "name": "Tallene"})
    sheet.write_comment("A6", "Se årsmeldingen.", {"author": "asss_xl"})
    sheet.write_string("A6", "Merknad")


def _pictures(workbook: Any, sheet: Any) -> None:
    sheet.write_url("A1", "internal:'Tall'!A1", string="Til tallene")
    sheet.write_url("A2", "https://www.ks.no/", string="KS")
    chart = workbook.add_chart({"type": "column"})
    for column in "BC":
        chart.add_series({"categories": "=Tall!$A$2:$A$6", "values": f"=Tall!${column}$2:${column}$6"})
    sheet.insert_chart("A5", chart, {"description": "Utgifter i fjor og i år"})
    picture = {"image_data": BytesIO(_PIXEL), "description": "Et merke"}
    sheet.insert_image("J5", "merke.png", picture)
