"""Lint rules about the values that the file holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asss_xl.checks.package import FileCell, Package
from asss_xl.checks.rules import (
    Options,
    Problem,
    Severity,
    hidden_places,
    in_cell,
    inside,
    print_areas,
    rule,
)
from asss_xl.functions.values import ERRORS, ExcelError, is_number

CHAPTER = "Lagrede verdier"
MAX_TEXT = 32_767
_NUMBER = re.compile(r"\s*[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d+)?\s*%?\s*")
_ERRORS = frozenset((*map(str, ERRORS), "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#BUSY!",
                     "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA", "#EXTERNAL!", "#PYTHON!"))  # fmt: skip


def has_cached(package: Package) -> bool:
    """True when some formula of the file has its value stored."""
    return any(
        cell.formula is not None and cell.has_value
        for sheet in package.worksheets
        for cell in package.cells(sheet)
    )


@rule(
    "no-cached-value",
    Severity.ERROR,
    "Når filen har lagrede verdier, har hver formel sin: forhåndsvisning, telefoner og beskyttet "
    "visning viser den.",
)
def no_cached_value(package: Package, _options: Options) -> Iterator[Problem]:
    """Every formula has the value that previewers, phones and Protected View show."""
    for where in _without_value(package) if has_cached(package) else ():
        yield where, "Formelen har ingen lagret verdi."


@rule(
    "no-cached-values",
    Severity.WARNING,
    "Filen har lagrede verdier for formlene. Uten (slik openpyxl skriver) er cellene tomme i "
    "forhåndsvisning, på telefoner og i beskyttet visning, til Excel har regnet.",
)
def no_cached_values(package: Package, _options: Options) -> Iterator[Problem]:
    """The file has values for its formulas."""
    if not has_cached(package):
        count = sum(1 for _ in _without_value(package))
        if count:
            yield package.path.name, f"Ingen av de {count} formlene har lagret verdi."


def _without_value(package: Package) -> Iterator[str]:
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if cell.formula is not None and not cell.has_value:
                yield in_cell(sheet, cell.address)


@rule(
    "error-value",
    Severity.WARNING,
    "Ingen synlig celle viser #VERDI!, #REF!, #NAVN? eller en annen feilverdi.",
)
def error_value(package: Package, options: Options) -> Iterator[Problem]:
    """A visible cell shows no error value."""
    for where, cell in _visible_errors(package, options):
        if cell.value != "#N/A":
            yield where, f"Cellen viser feilverdien {cell.value}."


@rule(
    "not-available",
    Severity.WARNING,
    "Ingen synlig celle viser #I/T (#N/A). Utenfor utskriftsområdet er det tillatt: diagrammer tegner "
    "det som et hull.",
)
def not_available(package: Package, options: Options) -> Iterator[Problem]:
    """A visible cell shows no ``#N/A``; outside the print area it may be allowed."""
    for where, cell in _visible_errors(package, options):
        if cell.value == "#N/A":
            yield where, "Cellen viser feilverdien #N/A."


def _visible_errors(package: Package, options: Options) -> Iterator[tuple[str, FileCell]]:
    for sheet in package.worksheets:
        if not sheet.visible:
            continue
        boxes = print_areas(package, sheet)
        rows, columns = hidden_places(package, sheet)
        for cell in package.cells(sheet):
            if not isinstance(cell.value, ExcelError) or cell.row in rows:
                continue
            if any(first <= cell.column <= last for first, last in columns):
                continue
            gap = cell.value == "#N/A" and options.na_outside_print_area
            if not gap or inside(cell, boxes):
                yield in_cell(sheet, cell.address), cell


@rule(
    "value-type",
    Severity.ERROR,
    "En celles verdi er av den typen cellen sier (t): en feilverdi er en av Excels, en sannhetsverdi er "
    "0 eller 1, en tekst i cellen står i <is>. Excel reparerer filen ellers.",
)
def value_type(package: Package, _options: Options) -> Iterator[Problem]:
    """The stored text of a value suits its type."""
    for sheet in package.worksheets:
        for cell in package.root(sheet.part).iter("{*}c"):
            kind = cell.get("t", "n")
            if kind in ("n", "s", "str", "d"):
                continue
            held = cell.find("{*}v")
            text = "" if held is None else (held.text or "").strip()
            problem = None
            if kind == "b" and text not in ("", "0", "1", "true", "false"):
                problem = f"Sannhetsverdien «{text}» er verken 0 eller 1."
            if kind == "e" and text and text not in _ERRORS:
                problem = f"Feilverdien «{text}» er ikke en av Excels."
            if kind == "inlineStr" and held is not None:
                problem = "Teksten i cellen står i <v>, men skal stå i <is>."
            if problem:
                yield in_cell(sheet, cell.get("r", "")), problem


@rule("text-length", Severity.ERROR, "En tekst i en celle er høyst 32 767 tegn.")
def text_length(package: Package, _options: Options) -> Iterator[Problem]:
    """A text in a cell is at most 32,767 characters."""
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
                message = f"Teksten er på {len(cell.value)} tegn; Excel tar {MAX_TEXT}."
                yield in_cell(sheet, cell.address), message


@rule(
    "control-character",
    Severity.WARNING,
    "Tekster har ingen styretegn (annet enn linjeskift og tabulator): de vises som rutete tegn og "
    "ødelegger søk.",
)
def control_character(package: Package, _options: Options) -> Iterator[Problem]:
    """Texts have no control characters."""
    bad = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if isinstance(cell.value, str) and bad.search(cell.value):
                yield in_cell(sheet, cell.address), "Teksten har et styretegn."


@rule(
    "number-as-text",
    Severity.WARNING,
    "Et tall blant tall er ikke lagret som tekst: summer og diagrammer hopper over det.",
)
def number_as_text(package: Package, _options: Options) -> Iterator[Problem]:
    """A number among numbers is not stored as text."""
    for sheet in package.worksheets:
        cells = {(cell.row, cell.column): cell for cell in package.cells(sheet)}
        for (row, column), cell in cells.items():
            text = cell.value
            if cell.formula is not None or not isinstance(text, str) or not _NUMBER.fullmatch(text):
                continue
            for down, right in ((1, 0), (0, 1)):
                around = (
                    cells.get((row - down, column - right)),
                    cells.get((row + down, column + right)),
                )
                if all(other is not None and is_number(other.value) for other in around):
                    yield in_cell(sheet, cell.address), f"Tallet «{text}» er lagret som tekst."
                    break
