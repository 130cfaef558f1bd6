"""Opening an Excel file without trusting it, and writing it again with one part changed.

Every other part keeps its bytes, its place and its date. The file is written beside the target
and moved into place at the end, so that nothing is half written.
"""

from __future__ import annotations

import os
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from asss_xl.replacing import LOCK, Refused, occupied, reason, replacing

MAX_PARTS = 5_000
MAX_PART = 60_000_000
MAX_UNPACKED = 200_000_000
#: XML of a workbook compresses well, but not like this.
MAX_RATIO, RATIO_FROM = 300, 10_000_000
_BLOCK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_DOCUMENT = "/relationships/officeDocument"
_STRICT = "http://purl.oclc.org/ooxml/"
_SIGNATURE = "/digital-signature/"
_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")


class WorkbookError(Refused):
    """The workbook cannot be used; ``problems`` lists everything, in bokmål."""

    def __init__(self, file: Path, problems: list[str]) -> None:
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))
        self.file = file
        self.problems = problems


@dataclass(frozen=True)
class Package:
    """An Excel file whose parts have been looked over."""

    path: Path
    workbook_part: str

    def read(self, part: str) -> bytes:
        """The content of a part."""
        with zipfile.ZipFile(self.path) as archive:
            return _read(self.path, archive, part)

    def relations(self, part: str) -> dict[str, str]:
        """Relation id -> the part it leads to, for what is inside the package."""
        folder, name = posixpath.split(part)
        source = f"{folder}/_rels/{name}.rels".lstrip("/")
        found: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/")

        if source in self.parts():
            parse(self.path, self.read(source), start)
        return found

    def parts(self) -> list[str]:
        """The names of all parts, in the file's order."""
        with zipfile.ZipFile(self.path) as archive:
            return archive.namelist()


