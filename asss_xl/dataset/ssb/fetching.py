"""Asks StatBank for what the mapping needs: few calls, checked answers, every figure by its codes; and
KLASS for which municipality numbers held when (131), and their KOSTRA groups (112).

An answer can have nothing in it: what StatBank shows between 05 and 08, while new figures are put in.
A zero is a figure, and so is a small municipality's whole answer of them. What is no answer is nothing
but zeros and dots where the year before had figures, or a zero for the whole country.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeVar

from ..grouping import grouped
from ..kommunenavn import mistaken, written
from ..messages import said
from .client import Cache, Changed, Client, FetchError, Rejected, TooLarge
from .jsonstat import Cube, CubeCells, Datum, read
from .mapping import CONTENTS, REGIONS, TIME, Link, Resolved, resolve

MUNICIPALITIES, KOSTRA_GROUPS = 131, 112
T = TypeVar("T")
_Rows = list[dict[str, Any]]
#: The lists of KLASS' answers, and what they are of.
_LISTS = {"codes": "koder", "correspondenceItems": "KOSTRA-grupper", "codeChanges": "endringer"}


class Klass:
    """Validity by year; asked for once per year, and kept."""

    def __init__(self, client: Client, cache: Cache) -> None:
        self._client, self._cache = client, cache
        self._found: dict[int, frozenset[str]] = {}

    def valid(self, year: int) -> frozenset[str]:
        """The numbers in use at the end of a year; reforms take effect on 1 January."""

        def read(rows: _Rows) -> frozenset[str]:
            codes = frozenset(str(row["code"]) for row in rows)
            if not codes or len(codes) != len(rows):
                raise FetchError(f"KLASS: kommunelisten for {year}-12-31 er tom eller har like koder.")
            return codes

        if year not in self._found:
            asked = {"date": f"{year}-12-31"}
            self._found[year] = self._ask(MUNICIPALITIES, "codesAt", asked, "codes", read)
        return self._found[year]

    def kostra_groups(self, year: int) -> dict[str, str]:
        """The name of the KOSTRA group of every municipality number in a year."""

        def read(rows: _Rows) -> dict[str, str]:
            made = {str(row["targetCode"]): str(row["sourceName"]).strip() for row in rows}
            if not made or len(made) != len(rows):
                raise FetchError("KLASS: en kommune står i ingen eller flere KOSTRA-grupper.")
            return made

        asked = {"targetClassificationId": str(MUNICIPALITIES), "date": f"{year}-12-31"}
        return self._ask(KOSTRA_GROUPS, "correspondsAt", asked, "correspondenceItems", read)

    def changes(self, first: int, last: int) -> list[tuple[str, str, str, str]]:
        """The numbers that became others in some years: the one, the other, the day, and that in words."""

        def read(rows: _Rows) -> list[tuple[str, str, str, str]]:
            made = []
            for row in rows:
                old, new, day = (str(row[name]) for name in ("oldCode", "newCode", "changeOccurred"))
                words = (old, row.get("oldName"), "ble", new, row.get("newName"), day)
                made.append((old, new, day, " ".join(filter(None, words))))
            return made

        asked = {"from": f"{first}-01-01", "to": f"{last + 1}-01-02"}
        return self._ask(MUNICIPALITIES, "changes", asked, "codeChanges", read)

    def _ask(self, number: int, what: str, asked: dict[str, str], name: str, read: Callable[[_Rows], T]) -> T:
        """What `read` makes of the rows that an answer has under a name."""

        def rows(raw: bytes) -> T:
            try:
                return read(json.loads(raw)[name])
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise FetchError(said("ikke_liste", number, _LISTS[name])) from error

        key = [self._client.klass, number, what, asked]
        return self._cache.get(key, lambda: self._client.classified(number, what, asked), rows)


#: StatBank's own limit, empty cells included; a server with a smaller one says so when it is asked.
LARGEST = 800_000
#: What StatBank calls the whole country, in KOSTRA's tables and in the population tables.
COUNTRY = ("EAK", "0")

Selection = dict[str, tuple[str, ...]]


#: So many tables are named of those that have nothing of a year.
_MOST_NAMED = 20


@dataclass
class Answers:
    """The answers to one table's links."""

    resolved: list[Resolved]
    updated: str
    region: str
    regions: tuple[str, ...]
    times: tuple[str, ...]
    cells: CubeCells

    def at(self, codes: dict[str, str]) -> Datum:
        """The cell with these codes; missing where the table has no such region or year."""
        return self.cells.get(frozenset(codes.items()), Datum(None, "mangler"))


@dataclass
class Fetched:
    """Everything that was asked for, by table, and what could not be."""

    tables: dict[str, Answers] = field(default_factory=dict)
    fixed: list[Link] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    #: The tables that have nothing of a year, by year.
    without: dict[str, list[str]] = field(default_factory=dict)
    #: Confirmed links whose codes the tables no longer have.
    gone: list[str] = field(default_factory=list)
    #: Tables with something that has no figures yet: their answers are not to be kept.
    unfilled: list[str] = field(default_factory=list)


