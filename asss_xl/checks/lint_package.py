"""Lint rules about the package: its parts, their kinds and schemas, and what leads to what."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from asss_xl.checks.package import Package, PackageError
from asss_xl.checks.rules import Options, Problem, Severity, rule
from asss_xl.checks.schema import faults, schemas

CHAPTER = "Pakken: deler, innholdstyper, koblinger og skjema"
CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_SHEET = f"{_OFFICE}spreadsheetml."
#: Relationship kind -> the content type of its target.
_TYPES = {
    "worksheet": f"{_SHEET}worksheet+xml", "chartsheet": f"{_SHEET}chartsheet+xml",
    "dialogsheet": f"{_SHEET}dialogsheet+xml", "styles": f"{_SHEET}styles+xml",
    "sharedStrings": f"{_SHEET}sharedStrings+xml", "table": f"{_SHEET}table+xml",
    "comments": f"{_SHEET}comments+xml", "calcChain": f"{_SHEET}calcChain+xml",
    "sheetMetadata": f"{_SHEET}sheetMetadata+xml", "externalLink": f"{_SHEET}externalLink+xml",
    "connections": f"{_SHEET}connections+xml", "queryTable": f"{_SHEET}queryTable+xml",
    "pivotTable": f"{_SHEET}pivotTable+xml",
    "pivotCacheDefinition": f"{_SHEET}pivotCacheDefinition+xml",
    "pivotCacheRecords": f"{_SHEET}pivotCacheRecords+xml",
    "drawing": f"{_OFFICE}drawing+xml", "chart": f"{_OFFICE}drawingml.chart+xml",
    "chartUserShapes": f"{_OFFICE}drawingml.chartshapes+xml", "theme": f"{_OFFICE}theme+xml",
    "themeOverride": f"{_OFFICE}themeOverride+xml",
    "vmlDrawing": f"{_OFFICE}vmlDrawing",
    "extended-properties": f"{_OFFICE}extended-properties+xml",
    "custom-properties": f"{_OFFICE}custom-properties+xml",
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
}  # fmt: skip
_MAIN = {
    ".xlsx": (f"{_SHEET}sheet.main+xml",),
    ".xlsm": ("application/vnd.ms-excel.sheet.macroEnabled.main+xml",),
    ".xltx": (f"{_SHEET}template.main+xml",),
    ".xltm": ("application/vnd.ms-excel.template.macroEnabled.main+xml",),
    ".xlam": ("application/vnd.ms-excel.addin.macroEnabled.main+xml",),
}
_MAINS = frozenset(kind for kinds in _MAIN.values() for kind in kinds)
#: Element -> the kinds of relationship that its ``r:id`` may name.
_KINDS = {
    "sheet": ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"),
    "drawing": ("drawing",), "legacyDrawing": ("vmlDrawing",), "legacyDrawingHF": ("vmlDrawing",),
    "tablePart": ("table",), "hyperlink": ("hyperlink",), "picture": ("image",),
    "chart": ("chart",), "blip": ("image",), "externalReference": ("externalLink",),
    "pivotCache": ("pivotCacheDefinition",), "userShapes": ("chartUserShapes",),
}  # fmt: skip
#: Relationship kind -> the root element of its target.
_ROOTS = {
    "officeDocument": "x:workbook", "worksheet": "x:worksheet", "chartsheet": "x:chartsheet",
    "styles": "x:styleSheet", "sharedStrings": "x:sst", "table": "x:table",
    "comments": "x:comments", "calcChain": "x:calcChain", "sheetMetadata": "x:metadata",
    "externalLink": "x:externalLink", "connections": "x:connections", "drawing": "xdr:wsDr",
    "chart": "c:chartSpace", "theme": "a:theme", "pivotTable": "x:pivotTableDefinition",
    "pivotCacheDefinition": "x:pivotCacheDefinition", "extended-properties": "ap:Properties",
    "custom-properties": "op:Properties",
}  # fmt: skip
_REFERRING = re.compile(r"\{[^}]*/relationships\}\w+")
#: What stands beside the relationships: found by name, or by programs other than Excel.
_UNLINKED = ("customXml/", "docProps/", "_xmlsignatures/", "package/", "META-INF/")
_DATE = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?"
)


@rule(
    "schema",
    Severity.ERROR,
    "Elementer, rekkefølge, attributter og verdier følger de publiserte skjemaene (ECMA-376 og "
    "Microsofts utvidelser). Excel reparerer eller avviser det som bryter dem.",
)
def schema(package: Package, _options: Options) -> Iterator[Problem]:
    """Each part follows its published schema."""
    tables = schemas()
    for _source, relation in package.all_relationships:
        wanted = _ROOTS.get(relation.kind)
        if wanted is None or relation.external or not package.has(relation.target):
            continue
        root = package.root(relation.target)
        if tables.short(root.tag) != wanted and not tables.is_strict(root.tag):
            told = f"<{root.tag.rpartition('}')[2]}>, men skal være <{wanted.partition(':')[2]}>"
            yield relation.target, f"Delens ytterste element er {told} med riktig navnerom."
    for name in package.names:
        if not name.endswith(".xml") or name == CONTENT_TYPES:
            continue
        root = _root_or_none(package, name)
        if root is None or tables.is_strict(root.tag):
            continue
        for fault in faults(root, tables):
            yield _where(package, name, fault.element), fault.message


def _root_or_none(package: Package, name: str) -> Any:
    """The root, or None where a part of an unknown kind is not XML that can be read."""
    try:
        return package.root(name)
    except PackageError:
        if name.startswith("customXml/"):
            return None
        raise


def _where(package: Package, name: str, element: Any) -> str:
    """The cell of an element where it is in one, else the part and the line."""
    for sheet in package.worksheets:
        if sheet.part == name:
            for place in (element, *element.iterancestors()):
                if place.tag.endswith("}c") and place.get("r"):
                    return f"{sheet.name}!{place.get('r')}"
            return f"{sheet.name} ({name}, linje {element.sourceline})"
    return f"{name}, linje {element.sourceline}"


@rule(
    "content-type",
    Severity.ERROR,
    "Hver del har en innholdstype i [Content_Types].xml, oppgitt én gang, og den som koblingen til "
    "delen krever. Ellers finner ikke Excel delen.",
)
def content_type(package: Package, _options: Options) -> Iterator[Problem]:
    """Every part has a content type, stated once, and the one that its relationship wants."""
    if not package.has(CONTENT_TYPES):
        yield CONTENT_TYPES, "Listen over innholdstyper mangler i filen."
        return
    overrides, defaults, twice = _content_types(package)
    for name in twice:
        yield CONTENT_TYPES, f"Innholdstypen til {name} er oppgitt to ganger."
    for name in package.names:
        if name == CONTENT_TYPES or name.endswith("/"):
            continue
        extension = _extension(name)
        if name.lower() not in overrides and extension not in defaults:
            yield name, f"Delen {name} har ingen innholdstype."
    for _source, relation in package.all_relationships:
        target, wanted = relation.target, _TYPES.get(relation.kind)
        if relation.external or wanted is None or not package.has(target):
            continue
        extension = _extension(target)
        kind = overrides.get(target.lower(), defaults.get(extension, wanted))
        if kind != wanted:
            yield target, f"Delen {target} har innholdstypen {kind}, men skal ha {wanted}."


def _extension(name: str) -> str:
    return posixpath.basename(name).rpartition(".")[2].lower()


def _content_types(package: Package) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Type by part and by extension, and what is stated more than once."""
    overrides: dict[str, str] = {}
    defaults: dict[str, str] = {}
    twice: list[str] = []
    for element in package.root(CONTENT_TYPES):
        if not isinstance(element.tag, str):
            continue
        is_override = element.tag.endswith("}Override")
        key = element.get("PartName", "") if is_override else element.get("Extension", "")
        table = overrides if is_override else defaults
        folded = key.lstrip("/").lower()
        if folded in table:
            twice.append(key)
        table[folded] = element.get("ContentType", "")
    return overrides, defaults, twice


