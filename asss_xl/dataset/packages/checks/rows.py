"""Each row of a file by itself: decimals, what is missing, years, spans, denominators; and what all of
the checks share.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping

from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.messages import Problem
from asss_xl.dataset.packages.metadata import Metadata
from asss_xl.dataset.packages.tables import Row, Table
from asss_xl.dataset.schema import FIGURE, RECONCILED, UTEN_VERDI, descriptors
from asss_xl.dataset.verdi import EPS, avrunding
from asss_xl.functions.paired import AVRUNDING_AV_VEKTER

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
    """The weights of each group sum to 1 within the rounding of the printed weights, and as the method asks.

    `what` says of which group, by the columns that it is made of; `missing` what may be lacking.
    """
    groups = grouped((what.format(*map(row.get, group)), row) for row in table.rows())
    for name, rows in groups.items():
        total = math.fsum(r["vekt"] for r in rows)
        slack = min(math.fsum(avrunding(r["desimaler"]) for r in rows), AVRUNDING_AV_VEKTER)
        if abs(total - 1) > slack + EPS:
            yield table.fault(rows[0], "vekt", "summerer_ikke", name, total, missing)


#: The figure that a number of decimals is beside.
_DECIMALS = {
    name: (FIGURE | {"vekter": "vekt", "produksjonsvekter": "vekt", "kildefeil": "ventet"})[name]
    for name, found in COLUMNS.items()
    if "desimaler" in found
}
#: Files whose years may be others than the package's: rates, prices and people are there for more.
_OTHER_YEARS = ("korreksjoner", "nasjonale", "innbyggere", "demografisatser")
_OF_THE_YEARS = [n for n, found in COLUMNS.items() if "aar" in found and n not in _OTHER_YEARS]
#: Files whose rows hold from one year to another.
_SPANS = [name for name, found in COLUMNS.items() if {"fra", "til"} <= found]


def check(tables: Tables, metadata: Metadata) -> Iterator[Problem]:
    """What is wrong within one file, row by row."""
    rules: tuple[tuple[Callable[[Table, str, Metadata], Iterator[Problem]], dict[str, str]], ...] = (
        (_decimals, _DECIMALS),
        (_reconciled, _DECIMALS),
        (_missing_is_said, FIGURE),
        (_year, dict.fromkeys(_OF_THE_YEARS if metadata.aar else (), "aar")),
        (_span, dict.fromkeys(_SPANS, "til")),
        (_projected, {"innbyggere": "framskrevet"}),
        (_denominator, {"indikatorverdier": "nevner"}),
    )
    for rule, columns in rules:
        for name in filter(tables.__contains__, columns):
            yield from rule(tables[name], columns[name], metadata)


def _decimals(table: Table, value: str, _: Metadata) -> Iterator[Problem]:
    def too_many(text: str, figure: float | None, said: int | None) -> bool:
        if said is None:
            return False
        whole_tens = said >= 0 or figure is None or figure % 10**-said == 0
        return len(text.partition(".")[2].rstrip("0")) > max(said, 0) or not whole_tens

    if set(table.distinct("desimaler")) <= {""}:
        return
    for row in table.where(too_many, table.written(value), value, "desimaler"):
        yield table.fault(row, value, "for_mange_desimaler", table.text(row, value), row["desimaler"])


def _reconciled(table: Table, value: str, _: Metadata) -> Iterator[Problem]:
    """A reconciled figure stands for the printed one: it could be printed so."""

    def wrong(known: float | None, figure: float | None, said: int | None) -> bool:
        if known is None:
            return False
        return figure is None or abs(known - figure) > avrunding(said) + EPS

    if RECONCILED not in table.columns or set(table.distinct(RECONCILED)) <= {""}:
        return
    for row in table.where(wrong, RECONCILED, value, "desimaler"):
        known, printed = table.text(row, RECONCILED), table.text(row, value)
        which = "avstemt_uten_trykt" if row[value] is None else "avstemt_for_langt_unna"
        yield table.fault(row, RECONCILED, which, known, printed, value)


def _missing_is_said(table: Table, column: str, _: Metadata) -> Iterator[Problem]:
    there = list(map(bool, table.written(column)))
    if "teller" in table.columns:
        parts = zip(there, table.written("teller"), table.written("nevner"), strict=True)
        there = [has or bool(above and below) for has, above, below in parts]
    for row in table.where(lambda status, has: has is (status in UTEN_VERDI), "status", there):
        if row["status"] in UTEN_VERDI:
            yield table.fault(row, "status", "verdi_som_mangler", row["status"])
        elif half := [part for part in ("teller", "nevner") if row.get(part) is not None]:
            yield table.fault(row, half[0], "halv_broek", half[0].capitalize())
        else:
            yield table.fault(row, column, "mangler_uten_status", row["status"], UTEN_VERDI)


def _year(table: Table, column: str, metadata: Metadata) -> Iterator[Problem]:
    for row in table.where(lambda year: year not in metadata.aar, column):
        yield table.fault(row, column, "annet_aar", row["aar"], metadata.aar)


def _span(table: Table, column: str, _: Metadata) -> Iterator[Problem]:
    def backwards(first: int | None, last: int | None) -> bool:
        return first is not None and last is not None and last < first

    for row in table.where(backwards, "fra", column):
        yield table.fault(row, column, "baklengs", row["til"], row["fra"])


def _projected(table: Table, column: str, metadata: Metadata) -> Iterator[Problem]:
    """What is per inhabitant in a year with accounts is per inhabitant that there was."""
    for row in table.where(lambda projected, year: projected and year in metadata.aar, column, "aar"):
        yield table.fault(row, column, "framskrevet", row["kommune"], row["aar"])


def _denominator(table: Table, column: str, _: Metadata) -> Iterator[Problem]:
    """A ratio is divided by it, and a weighted mean weighs with it."""
    for row in table.where(lambda figure: figure is not None and figure <= 0, column):
        yield table.fault(row, column, "nevner", table.text(row, column))
