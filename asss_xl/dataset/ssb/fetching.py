"""Asks StatBank for what the mapping needs: few calls, checked answers, every figure by its codes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..messages import said
from .cache import Cache
from .client import Client
from .errors import Changed, FetchError, Refused, TooLarge
from .jsonstat import Cell, Cells, Cube, read
from .mapping import REGIONS, TIME, Link, Resolved, resolve

#: StatBank's own limit, empty cells included; a server with a smaller one says so when it is asked.
LARGEST = 800_000
#: What StatBank calls the whole country, in KOSTRA's tables and in the population tables.
COUNTRY = ("EAK", "0")

Selection = dict[str, tuple[str, ...]]


@dataclass
class Answers:
    """The answers to one table's links."""

    resolved: list[Resolved]
    updated: str
    region: str
    regions: tuple[str, ...]
    times: tuple[str, ...]
    cells: Cells

    def at(self, codes: dict[str, str]) -> Cell:
        """The cell with these codes; missing where the table has no such region or year."""
        return self.cells.get(frozenset(codes.items()), Cell(None, "mangler"))


@dataclass
class Fetched:
    """Everything that was asked for, by table, and what could not be."""

    tables: dict[str, Answers] = field(default_factory=dict)
    fixed: list[Link] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    #: Confirmed links whose codes the tables no longer have.
    gone: list[str] = field(default_factory=list)
    #: Tables with an indicator that has no figures yet: their answers are not to be kept.
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
        left_out: list[str] = []
        try:
            told = self.metadata(table)
        except Refused as error:
            names = ", ".join(link.name for link in links)
            fetched.left_out.append(f"{names}: {error}")
            fetched.gone += [link.name for link in links if link.verified]
            return
        for link in links:
            found, faults = resolve(link, told)
            if found is not None:
                resolved.append(found)
            left_out += [f"{link.name}: {fault}." for fault in faults]
            fetched.gone += [link.name] if faults and link.verified else []
        if resolved:
            region = next((name for name in REGIONS if name in told.dimensions), "")
            known = told.dimensions[region].codes if region else ()
            times = told.dimensions[TIME].codes
            wanted = tuple(code for code in (*regions, *COUNTRY) if code in known)
            asked = {str(y + f.link.shift) for f in resolved for y in years if f.link.holds(y)}
            when = tuple(sorted(asked & set(times)))
            left_out += [f"Tabell {table} har ikke tall for {d}." for d in sorted(asked - set(times))]
            cells: Cells = {}
            where = {region: wanted} if region else {}
            if (wanted or not region) and when:
                for chosen in _together(resolved):
                    cells |= self._cells(told, chosen | where | {TIME: when})
            fetched.tables[table] = Answers(resolved, told.updated, region, wanted, when, cells)
        fetched.left_out += left_out

    def _cells(self, told: Cube, asked: Selection) -> Cells:
        cells: Cells = {}
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
        key = [
            self.client.ssb,
            told.table,
            told.updated,
            sorted((name, sorted(codes)) for name, codes in part.items()),
        ]
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
