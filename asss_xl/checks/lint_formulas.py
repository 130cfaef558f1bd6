"""Lint rules about formulas and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asss_xl.checks.formula_text import calls, missing_prefixes, name_problem, tokens
from asss_xl.checks.package import Package
from asss_xl.checks.rules import (
    Options,
    Problem,
    formula_cells,
    formulas,
    hidden_places,
    in_cell,
    inside,
    print_areas,
    rule,
)
from asss_xl.functions.values import ExcelError

MAX_FORMULA = 8_191
MAX_COMMENT = 255
_NETWORK_CALLS = (
    "WEBSERVICE", "IMAGE", "STOCKHISTORY", "RTD", "CUBEVALUE", "CUBEMEMBER", "CUBESET", "CALL",
    "REGISTER.ID", "TRANSLATE", "DETECTLANGUAGE",
)  # fmt: skip
_LINKED_DATA = ("xl/externalLinks/", "xl/queryTables/", "xl/connections.xml")
_URL = re.compile(r"(?:https?|ftp|file|mailto|javascript|data):|\\\\|//", re.IGNORECASE)
_OUTWARD = re.compile("|".join(map(re.escape, (*_NETWORK_CALLS, "HYPERLINK"))), re.IGNORECASE)
_DDE = re.compile(r"\w\s*\|\s*(?:'|\w)")


@rule("missing-prefix")
def missing_prefix(package: Package, _options: Options) -> Iterator[Problem]:
    """Newer functions are stored with ``_xlfn.``, LAMBDA parameters with ``_xlpm.``."""
    for where, formula in formulas(package):
        for problem in missing_prefixes(formula):
            yield where, f"I den lagrede formelen: {problem} – Excel vil vise #NAVN?."


@rule("duplicate-name")
def duplicate_name(package: Package, _options: Options) -> Iterator[Problem]:
    """A name is defined once in its scope; a table may not have the name of another name."""
    seen: set[tuple[str, int | None]] = set()
    tables = [(package.root(part).get("name", ""), None) for part in package.parts("xl/tables")]
    for name, scope in [*((n.name, n.scope) for n in package.defined_names), *tables]:
        key = (name.lower(), scope)
        if key in seen:
            yield f"navnet {name}", f"Navnet {name} er definert to ganger."
        seen.add(key)


@rule("bad-name")
def bad_name(package: Package, _options: Options) -> Iterator[Problem]:
    """A name reads neither as a cell nor as one of Excel's own functions."""
    for name in package.defined_names:
        problem = None if name.name.startswith("_xlnm.") else name_problem(name.name)
        if problem:
            yield f"navnet {name.name}", f"Navnet {name.name} {problem}."


@rule("comment-length")
def comment_length(package: Package, _options: Options) -> Iterator[Problem]:
    """The comment of a name is at most 255 characters."""
    for name in package.defined_names:
        if len(name.comment) > MAX_COMMENT:
            message = f"Kommentaren er på {len(name.comment)} tegn; Excel tar {MAX_COMMENT}."
            yield f"navnet {name.name}", message


@rule("formula-length")
def formula_length(package: Package, _options: Options) -> Iterator[Problem]:
    """A formula or a definition, also a LAMBDA, is under 8,192 characters."""
    for where, formula in formulas(package):
        if len(formula) > MAX_FORMULA:
            yield where, f"Formelen er på {len(formula)} tegn; Excel tar {MAX_FORMULA}."


@rule("broken-reference")
def broken_reference(package: Package, _options: Options) -> Iterator[Problem]:
    """No formula or name refers to a cell that is gone."""
    for where, formula in formulas(package):
        if "#REF!" in formula and any(token.text == "#REF!" for token in tokens(formula)):
            yield where, "Formelen viser til en celle som ikke finnes (#REF!)."


@rule("url-formula")
def url_formula(package: Package, _options: Options) -> Iterator[Problem]:
    """No formula fetches from or links to anything outside the workbook."""
    for where, formula in formulas(package):
        for call in calls(formula) if _OUTWARD.search(formula) else ():
            name = call.name.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
            if name in _NETWORK_CALLS:
                yield where, f"Formelen henter data utenfra med {name}."
            if name == "HYPERLINK":
                texts = [token.text[1:] for token in call.arguments[0] if token.kind == "text"]
                if any(_URL.match(text) for text in texts):
                    yield where, "Formelen lenker ut av arbeidsboken med HYPERLINK."
        if "|" in formula and _DDE.search(re.sub(r'"(?:[^"]|"")*"', "", formula)):
            yield where, "Formelen starter et annet program (DDE)."


@rule("no-cached-value")
def no_cached_value(package: Package, _options: Options) -> Iterator[Problem]:
    """Every formula has the value that previewers, phones and Protected View show."""
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if cell.formula is not None and not cell.has_value:
                yield in_cell(sheet, cell.address), "Formelen har ingen lagret verdi."


@rule("error-value")
def error_value(package: Package, options: Options) -> Iterator[Problem]:
    """A visible cell shows no error value; outside the print area ``#N/A`` may be allowed."""
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
                yield in_cell(sheet, cell.address), f"Cellen viser feilverdien {cell.value}."


@rule("external-link")
def external_link(package: Package, _options: Options) -> Iterator[Problem]:
    """The workbook depends on no other file, database or picture on the network."""
    for name in package.names:
        if name.endswith(".rels"):
            yield from _external_relationships(package, name)
        elif name.startswith(_LINKED_DATA):
            yield name, f"Filen har en kobling til data utenfor seg selv ({name})."
    for sheet, cell, formula in formula_cells(package):
        if _other_book(formula):
            yield in_cell(sheet, cell.address), "Formelen viser til en annen arbeidsbok."
    for defined in package.defined_names:
        if _other_book(defined.text):
            yield f"navnet {defined.name}", "Navnet viser til en annen arbeidsbok."


def _other_book(formula: str) -> bool:
    return "[" in formula and any(token.kind == "book" for token in tokens(formula))


def _external_relationships(package: Package, name: str) -> Iterator[Problem]:
    for element in package.root(name):
        kind = str(element.get("Type", "")).rsplit("/", 1)[-1]
        if element.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            target = element.get("Target", "")
            yield name, f"Filen henter {kind} fra {target}."
