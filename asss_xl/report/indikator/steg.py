"""Steg_indikator: what is looked up of the chosen indicator, who stands where, and what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator
from asss_xl.functions.excel.formula import beside
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import indikator as formler, tekst
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import FASTE
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.steg import Blokk, Linje, Steg
from asss_xl.report.valg import Priser
from asss_xl.workbook import GAP, Argument, Call, Cell, Range, Sheet, of, styles

#: Where the indicator is chosen.
VALG_RAD, VALG_KOLONNE = 3, 2
_MEST_AAR = 6
SNITT = "Snitt"
_DATA = beside(__file__)
#: The columns of the list, and what is looked up of the one that is chosen.
_FOR_PLASS, _LISTE = "Minste antall for plass", _DATA["liste"]
_SVAR: list[str] = ["Nr i listen", "Navn", *_LISTE, *_DATA["svar"]]
#: A column of zeros.
NULL = "Null"
#: The four kinds of rows, as they are drawn.
SERIER = ("Kommunen", "Med i snittet", "Ikke med i snittet", SNITT)


@dataclass(frozen=True)
class Valgt:
    """What is known of the chosen indicator, by name."""

    blokk: Blokk

    def __getitem__(self, name: str) -> Cell:
        return self.blokk.cell(_SVAR.index(name), "Svar")

    def set(self, name: str, call: Call, missing: str = "Ikke data") -> Cell:
        line = _SVAR.index(name)
        return self.blokk.calc(line, "Svar", call, missing=missing)


def indikatorer(data: Datasett) -> list[Indikator]:
    """Those that can be chosen: the members' own figures, and at least one of them."""
    known = {key[:2] for key, value in data.verdier.items() if value.verdi is not None}
    found = (i for t in data.tjenester for i in t.indikatorer if data.beregnet(i))
    return [i for i in found if (i.tjeneste, i.nr) in known]


