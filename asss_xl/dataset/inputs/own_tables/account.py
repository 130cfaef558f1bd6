"""What became of each number of a table, told so that somebody can look it over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from ...grouping import grouped
from ...messages import fault
from .facts import Figure

LEFT, UNKNOWN = "utelatt", "ikke forstått"
FIRST_PLACES, _FIRST_TEXTS = 4, 12


@dataclass(frozen=True)
class Reason:
    """Why a figure is not placed: one message for all with the same; the lines of `what` tell them apart."""

    slag: str
    why: str
    what: str = ""
    advice: str = ""


def left(which: str, what: str = "", *values: object) -> Reason:
    """A figure that the package does not take."""
    why, advice = fault(which, *values)
    return Reason(LEFT, why, what, advice)


def unclear(which: str, what: str = "", *values: object) -> Reason:
    """A figure that is not understood."""
    return replace(left(which, what, *values), slag=UNKNOWN)


@dataclass
class Outcome:
    """What became of each number of the table."""

    file: str
    sheet: str
    memory: str
    placed: list[Figure] = field(default_factory=list)
    others: list[tuple[Figure, Reason]] = field(default_factory=list)
    #: How many figures each text gave, by what it was taken for.
    lines: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    keys: int = 0
    missing: int = 0
    #: Sheets that were not read, where the user has not chosen one.
    unread: tuple[str, ...] = ()

    def count(self, slag: str) -> int:
        return sum(reason.slag == slag for _, reason in self.others)

    @property
    def complete(self) -> bool:
        return bool(self.placed) and not self.count(UNKNOWN)

    def as_text(self) -> str:
        """The account, for the one who shall look at it."""
        out = [f"{self.file}, arket {self.sheet}:"]
        out += [f"  {told} ({count} tall)" for told, count in self.lines.items()]
        for slag in (LEFT, UNKNOWN):
            out += self._told(slag)
        out += [f"Se over: {warning}" for warning in self.warnings]
        if self.unread:
            out.append(f"Bare dette arket er lest. Velg et annet med --sheet: {', '.join(self.unread)}.")
        total = len(self.placed) + len(self.others)
        out.append(
            f"{total} tall i tabellen: {len(self.placed)} tall satt inn, {self.count(LEFT)} utelatt, "
            f"{self.count(UNKNOWN)} ikke forstått."
        )
        if self.missing:
            out.append(f"Dessuten sier {self.missing} tegn i tabellen at et tall mangler.")
        if self.keys:
            out.append(f"Årstall og kommunenumre ({self.keys}) er brukt som det, og ikke regnet med.")
        if self.count(UNKNOWN):
            out.append(
                f"Svar i {self.memory}: skriv det teksten skal leses som i stedet for «?», eller tom "
                "tekst når den ikke skal brukes, og kjør på nytt."
            )
        return "\n".join(out)

    def _told(self, slag: str) -> list[str]:
        mine = ((figure, reason) for figure, reason in self.others if reason.slag == slag)
        groups = grouped(((reason.why, reason.advice), (figure, reason.what)) for figure, reason in mine)
        out = []
        for (why, advice), found in groups.items():
            whats = list(dict.fromkeys(part for _, what in found for part in what.splitlines()))
            more = f", og {len(whats) - _FIRST_TEXTS} til" if len(whats) > _FIRST_TEXTS else ""
            named = f": {', '.join(whats[:_FIRST_TEXTS])}{more}" if whats else ""
            cells = [figure.cell.address for figure, _ in found]
            rest = f" og {len(cells) - FIRST_PLACES} til" if len(cells) > FIRST_PLACES else ""
            said = f"  {slag.capitalize()}, {len(found)} tall ({', '.join(cells[:FIRST_PLACES])}{rest}): "
            out.append(f"{said}{why}{named}.{' ' + advice if advice else ''}")
        return out
