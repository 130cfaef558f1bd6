"""Figures that have another unit than their line: certainly, or so likely that someone must look.

Only what people have filled in is looked at. What is likely is let through by a remark
that begins with «kontrollert».
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from asss_xl.norsk import norsk

from ..grouping import grouped
from ..messages import Problem, fault, shown
from ..packages.assembling import with_ratios
from ..packages.bookkeeping import CHECKED
from ..packages.plausibility import grenser, umulig
from ..packages.tables import Row, Table
from ..poster import POSTER, UTEN_FORTEGN
from .layout import UNITS, alike
from .sources import SPAN, Source

THOUSANDS = "1000 kr"
#: How far from the others a figure is when it has been written in another unit.
_THOUSAND, _HUNDRED = (300.0, 3000.0), (40.0, 250.0)
#: Small amounts vary by thousands of times from year to year.
_SMALLEST = 5000.0
_FEWEST = 2
#: Lines that vary more than this among themselves say nothing of a unit.
_SPREAD = 25.0
#: Operating income in thousands of kroner per inhabitant: no municipality is outside of this.
INCOME = (20.0, 1500.0)


class _Told(NamedTuple):
    """A figure somebody has filled in, with what it is a figure of."""

    table: Table
    column: str
    row: Row
    what: tuple[object, ...]
    value: float

    @property
    def place(self) -> tuple[str, int]:
        return self.row["kommune"], self.row["aar"]

    def likely(self, level: float, written: str, unit: str = THOUSANDS) -> Problem:
        """That it seems to be written in another unit than the others, which are about `level`."""
        about = (_shown(self.value), written, _shown(level), unit, CHECKED)
        return self.table.fault(self.row, self.column, "annen_enhet", *about)


def check(tables: Mapping[str, Table], sources: Sequence[Source]) -> list[Problem]:
    """Every figure in the wrong unit, as far as can be told."""
    if not any(source.is_workbook for source in sources):
        return []

    def typed(each: _Told) -> bool:
        return sources[each.row["_linje"] // SPAN].is_workbook

    def unsure(each: _Told) -> bool:
        return typed(each) and not each.row["merknad"].casefold().startswith(CHECKED)

    problems = list(_stated(tables, sources))
    people: dict[tuple[str, int], float] = {}
    for row in tables["innbyggere"].rows() if "innbyggere" in tables else []:
        if row["antall"]:
            place = (row["kommune"], row["aar"])
            people[place] = people.get(place, 0.0) + row["antall"]
    for name, keys in (("regnskap", ("post",)), ("balanse", ("konto",)), ("beloep", ("funksjon", "art"))):
        told = _amounts(tables[name], keys) if name in tables else []
        problems += _below_zero(filter(unsure, told if name != "beloep" else ()))
        problems += _other_thousands([each for each in _levels(told, people) if unsure(each[0])])
        problems += _incomes(filter(typed, told), people)
    problems += [problem for each, problem in _indicators(tables) if unsure(each)]
    return problems


def _stated(tables: Mapping[str, Table], sources: Sequence[Source]) -> Iterator[Problem]:
    """The unit beside the figure, where someone has changed it."""
    units = {
        (row["tjeneste"], str(row["nr"])): row["enhet"]
        for row in (tables["indikatorer"].rows() if "indikatorer" in tables else [])
    }
    for number, source in enumerate(sources):
        filled = {name: {*table.lines} for name, table in source.tables.items()}
        for told in source.units:
            right = units.get(told.key, "") if told.resource == "indikatorverdier" else THOUSANDS
            if right and alike(told.text) != alike(right) and told.row in filled[told.resource]:
                line, wrong = number * SPAN + told.row, fault("feil_enhet", told.text, right)
                yield Problem(tables[told.resource].fil, line, UNITS, *wrong)


def _amounts(table: Table, keys: Sequence[str]) -> list[_Told]:
    rows = [row for row in table.rows() if row["beloep"]]
    # A workbook has a column for each kind of amount.
    return [
        _Told(table, row.get("art", "beloep"), row, tuple(row[key] for key in keys), row["beloep"])
        for row in rows
    ]


def _other_thousands(told: Iterable[tuple[_Told, float]]) -> Iterator[Problem]:
    for each, level in told:
        larger = max(abs(each.value), abs(level))
        if _apart(each.value, level, _THOUSAND) and larger >= _SMALLEST:
            yield each.likely(level, "kroner" if larger == abs(each.value) else "millioner")


def _below_zero(told: Iterable[_Told]) -> Iterator[Problem]:
    """Lines that are counted without a minus; as accounts are written, «(500)» is below zero."""
    for each in told:
        if each.value < 0 and each.what[0] not in POSTER.keys() - UTEN_FORTEGN:
            yield each.table.fault(each.row, each.column, "under_null", _shown(each.value), CHECKED)


def _incomes(told: Iterable[_Told], people: Mapping[tuple[str, int], float]) -> Iterator[Problem]:
    for each in told:
        if each.what == ("driftsinntekter",) and each.place in people:
            income = each.value / people[each.place]
            if not INCOME[0] <= abs(income) <= INCOME[1]:
                about = (_shown(income), THOUSANDS)
                yield each.table.fault(each.row, each.column, "inntekt_per_innbygger", *about)


def _levels(told: Iterable[_Told], people: Mapping[tuple[str, int], float]) -> Iterator[tuple[_Told, float]]:
    """Each figure with what it should be near: its own other years, or the others' per inhabitant."""
    listed = list(told)
    own = grouped(((each.what, each.place[0]), each) for each in listed)
    others = grouped(((each.what, each.place[1]), each) for each in listed)
    for (what, place), mine in own.items():
        for each in mine:
            near = [other.value for other in mine if other is not each]
            beside = [o for o in others[what, each.place[1]] if o.place[0] != place and o.place in people]
            per_head = [other.value / people[other.place] for other in beside]
            if each.place in people and _steady(each.value, per_head):
                yield each, statistics.median(per_head) * people[each.place]
            elif _steady(each.value, near):
                yield each, statistics.median(near)


