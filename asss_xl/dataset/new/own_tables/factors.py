"""The factor from the unit that is said of a figure to the package's, or why it has none.

A unit is a thousand times the next one; a line of the accounts differs far less than that between
municipalities. So the size of an amount fits one unit, where the number of inhabitants is known: that
contradicts or supports the unit that is said, and never stands for it.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

from asss_xl.catalogue import rows

from ...cells.values import Read
from ...grouping import grouped
from ...inputs.units import INCOME
from ...messages import shown
from ...packages.plausibility import grenser, umulig
from .facts import Reason, TableFigure, left_out, unclear
from .lines import AMOUNTS, Line
from .saying import PLACE, UNIT
from .units import AMOUNT, COUNT, INDEX, PER, PERCENT, SHARE, Unit, figure_of, per_another

#: Amounts this many times larger or smaller than usual are in another unit.
_APART = math.sqrt(1000.0)
_NAMES = {1.0: "1000 kr", 1000.0: "kr", 0.001: "mill. kr", 0.000001: "mrd. kr"}
#: A comma that may part thousands, and one that parts decimals.
_DOUBTFUL = re.compile(r"\D?[1-9]\d{0,2},\d{3}\)?")
_DECIMALS = re.compile(r"\d{4},|\d[^\d,]\d{3},|,\d{1,2}\b|,\d{4}|\b0,")
#: «Tall i 1000» is of people too.
_MONEY = re.compile(r"kr|nok|mill|mrd")
#: How many lines are named that nothing is known of.
_FIRST_LINES = 8
#: A criterion index is near 1.
_LARGEST_INDEX = 20.0


class Factors:
    """The factor from each figure's unit to the package's, or why it has none."""

    def __init__(self, ready: Sequence[tuple[TableFigure, Line, Read]]) -> None:
        self.warnings: list[str] = []
        amounts = [(f, line, v) for f, line, v in ready if line.resource in AMOUNTS]
        unsaid = [_sized(f, line, v) for f, line, v in amounts if f.of(UNIT) is None and not percent(f)]
        self.by_size = unit_by_size(unsaid)
        self.wrong: dict[tuple[str, str], str] = {}
        self._said_but_not_so(amounts)
        self.doubted = {
            fact.where: found
            for figure, line, _ in amounts
            if (fact := figure.facts.get(UNIT)) and not fact.own and _from_file(figure)
            if (found := self.wrong.get((line.label, fact.value.text)))
        }
        texts = ((line.label, str(f.cell.value)) for f, line, _ in amounts if isinstance(f.cell.value, str))
        self.decimals = {label for label, text in texts if _DECIMALS.search(text)}
        self.shares = self._lines_that(ready, "prosent", lambda values: all(abs(v) <= 1 for v in values))
        fine = {line.label for _, line, _ in ready if line.fine}
        #: Those of which more than a few decimals say that they have been divided.
        spelt = self._lines_that(ready, "prosent", lambda values: any(v != round(v, 2) for v in values))
        self.divided = self.shares - (fine - spelt)
        told = (line.label for f, line, _ in ready if _says_percent(f) and not _from_file(f))
        self.warnings += [
            f"{label} er 1 prosent eller mindre i hele tabellen. Er det andeler (0–1), skriv --unit andel."
            for label in dict.fromkeys(told)
            if label in self.divided
        ]
        self.broken = self._lines_that(ready, "", lambda values: any(not v.is_integer() for v in values))

    def _said_but_not_so(self, amounts: Sequence[tuple[TableFigure, Line, Read]]) -> None:
        """Amounts of a size that no municipality has in the unit that the table says."""
        groups = grouped(
            ((line.label, unit, not _from_file(figure)), _sized(figure, line, value, float(unit.factor)))
            for figure, line, value in amounts
            if isinstance(unit := figure.of(UNIT), Unit) and unit.slag == AMOUNT
        )
        for (label, unit, insisted), told in groups.items():
            for firm in (True, False):
                found = unit_by_size(told, firm=firm)
                if found in ("", "1000 kr"):
                    continue
                if firm and not insisted:
                    self.wrong[label, unit.text] = found
                elif (label, unit.text) not in self.wrong:
                    self.warnings.append(
                        f"{label} er uvanlig {'lite' if 'm' in found else 'mye'} per "
                        f"innbygger når enheten er {unit.text}."
                    )
                break
        # A unit that the size of one line bears out is the others' too; else it is only believed.
        sure = {unit.text for (_, unit, _), told in groups.items() if unit_by_size(told)}
        unsure = grouped((unit.text, label) for label, unit, _ in groups if unit.text not in sure)
        for text, labels in unsure.items():
            listed = f"{', '.join(labels[:_FIRST_LINES])}{' …' if len(labels) > _FIRST_LINES else ''}"
            self.warnings.append(f"størrelsen sier ikke om enheten er {text} for {listed}. Den er trodd.")

    @staticmethod
    def _lines_that(
        ready: Sequence[tuple[TableFigure, Line, Read]], unit: str, test: Callable[[list[float]], bool]
    ) -> set[str]:
        groups = grouped(
            (line.label, float(value.text or 0))
            for figure, line, value in ready
            if line.unit.startswith(unit) and not percent(figure)
        )
        return {label for label, values in groups.items() if any(values) and test(values)}

    def of(self, figure: TableFigure, line: Line, value: Read) -> Decimal | Reason:
        unit: Unit | None = Unit(PERCENT, "prosent") if percent(figure) else figure.of(UNIT)
        own = percent(figure) or (UNIT in figure.facts and figure.facts[UNIT].own)
        if line.resource in AMOUNTS:
            return self._amount(figure, line, value, unit)
        money = line.unit.startswith("kr")
        if unit is not None and unit.slag == AMOUNT and not own and not money and _MONEY.search(unit.text):
            # What is said of a whole table's amounts is not said of what is no amount.
            unit = None
        if line.resource == "indikatorverdier":
            factor = self._indicator(figure, line, unit, own, money)
            if isinstance(factor, Reason):
                return factor
            low, high, why = grenser(line.unit, line.name)
            if umulig(float(value.text) * float(factor), low, high):
                return unclear("kan_ikke_stemme_i_tabellen", line.label, why.lower().rstrip("."))
            return factor
        if line.resource == "innbyggere":
            if unit is not None and unit.slag != COUNT:
                return (unclear if unit.slag == AMOUNT else left_out)("ikke_antall", line.label, unit.text)
            broken = line.label in self.broken
            return unclear("ikke_hele", line.label) if broken else Decimal(1)
        if line.resource == "kriterieverdier":
            fits = (unit is None or unit.slag == INDEX) and abs(float(value.text)) <= _LARGEST_INDEX
            return Decimal(1) if fits else unclear("ikke_indeks", line.label)
        if unit is not None and unit.slag not in (PERCENT, SHARE):
            return unclear("ikke_prosent", line.label, unit.text)
        return self._percent(figure, line, unit)

    def _amount(self, figure: TableFigure, line: Line, value: Read, unit: Unit | None) -> Decimal | Reason:
        if unit is None:
            fits = f"Størrelsen passer med {self.by_size}. " if self.by_size else ""
            return unclear("enhet_ikke_sagt", line.label, fits)
        if unit.slag != AMOUNT:
            return left_out("ikke_beloep", line.label, unit.text)
        # What is said over the whole table is as wrong for the lines whose size says nothing.
        fact = figure.facts[UNIT]
        if found := self.wrong.get((line.label, unit.text)) or (
            not fact.own and self.doubted.get(fact.where)
        ):
            return unclear("enhet_passer_ikke", line.label, unit.text, found)
        text = str(figure.cell.value).strip()
        if unit.factor <= 1 and _DOUBTFUL.fullmatch(text) and line.label not in self.decimals:
            return unclear("tusen_eller_desimal", shown(text))
        # One figure among others that fit: in another unit, or with thousands that were taken for decimals.
        found = unit_by_size([_sized(figure, line, value, float(unit.factor))], firm=True)
        if found not in ("", "1000 kr") and _from_file(figure):
            return unclear(
                "tall_passer_ikke", f"{line.label} {shown(text)} ({figure.cell.address})", unit.text
            )
        return unit.factor

    def _percent(self, figure: TableFigure, line: Line, unit: Unit | None) -> Decimal | Reason:
        """To percent, from percent or shares: where all of a line is less than one, it may be either."""
        share = unit is not None and unit.slag == SHARE
        if percent(figure) or line.label not in self.shares:
            return unclear("annen_enhet_enn", line.label, "andel", line.unit) if share else Decimal(1)
        if share:
            return Decimal(100)
        if unit is None:
            return unclear("andeler", line.label)
        believed = line.label not in self.divided or not _from_file(figure)
        return Decimal(1) if believed else unclear("andeler_i_prosent", line.label)

    def _indicator(
        self, figure: TableFigure, line: Line, unit: Unit | None, own: bool, money: bool
    ) -> Decimal | Reason:
        if line.unit.startswith("prosent") and (unit is None or unit.slag in (PERCENT, SHARE)):
            return self._percent(figure, line, unit)
        if unit is None:
            return Decimal(1)
        if money and unit.slag in (AMOUNT, PER) and not per_another(unit.text, line.unit.casefold()):
            if not own and unit.factor != Decimal("0.001"):
                return unclear("ogsaa_i_enheten", line.label, line.unit, unit.text)
            return unit.factor * 1000
        same = unit.text == line.unit.casefold() or (line.unit == "indeks" and unit.slag == INDEX)
        return Decimal(1) if same else unclear("annen_enhet_enn", line.label, unit.text, line.unit)


def _from_file(figure: TableFigure) -> bool:
    """Whether the table itself says the unit; what the user says of it is believed."""
    where = figure.facts[UNIT].where if UNIT in figure.facts else "--unit"
    return "." not in where and not where.startswith("--")


def _says_percent(figure: TableFigure) -> bool:
    unit = figure.of(UNIT)
    return isinstance(unit, Unit) and unit.slag == PERCENT


def percent(figure: TableFigure) -> bool:
    """Whether the cell itself shows a percent."""
    value = figure.cell.value
    beside = figure_of(value)[1] if isinstance(value, str) else None
    return "%" in figure.cell.format or (beside is not None and beside.slag == PERCENT)


def _sized(figure: TableFigure, line: Line, value: Read, factor: float = 1.0) -> tuple[str, str, float]:
    place = figure.of(PLACE)
    return line.label, place.kommune if place else "", float(value.text or 0) * factor


@cache
def _levels() -> Mapping[str, tuple[float, bool]]:
    """What a line usually is, in thousands of kroner per inhabitant, and whether it hardly varies.

    A function's spending is as the example network has it.
    """
    return {
        row["linje"]: (float(row["tusen_kr_per_innbygger"]), row["fast"] == "ja")
        for row in rows("stoerrelser", Path(__file__).parent)
    }


@cache
def people() -> Mapping[str, float]:
    """About how many inhabitants a municipality has, for those that the project knows."""
    return {str(row["kommune"]): float(row["innbyggere"]) for row in rows("folketall")}


def unit_by_size(told: Iterable[tuple[str, str, float]], firm: bool = False) -> str:
    """The unit that amounts (line, municipality, value) fit by their size.

    Nothing when it cannot be told, or when two lines tell different ones.
    """
    ratios: dict[str, list[float]] = {}
    for line, place, value in told:
        (level, steady), inhabitants = _levels().get(line, (0.0, False)), people().get(place)
        if level and inhabitants and value > 0 and (steady or not firm):
            ratios.setdefault(line, []).append(value / inhabitants / level)
        elif inhabitants and abs(value) > INCOME[1] * inhabitants:
            # No line is larger than all that a municipality can have.
            ratios.setdefault(line, []).append(1000.0)
    units = {_unit(statistics.median(found)) for found in ratios.values()}
    return units.pop() if len(units) == 1 else ""


def _unit(ratio: float) -> str:
    for factor, name in _NAMES.items():
        if factor / _APART < ratio < factor * _APART:
            return name
    return ""
