"""Lint rules about numbers that point into another list: styles, formats, metadata, authors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from asss_xl.checks.formula_syntax import MAX_COLUMN, MAX_ROW
from asss_xl.checks.package import Package, position
from asss_xl.checks.rules import Options, Problem, Severity, in_cell, rule

CHAPTER = "Pekere: stiler, formater, metadata"
MAX_CELL_FORMATS = 65_490
MAX_FORMAT = 255
_FIRST_OWN_FORMAT = 164
#: Part kind, element, attribute -> the list in styles.xml that the number points into, and its name.
_STYLES = {
    ("worksheet", "row", "s"): ("cellXfs/xf", "celleformat"),
    ("worksheet", "c", "s"): ("cellXfs/xf", "celleformat"),
    ("worksheet", "col", "style"): ("cellXfs/xf", "celleformat"),
    ("styles", "xf", "fontId"): ("fonts/font", "skrift"),
    ("styles", "xf", "fillId"): ("fills/fill", "fyll"),
    ("styles", "xf", "borderId"): ("borders/border", "kantlinje"),
    ("styles", "xf", "xfId"): ("cellStyleXfs/xf", "stilgrunnlag"),
    ("styles", "cellStyle", "xfId"): ("cellStyleXfs/xf", "stilgrunnlag"),
}
_DXFS = {
    ("worksheet", "cfRule"): ("dxfId",),
    ("worksheet", "colorFilter"): ("dxfId",),
    ("worksheet", "sortCondition"): ("dxfId",),
    ("styles", "tableStyleElement"): ("dxfId",),
    ("table", "table"): (
        "headerRowDxfId", "dataDxfId", "totalsRowDxfId", "headerRowBorderDxfId",
        "tableBorderDxfId", "totalsRowBorderDxfId",
    ),
    ("table", "tableColumn"): ("headerRowDxfId", "dataDxfId", "totalsRowDxfId"),
    ("table", "colorFilter"): ("dxfId",),
}  # fmt: skip
#: Part kind -> element, attribute that tells its elements apart, whether case counts.
_UNIQUE = {
    "worksheet": (("protectedRange", "name", True), ("scenario", "name", True),
                  ("cellWatch", "r", False), ("control", "name", True)),
    "styles": (("numFmts/numFmt", "numFmtId", True), ("tableStyle", "name", False)),
    "comments": (("comment", "ref", False),),
    "connections": (("connection", "id", True), ("connection", "name", True)),
    "queryTable": (("queryTableField", "id", True),),
    "custom-properties": (("property", "name", False), ("property", "pid", True)),
    "sheetMetadata": (("metadataType", "name", True), ("futureMetadata", "name", True)),
    "pivotCacheDefinition": (("cacheField", "name", False),),
}  # fmt: skip
#: Lists that state how many they have.
_COUNTED = {
    "styles": ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    "worksheet": ("mergeCells", "dataValidations", "tableParts"),
    "table": ("tableColumns",),
}
#: One or two digits after a comma: a separator of thousands has three.
_LOCAL_COMMA = re.compile(r"[0#?],0{1,2}(?![0#?,])")
_TEXT = re.compile(r'"[^"]*"?|\\.|_.|\*.')


def _parts(package: Package, kind: str) -> Iterator[tuple[str, Any]]:
    for part in package.of_kind(kind):
        if part.endswith(".xml"):
            yield part, package.root(part)


def _labelled(package: Package, kind: str) -> Iterator[tuple[str, Any]]:
    """The parts of a kind, a sheet by its name."""
    labels = _labels(package)
    for part, root in _parts(package, kind):
        yield labels.get(part, part), root


def _styles(package: Package) -> Any:
    return next((root for _part, root in _parts(package, "styles")), None)


def _count(root: Any, path: str) -> int:
    if root is None:
        return 0
    return len(root.findall("/".join(f"{{*}}{step}" for step in path.split("/"))))


def _labels(package: Package) -> dict[str, str]:
    return {sheet.part: sheet.name for sheet in package.sheets}


def _place(element: Any, label: str) -> str:
    """The element's own place where it states one, else the part."""
    at = element.get("r") or element.get("ref") or element.get("sqref")
    return f"{label}!{at}" if at else f"{label}, linje {element.sourceline}"


@rule(
    "style-index",
    Severity.ERROR,
    "Et nummer på et celleformat, en skrift, et fyll eller en kantlinje finnes i stilene. Excel "
    "reparerer filen og fjerner formatene ellers.",
)
def style_index(package: Package, _options: Options) -> Iterator[Problem]:
    """Numbers of formats, fonts, fills and borders are in the styles."""
    styles = _styles(package)
    counts = {path: _count(styles, path) for path, _name in _STYLES.values()}
    for (kind, tag, attribute), (path, name) in _STYLES.items():
        # Without styles there is one format, Excel's own.
        limit = counts[path] or int(styles is None)
        for label, root in _labelled(package, kind):
            for element in root.iter(f"{{*}}{tag}"):
                index = element.get(attribute)
                if index is not None and not 0 <= int(index) < limit:
                    told = f"viser til {name} nr. {index}, men filen har {limit}."
                    yield _place(element, label), f"<{tag}> {told}"
    if counts["cellXfs/xf"] > MAX_CELL_FORMATS:
        yield (
            "stiler",
            f"Filen har {counts['cellXfs/xf']} celleformater; Excel tar {MAX_CELL_FORMATS}.",
        )


