"""What-ifs between the profiles, the sectors and the population: one yellow cell per amount.

A part of a sector is filled in on its profile and feeds the sector. The whole of a sector is
filled in on Ressursbruk, and the profiles that show it follow. Figures per inhabitant of an age
group follow the population, and corrections by function the profiles of that function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from asss_xl.dataset.model import Datasett, Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.egen_bruk import EgenBruk, Folkemengde
from asss_xl.report.avvik.kilde import linjenavn
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import kolonner as tjenesteark
from asss_xl.report.profil.kilde import Profilkilde
from asss_xl.report.profil.kolonner import BRUKT, FYLT, HVA_HVIS, KOMMUNE
from asss_xl.report.profil.mengder import Mengder
from asss_xl.report.profil.utgiftskobling import (
    ALENE,
    DEL,
    RESSURSBRUK,
    SAMME,
    SEKTOR,
    SUM,
    Kobling,
    Noekkel,
    funksjoner,
    koblinger,
    noekkel,
)
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.tall import Ledd, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Range, Sheet, of, styles

#: How a figure follows others: a formula of what it is with nothing filled in.
Formel = Callable[[Cell], Call]

ARK = "Kroner"
HODERAD = 5
_TJENESTE, _INDIKATOR, _LINJE, _HVA, _MENGDE, _NAA, _VERDI, _BELOEP, _ENDRING, _RETTET = range(10)


@dataclass
class _Rad:
    """A row of the sheet: how many there are, and what is changed."""

    mengde: Cell
    mengde_naa: Cell
    endring: Cell
    rettet: Cell | None


@dataclass
class _Del:
    """A part of a sector: what is filled in, and its row."""

    gitt: Input
    rad: _Rad
    koder: frozenset[str]


@dataclass
class Profilflyt:
    """All links of a workbook; ``use`` and ``behov`` come when their sheets are written."""

    valg: Valg
    kilde: Profilkilde
    mengder: Mengder
    rettelser: Rettelser | None
    folk: Folkemengde | None
    koblinger: dict[Noekkel, Kobling] = field(default_factory=dict)
    bruk: EgenBruk | None = None
    behov: Utgiftsbehov | None = None
    _deler: dict[Noekkel, _Del] = field(default_factory=dict)
    _naa: dict[Noekkel, Input | Ledd] = field(default_factory=dict)
    _summer: dict[Noekkel, _Rad] = field(default_factory=dict)
    _fylt: dict[Noekkel, Cell] = field(default_factory=dict)
    _linjer: tuple[Range, Range] | None = None

    def __post_init__(self) -> None:
        known = frozenset(
            noekkel(i) for t in self._data.tjenester for i in t.indikatorer
            if self.mengder.kjent(i)
        )  # fmt: skip
        self.koblinger = koblinger(self._data, known)

    @property
    def _data(self) -> Datasett:
        return self.valg.data

    def kobling(self, i: Indikator) -> Kobling | None:
        """What links an indicator of net spending."""
        return self.koblinger.get(noekkel(i))

    # -- what goes in -------------------------------------------------------------------------

    def inputs(self, sheet: Sheet, profiles: Mapping[str, Sheet]) -> None:
        """The yellow cells of the parts, on their profiles, and what each is in kroner."""
        rows = [
            (service, i, row, behind)
            for service in self._data.tjenester
            for i, row, behind in tjenesteark.steder(service)
            if (link := self.kobling(i)) is not None and link.slag == DEL
        ]  # fmt: skip
        _heads(sheet, self.valg, bool(rows))
        at = HODERAD + 1
        for service, i, row, behind in rows:
            given = self._given(profiles[service.noekkel], i, row, behind)
            self._part(sheet, at, service, i, given)
            at += 1
        if rows:
            column = (HODERAD + 1, at - 1)
            self._linjer = tuple(  # type: ignore[assignment]
                sheet.range((column[0], place), (column[1], place)) for place in (_LINJE, _ENDRING)
            )
        for service in self._data.tjenester:
            for i in service.indikatorer:
                link = self.kobling(i)
                if link is not None and link.slag == SUM:
                    self._whole(sheet, at + 1, service, i, link)
                    at += 1

    def _whole(
        self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, link: Kobling
    ) -> None:
        """A sum of parts: what they change together."""
        parts = [self._deler[noekkel(other)].rad.endring for other in link.deler]
        moved: Call | Cell = parts[0]
        for part in parts[1:]:
            moved = of(bb.pluss, moved, part)
        name = f"{i.kortnavn} (følger delene over)"
        self._summer[noekkel(i)] = self._row(
            sheet, at, service, i, name, lambda volume, now: of(bb.pluss, moved, 0.0)
        )

    def _row(
        self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, name: str,
        changed: Callable[[Cell, Cell], Call],
    ) -> _Rad:  # fmt: skip
        """A row; ``changed`` is the change in 1000 kr of how many there are and are now."""
        number = styles.tall(0)
        sheet.put(at, _TJENESTE, service.navn, styles.RAD)
        sheet.put(at, _INDIKATOR, name, styles.RAD)
        sheet.put(at, _HVA, i.nevner, styles.RAD)
        volume = plasser(sheet, at, _MENGDE, self.mengder.mengde(i), number)
        grown = self.mengder.vekst(i)
        now = sheet.calc(at, _NAA, bb.ganger, volume, 1.0 if grown is None else grown, style=number)
        call = changed(volume, now)
        change = sheet.calc(
            at, _ENDRING, call.function, *call.arguments, style=number, missing=""
        )
        corrected = None
        if self.rettelser is not None:
            call = self.rettelser.funksjoner(funksjoner(i), self.valg.aar)
            corrected = sheet.calc(at, _RETTET, call.function, *call.arguments, style=number)
        return _Rad(volume, now, change, corrected)

    def _given(
        self, sheet: Sheet, i: Indikator, row: int, behind: int, column: int = FYLT
    ) -> Input:
        """The yellow cell of an indicator; ``column`` is where what it gives stands."""
        return inndata(
            sheet, (row, KOMMUNE), (row, HVA_HVIS), (behind, column), self.kilde.verdi(i),
            label=tjenesteark.ledetekst(i), style=styles.tall(self.kilde.desimaler(i)),
            limits=tjenesteark.grenser(i),
        )  # fmt: skip

    def _part(self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, given: Input) -> None:
        assert i.faktor is not None
        factor = i.faktor
        row = self._row(
            sheet, at, service, i, i.kortnavn,
            lambda volume, now: of(bb.del_endring, given.used, given.base, now, volume, factor),
        )  # fmt: skip
        sheet.put(at, _LINJE, linjenavn(self.koblinger[noekkel(i)].linje), styles.RAD)
        sheet.calc(at, _VERDI, bb.gjenta, given.base, style=styles.tall(0))
        sheet.calc(at, _BELOEP, bb.gap_mill, given.base, row.mengde, factor, style=styles.tall(1))
        self._deler[noekkel(i)] = _Del(given, row, funksjoner(i))

    def deler(self, line: str, year: int) -> Argument | None:
        """What the parts of a line change, 1000 kr."""
        if self._linjer is None or year != self._data.rapportaar:
            return None
        return of(bb.sum_for, linjenavn(line), *self._linjer)

    def antall(self, i: Indikator) -> Argument:
        """How many there are now of what an indicator is per."""
        known = self._deler.get(noekkel(i))
        if known is not None:
            return known.rad.mengde_naa
        volume, grown = self.mengder.mengde(i).verdi, self.mengder.vekst(i)
        return volume if grown is None else of(bb.ganger, volume, grown)

    def gult(self, i: Indikator) -> Cell | None:
        """Where an indicator is filled in, when it is."""
        known = self._deler.get(noekkel(i))
        if known is not None:
            return known.gitt.what_if
        return self._fylt.get(noekkel(i))

    def merknader(self, tjeneste: Tjeneste) -> tuple[str, ...]:
        """What the yellow cells of a profile move besides the profile, what not, and why."""
        linked: dict[str, list[str]] = {}
        unknown: dict[str, list[str]] = {}
        for i in tjeneste.indikatorer:
            link = self.kobling(i)
            if link is None:
                continue
            if link.slag == DEL:
                linked.setdefault(linjenavn(link.linje), []).append(i.kortnavn)
            elif link.slag == ALENE and i.nevner and not self.mengder.kjent(i):
                unknown.setdefault(i.nevner, []).append(i.kortnavn)
        texts = [
            f"Flytter også {line} på Ressursbruk, driftsutgiftene og resultatet: {', '.join(names)}."
            for line, names in linked.items()
        ]  # fmt: skip
        computed = any(self._data.beregnet(i) for i in tjeneste.indikatorer)
        lacking = "ikke er i tallene" if computed else "ikke er trykt"
        texts += [
            f"Flytter bare profilen, fordi antallet ({what}) {lacking}: {', '.join(names)}."
            for what, names in unknown.items()
        ]  # fmt: skip
        follows = [
            i.kortnavn for i in tjeneste.indikatorer
            if (link := self.kobling(i)) and link.slag in (RESSURSBRUK, SEKTOR, SAMME, SUM)
        ]  # fmt: skip
        if follows:
            texts.append(f"Uten gult felt, fordi de følger andre tall: {', '.join(follows)}.")
        others = (
            "Snitt, laveste og høyeste flytter seg når egen kommune er med i gruppen."
            if computed else "Snitt, laveste og høyeste er trykt og flytter seg ikke."
        )  # fmt: skip
        texts.append("De andre gule feltene flytter bare profilen: kilden knytter dem ikke til "
                     f"utgifter. {others}")  # fmt: skip
        return tuple(texts)

    # -- what comes out -----------------------------------------------------------------------

    def verdi(
        self, sheet: Sheet, row: int, behind: int, i: Indikator, style: styles.Style
    ) -> Input | Ledd:
        """The municipality's figure of an indicator, and the one that counts."""
        made = self._made(sheet, row, behind, i, style)
        self._naa[noekkel(i)] = made
        return made

    def _made(
        self, sheet: Sheet, row: int, behind: int, i: Indikator, style: styles.Style
    ) -> Input | Ledd:
        part = self._deler.get(noekkel(i))
        used = (behind, BRUKT)
        small = styles.hjelp(style)
        if part is not None:
            moved: Argument = "" if part.rad.rettet is None else _share(part, self._deler.values())
            now = sheet.calc(*used, bb.bruk_naa, part.gitt.used, part.gitt.base, part.rad.mengde,
                             part.rad.mengde_naa, moved, style=small)  # fmt: skip
            return Ledd(part.gitt.base, now)
        call = self._follows(i)
        if call is None:
            return self._alone(sheet, row, behind, i, style)
        base = plasser(sheet, row, KOMMUNE, self.kilde.verdi(i), style)
        sheet.put(row, HVA_HVIS, None, style)
        full = call(base)
        return Ledd(base, sheet.calc(*used, full.function, *full.arguments, style=small))

    def _alone(
        self, sheet: Sheet, row: int, behind: int, i: Indikator, style: styles.Style
    ) -> Input | Ledd:
        """A figure that nothing links: filled in here, but per inhabitant as many as there are."""
        grown = self.mengder.vekst(i)
        if grown is None:
            return self._given(sheet, i, row, behind, BRUKT)
        given = self._given(sheet, i, row, behind)
        self._fylt[noekkel(i)] = given.what_if
        now = sheet.calc(behind, BRUKT, bb.bruk_naa, given.used, given.base, 1.0, grown, "",
                         style=styles.hjelp(style))  # fmt: skip
        return Ledd(given.base, now)

    def _follows(self, i: Indikator) -> Formel | None:
        """How a figure follows others, as a formula of the figure itself; None when alone."""
        link = self.kobling(i)
        if link is None:
            return None
        if link.slag in (RESSURSBRUK, SEKTOR):
            return self._sector(i, link)
        if link.slag == SAMME and link.som is not None and noekkel(link.som) in self._naa:
            other, grown = self._naa[noekkel(link.som)], self.mengder.vekst(link.som)
            # The same amount over others: the first one's own number of people does not count.
            amount: Argument = other.used if grown is None else of(bb.ganger, other.used, grown)
            return lambda base: of(bb.foelger, base, amount, other.base)
        if link.slag == SUM:
            return self._sum(i)
        return None

    def _sector(self, i: Indikator, link: Kobling) -> Formel | None:
        year, use, people = self._data.rapportaar, self.bruk, self.folk
        key = (link.linje, year)
        if use is None or people is None or key not in use.naa:
            return None
        corrected: Argument = 0.0
        if self.rettelser is not None:
            corrected = self.rettelser.sum(linjenavn(link.linje), year)
        now, base = use.naa[key], use.base[key]
        amount = of(bb.beloep_forhold, now, people.naa[year], base, people.base[year], corrected)
        grown: Argument | None = self.mengder.vekst(i)
        if link.slag == RESSURSBRUK:
            grown = of(bb.delt, people.naa[year], people.base[year])
            sector = self.behov.sektorer.get(link.linje) if self.behov else None
            if sector is not None:
                need = of(bb.foelger, 1.0, sector.indeks[year], sector.indeks_grunnlag[year])
                grown = of(bb.ganger, grown, need)
        return lambda figure: of(bb.foelger, figure, amount, 1.0 if grown is None else grown)

    def _sum(self, i: Indikator) -> Formel | None:
        """A figure that moves with what its parts change, and with the corrections."""
        if noekkel(i) not in self._summer:
            return None
        row = self._summer[noekkel(i)]
        moved: Argument = row.endring
        if row.rettet is not None:
            moved = of(bb.pluss_tall, row.endring, row.rettet)
        return lambda base: of(bb.bruk_naa, base, base, row.mengde, row.mengde_naa, moved)