class Indikatorsteg:
    """The blocks; the sheet is written from them."""

    def __init__(self, sheet: Sheet, profil: Profilsteg, nettverk: Nettverk, tall: Profiltall) -> None:
        self.sheet, self.profil, self.nettverk, self.tall = sheet, profil, nettverk, tall
        self.valg, self.data = profil.valg, profil.valg.data
        self.indikatorer = indikatorer(self.data)
        figures = (pair for i in self.indikatorer for pair in self.data.indikatorens_verdier(i))
        known = {key[2] for key, v in figures if v.verdi is not None and key[3] in self.data.aar}
        self.enheter = [n for n, unit in enumerate(self.nettverk.enheter) if unit.navn in known]
        self.tilbake = list(reversed(range(min(_MEST_AAR, len(self.data.aar)))))
        self.steg = Steg(sheet.book, "Steg_indikator")
        layout.widths(self.steg.sheet, (50, *(14,) * 20))
        self._choose()
        self._years()
        self._units()
        self._order()

    def _choose(self) -> None:
        """The list to choose from, and what the profiles have of the one that is chosen."""
        names = {noekkel(i): f"{t.navn}: {i.kortnavn}" for t in self.data.tjenester for i in t.indikatorer}
        told = [names[noekkel(i)] for i in self.indikatorer]
        labels = [
            f"{text} ({i.nr})" if told.count(text) > 1 else text
            for text, i in zip(told, self.indikatorer, strict=True)
        ]
        listed = self._listed(labels)
        choices = listed.labels
        chosen = self.sheet.editable(
            VALG_RAD,
            VALG_KOLONNE,
            labels[0],
            styles.RAD.but(bold=True, size=11, align="left"),
            "Indikatoren som vises på arket",
            choices=choices,
            title="Velg indikator",
        )
        self.sheet.merge(VALG_RAD, VALG_KOLONNE, 6)
        valgt = self.valgt = Valgt(self.steg.blokk("Indikatoren som er valgt", ["Svar"], _SVAR))
        nr = valgt.set("Nr i listen", of(formler.valgt_eller_foerste, chosen, choices))
        self.navnet = valgt.set("Navn", of(bb.paa_plass, choices, nr))
        for heading in _LISTE:
            valgt.set(heading, of(bb.paa_plass, listed.column(heading), nr))
        self.aarnr = self.valg.aarnr[self.data.rapportaar]
        valgt.set("Rad i tallene", valgt["Rader foran"] + self.aarnr)
        for heading, column in (("Egen verdi", "Brukt"), ("n", "n")):
            valgt.set(heading, self._av_profilen(column))
        valgt.set(SNITT, of(bb.av_nok, valgt["n"], valgt["Minste antall"], self._av_profilen(SNITT)))
        sentences = self.profil.linjer.column("Setning")
        valgt.set("Setning", of(bb.ord_paa_plass, sentences, valgt["Linje"]), missing="")

    def _listed(self, labels: list[str]) -> Blokk:
        """The indicators to choose from, and what is known of each."""
        made = self.steg.blokk("Indikatorer å velge", _LISTE, labels)
        sets = list(self.tall.med)
        for line, i in enumerate(self.indikatorer):
            least = i.minste_antall or 1
            known: tuple[str | float, ...] = (
                *(self.profil.plass(i), self.tall.foran(i), i.enhet, decimals(self.data, i), least),
                *(max(least, FAERREST_FOR_PLASS), sets.index(i.uten) + 1, self.tall.veid(i)),
            )
            for heading, value in zip(_LISTE, known, strict=True):
                made.put(line, heading, value if isinstance(value, str) else float(value))
        return made

    def _av_profilen(self, heading: str) -> Call:
        return of(bb.paa_plass, self.profil.linjer.column(heading), self.valgt["Linje"])

    def _years(self) -> None:
        """The years that are shown: up to the chosen one."""
        package = self.steg.blokk("Årene i pakken", ["År"], [""] * len(self.data.aar))
        for number, year in enumerate(self.data.aar):
            package.put(number, "År", float(year), styles.HJELP.but(number_format="0"))
        labels = [f"{n} år før" if n else "Året som er valgt" for n in self.tilbake]
        heads = ["Nr", "År", *(["Faktor"] if self.valg.priser else [])]
        self.aarene = self.steg.blokk("Årene som vises", heads, labels)
        look = styles.HJELP.but(number_format="0")
        for number, back in enumerate(self.tilbake):
            line = self.aarene[number]
            nr = line.calc("Nr", formler.aar_nr, self.aarnr, float(back))
            line.calc("År", formler.aaret, nr, package.column("År"), style=look)
        if self.valg.priser is not None:
            self._prices(self.valg.priser)

    def _prices(self, prices: Priser) -> None:
        """What a krone of each year counts, where the indicator is in kroner and prices are fixed."""
        after: Argument = 1.0
        unit = self.valgt["Enhet"]
        for back in sorted(self.tilbake)[1:]:
            args = (prices.valgt, FASTE, unit, after, prices.vekst, self.aar(back - 1)["Nr"])
            after = self.aar(back).calc("Faktor", formler.faktoren, *args, style=styles.HJELP)
        self.valgt.set("Prismerknad", of(formler.merknad_i_kroner, unit, self.valg.prismerknad))

    def _figure(self, line: Linje, back: int, call: Call) -> None:
        """A figure of an earlier year, in the prices that are chosen."""
        if self.valg.priser is not None:
            call = of(formler.priset, line.calc(f"{back}, løpende", call), self.aar(back)["Faktor"])
        line.calc(str(back), call)

    def merket(self, heading: str) -> str | Call:
        """A heading that says whose kroner earlier years are in."""
        return tekst(heading, self.valgt["Prismerknad"]) if self.valg.priser else heading

    def _units(self) -> None:
        """A line for each municipality and one for the mean, with their figures by year."""
        valgt, tall = self.valgt, self.tall
        names = [self.nettverk.enheter[n].navn for n in self.enheter]
        nominal = [f"{back}, løpende" for back in self.tilbake[:-1]] if self.valg.priser else []
        heads = [*_DATA["rad"], *nominal, *map(str, self.tilbake), *_DATA["ordnet"], *SERIER, NULL]
        self.blokk = block = self.steg.blokk("Kommunene", heads, [*names, SNITT])
        heads = list(map(str, self.tilbake))
        counted = self.steg.blokk("Hvor mange som har tall", heads, ["n", "Vekt", "Sum", "Fra før et brudd"])
        self.lengde, last = len(names) + 1, len(names)
        lines, egen_nr = [block[number] for number in range(last)], self.nettverk.kommunenr
        for line, unit in zip(lines, self.enheter, strict=True):
            nr = line.put("Nr", float(unit + 1))
            brudd = line.calc("Siste brudd", bb.gjenta, self.nettverk.blokk.cell(unit, "Siste brudd"))
            args = (nr, egen_nr, valgt["Egen verdi"], tall.alle, valgt["Rad i tallene"])
            value, foran = line.calc("Verdi", formler.tallet, *args), valgt["Rader foran"]
            column = self.profil.linjer.column(self.profil.kommuner[unit])
            line.calc("Teller", bb.paa_plass, column, valgt["Linje"], missing=None)
            for back in self.tilbake[:-1]:
                year = self.aar(back)
                known = (year["Nr"], brudd, year["År"], tall.alle, foran, nr)
                self._figure(line, back, of(formler.tallet_i_aaret, *known))
            line.calc("0", bb.gjenta, value, missing=None)
        tellere = block.column("Teller", 0, last - 1)
        for line in lines:
            teller = line["Teller"]
            slag = line.calc("Slag", formler.slaget, line["Nr"], egen_nr, teller, missing=None)
            line.calc("Plass", formler.plass_eller_strek, teller, tellere, valgt["n"], valgt[_FOR_PLASS])
            line.calc("Merknad", formler.merknad, slag, teller, missing=None)
        self._mean(block, counted, last)

    def aar(self, back: int) -> Linje:
        """The steps of a year: its number in the package, the year, what a krone counts."""
        return self.aarene[self.tilbake.index(back)]

    def _mean(self, block: Blokk, counted: Blokk, last: int) -> None:
        valgt, tall, line = self.valgt, self.tall, block[last]
        mean = line.calc("Verdi", bb.gjenta, valgt[SNITT])
        for heading, value in (("Slag", 4.0), ("Plass", ""), ("Merknad", "snitt")):
            line.put(heading, value)
        rows = list(tall.med.values())
        sets = tall.sheet.column_range(next(iter(rows[0])), list(rows[-1])[-1])
        n_of, weight_of, sum_of, before_of = (counted[number] for number in range(counted.lines))
        for back in self.tilbake[:-1]:
            at, which, foran = self.aar(back)["Nr"], str(back), valgt["Rader foran"]
            n = n_of.calc(which, formler.antall_i_aaret, at, tall.alle, foran, sets, valgt["Sett"])
            weights = (at, tall.vektene, foran, sets, valgt["Sett"], valgt["Veid"])
            weight = weight_of.calc(which, formler.vekten_i_aaret, *weights, n)
            total = sum_of.calc(which, formler.summen_i_aaret, *weights, tall.alle)
            shown, counts = (block.column(heading, 0, last - 1) for heading in (which, "Teller"))
            before_of.calc(which, formler.fra_foer_brudd, n, shown, counts, missing="")
            args = (at, n, valgt["Minste antall"], total, weight)
            self._figure(line, back, of(formler.snittet_i_aaret, *args))
        line.calc("0", bb.gjenta, mean, missing=None)
        n_of.calc("0", bb.gjenta, valgt["n"])
        before_of.put("0", 0.0)
        self.antall = n_of, before_of

    def _order(self) -> None:
        """Who stands where from the highest, and what is drawn of each."""
        block, lines = self.blokk, [self.blokk[number] for number in range(self.lengde)]
        values, look = block.column("Verdi"), styles.HJELP.but(number_format="#,##0.##")
        for number, line in enumerate(lines):
            ahead = block.column("Verdi", 0, number)
            line.calc("Rekkefølge", formler.rekkefoelge, line["Verdi"], values, ahead)
        places = block.column("Rekkefølge")
        for number, line in enumerate(lines, start=1):
            nr = line.put("Nr i rekkefølgen", float(number))
            at = line.calc("Linjen", bb.plass_i, nr, places, missing=None)
            slag = line.calc("Slag i rekkefølge", bb.paa_plass, block.column("Slag"), at, missing=None)
            rounded = of(bb.rundet, of(bb.paa_plass, values, at), self.valgt["Desimaler"])
            shown = line.calc("Vist", rounded, missing=GAP, style=look)
            line.put(NULL, 0.0)
            for kind, name in enumerate(SERIER, start=1):
                line.calc(name, bb.naar_lik, slag, float(kind), shown, missing=GAP)

    @property
    def navn(self) -> Range:
        """The names of the rows before they are sorted."""
        return self.blokk.labels