@dataclass
class Fetcher:
    """Takes tables through the cache; a repeated fetch asks only for what is new."""

    client: Client
    cache: Cache
    limit: int = LARGEST

    def metadata(self, table: str) -> Cube:
        """Always asked for: its `updated` is the only mark of a new version."""
        return read(self.client.metadata(table), table, cells=False)

    def fetch(self, links: Sequence[Link], regions: Sequence[str], years: Sequence[int]) -> Fetched:
        links = [link for link in links if any(map(link.holds, years))]
        fetched = Fetched(fixed=[link for link in links if link.fixed])
        tables = list(dict.fromkeys(link.table for link in links if not link.fixed))
        for number, table in enumerate(tables, 1):
            self.client.tell(f"[{number}/{len(tables)}] Tabell {table}")
            mine = [link for link in links if link.table == table]
            try:
                self._table(table, mine, regions, years, fetched)
            except Changed:
                self.client.tell(f"Tabell {table} ble oppdatert mens den ble hentet; henter på nytt.")
                self._table(table, mine, regions, years, fetched)
        for year, lacking in sorted(fetched.without.items()):
            more = f" og {len(lacking) - _MOST_NAMED} til" if len(lacking) > _MOST_NAMED else ""
            named = ", ".join(lacking[:_MOST_NAMED])
            fetched.left_out.append(f"Ingen tall for {year}: tabell {named}{more}.")
        return fetched

    def _table(
        self,
        table: str,
        links: Sequence[Link],
        regions: Sequence[str],
        years: Sequence[int],
        fetched: Fetched,
    ) -> None:
        resolved: list[Resolved] = []
        without: list[tuple[str, str]] = []
        try:
            told = self.metadata(table)
        except Rejected as error:
            names = ", ".join(link.name for link in links)
            fetched.left_out.append(f"{names}: {error}")
            fetched.gone += [link.name for link in links if link.verified]
            return
        for link in links:
            found, faults = resolve(link, told)
            if found is not None:
                resolved.append(found)
            without += [(fault, link.name) for fault in faults]
            fetched.gone += [link.name] if faults and link.verified else []
        # What is wrong with a table is told once, whatever links are of it.
        left_out = [f"{', '.join(names)}: {fault}." for fault, names in grouped(without).items()]
        if resolved:
            region = next((name for name in REGIONS if name in told.dimensions), "")
            known = told.dimensions[region].labels if region else {}
            times = told.dimensions[TIME].codes
            wanted = tuple(code for code in (*regions, *COUNTRY) if code in known)
            if other := [f"{c} {known[c]}" for c in wanted if mistaken(written(known[c]).navn, c)]:
                raise FetchError(said("andres_nummer_i_tabellen", table, other))
            asked = {str(y + f.link.shift) for f in resolved for y in years if f.link.holds(y)}
            when = tuple(sorted(asked & set(times)))
            cells: CubeCells = {}
            where = {region: wanted} if region else {}
            if (wanted or not region) and when:
                for chosen in _together(resolved):
                    cells |= self._cells(told, chosen | where | {TIME: when})
            for year in asked - set(times):
                fetched.without.setdefault(year, []).append(table)
            fetched.tables[table] = Answers(resolved, told.updated, region, wanted, when, cells)
        fetched.left_out += left_out

    def _cells(self, told: Cube, asked: Selection) -> CubeCells:
        cells: CubeCells = {}
        for part in split(asked, self.limit):
            try:
                cells |= self._part(told, part).cells
            except TooLarge:
                count = math.prod(len(codes) for codes in part.values())
                if count == 1:
                    raise
                self.limit = max(1, min(self.limit, count) // 2)
                self.client.tell(f"Tjeneren gir færre celler om gangen; ber om høyst {self.limit}.")
                cells |= self._cells(told, part)
        return cells

    def _part(self, told: Cube, part: Selection) -> Cube:
        asked = sorted((name, sorted(codes)) for name, codes in part.items())
        key = [self.client.ssb, told.table, told.updated, asked]
        return self.cache.get(
            key, lambda: self.client.data(told.table, part), lambda raw: _answer(raw, told, part), told.table
        )


def _together(resolved: Iterable[Resolved]) -> Iterator[Selection]:
    """One selection for all links that choose codes of the same variables."""

    def variables(found: Resolved) -> list[str]:
        return sorted(found.codes)

    for _, group in groupby(sorted(resolved, key=variables), variables):
        asked: Selection = {}
        for found in group:
            for name, codes in found.codes.items():
                asked[name] = tuple(dict.fromkeys((*asked.get(name, ()), *codes)))
        yield asked


def split(asked: Selection, limit: int) -> Iterator[Selection]:
    """The selection in as few parts as the limit allows, cut along its longest variable."""
    count = math.prod(len(codes) for codes in asked.values())
    if count <= limit:
        yield asked
        return
    name = max(asked, key=lambda n: len(asked[n]))
    size = limit * len(asked[name]) // count
    if size == 0:
        # No part of the longest variable alone is small enough: halve, and cut another one.
        size = max(1, len(asked[name]) // 2)
    for start in range(0, len(asked[name]), size):
        yield from split({**asked, name: asked[name][start : start + size]}, limit)


def _answer(content: bytes, told: Cube, asked: Selection) -> Cube:
    """The answer, if it is the answer to what was asked."""
    cube = read(content, told.table, cells=True)
    if cube.updated != told.updated:
        raise Changed(f"Tabell {told.table} blir oppdatert akkurat nå. Prøv igjen om en stund.")
    for name, codes in asked.items():
        found = cube.dimensions[name].codes if name in cube.dimensions else ()
        if set(found) != set(codes):
            odd = sorted(set(found) ^ set(codes))[:5]
            raise FetchError(said("andre_koder", told.table, name, odd))
    extra = [n for n, d in cube.dimensions.items() if n not in asked and len(d.codes) > 1]
    if extra:
        raise FetchError(f"Tabell {told.table}: svaret har {', '.join(extra)}, som ikke er valgt.")
    kept = {frozenset((n, c) for n, c in codes if n in asked): cell for codes, cell in cube.cells.items()}
    return replace(cube, cells=kept)


#: So many figures do not all become zero at once, unless it is the table that is not filled.
_MANY = 5
#: Figures that a table may get months after its others: without them the rest is still an answer.
_LATER = ("verdi", "teller", "nevner", "kontrolltall")

#: Cells with their regions.
_Column = list[tuple[str, Datum]]


def refuse_unfilled(fetched: Fetched, klass: Klass) -> None:
    """Raise when a table is not filled; a lone indicator that has no figures yet is only told."""
    told: list[str] = []
    for table, answers in fetched.tables.items():
        late, wrong = _by_code(table, answers)
        wrong += _by_region(table, answers, klass)
        if late or wrong:
            fetched.unfilled.append(table)
        told += wrong
        fetched.left_out += late
    if told:
        lines = list(dict.fromkeys(told))
        raise FetchError("\n".join((*lines[:10], said("ikke_fylt"))))


def _by_code(table: str, answers: Answers) -> tuple[list[str], list[str]]:
    """The codes without figures: of indicators that may come later, and of what must be there."""
    late: list[str] = []
    wrong: list[str] = []
    names = {found.link.dimension or CONTENTS for found in answers.resolved}
    chosen = ((dict(codes), cell) for codes, cell in answers.cells.items())
    by_code = grouped(
        ((name, codes[name], codes[TIME]), (codes.get(answers.region, ""), cell))
        for codes, cell in chosen
        for name in names & codes.keys()
    )
    for found in answers.resolved:
        name = found.link.dimension or CONTENTS
        times = [t for t in answers.times if found.link.holds(int(t) - found.link.shift)]
        for code, time in ((code, time) for code in found.codes[name] for time in times):
            now = by_code.get((name, code, time), [])
            if now and _empty(now, by_code.get((name, code, str(int(time) - 1)), [])):
                zeros = any(cell.value == 0 for _, cell in now)
                told = f"Tabell {table}, {found.link.name} ({code}): alle tall for {time} er 0 eller mangler."
                (wrong if zeros or found.link.target not in _LATER else late).append(told)
    return late, wrong


def _empty(now: _Column, before: _Column) -> bool:
    """Whether a code has no figure in any region, though it must have."""
    if any(cell.value for _, cell in now):
        return False
    lost = [region for region, cell in before if cell.value]
    return (
        len(lost) >= _MANY
        or any(region in COUNTRY for region in lost)
        or any(region in COUNTRY and cell.value == 0 for region, cell in now)
    )


def _by_region(table: str, answers: Answers, klass: Klass) -> Iterator[str]:
    """Municipalities that had figures over the table and have zeros the year after, and a table of zeros,
    or with no figure at all of what must be there."""
    chosen = ((dict(codes), cell) for codes, cell in answers.cells.items())
    needed = any(found.link.target not in _LATER for found in answers.resolved)
    by_region = grouped(((codes.get(answers.region, ""), codes[TIME]), cell) for codes, cell in chosen)
    for time in answers.times:
        held = klass.valid(int(time))
        zeros = [
            region
            for region in answers.regions
            if region in held and _zeros(by_region.get((region, time), ()))
        ]
        for region in zeros:
            before = by_region.get((region, str(int(time) - 1)), [])
            had = sum(bool(cell.value) for cell in before) >= _MANY
            if had or (needed and len(by_region[region, time]) > _MANY):
                other = ", men ikke året før" if had else ""
                yield f"Tabell {table}: alle tall for {region} i {time} er 0{other}."
        blank = needed and all(cell.value is None for cells in by_region.values() for cell in cells)
        filled = any(cell.value for cells in by_region.values() for cell in cells)
        if blank or (len(zeros) > 1 and not filled):
            yield f"Tabell {table}: alle tall er 0 eller mangler."


def _zeros(cells: Sequence[Datum]) -> bool:
    return any(cell.value == 0 for cell in cells) and not any(cell.value for cell in cells)
