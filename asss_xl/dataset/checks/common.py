"""What the checks share: the tables of a package, their few rows, and the rounding allowed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from asss_xl.dataset.messages import Problem
from asss_xl.dataset.model import avrunding
from asss_xl.dataset.schema import descriptors
from asss_xl.dataset.tables import Row, Table

Tables = Mapping[str, Table]
EPS = 1e-9
#: The columns of each file.
COLUMNS = {d["name"]: {f["name"] for f in d["schema"]["fields"]} for d in descriptors()}


def rows_of(tables: Tables, name: str) -> list[Row]:
    """The rows of a file that has few of them."""
    return tables[name].rows() if name in tables else []


def firsts(tables: Tables, name: str, column: str, known: Collection[str]) -> Iterator[Row]:
    """The first row of each value that a column should not have."""
    if name in tables:
        yield from tables[name].where(lambda value: value not in known, column, once=True)


def add_to_1(fil: str, groups: Mapping[str, list[Row]], what: str) -> Iterator[Problem]:
    """The weights of each group sum to 1 within the rounding of the printed weights."""
    for name, group in groups.items():
        total = math.fsum(r["vekt"] for r in group)
        slack = math.fsum(avrunding(r["desimaler"]) for r in group)
        if abs(total - 1) > slack + EPS:
            shown_sum = f"{total:.3f}".replace(".", ",")
            yield Problem(
                fil,
                group[0]["_linje"],
                "vekt",
                f"Vektene for {name} summerer til {shown_sum}, ikke 1.",
                f"Se etter et {what} som mangler eller er ført feil.",
            )
