"""Lint rules about tables, data validations and conditional formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from asss_xl.checks.lint_sheets import overlaps
from asss_xl.checks.package import FileCell, Package, SheetPart, area
from asss_xl.checks.rules import Box, Options, Problem, Severity, elements, in_cell, rule
from asss_xl.functions.values import is_number

CHAPTER = "Tabeller, datavalidering og betingede formater"
MAX_LIST = 255
_OWN_STYLE = re.compile(r"TableStyle(?:Light|Medium|Dark)\d{1,2}", re.IGNORECASE)
_TEXTS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
#: Types of validation that compare, and so have a bound; those with two bounds.
_COMPARING = ("whole", "decimal", "date", "time", "textLength")
_TWO_BOUNDS = ("between", "notBetween")


def _tables(package: Package) -> Iterator[tuple[SheetPart, Any, str]]:
    """Each table with its sheet and its name."""
    for sheet in package.worksheets:
        for part in package.related(sheet.part, "table"):
            root = package.root(part)
            yield sheet, root, root.get("displayName") or root.get("name") or part


@rule(
    "table-columns",
    Severity.ERROR,
    "Kolonnene i en tabell har ulike navn og numre, og tabellene ulike numre.",
)
def table_columns(package: Package, _options: Options) -> Iterator[Problem]:
    """The columns of a table have different names and numbers, and so do the tables."""
    numbers = []
    for _sheet, table, label in _tables(package):
        numbers.append(table.get("id"))
        columns = table.findall("{*}tableColumns/{*}tableColumn")
        for key, what in (("name", "navnet"), ("id", "nummeret")):
            counts = Counter(column.get(key, "").lower() for column in columns)
            for value, count in counts.items():
                if count > 1:
                    yield f"tabellen {label}", f"To kolonner har {what} «{value}»."
    for number, count in Counter(numbers).items():
        if number and count > 1:
            yield "tabeller", f"To tabeller har nummeret {number}."


@rule(
    "table-area",
    Severity.ERROR,
    "En tabell har like mange kolonner som området er bredt, minst én rad under overskriften, og "
    "filteret ligger i tabellen. Excel reparerer filen ellers.",
)
def table_area(package: Package, _options: Options) -> Iterator[Problem]:
    """The area of a table suits its columns, rows and filter."""
    for sheet, table, label in _tables(package):
        top, left, bottom, right = area(table.get("ref", ""))
        count = len(table.findall("{*}tableColumns/{*}tableColumn"))
        where = f"{sheet.name}, tabellen {label}"
        if count != right - left + 1:
            width = right - left + 1
            told = (
                f"Området {table.get('ref')} er {width} kolonner bredt, men tabellen har {count}."
            )
            yield where, told
        around = int(table.get("headerRowCount", "1")) + int(table.get("totalsRowCount", "0"))
        if bottom - top + 1 <= around:
            yield where, f"Området {table.get('ref')} har ingen rad for data."
        chosen = table.find("{*}autoFilter")
        if chosen is not None:
            f_top, f_left, f_bottom, f_right = area(chosen.get("ref", ""))
            last = bottom - int(table.get("totalsRowCount", "0"))
            if (f_top, f_left, f_right, f_bottom) != (top, left, right, last):
                yield where, f"Filteret {chosen.get('ref')} passer ikke til {table.get('ref')}."


@rule(
    "table-style",
    Severity.WARNING,
    "Stilen til en tabell er en av Excels egne eller står i filen. Ellers vises tabellen uten stil.",
)
def table_style(package: Package, _options: Options) -> Iterator[Problem]:
    """A table's style is Excel's own or in the file."""
    known = {
        element.get("name", "").casefold()
        for part in package.of_kind("styles")
        for element in package.root(part).iterfind("{*}tableStyles/{*}tableStyle")
    }
    for sheet, table, label in _tables(package):
        for style in table.iterfind("{*}tableStyleInfo"):
            name = style.get("name", "")
            if name and not _OWN_STYLE.fullmatch(name) and name.casefold() not in known:
                yield f"{sheet.name}, tabellen {label}", f"Stilen «{name}» finnes ikke."


@rule(
    "table-header",
    Severity.ERROR,
    "Overskriften i cellen er den som tabellen har for kolonnen, og er tekst. Excel reparerer filen "
    "ellers.",
)
def table_header(package: Package, _options: Options) -> Iterator[Problem]:
    """The heading in a cell is the column's name."""
    for sheet, table, label in _tables(package):
        if table.get("headerRowCount", "1") == "0":
            continue
        top, left, _bottom, _right = area(table.get("ref", ""))
        row = {c.column: c for c in package.cells(sheet) if c.row == top}
        for offset, column in enumerate(table.iterfind("{*}tableColumns/{*}tableColumn")):
            cell = row.get(left + offset)
            shown = "" if cell is None or cell.value is None else cell.value
            name = _plain(column.get("name", ""))
            if not isinstance(shown, str) or _plain(shown) != name:
                address = cell.address if cell else f"rad {top}"
                told = f"Kolonnen heter «{name}» i tabellen {label}, men cellen har «{shown}»."
                yield in_cell(sheet, address), told


