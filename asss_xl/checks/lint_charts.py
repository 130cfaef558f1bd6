"""Lint rules about charts and drawings."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from asss_xl.checks.formula_syntax import MAX_COLUMN, MAX_ROW
from asss_xl.checks.formula_text import references, tokens
from asss_xl.checks.package import FileCell, Package, SheetPart, address_of, area
from asss_xl.checks.rules import Options, Problem, Severity, drawings, hidden_places, rule
from asss_xl.functions.values import is_number

CHAPTER = "Diagrammer og tegninger"
#: A series of more points than this is compared in its first ones only.
_MOST_POINTS = 100_000
_SIGNATURES = {
    ".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8",), ".jpeg": (b"\xff\xd8",), ".gif": (b"GIF8",),
    ".bmp": (b"BM",), ".tif": (b"II*\0", b"MM\0*"), ".tiff": (b"II*\0", b"MM\0*"),
}  # fmt: skip

Cells = dict[str, dict[tuple[int, int], FileCell]]


def _charts(package: Package) -> Iterator[tuple[str, Any]]:
    for part in package.of_kind("chart"):
        yield part, package.root(part)


@rule("chart-reference", Severity.ERROR, "Et diagram tegner celler i ark som finnes.")
def chart_reference(package: Package, _options: Options) -> Iterator[Problem]:
    """Charts draw cells of sheets that exist."""
    sheets = {sheet.name.casefold() for sheet in package.sheets}
    for part, root in _charts(package):
        absent = {}
        for element in root.iter("{*}f"):
            text = element.text or ""
            for sheet, _area in references(text, ""):
                if sheet.casefold() not in sheets and "[" not in text:
                    absent[sheet] = text
            if any(token.kind == "error" for token in tokens(text)):
                yield part, "Diagrammet viser til celler som ikke finnes (#REF!)."
        for sheet, text in absent.items():
            yield part, f"Diagrammet viser til arket «{sheet}», som ikke finnes ({text})."


@rule(
    "chart-axes",
    Severity.ERROR,
    "Aksene som et diagram nevner, finnes, har hvert sitt nummer og krysser en akse som finnes. Excel "
    "fjerner diagrammet ellers.",
)
def chart_axes(package: Package, _options: Options) -> Iterator[Problem]:
    """Axes that plots and axes name exist, each with a number of its own."""
    for part, root in _charts(package):
        plot = root.find("{*}chart/{*}plotArea")
        if plot is None:
            continue
        axes = [c for c in plot if isinstance(c.tag, str) and c.tag.endswith("Ax")]
        numbers = [
            axis.find("{*}axId").get("val") for axis in axes if axis.find("{*}axId") is not None
        ]
        for number, count in Counter(numbers).items():
            if count > 1:
                yield part, f"To akser har nummeret {number}."
        used = [e.get("val") for c in plot if c not in axes for e in c.iterfind("{*}axId")]
        for number in dict.fromkeys(used):
            if number not in numbers:
                yield part, f"Diagrammet bruker akse nr. {number}, som ikke finnes."
        for axis in axes:
            own, crossing = (axis.find(f"{{*}}{tag}") for tag in ("axId", "crossAx"))
            if crossing is not None and crossing.get("val") not in numbers:
                yield part, f"En akse krysser akse nr. {crossing.get('val')}, som ikke finnes."
            if own is not None and own.get("val") not in used:
                yield part, f"Akse nr. {own.get('val')} brukes ikke av noe i diagrammet."


@rule("chart-series", Severity.ERROR, "Seriene i et diagram har ulike numre og ulik rekkefølge.")
def chart_series(package: Package, _options: Options) -> Iterator[Problem]:
    """The series of a chart have numbers and places of their own."""
    for part, root in _charts(package):
        for tag, what in (("idx", "nummeret"), ("order", "plassen")):
            values = [e.get("val") for s in root.iter("{*}ser") for e in s.iterfind(f"{{*}}{tag}")]
            for value, count in Counter(values).items():
                if count > 1:
                    yield part, f"To serier har {what} {value}."


@rule(
    "chart-points",
    Severity.ERROR,
    "De lagrede punktene i et diagram er nummerert stigende, innenfor antallet, og så mange som cellene.",
)
def chart_points(package: Package, _options: Options) -> Iterator[Problem]:
    """Cached points are numbered in order, inside their count."""
    for part, root in _charts(package):
        for formula, cache in _caches(root):
            stated = cache.find("{*}ptCount")
            count = int(stated.get("val", "0")) if stated is not None else None
            last = -1
            for point in cache.iterfind("{*}pt"):
                index = int(point.get("idx", "-1"))
                if index <= last or (count is not None and index >= count):
                    yield part, f"Punkt nr. {index} i {formula} er ute av rekkefølge eller antall."
                    break
                last = index
            places = _places(package, formula)
            if places is not None and count is not None and count != len(places):
                told = (
                    f"{formula} er {len(places)} celler, men diagrammet har lagret {count} punkter."
                )
                yield part, told


def _caches(root: Any) -> Iterator[tuple[str, Any]]:
    for tag, cache in (("numRef", "numCache"), ("strRef", "strCache")):
        for reference in root.iter(f"{{*}}{tag}"):
            held = reference.find(f"{{*}}{cache}")
            formula = (reference.findtext("{*}f") or "").strip()
            if held is not None and formula:
                yield formula, held


def _places(package: Package, formula: str) -> list[tuple[SheetPart, int, int]] | None:
    """The cells of a series in their order; None where hidden or unbounded ones may be left out."""
    found: list[tuple[SheetPart, int, int]] = []
    sheets = {sheet.name.casefold(): sheet for sheet in package.worksheets}
    parts = list(references(formula, ""))
    if formula.count("!") != len(parts) or not parts:
        return None
    for name, reference in parts:
        sheet = sheets.get(name.casefold())
        if sheet is None:
            return None
        top, left, bottom, right = area(reference)
        if (bottom - top + 1) * (right - left + 1) + len(found) > _MOST_POINTS:
            return None
        rows, columns = _hidden(package, sheet)
        if any(top <= row <= bottom for row in rows):
            return None
        if any(first <= right and left <= last for first, last in columns):
            return None
        found += [(sheet, r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
    return found


def _hidden(package: Package, sheet: SheetPart) -> tuple[set[int], list[tuple[int, int]]]:
    known = package.memory.setdefault("hidden", {})
    if sheet.part not in known:
        known[sheet.part] = hidden_places(package, sheet)
    return known[sheet.part]


@rule(
    "chart-cache",
    Severity.WARNING,
    "Verdiene som et diagram har lagret, er cellenes: forhåndsvisning og telefoner tegner de lagrede.",
)
def chart_cache(package: Package, _options: Options) -> Iterator[Problem]:
    """Cached points have the values of their cells."""
    cells: Cells = {}
    for part, root in _charts(package):
        for formula, cache in _caches(root):
            places = _places(package, formula)
            numbered = [
                (int(p.get("idx", "-1")), p.findtext("{*}v")) for p in cache.iterfind("{*}pt")
            ]
            points = dict(numbered)
            if places is None or len(points) < len(numbered):
                continue
            for index, (sheet, row, column) in enumerate(places):
                if sheet.name not in cells:
                    cells[sheet.name] = {(c.row, c.column): c for c in package.cells(sheet)}
                cell = cells[sheet.name].get((row, column))
                if not _agrees(cell, points.get(index), cache.tag.endswith("numCache")):
                    shown = cell.value if cell is not None else None
                    told = f"har {points.get(index)!r} lagret for {sheet.name}!{address_of(row, column)}"
                    yield part, f"Diagrammet {told}, men cellen har {shown!r}."
                    break


def _agrees(cell: FileCell | None, point: str | None, numeric: bool) -> bool:
    if cell is not None and cell.formula is not None and not cell.has_value:
        return True  # nothing to compare with
    value = cell.value if cell is not None else None
    if numeric and is_number(value):
        try:
            return point is not None and math.isclose(
                float(point), float(str(value)), rel_tol=1e-9, abs_tol=1e-9
            )
        except ValueError:
            return False
    if numeric:
        # Blanks and errors have no point; some programs write 0 for texts and errors.
        return point is None or value is not None
    return not isinstance(value, str) or not value or (point or "").strip() == value.strip()


@rule(
    "chart-of-nothing",
    Severity.WARNING,
    "En serie i et diagram tegner celler med innhold: av tomme celler blir det ingenting.",
)
def chart_of_nothing(package: Package, _options: Options) -> Iterator[Problem]:
    """A series draws cells that hold something."""
    filled: dict[str, set[tuple[int, int]]] = {}
    for part, root in _charts(package):
        for series in root.iter("{*}ser"):
            formula = (series.findtext("{*}val/{*}numRef/{*}f") or "").strip()
            places = _places(package, formula) if formula else None
            if not places:
                continue
            for sheet, _row, _column in places[:1]:
                if sheet.name not in filled:
                    filled[sheet.name] = {(c.row, c.column) for c in package.cells(sheet)}
            if not any(
                (row, column) in filled.get(sheet.name, ()) for sheet, row, column in places
            ):
                yield part, f"En serie tegner {formula}, der alle cellene er tomme."


@rule(
    "chart-lengths",
    Severity.WARNING,
    "En serie har like mange verdier som kategorier, ellers får punkter feil navn eller ingen.",
)
def chart_lengths(package: Package, _options: Options) -> Iterator[Problem]:
    """A series has as many values as categories."""
    for part, root in _charts(package):
        for series in root.iter("{*}ser"):
            lengths = []
            for tag in ("cat", "val"):
                formula = series.findtext(f"{{*}}{tag}/{{*}}numRef/{{*}}f") or series.findtext(
                    f"{{*}}{tag}/{{*}}strRef/{{*}}f"
                )
                places = _places(package, formula.strip()) if formula else None
                lengths.append(len(places) if places is not None else None)
            if None not in lengths and lengths[0] != lengths[1]:
                yield part, f"En serie har {lengths[1]} verdier og {lengths[0]} kategorier."


@rule(
    "anchor",
    Severity.ERROR,
    "Et diagram eller bilde står innenfor arket, og slutter etter at det begynner.",
)
def anchor(package: Package, _options: Options) -> Iterator[Problem]:
    """Drawings begin before they end, inside the sheet."""
    for sheet, part in drawings(package):
        for frame in package.root(part).iter("{*}twoCellAnchor", "{*}oneCellAnchor"):
            corners = []
            for tag in ("from", "to"):
                corner = frame.find(f"{{*}}{tag}")
                if corner is not None:
                    corners.append(
                        tuple(int(corner.findtext(f"{{*}}{t}") or 0) for t in ("row", "col"))
                    )
            for row, column in corners:
                if not (0 <= row < MAX_ROW and 0 <= column < MAX_COLUMN):
                    yield sheet.name, f"Et diagram eller bilde står utenfor arket (rad {row + 1})."
            if len(corners) == 2 and (
                corners[1][0] < corners[0][0] or corners[1][1] < corners[0][1]
            ):
                yield sheet.name, "Et diagram eller bilde slutter før det begynner."


@rule(
    "drawing-id",
    Severity.WARNING,
    "Diagrammer, bilder og figurer i en tegning har hvert sitt nummer: Excel og skjermlesere skiller "
    "dem på det.",
)
def drawing_id(package: Package, _options: Options) -> Iterator[Problem]:
    """The shapes of a drawing have numbers of their own."""
    for sheet, part in drawings(package):
        numbers = Counter(e.get("id") for e in package.root(part).iter("{*}cNvPr"))
        for number, count in numbers.items():
            if count > 1:
                yield sheet.name, f"Nummeret {number} har {count} figurer i tegningen."


@rule(
    "picture",
    Severity.ERROR,
    "Et bilde er av det slaget filnavnet sier; Excel viser et rødt kryss ellers.",
)
def picture(package: Package, _options: Options) -> Iterator[Problem]:
    """Pictures are what their names say."""
    targets = {
        r.target for _s, r in package.all_relationships if r.kind == "image" and not r.external
    }
    for name in sorted(targets):
        wanted = _SIGNATURES.get(name[name.rfind(".") :].lower())
        if wanted and package.has(name) and not package.data(name).startswith(wanted):
            yield name, "Bildet er ikke av det slaget filnavnet sier, eller er skadet."


@rule(
    "alt-text",
    Severity.WARNING,
    "Hvert diagram og bilde har en alternativ tekst, og ingen to har den samme: den leses av "
    "skjermlesere.",
)
def alt_text(package: Package, _options: Options) -> Iterator[Problem]:
    """Every chart and picture has an alternative text, and no two have the same."""
    seen: dict[str, str] = {}
    for sheet, part in drawings(package):
        for shape in package.root(part).iter("{*}graphicFrame", "{*}pic"):
            about = next(shape.iter("{*}cNvPr"), None)
            if about is None:
                continue
            text = about.get("descr", "").strip()
            where = f"{sheet.name}: {about.get('name', 'diagram')}"
            if not text:
                yield where, "Diagrammet eller bildet mangler alternativ tekst."
            elif text in seen:
                yield where, f"Alternativ tekst er den samme som for {seen[text]}."
            seen.setdefault(text, where)
