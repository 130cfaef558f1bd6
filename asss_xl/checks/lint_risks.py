"""Lint rules about what a reader should know before trusting a workbook: code, links, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from asss_xl.checks.formula_text import calls, tokens
from asss_xl.checks.package import Package
from asss_xl.checks.rules import (
    Options,
    Problem,
    Severity,
    elements,
    formula_cells,
    formulas,
    in_cell,
    is_on,
    rule,
)

CHAPTER = "Det leseren bør vite: kode, koblinger, skjult innhold"
_NETWORK_CALLS = (
    "WEBSERVICE", "IMAGE", "STOCKHISTORY", "RTD", "CUBEVALUE", "CUBEMEMBER", "CUBESET", "CALL",
    "REGISTER.ID", "TRANSLATE", "DETECTLANGUAGE", "PY", "COPILOT",
)  # fmt: skip
_LINKED_DATA = ("xl/externallinks/", "xl/querytables/", "xl/connections.xml", "xl/webextensions/",
                "xl/model/", "xl/customdata/")  # fmt: skip
_URL = re.compile(r"(?:https?|ftp|file|mailto|javascript|data|vbscript):|\\\\|//", re.IGNORECASE)
_DANGEROUS = re.compile(
    r"(?:javascript|vbscript|data|file|ms-\w+|search-ms):|\\\\|file:", re.IGNORECASE
)
_OUTWARD = re.compile("|".join(map(re.escape, (*_NETWORK_CALLS, "HYPERLINK"))), re.IGNORECASE)
_DDE = re.compile(r"\w\s*\|\s*(?:'|\w)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_USER = re.compile(r"[\w.-]+\\[\w.-]+")
_PERSON = re.compile(
    r"[A-ZÆØÅÄÖ][\w.'-]*(?: [A-ZÆØÅÄÖ][\w.'-]*){1,3}|[A-ZÆØÅ][\w'-]+, [A-ZÆØÅ][\w' -]+"
)
_NO_PERSON = re.compile(
    r"kommune|fylke|departement|direktorat|nettverk|microsoft|office|excel|apache|libre|user|bruker|"
    r"admin|system|team|group|gruppe|avdeling|seksjon|etat|assoc|\bas\b|\bks\b|inc|ltd",
    re.IGNORECASE,
)
_BIRTH_NUMBER = re.compile(r"(?<!\d)(\d{6}) ?(\d{5})(?!\d)")


@rule(
    "macros",
    Severity.WARNING,
    "Filen har ingen kode: makroer, Excel 4-makroark eller ActiveX-kontroller.",
)
def macros(package: Package, _options: Options) -> Iterator[Problem]:
    """The workbook holds no code."""
    for name in package.names:
        lowered = name.lower()
        if "vbaproject" in lowered or lowered.startswith(("xl/activex/", "xl/macrosheets/")):
            yield name, "Filen inneholder makroer eller ActiveX."
    for defined in package.defined_names:
        if defined.name.lower().startswith("_xlnm.auto_"):
            yield f"navnet {defined.name}", "Navnet starter en makro når arbeidsboken åpnes."


@rule(
    "embedded-object",
    Severity.WARNING,
    "Filen har ingen innebygde objekter (OLE): de kan være programmer, og åpnes med dobbeltklikk.",
)
def embedded_object(package: Package, _options: Options) -> Iterator[Problem]:
    """The workbook has no embedded objects."""
    for name in package.names:
        if name.lower().startswith("xl/embeddings/") or name.lower().endswith("oleobject.bin"):
            yield name, "Filen har et innebygd objekt."
    for sheet in package.worksheets:
        for _object in elements(package, sheet, "oleObjects"):
            yield sheet.name, "Arket har et innebygd eller koblet objekt (OLE)."


@rule(
    "external-link",
    Severity.WARNING,
    "Arbeidsboken avhenger ikke av andre filer, databaser eller bilder på nettet: mottakeren har dem "
    "ikke, og Excel advarer.",
)
def external_link(package: Package, _options: Options) -> Iterator[Problem]:
    """The workbook depends on no other file, database or picture on the network."""
    for name in package.names:
        if name.lower().startswith(_LINKED_DATA) and not name.endswith(".rels"):
            yield name, f"Filen har en kobling til data utenfor seg selv ({name})."
    for source, relation in package.all_relationships:
        if relation.external and relation.kind != "hyperlink":
            yield source or "pakken", f"Filen henter {relation.kind} fra {relation.target}."
    for sheet, cell, formula in formula_cells(package):
        if _other_book(formula):
            yield in_cell(sheet, cell.address), "Formelen viser til en annen arbeidsbok."
    for defined in package.defined_names:
        if _other_book(defined.text):
            yield f"navnet {defined.name}", "Navnet viser til en annen arbeidsbok."


def _other_book(formula: str) -> bool:
    return "[" in formula and any(
        token.kind == "book" or (token.kind == "sheet" and "[" in token.text)
        for token in tokens(formula)
    )


@rule(
    "dde",
    Severity.ERROR,
    "Ingen formel starter et annet program (DDE): det er en kjent måte å spre skadevare på.",
)
def dde(package: Package, _options: Options) -> Iterator[Problem]:
    """No formula and no link starts another program."""
    for where, formula in formulas(package):
        if "|" in formula and _DDE.search(re.sub(r'"(?:[^"]|"")*"', "", formula)):
            yield where, "Formelen starter et annet program (DDE)."
    for part in package.of_kind("externalLink"):
        if package.root(part).find("{*}ddeLink") is not None:
            yield part, "Filen har en DDE-kobling til et annet program."


@rule(
    "url-formula",
    Severity.WARNING,
    "Ingen formel henter data utenfra (WEBSERVICE, RTD ...) eller lenker ut av arbeidsboken med "
    "HYPERLINK.",
)
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


@rule(
    "dangerous-link",
    Severity.WARNING,
    "En lenke i en celle, et bilde eller et diagram fører ikke til en fil, en delt mappe eller et "
    "program.",
)
def dangerous_link(package: Package, _options: Options) -> Iterator[Problem]:
    """Links lead to pages and addresses, not to files or programs."""
    for source, relation in package.all_relationships:
        if relation.external and relation.kind == "hyperlink" and _DANGEROUS.match(relation.target):
            yield source, f"En lenke fører til {relation.target}."


@rule(
    "hidden-sheet", Severity.NOTE, "Arkene er synlige: et skjult ark følger med når filen sendes."
)
def hidden_sheet(package: Package, _options: Options) -> Iterator[Problem]:
    """No sheet is hidden."""
    for sheet, state in _states(package):
        if state == "hidden":
            yield sheet, "Arket er skjult."


@rule(
    "very-hidden-sheet",
    Severity.WARNING,
    "Ingen ark er skjult slik at det ikke kan vises fra menyen (veryHidden).",
)
def very_hidden_sheet(package: Package, _options: Options) -> Iterator[Problem]:
    """No sheet is hidden so that the menu does not show it."""
    for sheet, state in _states(package):
        if state == "veryHidden":
            yield sheet, "Arket er skjult slik at Excels meny ikke viser det."


def _states(package: Package) -> Iterator[tuple[str, str]]:
    for sheet in package.root(package.workbook_part).iterfind("{*}sheets/{*}sheet"):
        yield sheet.get("name", ""), sheet.get("state", "visible")


@rule(
    "personal-data",
    Severity.WARNING,
    "Egenskapene nevner ingen person, e-postadresse, bruker eller mappe på avsenderens maskin, og "
    "cellene har ingen fødselsnumre.",
)
def personal_data(package: Package, _options: Options) -> Iterator[Problem]:
    """Properties name no person or folder; cells hold no birth numbers."""
    for kind in ("core-properties", "extended-properties", "custom-properties"):
        for part in package.of_kind(kind):
            for element in package.root(part).iter():
                local = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
                text = (element.text or "").strip()
                people = local in (
                    "creator",
                    "lastModifiedBy",
                    "Manager",
                    "lpwstr",
                    "HyperlinkBase",
                )
                if people and _is_personal(text):
                    yield part, f"Egenskapen {local} er «{text}»."
    for path in package.root(package.workbook_part).iter("{*}absPath"):
        yield "arbeidsboken", f"Filen røper hvor den lå: {path.get('url')}."
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            if (
                isinstance(cell.value, str)
                and len(cell.value) >= 11
                and _has_birth_number(cell.value)
            ):
                yield in_cell(sheet, cell.address), "Cellen har et fødselsnummer."


def _is_personal(text: str) -> bool:
    if _MAIL.search(text) or _USER.fullmatch(text):
        return True
    return bool(_PERSON.fullmatch(text)) and not _NO_PERSON.search(text)


def _has_birth_number(text: str) -> bool:
    return any(_is_birth_number(first + second) for first, second in _BIRTH_NUMBER.findall(text))


def _is_birth_number(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    day, month = numbers[0] * 10 + numbers[1], numbers[2] * 10 + numbers[3]
    if not (1 <= day % 40 <= 31 and 1 <= month % 40 <= 12):
        return False
    sums = [
        sum(weight * number for weight, number in zip(weights, numbers, strict=False)) % 11
        for weights in ((3, 7, 6, 1, 8, 9, 4, 5, 2, 1), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    ]
    return sums == [0, 0]


@rule(
    "unlocked-formula",
    Severity.WARNING,
    "I et ark med beskyttelse er formlene låst: en ulåst formel kan skrives over uten at noen merker det.",
)
def unlocked_formula(package: Package, _options: Options) -> Iterator[Problem]:
    """Formulas of a protected sheet are locked."""
    unlocked = _unlocked_formats(package)
    for sheet in package.worksheets:
        protection = next(elements(package, sheet, "sheetProtection"), None)
        if protection is None or not is_on(protection, "sheet"):
            continue
        for formula in package.root(sheet.part).iter("{*}f"):
            cell = formula.getparent()
            if cell.tag.endswith("}c") and int(cell.get("s", "0")) in unlocked:
                yield (
                    in_cell(sheet, cell.get("r", "")),
                    "Formelen er ikke låst, enda arket er beskyttet.",
                )


def _unlocked_formats(package: Package) -> set[int]:
    found: set[int] = set()
    for part in package.of_kind("styles"):
        for index, element in enumerate(package.root(part).iterfind("{*}cellXfs/{*}xf")):
            protection = element.find("{*}protection")
            if protection is not None and protection.get("locked") in ("0", "false"):
                found.add(index)
    return found


@rule(
    "protection",
    Severity.WARNING,
    "Arkbeskyttelse som står i filen, er slått på: ellers er den ikke i kraft.",
)
def protection_off(package: Package, _options: Options) -> Iterator[Problem]:
    """A sheet protection that is stated is in force."""
    for sheet in package.worksheets:
        for protection in elements(package, sheet, "sheetProtection"):
            if not is_on(protection, "sheet"):
                yield sheet.name, "Arket har en beskyttelse som ikke er slått på."


@rule(
    "date-system",
    Severity.WARNING,
    "Datoene regnes fra 1900. Fra 1904 blir datoer som kopieres til andre arbeidsbøker, fire år gale.",
)
def date_system(package: Package, _options: Options) -> Iterator[Problem]:
    """Dates are counted from 1900."""
    for settings in package.root(package.workbook_part).iterfind("{*}workbookPr"):
        if is_on(settings, "date1904"):
            yield "arbeidsboken", "Datoene regnes fra 1904."


@rule(
    "calculation",
    Severity.WARNING,
    "Arbeidsboken regner selv (ikke manuelt), med full presisjon og uten gjentatt beregning: dette "
    "gjelder alle åpne bøker i Excel.",
)
def calculation(package: Package, _options: Options) -> Iterator[Problem]:
    """The workbook calculates by itself, in full precision, without iteration."""
    settings = package.root(package.workbook_part).find("{*}calcPr")
    if settings is None:
        return
    if settings.get("calcMode") in ("manual", "autoNoTable"):
        yield (
            "arbeidsboken",
            "Beregning er satt til manuell: tallene følger ikke med når noe endres.",
        )
    if settings.get("fullPrecision") in ("0", "false"):
        yield "arbeidsboken", "Arbeidsboken regner med tallene slik de vises, ikke slik de er."
    if is_on(settings, "iterate"):
        yield "arbeidsboken", "Gjentatt beregning er på og skjuler sirkelreferanser."