@rule(
    "file-kind",
    Severity.ERROR,
    "Filendelsen (.xlsx, .xlsm ...) stemmer med typen i filen. Excel nekter å åpne en .xlsx som "
    "sier at den har makroer.",
)
def file_kind(package: Package, _options: Options) -> Iterator[Problem]:
    """The extension of the file says what it is."""
    if not package.has(CONTENT_TYPES):
        return
    overrides, defaults, _twice = _content_types(package)
    extension = _extension(package.workbook_part)
    kind = overrides.get(package.workbook_part.lower(), defaults.get(extension, ""))
    wanted = _MAIN.get(package.path.suffix.lower(), tuple(_MAINS))
    if kind not in wanted:
        yield (
            package.path.name,
            f"Filen er merket {kind or 'uten type'}, som ikke passer filendelsen.",
        )


@rule(
    "content-type-of-nothing",
    Severity.WARNING,
    "[Content_Types].xml nevner bare deler som finnes: en del som er borte, er ofte gått tapt.",
)
def content_type_of_nothing(package: Package, _options: Options) -> Iterator[Problem]:
    """No content type is stated for a part that is not there."""
    if package.has(CONTENT_TYPES):
        present = {name.lower() for name in package.names}
        for name in _content_types(package)[0]:
            if name not in present:
                yield CONTENT_TYPES, f"Delen {name} er nevnt, men finnes ikke."


@rule(
    "part-name",
    Severity.ERROR,
    "Delenes navn er ulike også når store og små bokstaver regnes like, og har ingen omvendt "
    "skråstrek: Windows og Excel skiller dem ikke.",
)
def part_name(package: Package, _options: Options) -> Iterator[Problem]:
    """Part names are different to a reader that does not tell cases apart."""
    seen: dict[str, str] = {}
    for name in package.names:
        other = seen.setdefault(name.lower(), name)
        if other != name:
            yield name, f"Delen har samme navn som {other}, bortsett fra store og små bokstaver."
        if "\\" in name:
            yield name, "Delens navn har omvendt skråstrek; formatet krever «/»."


