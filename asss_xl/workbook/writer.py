"""The file: the only module that knows XlsxWriter.

What XlsxWriter answers with a negative number (a text too long, a list too long) is an error
here, and every formula is written with the value that Python computed for it.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from math import isfinite
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from asss_xl.functions.catalogue import CATALOGUE, cut
from asss_xl.functions.values import MISSING_TEXT, ExcelError
from asss_xl.norsk import norsk
from asss_xl.replacing import replacing
from asss_xl.workbook import page, styles
from asss_xl.workbook.book import Book, Sheet, XlTable
from asss_xl.workbook.cells import Cell, Range, column_letters, quoted
from asss_xl.workbook.chart_writer import add_chart
from asss_xl.workbook.parts import LAST_COLUMN, CachedWorksheet, NamedWorkbook
from asss_xl.workbook.styles import Style
from asss_xl.workbook.what_if import Editable, Input

#: The date of a file whose figures have none; two builds of the same data are byte-identical.
CREATED = datetime.datetime(2010, 12, 1)
#: Who a file says that it is by, and was last saved by, until somebody has.
AUTHOR = "asss_xl"
_CALC_ID = 191029
#: UTF-16 units that a cell has room for, and characters that it has room for whatever they are.
_MOST_UNITS, _ROOMY = 32767, 16383
#: Headers do not shrink with the sheet.
_FULL_SIZE = {"scale_with_doc": False}
#: What a reader may do on a protected sheet besides filling in yellow cells.
_ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True}
#: What is told of a value that is not in a list.
CHOOSE = "Velg en verdi fra listen."


class WriteError(Exception):
    """The file format refused something; the message says which cell."""


@contextmanager
def opened(path: Path, title: str, subject: str, updated: datetime.date | None) -> Iterator[NamedWorkbook]:
    """A file in the making, with what it says of itself and its letters; no clock is asked."""
    # In memory: an interrupted build would else leave a temporary file per part, and a zip file that a
    # full disk has cut short complains again when it is forgotten.
    made, options = io.BytesIO(), {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    workbook = NamedWorkbook(made, options)
    created = CREATED if updated is None else datetime.datetime.combine(updated, datetime.time())
    workbook.set_properties({"title": title, "subject": subject, "author": AUTHOR, "created": created})
    workbook.formats[0].set_font_size(10)
    workbook.formats[0].set_font_name(styles.SKRIFT)
    yield workbook
    try:
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from error
    path.write_bytes(made.getvalue())


def write(book: Book, path: Path) -> None:
    """Write the book to ``path``; use :func:`save` to replace a file."""
    with opened(path, book.title, book.subject, book.updated) as workbook:
        for name, text in book.properties.items():
            workbook.set_custom_property(name, text, "text")
        workbook.set_calc_mode("auto", _CALC_ID)
        workbook.calc_on_load = False
        _FileWriter(book, workbook).write()


def save(book: Book, target: Path) -> None:
    """Replace the target by the book; a failure leaves what was there before."""
    with replacing(target) as made:
        write(book, made)


class Formats(dict[Style, Format]):
    """The file's formats, each made when the first cell looks so."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._add = workbook.add_format

    def __missing__(self, style: Style) -> Format:
        return self.setdefault(style, self._add(_properties(style)))


