"""The sheet: a choice, what it says, two pictures, and a table of all municipalities with their years.

Everything is looked up from the steps of the profiles, so that it follows what-ifs and choices as they do.
What is looked up of the chosen indicator, who stands where, and what is drawn, stand on Steg_indikator.
"""

from __future__ import annotations

from typing import Any

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.formler import indikator as formler, tekst
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import FASTE
from asss_xl.report.profil.ark import Profil
from asss_xl.report.steg import Blokk, Linje, Steg
from asss_xl.report.valg import Priser
from asss_xl.stated import beside
from asss_xl.workbook import GAP, Argument, Call, Cell, Chart, Range, Series, Sheet, of, styles

#: Where the indicator is chosen, and where the pictures start.
_VALG_RAD, VALG_KOLONNE, _FIGUR_RAD = 3, 2, 5
#: Pixels: the columns of the table up to where the right picture starts, and after it.
_PLASS, _KOMMUNE, _TALL, _MERKNAD, _RESTEN = 44, 246, 90, 230, 60
_SIST = 12
_SKRIFT = 11.0
_FIGUR, _TEKST = styles.tall(0).but(size=_SKRIFT, wrap=True), styles.RAD.but(size=_SKRIFT)
_PROSENT = styles.tall(0).but(size=_SKRIFT, number_format="+0.0;−0.0;0.0")
_MEST_AAR = 6
_SNITT = "Snitt"
_DATA = beside(__file__)
#: The columns of the list, and what is looked up of the one that is chosen.
_FOR_PLASS, _LISTE = "Minste antall for plass", _DATA["liste"]
_SVAR: list[str] = ["Nr i listen", "Navn", *_LISTE, *_DATA["svar"]]
#: The figures of the chosen year, no years back; and a column of zeros.
_NAA = "0"
NULL = "Null"
#: The four kinds of rows, as they are drawn.
SERIER = ("Kommunen", "Med i snittet", "Ikke med i snittet", _SNITT)


def indikatorer(data: Datasett) -> list[Indikator]:
    """Those that can be chosen: the members' own figures, and at least one of them."""
    known = {key[:2] for key, value in data.verdier.items() if value.verdi is not None}
    found = (i for t in data.tjenester for i in t.indikatorer if data.beregnet(i))
    return [i for i in found if (i.tjeneste, i.nr) in known]