def _steady(value: float, others: Sequence[float]) -> bool:
    """Whether the others are enough, and alike enough, to say what a figure should be near."""
    signed = [other if value > 0 else -other for other in others]
    return len(signed) >= _FEWEST and min(signed) > 0 and max(signed) <= _SPREAD * min(signed)


def _indicators(tables: Mapping[str, Table]) -> Iterator[tuple[_Told, Problem]]:
    if not {"indikatorverdier", "indikatorer"} <= tables.keys():
        return
    table = tables["indikatorverdier"]
    definitions = {(r["tjeneste"], r["nr"]): r for r in tables["indikatorer"].rows()}
    values = with_ratios(table, {what: r["faktor"] for what, r in definitions.items()})
    told: dict[tuple[str, int], list[_Told]] = {}
    for row, value in zip(table.rows(), values, strict=True):
        what = (row["tjeneste"], row["nr"])
        column = "verdi" if row["verdi"] is not None else "teller"
        if value is not None and what in definitions:
            told.setdefault(what, []).append(_Told(table, column, row, what, value))
    for what, mine in told.items():
        unit = definitions[what]["enhet"]
        share = unit.startswith(("prosent", "indeks"))
        low, high, why = grenser(unit, definitions[what]["indikator"])
        for each in mine:
            own = [other.value for other in mine if other is not each and other.value]
            # Of a share all years may be written so; the others' say what it is.
            beside = [o.value for o in mine if share and o.value and o.row["kommune"] != each.row["kommune"]]
            near = (own, beside) if share or unit.startswith("kr") else ()
            for level in (statistics.median(others) for others in near if _steady(each.value, others)):
                if _apart(each.value, level, _HUNDRED if share else _THOUSAND):
                    smaller = share and abs(each.value) < abs(level)
                    yield each, each.likely(level, "andel (0–1)" if smaller else "en annen enhet", unit)
                    break
            else:
                if umulig(each.value, low, high):
                    about = (_shown(each.value), why, CHECKED)
                    yield each, each.table.fault(each.row, each.column, "kan_ikke_stemme", *about)


def _apart(value: float, level: float, span: tuple[float, float]) -> bool:
    if not value or not level:
        return False
    ratio = max(abs(value), abs(level)) / min(abs(value), abs(level))
    return span[0] <= ratio <= span[1]


def _shown(value: float) -> str:
    return shown(norsk(value, ".6g" if abs(value) < 1e6 else ",.0f"))
