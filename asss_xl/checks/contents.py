"""Rules about what a workbook holds: values, names, links, code, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from asss_xl.checks.formula_text import (
    Box,
    Place,
    area,
    bare,
    books,
    calls,
    functions_of,
    inside,
    references,
    without_texts,
)
from asss_xl.checks.package import FileCell, SheetContent, Workbook, is_on
from asss_xl.checks.rules import Flaw, rule
from asss_xl.dataset.inputs import about, layout
from asss_xl.functions.values import ExcelError, Value
from asss_xl.unpacking import SheetPart

#: What a function answers when what it is given has no meaning.
_REFUSED = "#NUM!"
_FETCHING = """
CALL COPILOT CUBEMEMBER CUBESET CUBEVALUE DETECTLANGUAGE IMAGE PY REGISTER.ID RTD STOCKHISTORY TRANSLATE
WEBSERVICE
"""
_NETWORK_CALLS = frozenset(_FETCHING.split())
_LINKED_DATA = (
    "xl/externallinks/",
    "xl/querytables/",
    "xl/connections.xml",
    "xl/webextensions/",
    "xl/model/",
    "xl/customdata/",
)
_CODE = ("xl/activex/", "xl/macrosheets/")
#: The kinds of relationship that lead to code, and to an embedded object.
_RUN, _OBJECTS = ("vbaProject", "xlMacrosheet", "control", "activeXControlBinary"), ("oleObject", "package")
_URL = re.compile(r"(?:https?|ftp|file|mailto|javascript|data|vbscript):|\\\\|//", re.IGNORECASE)
_DANGEROUS = re.compile(r"(?:javascript|vbscript|data|file|ms-\w+|search-ms):|\\\\", re.IGNORECASE)
_DDE = re.compile(r"\w\s*\|\s*(?:'|\w)")


@rule("no-cached-value")
def no_cached_value(package: Workbook) -> Iterator[Flaw]:
    """Every formula has the value that previewers, phones and Protected View show."""
    if any(cell.cell.has_value for cell in package.formula_cells):
        for cell in package.formula_cells:
            if not cell.cell.has_value:
                yield cell.where, "Formelen har ingen lagret verdi. Åpne og lagre filen i Excel."


@rule("no-cached-values")
def no_cached_values(package: Workbook) -> Iterator[Flaw]:
    """The file has values for its formulas."""
    count = len(package.formula_cells)
    if count and not any(cell.cell.has_value for cell in package.formula_cells):
        none = "Formelen har ingen" if count == 1 else f"Ingen av de {count} formlene har"
        yield package.path.name, f"{none} lagret verdi. Åpne og lagre filen i Excel."


@rule("error-value")
def error_value(package: Workbook, instead: Mapping[str, Value] = MappingProxyType({})) -> Iterator[Flaw]:
    """A visible cell shows no error but a formula's own answer; ``#N/A`` may stand outside the print area.

    A function of the workbook may answer it wherever it is called.

    ``instead`` is by place what cells become, or None where it is told already.
    """
    for sheet in package.worksheets:
        if not sheet.visible:
            continue
        boxes = _print_areas(package, sheet)
        content = package.content(sheet)
        for cell in content.cells:
            value = instead.get(f"{sheet.name}!{cell.address}", cell.value)
            if not isinstance(value, ExcelError) or content.hides(cell.row, cell.column):
                continue
            printed = boxes is None or any(inside(box, cell.row, cell.column) for box in boxes)
            if (value != "#N/A" or printed) and not _answers(package, cell, value):
                yield f"{sheet.name}!{cell.address}", f"Cellen viser feilverdien {value}."


def _answers(package: Workbook, cell: FileCell, error: Value) -> bool:
    """Whether the formula, or a function of the workbook that it calls, has the error as an answer."""
    called = functions_of(cell.formula or "")
    own = [name.text for name in package.defined_names if name.name.upper() in called]
    if error == _REFUSED:
        return any(_REFUSED in without_texts(text) for text in (cell.formula or "", *own))
    # A function of the workbook answers it of what is missing.
    return error == "#N/A" and any("NA()" in without_texts(text) for text in own)


def _print_areas(package: Workbook, sheet: SheetPart) -> list[Box] | None:
    """The boxes of the sheet that are printed, or None when nothing limits them."""
    for name in package.defined_names:
        if name.name == "_xlnm.Print_Area" and name.scope == sheet.index:
            try:
                return [area(part.rpartition("!")[2]) for part in name.text.split(",")]
            except ValueError:
                return None
    return None


@rule("lambda-call")
def lambda_call(package: Workbook) -> Iterator[Flaw]:
    """Calls of the workbook's own LAMBDA names have values, which a program without LAMBDA does not store."""
    if lost := without_lambda(package):
        told = (
            f"Alle kallene på arbeidsbokens egne LAMBDA-navn ({len(lost)}) er feil: filen er lagret av et "
            "program uten LAMBDA. Åpne og lagre den i Excel 365."
        )
        yield package.path.name, told