class _FileWriter:
    def __init__(self, book: Book, workbook: xlsxwriter.Workbook) -> None:
        self.book = book
        self.workbook = workbook
        self.formats = Formats(workbook)
        self.looks: dict[int, int] = {}
        self.fields: dict[str, list[tuple[Cell, Input | Editable]]] = {}
        for cell, about in book.fields():
            self.fields.setdefault(cell.sheet, []).append((cell, about))

    def write(self) -> None:
        for sheet in self.book.ordered():
            self.workbook.add_worksheet(sheet.name, worksheet_class=CachedWorksheet)
        for name, place in self.book.names.items():
            self._done(self.workbook.define_name(name, place.absolute), name)
        for name, function in CATALOGUE.items():
            self._done(self.workbook.define_name(name, "=" + function.lambda_text()), name)
        for sheet in self.book.ordered():
            self._write_sheet(sheet, self.workbook.get_worksheet_by_name(sheet.name))

    def _write_sheet(self, sheet: Sheet, worksheet: Any) -> None:
        worksheet.hide_gridlines(2)
        worksheet.set_tab_color(sheet.tab_color)
        for column, width in sheet.widths.items():
            worksheet.set_column(column, column, width)
        worksheet.set_default_row(page.ROW_HEIGHT)
        for row in {*sheet.heights, *sheet.largest}:
            worksheet.set_row(row, page.row_height(sheet, row))
        for row, first, last in sheet.merged:
            look = self.formats[sheet.at(row, first).style]
            self._done(worksheet.merge_range(row, first, row, last, "", look), sheet.name)
        for table in sheet.tables:
            self._table(sheet, worksheet, table)
        if places := sorted(sheet.cells):
            columns = {column for _, column in places}
            for corner in ((places[0][0], min(columns)), (places[-1][0], max(columns))):
                outermost = f"{sheet.name}!{column_letters(corner[1])}{corner[0] + 1}"
                self._done(worksheet._check_dimensions(*corner), outermost)
        for place in places:
            self._write_cell(sheet, worksheet, sheet.cells[place])
        for row, first, last in sheet.merged:
            for column in range(first, last + 1):
                if (row, column) not in sheet.cells:
                    worksheet.keep(row, column, self._look(sheet.at(row, first).style), None)
        for cell, about in self.fields.get(sheet.name, ()):
            if rule := _rule(cell, about):
                self._done(worksheet.data_validation(cell.address, rule), cell.place)
        for address, rule, look in rules(sheet):
            made = {"format": self.workbook.add_format(look)} if look else {}
            self._done(worksheet.conditional_format(address, rule | made), f"{sheet.name}!{address}")
        for number, chart in enumerate(sheet.charts, start=1):
            name = f"{sheet.name}, figur {number}"
            placed = add_chart(self.workbook, worksheet, chart, name, self.book.source, page.scale(sheet))
            self._done(placed, f"{sheet.name}: {chart.alt}")
        self._set_up(sheet, worksheet)

    def _write_cell(self, sheet: Sheet, worksheet: Any, cell: Cell) -> None:
        at, value, formula, spills = (cell.row, cell.column), cell.value, "", ""
        if isinstance(value, ExcelError):
            value = str(value)
        if cell.call is not None:
            form = "named" if at in sheet.named_calls else self.book.form
            formula = cell.call.formula(cell.sheet, form, cell.missing)
            spills = cell.address if form == "named" and cell.call.uses_names() else ""
        elif cell.link is not None:
            name, _, address = cell.link.partition("!")
            target, value = f"internal:{quoted(name)}!{address or 'A1'}", str(value)
            self._done(worksheet.write_url(*at, target, None, value), cell.place)
        elif isinstance(value, str):
            if len(value) > _ROOMY and len(value.encode("utf-16-le")) > 2 * _MOST_UNITS:
                raise WriteError(f"{cell.place}: a text of {len(value)} characters")
        elif value is not None and not isfinite(value):
            raise WriteError(f"{cell.place}: {value} is no number")
        worksheet.keep(*at, self._look(cell.style), value, formula, spills)

    def _table(self, sheet: Sheet, worksheet: Any, table: XlTable) -> None:
        """Before the cells, which then have their own look and are what the headers repeat."""
        heads = [str(sheet.at(table.header, c).value) for c in range(table.last_column + 1)]
        options = {"name": table.name, "style": None, "columns": [{"header": h} for h in heads]}
        done = worksheet.add_table(table.header, 0, table.last, table.last_column, options)
        self._done(done, f"{sheet.name}: {table.name}")

    def _set_up(self, sheet: Sheet, worksheet: Any) -> None:
        printing = sheet.printing
        if sheet.freeze != (0, 0):
            worksheet.freeze_panes(*sheet.freeze)
        worksheet.set_landscape() if printing.landscape else worksheet.set_portrait()
        worksheet.set_paper(9)
        worksheet.set_margins(**page.MARGINS)
        last = page.last_printed_row(sheet)
        if sheet.calculation or printing.on_demand:
            # An empty cell far to the right: nothing of it is printed.
            worksheet.print_area(0, LAST_COLUMN, 0, LAST_COLUMN)
        else:
            worksheet.print_area(0, 0, last, printing.last_column)
        rows = page.repeated(sheet)
        if rows:
            worksheet.repeat_rows(*rows)
        starts = page.page_starts(sheet)
        # The width is the program's own business: what fits depends on the machine's typefaces.
        worksheet.fit_to_pages(1, 1 if printing.one_page and not starts else 0)
        if starts:
            worksheet.set_h_pagebreaks(starts)
        day = self.book.updated
        told = (
            f"&C&10Tallene i arbeidsboken er sist oppdatert {day.day}.{day.month}.{day.year}" if day else ""
        )
        worksheet.set_header(f"&L&10{_fitting(self.book.title)}{told}&R&10&A", _FULL_SIZE)
        source = f"&L&10Kilde: {_fitting(self.book.source)}" if self.book.source else ""
        worksheet.set_footer(f"{source}&R&10Side &P av &N", _FULL_SIZE)
        worksheet.set_selection(0, 0, 0, 0)
        worksheet.protect("", _ALLOWED)

    def _look(self, style: Style) -> int:
        # Most cells share their style's very object; to compare styles takes longer.
        found = self.looks.get(id(style))
        if found is None:
            found = self.looks[id(style)] = self.formats[style]._get_xf_index()
        return found

    def _done(self, result: Any, what: str) -> None:
        if isinstance(result, int) and result < 0:
            raise WriteError(f"{what}: the file format does not take it (code {result})")


