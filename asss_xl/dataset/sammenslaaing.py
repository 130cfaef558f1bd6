"""Merged municipalities added backwards: the figures of those that became one, as if they had been it.

Only by choice. Counts and amounts are added, an indicator is worked out anew from the numerators and
denominators, and indices of need are weighed by people, which adds what the municipalities were held to
need. What cannot be added is missing in those years, never the figure of a part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from .datasett import Datasett
from .grouping import grouped
from .model import Kommune
from .verdi import Oppslag, Verdi, samlet

#: What the version of a data set ends with where municipalities are added.
MERKE = "-lagt-sammen"
#: Fields whose figures add up, and whether a line that one of them does not have is none of it.
_SUMMER = {"regnskap": False, "balanse": True, "beloep": True, "innbyggere": False}
#: Fields with figures per inhabitant.
_VEIDE = ("kriterieverdier", "behovstillegg")

_Tall = Mapping[Any, Verdi]


def lagt_sammen(data: Datasett) -> Datasett:
    """The same data set with each former municipality (`gikk_inn_i`) in the one that it became part of."""
    former = [unit for unit in data.kommuner if unit.gikk_inn_i]
    for unit in sorted(former, key=lambda unit: unit.slutt):
        data = _Sammenslaaing(data, data.enhet(unit.navn)).data()
    if not former:
        return data
    added = grouped(((u.navn, aar), navn) for u in data.kommuner for aar, navn in u.lagt_til)
    told = [f"{unit} før {aar}: sammen med {', '.join(names)}" for (unit, aar), names in added.items()]
    about = f"{data.statusmerknad} Lagt sammen bakover, beregnet: {'; '.join(told)}.".strip()
    return replace(data, statusmerknad=about, versjon=f"{data.versjon}{MERKE}")


class _Sammenslaaing(NamedTuple):
    """One municipality that became part of another, in data where those before it already have."""

    foer: Datasett
    enhet: Kommune

    def data(self) -> Datasett:
        """The data set without the former municipality."""
        before, name, whole = self.foer, self.enhet.navn, self.enhet.gikk_inn_i
        figures: dict[str, Any] = {f: Oppslag(self._sums(getattr(before, f), f)) for f in _SUMMER}
        figures |= {f: Oppslag(self._weighed(getattr(before, f))) for f in _VEIDE}
        figures["verdier"] = Oppslag(self._ratios(before.verdier))
        kept = {
            k: v for k, v in before.kontrolltall.items() if not (k[0] in (name, whole) and self._naar(k[2]))
        }
        groups = (
            replace(g, medlemmer=Oppslag({n: years for n, years in g.medlemmer.items() if n != name}))
            for g in before.grupper
        )
        return replace(
            before,
            **figures,
            kontrolltall=Oppslag(kept),
            grupper=tuple(groups),
            kommuner=tuple(self._unit(unit) for unit in before.kommuner if unit is not self.enhet),
            utenfor_oevrige=tuple(n for n in before.utenfor_oevrige if n != name),
            korreksjoner=tuple(
                replace(k, kommune=whole) if k.kommune == name else k for k in before.korreksjoner
            ),
        )

    def _naar(self, year: int) -> bool:
        return year <= self.enhet.slutt

    def _alene(self, year: int) -> bool:
        """Whether it is all that there is, so far, of one that did not exist before."""
        return self._naar(year) and not self.foer.enhet(self.enhet.gikk_inn_i).finnes(year)

    def _unit(self, unit: Kommune) -> Kommune:
        """The municipality that it became part of: the series goes on past the merger."""
        if unit.navn != self.enhet.gikk_inn_i:
            return unit
        year = self.enhet.slutt + 1
        broken = tuple(each for each in unit.brudd if each[0] != year)
        return replace(
            unit, brudd=broken, lagt_til=(*unit.lagt_til, *self.enhet.lagt_til, (year, self.enhet.navn))
        )

    def _targets(self) -> Iterator[tuple[str, int]]:
        """Whose figures change and how; outside of the members it was part of the rest of the country."""
        yield self.enhet.gikk_inn_i, 1
        members = self.foer.medlemmer
        if self.foer.resten and self.enhet.gikk_inn_i in members and self.enhet.navn not in members:
            yield self.foer.resten, -1

    def _pairs(self, rows: _Tall, who: str, at: int = 0) -> Iterator[tuple[Any, Verdi | None, Verdi | None]]:
        """Each figure of the years before: its key, one's own and the former municipality's.

        What does not apply to it is none of it: it has no inhabitants at the end of its last year, when
        they are counted in the one that it became part of.
        """
        name, first = self.enhet.navn, self._alene if who == self.enhet.gikk_inn_i else lambda _: False
        years = {year for year in {key[-1] for key in rows} if self._naar(year) and not first(year)}
        found = {key: v for key, v in rows.items() if key[at] in (who, name) and key[-1] in years}
        for key in dict.fromkeys((*key[:at], who, *key[at + 1 :]) for key in found):
            own, other = found.get(key), found.get((*key[:at], name, *key[at + 1 :]))
            if own is None or other is None or other.status != "gjelder_ikke":
                yield key, own, other

    def _without(self, rows: _Tall, at: int = 0) -> dict[Any, Verdi]:
        """The figures of the others; those of one that did not exist are the former municipality's."""
        name, whole = self.enhet.navn, self.enhet.gikk_inn_i
        first = {year for year in {key[-1] for key in rows} if self._alene(year)}
        taken = {
            (*k[:at], whole, *k[at + 1 :]): self._beregnet(v)
            for k, v in rows.items()
            if k[at] == name and k[-1] in first and v.status != "gjelder_ikke"
        }
        kept = (
            (k, v)
            for k, v in rows.items()
            if k[at] != name and (v.verdi is not None or k[at] != whole or k[-1] not in first)
        )
        return {**dict(kept), **taken}

    def _sums(self, rows: _Tall, field: str) -> dict[Any, Verdi]:
        made, there = self._without(rows), {key[-1] for key in rows if key[0] == self.enhet.navn}
        for who, sign in self._targets():
            known = there & {key[-1] for key in rows if key[0] == who}
            for key, own, other in self._pairs(rows, who):
                if sign < 0 and (own is None or key[-1] not in known):
                    continue
                parts = [part for part in (own, other and _signed(other, sign)) if part is not None]
                whole = len(parts) > 1 or (_SUMMER[field] and key[-1] in known)
                made[key] = self._beregnet(samlet(parts) if whole else None, own if sign < 0 else None)
        return made

    def _weighed(self, rows: _Tall) -> dict[Any, Verdi]:
        made, whole = self._without(rows), self.enhet.gikk_inn_i
        for key, own, other in self._pairs(rows, whole):
            people = [self.foer.folketall(name, key[-1]).verdi for name in (whole, self.enhet.navn)]
            mean = None
            figures = [part.verdi for part in (own, other) if part is not None]
            if own and other and None not in (*figures, *people):
                total = math.fsum(f * p for f, p in zip(figures, people, strict=True))  # type: ignore[operator]
                mean = samlet((own, other))._replace(verdi=total / math.fsum(people))  # type: ignore[arg-type]
            made[key] = self._beregnet(mean)
        return made

    def _ratios(self, rows: _Tall) -> dict[Any, Verdi]:
        made = self._without(rows, 2)
        factors = {(t.noekkel, i.nr): i.faktor for t in self.foer.tjenester for i in t.indikatorer}
        for who, sign in self._targets():
            for key, own, other in self._pairs(rows, who, 2):
                ratio = _ratio(own, other, sign, factors[key[:2]]) if own and other else None
                if ratio is not None or sign > 0:
                    made[key] = self._beregnet(ratio, own if sign < 0 else None)
        return made

    def _beregnet(self, figure: Verdi | None, of: Verdi | None = None) -> Verdi:
        """The figure with what is said of it; missing where it cannot be added. ``of``: what it was."""
        told = f"Beregnet: {self.enhet.navn} er {'trukket fra' if of else 'lagt til'}."
        found = Verdi(None, "mangler") if figure is None else figure
        return found._replace(merknad=told)


def _signed(figure: Verdi, sign: int) -> Verdi:
    return figure if figure.verdi is None else figure._replace(verdi=sign * figure.verdi)


def _ratio(own: Verdi, other: Verdi, sign: int, factor: float | None) -> Verdi | None:
    """A ratio of the sums, or of the differences; None where a numerator or denominator is not known."""
    parts = (own.teller, own.nevner, other.teller, other.nevner)
    if None in parts:
        return None
    above, below = (a + sign * b for a, b in zip(parts[:2], parts[2:], strict=True))  # type: ignore[operator]
    if not below:
        return None
    value = above / below * (1.0 if factor is None else factor)
    return samlet((own, other))._replace(verdi=value, teller=above, nevner=below)