def without_lambda(package: Workbook) -> set[Place]:
    """Where LAMBDA names are called, if all the calls have errors for values."""
    names = {n.name.upper() for n in package.defined_names if "_xlfn.lambda(" in n.text.lower()}
    callers = [cell for cell in package.formula_cells if package.called[cell.seen] & names]
    lost = all(cell.cell.value in ("#NAME?", "#VALUE!") for cell in callers)
    return {(cell.sheet.name, cell.cell.address) for cell in callers} if lost else set()


@rule("broken-reference")
def broken_reference(package: Workbook) -> Iterator[Flaw]:
    """No formula or name refers to a cell that is gone."""
    for where, formula in _formulas(package):
        if "#REF!" in formula and "#REF!" in without_texts(formula):
            yield where, "Formelen viser til en celle som ikke finnes (#REF!)."
    sheets = {sheet.name.casefold() for sheet in package.sheets}
    for where, formula in _outside_cells(package):
        named_in = () if "#REF!" in formula or books(formula) else references(formula, "")
        for named in {sheet for sheet, _ in named_in if sheet}:
            if not sheets.issuperset(named.casefold().split(":")):
                yield where, f"Formelen viser til arket «{named}», som ikke finnes."


@rule("shadowed-name")
def shadowed_name(package: Workbook) -> Iterator[Flaw]:
    """A name is the same on every sheet, but for a copied sheet's own cells."""
    common = {name.name.casefold(): name.text for name in package.defined_names if name.scope is None}
    sheets = {sheet.index: sheet.name for sheet in package.sheets}
    for name in package.defined_names:
        on = "" if name.scope is None else sheets.get(name.scope, "")
        differs = common.get(name.name.casefold(), name.text) != name.text
        if on and differs and on not in {sheet for sheet, _ in references(name.text, "")}:
            yield f"navnet {name.name}", f"Navnet står for noe annet på arket {on} enn ellers."


@rule("external-link")
def external_link(package: Workbook) -> Iterator[Flaw]:
    """The workbook depends on no other file, database or picture on the network."""
    for name in package.names:
        if name.lower().startswith(_LINKED_DATA) and not name.endswith(".rels"):
            yield name, f"Filen har en kobling til data utenfor seg selv ({name})."
    for source, relation in package.all_relationships:
        if relation.external and relation.kind != "hyperlink":
            yield source or "pakken", f"Filen henter {relation.kind} fra {relation.target}."
    for where, formula in _formulas(package):
        if any(book != "[0]" for book in books(formula)):
            yield where, "Formelen viser til en annen arbeidsbok. Lim inn verdiene i stedet."


@rule("dde")
def dde(package: Workbook) -> Iterator[Flaw]:
    """No formula and no link starts another program."""
    for where, formula in _formulas(package):
        if "|" in formula and _DDE.search(without_texts(formula)):
            yield where, "Formelen starter et annet program (DDE). Åpne ikke filen."
    for part in package.of_kind("externalLink"):
        if package.root(part).find("{*}ddeLink") is not None:
            yield part, "Filen har en DDE-kobling til et annet program. Åpne den ikke."


