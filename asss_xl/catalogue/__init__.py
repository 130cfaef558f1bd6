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

FOLDER = Path(__file__).parent
#: Where each figure is in StatBank, and the networks whose members are known.
LINKS = FOLDER / "koblinger.csv"
NETWORKS = FOLDER / "nettverk"


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a file of the catalogue, in its order."""
    text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(MappingProxyType(row) for row in csv.DictReader(text.splitlines()))
