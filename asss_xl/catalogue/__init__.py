"""What things are: services, indicators, KOSTRA functions, sectors, cost keys, StatBank links.

Data in one folder, one copy, for the commands and for the example network alike. A row of a file
is what its heading says; only what has a rule of its own is an object.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from asss_xl.stated import Stated

FOLDER = Path(__file__).parent
#: The package of figures that is read where no other is named.
BUNDLED = "bergen_2009"
#: Where each figure is in StatBank, and the networks whose members are known.
LINKS = FOLDER / "koblinger.csv"
NETWORKS = FOLDER / "nettverk"


@cache
def rows(name: str, folder: Path = FOLDER) -> tuple[Mapping[str, str], ...]:
    """The rows of a file of the catalogue, or of another folder with data of ours, in its order."""
    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))


def keyed(name: str, key: str, folder: Path = FOLDER) -> Stated:
    """The rows of a file by a column of theirs, in its order."""
    return Stated(folder / f"{name}.csv", {row[key]: row for row in rows(name, folder)})


class KostraFunction(NamedTuple):
    """A KOSTRA function, the sector it is in, and the years in which it holds.

    `seen`: a source says the years; they are otherwise worked out from lists of functions.
    """

    code: str
    name: str
    sector: str
    first: int | None
    last: int | None
    seen: bool

    def holds(self, year: int) -> bool:
        return (self.first or 0) <= year <= (self.last or 9999)


@cache
def functions() -> Mapping[str, KostraFunction]:
    """Every function that has held since 2015, by its code."""
    return MappingProxyType(
        {
            row["funksjon"]: KostraFunction(
                row["funksjon"],
                row["navn"],
                row["sektor"],
                int(row["fra"]) if row["fra"] else None,
                int(row["til"]) if row["til"] else None,
                row["sikkerhet"] == "sett",
            )
            for row in rows("funksjoner")
        }
    )