@rule("outward-link")
def outward_link(package: Workbook) -> Iterator[Flaw]:
    """No formula fetches from or links to anything outside, no link leads to a file or program."""
    for cell in package.formula_cells:
        called = {bare(name) for name in package.called[cell.seen]}
        for name in called & _NETWORK_CALLS:
            yield cell.where, f"Formelen henter data utenfra med {name}."
        for call in calls(cell.formula) if "HYPERLINK" in called else ():
            texts = [token.text[1:] for token in call.arguments[0] if token.kind == "text"]
            if call.name.upper() == "HYPERLINK" and any(_URL.match(text) for text in texts):
                yield cell.where, "Formelen lenker ut av arbeidsboken med HYPERLINK."
    for source, relation in package.all_relationships:
        if relation.external and relation.kind == "hyperlink" and _DANGEROUS.match(relation.target):
            yield source, f"En lenke fører til {relation.target}."


@rule("macros")
def macros(package: Workbook) -> Iterator[Flaw]:
    """The workbook holds no code and no embedded object."""
    # A part may be called anything: what leads to it says what it is.
    code, objects = ({part for kind in kinds for part in package.of_kind(kind)} for kinds in (_RUN, _OBJECTS))
    for name in package.names:
        lowered = name.lower()
        if name in code or "vbaproject" in lowered or lowered.startswith(_CODE):
            yield name, "Filen inneholder makroer eller ActiveX."
        elif name in objects or lowered.startswith("xl/embeddings/") or lowered.endswith("oleobject.bin"):
            yield name, "Filen har et innebygd objekt."
    for defined in package.defined_names:
        if defined.name.lower().startswith("_xlnm.auto_"):
            yield f"navnet {defined.name}", "Navnet starter en makro når arbeidsboken åpnes."


@rule("very-hidden-sheet")
def very_hidden_sheet(package: Workbook) -> Iterator[Flaw]:
    """No sheet is hidden so that the menu does not show it."""
    for sheet in package.sheets:
        if sheet.state == "veryHidden":
            yield sheet.name, "Arket er skjult slik at Excels meny ikke viser det."


@rule("hidden")
def hidden(package: Workbook) -> Iterator[Flaw]:
    """No sheet, row or column with content is hidden, but for what an input workbook has hidden itself."""
    out_of_sight = any(sheet.state == "hidden" for sheet in package.sheets) or any(
        package.content(sheet).hidden_columns for sheet in package.worksheets
    )
    own = out_of_sight and layout.is_input_book(sheet.name for sheet in package.sheets)
    for sheet in package.sheets:
        if sheet.state == "hidden" and not (own and _is_own_sheet(package, sheet)):
            yield sheet.name, "Arket er skjult."
    for sheet in package.worksheets:
        content = package.content(sheet)
        rows = {cell.row for cell in content.cells} & content.hidden_rows
        unseen = [cell.address for cell in content.cells if package.number_format(cell).strip('"') == ";;;"]
        if unseen:
            yield sheet.name, f"{len(unseen)} celler viser ikke innholdet (;;;), den første {unseen[0]}."
        columns = [
            (first, last)
            for first, last in content.hidden_columns
            if any(first <= cell.column <= last for cell in content.cells)
            and not (own and _is_how_printed(content, first, last))
        ]
        if rows:
            yield sheet.name, f"{len(rows)} rader med innhold er skjult, den første rad {min(rows)}."
        if columns:
            told = ", ".join(f"{first}–{last}" if last > first else f"{first}" for first, last in columns)
            yield sheet.name, f"Kolonner med innhold er skjult (nr. {told})."