class Indikatorark:
    """The sheet, of what stands on the profiles."""

    def __init__(
        self, sheet: Sheet, profiler: tuple[Profil, ...], medlemmene: Medlemmene, profiltall: Profiltall
    ) -> None:
        self.sheet, self.profil, self.nettverk = sheet, profiler[0].steg, medlemmene.nettverk
        self.valg, self.data, self.tall = self.profil.valg, self.profil.valg.data, profiltall
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
        self._write()

    def _choose(self) -> None:
        """The list to choose from, and what the profiles have of the one that is chosen."""
        labels = [self.tall.navn[i.tjeneste, i.nr] for i in self.indikatorer]
        listed = self._listed(labels)
        choices = listed.labels
        chosen = self.sheet.editable(
            _VALG_RAD,
            VALG_KOLONNE,
            labels[0],
            styles.RAD.but(bold=True, size=11, align="left"),
            "Indikatoren som vises på arket",
            choices=choices,
            title="Velg indikator",
        )
        self.sheet.merge(_VALG_RAD, VALG_KOLONNE, 6)
        self.svar = self.steg.blokk("Indikatoren som er valgt", ["Svar"], {what: what for what in _SVAR})
        nr = self._set("Nr i listen", of(formler.valgt_eller_foerste, chosen, choices))
        self.navnet = self._set("Navn", of(bb.paa_plass, choices, nr))
        for heading in _LISTE:
            self._set(heading, of(bb.paa_plass, listed.column(heading), nr))
        self.aarnr = self.valg.aarnr[self.data.rapportaar]
        self._set("Rad i tallene", self.valgt("Rader foran") + self.aarnr)
        for heading, column in (("Egen verdi", "Brukt"), ("n", "n"), (_SNITT, _SNITT)):
            self._set(heading, self._av_profilen(column))
        sentences = self.profil.linjer.column("Setning")
        self._set("Setning", of(bb.ord_paa_plass, sentences, self.valgt("Linje")), missing="")

    def valgt(self, what: str) -> Cell:
        """What is known of the chosen indicator."""
        return self.svar.cell(what, "Svar")

    def _set(self, what: str, call: Call, **about: Any) -> Cell:
        return self.svar.calc(what, "Svar", call, **about)

    def _listed(self, labels: list[str]) -> Blokk:
        """The indicators to choose from, and what is known of each."""
        made = self.steg.blokk("Indikatorer å velge", _LISTE, labels)
        sets = list(self.tall.med)
        for line, i in enumerate(self.indikatorer):
            for_place = max(i.minste_antall or 1, FAERREST_FOR_PLASS)
            known: tuple[str | float | Cell, ...] = (
                *(self.profil.plass(i), self.tall.foran(i), i.enhet, decimals(self.data, i)),
                *(self.profil.minst_av(i), for_place, sets.index(i.uten) + 1, self.tall.veid(i)),
            )
            for heading, value in zip(_LISTE, known, strict=True):
                made.sett(line, heading, value if isinstance(value, str | Cell) else float(value))
        return made

    def _av_profilen(self, heading: str) -> Call:
        return of(bb.paa_plass, self.profil.linjer.column(heading), self.valgt("Linje"))

    def _years(self) -> None:
        """The years that are shown: up to the chosen one."""
        labels = {n: f"{n} år før" if n else "Året som er valgt" for n in self.tilbake}
        heads = ["Nr", "År", *(["Faktor"] if self.valg.priser else [])]
        self.aarene = self.steg.blokk("Årene som vises", heads, labels)
        look = styles.HJELP.but(number_format="0")
        for back in self.tilbake:
            line = self.aarene[back]
            nr = line.calc("Nr", formler.aar_nr, self.aarnr, float(back))
            line.calc("År", formler.aaret, nr, self.valg.pakkens_aar, style=look)
        if self.valg.priser is not None:
            self._prices(self.valg.priser)

    def _prices(self, prices: Priser) -> None:
        """What a krone of each year counts, where the indicator is in kroner and prices are fixed."""
        after: Argument = 1.0
        unit = self.valgt("Enhet")
        for back in sorted(self.tilbake)[1:]:
            args = (prices.valgt, FASTE, unit, after, prices.vekst, self.aarene[back - 1]["Nr"])
            after = self.aarene[back].calc("Faktor", formler.faktoren, *args, style=styles.HJELP)
        self._set("Prismerknad", of(formler.merknad_i_kroner, unit, self.valg.prismerknad))

    def _figure(self, line: Linje, back: int, call: Call) -> None:
        """A figure of an earlier year, in the prices that are chosen."""
        if self.valg.priser is not None:
            call = of(formler.priset, line.calc(f"{back}, løpende", call), self.aarene[back]["Faktor"])
        line.calc(str(back), call)

    def merket(self, heading: str) -> str | Call:
        """A heading that says whose kroner earlier years are in."""
        return tekst(heading, self.valgt("Prismerknad")) if self.valg.priser else heading

    def _units(self) -> None:
        """A line for each municipality and one for the mean, with their figures by year."""
        valgt, tall = self.valgt, self.tall
        names = [self.nettverk.enheter[n].navn for n in self.enheter]
        nominal = [f"{back}, løpende" for back in self.tilbake[:-1]] if self.valg.priser else []
        heads = [*_DATA["rad"], *nominal, *map(str, self.tilbake), *_DATA["ordnet"], *SERIER, NULL]
        self.blokk = block = self.steg.blokk("Kommunene", heads, [*names, _SNITT])
        heads = list(map(str, self.tilbake))
        counted = self.steg.blokk("Hvor mange som har tall", heads, ["n", "Vekt", "Sum", "Fra før et brudd"])
        self.lengde, last = len(names) + 1, len(names)
        lines, egen_nr = [block[number] for number in range(last)], self.nettverk.kommunenr
        for line, unit in zip(lines, self.enheter, strict=True):
            nr = line.put("Nr", float(unit + 1))
            brudd, foran = self.nettverk.blokk.cell(unit, "Siste brudd"), valgt("Rader foran")
            now = (nr, egen_nr, valgt("Egen verdi"), tall.alle, valgt("Rad i tallene"))
            line.calc(_NAA, formler.tallet, *now)
            column = self.profil.linjer.column(self.profil.kommuner[unit])
            line.calc("Teller", bb.paa_plass, column, valgt("Linje"), missing=None)
            for back in self.tilbake[:-1]:
                year = self.aarene[back]
                known = (year["Nr"], brudd, year["År"], tall.alle, foran, nr)
                self._figure(line, back, of(formler.tallet_i_aaret, *known))
        tellere = block.column("Teller", 0, last - 1)
        for line in lines:
            teller = line["Teller"]
            slag = line.calc("Slag", formler.slaget, line["Nr"], egen_nr, teller, missing=None)
            line.calc("Plass", formler.plass_eller_strek, teller, tellere, valgt("n"), valgt(_FOR_PLASS))
            line.calc("Merknad", formler.merknad, slag, teller, missing=None)
        self._mean(block, counted, last)

    def _mean(self, block: Blokk, counted: Blokk, last: int) -> None:
        valgt, tall, line = self.valgt, self.tall, block[last]
        line.calc(_NAA, bb.gjenta, valgt(_SNITT))
        for heading, value in (("Slag", 4.0), ("Plass", ""), ("Merknad", "snitt")):
            line.put(heading, value)
        rows = list(tall.med.values())
        sets = tall.sheet.column_range(next(iter(rows[0])), list(rows[-1])[-1])
        n_of, weight_of, sum_of, before_of = (counted[number] for number in range(counted.lines))
        for back in self.tilbake[:-1]:
            at, which, foran = self.aarene[back]["Nr"], str(back), valgt("Rader foran")
            n = n_of.calc(which, formler.antall_i_aaret, at, tall.alle, foran, sets, valgt("Sett"))
            weights = (at, tall.vektene, foran, sets, valgt("Sett"), valgt("Veid"))
            weight = weight_of.calc(which, formler.vekten_i_aaret, *weights, n)
            total = sum_of.calc(which, formler.summen_i_aaret, *weights, tall.alle)
            shown, counts = (block.column(heading, 0, last - 1) for heading in (which, "Teller"))
            before_of.calc(which, formler.fra_foer_brudd, n, shown, counts, missing="")
            args = (at, n, valgt("Minste antall"), total, weight)
            self._figure(line, back, of(formler.snittet_i_aaret, *args))
        n_of.calc(_NAA, bb.gjenta, valgt("n"))
        before_of.put(_NAA, 0.0)
        self.antall = n_of, before_of

    def _order(self) -> None:
        """Who stands where from the highest, and what is drawn of each."""
        block, lines = self.blokk, [self.blokk[number] for number in range(self.lengde)]
        values, look = block.column(_NAA), styles.HJELP.but(number_format="#,##0.##")
        for number, line in enumerate(lines):
            ahead = block.column(_NAA, 0, number)
            line.calc("Rekkefølge", formler.rekkefoelge, line[_NAA], values, ahead)
        places = block.column("Rekkefølge")
        for number, line in enumerate(lines, start=1):
            nr = line.put("Nr i rekkefølgen", float(number))
            at = line.calc("Linjen", bb.plass_i, nr, places, missing=None)
            slag = line.calc("Slag i rekkefølge", bb.paa_plass, block.column("Slag"), at, missing=None)
            rounded = of(bb.rundet, of(bb.paa_plass, values, at), self.valgt("Desimaler"))
            shown = line.calc("Vist", rounded, missing=GAP, style=look)
            line.put(NULL, 0.0)
            for kind, name in enumerate(SERIER, start=1):
                line.calc(name, bb.naar_lik, slag, float(kind), shown, missing=GAP)

    def _write(self) -> None:
        """What is read, of the steps."""
        pixels = [_PLASS, _KOMMUNE, *(_TALL,) * (len(self.tilbake) + 3), _MERKNAD]
        pixels += [_RESTEN] * (_SIST - len(pixels))
        # The right picture ends with the sheet also where few years have columns.
        right = sum(pixels[: figurer.FIGUR_HOEYRE]) + figurer.HALV_BREDDE
        layout.pixels(self.sheet, [*pixels, max(_RESTEN, right - sum(pixels))])
        self._heading()
        height = figurer.hoeyde_av(self.lengde)
        row = _FIGUR_RAD + figurer.rader_av(height) + 1
        self.sheet.printing.parts = (row,)
        self._sorted(row + 2, height)
        end = self._table(row)
        self._over_years(end + 2)

    def _heading(self) -> None:
        """The finding in words as the title, where the figures are from, and the choice."""
        sheet, valgt, kommune = self.sheet, self.valgt, self.valg.kommune
        unit, year = valgt("Enhet"), self.valg.aar
        shown = bb.tekst(self.navnet, ", ", unit, ", ", year)
        look = styles.TITTEL.but(size=14, wrap=True)
        mark = self._set("Merket", of(bb.hva_hvis, self._av_profilen("Flyttet")))
        sheet.calc(0, 0, formler.meldingen, valgt("Setning"), shown, mark, style=look, missing=None)
        sheet.merge(0, 0, 9)
        sheet.heights.update({0: 40, 1: 18, _VALG_RAD: 20})
        told = f"{layout.invented(self.data)}Alle kommunene, for én indikator. Kilde: "
        told += f"{self.data.henvisning('Tjenesteprofil')}. Status: "
        sheet.source = (told, self.valg.status, " tall.")
        sheet.ways = (10, 11, 12)
        sheet.put(_VALG_RAD, 0, "Indikator (gult felt: velg)", styles.TEKST.but(bold=True, size=_SKRIFT))
        sheet.calc(_VALG_RAD, 7, bb.tekst("Enhet: ", unit), style=styles.TEKST.but(size=_SKRIFT))
        block = self.blokk
        own = of(bb.paa_plass, block.column("Plass"), of(bb.plass_i, 1.0, block.column("Slag")))
        plass = self._set("Plass", own)
        # The last of the lines is the mean.
        others = block.column("Teller", 0, self.lengde - 2)
        given = others, self._av_profilen("Grunnlag"), valgt("Egen verdi"), plass
        mark = self._set("Merket plass", of(formler.merke_av_plass, *given))
        placed = of(formler.plassert, kommune, plass, valgt("n"))
        self._set("Tittel", tekst(mark, placed, " (", self.navnet, ")"))
        over = (valgt("Prismerknad"),) if self.valg.priser else ()
        self._set("Over årene", tekst(kommune, " og snittet over årene, ", unit, *over))
        sheet.printing.repeat_rows = (0, 1)
        sheet.printing.last_column, sheet.printing.one_page = _SIST, False
        sheet.freeze = (_VALG_RAD + 1, 0)

    def _sorted(self, first: int, height: int) -> None:
        """The picture of the municipalities in order, named by the table's own rows from ``first``."""
        block = self.blokk
        names = self.sheet.range((first, 1), (first + self.lengde - 1, 1))
        colors = (styles.BLAA, styles.SVAK_BLAA, styles.MELLOMGRAA, styles.ORANSJE)
        look: dict[str, Any] = {"labels": True, "label_format": figurer.ETIKETT}
        series = [
            Series(name, names, block.column(name), color=color, pattern=name in SERIER[2:], **look)
            for name, color in zip(SERIER, colors, strict=True)
        ]
        # Nothing to see: it keeps zero on the scale, whatever the program chooses. In the middle, because
        # LibreOffice counts from the other end when a name is left out of the legend.
        zeros = Series(NULL, names, block.column(NULL), color=styles.HVIT, legend=False)
        series.insert(2, zeros)
        size = {"column": figurer.FIGUR_VENSTRE, "width": figurer.HALV_BREDDE, "height": height}
        about = {**size, **_DATA["figurer"]["sortert"]}
        made = Chart("bar", self.valgt("Tittel"), tuple(series), _FIGUR_RAD, **about)
        figurer.tegn(self.sheet, made)

    def _table(self, row: int) -> int:
        """Each municipality in order, its figures by year, and how far it is from the mean."""
        sheet, block, valgt = self.sheet, self.blokk, self.valgt
        years = len(self.tilbake)
        ends = 2 + years
        last = ends + (years >= figurer.MINST)
        left = styles.HODE_VENSTRE
        layout.line(sheet, row + 1, 0, ("Plass", left), ("Kommune", left))
        self._aar_heads(row + 1)
        layout.head(sheet, row + 1, last, ("Fra snittet", "Fra snittet, prosent"), 32)
        sheet.put(row + 1, last + 2, "Merknad", left.but(indent=1))
        layout.text(sheet, row, 0, self.merket("Kommunene fra høyest til lavest"), styles.OVERSKRIFT)
        center, noted = _TEKST.but(align="center"), _TEKST.but(indent=1)
        for here, line in enumerate((block[n] for n in range(self.lengde)), start=row + 2):
            at = line["Linjen"]
            sheet.heights[here] = 17.0
            place = of(bb.ord_paa_plass, block.column("Plass"), at)
            name, note = (of(bb.paa_plass, each, at) for each in (block.labels, block.column("Merknad")))
            values = ((of(bb.paa_plass, block.column(str(back)), at), _FIGUR) for back in self.tilbake)
            layout.line(sheet, here, 0, (place, center), (name, _TEKST), *values, missing=None)
            held = sheet.at(here, ends - 1), valgt(_SNITT), line["Slag i rekkefølge"]
            off = (of(formler.fra_snittet, *held), _FIGUR), (of(formler.prosent_fra, *held), _PROSENT)
            layout.line(sheet, here, last, *off, missing="–")
            layout.text(sheet, here, last + 2, note, noted, missing=None)
        end = row + 1 + self.lengde
        figures = sheet.range((row + 2, 2), (end, last))
        sheet.decimals.append((figures, valgt("Desimaler")))
        drawn = {r: [sheet.at(r, c) for c in range(2, ends)] for r in range(row + 2, end + 1)}
        figurer.smaaserier(sheet, row + 1, ends, drawn, "Kommunene fra høyest til lavest")
        sheet.marked.append((sheet.range((row + 2, 0), (end, last + 2)), last + 2, "◄"))
        layout.notes(sheet, end + 4 + len(self._linjer()), _DATA["merknader"], 170)
        return end

    def _aar_heads(self, row: int) -> None:
        for column, back in enumerate(self.tilbake, start=2):
            layout.year_head(self.sheet, row, column, self.aarene[back]["År"])

    def _over_years(self, row: int) -> None:
        """The municipality, the mean and how many have figures, by year; and the picture of it."""
        sheet, block = self.sheet, self.blokk
        layout.text(sheet, row, 0, self.merket("Over årene"), styles.OVERSKRIFT)
        layout.head(sheet, row + 1, 0, ("", ""), 18)
        self._aar_heads(row + 1)
        first, last = 2, 1 + len(self.tilbake)
        backs, own = list(map(str, self.tilbake)), of(bb.plass_i, 1.0, block.column("Slag"))
        figures: list[list[Call | Cell]] = [[of(bb.paa_plass, block.column(back), own) for back in backs]]
        for line in (block[self.lengde - 1], *self.antall):
            figures.append([line[back] for back in backs])
        for at, (label, cells) in enumerate(zip(self._linjer(), figures, strict=False), start=row + 2):
            sheet.heights[at] = 17.0
            layout.line(sheet, at, 0, (None, _TEKST), (label, _TEKST))
            layout.line(sheet, at, first, *((cell, _FIGUR) for cell in cells))
        sheet.decimals.append((sheet.range((row + 2, first), (row + 3, last)), self.valgt("Desimaler")))
        self._draw(row, first, last)

    def _linjer(self) -> tuple[str | Cell, ...]:
        broken = any(unit.brudd for unit in self.nettverk.enheter)
        return (self.valg.kommune, _SNITT, "Antall med tall", *["Av dem fra før et brudd"] * broken)

    def _draw(self, row: int, first: int, last: int) -> None:
        """The picture of the table over the years."""
        sheet = self.sheet
        if len(self.tilbake) < 2:
            return
        years = sheet.range((row + 1, first), (row + 1, last))
        shown, (own, mean, *_) = figurer.ETIKETT, self._linjer()
        looks = ((own, styles.BLAA, "circle"), (mean, styles.ORANSJE, "diamond"))
        lines = []
        for at, (name, color, marker) in enumerate(looks, start=row + 2):
            points, told = self._gaps(at, first), name is own
            made = Series(name, years, points, color, marker, line=True, labels=told, label_format=shown)
            lines.append(made)
        size = {"column": figurer.FIGUR_HOEYRE, "width": figurer.HALV_BREDDE, "height": figurer.HOEYDE}
        about = {**size, "plot": figurer.PLOTT, **_DATA["figurer"]["aarene"]}
        figurer.tegn(sheet, Chart("line", self.valgt("Over årene"), tuple(lines), _FIGUR_RAD, **about))

    def _gaps(self, row: int, first: int) -> Range:
        """A line of the table with a gap where there is no figure, rounded as it is shown."""
        heads, decimals = list(map(str, self.tilbake)), self.valgt("Desimaler")
        drawn = self.steg.blokk("Tegnet over årene", heads, [""])[0]
        for column, back in enumerate(heads, start=first):
            drawn.calc(back, bb.rundet_tall, self.sheet.at(row, column), decimals, missing=GAP)
        return drawn.line()
