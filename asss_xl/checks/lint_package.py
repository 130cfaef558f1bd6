"""Lint rules about the file as a whole and its charts."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.checks.formula_text import references, tokens
from asss_xl.checks.package import Package
from asss_xl.checks.rules import Options, Problem, drawings, rule


@rule("file-size")
def file_size(package: Package, options: Options) -> Iterator[Problem]:
    """A delivered workbook is small enough for e-mail and phones."""
    size = package.path.stat().st_size
    if size > options.max_bytes:
        limit = f"{options.max_bytes / 1e6:.1f}".replace(".", ",")
        message = f"Filen er på {size / 1e6:.1f} MB".replace(".", ",")
        yield package.path.name, f"{message}; grensen er {limit} MB."


@rule("macros")
def macros(package: Package, _options: Options) -> Iterator[Problem]:
    """The workbook holds no code: macros, ActiveX controls, embedded objects."""
    content = package.data("[Content_Types].xml") if package.has("[Content_Types].xml") else b""
    if b"macroEnabled" in content:
        yield "[Content_Types].xml", "Filen er merket som en arbeidsbok med makroer."
    for name in package.names:
        lowered = name.lower()
        if "vbaproject" in lowered or lowered.startswith(("xl/activex/", "xl/macrosheets/")):
            yield name, "Filen inneholder makroer."
        elif lowered.startswith("xl/embeddings/"):
            yield name, "Filen har et innebygd objekt."


@rule("chart-reference")
def chart_reference(package: Package, _options: Options) -> Iterator[Problem]:
    """Charts draw cells of sheets that exist."""
    sheets = {sheet.name.lower() for sheet in package.sheets}
    for part in package.parts("xl/charts"):
        absent = {}
        for element in package.root(part).iter("{*}f"):
            text = element.text or ""
            for sheet, _area in references(text, ""):
                if sheet.lower() not in sheets:
                    absent[sheet] = text
            if any(token.kind == "error" for token in tokens(text)):
                yield part, "Diagrammet viser til celler som ikke finnes (#REF!)."
        for sheet, text in absent.items():
            yield part, f"Diagrammet viser til arket «{sheet}», som ikke finnes ({text})."


@rule("alt-text")
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