@rule("own-control")
def own_control(package: Workbook) -> Iterator[Flaw]:
    """No control of a workbook of this product says that something is wrong; nothing stands instead of it."""
    for sheet in package.worksheets:
        if sheet.name != "Kontroll" or not package.stamp:
            continue
        cells = package.cells(sheet)
        said = {cell.row: str(cell.value) for cell in reversed(cells) if isinstance(cell.value, str)}
        for cell in cells:
            if cell.value == "FEIL":
                told = f"Arbeidsbokens egen kontroll sier FEIL: {said[cell.row]}."
                yield f"{sheet.name}!{cell.address}", told
            elif cell.value == "OK" and cell.formula is None:
                yield f"{sheet.name}!{cell.address}", f"«OK» er skrevet inn: {said[cell.row]}."
        steps = " ".join(f.formula for f in package.formula_cells if f.sheet.name.startswith("Steg_"))
        for name in package.defined_names:
            constant = not any(references(name.text, "")) and "LAMBDA(" not in name.text.upper()
            if constant and re.search(rf"(?<![\w.!]){re.escape(name.name)}(?![\w.(])", steps):
                yield f"navnet {name.name}", f"Navnet er {name.text}, ikke en celle: boken regner med det."


@rule("calculation")
def calculation(package: Workbook) -> Iterator[Flaw]:
    """The workbook calculates by itself, in full precision, without iteration, from 1900."""
    root, where = package.root(package.workbook_part), "arbeidsboken"
    for settings in root.iterfind("{*}calcPr"):
        if settings.get("calcMode") in ("manual", "autoNoTable"):
            yield where, "Beregning er satt til manuell: tallene følger ikke med når noe endres."
        if settings.get("fullPrecision") in ("0", "false"):
            yield where, "Arbeidsboken regner med tallene slik de vises, ikke slik de er."
        if is_on(settings, "iterate"):
            yield where, "Gjentatt beregning er på og skjuler sirkelreferanser."
    if any(is_on(settings, "date1904") for settings in root.iterfind("{*}workbookPr")):
        yield where, "Datoene regnes fra 1904: kopiert til andre arbeidsbøker blir de fire år gale."


def _formulas(package: Workbook) -> Iterator[tuple[str, str]]:
    """Every formula with its place."""
    for cell in package.formula_cells:
        yield cell.where, cell.formula
    yield from _outside_cells(package)


def _outside_cells(package: Workbook) -> Iterator[tuple[str, str]]:
    """The formulas of names, conditional formats, validations and charts, with what they are of."""
    for name in package.defined_names:
        yield f"navnet {name.name}", name.text
    for sheet in package.worksheets:
        yield from package.content(sheet).conditions
    for sheet in package.sheets:
        for drawing in package.of_kind("drawing", sheet.part):
            for shape in package.root(drawing).iterfind(".//*[@textlink]"):
                yield f"tekstboks på {sheet.name}", shape.get("textlink", "")
            for part in (*package.of_kind("chart", drawing), *package.of_kind("chartEx", drawing)):
                for element in package.root(part).iter("{*}f"):
                    yield f"figur på {sheet.name}", element.text or ""


def _is_own_sheet(package: Workbook, sheet: SheetPart) -> bool:
    """Whether a hidden sheet is one that the workbook was made with, and has nothing else in it."""
    cells = package.content(sheet).cells
    if sheet.name == layout.ABOUT:
        # The package's own keys, each with its value and what it is.
        labels = {str(cell.value) for cell in cells if cell.column == 1 and cell.row > about.ABOUT_HEADING}
        known = {label for label, _ in about.ABOUT_KEYS.values()}
        return bool(labels) and labels <= known and all(cell.column <= 3 for cell in cells)
    # A table with figures in it is for all to see.
    made: dict[str, tuple[int, Iterable[str]]] = {
        each.sheet: (layout.HEADING, (column.heading for column in each.columns))
        for each in layout.layouts()
        if not layout.is_filled_in(each.resource)
    }
    row, heads = (made | {layout.LISTS: (1, layout.CHOICES)}).get(sheet.name, (0, ()))
    named = {cell.column: str(cell.value) for cell in cells if cell.row == row}
    return (
        bool(named)
        and named.items() <= dict(enumerate(heads, 1)).items()
        and {c.column for c in cells} <= named.keys()
    )


def _is_how_printed(content: SheetContent, first: int, last: int) -> bool:
    """Whether hidden columns are how a source printed its figures."""
    named = {cell.column: str(cell.value) for cell in content.cells if cell.row == layout.HEADING}
    return all(named.get(column) in layout.OUT_OF_SIGHT for column in range(first, last + 1))