@rule(
    "dxf-index",
    Severity.ERROR,
    "Et betinget format, en tabell eller et filter viser til et format (dxf) som finnes. Excel "
    "reparerer filen ellers.",
)
def dxf_index(package: Package, _options: Options) -> Iterator[Problem]:
    """Numbers of differential formats are in the styles."""
    limit = _count(_styles(package), "dxfs/dxf")
    for (kind, tag), attributes in _DXFS.items():
        for label, root in _labelled(package, kind):
            for element in root.iter(f"{{*}}{tag}"):
                for attribute in attributes:
                    index = element.get(attribute)
                    # Excel itself writes the number with all bits set for none.
                    if index is not None and index != "4294967295" and int(index) >= limit:
                        told = f"<{tag}> viser til format (dxf) nr. {index}, men filen har {limit}."
                        parent = element.getparent()
                        where = element if parent is None or element.get("ref") else parent
                        yield _place(where, label), told


@rule(
    "number-format",
    Severity.ERROR,
    "Et tallformat som brukes, er definert, er høyst 255 tegn, og har anførselstegn og klammer som "
    "lukkes. Excel reparerer filen ellers.",
)
def number_format(package: Package, _options: Options) -> Iterator[Problem]:
    """Number formats that are used exist, and Excel can read them."""
    styles = _styles(package)
    if styles is None:
        return
    formats = {}
    for element in styles.iterfind("{*}numFmts/{*}numFmt"):
        number, code = element.get("numFmtId", ""), element.get("formatCode", "")
        formats[number] = code
        if len(code) > MAX_FORMAT:
            yield (
                f"tallformat {number}",
                f"Formatet er på {len(code)} tegn; Excel tar {MAX_FORMAT}.",
            )
        elif problem := _format_problem(code):
            yield f"tallformat {number}", f"Formatet «{code}» {problem}."
    for path in ("cellXfs", "cellStyleXfs"):
        for element in styles.iterfind(f"{{*}}{path}/{{*}}xf"):
            number = element.get("numFmtId", "0")
            if int(number) >= _FIRST_OWN_FORMAT and number not in formats:
                yield "stiler", f"Tallformat nr. {number} brukes, men er ikke definert."


@rule(
    "decimal-comma",
    Severity.WARNING,
    "Et tallformat i filen har punktum foran desimalene, også når Excel viser komma: «0,0» er et skilletegn "
    "for tusen.",
)
def decimal_comma(package: Package, _options: Options) -> Iterator[Problem]:
    """A number format has a point before the decimals, as files have in every language."""
    styles = _styles(package)
    for element in () if styles is None else styles.iterfind("{*}numFmts/{*}numFmt"):
        code = element.get("formatCode", "")
        if _LOCAL_COMMA.search(_TEXT.sub("", code)):
            yield f"tallformat {element.get('numFmtId')}", f"Formatet «{code}» har desimalkomma."


def _format_problem(code: str) -> str | None:
    rest = re.sub(r'"[^"]*"|\\.', "", code)
    if '"' in rest:
        return "har et anførselstegn som ikke lukkes"
    rest = _TEXT.sub("", code)
    if rest.count("[") != rest.count("]"):
        return "har en klamme som ikke lukkes"
    if rest.count(";") > 3:
        return "har flere enn fire deler"
    return None


@rule(
    "metadata-index",
    Severity.ERROR,
    "En celle merket som dynamisk (cm) eller med verdimetadata (vm) viser til noe som finnes i "
    "metadata.xml. Excel reparerer filen ellers.",
)
def metadata_index(package: Package, _options: Options) -> Iterator[Problem]:
    """Cell and value metadata numbers are in the metadata part."""
    metadata = next((root for _part, root in _parts(package, "sheetMetadata")), None)
    limits = {"cm": _count(metadata, "cellMetadata/bk"), "vm": _count(metadata, "valueMetadata/bk")}
    for sheet in package.worksheets:
        for cell in package.root(sheet.part).iter("{*}c"):
            for attribute, limit in limits.items():
                index = cell.get(attribute)
                if index is not None and not 0 <= int(index) <= limit:
                    told = f"Cellen viser til metadata ({attribute}) nr. {index}, men filen har {limit}."
                    yield in_cell(sheet, cell.get("r", "")), told
    if metadata is not None:
        yield from _inside_metadata(metadata)


