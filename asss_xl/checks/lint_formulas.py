"""Lint rules about formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asss_xl.checks.excel_names import FUTURE_FUNCTIONS, WORKSHEET_FUNCTIONS
from asss_xl.checks.formula_syntax import (
    MAX_COLUMN,
    MAX_ROW,
    ranges,
    syntax_problem,
    without_brackets,
)
from asss_xl.checks.formula_text import Token, missing_prefixes, references, tokens
from asss_xl.checks.localised import LOCALISED
from asss_xl.checks.package import Package, SheetPart, area, position
from asss_xl.checks.rules import (
    Options,
    Problem,
    Severity,
    by_shape,
    formula_cells,
    formulas,
    in_cell,
    is_on,
    rule,
)

CHAPTER = "Formler"
MAX_FORMULA = 8_191
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_COLUMN = re.compile(r"\$?[A-Za-z]{1,3}")
_RANGE_OF_SHEETS = re.compile(r"[\w.]+:[\w.]+!")
_PLACES = re.compile(r"(?:ROWS?|COLUMNS?|OFFSET|CELL|INDIRECT|ISBLANK|COUNTBLANK)\(", re.IGNORECASE)
_OWN_FUNCTIONS = ("_xlfn.", "_xll.", "_xlpm.", "_xlop.", "_xludf.", "_xlws.", "_xlnm.")
#: Functions that answer with an array where they are given one.
_DYNAMIC_NAMES = """
FILTER SORT SORTBY UNIQUE SEQUENCE RANDARRAY TEXTSPLIT VSTACK HSTACK TOCOL TOROW WRAPROWS WRAPCOLS
TAKE DROP EXPAND CHOOSECOLS CHOOSEROWS MAKEARRAY BYROW BYCOL MAP SCAN GROUPBY PIVOTBY
"""
_DYNAMIC = frozenset(_DYNAMIC_NAMES.split())


@rule(
    "formula-syntax",
    Severity.ERROR,
    "Excel kan lese formelen: parenteser og anførselstegn lukkes, argumenter skilles med komma, ingen "
    "regnetegn mangler verdi. Ellers fjerner Excel formelen når filen åpnes.",
)
def formula_syntax(package: Package, _options: Options) -> Iterator[Problem]:
    """Parentheses, quotes and separators are in order."""

    def problems(formula: str) -> list[str]:
        problem = syntax_problem(formula)
        wrong = problem and not _is_dde(formula)
        return [f"Formelen {problem}: {_shown(formula)}"] if wrong else []

    return by_shape(package, problems)


def _shown(formula: str) -> str:
    return f"{formula if len(formula) <= 80 else formula[:77] + '...'}."


def _is_dde(formula: str) -> bool:
    return "|" in re.sub(r'"(?:[^"]|"")*"', "", formula)


@rule(
    "missing-prefix",
    Severity.ERROR,
    "Funksjoner nyere enn Excel 2007 lagres med _xlfn. foran, og navn i LET og LAMBDA med _xlpm.; uten "
    "viser Excel #NAVN?.",
)
def missing_prefix(package: Package, _options: Options) -> Iterator[Problem]:
    """Newer functions are stored with ``_xlfn.``, LAMBDA parameters with ``_xlpm.``."""

    def problems(formula: str) -> list[str]:
        told = "I den lagrede formelen: {} – Excel vil vise #NAVN?."
        return [told.format(problem) for problem in missing_prefixes(formula)]

    return by_shape(package, problems)


@rule(
    "localised-function",
    Severity.ERROR,
    "Filen har de engelske funksjonsnavnene, også når Excel viser norske: SUM, ikke SUMMER. Ellers vises "
    "#NAVN?.",
)
def localised_function(package: Package, _options: Options) -> Iterator[Problem]:
    """Functions have their English names."""
    known = _known_names(package)

    def problems(formula: str) -> list[str]:
        local = [
            token.text
            for token in tokens(without_brackets(formula))
            if token.called and token.text.upper() in LOCALISED and token.text.lower() not in known
        ]
        return [f"Funksjonen {name} heter {LOCALISED[name.upper()]} i filen." for name in local]

    return by_shape(package, problems)


@rule(
    "unknown-name",
    Severity.ERROR,
    "Et navn eller en funksjon i en formel er definert. Ellers viser Excel #NAVN?.",
)
def unknown_name(package: Package, _options: Options) -> Iterator[Problem]:
    """Names and functions in formulas are Excel's or the workbook's own."""
    known = _known_names(package)
    has_code = any("vbaproject" in name.lower() for name in package.names)

    def problems(formula: str) -> list[str]:
        if ("[" in formula and "]!" in formula) or _is_dde(formula) or missing_prefixes(formula):
            return []  # a name of another workbook or program, or one that lacks its prefix
        plain = _RANGE_OF_SHEETS.sub("", without_brackets(formula))
        names = [token for token in tokens(plain) if token.kind == "name"]
        return [p for token in names if (p := _unknown(token, plain, known, has_code))]

    return by_shape(package, problems)


def _known_names(package: Package) -> set[str]:
    names = {name.name.lower() for name in package.defined_names}
    for part in package.of_kind("table"):
        root = package.root(part)
        names |= {(root.get("displayName") or "").lower(), (root.get("name") or "").lower()}
    return names


def _unknown(token: Token, formula: str, known: set[str], has_code: bool) -> str | None:
    text = token.text
    lowered, upper = text.lower(), text.upper()
    if lowered in known or lowered.startswith(_OWN_FUNCTIONS):
        return None
    if token.called:
        excels = upper in WORKSHEET_FUNCTIONS or upper in FUTURE_FUNCTIONS or upper in LOCALISED
        return None if excels or has_code else f"Funksjonen {text} finnes ikke."
    reference = _REFERENCE.fullmatch(text)
    if reference is not None:
        row, column = int(reference.group(2)), position(reference.group(1) + "1")[1]
        inside = 1 <= row <= MAX_ROW and column <= MAX_COLUMN
        return None if inside else f"Formelen viser til {text}, som er utenfor arket."
    around = formula[token.at - 1 : token.at] + formula[token.at + len(text) :][:1]
    if upper in ("TRUE", "FALSE") or (_COLUMN.fullmatch(text) and ":" in around):
        return None
    return f"Navnet {text} er ikke definert."


@rule(
    "absent-sheet",
    Severity.ERROR,
    "Et ark som en formel eller et navn viser til, finnes. Excel spør etter en fil eller viser #REF! "
    "ellers.",
)
def absent_sheet(package: Package, _options: Options) -> Iterator[Problem]:
    """Sheets that formulas refer to exist."""
    sheets = {sheet.name.casefold() for sheet in package.sheets}
    for where, formula in formulas(package):
        if "!" not in formula or _is_dde(formula):
            continue
        for token in tokens(formula):
            if token.kind != "sheet" or formula[token.at - 1 : token.at] == "]":
                continue
            name = token.text[:-1]
            name = name[1:-1].replace("''", "'") if name.startswith("'") else name
            for one in name.split(":") if "[" not in name else ():
                if one.casefold() not in sheets:
                    yield where, f"Formelen viser til arket «{one}», som ikke finnes."


@rule("formula-length", Severity.ERROR, "En formel eller definisjon er under 8 192 tegn.")
def formula_length(package: Package, _options: Options) -> Iterator[Problem]:
    """A formula or a definition, also a LAMBDA, is under 8,192 characters."""
    for where, formula in formulas(package):
        if len(formula) > MAX_FORMULA:
            yield where, f"Formelen er på {len(formula)} tegn; Excel tar {MAX_FORMULA}."


@rule(
    "broken-reference",
    Severity.WARNING,
    "Ingen formel eller navn viser til en celle som er slettet (#REF!).",
)
def broken_reference(package: Package, _options: Options) -> Iterator[Problem]:
    """No formula or name refers to a cell that is gone."""
    for where, formula in formulas(package):
        if "#REF!" in formula and any(token.text == "#REF!" for token in tokens(formula)):
            yield where, "Formelen viser til en celle som ikke finnes (#REF!)."


@rule(
    "own-cell",
    Severity.ERROR,
    "En formel bruker ikke sin egen celle: Excel varsler om sirkelreferanse og viser 0.",
)
def own_cell(package: Package, _options: Options) -> Iterator[Problem]:
    """No formula uses the cell that it stands in."""
    if _iterates(package):
        return
    for sheet, cell, formula in formula_cells(package):
        if _PLACES.search(formula):
            continue  # these may use a place and not its value
        for top, left, bottom, right, _one in ranges(formula):
            if top <= cell.row <= bottom and left <= cell.column <= right:
                yield (
                    in_cell(sheet, cell.address),
                    "Formelen bruker sin egen celle (sirkelreferanse).",
                )
                break


@rule(
    "outside-used",
    Severity.WARNING,
    "En formel bruker celler innenfor det arket har: en celle bak alt innhold er blank nå, og ofte en "
    "skrivefeil.",
)
def outside_used(package: Package, _options: Options) -> Iterator[Problem]:
    """No formula uses cells beyond everything that its sheet has."""
    ends: dict[str, tuple[int, int]] = {}
    for sheet in package.worksheets:
        package.cells(sheet)  # an address that is none is told of as such
        cells = [cell.get("r") for cell in package.root(sheet.part).iter("{*}c") if cell.get("r")]
        places = [position(address) for address in cells]
        ends[sheet.name.casefold()] = (
            max((row for row, _column in places), default=0),
            max((column for _row, column in places), default=0),
        )
    for sheet, cell, formula in formula_cells(package):
        if _PLACES.search(formula):
            continue  # these may use a place and not its value
        for name, reference in references(formula, sheet.name):
            top, left, _bottom, _right = area(reference)
            last = ends.get(name.casefold())
            on_sheet = top <= MAX_ROW and left <= MAX_COLUMN
            if last is not None and on_sheet and (top > last[0] or left > last[1]):
                told = f"Formelen bruker {reference}, som er bak alt innhold i arket «{name}»."
                yield in_cell(sheet, cell.address), told


def _iterates(package: Package) -> bool:
    settings = package.root(package.workbook_part).find("{*}calcPr")
    return settings is not None and is_on(settings, "iterate")


@rule(
    "lambda-call",
    Severity.ERROR,
    'Et kall på et LAMBDA-navn er lagret som dynamisk formel (cm og t="array"); som vanlig formel '
    "viser Excel =@NAVN(...).",
)
def lambda_call(package: Package, _options: Options) -> Iterator[Problem]:
    """A cell that calls a LAMBDA name is stored as a dynamic array."""
    names = {n.name.lower() for n in package.defined_names if "_xlfn.lambda(" in n.text.lower()}
    for sheet, cell, formula in formula_cells(package) if names else ():
        if not cell.spill:
            for token in tokens(formula):
                if token.called and token.text.lower() in names:
                    told = (
                        f"Kallet på {token.text} er lagret som vanlig formel; Excel setter @ foran."
                    )
                    yield in_cell(sheet, cell.address), told


@rule(
    "dynamic-call",
    Severity.WARNING,
    "En funksjon som fyller flere celler (FILTER, SORT, UNIQUE ...), er lagret som dynamisk formel; som "
    "vanlig formel gir den bare én verdi.",
)
def dynamic_call(package: Package, _options: Options) -> Iterator[Problem]:
    """A function that spills is stored as a dynamic array."""
    for sheet, cell, formula in formula_cells(package):
        first = tokens(formula[:60])[:1] if formula.startswith("_xlfn.") and not cell.spill else []
        for token in first:
            name = token.text.upper().removeprefix("_XLFN.").removeprefix("_XLWS.")
            if name in _DYNAMIC:
                yield (
                    in_cell(sheet, cell.address),
                    f"{name} er lagret som vanlig formel og gir én verdi.",
                )


@rule(
    "formula-area",
    Severity.ERROR,
    "En matriseformel begynner i sin egen celle, to av dem overlapper ikke, og en delt formel har en "
    "formel å dele.",
)
def formula_area(package: Package, _options: Options) -> Iterator[Problem]:
    """Array formulas begin in their cell and do not overlap; shared formulas have a first one."""
    for sheet in package.worksheets:
        taken: dict[tuple[int, int], str] = {}
        masters: set[str] = set()
        package.cells(sheet)  # an address that is none is told of as such
        for element in package.root(sheet.part).iter("{*}f"):
            address = element.getparent().get("r", "")
            kind, ref = element.get("t"), element.get("ref")
            if kind == "array":
                yield from _array(sheet, address, ref, taken)
            if kind == "shared":
                if element.text:
                    masters.add(element.get("si", ""))
                elif element.get("si", "") not in masters:
                    told = f"Cellen deler formel nr. {element.get('si')}, som ikke finnes."
                    yield in_cell(sheet, address), told


def _array(
    sheet: SheetPart, address: str, ref: str | None, taken: dict[tuple[int, int], str]
) -> Iterator[Problem]:
    if ref is None:
        yield in_cell(sheet, address), "Matriseformelen sier ikke hvilke celler den fyller (ref)."
        return
    top, left, bottom, right = area(ref)
    if address and (top, left) != position(address):
        yield in_cell(sheet, address), f"Matriseformelen fyller {ref}, som ikke begynner i cellen."
    if (bottom - top + 1) * (right - left + 1) > 100_000:
        return
    for place in ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)):
        other = taken.setdefault(place, ref)
        if other != ref:
            yield in_cell(sheet, address), f"To matriseformler overlapper: {other} og {ref}."
            return
