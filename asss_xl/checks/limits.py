"""What is refused of a foreign workbook, in the user's words, before it costs memory or time."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from asss_xl.checks.formula_text import MAX_FORMULA
from asss_xl.unpacking import MAX_PARTS, MAX_UNPACKED, bomb, too_big

Element = Any

MAX_FILE = 50_000_000
#: Marks (<) of XML: of a part that is taken whole, and of all sheets, which are taken row by row.
MAX_MARKS, MAX_SHEET_MARKS = 1_500_000, 2_500_000
MAX_CELLS = 250_000
MAX_STRINGS = 300_000
MAX_MERGED = 100_000
#: The characters of all formulas, those that are shared written out.
MAX_FORMULA_TEXT = 20_000_000


class PackageError(Exception):
    """The file cannot be read as a workbook; ``rule`` says which finding it is."""

    def __init__(self, rule: str, where: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.where = where
        self.message = message


def limit(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    """Refuse what should not be unpacked, a bomb by its name."""
    if any(info.flag_bits & 1 for info in infos):
        message = "Filen er kryptert med passord. Fjern passordet og lagre den på nytt."
        raise PackageError("not-a-workbook", path.name, message)
    if len(infos) > MAX_PARTS:
        message = f"Filen har {len(infos)} deler; en arbeidsbok har høyst {MAX_PARTS}."
        raise PackageError("unsafe-package", path.name, message)
    biggest = max(infos, key=lambda info: info.file_size, default=None)
    for info in infos:
        if too_big(info):
            raise _bomb(info.filename, info.file_size, info.compress_size)
        if info.filename.startswith("/") or ".." in info.filename.split("/"):
            message = "Filen har en del som peker ut av pakken, og ble ikke lest."
            raise PackageError("unsafe-package", info.filename, message)
    unpacked = sum(info.file_size for info in infos)
    if biggest is not None and unpacked > MAX_UNPACKED:
        raise _bomb(path.name, unpacked, sum(info.compress_size for info in infos))
    if len({info.filename for info in infos}) < len(infos):
        message = "Filen har to deler med samme navn, og ble ikke lest."
        raise PackageError("unsafe-package", path.name, message)


def _bomb(where: str, unpacked: int, packed: int) -> PackageError:
    return PackageError("unsafe-package", where, bomb(where, unpacked, packed))


def not_a_zip(content: bytes) -> str:
    """What a file that is no zip archive seems to be instead, and what to do."""
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "Filen er kryptert med passord. Fjern passordet i Excel og lagre den på nytt."
        return "Filen er ikke en .xlsx, men en eldre Excel-fil (.xls). Lagre den som .xlsx i Excel."
    if content[:300].lstrip().lower().startswith((b"<!doctype html", b"<html", b"<?xml")):
        return "Filen er en nettside eller XML, ikke en Excel-arbeidsbok. Lagre den som .xlsx."
    if content.startswith(b"PK"):
        return "Filen er skadet eller bare delvis lastet ned. Hent den på nytt."
    return "Filen er ikke en Excel-arbeidsbok (.xlsx), eller den er skadet."


def few(where: str, count: int, most: int, what: str) -> None:
    if count > most:
        told = f"Filen har flere enn {most:,} {what}".replace(",", " ")
        raise PackageError("unsafe-package", where, f"{told}, og ble ikke lest.")


def short(where: str, formula: str) -> None:
    """A formula that Excel takes; a longer one is not looked into."""
    if len(formula) > MAX_FORMULA:
        told = f"Formelen er på {len(formula)} tegn; Excel tar {MAX_FORMULA}. Filen ble ikke lest."
        raise PackageError("formula-length", where, told)


def bad_xml(name: str) -> PackageError:
    message = f"Delen {name} er ikke gyldig XML, så filen er skadet. Hent den på nytt."
    return PackageError("not-a-workbook", name, message)


def refuse_doctype(name: str) -> None:
    message = f"Delen {name} har en DTD, som Excel-filer ikke skal ha. Den ble ikke lest."
    raise PackageError("unsafe-package", name, message)


def refuse_dtd(name: str, element: Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        refuse_doctype(name)