@rule(
    "dangling-relationship",
    Severity.ERROR,
    "En kobling fører til en del som finnes. Excel reparerer filen når den ikke gjør det.",
)
def dangling_relationship(package: Package, _options: Options) -> Iterator[Problem]:
    """Each internal relationship leads to a part."""
    for source, relation in package.all_relationships:
        if relation.external or package.has(relation.target) or relation.target.startswith("#"):
            continue
        if relation.kind == "hyperlink":
            continue  # a place in the workbook
        outside = relation.target.startswith("..")
        told = "ut av filen" if outside else f"til {relation.target}, som ikke finnes"
        yield source or "pakken", f"Koblingen {relation.id} ({relation.kind}) fører {told}."


@rule(
    "relationship-id",
    Severity.ERROR,
    "Koblingene fra en del har hver sin Id, og det r:id nevner, finnes og er av riktig slag.",
)
def relationship_id(package: Package, _options: Options) -> Iterator[Problem]:
    """Relationship ids are unique, and those that are used exist and are of the right kind."""
    by_source: dict[str, dict[str, str]] = {}
    for source, relation in package.all_relationships:
        known = by_source.setdefault(source, {})
        if relation.id in known:
            yield source or "pakken", f"To koblinger har Id «{relation.id}»."
        known[relation.id] = relation.kind
    for name in package.names:
        if name.endswith(".xml") and not name.startswith(_UNLINKED) and name != CONTENT_TYPES:
            yield from _referred(package, name, by_source.get(name, {}))


def _referred(package: Package, name: str, known: dict[str, str]) -> Iterator[Problem]:
    for element in package.root(name).iter():
        for key, value in element.attrib.items() if element.attrib else ():
            if key[0] != "{" or not value or not _REFERRING.fullmatch(key):
                continue
            local = element.tag.rpartition("}")[2]
            if value not in known:
                yield name, f"<{local}> viser til koblingen «{value}», som ikke finnes."
            elif known[value] not in _KINDS.get(local, (known[value],)):
                told = f"<{local}> viser til «{value}», som er en kobling av slaget {known[value]}."
                yield name, told


@rule(
    "orphan-part",
    Severity.WARNING,
    "Hver del er koblet til arbeidsboken; det som ikke er det, går tapt når Excel lagrer.",
)
def orphan_part(package: Package, _options: Options) -> Iterator[Problem]:
    """Every part can be reached by relationships."""
    leads: dict[str, list[str]] = {}
    for source, relation in package.all_relationships:
        if not relation.external:
            leads.setdefault(source, []).append(relation.target.partition("#")[0])
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for target in leads.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    for name in package.names:
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) == "_rels" and file.endswith(".rels"):
            source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            if source and not package.has(source) and source != ".":
                yield name, "Koblingene hører til en del som ikke finnes."
        elif (
            name not in reached
            and not name.startswith((CONTENT_TYPES, *_UNLINKED))
            and name[-1] != "/"
        ):
            yield name, f"Ingenting i arbeidsboken viser til delen {name}."


@rule(
    "core-properties",
    Severity.ERROR,
    "Dokumentegenskapene står én gang hver, og datoene er gyldige. Excel reparerer filen ellers.",
)
def core_properties(package: Package, _options: Options) -> Iterator[Problem]:
    """Each property is stated once, and dates are dates."""
    parts = [r for _s, r in package.all_relationships if r.kind == "core-properties"]
    if len(parts) > 1:
        yield "pakken", "Filen har to sett med dokumentegenskaper."
    for relation in parts:
        if not package.has(relation.target):
            continue
        root = package.root(relation.target)
        counts = Counter(child.tag for child in root if isinstance(child.tag, str))
        for tag, count in counts.items():
            if count > 1:
                yield relation.target, f"Egenskapen {tag.rpartition('}')[2]} står {count} ganger."
        for element in root.iterfind("{http://purl.org/dc/terms/}*"):
            if not _DATE.fullmatch((element.text or "").strip()):
                local = element.tag.rpartition("}")[2]
                yield relation.target, f"Egenskapen {local} er ingen gyldig dato: «{element.text}»."


@rule("file-size", Severity.WARNING, "Filen er liten nok for e-post og telefoner.")
def file_size(package: Package, options: Options) -> Iterator[Problem]:
    """A delivered workbook is small enough for e-mail and phones."""
    size = package.path.stat().st_size
    if size > options.max_bytes:
        limit = f"{options.max_bytes / 1e6:.1f}".replace(".", ",")
        message = f"Filen er på {size / 1e6:.1f} MB".replace(".", ",")
        yield package.path.name, f"{message}; grensen er {limit} MB."
