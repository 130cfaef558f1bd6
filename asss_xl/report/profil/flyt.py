"""What-ifs between the profiles, the sectors and the population: one yellow cell per amount.

A part of a sector is filled in on its profile (``deler``). The profiles that show the whole of a sector
follow Ressursbruk, and figures per inhabitant of an age group the population. Corrections move none of
them: what they make of a figure is a step of its own, for the sheets to show beside it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.utgifter import er_andel, er_netto, funksjoner
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import formler as bb
from asss_xl.report.avvik.ark import Avvik
from asss_xl.report.avvik.kilde import ANDRE, linjenavn, navn
from asss_xl.report.behov.ark import Utgiftsbehov
from asss_xl.report.formler import avvik as fl, profil as pf
from asss_xl.report.profil import utgiftskobling as kobling
from asss_xl.report.profil.deler import Deler, gult_felt
from asss_xl.report.profil.kolonner import EGET, HVA_HVIS
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.profil.utgiftskobling import Kobling, Koblingsnoekkel, linje, noekkel
from asss_xl.report.rettelser.ark import SEKTORENE
from asss_xl.report.tall import Ledd, plasser
from asss_xl.report.uten import uten_hva_hvis
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, Input, Sheet, of, styles

#: How a figure follows others: a formula of what it is with nothing filled in, and what else it takes.
Foelger = tuple[Formula, *tuple[Cell, ...]]

_DATA = beside(__file__)
_FOELGER: dict[str, str] = _DATA["foelger"]
_I_SEKTOREN: dict[str, str] = _DATA["i_sektoren"]
_HELE = styles.tall(0)


class Profilflyt:
    """All links of a workbook, and what they make of each figure as its profile is written."""

    def __init__(
        self,
        profilsteg: Profilsteg,
        deler: Deler | None = None,
        avvik: Avvik | None = None,
        behov: Utgiftsbehov | None = None,
    ) -> None:
        self.steg, self.valg = profilsteg, profilsteg.valg
        self.avvik, self.behov = avvik, behov
        self._deler, self._summer = (deler.deler, deler.summer) if deler else ({}, {})
        #: What the corrections make of a figure.
        self.rettet: dict[Koblingsnoekkel, Cell] = {}
        self._naa: dict[Koblingsnoekkel, Input | Ledd] = {}
        self._antall: dict[Koblingsnoekkel, Cell] = {}
        #: What is filled in of the whole of a sector, now over before.
        self._sektorene: dict[str, tuple[Cell, Cell]] = self._sectors()

    def _sectors(self) -> dict[str, tuple[Cell, Cell]]:
        """In all, and per pupil or recipient: those not known by age follow the need where the cost does."""
        if self.avvik is None:
            return {}
        use = self.avvik.bruk
        title, head = "Sektorene nå over før, uten delene", "Per elev, mottaker og lignende"
        block = self.steg.steg.blokk(title, (head,), navn(*self.steg.behovene))
        sectors = use.sektorbruk.forhold.items()
        made = {line: (ratio, ratio) for line, ratio in sectors if line != ANDRE}
        for line, need in self.steg.behovene.items():
            made[line] = made[line][0], block.calc(line, head, pf.uten_behovet, made[line][0], need)
        return made

    def _sektor(self, i: Indikator) -> str:
        """The sector that an amount is part of or all of; empty where it is of none."""
        line = linje(self.valg.data, funksjoner(i))[0] if i.arter and not er_andel(i) else ""
        return line if line in self._sektorene else ""

    def _delt(self, i: Indikator, base: Cell, given: Input | None = None) -> Call | None:
        """A figure as filled in, where it can be; else per as many as there are now, of its sector now."""
        grown, sector = self.steg.vekst(i), self._sektorene.get(self._sektor(i))
        filled = () if given is None else (given.active, given.used)
        if sector is not None:
            if grown is None:
                return of(pf.fylt_eller_foelger if filled else pf.foelger_beloepet, *filled, base, sector[1])
            return of(pf.fylt_eller_begge if filled else pf.foelger, *filled, base, sector[0], grown)
        return None if grown is None else of(pf.fylt_eller_delt if filled else pf.delt, *filled, base, grown)

    def antall(self, i: Indikator) -> Cell:
        """How many there are now of what an indicator is per."""
        key = noekkel(i)
        known = self._deler.get(key) or self._summer.get(key)
        if known is not None:
            return known.mengde_naa
        if key not in self._antall:
            line, grown = self.steg[i], self.steg.antall_naa(i)
            cell = line.blokk.tall(line.nr, "Mengde", self.steg.kilde.mengde(i), styles.hjelp(_HELE))
            if grown is not None:
                cell = line.calc("Mengde nå", cell * grown)
            self._antall[key] = cell
        return self._antall[key]

    def merknader(self, tjeneste: Tjeneste) -> tuple[str, ...]:
        """What the yellow cells of a profile move besides the profile, what not, and why."""
        computed = any(self.valg.data.beregnet(i) for i in tjeneste.indikatorer)
        printed = not computed and bool(self.valg.data.referanser)
        lacking = "ikke er trykt" if printed else "ikke er i tallene"
        linked, unknown, shares, follows = (defaultdict[str, list[str]](list) for _ in range(4))
        for i in tjeneste.indikatorer:
            link = self.steg.kobling(i)
            line, inside = linjenavn(link.linje), self._sektor(i)
            if inside and link.slag in ("", kobling.DEL, kobling.ALENE):
                shares[_I_SEKTOREN["med_felt"].format(linjenavn(inside))].append(i.navn)
            if link.slag == kobling.DEL:
                linked[f"Flytter også {line} på Ressursbruk, driftsutgiftene og resultatet"].append(i.navn)
            elif link.slag == kobling.ALENE and i.nevner and not self.steg.kilde.kjent(i):
                unknown[f"Flytter bare profilen, fordi antallet ({i.nevner}) {lacking}"].append(i.navn)
            elif link.slag in _FOELGER and (
                self.avvik or link.slag not in (kobling.RESSURSBRUK, kobling.SEKTOR)
            ):
                told = _FOELGER[link.slag].format(line)
                if inside and link.slag in _I_SEKTOREN:
                    told = _I_SEKTOREN[link.slag].format(linjenavn(inside))
                follows[f"Tall uten gult felt {told}"].append(i.navn)
        with_field = {**linked, **unknown, **shares}
        all_told = {**with_field, **follows}
        # The last name may end in the full stop of an abbreviation.
        texts = [f"{what}: {'; '.join(names).removesuffix('.')}." for what, names in all_told.items()]
        if any(noekkel(i) in self.rettet for i in tjeneste.indikatorer):
            texts.append(_DATA["merknad"]["rettet"])
        others = _DATA["merknad"]["trykt" if printed else "beregnet"] if printed or computed else ""
        rest = _DATA["merknad"]["andre"].format("andre " * bool(with_field))
        return (*texts, f"{rest} {others}".rstrip())

    def verdi(self, sheet: Sheet, row: int, i: Indikator, style: styles.Style) -> Input | Ledd:
        """The municipality's figure of an indicator, and the one that counts."""
        made = self._made(sheet, row, i, style)
        self._naa[noekkel(i)] = made
        if noekkel(i) not in self.rettet:
            self._corrected_alone(i, made.used)
        return made

    def _made(self, sheet: Sheet, row: int, i: Indikator, style: styles.Style) -> Input | Ledd:
        line, follows = self.steg[i], None if noekkel(i) in self._deler else self._follows(i)
        if follows is None:
            return self._filled_in(sheet, row, i)
        shown = plasser(sheet, row, EGET, self.steg.kilde.verdi(i), style)
        base, (function, *others) = line.calc("Grunnlag", bb.gjenta, shown), follows
        if noekkel(i) in self._summer and (shared := self._delt(i, base)) is not None:
            base = line.calc("Per person nå", shared)
        used = line.calc("Brukt", function, base, *others)
        # What the row is compared by stands on the row, also when it is filled in elsewhere.
        sheet.calc(row, HVA_HVIS, pf.naar_annen, used, shown, "", style=style, missing="")
        self._corrected_as(i, used)
        return Ledd(shown, used)

    def _corrected(self, i: Indikator, *call: Any) -> None:
        self.rettet[noekkel(i)] = self.steg[i].calc("Rettet verdi", *call)

    def _corrected_as(self, i: Indikator, used: Cell) -> None:
        """A figure that follows others, with their corrections."""
        link, year = self.steg.kobling(i), self.valg.data.rapportaar
        if (row := self._summer.get(noekkel(i))) and row.rettet is not None:
            self._corrected(i, pf.og_beloep, used, row.rettet, row.mengde_naa)
        elif link.slag == kobling.SAMME and link.som is not None and noekkel(link.som) in self.rettet:
            other = noekkel(link.som)
            self._corrected(i, pf.rettet_som, used, self.rettet[other], self._naa[other].used)
        elif link.slag in (kobling.RESSURSBRUK, kobling.SEKTOR) and self.avvik:
            amount = self.steg.rettelser.sum(linjenavn(link.linje), year)
            spent = (self.avvik.bruk.naa[link.linje][year], self.avvik.folk[year].used)
            self._corrected(i, pf.rettet_som_sektoren, used, amount, *spent)

    def _corrected_alone(self, i: Indikator, used: Cell) -> None:
        """A figure that is linked to no other: per person, or as a share of all spending."""
        if not er_netto(i) or not self.steg.kilde.kjent(i):
            return
        year = self.valg.data.rapportaar
        name, whole = linje(self.valg.data, funksjoner(i))
        amount: Argument | None = self.steg.corrected(i, funksjoner(i))
        if whole:
            amount = self.steg.rettelser.sum(linjenavn(name), year)
        if amount is None:
            return
        if not er_andel(i):
            self._corrected(i, pf.og_beloep, used, amount, self.antall(i))
            return
        parts = (self.steg.rettelser.sum(line, year) for line in ("driftsutgifter", SEKTORENE))
        self._corrected(i, pf.rettet_andel, used, self.antall(i), amount, *parts, i.faktor)

    def _filled_in(self, sheet: Sheet, row: int, i: Indikator) -> Input | Ledd:
        """A figure that is filled in on its profile, or per as many as there are, of what its sector is."""
        part, line = self._deler.get(noekkel(i)), self.steg[i]
        alone = self.steg.vekst(i) is None and not self._sektor(i)
        given = part.gitt if part else gult_felt(self.steg, sheet, i, row, "Brukt" if alone else "Fylt ut")
        shared = self._delt(i, line["Grunnlag"], given)
        if part is None and shared is None:
            return given
        used = line.calc("Brukt", of(bb.gjenta, given.used) if shared is None else shared)
        if part and part.rettet is not None:
            self._corrected(i, pf.og_beloep, used, part.rettet, part.mengde_naa)
        return Ledd(given.base, used, given.what_if)

    def _follows(self, i: Indikator) -> Foelger | None:
        """How a figure follows others; None when alone."""
        link = self.steg.kobling(i)
        if link.slag in (kobling.RESSURSBRUK, kobling.SEKTOR):
            return self._sector(i, link)
        if link.slag == kobling.SAMME and link.som is not None and noekkel(link.som) in self._naa:
            other, grown = self._naa[noekkel(link.som)], self.steg.vekst(link.som)
            # The same amount over others: the first one's own number of people does not count.
            if grown is None:
                return pf.som_en_annen, other.used, other.base
            if (need := self.steg.behov(i)) is not None:
                grown = self.steg[i].calc("Folk nå over før", pf.uten_behovet, grown, need)
            return pf.samme_beloep, other.used, grown, other.base
        row = self._summer.get(noekkel(i))
        if row is None:
            return None
        change, sector = row.endring, self._sektor(i)
        if sector and self.avvik:
            ratio = self.avvik.bruk.sektorbruk.forhold[sector]
            change = self.steg[i].calc("Deler nå", fl.delene_naa, change, row.foer, ratio)
        return pf.og_beloep, change, row.mengde_naa

    def _sector(self, i: Indikator, link: Kobling) -> Foelger | None:
        year, line = self.valg.data.rapportaar, self.steg[i]
        if self.avvik is None or link.linje not in self.avvik.bruk.naa:
            return None
        use, people = self.avvik.bruk, self.avvik.folk[year]
        both = people.used, people.base
        now, before = (cells[link.linje][year] for cells in (use.naa, use.base))
        spent = (now, both[0], before, both[1])
        amount, grown = line.calc("Beløp nå over før", bb.forhold_til_foer, *spent), self.steg.vekst(i)
        if link.slag == kobling.RESSURSBRUK:
            call, sector = of(pf.mengde_forhold, *both), self.behov and self.behov.sektorer.get(link.linje)
            if sector:
                need = (sector.indeks[year], uten_hva_hvis(self.steg.book, sector.indeks[year]))
                call = of(pf.mengde_og_behov, *both, *need)
            grown = line.calc("Folk nå over før", call)
        elif grown is None and (moved := self.steg.behov(i)) is not None:
            amount = line.calc("Folk nå over før", pf.uten_behovet, amount, moved)
        return (pf.foelger_beloepet, amount) if grown is None else (pf.foelger, amount, grown)
