"""Lint rules about sheets' names and defined names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asss_xl.checks.formula_text import name_problem, references
from asss_xl.checks.package import Package, area
from asss_xl.checks.rules import Options, Problem, Severity, elements, rule

CHAPTER = "Ark og navn"
MAX_COMMENT = 255
MAX_SHEET_NAME = 31
_NOT_IN_SHEET_NAME = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_BUILT_IN = "_xlnm."
#: An area after its sheet, and one of whole rows or whole columns.
_AREA = re.compile(r"!([A-Za-z0-9$]+(?::[A-Za-z0-9$]+)?)")
_WHOLE = re.compile(r"\$?\d+:\$?\d+|\$?[A-Za-z]+:\$?[A-Za-z]+")


@rule(
    "sheet-name",
    Severity.ERROR,
    "Et arknavn er 1–31 tegn uten \\ / * ? : [ ], begynner og slutter ikke med apostrof, er ikke "
    "«History», og to ark heter ikke det samme.",
)
def sheet_name(package: Package, _options: Options) -> Iterator[Problem]:
    """Sheet names are what Excel accepts, and different."""
    seen: set[str] = set()
    for sheet in package.sheets:
        name = sheet.name
        if not 1 <= len(name) <= MAX_SHEET_NAME:
            yield name, f"Arknavnet er på {len(name)} tegn; Excel tar 1–{MAX_SHEET_NAME}."
        if _NOT_IN_SHEET_NAME.search(name) or name.startswith("'") or name.endswith("'"):
            yield name, "Arknavnet har tegn som Excel ikke tar."
        if name.casefold() == "history":
            yield name, "Arknavnet «History» er forbeholdt Excel."
        if name.casefold() in seen:
            yield name, f"To ark heter «{name}»."
        seen.add(name.casefold())


@rule(
    "sheet-list",
    Severity.ERROR,
    "Arkene har hvert sitt nummer og hver sin del, minst ett er synlig, og arket som åpnes, finnes.",
)
def sheet_list(package: Package, _options: Options) -> Iterator[Problem]:
    """Sheets have numbers and parts of their own, one is visible, the active one exists."""
    root = package.root(package.workbook_part)
    numbers = [sheet.get("sheetId") for sheet in root.iterfind("{*}sheets/{*}sheet")]
    for number in sorted({n for n in numbers if numbers.count(n) > 1}, key=str):
        yield "arbeidsboken", f"To ark har nummeret (sheetId) {number}."
    parts = [sheet.part for sheet in package.sheets]
    if len(set(parts)) < len(parts):
        yield "arbeidsboken", "To ark bruker den samme delen."
    if not any(sheet.visible for sheet in package.sheets):
        yield "arbeidsboken", "Ingen ark er synlige."
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            index = int(view.get(attribute, "0"))
            if index >= len(package.sheets):
                told = f"{attribute} er {index}, men det er {len(package.sheets)} ark."
                yield "arbeidsboken", f"Arbeidsboken åpner et ark som ikke finnes: {told}"


@rule(
    "duplicate-name",
    Severity.ERROR,
    "Et navn er definert én gang i sitt område, og en tabell heter ikke det samme som et navn.",
)
def duplicate_name(package: Package, _options: Options) -> Iterator[Problem]:
    """A name is defined once in its scope; a table may not have the name of another name."""
    seen: set[tuple[str, int | None]] = set()
    roots = [package.root(part) for part in package.of_kind("table")]
    tables = [(root.get("displayName") or root.get("name", ""), None) for root in roots]
    for name, scope in [*((n.name, n.scope) for n in package.defined_names), *tables]:
        key = (name.lower(), scope)
        if key in seen:
            yield f"navnet {name}", f"Navnet {name} er definert to ganger."
        seen.add(key)


@rule(
    "bad-name",
    Severity.ERROR,
    "Et navn kan ikke leses som en celle (KPI1, R2C3), har bare tegn som et navn kan ha, og er ikke "
    "en av Excels egne funksjoner.",
)
def bad_name(package: Package, _options: Options) -> Iterator[Problem]:
    """A name reads neither as a cell nor as one of Excel's own functions."""
    for name in package.defined_names:
        problem = None if name.name.startswith(_BUILT_IN) else name_problem(name.name)
        if problem:
            yield f"navnet {name.name}", f"Navnet {name.name} {problem}."
    for part in package.of_kind("table"):
        name_of = package.root(part).get("displayName", "")
        problem = name_problem(name_of) if name_of else None
        if problem:
            yield f"tabellen {name_of}", f"Tabellnavnet {name_of} {problem}."