def _plain(text: str) -> str:
    """A name as Excel compares it: line breaks are spelt out in the table."""
    text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)
    return text.replace("\r\n", "\n").strip().casefold()


@rule(
    "table-overlap", Severity.ERROR, "Tabeller overlapper ikke hverandre eller sammenslåtte celler."
)
def table_overlap(package: Package, _options: Options) -> Iterator[Problem]:
    """Tables do not overlap each other or merged cells."""
    by_sheet: dict[str, list[tuple[Box, str]]] = {}
    for sheet, table, label in _tables(package):
        by_sheet.setdefault(sheet.name, []).append((area(table.get("ref", "")), label))
    for sheet in package.worksheets:
        tables = by_sheet.get(sheet.name, [])
        for one, other in overlaps(tables):
            yield sheet.name, f"Tabellene {one} og {other} overlapper."
        for merged in elements(package, sheet, "mergeCells/mergeCell") if tables else ():
            box = area(merged.get("ref", ""))
            for other_box, label in tables:
                if _share(box, other_box):
                    yield (
                        in_cell(sheet, merged.get("ref")),
                        f"Sammenslåtte celler i tabellen {label}.",
                    )


def _share(one: Box, other: Box) -> bool:
    rows = one[0] <= other[2] and other[0] <= one[2]
    return rows and one[1] <= other[3] and other[1] <= one[3]


@rule(
    "list-validation",
    Severity.ERROR,
    "Valgene i en nedtrekksliste som står i selve regelen, er høyst 255 tegn til sammen. Excel "
    "reparerer filen og fjerner listen ellers.",
)
def list_validation(package: Package, _options: Options) -> Iterator[Problem]:
    """The choices of a drop-down list written in the rule are at most 255 characters."""
    for sheet, validation in _validations(package):
        text = "".join(element.text or "" for element in validation.iterfind("{*}formula1"))
        if validation.get("type") == "list" and text.startswith('"'):
            choices = text.strip('"')
            if len(choices) > MAX_LIST:
                message = f"Valglisten er på {len(choices)} tegn; Excel tar {MAX_LIST}."
                yield in_cell(sheet, validation.get("sqref", "")), message


def _validations(package: Package) -> Iterator[tuple[SheetPart, Any]]:
    for sheet in package.worksheets:
        for validation in elements(package, sheet, "dataValidations/dataValidation"):
            yield sheet, validation


@rule(
    "validation-rule",
    Severity.ERROR,
    "En datavalidering har de grensene den trenger, gjelder celler, og tittel og melding er korte nok "
    "(32 og 255 tegn).",
)
def validation_rule(package: Package, _options: Options) -> Iterator[Problem]:
    """A validation has its bounds, its cells and texts of a length that Excel takes."""
    for sheet, validation in _validations(package):
        where = in_cell(sheet, validation.get("sqref", ""))
        kind = validation.get("type", "none")
        first, second = (validation.findtext(f"{{*}}formula{n}") for n in (1, 2))
        if kind in ("list", "custom", *_COMPARING) and not (first or "").strip():
            yield where, f"Valideringen ({kind}) har ingen grense eller liste (formula1)."
        between = validation.get("operator", "between") in _TWO_BOUNDS
        if kind in _COMPARING and between and first and not (second or "").strip():
            yield where, "Valideringen er mellom to grenser, men har bare én."
        bounds = [float(b) for b in (first, second) if b and re.fullmatch(r"-?\d+(\.\d+)?", b)]
        if kind in _COMPARING and between and len(bounds) == 2 and bounds[0] > bounds[1]:
            yield where, f"Valideringens nedre grense {first} er større enn den øvre {second}."
        for attribute, limit in _TEXTS.items():
            length = len(_utf16(validation.get(attribute, "")))
            if length > limit:
                yield where, f"{attribute} er på {length} tegn; Excel tar {limit}."


def _utf16(text: str) -> str:
    """Excel's escapes for line breaks count as the one character that they stand for."""
    return re.sub(r"_x[0-9A-Fa-f]{4}_", "\n", text)


@rule(
    "validation-overlap",
    Severity.WARNING,
    "To datavalideringer gjelder ikke samme celle: Excel bruker bare den ene.",
)
def validation_overlap(package: Package, _options: Options) -> Iterator[Problem]:
    """No cell has two validations."""
    for sheet in package.worksheets:
        boxes = [
            (area(piece), piece)
            for validation in elements(package, sheet, "dataValidations/dataValidation")
            for piece in validation.get("sqref", "").split()
        ]
        for one, other in overlaps(boxes):
            yield (
                in_cell(sheet, other),
                f"To datavalideringer gjelder samme celle ({one} og {other}).",
            )


