"""Steg_indikator: what is looked up of the chosen indicator, who stands where, and what is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator
from asss_xl.functions.excel.formula import Formula
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.indikator import formler
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import FASTE
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.rapport import Rapport
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, Argument, Call, Cell, Range, Sheet, of, styles

#: Where the indicator is chosen.
VALG_RAD, VALG_KOLONNE = 3, 2
_MEST_AAR = 6
SNITT = "Snitt"
#: The columns of the list, and what is looked up of the one that is chosen.
_FOR_PLASS = "Minste antall for plass"
_LISTE = ("Linje", "Rader foran", "Enhet", "Desimaler", "Minste antall", _FOR_PLASS, "Sett", "Veid")
_SVAR = (
    "Nr i listen",
    *_LISTE,
    "Rad i tallene",
    "Egen verdi",
    "n",
    SNITT,
    "Setning",
    "Plass",
    "Tittel",
    "Over årene",
    "Prismerknad",
)
_RAD = ("Nr", "Siste brudd", "Verdi", "Teller", "Slag", "Plass", "Merknad", "Rekkefølge")
#: A column of zeros.
NULL = "Null"
_ORDNET = ("Nr i rekkefølgen", "Linjen", "Slag i rekkefølge", "Vist")
#: The four kinds of rows, as they are drawn.
SERIER = ("Kommunen", "Med i snittet", "Ikke med i snittet", SNITT)


@dataclass
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

    def __init__(self, sheet: Sheet, report: Rapport) -> None:
        self.sheet, self.report = sheet, report
        self.valg, self.data = report.valg, report.data
        assert report.flyt is not None and report.network is not None
        self.profil: Profilsteg = report.flyt.steg
        found = report.kilde.tall
        assert found is not None
        self.tall: Profiltall = found
        self.network = report.network
        self.indikatorer = indikatorer(report.data)
        self.enheter = [n for n, unit in enumerate(self.network.enheter) if self._har_tall(unit.navn)]
        self.tilbake = list(reversed(range(min(_MEST_AAR, len(self.data.aar)))))
        self.steg = Steg(sheet.book, "Steg_indikator")
        layout.widths(self.steg.sheet, (50, *(14,) * 20))
        self._choose()
        self._years()
        self._units()
        self._order()

    def _har_tall(self, name: str) -> bool:
        values = (self.data.verdi(i, name, year).verdi for i in self.indikatorer for year in self.data.aar)
        return any(value is not None for value in values)

    def _choose(self) -> None:
        """The list to choose from, and what the profiles have of the one that is chosen."""
        names = {noekkel(i): f"{t.navn}: {i.kortnavn}" for t in self.data.tjenester for i in t.indikatorer}
        told = [names[noekkel(i)] for i in self.indikatorer]
        labels = [
            f"{text} ({i.nr})" if told.count(text) > 1 else text
            for text, i in zip(told, self.indikatorer, strict=True)
        ]
        listed = self.steg.blokk("Indikatorer å velge", _LISTE, labels)
        sets = list(self.tall.med)
        for line, i in enumerate(self.indikatorer):
            listed.put(line, "Linje", float(self.profil.plass(i)))
            listed.put(line, "Rader foran", self.tall.foran(i))
            listed.put(line, "Enhet", i.enhet)
            listed.put(line, "Desimaler", float(decimals(self.data, i)))
            listed.put(line, "Minste antall", float(i.minste_antall or 1))
            listed.put(line, _FOR_PLASS, float(max(i.minste_antall or 1, FAERREST_FOR_PLASS)))
            listed.put(line, "Sett", float(sets.index(i.uten) + 1))
            listed.put(line, "Veid", float(self.tall.veid(i)))
        choices = self.steg.sheet.range((listed.row + 2, 0), (listed.row + 1 + listed.lines, 0))
        self.navnet = self.sheet.editable(
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
        nr = valgt.set("Nr i listen", of(bb.plass_i, self.navnet, choices))
        for heading in _LISTE:
            valgt.set(heading, of(bb.paa_plass, listed.column(heading), nr))
        self.aarnr = self.valg.aarnr[self.data.rapportaar]
        valgt.set("Rad i tallene", valgt["Rader foran"] + self.aarnr)
        for heading, column in (("Egen verdi", "Brukt"), ("n", "n")):
            valgt.set(heading, self._av_profilen(column))
        valgt.set(SNITT, of(bb.av_nok, valgt["n"], valgt["Minste antall"], self._av_profilen(SNITT)))
        valgt.set(
            "Setning", of(bb.ord_paa_plass, self.profil.linjer.column("Setning"), valgt["Linje"]), missing=""
        )

    def _av_profilen(self, heading: str) -> Call:
        return of(bb.paa_plass, self.profil.linjer.column(heading), self.valgt["Linje"])

    def _years(self) -> None:
        """The years that are shown: up to the chosen one."""
        package = self.steg.blokk("Årene i pakken", ["År"], [""] * len(self.data.aar))
        for line, year in enumerate(self.data.aar):
            package.put(line, "År", float(year), styles.HJELP.but(number_format="0"))
        labels = [f"{n} år før" if n else "Året som er valgt" for n in self.tilbake]
        heads = ["Nr", "År", *(["Faktor"] if self.valg.priser else [])]
        self.aarene = self.steg.blokk("Årene som vises", heads, labels)
        for line, back in enumerate(self.tilbake):
            nr = self.aarene.calc(line, "Nr", formler.aar_nr, self.aarnr, float(back))
            look = styles.HJELP.but(number_format="0")
            self.aarene.calc(line, "År", formler.aaret, nr, package.column("År"), style=look)
        self._prices()

    def _prices(self) -> None:
        """What a krone of each year counts, where the indicator is in kroner and prices are fixed."""
        prices = self.valg.priser
        if prices is None:
            return
        after: Argument = 1.0
        for line, back in reversed(list(enumerate(self.tilbake))):
            if not back:
                continue
            args = (prices.valgt, FASTE, self.valgt["Enhet"], after, prices.vekst, self.aar(back - 1)[0])
            after = self.aarene.calc(line, "Faktor", formler.faktoren, *args, style=styles.HJELP)
        self.valgt.set(
            "Prismerknad", of(formler.merknad_i_kroner, self.valgt["Enhet"], self.valg.prismerknad)
        )

    def _figure(self, line: int, back: int, figure: Formula, *arguments: Argument) -> None:
        """A figure of an earlier year, in the prices that are chosen."""
        block, prices = self.blokk, self.valg.priser
        if prices is None:
            block.calc(line, str(back), figure, *arguments)
            return
        found = block.calc(line, f"{back}, løpende", figure, *arguments)
        factor = self.aarene.cell(self.tilbake.index(back), "Faktor")
        block.calc(line, str(back), formler.priset, found, factor)

    def merket(self, heading: str) -> str | Call:
        """A heading that says whose kroner earlier years are in."""
        return tekst(heading, self.valgt["Prismerknad"]) if self.valg.priser else heading

    def _units(self) -> None:
        """A line for each municipality and one for the mean, with their figures by year."""
        valgt, tall = self.valgt, self.tall
        names = [self.network.enheter[n].navn for n in self.enheter]
        nominal = [f"{back}, løpende" for back in self.tilbake[:-1]] if self.valg.priser else []
        heads = [*_RAD, *nominal, *map(str, self.tilbake), *_ORDNET, *SERIER, NULL]
        self.blokk = block = self.steg.blokk("Kommunene", heads, [*names, SNITT])
        heads = list(map(str, self.tilbake))
        counted = self.steg.blokk("Hvor mange som har tall", heads, ["n", "Vekt", "Sum", "Fra før et brudd"])
        self.lengde = len(names) + 1
        egen_nr, last = self.network.kommunenr, len(names)
        assert tall.alle is not None and self.network.blokk is not None
        for line, unit in enumerate(self.enheter):
            nr = block.put(line, "Nr", float(unit + 1))
            brudd = block.calc(line, "Siste brudd", bb.gjenta, self.network.blokk.cell(unit, "Siste brudd"))
            args = (nr, egen_nr, valgt["Egen verdi"], tall.alle, valgt["Rad i tallene"])
            block.calc(line, "Verdi", formler.tallet, *args)
            heading = self.profil.kommuner[unit]
            column = self.profil.linjer.column(heading)
            block.calc(line, "Teller", bb.paa_plass, column, valgt["Linje"], missing=None)
            for back in self.tilbake[:-1]:
                at, year = self.aar(back)
                foran = valgt["Rader foran"]
                self._figure(line, back, formler.tallet_i_aaret, at, brudd, year, tall.alle, foran, nr)
            block.calc(line, "0", bb.gjenta, block.cell(line, "Verdi"), missing=None)
        tellere = self.steg.sheet.range(block.at(0, "Teller"), block.at(last - 1, "Teller"))
        for line in range(last):
            teller = block.cell(line, "Teller")
            slag = block.calc(
                line, "Slag", formler.slaget, block.cell(line, "Nr"), egen_nr, teller, missing=None
            )
            block.calc(line, "Plass", formler.plassen, teller, tellere, valgt["n"], valgt[_FOR_PLASS])
            block.calc(line, "Merknad", formler.merknad, slag, teller, missing=None)
        self._mean(block, counted, last)

    def aar(self, back: int) -> tuple[Cell, Cell]:
        line = self.tilbake.index(back)
        return self.aarene.cell(line, "Nr"), self.aarene.cell(line, "År")

    def _mean(self, block: Blokk, counted: Blokk, line: int) -> None:
        valgt, tall = self.valgt, self.tall
        assert tall.alle is not None and tall.vektene is not None
        block.calc(line, "Verdi", bb.gjenta, valgt[SNITT])
        block.put(line, "Slag", 4.0)
        block.put(line, "Plass", "")
        block.put(line, "Merknad", "snitt")
        rows = list(tall.med.values())
        sets = tall.sheet.column_range(next(iter(rows[0])), list(rows[-1])[-1])
        for back in self.tilbake[:-1]:
            at, _ = self.aar(back)
            n = counted.calc(
                0, str(back), formler.antall_i_aaret, at, tall.alle, valgt["Rader foran"], sets, valgt["Sett"]
            )
            inside = (sets, valgt["Sett"], valgt["Veid"])
            weights = (at, tall.vektene, valgt["Rader foran"], *inside)
            weight = counted.calc(1, str(back), formler.vekten_i_aaret, *weights, n)
            total = counted.calc(2, str(back), formler.summen_i_aaret, *weights, tall.alle)
            shown, counts = (
                block.sheet.range(block.at(0, heading), block.at(line - 1, heading))
                for heading in (str(back), "Teller")
            )
            counted.calc(3, str(back), formler.fra_foer_brudd, n, shown, counts, missing="")
            args = (at, n, valgt["Minste antall"], total, weight)
            self._figure(line, back, formler.snittet_i_aaret, *args)
        block.calc(line, "0", bb.gjenta, block.cell(line, "Verdi"), missing=None)
        counted.calc(0, "0", bb.gjenta, valgt["n"])
        counted.put(3, "0", 0.0)
        self.antall = counted

    def _order(self) -> None:
        """Who stands where from the highest, and what is drawn of each."""
        block, steps = self.blokk, self.steg.sheet
        values = block.column("Verdi")
        for line in range(self.lengde):
            ahead = steps.range(block.at(0, "Verdi"), block.at(line, "Verdi"))
            block.calc(line, "Rekkefølge", formler.rekkefoelge, block.cell(line, "Verdi"), values, ahead)
        places = block.column("Rekkefølge")
        for line in range(self.lengde):
            nr = block.put(line, "Nr i rekkefølgen", float(line + 1))
            at = block.calc(line, "Linjen", bb.plass_i, nr, places, missing=None)
            slag = block.calc(line, "Slag i rekkefølge", bb.paa_plass, block.column("Slag"), at, missing=None)
            shown = block.calc(
                line,
                "Vist",
                bb.rundet,
                of(bb.paa_plass, values, at),
                self.valgt["Desimaler"],
                missing=GAP,
                style=styles.HJELP.but(number_format="#,##0.##"),
            )
            block.put(line, NULL, 0.0)
            for number, name in enumerate(SERIER, start=1):
                block.calc(line, name, bb.naar_lik, slag, float(number), shown, missing=GAP)

    @property
    def navn(self) -> Range:
        """The names of the rows before they are sorted."""
        row = self.blokk.row + 2
        return self.steg.sheet.range((row, 0), (row + self.lengde - 1, 0))
