"""Finding a data package and reading its files without trusting them.

A package may come by e-mail. Nothing outside its folder is read, nothing is fetched, links are
not followed, and a file has a largest size.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NoReturn

from asss_xl.replacing import LOCK, Refused, reason

from .messages import DatasetError, Problem, fault, refused, shown

PACKAGES_FOLDER = Path(__file__).parent
DESCRIPTOR = "datapackage.json"
MAX_BYTES = 100_000_000
#: The files that hold figures in sheets.
WORKBOOKS = (".xlsx", ".xlsm")
#: Others that people save sheets as: they are not read, and in a folder it is said.
OTHER_SHEETS = (".ods", ".xls", ".xlsb")
CSV = ".csv"
#: How other files of the program's own begin: contacts, a network, a scenario.
_OWN = re.compile(rb"(?:\xef\xbb\xbf)?[a-z_]+(?:[,;][a-z_]+)+\s*")

#: Letters and signs beyond ASCII in Norwegian text and names.
_LETTERS = frozenset(
    "æøåÆØÅéÉèÈêÊëËáÁàÀâÂóÓòÒôÔöÖäÄüÜúÚíÍïÏîÎçÇñÑšŠžŽðÐþÞ«»“”‘’„‚–—…·•§°±×÷²³½¼¾€£©®™´`¨\u00a0\u00ad"
)

_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r"})
#: Characters that show a text in another order than it is read in.
TURNING = "[\u202a-\u202e\u2066-\u2069]"
_TURNING = tuple(c for c in map(chr, range(0x202A, 0x206A)) if re.match(TURNING, c))
_URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.\-]+:/")


def own_folder(kind: str) -> Path:
    """Where the program keeps what is a person's own: ``cache`` can be fetched anew, ``state`` cannot.

    Raises :class:`Refused` for who has no home, as in a container.
    """
    usual = {"cache": ".cache", "state": ".local/state"}[kind]
    base = os.environ.get("LOCALAPPDATA") or os.environ.get(f"XDG_{kind.upper()}_HOME")
    try:
        return (Path(base) if base else Path.home() / usual) / "asss_xl"
    except RuntimeError as error:
        told = f"Brukeren har ingen hjemmemappe. Sett HOME, eller XDG_{kind.upper()}_HOME, i miljøet."
        raise Refused(told) from error


def bundled() -> list[str]:
    """The names of the data packages that come with asss_xl, for `load`."""
    return sorted(folder.name for folder in PACKAGES_FOLDER.iterdir() if (folder / DESCRIPTOR).is_file())


def sources(name_or_path: str | Path) -> list[str | Path]:
    """What `name_or_path` stands for: itself, or the input workbooks of a folder that has some."""
    if isinstance(name_or_path, str) and (name_or_path in bundled() or _URL.match(name_or_path)):
        return [name_or_path]
    path = Path(name_or_path)
    try:
        if path.suffix.lower() in WORKBOOKS and path.is_file():
            return [path]
        if path.is_dir() and not (path / DESCRIPTOR).exists() and (books := workbooks_in(path)):
            return [*books, *_saved_as_csv(path)]
    except (OSError, ValueError):
        pass
    return [name_or_path]


def _saved_as_csv(folder: Path) -> list[Path]:
    """What may be a sheet of an input workbook: it is read nowhere, and that is to be told."""
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() == CSV and path.is_file()]
    return [path for path in found if not _OWN.fullmatch(path.read_bytes().partition(b"\n")[0])]


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks that lie in a folder, in any format, but for those that are hidden and Excel's locks."""
    return [
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (*WORKBOOKS, *OTHER_SHEETS)
        and path.is_file()
        and not path.name.startswith((LOCK, "."))
    ]


def locate(name_or_path: str | Path) -> tuple[Path, str]:
    """The package's folder and the name of its descriptor in it; raises `DatasetError`."""
    text = str(name_or_path)
    called = shown(text, 200)
    if isinstance(name_or_path, str) and text in bundled():
        return PACKAGES_FOLDER / text, DESCRIPTOR
    if _URL.match(text):
        raise refused(called, *fault("pakke_er_adresse"))
    path = Path(name_or_path)
    try:
        if path.is_dir():
            if not os.path.lexists(path / DESCRIPTOR):
                raise refused(called, *fault("tom_mappe", DESCRIPTOR))
            return path, DESCRIPTOR
        if path.suffix.lower() == ".json" and path.exists():
            return path.parent, path.name
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if exists:
        raise refused(called, *fault("verken_pakke_eller_bok", DESCRIPTOR))
    kind = "Inndataboken" if path.suffix.lower() in WORKBOOKS else "Datapakken"
    raise refused(called, *fault("finnes_ikke", DESCRIPTOR, kind, bundled()))


