"""The fetched cells as figures of municipalities: which number held, what is missing and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from ..cells.values import number_text
from ..grouping import grouped
from ..messages import said
from ..new.definitions import THE_COUNTRY, THE_REST
from ..new.network_file import Member
from .fetching import COUNTRY, Fetched, Klass
from .jsonstat import Datum
from .mapping import TIME, Resolved

#: The final KOSTRA figures of a year come on 15 June the year after; the tables have been stamped
#: with the days before. What is older is preliminary: StatBank itself has no mark.
FINAL = "06-10"
#: Where terms are missing in different ways, the sum is missing in the first of these ways.
_WORST = ("skjermet", "mangler", "gjelder_ikke", "ikke_aktuelt")


@dataclass(frozen=True)
class Sourced:
    """A figure or a kind of missing, and where it is from."""

    cell: Datum
    table: str
    updated: str
    final: bool
    #: Why the figure is missing, where the table does not say it.
    why: str = ""

    def row(self, column: str, note: str = "") -> dict[str, object]:
        value = self.cell.value
        return {
            column: "" if value is None else number_text(value),
            "status": self.cell.missing or ("endelig" if self.final else "foreløpig"),
            "kilde": f"SSB, tabell {self.table}",
            "oppdatert": self.updated[:10],
            "merknad": note or self.why,
        }


def summed(terms: Iterable[tuple[int, Datum]]) -> Datum:
    """The signed sum; missing when a term is.

    What is not relevant to a municipality, such as a function that it does not have, is none of it.
    """
    listed = list(terms)
    missing = {cell.missing for _, cell in listed if cell.value is None}
    if len(listed) > sum(c.missing == "ikke_aktuelt" for _, c in listed):
        missing.discard("ikke_aktuelt")
    if missing or not listed:
        return Datum(None, next((kind for kind in _WORST if kind in missing), "mangler"))
    return Datum(sum(sign * (cell.value or 0) for sign, cell in listed))


class Figures:
    """Looks up figures by municipality and year; codes not valid in a year have none."""

    def __init__(
        self, fetched: Fetched, members: Sequence[Member], years: Sequence[int], klass: Klass
    ) -> None:
        self.fetched, self.years, self._klass = fetched, years, klass
        self._members = members
        self.names = tuple(dict.fromkeys(member.kommune for member in members))
        self._known: dict[tuple[object, ...], Sourced] = {}

    def number(self, name: str, year: int) -> str | None:
        """The number a municipality has at the end of a year, if KLASS knows it then."""
        for member in self._members:
            if member.kommune == name and member.fra <= year <= member.til:
                return member.nummer if member.nummer in self._klass.valid(year) else None
        return None

    def _merged(self, name: str, first: int, last: int) -> bool:
        """Whether a municipality is another one after a year than in it, by the same name or number."""
        mine = (member for member in self._members if member.kommune == name and member.brudd == "ja")
        return any(first < member.fra <= last for member in mine)

    def numbers_that_never_held(self) -> list[str]:
        """Members' numbers that KLASS does not know in any of the years they are used for."""
        told = []
        for m in self._members:
            used = [year for year in self.years if m.fra <= year <= m.til]
            if used and not any(m.nummer in self._klass.valid(year) for year in used):
                changes = self._klass.changes(used[0], used[-1])
                became = "; ".join(words for old, new, _, words in changes if m.nummer in (old, new))
                became = became or "KLASS har ingen endring av nummeret i disse årene"
                told.append(said("nummer_aldri_gjeldt", m.kommune, m.nummer, used[0], used[-1], became))
        return told

    def breaks_that_are_not_said(self) -> list[str]:
        """Members that by KLASS are parts, or the sum, of what they were the year before."""
        told = []
        changes = self._klass.changes(self.years[0] + 1, self.years[-1])
        for year, name in product(range(self.years[0] + 1, self.years[-1] + 2), self.names):
            before, now = self.number(name, year - 1), self.number(name, year)
            mine = [(old, new) for old, new, day, _ in changes if day[:4] == str(year)]
            others = {a for a, b in mine if b == now} | {b for a, b in mine if a == before}
            if before and now and others - {before, now} and not self._merged(name, year - 1, year):
                told.append(said("brudd_ikke_sagt", name, year, before, now))
        return told

    def left_out(self) -> list[str]:
        """Whose figures are another municipality's, by what is said of it."""
        told = grouped((figure.why, str(key[1])) for key, figure in self._known.items() if figure.why)
        return [f"{', '.join(dict.fromkeys(names))}: {why}" for why, names in told.items()]

    def of(self, found: Resolved, name: str, year: int, **codes: str) -> Sourced:
        """Somebody's figure by a link; `codes` choose among those the link asked for."""
        # The members' figures are asked for again for the rest of the country and by each indicator.
        key = (found.link.line, name, year, *codes.values())
        if key not in self._known:
            self._known[key] = self._looked_up(found, name, year, codes)
        return self._known[key]

    def _looked_up(self, found: Resolved, name: str, year: int, codes: dict[str, str]) -> Sourced:
        time = year + found.link.shift
        if name == THE_REST:
            return self._rest(found, year, codes)
        if name == THE_COUNTRY:
            return self._figure(found, year, self._country(found, year, codes))
        exists = self.number(name, year) is not None
        # On the first day of the next year those that became part of another are counted in it.
        joined = {m.kommune: m.gikk_inn_i for m in self._members if year == m.til < time and m.gikk_inn_i}
        if (name in joined) if exists else (name not in joined.values()):
            return self._figure(found, year, Datum(None, "gjelder_ikke"))
        # Figures at the beginning of the next year are by that year's numbers.
        number = self.number(name, time)
        if number is None or (exists and self._merged(name, *sorted((year, time)))):
            missing = self._figure(found, year, Datum(None, "mangler"))
            return replace(missing, why=said("en_annen_kommune", found.link.table, time, year))
        return self._figure(found, year, self._cell(found, number, str(time), codes))

    def _figure(self, found: Resolved, year: int, cell: Datum) -> Sourced:
        updated = self.fetched.tables[found.link.table].updated
        final = found.link.shift == 1 or updated[:10] >= f"{year + 1}-{FINAL}"
        return Sourced(cell, found.link.table, updated, final)

    def _cell(self, found: Resolved, region: str, time: str, codes: dict[str, str]) -> Datum:
        link, answers = found.link, self.fetched.tables[found.link.table]
        base = {name: chosen[0] for name, chosen in found.codes.items()}
        base |= {TIME: time, **codes}
        if answers.region:
            base |= {answers.region: region}
        if not link.dimension or link.dimension in codes:
            return answers.at(base)
        return summed((sign, answers.at(base | {link.dimension: code})) for code, sign in found.signs.items())

    def _country(self, found: Resolved, year: int, codes: dict[str, str]) -> Datum:
        answers = self.fetched.tables[found.link.table]
        country = next((code for code in COUNTRY if code in answers.regions), "")
        return self._cell(found, country, str(year + found.link.shift), codes)

    def _rest(self, found: Resolved, year: int, codes: dict[str, str]) -> Sourced:
        """The country without the members: only where all of it is known and makes sense."""
        whole = self._country(found, year, codes)
        members = [self.of(found, name, year, **codes).cell for name in self.names]
        in_being = [cell for cell in members if cell.missing not in ("gjelder_ikke", "ikke_aktuelt")]
        rest = summed([(1, whole), *((-1, cell) for cell in in_being)])
        if rest.value is not None and whole.value is not None and abs(rest.value) > abs(whole.value):
            rest = Datum(None, "mangler")
        return self._figure(found, year, rest)

    def country_is_a_sum(self, found: Resolved, **codes: str) -> bool:
        """Whether the country's figure can hold the members': the tables do not say it.

        A year in which the country's cell is suppressed or missing says nothing.
        """
        holds = []
        for year in self.years:
            whole = self._country(found, year, codes)
            mine = [self.of(found, name, year, **codes).cell for name in self.names]
            if whole.value is not None:
                holds.append(whole.value >= sum(cell.value or 0 for cell in mine))
        return bool(holds) and all(holds)