def _rule(cell: Cell, about: Input | Editable) -> dict[str, Any] | None:
    """What may be filled in where it is held back."""
    title, whole = ("Hva hvis", False) if isinstance(about, Input) else (about.title, about.whole)
    choices = () if isinstance(about, Input) else about.choices
    if choices:
        return {
            "validate": "list",
            "source": choices.absolute if isinstance(choices, Range) else list(choices),
            "input_title": "Velg",
            "input_message": cut(about.label, 200),
            "error_title": "Ugyldig valg",
            "error_message": CHOOSE,
        }
    if isinstance(about, Editable) and (isinstance(cell.value, str) or about.lowest is None):
        return None
    low = -1e12 if about.lowest is None else about.lowest
    high = 1e12 if about.highest is None else about.highest
    limits = "" if about.lowest is None else f" mellom {norsk(low)} og {norsk(high)}"
    return {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "input_title": title,
        "input_message": cut(about.label, 200),
        "error_title": "Ugyldig verdi",
        "error_message": f"Skriv et {'helt ' if whole else ''}tall{limits}.",
    }


def _properties(style: Style) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": styles.SKRIFT,
        "font_size": int(style.size) if style.size == int(style.size) else style.size,
        "font_color": style.color,
        "bold": style.bold,
        "italic": style.italic,
        "valign": style.valign,
        "text_wrap": style.wrap,
        "locked": not style.unlocked,
        "indent": style.indent,
        "underline": 1 if style.underline else 0,
    }
    if style.number_format != "General":
        properties["num_format"] = styles.med_minus(style.number_format)
    if style.rotation:
        properties["rotation"] = style.rotation
    if style.align:
        properties["align"] = style.align
    if style.fill:
        properties["bg_color"] = style.fill
    if style.border:
        properties.update(border=1, border_color=style.border)
    for side, color in (("top", style.top), ("bottom", style.bottom)):
        if color:
            properties.update({side: 1, f"{side}_color": color})
    return properties


def _fitting(text: str) -> str:
    # A header has room for 255 characters with its codes, where a sign of its own stands doubled.
    return cut(text, 180 - text.count("&", 0, 180)).replace("&", "&&")


#: How a row is marked that begins with a sign, and one that has nothing to say.
_MARKED = {"bg_color": styles.HODE_BLAA, "bold": True}
_BLANK = {"bg_color": styles.HVIT, "border": 1, "border_color": styles.HVIT}
#: The colours of a scale: a number stays black on the strongest, 11:1.
_HEAT = {"type": "2_color_scale", "min_color": styles.LYS_BLAA, "max_color": styles.HVIT}
_AROUND = {
    "type": "3_color_scale",
    "mid_color": styles.HVIT,
    "mid_value": 100,
    "min_color": styles.LYS_ORANSJE,
    "max_color": styles.LYS_BLAA,
}
_Look = dict[str, Any]
#: A number that is no percent and has no words.
_DECIMALS = re.compile(r"(#,##)?0(\.0+)|#,##0")