def _share(part: _Del, parts: Iterable[_Del]) -> Argument:
    """A correction of functions that several indicators share is divided by their amounts."""
    assert part.rad.rettet is not None
    alike = [other for other in parts if other.koder == part.koder]
    if len(alike) == 1:
        return part.rad.rettet
    total: Argument | None = None
    for other in alike:
        one = of(bb.ganger, other.gitt.base, other.rad.mengde)
        total = one if total is None else of(bb.pluss, total, one)
    mine = of(bb.ganger, part.gitt.base, part.rad.mengde)
    return of(bb.ganger, part.rad.rettet, of(bb.delt, mine, total))


def _heads(sheet: Sheet, valg: Valg, there: bool) -> None:
    layout.heading(sheet, valg, "Kroner", "Tjenesteprofil")
    layout.widths(sheet, (30, 40, 24, 28, 13, 13, 13, 13, 13, 13))
    sheet.put(2, 0, "Gule felt i profilene som er en del av en sektor. Endringen går inn i sektoren "
              "på Ressursbruk, i driftsutgiftene og i resultatet.", styles.TEKST)  # fmt: skip
    sheet.put(3, 0, "Kroner per innbygger er uten sosiale utgifter der kilden sier det; endringen "
              "regnes krone for krone.", styles.TEKST)  # fmt: skip
    if there:
        layout.head(sheet, HODERAD, 0, (
            "Tjeneste", "Indikator", "Går inn i", "Mengde", "Antall", "Antall nå", "Kr per, grunnlag",
            "Mill. kr, grunnlag", "Endring, 1000 kr", "Rettelser, 1000 kr",
        ))  # fmt: skip