def open_package(path: Path) -> Package:
    """Look a file over; raises :class:`WorkbookError` for what is not a usable workbook."""
    _check_kind(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(path, archive)
            part = _workbook_part(path, archive)
    except _DAMAGED as error:
        raise WorkbookError(path, ["Filen er skadet eller er ikke en Excel-fil."]) from error
    return Package(path, part)


def _check_kind(path: Path) -> None:
    if path.name.startswith(LOCK):
        raise WorkbookError(path, [_lock_file_problem(path)])
    try:
        with path.open("rb") as stream:
            start = stream.read(1 << 16)
    except OSError as error:
        raise WorkbookError(path, [f"Filen kan ikke leses ({reason(error)})."]) from error
    if start.startswith(_OLE):
        raise WorkbookError(path, [_ole_problem(path)])
    if not start.startswith(b"PK"):
        raise WorkbookError(path, ["Filen er ikke en Excel-arbeidsbok (.xlsx eller .xlsm)."])


def _ole_problem(path: Path) -> str:
    with path.open("rb") as stream:
        content = stream.read(1 << 22)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "Arbeidsboken er passordbeskyttet. Fjern passordet i Excel og prøv igjen."
    return "Filen er i det gamle formatet .xls. Lagre den som .xlsx i Excel og prøv igjen."


def _check_entries(path: Path, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    problems = []
    if len(entries) > MAX_PARTS:
        problems.append(f"Filen har {len(entries)} deler; det er mer enn en arbeidsbok kan ha.")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        problems.append(bomb("den", unpacked, sum(entry.compress_size for entry in entries)))
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names):
        problems.append("Filen har to deler med samme navn.")
    for entry in entries:
        if entry.flag_bits & 1:
            problems.append(f"Delen {entry.filename} er kryptert.")
        if too_big(entry):
            problems.append(bomb(entry.filename, entry.file_size, entry.compress_size))
    if problems:
        raise WorkbookError(path, problems)


def too_big(entry: zipfile.ZipInfo) -> bool:
    """Whether a part should not be unpacked."""
    squeezed = entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size
    return entry.file_size > MAX_PART or squeezed


def bomb(where: str, unpacked: int, packed: int) -> str:
    """What is told of a file, or a part of it, that should not be unpacked."""
    sizes = [f"{size / 1e6:.1f}".replace(".", ",") for size in (packed, unpacked)]
    told = f"{where} vokser fra {sizes[0]} til {sizes[1]} MB når den pakkes ut"
    return f"Filen er en zip-bombe, eller for stor: {told}. Den ble ikke lest."


def _workbook_part(path: Path, archive: zipfile.ZipFile) -> str:
    if "_rels/.rels" not in archive.namelist():
        raise WorkbookError(path, ["Filen er ikke en Excel-arbeidsbok; den mangler _rels/.rels."])
    relations = _relations(path, _read(path, archive, "_rels/.rels"))
    if any(_SIGNATURE in kind for kind, _ in relations):
        raise WorkbookError(
            path, ["Arbeidsboken er digitalt signert; en endring ville gjort signaturen ugyldig."]
        )
    for kind, target in relations:
        if not kind.endswith(_OFFICE_DOCUMENT):
            continue
        if kind.startswith(_STRICT):
            raise WorkbookError(path, [strict_problem()])
        part = str(PurePosixPath("/") / target).lstrip("/")
        if part.endswith(".bin"):
            raise WorkbookError(path, ["Filen er en .xlsb. Lagre den som .xlsx eller .xlsm og prøv igjen."])
        if part in archive.namelist():
            return part
    raise WorkbookError(path, ["Filen har ingen arbeidsbok; den er ikke en Excel-fil."])


def strict_problem() -> str:
    """What to say about the strict variant of the format."""
    return "Arbeidsboken er lagret som «Strict Open XML». Lagre den som vanlig .xlsx og prøv igjen."


def _relations(path: Path, content: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            found.append((attributes.get("Type", ""), attributes.get("Target", "")))

    parse(path, content, start)
    return found


def parse(path: Path, content: bytes, start: object = None, end: object = None, text: object = None) -> None:
    """Parse XML with expat; document types and entities are refused."""
    parser = expat.ParserCreate()
    connect(path, parser, start, end, text)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise WorkbookError(path, [f"Filen er skadet: ugyldig XML ({error})."]) from error


def connect(path: Path, parser: expat.XMLParserType, start: object, end: object, text: object) -> None:
    """Give a parser its handlers, and the ones that refuse document types."""

    def refuse(*_: object) -> None:
        raise WorkbookError(path, ["Filen har en dokumenttype i XML-en og leses ikke."])

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start  # type: ignore[assignment]
    parser.EndElementHandler = end  # type: ignore[assignment]
    parser.CharacterDataHandler = text  # type: ignore[assignment]


def _read(path: Path, archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        if archive.getinfo(part).file_size > MAX_PART:
            raise WorkbookError(path, [f"Delen {part} er for stor til å leses."])
        return archive.read(part)
    except KeyError as error:
        raise WorkbookError(path, [f"Filen er skadet: {part} mangler."]) from error
    except (*_DAMAGED, OSError) as error:
        raise WorkbookError(path, [f"Filen er skadet: {part} kan ikke leses."]) from error


def check_target(source: Path, target: Path) -> None:
    """A target must be another file of the same kind, free to write; Excel refuses a wrong ending."""
    problems = []
    if target.suffix.lower() != source.suffix.lower():
        problems.append(f"Resultatet må ha samme filendelse som {source.name}: {source.suffix}.")
    if source.suffix.lower() not in _SUFFIXES:
        problems.append(f"Filendelsen {source.suffix or '(ingen)'} er ikke en Excel-arbeidsbok.")
    if target.exists() and source.exists() and os.path.samefile(source, target):
        problems.append("Resultatet kan ikke være samme fil som kilden. Velg et annet navn.")
    if target.name.startswith(LOCK):
        problems.append(_lock_file_problem(target))
    if not target.parent.is_dir():
        problems.append(f"Mappen {target.parent} finnes ikke.")
    elif target.is_dir():
        problems.append("Resultatet er en mappe. Oppgi navnet på en fil.")
    else:
        problems += [told] if (told := occupied(target)) else []
    if problems:
        raise WorkbookError(target, problems)


def _lock_file_problem(path: Path) -> str:
    return (
        f"{path.name} er låsefilen som Excel lager mens arbeidsboken er åpen. Oppgi arbeidsboken: "
        f"{path.name.removeprefix(LOCK)}."
    )


def write_with(package: Package, target: Path, changes: dict[str, bytes]) -> None:
    """Write the package to ``target`` with some parts changed; nothing is left on failure."""
    try:
        with replacing(target) as made, made.open("wb") as stream:
            if changes:
                _copy_parts(package, stream, changes)
            else:
                stream.write(package.path.read_bytes())
    except PermissionError as error:
        problem = (
            "Filen kan ikke erstattes: den er åpen i et annet program, eller mappen kan ikke skrives til."
        )
        raise WorkbookError(target, [problem]) from error
    except OSError as error:
        raise WorkbookError(target, [f"Filen kan ikke skrives ({reason(error)})."]) from error
    except _DAMAGED as error:
        raise WorkbookError(package.path, ["Filen er skadet og kan ikke kopieres."]) from error


def _copy_parts(package: Package, stream: object, changes: dict[str, bytes]) -> None:
    with (
        zipfile.ZipFile(package.path) as source,
        zipfile.ZipFile(stream, "w") as copy,  # type: ignore[call-overload]
    ):
        copy.comment = source.comment
        for entry in source.infolist():
            made = _same_entry(entry)
            if entry.filename in changes:
                copy.writestr(made, changes[entry.filename])
                continue
            with source.open(entry) as read, copy.open(made, "w", force_zip64=False) as write:
                while block := read.read(_BLOCK):
                    write.write(block)


def _same_entry(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(entry.filename, entry.date_time)
    made.compress_type = entry.compress_type
    made.external_attr = entry.external_attr
    made.create_system = entry.create_system
    made.comment = entry.comment
    made.file_size = entry.file_size
    return made
