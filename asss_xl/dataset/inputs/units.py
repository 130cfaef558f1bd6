"""Figures that have another unit than their line: certainly, or so likely that someone must look.

Only what people have filled in is looked at. What is likely is let through by a remark
that begins with «kontrollert».
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..messages import Problem, shown
from ..schema import FIGURE
from ..tables import Row, Table
from .layout import UNIT, alike
from .sources import SPAN, Source

CHECKED = "kontrollert"
THOUSANDS = "1000 kr"
#: How far from the others a figure is when it has been written in another unit.
_THOUSAND, _HUNDRED = (300.0, 3000.0), (40.0, 250.0)
#: Small amounts vary by thousands of times from year to year.
_SMALLEST = 5000.0
_FEWEST = 2
#: Lines that vary more than this among themselves say nothing of a unit.
_SPREAD = 25.0
#: Operating income in thousands of kroner per inhabitant: no municipality is outside of this.
_INCOME = (20.0, 1500.0)


@dataclass(frozen=True)
class _Told:
    """A figure somebody has filled in, with what it is a figure of."""

    resource: str
    column: str
    row: Row
    what: tuple[object, ...]
    value: float


def check(tables: Mapping[str, Table], sources: Sequence[Source]) -> list[Problem]:
    """Every figure in the wrong unit, as far as can be told."""
    if not any(source.is_workbook for source in sources):
        return []
    problems = list(_stated(tables, sources))
    people = _people(tables)
    for name in ("regnskap", "balanse", "beloep"):
        problems += _amounts(name, tables, sources, people)
    problems += _indicators(tables, sources)
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
                what = f"Enheten er {shown(told.text)}, men tallet skal være i {shown(right)}."
                advice = f"Regn tallet om til {right}, og sett enheten tilbake."
                yield Problem(tables[told.resource].fil, number * SPAN + told.row, UNIT, what, advice)


def _people(tables: Mapping[str, Table]) -> dict[tuple[str, int], float]:
    made: dict[tuple[str, int], float] = {}
    for row in tables["innbyggere"].rows() if "innbyggere" in tables else []:
        if row["antall"]:
            place = (row["kommune"], row["aar"])
            made[place] = made.get(place, 0.0) + row["antall"]
    return made


def _typed(row: Row, sources: Sequence[Source]) -> bool:
    return sources[row["_linje"] // SPAN].is_workbook


def _unsure(row: Row, sources: Sequence[Source]) -> bool:
    return _typed(row, sources) and not row["merknad"].casefold().startswith(CHECKED)


def _amounts(
    name: str, tables: Mapping[str, Table], sources: Sequence[Source], people: Mapping[tuple[str, int], float]
) -> Iterator[Problem]:
    if name not in tables:
        return
    column = FIGURE[name]
    keys = {"regnskap": ("post",), "balanse": ("konto",), "beloep": ("funksjon", "art")}[name]
    told = [
        _Told(name, column, row, tuple(row[key] for key in keys), row[column])
        for row in tables[name].rows()
        if row[column]
    ]
    for each, level in _levels(told, people):
        if not _unsure(each.row, sources):
            continue
        larger = max(abs(each.value), abs(level))
        if _apart(each.value, level, _THOUSAND) and larger >= _SMALLEST:
            yield _likely(tables, each, level, "kroner" if abs(each.value) > abs(level) else "millioner")
    for each in told:
        whose = people.get((each.row["kommune"], each.row["aar"]))
        if each.what == ("driftsinntekter",) and whose and _typed(each.row, sources):
            income = each.value / whose
            if not _INCOME[0] <= abs(income) <= _INCOME[1]:
                what = f"Driftsinntektene er {_shown(income)} tusen kroner per innbygger."
                advice = f"Beløpene skal være i {THOUSANDS}; regn om, eller rett folketallet."
                yield tables[name].problem(each.row, column, what, advice)


def _levels(told: Iterable[_Told], people: Mapping[tuple[str, int], float]) -> Iterator[tuple[_Told, float]]:
    """Each figure with what it should be near: its own other years, or the others' per inhabitant."""
    own: dict[tuple[object, ...], list[_Told]] = {}
    others: dict[tuple[object, ...], list[_Told]] = {}
    for each in told:
        own.setdefault((each.what, each.row["kommune"]), []).append(each)
        others.setdefault((each.what, each.row["aar"]), []).append(each)
    for (what, place), mine in own.items():
        for each in mine:
            near = [o.value for o in mine if o is not each]
            whose = people.get((str(place), each.row["aar"]))
            per_head = [
                o.value / people[o.row["kommune"], o.row["aar"]]
                for o in others[what, each.row["aar"]]
                if o.row["kommune"] != place and (o.row["kommune"], o.row["aar"]) in people
            ]
            if whose and _steady(each.value, per_head):
                yield each, statistics.median(per_head) * whose
            elif _steady(each.value, near):
                yield each, statistics.median(near)


def _steady(value: float, others: Sequence[float]) -> bool:
    """Whether the others are enough, and alike enough, to say what a figure should be near."""
    signed = [other if value > 0 else -other for other in others]
    return len(signed) >= _FEWEST and min(signed) > 0 and max(signed) <= _SPREAD * min(signed)


def _indicators(tables: Mapping[str, Table], sources: Sequence[Source]) -> Iterator[Problem]:
    if not {"indikatorverdier", "indikatorer"} <= tables.keys():
        return
    definitions = {(r["tjeneste"], r["nr"]): r for r in tables["indikatorer"].rows()}
    units: dict[tuple[object, ...], str] = {what: r["enhet"] for what, r in definitions.items()}
    told: dict[tuple[object, ...], list[_Told]] = {}
    for row in tables["indikatorverdier"].rows():
        what = (row["tjeneste"], row["nr"])
        ratio = row["teller"] is not None and row["nevner"]
        value = row["verdi"]
        if value is None and ratio and what in definitions:
            factor = definitions[what]["faktor"]
            value = row["teller"] / row["nevner"] * (1.0 if factor is None else factor)
        if value:
            column = "verdi" if row["verdi"] is not None else "teller"
            told.setdefault(what, []).append(_Told("indikatorverdier", column, row, what, value))
    for whose, values in told.items():
        unit = units.get(whose, "")
        share = unit.startswith(("prosent", "indeks"))
        if not share and not unit.startswith("kr"):
            continue
        for each in values:
            near = [o.value for o in values if o is not each]
            if not _unsure(each.row, sources) or not _steady(each.value, near):
                continue
            level = statistics.median(near)
            if _apart(each.value, level, _HUNDRED if share else _THOUSAND):
                yield _likely(tables, each, level, "andel" if share else "en annen enhet", unit)


def _apart(value: float, level: float, span: tuple[float, float]) -> bool:
    if not value or not level:
        return False
    ratio = max(abs(value), abs(level)) / min(abs(value), abs(level))
    return span[0] <= ratio <= span[1]


def _likely(
    tables: Mapping[str, Table], each: _Told, level: float, written: str, unit: str = THOUSANDS
) -> Problem:
    if written == "andel":
        written = "andel (0–1)" if abs(each.value) < abs(level) else "en annen enhet"
    what = f"{_shown(each.value)} ser ut til å være skrevet i {written}"
    what += f"; andre tall på samme linje er rundt {_shown(level)}."
    advice = f"Skriv tallet i {unit}. Er det riktig som det er, skriv «{CHECKED}» først i Merknad."
    return tables[each.resource].problem(each.row, each.column, what, advice)


def _shown(value: float) -> str:
    return shown(f"{value:.6g}".replace(".", ",") if abs(value) < 1e6 else f"{value:.0f}")
