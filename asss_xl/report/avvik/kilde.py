"""Where the deviations come from: a report's differences, or everyone's amounts by function, per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import ANVENDELSER
from asss_xl.dataset.schema import ARTER
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import formler as bb
from asss_xl.report.formler import avvik as fl
from asss_xl.report.kilde import Kilde, uten_noekkel
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.regnskapstall import ARTNAVN, FOLK
from asss_xl.report.published import AVVIK_ENHET, LANDSSNITT
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import MANGLER, Ledd, Tall
from asss_xl.workbook import Argument, Call, Cell, Input, of, styles

_TRINN = ("fratrekk avskrivninger", "korreksjon utgiftsbehov", "fratrekk sosiale lønnsutgifter")
TRINNENE = ("Vedleggstabell 1 ukorrigert avvik", *(f"Vedleggstabell 1 etter {step}" for step in _TRINN))
PENSJON = "Vedleggstabell 3 korreksjon pensjonsinnskudd"
AVGIFT = "Vedleggstabell 3 korreksjon arbeidsgiveravgift"
SOSIALE = "Vedleggstabell 3 sum korreksjon sosiale lønnsutgifter"
FAKTISK_19, AVVIK_19 = "Tabell 19 faktisk bruk", "Tabell 19 avvik"
#: The kind of amount behind each social cost.
ARTEN = {PENSJON: "pensjon", AVGIFT: "arbeidsgiveravgift"}
MINUS = "kommune_minus_landet"
ANDRE, RENTER, PREMIE, RESULTAT = "andre_sektorer", "renter_avdrag", "premieavvik", "resultat"
_EGEN, _LANDET = "Kommunen", "Landet"
_FOER, _NAA, _FORHOLD = "Før", "Nå", "Før over nå"
_TALL = styles.hjelp(styles.tall(0))
#: The municipality's and the country's.
Par = tuple[Cell, Cell]


def linjenavn(post: str) -> str:
    """A sector, or another use of income, as a reader sees it."""
    return ANVENDELSER.get(post, post)


def navn(*poster: str) -> dict[str, str]:
    """The lines of a table: what they are called, by post."""
    return {post: linjenavn(post) for post in poster}


def eget_nummer(data: Datasett, key: int) -> float | str:
    """The place of the cost key that divides a year into sectors, where none can be chosen."""
    found = data.sektornoekkel(key)
    return 1.0 if found is None else data.noekler.index(found) + 1.0


@dataclass(frozen=True)
class Avvikskilde(Kilde):
    """Figures of the chain by use of income and year; ``tall`` holds everyone's amounts.

    ``noekkelnr`` is the place of the cost key that divides into sectors, by year; «andre sektorer»
    are those outside it.
    """

    noekkelnr: dict[int, Cell] = field(default_factory=dict)

    @property
    def sosiale(self) -> Function | Formula:
        """A social cost in proportion: also where somebody spends nothing on a sector."""
        return fl.sosiale if self.data.uten_utgift else f.sosiale

    def _stated(self, tabell: str, post: str, aktor: str, key: int) -> Tall:
        """Kr per inhabitant as a report prints it, where it is not what the cell is held against."""
        found = self.oppgitt(tabell, post, aktor, key, AVVIK_ENHET)
        return Tall(found.verdi)

    def minus_landet(self, tabell: str, post: str, key: int) -> Tall:
        """The municipality minus the country, as a report prints it."""
        return self._stated(tabell, post, MINUS, key)

    def avskrivning(self, post: str, key: int) -> Tall:
        """The difference in depreciation that a report's steps 1 and 2 imply."""
        one, two = (self.minus_landet(TRINNENE[n], post, key) for n in (0, 1))
        if not (isinstance(one.verdi, float) and isinstance(two.verdi, float)):
            return MANGLER
        return Tall(one.verdi - two.verdi)

    def har(self, post: str) -> bool:
        """Whether there are amounts behind a use of income."""
        if post in _REGNSKAP:
            return self.har_tall(FOLK) and self.har_tall("regnskap", _REGNSKAP[post][0])
        return self.har_art(post, "netto")

    def har_art(self, post: str, kind: str) -> bool:
        """Whether there are amounts of a kind."""
        return self.har_tall(FOLK) and all(
            self.har_tall("beloep", place, kind) for place in self.steder(post)
        )

    def steder(self, post: str) -> list[str]:
        """Where a sector's amounts stand; «andre sektorer» stand once for each cost key."""
        return [post] if post != ANDRE else [rt.andre(key) for key in self.data.noekler or (None,)]

    def trykt_bruk(self, post: str, key: int) -> Tall:
        """The municipality's own use of income, kr per inhabitant.

        A report prints the deviation and, for the sectors in the key, the country's mean; of the
        others what is used without depreciation and social costs.
        """
        mean, gap = self._stated(LANDSSNITT, post, "landet", key), self.minus_landet(TRINNENE[0], post, key)
        if isinstance(mean.verdi, float) and isinstance(gap.verdi, float):
            return Tall(mean.verdi + gap.verdi)
        return self._stated(FAKTISK_19, post, "kommune", key)

    def landets_folk(self, key: int) -> Tall:
        """The country's inhabitants."""
        if self.tall is None or not self.tall.har(FOLK):
            return MANGLER
        if self.data.landet:
            return Tall(self.tall.referanse(rt.KILDENS, self.valg.aarnr[key], FOLK))
        return Tall(
            of(fl.folk_til_sammen, self.tall.masker["landet"], self.tall.blokk(FOLK), self.valg.aarnr[key])
        )

    def sted(self, place: str, kind: str, key: int, folk: Argument) -> tuple[Call, Call]:
        """The municipality's and the country's amount of a kind in a place, per inhabitant."""
        assert self.tall is not None
        nr = self.valg.aarnr[key]
        own = of(
            fl.per_innbygger, self.tall.blokk("beloep", place, kind), nr, self.tall.nettverk.kommunenr, folk
        )
        return own, self.tall.referanse(rt.LANDET, nr, "beloep", place, kind)

    def konto(self, post: str, key: int, folk: Argument) -> tuple[Call, Call]:
        """The municipality's and the country's use of income in the accounts, per inhabitant."""
        assert self.tall is not None
        (line, sign), nr = _REGNSKAP[post], self.valg.aarnr[key]
        made, country = fl.per_innbygger, self.tall.referanse(rt.LANDET, nr, "regnskap", line)
        if sign < 0:
            made, country = fl.inntekt_per_innbygger, of(fl.negativ_i_kolonne, *country.arguments)
        return of(made, self.tall.blokk("regnskap", line), nr, self.tall.nettverk.kommunenr, folk), country