def rules(sheet: Sheet) -> Iterator[tuple[str, dict[str, Any], _Look | None]]:
    """All of a sheet's rules as XlsxWriter takes them: where, what, and the look that it gives."""
    for rows in sheet.blank:
        first = next(iter(rows))
        yield rows.address, _formula(f'${column_letters(first.column)}{first.row + 1}=""'), _BLANK
    for lights in sheet.traffic_lights:
        for text, (fill, color) in styles.STATUSLYS.items():
            look = {"bg_color": fill, "font_color": color, "bold": True}
            yield lights.address, {"type": "cell", "criteria": "==", "value": f'"{text}"'}, look
    for ranks, last in sheet.heat:
        yield ranks.address, {**_HEAT, **_ends(1, last)}, None
    for indexes, spread in sheet.around:
        yield indexes.address, {**_AROUND, **_ends(100 - spread, 100 + spread), "mid_type": "num"}, None
    for figures, places in sheet.decimals:
        # Also of the rows that are marked: not every program lets two rules have a say of one cell.
        marks = [_begins(figures, column, sign) for _, column, sign in sheet.marked]
        for number in (1, 2, 3):
            shown = {"num_format": styles.med_minus(styles.tall(number).number_format)}
            right = f"{places.absolute[1:]}={number}"
            for mark in marks:
                yield figures.address, _formula(f"AND({mark},{right})"), _MARKED | shown
            yield figures.address, _formula(right), shown
    for marked, column, sign in sheet.marked:
        yield marked.address, _formula(_begins(marked, column, sign)), _MARKED
    for cell, band in sheet.bands:
        row = sheet.range((cell.row, 0), (cell.row, sheet.printing.last_column))
        look = {"bg_color": styles.BAAND, "font_color": styles.SVART, "bold": True}
        yield row.address, _formula(f'{band.absolute[1:]}<>""'), look
    if not sheet.calculation:
        yield from _zeros(sheet)
        end = column_letters(max((column for _, column in sheet.cells), default=0))
        missing = {"type": "cell", "criteria": "==", "value": f'"{MISSING_TEXT}"'}
        yield f"A1:{end}{sheet.last_row + 1}", missing, {"font_color": styles.GRAA}


def _zeros(sheet: Sheet) -> Iterator[tuple[str, dict[str, Any], _Look]]:
    """What rounds to zero has no minus sign.

    A rule of two limits, since programs differ on the sign of a number format with conditions.
    """
    shown: dict[str, list[tuple[int, int]]] = {}
    for cell in sheet.cells.values():
        if cell.call is not None or (isinstance(cell.value, float) and cell.value < 0):
            pattern = cell.style.number_format.partition(";")[0].lstrip("+")
            if _DECIMALS.fullmatch(pattern):
                shown.setdefault(pattern, []).append((cell.column, cell.row))
    for pattern, places in shown.items():
        half = 0.5 * 10.0 ** -pattern.partition(".")[2].count("0")
        areas = []
        for _, run in groupby(enumerate(sorted(places)), key=lambda at: (at[1][0], at[1][1] - at[0])):
            together = [place for _, place in run]
            ends = dict.fromkeys(sheet.at(row, column).address for column, row in (together[0], together[-1]))
            areas.append(":".join(ends))
        limits = {"criteria": "between", "minimum": f"-{half * (1 - 1e-14):.17g}", "maximum": "-1E-99"}
        rule = {"type": "cell", **limits, "multi_range": " ".join(areas)}
        yield areas[0], rule, {"num_format": f"{pattern};{pattern}"}


def _formula(criteria: str) -> dict[str, Any]:
    return {"type": "formula", "criteria": f"={criteria}"}


def _ends(low: float, high: float) -> dict[str, Any]:
    """The figures that a scale begins and ends with."""
    return {"min_type": "num", "min_value": low, "max_type": "num", "max_value": high}


def _begins(rows: Range, column: int, sign: str) -> str:
    return f'LEFT(${column_letters(column)}{next(iter(rows)).row + 1},1)="{sign}"'