def _inside_metadata(metadata: Any) -> Iterator[Problem]:
    types = metadata.findall("{*}metadataTypes/{*}metadataType")
    blocks = {
        future.get("name"): _count(future, "bk")
        for future in metadata.iterfind("{*}futureMetadata")
    }
    for record in metadata.iter("{*}rc"):
        kind, value = int(record.get("t", "0")), int(record.get("v", "0"))
        if not 1 <= kind <= len(types):
            yield "metadata", f"En oppføring viser til type nr. {kind}, men det er {len(types)}."
            continue
        limit = blocks.get(types[kind - 1].get("name"))
        if limit is not None and value >= limit:
            yield "metadata", f"En oppføring viser til blokk nr. {value}, men det er {limit}."


@rule(
    "duplicate-id",
    Severity.ERROR,
    "Det som skal skille elementene i en liste (navn, nummer, celle), er ulikt: tallformater, "
    "kommentarer, datakoblinger, egenskaper.",
)
def duplicate_id(package: Package, _options: Options) -> Iterator[Problem]:
    """What tells the elements of a list apart is stated once."""
    labels = _labels(package)
    owners = {target.target: source for source, target in package.all_relationships}
    for kind, keys in _UNIQUE.items():
        for part, root in _parts(package, kind):
            label = labels.get(part) or labels.get(owners.get(part, ""), part)
            for tag, attribute, exact in keys:
                found = root.iterfind(".//" + "/".join(f"{{*}}{step}" for step in tag.split("/")))
                values = [value for element in found if (value := element.get(attribute))]
                counts = Counter(v if exact else v.lower() for v in values)
                for value, count in counts.items():
                    if count > 1:
                        yield (
                            label,
                            f"<{tag.rpartition('/')[2]}> med {attribute} «{value}» står {count} ganger.",
                        )


@rule(
    "comment-author",
    Severity.ERROR,
    "En kommentar har en forfatter som finnes i listen, og står i en celle.",
)
def comment_author(package: Package, _options: Options) -> Iterator[Problem]:
    """The author number of a comment is in the list of authors."""
    for part, root in _parts(package, "comments"):
        authors = _count(root, "authors/author")
        for comment in root.iter("{*}comment"):
            if int(comment.get("authorId", "0")) >= authors:
                told = f"Kommentaren har forfatter nr. {comment.get('authorId')} av {authors}."
                yield f"{part}, {comment.get('ref')}", told
            if _cell(comment.get("ref", "")) is None:
                yield part, f"Kommentaren står i «{comment.get('ref')}», som ikke er en celle."


def _cell(address: str) -> tuple[int, int] | None:
    """The row and column of an address inside a sheet, counted from 1."""
    try:
        row, column = position(address)
    except ValueError:
        return None
    return (row, column) if row <= MAX_ROW and column <= MAX_COLUMN else None


@rule(
    "comment-box",
    Severity.WARNING,
    "Hver kommentar har en boks i sin egen celle (VML). Uten den vises den ikke, eller i feil celle.",
)
def comment_box(package: Package, _options: Options) -> Iterator[Problem]:
    """Each comment has a box of its own at its cell."""
    for sheet in package.worksheets:
        boxes = {
            (int(data.findtext("{*}Row", "-1")) + 1, int(data.findtext("{*}Column", "-1")) + 1)
            for part in package.related(sheet.part, "vmlDrawing")
            for data in package.root(part).iter("{*}ClientData")
        }
        for part in package.related(sheet.part, "comments"):
            for comment in package.root(part).iter("{*}comment"):
                at = _cell(comment.get("ref", ""))
                if at is not None and at not in boxes:
                    yield in_cell(sheet, comment.get("ref")), "Kommentaren har ingen boks i cellen."


@rule(
    "list-count",
    Severity.WARNING,
    "Antallet som står ved en liste (count), er så mange som listen har: noen programmer leser bare så "
    "mange.",
)
def list_count(package: Package, _options: Options) -> Iterator[Problem]:
    """The number stated for a list is how many it has."""
    for kind, paths in _COUNTED.items():
        for label, root in _labelled(package, kind):
            for path in paths:
                for element in root.iterfind(f".//{{*}}{path}"):
                    stated, held = element.get("count"), sum(1 for _ in element.iterchildren("*"))
                    if stated is not None and int(stated) != held:
                        told = f"<{path}> sier {stated}, men har {held}."
                        yield label, told


@rule(
    "colour-index",
    Severity.WARNING,
    "En farge fra temaet eller paletten er en av dem som finnes.",
)
def colour_index(package: Package, _options: Options) -> Iterator[Problem]:
    """Numbers of colours are in the theme or in the palette."""
    for kind in ("styles", "worksheet"):
        for label, root in _labelled(package, kind):
            for element in root.iter("{*}color", "{*}fgColor", "{*}bgColor", "{*}tabColor"):
                for attribute, limit in (("theme", 12), ("indexed", 82)):
                    number = element.get(attribute)
                    if number is not None and int(number) >= limit:
                        told = f"Fargen har {attribute} nr. {number}, men det er {limit}."
                        yield label, told