#: Uses of income that come from the accounts: the line, and its sign as a use. The line of the
#: premium deviation is net spending on functions 170 and 171, a use as it stands.
_REGNSKAP = {RENTER: ("renter_avdrag", -1), PREMIE: ("premieavvik", 1), RESULTAT: ("netto", 1)}


class Beloep(NamedTuple):
    """Amounts per inhabitant by use, kind and year, and the country's inhabitants before what-if and now.

    The kinds ``pensjon`` and ``arbeidsgiveravgift`` are in proportion to net over gross spending.
    """

    celler: dict[tuple[str, str, int], Par]
    landets_folk: dict[int, Cell]
    landets_folk_naa: dict[int, Cell]
    #: How many times as much a kroner is per inhabitant now.
    forhold: dict[int, Par]
    #: The amounts, those two kinds too as they are in the accounts.
    raa: dict[tuple[str, str, int], Par]

    def par(self, post: str, kind: str, key: int) -> Par | None:
        """The two figures; None where there are no amounts."""
        return self.celler.get((post, kind, key))


def amounts(steg: Steg, kilde: Avvikskilde, folk: Mapping[int, Input | Ledd]) -> Beloep:
    """Look up every amount once; ``folk`` is the municipality's inhabitants by year."""
    years = kilde.valg.vindu
    lines = {name: name for name in (_FOER, _NAA, _FORHOLD)}
    block = steg.blokk("Innbyggere", kilde.valg.kolonner(_EGEN, _LANDET), lines, _TALL)
    before, now, ratio = {}, {}, {}
    for year in years:
        country, own = (_LANDET, year), folk[year]
        before[year] = block.tall(_FOER, country, kilde.landets_folk(year))
        now[year] = block.calc(_NAA, country, before[year] + (own.used - own.base))
        ratio[year] = (
            block.calc(_FORHOLD, (_EGEN, year), own.base / own.used, style=styles.HJELP),
            block.calc(_FORHOLD, country, before[year] / now[year], style=styles.HJELP),
        )
    cells: dict[tuple[str, str, int], Par] = {}
    for kind in ARTER:
        cells |= _kind(steg, kilde, folk, kind)
    raw = dict(cells)
    for kind in ("pensjon", "arbeidsgiveravgift"):
        cells |= _social(steg, kilde, cells, kind)
    return Beloep(cells, before, now, ratio, raw)


