"""What the checks share: the tables of a package, their few rows, and the rounding allowed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.messages import Problem
from asss_xl.dataset.schema import descriptors
from asss_xl.dataset.tables import Row, Table
from asss_xl.dataset.verdi import EPS, avrunding

Tables = Mapping[str, Table]
#: The columns of each file.
COLUMNS = {d["name"]: {f["name"] for f in d["schema"]["fields"]} for d in descriptors()}


def rows_of(tables: Tables, name: str) -> list[Row]:
    """The rows of a file that has few of them."""
    return tables[name].rows() if name in tables else []


def firsts(tables: Tables, name: str, column: str, known: Collection[str]) -> Iterator[Row]:
    """The first row of each value that a column should not have."""
    if name in tables:
        yield from tables[name].where(lambda value: value not in known, column, once=True)


def within(row: Row, year: int) -> bool:
    """Whether a row that holds from one year to another holds in a year."""
    return bool((row["fra"] or 0) <= year <= (row["til"] or 9999))


def overlap(one: Row, other: Row) -> bool:
    """Whether two rows hold in the same year."""
    return bool(one["fra"] <= (other["til"] or 9999) and other["fra"] <= (one["til"] or 9999))


def add_to_1(table: Table, what: str, missing: str, *group: str) -> Iterator[Problem]:
    """The weights of each group sum to 1 within the rounding of the printed weights.

    `what` says of which group, by the columns that it is made of; `missing` what may be lacking.
    """
    groups = grouped((what.format(*map(row.get, group)), row) for row in table.rows())
    for name, rows in groups.items():
        total = math.fsum(r["vekt"] for r in rows)
        slack = math.fsum(avrunding(r["desimaler"]) for r in rows)
        if abs(total - 1) > slack + EPS:
            yield table.fault(rows[0], "vekt", "summerer_ikke", name, total, missing)
