"""Lint rules about sheets: rows and cells, columns, merged cells, links, views, printing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from asss_xl.checks.formula_syntax import MAX_COLUMN, MAX_ROW
from asss_xl.checks.package import Package, SheetPart, address_of, area, position
from asss_xl.checks.rules import (
    Box,
    Options,
    Problem,
    Severity,
    elements,
    hidden_places,
    in_cell,
    is_on,
    rule,
)

CHAPTER = "Ark: rader, celler, kolonner, visning"
MAX_LINKS = 65_530
MAX_HEADER = 255
MAX_HEIGHT = 409.5
_PLACE = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^!']+))!(?P<area>.+)")


@rule(
    "cell-order",
    Severity.ERROR,
    "Rader, og celler i en rad, står i stigende rekkefølge, hver av dem én gang. Excel reparerer filen "
    "ellers og kan miste innhold.",
)
def cell_order(package: Package, _options: Options) -> Iterator[Problem]:
    """Rows, and cells in a row, come in ascending order, each of them once."""
    for sheet in package.worksheets:
        package.cells(sheet)  # an address that is none is told of as such
        rows = [row for row in elements(package, sheet, "sheetData/row") if row.get("r")]
        for before, after in pairwise(rows):
            if int(after.get("r")) <= int(before.get("r")):
                message = f"Rad {after.get('r')} kommer etter rad {before.get('r')} i filen."
                yield in_cell(sheet, after.get("r")), message
        for row in rows:
            number = int(row.get("r"))
            left, last = "", 0
            for cell in row.iterfind("{*}c"):
                address = cell.get("r")
                if not address:
                    continue
                at, column = position(address)
                if at != number:
                    yield in_cell(sheet, address), f"Cellen ligger i rad {number} i filen."
                if column <= last:
                    yield in_cell(sheet, address), f"Cellen kommer etter {left} i filen."
                left, last = address, column


@rule(
    "cell-outside",
    Severity.ERROR,
    f"En celle ligger innenfor arkets {MAX_ROW} rader og {MAX_COLUMN} kolonner (XFD).",
)
def cell_outside(package: Package, _options: Options) -> Iterator[Problem]:
    """Cells are inside the sheet."""
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if cell.row > MAX_ROW or cell.column > MAX_COLUMN:
                yield in_cell(sheet, cell.address), "Cellen ligger utenfor arket."


@rule(
    "column-ranges",
    Severity.ERROR,
    "Kolonnebredder gjelder kolonner i stigende rekkefølge som ikke overlapper. Excel reparerer filen "
    "ellers.",
)
def column_ranges(package: Package, _options: Options) -> Iterator[Problem]:
    """The columns of ``cols`` ascend and do not overlap."""
    for sheet in package.worksheets:
        last = 0
        for column in elements(package, sheet, "cols/col"):
            first, end = int(column.get("min", "0")), int(column.get("max", "0"))
            if first <= last or end < first:
                yield sheet.name, f"Kolonnene {first}–{end} overlapper eller kommer etter {last}."
            last = max(last, end)


@rule(
    "dimension",
    Severity.WARNING,
    "Arkets oppgitte utstrekning (dimension) dekker alle cellene: noen programmer leser bare den.",
)
def dimension(package: Package, _options: Options) -> Iterator[Problem]:
    """The stated dimension covers the cells."""
    for sheet in package.worksheets:
        stated = next(elements(package, sheet, "dimension"), None)
        cells = package.cells(sheet)
        if stated is None or not cells or not stated.get("ref"):
            continue
        top, left, bottom, right = area(stated.get("ref"))
        for cell in cells:
            if not (top <= cell.row <= bottom and left <= cell.column <= right):
                told = (
                    f"Arket sier at det dekker {stated.get('ref')}, men {cell.address} er utenfor."
                )
                yield sheet.name, told
                break


@rule(
    "merge-overlap",
    Severity.ERROR,
    "Sammenslåtte celler overlapper ikke hverandre, og det er mer enn én celle i hver. Excel reparerer "
    "filen ellers.",
)
def merge_overlap(package: Package, _options: Options) -> Iterator[Problem]:
    """Merged areas do not overlap."""
    for sheet in package.worksheets:
        merged = [m.get("ref", "") for m in elements(package, sheet, "mergeCells/mergeCell")]
        for ref in merged:
            top, left, bottom, right = area(ref)
            if (top, left) == (bottom, right):
                yield in_cell(sheet, ref), "Sammenslåingen har bare én celle."
        for one, other in overlaps([(area(ref), ref) for ref in merged]):
            yield in_cell(sheet, other), f"{other} og {one} er sammenslått og overlapper."


def overlaps(boxes: list[tuple[Box, str]]) -> Iterator[tuple[str, str]]:
    """The labels of pairs of areas that share a cell, each area with the first that it meets."""
    active: list[tuple[Box, str]] = []
    for box, label in sorted(boxes):
        active = [one for one in active if one[0][2] >= box[0]]
        for other, its_label in active:
            if other[1] <= box[3] and box[1] <= other[3]:
                yield its_label, label
                break
        active.append((box, label))


@rule(
    "link-place",
    Severity.ERROR,
    "En lenke inne i arbeidsboken fører til et ark eller navn som finnes. Ellers sier Excel at "
    "referansen er ugyldig.",
)
def link_place(package: Package, _options: Options) -> Iterator[Problem]:
    """Links inside the workbook lead to a place that exists."""
    sheets = {sheet.name.casefold() for sheet in package.sheets}
    names = {name.name.casefold() for name in package.defined_names}
    names |= {package.root(p).get("displayName", "").casefold() for p in package.of_kind("table")}
    for sheet in package.worksheets:
        links = list(elements(package, sheet, "hyperlinks/hyperlink"))
        if len(links) > MAX_LINKS:
            yield sheet.name, f"Arket har {len(links)} lenker; Excel tar {MAX_LINKS}."
        outward = {r.id for r in package.relationships(sheet.part) if r.external}
        for link in links:
            place = link.get("location", "").lstrip("#")
            has_relation = any(
                key.endswith("}id") and v in outward for key, v in link.attrib.items()
            )
            if not place or has_relation:
                continue
            match = _PLACE.fullmatch(place)
            known = names
            target = place
            if match is not None:
                known = sheets
                target = (match.group("quoted") or match.group("plain")).replace("''", "'")
            elif _is_area(place):
                continue
            if target.casefold() not in known:
                yield (
                    in_cell(sheet, link.get("ref", "")),
                    f"Lenken fører til «{place}», som ikke finnes.",
                )


def _is_area(text: str) -> bool:
    try:
        area(text)
    except ValueError:
        return False
    return True


@rule("header-length", Severity.ERROR, "Topptekst og bunntekst er høyst 255 tegn hver.")
def header_length(package: Package, _options: Options) -> Iterator[Problem]:
    """Headers and footers are at most 255 characters."""
    for sheet in package.sheets:
        for part in elements(package, sheet, "headerFooter/*"):
            if len(part.text or "") > MAX_HEADER:
                told = (
                    f"Topp- eller bunnteksten er på {len(part.text)} tegn; Excel tar {MAX_HEADER}."
                )
                yield sheet.name, told


@rule(
    "frozen-pane",
    Severity.ERROR,
    "Et frosset felt har en øverste venstre celle som ligger utenfor det frosne. Ellers er deler av "
    "arket umulig å nå.",
)
def frozen_pane(package: Package, _options: Options) -> Iterator[Problem]:
    """The scrolled part of a frozen sheet begins below and right of what is frozen."""
    for sheet, view in _views(package):
        pane = view.find("{*}pane")
        if pane is None or not pane.get("state", "").startswith("frozen"):
            continue
        rows, columns = (int(float(pane.get(key, "0"))) for key in ("ySplit", "xSplit"))
        start_row, start_column = position(view.get("topLeftCell", "A1"))
        corner = pane.get("topLeftCell")
        if corner is None:
            continue
        row, column = position(corner)
        if row > MAX_ROW or column > MAX_COLUMN:
            yield sheet.name, f"Feltet begynner i {corner}, som er utenfor arket."
        hidden_row = rows and row < start_row + rows
        hidden_column = columns and column < start_column + columns
        if hidden_row or hidden_column:
            first = address_of(start_row + rows, start_column + columns)
            told = f"Feltet begynner i {corner}, men det frosne slutter først ved {first}."
            yield sheet.name, told


def _views(package: Package) -> Iterator[tuple[SheetPart, Any]]:
    for sheet in package.worksheets:
        for view in elements(package, sheet, "sheetViews/sheetView"):
            yield sheet, view


@rule(
    "row-height",
    Severity.WARNING,
    "En rad er høyst 409,5 punkt høy, som er det Excel tar.",
)
def row_height(package: Package, _options: Options) -> Iterator[Problem]:
    """Rows are no higher than Excel takes."""
    for sheet in package.worksheets:
        for row in elements(package, sheet, "sheetData/row"):
            if float(row.get("ht", "0")) > MAX_HEIGHT:
                yield in_cell(sheet, row.get("r", "")), f"Raden er {row.get('ht')} punkt høy."


@rule(
    "grouped-sheets",
    Severity.WARNING,
    "Bare ett ark er valgt når arbeidsboken åpnes: det som skrives i ett av flere valgte ark, skrives i "
    "alle uten at det vises.",
)
def grouped_sheets(package: Package, _options: Options) -> Iterator[Problem]:
    """One sheet is selected: what is typed in one of several goes into all of them."""
    chosen = dict.fromkeys(s.name for s, view in _views(package) if is_on(view, "tabSelected"))
    if len(chosen) > 1:
        yield "arbeidsboken", f"Flere ark er valgt samtidig: {', '.join(chosen)}."


@rule(
    "formulas-shown",
    Severity.WARNING,
    "Arket viser verdiene, ikke formlene (Vis formler), og går fra venstre mot høyre.",
)
def formulas_shown(package: Package, _options: Options) -> Iterator[Problem]:
    """The sheet shows values, from left to right."""
    for sheet, view in _views(package):
        if is_on(view, "showFormulas"):
            yield sheet.name, "Arket viser formlene i stedet for verdiene."
        if is_on(view, "rightToLeft"):
            yield sheet.name, "Arket går fra høyre mot venstre."


@rule(
    "hidden-lines",
    Severity.NOTE,
    "Rader og kolonner med innhold er synlige: det som er skjult, følger med når filen sendes, og er med i "
    "summene.",
)
def hidden_lines(package: Package, _options: Options) -> Iterator[Problem]:
    """No row or column with content is hidden."""
    for sheet in package.worksheets:
        rows, columns = hidden_places(package, sheet)
        filled = [c for c in package.cells(sheet) if c.value is not None] if rows or columns else []
        for first, last in columns:
            if any(first <= cell.column <= last for cell in filled):
                yield sheet.name, f"Kolonnene {first}–{last} er skjult."
        for row in sorted(rows & {cell.row for cell in filled}):
            yield in_cell(sheet, str(row)), "Raden er skjult."


@rule(
    "merged-cells",
    Severity.NOTE,
    "Ingen celler er slått sammen, unntatt en tekst over flere kolonner på én rad: sortering, "
    "filtre og skjermlesere snubler i dem.",
)
def merged_cells(package: Package, _options: Options) -> Iterator[Problem]:
    """No cells are merged: sorting, filters and screen readers stumble on them.

    A text that runs over several columns of one row is none of their business.
    """
    for sheet in package.worksheets:
        found = [m.get("ref", "") for m in elements(package, sheet, "mergeCells/mergeCell")]
        texts = {c.address for c in package.cells(sheet) if isinstance(c.value, str)} if found else set()
        for ref in found:
            top, _, bottom, _ = area(ref)
            if top != bottom or ref.split(":")[0] not in texts:
                yield in_cell(sheet, ref), "Cellene er slått sammen."


@rule("gridlines", Severity.NOTE, "Et ark som leveres, skjuler rutenettet.")
def gridlines(package: Package, _options: Options) -> Iterator[Problem]:
    """A delivered sheet hides the gridlines."""
    for sheet in package.worksheets:
        views = list(elements(package, sheet, "sheetViews/sheetView"))
        hidden = views and all(v.get("showGridLines") in ("0", "false") for v in views)
        if sheet.visible and not hidden:
            yield sheet.name, "Arket viser rutenettet."


@rule(
    "selection",
    Severity.NOTE,
    "Arbeidsboken åpner på det første synlige arket, og hvert ark med markøren i A1.",
)
def selection(package: Package, _options: Options) -> Iterator[Problem]:
    """A delivered workbook opens on its first sheet, each sheet with the cursor in A1."""
    for view in package.root(package.workbook_part).iterfind("{*}bookViews/{*}workbookView"):
        active = int(view.get("activeTab", "0"))
        if active != _first_visible(package) and active < len(package.sheets):
            yield "arbeidsboken", "Arbeidsboken åpner ikke på det første arket."
    for sheet in package.worksheets:
        yield from _cursor(package, sheet)


def _cursor(package: Package, sheet: SheetPart) -> Iterator[Problem]:
    for view in elements(package, sheet, "sheetViews/sheetView"):
        if view.get("topLeftCell", "A1") != "A1":
            yield sheet.name, f"Arket er rullet til {view.get('topLeftCell')}."
        pane = view.find("{*}pane")
        active = "topLeft" if pane is None else pane.get("activePane", "topLeft")
        for chosen in view.iterfind("{*}selection"):
            if chosen.get("pane", "topLeft") != active:
                continue  # a frozen pane remembers a cell of its own; the cursor is not there
            places = (chosen.get("activeCell", "A1"), chosen.get("sqref", "A1"))
            if places != ("A1", "A1"):
                yield in_cell(sheet, places[1]), "Markøren står ikke i A1."


def _first_visible(package: Package) -> int:
    return next((sheet.index for sheet in package.sheets if sheet.visible), 0)