@rule(
    "validation-broken",
    Severity.WARNING,
    "Innholdet i en celle er blant det valideringen tillater; ellers kan det ikke skrives inn igjen.",
)
def validation_broken(package: Package, _options: Options) -> Iterator[Problem]:
    """What a cell holds is what its validation allows."""
    for sheet in package.worksheets:
        cells = None
        for validation in elements(package, sheet, "dataValidations/dataValidation"):
            if cells is None:
                cells = {(cell.row, cell.column): cell for cell in package.cells(sheet)}
            for piece in validation.get("sqref", "").split():
                top, left, bottom, right = area(piece)
                if (bottom - top + 1) * (right - left + 1) > len(cells) + 1_000:
                    continue
                for place in (
                    (r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)
                ):
                    cell = cells.get(place)
                    if cell is not None and cell.value is not None and _breaks(cell, validation):
                        told = f"Cellen har {cell.value!r}, som valideringen ikke tillater."
                        yield in_cell(sheet, cell.address), told


def _breaks(cell: FileCell, validation: Any) -> bool:
    kind = validation.get("type")
    first, second = (validation.findtext(f"{{*}}formula{n}") or "" for n in (1, 2))
    if kind == "list" and first.startswith('"') and isinstance(cell.value, str):
        choices = [choice.strip() for choice in first.strip('"').split(",")]
        return bool(cell.value) and cell.value not in choices
    bounds = [float(b) for b in (first, second) if re.fullmatch(r"-?\d+(\.\d+)?", b)]
    between = validation.get("operator", "between") == "between" and len(bounds) == 2
    if kind in ("whole", "decimal") and between and is_number(cell.value):
        return not bounds[0] <= float(cell.value) <= bounds[1]  # type: ignore[arg-type]
    return False


@rule(
    "conditional-format",
    Severity.ERROR,
    "Et betinget format har det det trenger: formler, et format, like mange grenser som farger eller "
    "ikoner. Excel reparerer filen ellers.",
)
def conditional_format(package: Package, _options: Options) -> Iterator[Problem]:
    """A conditional format has what its kind needs."""
    for sheet in package.worksheets:
        for element in elements(package, sheet, "conditionalFormatting"):
            pieces = element.get("sqref", "").split()
            if not pieces:
                yield sheet.name, "Det betingede formatet gjelder ingen celler."
            for piece in pieces:
                area(piece)
            for condition in element.iterfind("{*}cfRule"):
                problem = _cf_problem(condition)
                if problem:
                    yield (
                        in_cell(sheet, element.get("sqref", "")),
                        f"Det betingede formatet {problem}.",
                    )


def _cf_problem(condition: Any) -> str | None:
    kind = condition.get("type", "")
    count = len(condition.findall("{*}formula"))
    needed = 0
    if kind == "cellIs":
        needed = 2 if condition.get("operator") in _TWO_BOUNDS else 1
    elif kind == "expression":
        needed = 1
    if count < needed:
        return f"({kind}) har {count} formel(er), men trenger {needed}"
    if kind in ("colorScale", "dataBar", "iconSet"):
        return _scale_problem(condition, kind)
    if int(condition.get("priority", "1")) < 1:
        return "har prioritet under 1"
    return None


def _scale_problem(condition: Any, kind: str) -> str | None:
    scale = condition.find(f"{{*}}{kind}")
    if scale is None:
        return f"mangler <{kind}>"
    bounds, colours = len(scale.findall("{*}cfvo")), len(scale.findall("{*}color"))
    if kind == "colorScale" and bounds != colours:
        return f"har {bounds} grenser og {colours} farger"
    if kind == "iconSet":
        icons = int(scale.get("iconSet", "3TrafficLights1")[0])
        if bounds != icons:
            return f"har {bounds} grenser til {icons} ikoner"
    return None


@rule(
    "cf-priority",
    Severity.WARNING,
    "Betingede formater i et ark har hver sin prioritet: med lik prioritet er det tilfeldig hvilket som "
    "gjelder.",
)
def cf_priority(package: Package, _options: Options) -> Iterator[Problem]:
    """Conditional formats of a sheet have different priorities."""
    for sheet in package.worksheets:
        seen: dict[str, str] = {}
        for element in elements(package, sheet, "conditionalFormatting"):
            for condition in element.iterfind("{*}cfRule"):
                priority, place = condition.get("priority", ""), element.get("sqref", "")
                other = seen.setdefault(priority, place)
                if other != place:
                    told = f"To betingede formater ({other} og {place}) har prioritet {priority}."
                    yield in_cell(sheet, place), told
