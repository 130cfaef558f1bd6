"""What is spent on KOSTRA functions: of a data set's amounts, those that are known and those that are not."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from .grouping import grouped
from .model import Funksjon
from .verdi import PREMIEAVVIK, Oppslag, Verdi, samlet

#: Beside other functions' amounts these are no spending, not an unknown one.
_INGEN_UTGIFT = ("ikke_aktuelt", "gjelder_ikke")


V = TypeVar("V")


class Forbruk:
    """The part of a data set that answers for amounts by function."""

    beloep: Oppslag[tuple[str, str, str, int], Verdi]
    funksjoner: tuple[Funksjon, ...]

    @cached_property
    def delt(self) -> dict[Any, Any]:
        """What has been found once of all the figures, whoever the report is on, by what it is."""
        return {}

    def en_gang(self, hva: Hashable, finn: Callable[[], V]) -> V:
        """What is found once of all the figures, whoever the report is on."""
        if hva not in self.delt:
            self.delt[hva] = finn()
        found: V = self.delt[hva]
        return found

    def funksjonsbeloep(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool = True
    ) -> Verdi:
        """Spending of a kind on some KOSTRA functions or, with ``inne`` false, on all others.

        1000 kr, of those whose amounts are known; `utelatte` are the others. A function that the
        municipality has no row for, that is not relevant to it, or that is not in use in the year,
        has no spending. The premium deviation (170, 171) has its own line.
        """
        key = (kommune, art, aar, koder, inne)
        return self.en_gang(key, lambda: self._funksjonsbeloep(*key))

    def _funksjonsbeloep(self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool) -> Verdi:
        found = [v for _, v in self._paa_funksjoner(kommune, art, aar, koder, inne)]
        known = [v for v in found if v.verdi is not None]
        none = {v.status for v in found} <= set(_INGEN_UTGIFT)
        if not known and none and any(v.status == "ikke_aktuelt" for v in found):
            known = [Verdi(0.0, "endelig")] if self.har_beloep(kommune, art, aar) else []
        return samlet(known or [v for v in found if v.status not in _INGEN_UTGIFT] or found)

    def utelatte(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool = True
    ) -> dict[str, Verdi]:
        """The functions of a sum that it is without, since their amounts are missing."""

        def lacking() -> dict[str, Verdi]:
            found = self._paa_funksjoner(kommune, art, aar, koder, inne)
            none = {c: v for c, v in found if v.verdi is None and v.status not in _INGEN_UTGIFT}
            return none if any(v.verdi is not None for _, v in found) else {}

        return self.en_gang(("utelatte", kommune, art, aar, koder, inne), lacking)

    def har_beloep(self, kommune: str, art: str, aar: int) -> bool:
        """Whether a municipality has amounts of a kind in a year: what is not among them is none."""
        return (kommune, art, aar) in self._med_beloep

    @cached_property
    def _med_beloep(self) -> frozenset[tuple[str, str, int]]:
        return frozenset(
            (who, art, aar) for (who, _, art, aar), v in self.beloep.items() if v.verdi is not None
        )

    def har_art(self, art: str) -> bool:
        """Whether the package has amounts of a kind."""
        return art in self.en_gang("arter", lambda: frozenset(kind for _, _, kind, _ in self.beloep))

    @cached_property
    def uten_utgift(self) -> bool:
        """Whether somebody spends nothing at all on a sector."""
        places = {(kommune, aar) for kommune, _, art, aar in self.beloep if art == "brutto"}
        return any(
            self.funksjonsbeloep(kommune, "brutto", aar, codes).verdi == 0
            for kommune, aar in places
            for codes in self.sektorfunksjoner.values()
        )

    def _paa_funksjoner(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool
    ) -> list[tuple[str, Verdi]]:
        place = self._by_place.get((kommune, art, aar), {})
        wanted = place.keys() & koder if inne else place.keys() - koder
        return [(code, v) for _, code, v in sorted(map(place.__getitem__, wanted))]

    def _i_bruk(self, code: str, aar: int) -> bool:
        known = self._etter_kode.get(code, ())
        return not known or any(f.gjelder(aar) for f in known)

    @cached_property
    def _etter_kode(self) -> dict[str, list[Funksjon]]:
        return grouped((f.funksjon, f) for f in self.funksjoner)

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, int], dict[str, tuple[int, str, Verdi]]]:
        """The amounts that count, by function; each with its place among them."""
        made: dict[tuple[str, str, int], dict[str, tuple[int, str, Verdi]]] = {}
        for (who, code, art, aar), v in self.beloep.items():
            if code not in PREMIEAVVIK and (v.verdi is not None or self._i_bruk(code, aar)):
                place = made.setdefault((who, art, aar), {})
                place[code] = len(place), code, v
        return made

    @cached_property
    def sektorfunksjoner(self) -> dict[str, frozenset[str]]:
        """The KOSTRA functions of each sector; without 170 and 171, which are their own line."""
        known = (f for f in self.funksjoner if f.sektor and f.funksjon not in PREMIEAVVIK)
        found = grouped((f.sektor, f.funksjon) for f in known)
        return {sektor: frozenset(codes) for sektor, codes in found.items()}
