"""What-ifs between the profiles, the sectors and the population: one yellow cell per amount.

A part of a sector is filled in on its profile and feeds the sector. The whole of a sector is
filled in on Ressursbruk, and the profiles that show it follow. Figures per inhabitant of an age
group follow the population. Corrections move none of them: what they make of a figure is a step of
its own, for the sheets to show beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.utgifter import er_andel, er_netto, funksjoner
from asss_xl.functions.excel.formula import Formula, beside
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import linjenavn
from asss_xl.report.avvik.tabell import Folketall
from asss_xl.report.behov.kilde import Utgiftsbehov
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import formler as pf, kolonner as tjenesteark, utgiftskobling as kobling
from asss_xl.report.profil.kilde import Mengder, Profilkilde
from asss_xl.report.profil.kolonner import HVA_HVIS, KOMMUNE
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.profil.utgiftskobling import Kobling, Noekkel, koblinger, linje, noekkel
from asss_xl.report.rettelser.ark import PREMIE, SEKTORENE, Rettelser
from asss_xl.report.tall import Ledd, inndata, plasser
from asss_xl.workbook import Argument, Cell, Input, Sheet, of, styles

if TYPE_CHECKING:
    from asss_xl.report.profil.ark import Profil

#: How a figure follows others: a formula of what it is with nothing filled in, and what else it takes.
Foelger = tuple[Formula, *tuple[Cell, ...]]

_DATA = beside(__file__)
_FOELGER: dict[str, str] = _DATA["foelger"]
ARK = "Kroner"
HODERAD = 5
_TJENESTE, _INDIKATOR, _LINJE, _HVA, _MENGDE, _NAA, _VERDI, _BELOEP, _ENDRING, _RETTET = range(10)
_HELE = styles.tall(0)


@dataclass
class _Rad:
    """A row of the sheet: how many there are, what it is in kroner, what is filled in and changed."""

    mengde: Cell
    mengde_naa: Cell
    rettet: Cell | None
    koder: frozenset[str]
    endring: Cell = field(init=False, repr=False)
    #: Of a part of a sector.
    gitt: Input = field(init=False, repr=False)
    beloep: Cell = field(init=False, repr=False)


@dataclass
class Profilflyt:
    """All links of a workbook; ``use`` and ``behov`` come when their sheets are written."""

    valg: Valg
    kilde: Profilkilde
    mengder: Mengder
    steg: Profilsteg
    rettelser: Rettelser | None
    folk: Folketall | None
    koblinger: dict[Noekkel, Kobling] = field(default_factory=dict)
    bruk: EgenBruk | None = None
    behov: Utgiftsbehov | None = None
    #: What the corrections make of a figure.
    rettet: dict[Noekkel, Cell] = field(default_factory=dict)
    _deler: dict[Noekkel, _Rad] = field(default_factory=dict)
    _naa: dict[Noekkel, Input | Ledd] = field(default_factory=dict)
    _summer: dict[Noekkel, _Rad] = field(default_factory=dict)
    _fylt: dict[Noekkel, Cell] = field(default_factory=dict)
    _linjer: dict[str, Cell] = field(default_factory=dict)
    _antall: dict[Noekkel, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        indicators = [i for t in self.valg.data.tjenester for i in t.indikatorer]
        known = frozenset(noekkel(i) for i in indicators if self.mengder.kjent(i))
        self.koblinger = koblinger(self.valg.data, known)
        if not indicators:
            return
        self.steg.begin()
        self.steg.rettelser = self.rettelser
        grown = {i.nevner: self.mengder.vekst(i) for i in indicators}
        self.steg.people({group: call for group, call in grown.items() if call})
        self.steg.indicators()

    def kobling(self, i: Indikator) -> Kobling:
        """What links an indicator of net spending; a link of no kind where nothing does."""
        return self.koblinger.get(noekkel(i), Kobling(""))

    # -- what goes in -------------------------------------------------------------------------

    def inputs(self, sheet: Sheet, profiles: Mapping[str, Sheet]) -> None:
        """The yellow cells of the parts, on their profiles, and what each is in kroner."""
        rows = [
            (service, i, row)
            for service in self.valg.data.tjenester
            for i, row in tjenesteark.steder(service)
            if self.kobling(i).slag == kobling.DEL
        ]
        layout.heading(sheet, self.valg, "Kroner", "Tjenesteprofil")
        layout.widths(sheet, (30, 40, 24, 28, *(13,) * 6))
        layout.lines(sheet, 2, _DATA["om"])
        for at, (service, i, row) in enumerate(rows, start=HODERAD + 1):
            self._part(sheet, at, service, i, self._given(profiles[service.noekkel], i, row))
        last = HODERAD + len(rows)
        if rows:
            layout.head(sheet, HODERAD, 0, _DATA["hoder"]["deler"])
            # What the parts of each line of Ressursbruk change together.
            names, changes = (sheet.range((HODERAD + 1, at), (last, at)) for at in (_LINJE, _ENDRING))
            lines = list(dict.fromkeys(str(cell.value) for cell in names))
            block = self.steg.steg.blokk("Endringen i delene av en linje, 1000 kr", ("Sum",), lines)
            for n, line in enumerate(lines):
                self._linjer[line] = block.calc(n, "Sum", bb.sum_hvis, names, line, changes)
        sums = (
            (t, i)
            for t in self.valg.data.tjenester
            for i in t.indikatorer
            if self.kobling(i).slag == kobling.SUM
        )
        for at, (service, i) in enumerate(sums, start=last + 2):
            parts = [self._deler[noekkel(other)].endring for other in self.koblinger[noekkel(i)].deler]
            made = self._row(sheet, at, service, i, f"{i.kortnavn} (følger delene over)")
            made.endring = sheet.calc(at, _ENDRING, bb.samlet(*parts), style=_HELE)
            self._summer[noekkel(i)] = made

    def _row(self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, name: str) -> _Rad:
        """A row but for what it is changed by: how many there are, and are now."""
        layout.line(sheet, at, _TJENESTE, (service.navn, styles.RAD), (name, styles.RAD))
        sheet.put(at, _HVA, i.nevner, styles.RAD)
        volume, grown = plasser(sheet, at, _MENGDE, self.mengder.mengde(i), _HELE), self.steg.vekst(i)
        call = of(bb.gjenta, volume) if grown is None else volume * grown
        now = self._antall[noekkel(i)] = sheet.calc(at, _NAA, call, style=_HELE)
        corrected = self.steg.corrected(i, funksjoner(i))
        if corrected is not None:
            corrected = layout.text(sheet, at, _RETTET, corrected, _HELE)
        return _Rad(volume, now, corrected, funksjoner(i))

    def _given(self, sheet: Sheet, i: Indikator, row: int, heading: str = "Fylt ut") -> Input:
        """The yellow cell of an indicator; ``heading`` is where what it gives stands."""
        line = self.steg[i]
        return inndata(
            sheet,
            (row, KOMMUNE),
            (row, HVA_HVIS),
            line.blokk.at(line.nr, heading),
            self.kilde.verdi(i),
            label=tjenesteark.ledetekst(i),
            style=tjenesteark.tall(self.kilde.desimaler(i, "kommune")).but(bold=True),
            limits=tjenesteark.grenser(i.enhet),
            used_on=self.steg.sheet,
        )

    def _part(self, sheet: Sheet, at: int, service: Tjeneste, i: Indikator, given: Input) -> None:
        base = layout.text(sheet, at, _VERDI, given.base, _HELE)
        row, factor = self._row(sheet, at, service, i, i.kortnavn), i.faktor
        filled = (given.used, base, row.mengde_naa, row.mengde, factor)
        row.endring = sheet.calc(at, _ENDRING, pf.endret_beloep, *filled, style=_HELE)
        sheet.put(at, _LINJE, linjenavn(self.koblinger[noekkel(i)].linje), styles.RAD)
        row.beloep = sheet.calc(at, _BELOEP, pf.i_millioner, base, row.mengde, factor, style=styles.tall(1))
        row.gitt, self._deler[noekkel(i)] = given, row

    def deler(self, line: str, year: int) -> Cell | None:
        """What the parts of a line change, 1000 kr."""
        return self._linjer.get(linjenavn(line)) if year == self.valg.data.rapportaar else None

    def antall(self, i: Indikator) -> Cell:
        """How many there are now of what an indicator is per."""
        if noekkel(i) not in self._antall:
            line, grown = self.steg[i], self.steg.vekst(i)
            cell = line.blokk.tall(line.nr, "Mengde", self.mengder.mengde(i), styles.hjelp(_HELE))
            if grown is not None:
                cell = line.calc("Mengde nå", cell * grown)
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
        computed = any(self.valg.data.beregnet(i) for i in tjeneste.indikatorer)
        lacking = "ikke er i tallene" if computed else "ikke er trykt"
        linked, unknown, follows = (defaultdict[str, list[str]](list) for _ in range(3))
        for i in tjeneste.indikatorer:
            link = self.kobling(i)
            line = linjenavn(link.linje)
            if link.slag == kobling.DEL:
                linked[f"Flytter også {line} på Ressursbruk, driftsutgiftene og resultatet"].append(i.navn)
            elif link.slag == kobling.ALENE and i.nevner and not self.mengder.kjent(i):
                unknown[f"Flytter bare profilen, fordi antallet ({i.nevner}) {lacking}"].append(i.navn)
            elif link.slag in _FOELGER and (
                self.bruk or link.slag not in (kobling.RESSURSBRUK, kobling.SEKTOR)
            ):
                follows[f"Uten gult felt, {_FOELGER[link.slag].format(line)}"].append(i.navn)
        told = {**linked, **unknown, **follows}
        # The last name may end in the full stop of an abbreviation.
        texts = [f"{what}: {'; '.join(names).removesuffix('.')}." for what, names in told.items()]
        if any(noekkel(i) in self.rettet for i in tjeneste.indikatorer):
            texts.append(_DATA["merknad"]["rettet"])
        others = _DATA["merknad"]["beregnet" if computed else "trykt"]
        return (*texts, f"{_DATA['merknad']['andre']} {others}")

    # -- what comes out -----------------------------------------------------------------------

    def verdi(self, sheet: Sheet, row: int, i: Indikator, style: styles.Style) -> Input | Ledd:
        """The municipality's figure of an indicator, and the one that counts."""
        made = self._made(sheet, row, i, style)
        self._naa[noekkel(i)] = made
        if noekkel(i) not in self.rettet:
            self._corrected_alone(i, made.used)
        return made

    def _made(self, sheet: Sheet, row: int, i: Indikator, style: styles.Style) -> Input | Ledd:
        part, line = self._deler.get(noekkel(i)), self.steg[i]
        if part is not None:
            given = part.gitt
            base = line.calc("Grunnlag", bb.gjenta, given.base)
            volumes = part.mengde, part.mengde_naa
            per = line.calc("Per person nå", pf.delt_paa, given.used, base, *volumes)
            used = line.calc("Brukt", bb.gjenta, per)
            if part.rettet is not None:
                self._corrected(i, pf.og_beloep, used, self._share(part), part.mengde_naa)
            return Ledd(given.base, used)
        follows = self._follows(i)
        if follows is None:
            return self._alone(sheet, row, i)
        shown = plasser(sheet, row, KOMMUNE, self.kilde.verdi(i), style)
        base, (function, *others) = line.calc("Grunnlag", bb.gjenta, shown), follows
        if self.kobling(i).slag == kobling.SUM:
            whole = self._summer[noekkel(i)]
            base = line.calc("Per person nå", pf.delt_paa, base, base, whole.mengde, whole.mengde_naa)
        used = line.calc("Brukt", function, base, *others)
        # What the row is compared by stands on the row, also when it is filled in elsewhere.
        sheet.calc(row, HVA_HVIS, pf.naar_annen, used, shown, "", style=style, missing="")
        self._corrected_as(i, used)
        return Ledd(shown, used)

    def _share(self, part: _Rad) -> Argument:
        """A part's corrections, 1000 kr; those that several share, by their amounts."""
        assert part.rettet is not None
        alike = [other for other in self._deler.values() if other.koder == part.koder]
        if len(alike) == 1:
            return part.rettet
        return part.rettet * part.beloep / bb.samlet(*(other.beloep for other in alike))

    def _corrected(self, i: Indikator, *call: Any) -> None:
        self.rettet[noekkel(i)] = self.steg[i].calc("Rettet verdi", *call)

    def _corrected_as(self, i: Indikator, used: Cell) -> None:
        """A figure that follows others, with their corrections."""
        link, year, use = self.kobling(i), self.valg.data.rapportaar, self.bruk
        if link.slag == kobling.SUM and (row := self._summer[noekkel(i)]).rettet is not None:
            self._corrected(i, pf.og_beloep, used, row.rettet, row.mengde_naa)
        elif link.slag == kobling.SAMME and link.som is not None and noekkel(link.som) in self.rettet:
            other = noekkel(link.som)
            self._corrected(i, pf.rettet_som, used, self.rettet[other], self._naa[other].used)
        elif link.slag in (kobling.RESSURSBRUK, kobling.SEKTOR) and self.rettelser and use and self.folk:
            amount = self.rettelser.sum(linjenavn(link.linje), year)
            spent = (use.naa[link.linje][year], self.folk.brukt[year])
            self._corrected(i, pf.rettet_som_sektoren, used, amount, *spent)

    def _corrected_alone(self, i: Indikator, used: Cell) -> None:
        """A figure that is linked to no other: per person, or as a share of all spending."""
        if self.rettelser is None or not er_netto(i) or not self.mengder.kjent(i):
            return
        year = self.valg.data.rapportaar
        name, whole = linje(self.valg.data, funksjoner(i))
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
        grown, line = self.steg.vekst(i), self.steg[i]
        given = self._given(sheet, i, row, "Brukt" if grown is None else "Fylt ut")
        base = line.calc("Grunnlag", bb.gjenta, given.base)
        if grown is None:
            return given
        self._fylt[noekkel(i)] = given.what_if
        return Ledd(given.base, line.calc("Brukt", pf.delt_paa_vekst, given.used, base, grown))

    def _follows(self, i: Indikator) -> Foelger | None:
        """How a figure follows others; None when alone."""
        link = self.kobling(i)
        if link.slag in (kobling.RESSURSBRUK, kobling.SEKTOR):
            return self._sector(i, link)
        if link.slag == kobling.SAMME and link.som is not None and noekkel(link.som) in self._naa:
            other, grown = self._naa[noekkel(link.som)], self.steg.vekst(link.som)
            # The same amount over others: the first one's own number of people does not count.
            if grown is None:
                return pf.foelger, other.used, other.base
            return pf.samme_beloep, other.used, grown, other.base
        row = self._summer.get(noekkel(i))
        return None if row is None else (pf.og_beloep, row.endring, row.mengde_naa)

    def _sector(self, i: Indikator, link: Kobling) -> Foelger | None:
        year, use, people, line = self.valg.data.rapportaar, self.bruk, self.folk, self.steg[i]
        if use is None or people is None or link.linje not in use.naa:
            return None
        both = people.brukt[year], people.grunnlag[year]
        now, before = (cells[link.linje][year] for cells in (use.naa, use.base))
        spent = (now, both[0], before, both[1])
        amount, grown = line.calc("Beløp nå over før", bb.forhold_til_foer, *spent), self.steg.vekst(i)
        if link.slag == kobling.RESSURSBRUK:
            call, sector = of(pf.mengde_forhold, *both), self.behov and self.behov.sektorer.get(link.linje)
            if sector:
                need = (sector.indeks[year], sector.indeks_grunnlag[year])
                call = of(pf.mengde_og_behov, *both, *need)
            grown = line.calc("Folk nå over før", call)
        return (pf.foelger_beloepet, amount) if grown is None else (pf.foelger, amount, grown)


def gaps(sheet: Sheet, profiles: Sequence[Profil], row: int) -> None:
    """How far each profile is from the mean, in million kroner, where the number of people is known."""
    sheet.put(row, 0, "Avviket fra snittet i mill. kr, der antallet er kjent", styles.OVERSKRIFT)
    layout.head(sheet, row + 1, 0, _DATA["hoder"]["avvik"], 30)
    at = row + 2
    for profile in profiles:
        for line in profile.rader:
            if line.mill is None:
                continue
            i = line.indikator
            sheet.put(at, 0, profile.tjeneste.navn, styles.LENKE, link=profile.ark)
            texts = [(text, styles.RAD) for text in (i.kortnavn, i.enhet, i.nevner)]
            figures = [(cell, styles.tall(0)) for cell in (line.verdi.used, line.snitt, line.avvik)]
            layout.line(sheet, at, 1, *texts, *figures, (line.mill, styles.tall(1)))
            at += 1
    sheet.put(at, 0, _DATA["om_avvik"], styles.NOTE)
    sheet.printing.last_column = 9
    sheet.printing.one_page = False