def safe_relative(path: object) -> str | None:
    """`path` when it names a file inside the package folder, else None."""
    if not isinstance(path, str) or not path or len(path) > 200 or not path.isprintable():
        return None
    windows = PureWindowsPath(path)
    if "\\" in path or _URL.match(path) or windows.drive or windows.is_absolute():
        return None
    posix = PurePosixPath(path)
    if posix.is_absolute() or ".." in posix.parts or ":" in path:
        return None
    return str(posix)


def text(path: Path) -> str:
    """The text of a file that stands alone, in no package; raises `DatasetError`."""
    content = read_bytes(path.parent, path.name, "Se etter at navnet og mappen er rett.")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or content[1:2] == b"\0":
        # What Excel calls «Unicode-tekst», and what other programs write so without a mark.
        content = content.decode("utf-16", errors="replace").encode()
    return decode(content, path.name)


def read_bytes(
    root: Path, relative: str, found: str = f"Legg den i mappen, eller ta den ut av {DESCRIPTOR}."
) -> bytes:
    """The content of a regular file in `root`; raises `DatasetError`. `found`: what to do when it is missing.

    `relative` must have passed `safe_relative`.
    """
    path = root
    try:
        for part in PurePosixPath(relative).parts:
            path = path / part
            if path.is_symlink():
                _reject(relative, "lenke")
        if not path.resolve().is_relative_to(root.resolve()):
            _reject(relative, "utenfor_pakken")
        flags = os.O_RDONLY
        for extra in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
            flags |= getattr(os, extra, 0)
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                _reject(relative, "ikke_vanlig_fil")
            content = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _reject(relative, "fil_mangler", found)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else type(error).__name__
        _reject(relative, "uten_tilgang", why)
    if len(content) > MAX_BYTES:
        _reject(relative, "for_stor", MAX_BYTES // 1_000_000)
    return content


def fingerprint(contents: Mapping[str, bytes]) -> str:
    """A hash of some files of a package: their names and all that is in them."""
    found = hashlib.sha256()
    for relative, content in sorted(contents.items()):
        found.update(f"{relative}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _reject(relative: str, which: str, *values: object, before: str | None = None) -> NoReturn:
    """Do not read the file; `before` is its text before what is wrong."""
    line = None if before is None else before.count("\n") + 1
    raise DatasetError([Problem(relative, line, None, *fault(which, *values))]) from None


def turning(text: str) -> re.Match[str] | None:
    """The first character that turns what follows around; a text is looked through for each by itself."""
    return re.search(TURNING, text) if any(map(text.count, _TURNING)) else None


def decode(content: bytes, relative: str) -> str:
    """The file's text; raises `DatasetError` when its letters cannot be told.

    It is UTF-8 (with or without a BOM) or what a Norwegian Excel saves as plain CSV. Other
    encodings can be read as that one too, so only letters that are in use here are believed.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        strange = next((n for n, c in enumerate(text) if not c.isascii() and c not in _LETTERS), None)
        if strange is not None:
            _reject(relative, "tegnsett", text[strange], before=text[:strange])
    if (lost := text.find("\N{REPLACEMENT CHARACTER}")) >= 0:
        _reject(relative, "tapte_bokstaver", before=text[:lost])
    if len(content.translate(None, _CONTROLS)) < len(content):
        at, sign = next((n, c) for n, c in enumerate(text) if c < " " and c not in "\t\n\r" or c == "\x7f")
        _reject(relative, "kontrolltegn", ord(sign), before=text[:at])
    if not content.isascii() and (turned := turning(text)):
        _reject(relative, "snur_teksten", ord(turned[0]), before=text[: turned.start()])
    return text


class BadText(ValueError):
    """What is wrong with a key or the text in it, and what to do."""

    def __init__(self, key: str, melding: str, raad: str) -> None:
        super().__init__(key)
        self.key, self.melding, self.raad = key, melding, raad


def loads(text: str | bytes) -> Any:
    """What the JSON says; raises :class:`BadText`, or what ``json.loads`` raises."""
    return json.loads(text, object_pairs_hook=_object)


def as_json(text: str, fil: str) -> Any:
    """What the JSON of a file says; raises :class:`DatasetError`, with the key where there is one."""
    try:
        return loads(text)
    except BadText as error:
        key = error.key if error.key.isprintable() else shown(error.key)
        raise DatasetError([Problem(fil, None, key, error.melding, error.raad)]) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise DatasetError([Problem(fil, line, None, *fault("ikke_json"))]) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise BadText(key, "Nøkkelen står to ganger.", "Ta bort den ene av dem.")
        for text in (key, *(value if isinstance(value, list) else [value])):
            if isinstance(text, str) and (found := turning(text)):
                raise BadText(key, *fault("snur_teksten", ord(found[0])))
        made[key] = value
    return made