@rule("comment-length", Severity.ERROR, "Kommentaren til et navn er høyst 255 tegn.")
def comment_length(package: Package, _options: Options) -> Iterator[Problem]:
    """The comment of a name is at most 255 characters."""
    for name in package.defined_names:
        if len(name.comment) > MAX_COMMENT:
            message = f"Kommentaren er på {len(name.comment)} tegn; Excel tar {MAX_COMMENT}."
            yield f"navnet {name.name}", message


@rule(
    "name-scope",
    Severity.ERROR,
    "Et navn som gjelder ett ark, gjelder et ark som finnes; utskriftsområde og filter ligger på sitt "
    "eget ark.",
)
def name_scope(package: Package, _options: Options) -> Iterator[Problem]:
    """A local name belongs to a sheet that exists; built-in names refer to their own sheet."""
    for name in package.defined_names:
        if name.scope is None:
            continue
        if not 0 <= name.scope < len(package.sheets):
            told = f"Navnet gjelder ark nr. {name.scope}, men det er {len(package.sheets)} ark."
            yield f"navnet {name.name}", told
        elif name.name.startswith(_BUILT_IN):
            own = package.sheets[name.scope].name
            others = {s for s, _area in references(name.text, own) if s.lower() != own.lower()}
            if others:
                yield (
                    f"navnet {name.name}",
                    f"Navnet hører til «{own}», men viser til {min(others)}.",
                )


@rule("empty-name", Severity.ERROR, "Et navn har en definisjon.")
def empty_name(package: Package, _options: Options) -> Iterator[Problem]:
    """A name is defined as something."""
    for name in package.defined_names:
        if not name.text.strip():
            yield f"navnet {name.name}", "Navnet har ingen definisjon."


@rule(
    "built-in-name",
    Severity.ERROR,
    "Titlene som gjentas på hver side (Print_Titles), er hele rader eller kolonner. Excel reparerer filen og "
    "fjerner navnet ellers.",
)
def built_in_name(package: Package, _options: Options) -> Iterator[Problem]:
    """Print titles are whole rows or columns."""
    for name in package.defined_names:
        text = name.text.strip()
        titles = name.name.casefold() == f"{_BUILT_IN}print_titles"
        if not titles or not text or "#REF!" in text.upper():
            continue
        if not all(map(_WHOLE.fullmatch, _AREA.findall(text) or [text])):
            yield f"navnet {name.name}", f"Titlene ({text}) er ikke hele rader eller kolonner."


@rule(
    "filter-name",
    Severity.WARNING,
    "Navnet som Excel gir et filter (_FilterDatabase), er det samme området som filteret i arket.",
)
def filter_name(package: Package, _options: Options) -> Iterator[Problem]:
    """The name of a filter is the filter's area."""
    for name in package.defined_names:
        if name.name.casefold() != "_xlnm._filterdatabase" or name.scope is None:
            continue
        sheet = next((s for s in package.worksheets if s.index == name.scope), None)
        stated = next(elements(package, sheet, "autoFilter"), None) if sheet else None
        named = [area(box) for _sheet, box in references(name.text, "")]
        if stated is not None and named and named != [area(stated.get("ref", ""))]:
            told = f"Filteret dekker {stated.get('ref')}, men navnet sier {name.text}."
            yield f"navnet {name.name}", told
