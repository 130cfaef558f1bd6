"""What-ifs between the profiles, the sectors and the population: one yellow cell per amount.

A part of a sector is filled in on its profile and feeds the sector. The whole of a sector is
filled in on Ressursbruk, and the profiles that show it follow. Figures per inhabitant of an age
group follow the population. Corrections move none of them: what they make of a figure is a step of
its own, for the sheets to show beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.ark import Folkemengde
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import linjenavn
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil import kolonner as tjenesteark
from asss_xl.report.profil.kilde import Profilkilde
from asss_xl.report.profil.kolonner import HVA_HVIS, KOMMUNE
from asss_xl.report.profil.mengder import Mengder
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.profil.utgiftskobling import (
    ALENE,
    DEL,
    RESSURSBRUK,
    SAMME,
    SEKTOR,
    SUM,
    Kobling,
    Noekkel,
    er_andel,
    er_netto,
    funksjoner,
    koblinger,
    linje,
    noekkel,
)
from asss_xl.report.rettelser.ark import PREMIE, SEKTORENE, Rettelser
from asss_xl.report.tall import Ledd, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Sheet, of, styles

#: How a figure follows others: a formula of what it is with nothing filled in.
Formel = Callable[[Cell], Call]

#: What a figure without a yellow cell follows.
_FOELGER = {
    RESSURSBRUK: "følger {} på Hva hvis",
    SEKTOR: "følger {} på Hva hvis",
    SAMME: "fordi det samme fylles ut ved et annet tall",
    SUM: "følger delene som har gult felt, ikke en endring i {} på Hva hvis",
}
ARK = "Kroner"
HODERAD = 5
_TJENESTE, _INDIKATOR, _LINJE, _HVA, _MENGDE, _NAA, _VERDI, _BELOEP, _ENDRING, _RETTET = range(10)


@dataclass
class _Rad:
    """A row of the sheet: how many there are, what it is in kroner, and what is changed."""

    mengde: Cell
    mengde_naa: Cell
    endring: Cell
    rettet: Cell | None
    beloep: Cell | None = None


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
    steg: Profilsteg
    rettelser: Rettelser | None
    folk: Folkemengde | None
    koblinger: dict[Noekkel, Kobling] = field(default_factory=dict)
    bruk: EgenBruk | None = None
    behov: Utgiftsbehov | None = None
    #: What the corrections make of a figure.
    rettet: dict[Noekkel, Cell] = field(default_factory=dict)
    _deler: dict[Noekkel, _Del] = field(default_factory=dict)
    _naa: dict[Noekkel, Input | Ledd] = field(default_factory=dict)
    _summer: dict[Noekkel, _Rad] = field(default_factory=dict)
    _fylt: dict[Noekkel, Cell] = field(default_factory=dict)
    _linjer: dict[str, Cell] = field(default_factory=dict)
    _antall: dict[Noekkel, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        indicators = [i for t in self._data.tjenester for i in t.indikatorer]
        known = frozenset(noekkel(i) for i in indicators if self.mengder.kjent(i))
        self.koblinger = koblinger(self._data, known)
        if not indicators:
            return
        self.steg.begin()
        self.steg.rettelser = self.rettelser
        grown = {i.nevner: self.mengder.vekst(i) for i in indicators}
        self.steg.people({group: call for group, call in grown.items() if call})
        self.steg.indicators()

    def _slag(self, i: Indikator) -> str:
        link = self.kobling(i)
        return link.slag if link is not None else ""

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
            (service, i, row)
            for service in self._data.tjenester
            for i, row in tjenesteark.steder(service)
            if self._slag(i) == DEL
        ]
        _heads(sheet, self.valg, bool(rows))
        at = HODERAD + 1
        for service, i, row in rows:
            given = self._given(profiles[service.noekkel], i, row)
            self._part(sheet, at, service, i, given)
            at += 1
        if rows:
            self._by_line(sheet, at - 1)
        for service in self._data.tjenester:
            for i in service.indikatorer:
                link = self.kobling(i)
                if link is not None and link.slag == SUM:
                    self._whole(sheet, at + 1, service, i, link)
                    at += 1

    def _by_line(self, sheet: Sheet, last: int) -> None:
        """What the parts of each line of Ressursbruk change together."""
        names, changes = (sheet.range((HODERAD + 1, place), (last, place)) for place in (_LINJE, _ENDRING))
        lines = list(dict.fromkeys(str(cell.value) for cell in names))
        block = self.steg.steg.blokk("Endringen i delene av en linje, 1000 kr", ("Sum",), lines)
        for at, line in enumerate(lines):
            self._linjer[line] = block.calc(at, "Sum", bb.sum_hvis, names, line, changes)

    def _whole(self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, link: Kobling) -> None:
        """A sum of parts: what they change together."""
        parts = [self._deler[noekkel(other)].rad.endring for other in link.deler]
        name, together = f"{i.kortnavn} (følger delene over)", bb.samlet(*parts)
        self._summer[noekkel(i)] = self._row(sheet, at, service, i, name, lambda volume, now: together)

    def _row(
        self,
        sheet: Sheet,
        at: int,
        service: Tjeneste,
        i: Indikator,
        name: str,
        changed: Callable[[Cell, Cell], Call],
    ) -> _Rad:
        """A row; ``changed`` is the change in 1000 kr of how many there are and are now."""
        number = styles.tall(0)
        sheet.put(at, _TJENESTE, service.navn, styles.RAD)
        sheet.put(at, _INDIKATOR, name, styles.RAD)
        sheet.put(at, _HVA, i.nevner, styles.RAD)
        volume = plasser(sheet, at, _MENGDE, self.mengder.mengde(i), number)
        grown = self.steg.vekst(i)
        if grown is None:
            now = sheet.calc(at, _NAA, bb.gjenta, volume, style=number)
        else:
            now = sheet.calc(at, _NAA, volume * grown, style=number)
        call = changed(volume, now)
        change = sheet.calc(at, _ENDRING, call, style=number)
        corrected = None
        found = self.steg.corrected(i, funksjoner(i))
        if found is not None:
            corrected = sheet.calc(at, _RETTET, bb.gjenta, found, style=number)
        self._antall[noekkel(i)] = now
        return _Rad(volume, now, change, corrected)

    def _given(self, sheet: Sheet, i: Indikator, row: int, heading: str = "Fylt ut") -> Input:
        """The yellow cell of an indicator; ``heading`` is where what it gives stands."""
        style = tjenesteark.tall(self.kilde.desimaler(i, "kommune")).but(bold=True)
        return inndata(
            sheet,
            (row, KOMMUNE),
            (row, HVA_HVIS),
            self.steg.at(i, heading),
            self.kilde.verdi(i),
            label=tjenesteark.ledetekst(i),
            style=style,
            limits=tjenesteark.grenser(i.enhet),
            used_on=self.steg.sheet,
        )

    def _part(self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, given: Input) -> None:
        assert i.faktor is not None
        factor = i.faktor
        base = sheet.calc(at, _VERDI, bb.gjenta, given.base, style=styles.tall(0))
        row = self._row(
            sheet,
            at,
            service,
            i,
            i.kortnavn,
            lambda volume, now: of(pf.endret_beloep, given.used, base, now, volume, factor),
        )
        sheet.put(at, _LINJE, linjenavn(self.koblinger[noekkel(i)].linje), styles.RAD)
        row.beloep = sheet.calc(at, _BELOEP, pf.i_millioner, base, row.mengde, factor, style=styles.tall(1))
        self._deler[noekkel(i)] = _Del(given, row, funksjoner(i))

    def deler(self, line: str, year: int) -> Cell | None:
        """What the parts of a line change, 1000 kr."""
        return self._linjer.get(linjenavn(line)) if year == self._data.rapportaar else None

    def antall(self, i: Indikator) -> Cell:
        """How many there are now of what an indicator is per."""
        if noekkel(i) not in self._antall:
            volume, grown = self.mengder.mengde(i), self.steg.vekst(i)
            at, sheet = self.steg.at(i, "Mengde"), self.steg.sheet
            cell = plasser(sheet, *at, volume, styles.hjelp(styles.tall(0)))
            if grown is not None:
                cell = self.steg.calc(i, "Mengde nå", cell * grown)
            self._antall[noekkel(i)] = cell
        return self._antall[noekkel(i)]

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
                linked.setdefault(linjenavn(link.linje), []).append(i.navn)
            elif link.slag == ALENE and i.nevner and not self.mengder.kjent(i):
                unknown.setdefault(i.nevner, []).append(i.navn)
        texts = [
            f"Flytter også {line} på Ressursbruk, driftsutgiftene og resultatet: {_listed(names)}"
            for line, names in linked.items()
        ]
        computed = any(self._data.beregnet(i) for i in tjeneste.indikatorer)
        lacking = "ikke er i tallene" if computed else "ikke er trykt"
        texts += [
            f"Flytter bare profilen, fordi antallet ({what}) {lacking}: {_listed(names)}"
            for what, names in unknown.items()
        ]
        follows: dict[str, list[str]] = {}
        for i in tjeneste.indikatorer:
            link = self.kobling(i)
            if link and link.slag in _FOELGER and (self.bruk or link.slag not in (RESSURSBRUK, SEKTOR)):
                follows.setdefault(_FOELGER[link.slag].format(linjenavn(link.linje)), []).append(i.navn)
        texts += [f"Uten gult felt, {what}: {_listed(names)}" for what, names in follows.items()]
        others = (
            "Snitt, laveste og høyeste flytter seg når egen kommune er med i gruppen."
            if computed
            else "Snitt, laveste og høyeste er trykt og flytter seg ikke."
        )
        if any(noekkel(i) in self.rettet for i in tjeneste.indikatorer):
            texts.append(
                "Profilen er som rapportert. Hva rettelser gjør med tallene, står på arket Rettelser."
            )
        texts.append(
            f"De andre gule feltene flytter bare profilen: kilden knytter dem ikke til utgifter. {others}"
        )
        return tuple(texts)

    # -- what comes out -----------------------------------------------------------------------

    def verdi(self, sheet: Sheet, row: int, i: Indikator, style: styles.Style) -> Input | Ledd:
        """The municipality's figure of an indicator, and the one that counts."""
        made = self._made(sheet, row, i, style)
        self._naa[noekkel(i)] = made
        if noekkel(i) not in self.rettet:
            self._corrected_alone(i, made.used)
        return made

    def _made(self, sheet: Sheet, row: int, i: Indikator, style: styles.Style) -> Input | Ledd:
        part, steg = self._deler.get(noekkel(i)), self.steg
        if part is not None:
            given = part.gitt
            base = steg.calc(i, "Grunnlag", bb.gjenta, given.base)
            per = steg.calc(
                i, "Per person nå", pf.delt_paa, given.used, base, part.rad.mengde, part.rad.mengde_naa
            )
            used = steg.calc(i, "Brukt", bb.gjenta, per)
            if part.rad.rettet is not None:
                self._corrected(i, pf.og_beloep, used, self._share(part), part.rad.mengde_naa)
            return Ledd(given.base, used)
        follows = self._follows(i)
        if follows is None:
            return self._alone(sheet, row, i)
        shown = plasser(sheet, row, KOMMUNE, self.kilde.verdi(i), style)
        full = follows(steg.calc(i, "Grunnlag", bb.gjenta, shown))
        used = steg.calc(i, "Brukt", full)
        # What the row is compared by stands on the row, also when it is filled in elsewhere.
        sheet.calc(row, HVA_HVIS, pf.naar_annen, used, shown, "", style=style, missing="")
        self._corrected_as(i, used)
        return Ledd(shown, used)

    def _share(self, part: _Del) -> Argument:
        """A part's corrections, 1000 kr; those that several share, by their amounts."""
        assert part.rad.rettet is not None
        alike = [other for other in self._deler.values() if other.koder == part.koder]
        if len(alike) == 1:
            return part.rad.rettet
        return part.rad.rettet * part.rad.beloep / bb.samlet(*(other.rad.beloep for other in alike))

    def _corrected(self, i: Indikator, *call: object) -> None:
        self.rettet[noekkel(i)] = self.steg.calc(i, "Rettet verdi", *call)

    def _corrected_as(self, i: Indikator, used: Cell) -> None:
        """A figure that follows others, with their corrections."""
        link, year, use = self.kobling(i), self._data.rapportaar, self.bruk
        assert link is not None
        if link.slag == SUM and (row := self._summer[noekkel(i)]).rettet is not None:
            self._corrected(i, pf.og_beloep, used, row.rettet, row.mengde_naa)
        elif link.slag == SAMME and link.som is not None and noekkel(link.som) in self.rettet:
            other = noekkel(link.som)
            self._corrected(i, pf.rettet_som, used, self.rettet[other], self._naa[other].used)
        elif link.slag in (RESSURSBRUK, SEKTOR) and self.rettelser and use and self.folk:
            amount = self.rettelser.sum(linjenavn(link.linje), year)
            spent = (use.naa[link.linje, year], self.folk.naa[year])
            self._corrected(i, pf.rettet_som_sektoren, used, amount, *spent)

    def _corrected_alone(self, i: Indikator, used: Cell) -> None:
        """A figure that is linked to no other: per person, or as a share of all spending."""
        if self.rettelser is None or not er_netto(i) or not self.mengder.kjent(i):
            return
        year = self._data.rapportaar
        name, whole = linje(self._data, funksjoner(i))
        amount: Argument | None = self.steg.corrected(i, funksjoner(i))
        if whole:
            amount = self.rettelser.sum(linjenavn(name), year)
        if amount is None:
            return
        if not er_andel(i):
            self._corrected(i, pf.og_beloep, used, amount, self.antall(i))
            return
        parts = (self.rettelser.sum(line, year) for line in ("driftsutgifter", SEKTORENE, PREMIE))
        self._corrected(i, pf.rettet_andel, used, self.antall(i), amount, *parts, i.faktor)

    def _alone(self, sheet: Sheet, row: int, i: Indikator) -> Input | Ledd:
        """A figure that nothing links: filled in here, but per inhabitant as many as there are."""
        grown = self.steg.vekst(i)
        given = self._given(sheet, i, row, "Brukt" if grown is None else "Fylt ut")
        base = self.steg.calc(i, "Grunnlag", bb.gjenta, given.base)
        if grown is None:
            return given
        self._fylt[noekkel(i)] = given.what_if
        now = self.steg.calc(i, "Brukt", pf.delt_paa_vekst, given.used, base, grown)
        return Ledd(given.base, now)

    def _follows(self, i: Indikator) -> Formel | None:
        """How a figure follows others, as a formula of the figure itself; None when alone."""
        link = self.kobling(i)
        if link is None:
            return None
        if link.slag in (RESSURSBRUK, SEKTOR):
            return self._sector(i, link)
        if link.slag == SAMME and link.som is not None and noekkel(link.som) in self._naa:
            other, grown = self._naa[noekkel(link.som)], self.steg.vekst(link.som)
            # The same amount over others: the first one's own number of people does not count.
            if grown is None:
                return lambda base: of(pf.foelger, base, other.used, other.base)
            return lambda base: of(pf.samme_beloep, base, other.used, grown, other.base)
        if link.slag == SUM:
            return self._sum(i)
        return None

    def _sector(self, i: Indikator, link: Kobling) -> Formel | None:
        year, use, people = self._data.rapportaar, self.bruk, self.folk
        key = (link.linje, year)
        if use is None or people is None or key not in use.naa:
            return None
        amount = self.steg.calc(
            i,
            "Beløp nå over før",
            pf.beloep_forhold,
            use.naa[key],
            people.naa[year],
            use.base[key],
            people.base[year],
        )
        grown = self.steg.vekst(i)
        if link.slag == RESSURSBRUK:
            grown = self._people_and_need(i, link, people, year)
        if grown is None:
            return lambda figure: of(pf.foelger_beloepet, figure, amount)
        return lambda figure: of(pf.foelger, figure, amount, grown)

    def _people_and_need(self, i: Indikator, link: Kobling, people: Folkemengde, year: int) -> Cell:
        both = (people.naa[year], people.base[year])
        sector = self.behov.sektorer.get(link.linje) if self.behov else None
        if sector is None:
            return self.steg.calc(i, "Folk nå over før", pf.mengde_forhold, *both)
        need = (sector.indeks[year], sector.indeks_grunnlag[year])
        return self.steg.calc(i, "Folk nå over før", pf.mengde_og_behov, *both, *need)

    def _sum(self, i: Indikator) -> Formel | None:
        """A figure that moves with what its parts change."""
        if noekkel(i) not in self._summer:
            return None
        row = self._summer[noekkel(i)]

        def follows(base: Cell) -> Call:
            per = self.steg.calc(i, "Per person nå", pf.delt_paa, base, base, row.mengde, row.mengde_naa)
            return of(pf.og_beloep, per, row.endring, row.mengde_naa)

        return follows


def _listed(names: Sequence[str]) -> str:
    """Names at the end of a sentence; the last may end in the full stop of an abbreviation."""
    return "; ".join(names).removesuffix(".") + "."


def _heads(sheet: Sheet, valg: Valg, there: bool) -> None:
    layout.heading(sheet, valg, "Kroner", "Tjenesteprofil")
    layout.widths(sheet, (30, 40, 24, 28, 13, 13, 13, 13, 13, 13))
    sheet.put(
        2,
        0,
        "Gule felt i profilene som er en del av en sektor. Endringen går inn i sektoren "
        "på Ressursbruk, i driftsutgiftene og i resultatet.",
        styles.TEKST,
    )
    sheet.put(
        3,
        0,
        "Kroner per innbygger er uten sosiale utgifter der kilden sier det; endringen "
        "regnes krone for krone.",
        styles.TEKST,
    )
    if there:
        layout.head(
            sheet,
            HODERAD,
            0,
            (
                "Tjeneste",
                "Indikator",
                "Går inn i",
                "Mengde",
                "Antall",
                "Antall nå",
                "Kr per, grunnlag",
                "Mill. kr, grunnlag",
                "Endring, 1000 kr",
                "Rettelser, 1000 kr",
            ),
        )
