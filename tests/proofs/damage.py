"""The numbers of a data package, and how one of them can be wrong."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asss_xl.dataset.files import DESCRIPTOR
from asss_xl.dataset.schema import descriptors

#: The class of the numbers that the report is about; the others number, date or describe them.
FIGURE = "tall"
KINDS = ("siffer", "bytte", "fortegn", "siste")
#: Columns that say how or where a figure is printed.
_PEDIGREE = (
    "desimaler",
    "side",
    "side_nettverk",
    "side_figur",
    "vis_desimaler",
    "avrunding",
    "vekst_avrunding",
    "prosent_avrunding",
)
#: Columns that say how a figure is made or used; the source prints none of them.
_DEFINITION = ("minste_antall", "faktor")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True)
class Place:
    """A number in a file: ``slag`` is what it is, ``start`` where in the file's bytes it stands."""

    file: str
    line: int
    column: str
    slag: str
    text: str
    start: int

    def replaced(self, whole: bytes, text: str) -> bytes:
        """The file with another text at the place."""
        end = self.start + len(self.text)
        assert whole[self.start : end] == self.text.encode(), self
        return whole[: self.start] + text.encode() + whole[end:]


def places(folder: Path) -> list[Place]:
    """Every number of the package's files and of what its descriptor says of the whole."""
    found = list(_of_descriptor(folder))
    for descriptor in descriptors():
        file = folder / f"{descriptor['name']}.csv"
        if file.is_file():
            found += _of_table(file, descriptor["schema"])
    return found


def _of_table(file: Path, schema: dict[str, object]) -> Iterator[Place]:
    kinds = {f["name"]: _slag(f, schema) for f in schema["fields"]}  # type: ignore[attr-defined]
    whole = file.read_text(encoding="utf-8")
    heading: list[str] = []
    at = 0
    for line, record in _records(whole):
        raw, start = record
        cells = next(csv.reader([raw]))
        if not heading:
            heading = cells
        else:
            position = 0
            for name, cell in zip(heading, cells, strict=True):
                begin = raw.index(_written(cell, raw, position), position)
                inner = begin + (raw[begin : begin + 1] == '"')
                if kinds.get(name) and _NUMBER.fullmatch(cell):
                    at = len(whole[: start + inner].encode())
                    yield Place(file.name, line, name, kinds[name], cell, at)
                position = begin + len(_written(cell, raw, position)) + 1


def _records(whole: str) -> Iterator[tuple[int, tuple[str, int]]]:
    """Each record with its line and where it starts; a line break in quotes does not end it."""
    line, start, inside, first = 1, 0, False, 1
    for at, letter in enumerate(whole):
        if letter == '"':
            inside = not inside
        if letter == "\n":
            line += 1
            if not inside:
                yield first, (whole[start:at].removesuffix("\r"), start)
                start, first = at + 1, line


def _written(cell: str, raw: str, position: int) -> str:
    """The cell as the file writes it."""
    quoted = '"' + cell.replace('"', '""') + '"'
    return quoted if raw.startswith(quoted, position) and raw[position : position + 1] == '"' else cell


def _slag(field: dict[str, object], schema: dict[str, object]) -> str:
    name, keys = str(field["name"]), schema.get("primaryKey", ())
    if name in _PEDIGREE:
        return "herkomst"
    if name in _DEFINITION:
        return "definisjon"
    if field["type"] == "string":
        return "kode" if name in ("nummer", "funksjon", "konto", "noekkel") else ""
    if field["type"] not in ("integer", "number"):
        return ""
    numbering = name in ("aar", "nr", "loepenr", "rekkefoelge", "fra", "til")
    return "år og nummer" if numbering or name in keys else FIGURE  # type: ignore[operator]


def _of_descriptor(folder: Path) -> Iterator[Place]:
    """The years that the descriptor gives the package."""
    whole = (folder / DESCRIPTOR).read_text(encoding="utf-8")
    for key in ("rapportaar", "aar", "foreloepige_aar"):
        if key not in json.loads(whole):
            continue
        begin = whole.index(f'"{key}"') + len(key) + 2
        end = whole.index("]" if "[" in whole[begin : begin + 5] else ",", begin)
        for number in _NUMBER.finditer(whole, begin, end):
            at = number.start()
            yield Place(
                DESCRIPTOR,
                whole.count("\n", 0, at) + 1,
                key,
                "år og nummer",
                number.group(),
                len(whole[:at].encode()),
            )


def damaged(text: str, kind: str, chance: random.Random) -> str | None:
    """The number with one fault; None where it cannot have one of this kind."""
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    if kind == "siffer":
        at = chance.choice(digits)
        return _with(text, {at: chance.choice([d for d in "0123456789" if d != text[at]])})
    if kind == "bytte":
        pairs = [(a, b) for a, b in zip(digits, digits[1:], strict=False) if text[a] != text[b]]
        if not pairs:
            return None
        a, b = chance.choice(pairs)
        return _with(text, {a: text[b], b: text[a]})
    if not float(text):
        return None if kind == "fortegn" else _one_off(text, chance)
    if kind == "fortegn":
        return text[1:] if text.startswith("-") else f"-{text}"
    return _one_off(text, chance)


def doubled(text: str) -> str:
    """Twice the number, and then some: wrong beyond any rounding."""
    decimals = len(text.partition(".")[2])
    value = 2 * float(text)
    return f"{value + (7 if value >= 0 else -7):.{decimals}f}"


def _with(text: str, letters: dict[int, str]) -> str:
    return "".join(letters.get(at, letter) for at, letter in enumerate(text))


def _one_off(text: str, chance: random.Random) -> str:
    """One unit more or less in the last digit, written with as many decimals."""
    whole = int(text.replace(".", "")) + chance.choice((-1, 1))
    decimals = len(text.partition(".")[2])
    sign, body = "-" if whole < 0 else "", str(abs(whole)).rjust(decimals + 1, "0")
    return sign + (f"{body[:-decimals]}.{body[-decimals:]}" if decimals else body)