def _kind(
    steg: Steg, kilde: Avvikskilde, folk: Mapping[int, Input | Ledd], kind: str
) -> dict[tuple[str, str, int], Par]:
    """A line for each use; «andre sektorer» also one for each cost key."""
    uses = [u for u in (*kilde.valg.data.sektorer, ANDRE) if kilde.har_art(u, kind)]
    accounts = [u for u in _REGNSKAP if kind == "netto" and kilde.har(u)]
    places = kilde.steder(ANDRE) if ANDRE in uses else []
    # Before «andre sektorer» stands what it is picked from.
    by_key = places if len(places) > 1 or uten_noekkel(kilde.data) else []
    labels = {at: at.replace("|", ", ") for at in by_key} | navn(*uses, *accounts)
    if not labels:
        return {}
    title = f"{ARTNAVN[kind].capitalize()}, kr per innbygger"
    block = steg.blokk(title, kilde.valg.kolonner(_EGEN, _LANDET), labels, _TALL)
    made = {}
    for year in kilde.valg.vindu:
        for at in by_key:
            _pair(block, at, year, kilde.sted(at, kind, year, folk[year].base))
        for use in (*uses, *accounts):
            if use in _REGNSKAP:
                pair = kilde.konto(use, year, folk[year].base)
            elif use == ANDRE and by_key:
                # Out of the first lines, the one of the cost key that counts.
                number = kilde.noekkelnr.get(year, eget_nummer(kilde.data, year))
                first, last = by_key[0], by_key[-1]
                own, country = (block.column((who, year), first, last) for who in (_EGEN, _LANDET))
                pair = of(bb.paa_plass, own, number), of(bb.paa_plass, country, number)
            else:
                pair = kilde.sted(kilde.steder(use)[0], kind, year, folk[year].base)
            made[use, kind, year] = _pair(block, use, year, pair)
    return made


def _pair(block: Blokk, line: str, year: int, pair: tuple[Call, Call]) -> Par:
    own, country = pair
    return block.calc(line, (_EGEN, year), own), block.calc(line, (_LANDET, year), country)


def _social(
    steg: Steg, kilde: Avvikskilde, cells: dict[tuple[str, str, int], Par], kind: str
) -> dict[tuple[str, str, int], Par]:
    """A social cost in proportion to net over gross spending."""
    uses = [
        use
        for use in (*kilde.valg.data.sektorer, ANDRE)
        if all((use, k, kilde.valg.vindu[-1]) in cells for k in (kind, "netto", "brutto"))
    ]
    if not uses:
        return {}
    title = f"{ARTNAVN[kind].capitalize()} i forhold til netto driftsutgifter"
    block = steg.blokk(title, kilde.valg.kolonner(_EGEN, _LANDET), navn(*uses), _TALL)
    made = {}
    for use, year in product(uses, kilde.valg.vindu):
        parts = [cells[use, k, year] for k in (kind, "netto", "brutto")]
        own, country = (of(kilde.sosiale, *(part[who] for part in parts)) for who in (0, 1))
        made[use, kind, year] = _pair(block, use, year, (own, country))
    return made
