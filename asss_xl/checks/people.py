"""The rule about who a workbook names: people, addresses, folders on a machine, birth numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from asss_xl.checks.package import Element, FileCell, Workbook
from asss_xl.checks.rules import Flaw, rule
from asss_xl.unpacking import SheetPart
from asss_xl.workbook.book import STAMP

#: An address, but for one that everybody writes to.
_MAIL = re.compile(r"\b(?!(?:post\w*|firmapost|info|kontakt|support)@)[\w.+-]+@[\w-]+\.[\w.]+")
_USER = re.compile(r"[\w.-]+\\[\w.-]+")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[\dA-F]{6}|.)')
_FOLDER = re.compile(r"(?:\b[A-Za-z]:|\\)\\\w|/Users/\w|/home/\w")
_PERSON = re.compile(r"[A-ZÆØÅÄÖ][\w.'-]*(?: [A-ZÆØÅÄÖ][\w.'-]*){1,3}|[A-ZÆØÅ][\w'-]+, [A-ZÆØÅ][\w' -]+")
_NO_PERSON = re.compile(
    r"kommune|fylke|departement|direktorat|nettverk|microsoft|office|excel|apache|libre|user|bruker|"
    r"admin|system|team|group|gruppe|avdeling|seksjon|etat|assoc|\bas\b|\bks\b|inc|ltd",
    re.IGNORECASE,
)
#: Of notes, and of comments that are answered.
_AUTHORS = ("author", "person")
_PEOPLE = (*_AUTHORS, "creator", "lastModifiedBy", "Manager", "lpwstr", "HyperlinkBase")
_BIRTH_NUMBER = re.compile(r"(?<![\d.,])(\d{6}) ?(\d{5})(?![.,]?\d)")
#: Where there are texts that few look at, by the kind of part, the tag and what it is called; and whether it
#: may name whom to ask, as the cells do.
_CACHE = "Pivottabellens lager"
_ASIDE = (
    ("pivotCacheDefinition", "{*}s", _CACHE, False),
    ("pivotCacheRecords", "{*}s", _CACHE, False),
    ("comments", "{*}t", "En kommentar", False),
    ("threadedComment", "{*}text", "En kommentar", False),
    ("core-properties", "{*}description", "Egenskapen Kommentarer", False),
    ("drawing", "{*}t", "En tekstboks", True),
)


@rule("personal-data")
def personal_data(package: Workbook) -> Iterator[Flaw]:
    """What few look at names no person or folder, and nothing holds birth numbers."""
    sheets = {r.target: s.name for s in package.worksheets for r in package.relationships(s.part)}
    for kind in ("core-properties", "extended-properties", "custom-properties", "comments", "person"):
        for part in package.of_kind(kind):
            for element in package.root(part).iter("{*}*"):
                text = (element.text or element.get("displayName") or "").strip()
                local = element.tag.rpartition("}")[2]
                if local in _PEOPLE and _is_personal(text) and not _is_of_the_workbook(kind, element):
                    what = "Kommentarenes forfatter" if local in _AUTHORS else f"Egenskapen {local}"
                    where = sheets.get(part, "arbeidsboken")
                    yield where, f"{what} er «{text}». Fjern det med Fil, Undersøk dokument."
    for path in package.root(package.workbook_part).iter("{*}absPath"):
        yield "arbeidsboken", f"Filen røper hvor den lå: {path.get('url')}."
    for part in package.of_kind("pivotCacheDefinition"):
        if _is_personal(who := package.root(part).get("refreshedBy", "")):
            yield "arbeidsboken", f"Pivottabellen ble sist oppdatert av «{who}»."
    for where, what, text, open_to_all in _aside(package, sheets):
        if _has_birth_number(text):
            yield where, f"{what} har et fødselsnummer."
        elif not open_to_all and (found := _MAIL.search(text) or _FOLDER.search(text)):
            told = "en e-postadresse" if "@" in found[0] else "en mappe på avsenderens maskin"
            yield where, f"{what} har {told}."
    for sheet in package.worksheets:
        for cell in package.cells(sheet):
            text = cell.value
            if isinstance(text, str) and len(text) >= 11 and _has_birth_number(text):
                yield f"{sheet.name}!{cell.address}", "Cellen har et fødselsnummer."
        for cell in _birth_numbers(package, sheet):
            yield f"{sheet.name}!{cell.address}", "Cellen har et fødselsnummer, lagret som tall."


def _aside(package: Workbook, sheets: Mapping[str, str]) -> Iterator[tuple[str, str, str, bool]]:
    """The texts that few look at: the sheet, what it is, the text, and whether it may name somebody."""
    for kind, tag, what, open_to_all in _ASIDE:
        for part in package.of_kind(kind):
            where = sheets.get(part, "arbeidsboken")
            for element in package.stream(part, tag):
                yield where, what, element.get("v") or element.text or "", open_to_all
    for sheet in package.worksheets:
        for text in package.content(sheet).headers:
            yield sheet.name, "Topp- eller bunnteksten", _HEADER_CODE.sub(" ", text), False
    for name in package.defined_names:
        yield f"navnet {name.name}", "Navnet", "".join(re.findall(r'"[^"]*"', name.text)), False


def _birth_numbers(package: Workbook, sheet: SheetPart) -> list[FileCell]:
    """The typed numbers that are birth numbers, in columns where all that are as long are such."""
    columns: dict[int, list[FileCell]] = {}
    for cell in package.cells(sheet):
        value = cell.value
        if type(value) is float and 1e9 <= value < 1e11 and value.is_integer() and cell.formula is None:
            columns.setdefault(cell.column, []).append(cell)
    return [
        cell
        for found in columns.values()
        if all(_is_birth_number(f"{cell.value:011.0f}") for cell in found)
        for cell in found
        if not set(",.% ") & set(package.number_format(cell))
    ]


def _is_of_the_workbook(kind: str, element: Element) -> bool:
    """Whether a property is a sheet's name, which all see, or the stamp's, which names a municipality."""
    if not element.tag.endswith("}lpwstr"):
        return False
    return kind == "extended-properties" or element.getparent().get("name", "").startswith(STAMP)


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
