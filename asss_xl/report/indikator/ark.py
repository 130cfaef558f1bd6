"""The sheet: a choice, what it says, two pictures, and a table of all municipalities with their years.

Everything is looked up from the steps of the profiles, so that it follows what-ifs and choices as they do.
"""

from __future__ import annotations

from typing import Any

from asss_xl.functions.excel.formula import beside
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.formler import indikator as formler, tekst
from asss_xl.report.indikator.steg import NULL, SERIER, SNITT, VALG_RAD, Indikatorsteg
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.profiltall import Profiltall
from asss_xl.report.profil.ark import Profil
from asss_xl.workbook import GAP, Call, Cell, Chart, Range, Series, Sheet, of, styles

ARK = "Indikator"
_FIGUR_RAD = 5
#: Pixels: the columns of the table up to where the right picture starts, and after it.
_PLASS, _KOMMUNE, _TALL, _MERKNAD, _RESTEN = 44, 246, 90, 230, 60
_SIST = 12
_SKRIFT = 11.0
_FIGUR, _TEKST = styles.tall(0).but(size=_SKRIFT, wrap=True), styles.RAD.but(size=_SKRIFT)
_PROSENT = styles.tall(0).but(size=_SKRIFT, number_format="+0.0;−0.0;0.0")
_DATA = beside(__file__)


class Indikatorark:
    """The sheet, of what stands on the profiles."""

    def __init__(
        self, sheet: Sheet, profiler: tuple[Profil, ...], medlemmene: Medlemmene, profiltall: Profiltall
    ) -> None:
        steps = self.steg = Indikatorsteg(sheet, profiler[0].steg, medlemmene.nettverk, profiltall)
        self.sheet, self.valg, self.data = sheet, steps.valg, steps.data
        self.valgt, self.blokk = steps.valgt, steps.blokk
        self.tilbake, self.lengde = steps.tilbake, steps.lengde
        pixels = [_PLASS, _KOMMUNE, *(_TALL,) * (len(self.tilbake) + 3), _MERKNAD]
        pixels += [_RESTEN] * (_SIST - len(pixels))
        # The right picture ends with the sheet also where few years have columns.
        right = sum(pixels[: figurer.HOEYRE]) + figurer.HALV_BREDDE
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
        unit, year = valgt["Enhet"], self.valg.aar
        shown = bb.tekst(self.steg.navnet, ", ", unit, ", ", year)
        look = styles.TITTEL.but(size=14, wrap=True)
        sheet.calc(0, 0, formler.meldingen, valgt["Setning"], shown, style=look, missing=None)
        sheet.merge(0, 0, 9)
        sheet.heights.update({0: 40, 1: 18, VALG_RAD: 20})
        told = f"{layout.invented(self.data)}Alle kommunene, for én indikator. Kilde: "
        told += f"{self.data.henvisning('Tjenesteprofil')}. Status: "
        sheet.source = (told, self.valg.status, " tall.")
        sheet.ways = (10, 11, 12)
        sheet.put(VALG_RAD, 0, "Indikator (gult felt: velg)", styles.TEKST.but(bold=True, size=_SKRIFT))
        sheet.calc(VALG_RAD, 7, bb.tekst("Enhet: ", unit), style=styles.TEKST.but(size=_SKRIFT))
        block = self.blokk
        own = of(bb.paa_plass, block.column("Plass"), of(bb.plass_i, 1.0, block.column("Slag")))
        plass = valgt.set("Plass", own)
        placed = of(formler.plassert, kommune, plass, valgt["n"])
        valgt.set("Tittel", tekst(placed, ": ", self.steg.navnet))
        over = (valgt["Prismerknad"],) if self.valg.priser else ()
        valgt.set("Over årene", tekst(kommune, " og snittet over årene, ", unit, *over))
        sheet.printing.repeat_rows = (0, 1)
        sheet.printing.last_column, sheet.printing.one_page = _SIST, False
        sheet.freeze = (VALG_RAD + 1, 0)

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
        size = {"column": figurer.VENSTRE, "width": figurer.HALV_BREDDE, "height": height}
        about = {**size, **_DATA["figurer"]["sortert"]}
        made = Chart("bar", self.valgt["Tittel"], tuple(series), _FIGUR_RAD, **about)
        figurer.tegn(self.sheet, made)

    def _table(self, row: int) -> int:
        """Each municipality in order, its figures by year, and how far it is from the mean."""
        sheet, block, valgt = self.sheet, self.blokk, self.valgt
        years = len(self.tilbake)
        ends = 2 + years
        last = ends + (years >= figurer.MINST)
        left = styles.HODE_VENSTRE
        layout.line(sheet, row + 1, 0, ("Plass", left), ("Kommune", left))
        self._aar_heads(row + 1, 2)
        layout.head(sheet, row + 1, last, ("Fra snittet", "Fra snittet, prosent"), 32)
        sheet.put(row + 1, last + 2, "Merknad", left.but(indent=1))
        layout.text(sheet, row, 0, self.steg.merket("Kommunene fra høyest til lavest"), styles.OVERSKRIFT)
        center, noted = _TEKST.but(align="center"), _TEKST.but(indent=1)
        for here, line in enumerate((block[n] for n in range(self.lengde)), start=row + 2):
            at = line["Linjen"]
            sheet.heights[here] = 17.0
            place = of(bb.ord_paa_plass, block.column("Plass"), at)
            name, note = (of(bb.paa_plass, each, at) for each in (self.steg.navn, block.column("Merknad")))
            values = ((of(bb.paa_plass, block.column(str(back)), at), _FIGUR) for back in self.tilbake)
            layout.line(sheet, here, 0, (place, center), (name, _TEKST), *values, missing=None)
            held = sheet.at(here, ends - 1), valgt[SNITT], line["Slag i rekkefølge"]
            off = (of(formler.fra_snittet, *held), _FIGUR), (of(formler.prosent_fra, *held), _PROSENT)
            layout.line(sheet, here, last, *off, missing="–")
            layout.text(sheet, here, last + 2, note, noted, missing=None)
        end = row + 1 + self.lengde
        figures = sheet.range((row + 2, 2), (end, last))
        sheet.decimals.append((figures, valgt["Desimaler"]))
        drawn = {r: [sheet.at(r, c) for c in range(2, ends)] for r in range(row + 2, end + 1)}
        figurer.smaaserier(sheet, row + 1, ends, drawn, "Kommunene fra høyest til lavest")
        sheet.marked.append((sheet.range((row + 2, 0), (end, last + 2)), last + 2, "◄"))
        layout.notes(sheet, end + 4 + len(self._linjer()), _DATA["merknader"], 170)
        return end

    def _aar_heads(self, row: int, column: int) -> None:
        for offset, back in enumerate(self.tilbake):
            layout.year_head(self.sheet, row, column + offset, self.steg.aar(back)["År"])

    def _over_years(self, row: int) -> None:
        """The municipality, the mean and how many have figures, by year; and the picture of it."""
        sheet, block = self.sheet, self.blokk
        layout.text(sheet, row, 0, self.steg.merket("Over årene"), styles.OVERSKRIFT)
        layout.head(sheet, row + 1, 0, ("", ""), 18)
        self._aar_heads(row + 1, 2)
        first, last = 2, 1 + len(self.tilbake)
        backs, own = list(map(str, self.tilbake)), of(bb.plass_i, 1.0, block.column("Slag"))
        figures: list[list[Call | Cell]] = [[of(bb.paa_plass, block.column(back), own) for back in backs]]
        for line in (block[self.lengde - 1], *self.steg.antall):
            figures.append([line[back] for back in backs])
        for at, (label, cells) in enumerate(zip(self._linjer(), figures, strict=False), start=row + 2):
            sheet.heights[at] = 17.0
            layout.line(sheet, at, 0, (None, _TEKST), (label, _TEKST))
            layout.line(sheet, at, first, *((cell, _FIGUR) for cell in cells))
        sheet.decimals.append((sheet.range((row + 2, first), (row + 3, last)), self.valgt["Desimaler"]))
        self._draw(row, first, last)

    def _linjer(self) -> tuple[str | Cell, ...]:
        broken = any(unit.brudd for unit in self.steg.nettverk.enheter)
        return (self.valg.kommune, SNITT, "Antall med tall", *(["Av dem fra før et brudd"] if broken else []))

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
        size = {"column": figurer.HOEYRE, "width": figurer.HALV_BREDDE, "height": figurer.HOEYDE}
        about = {**size, "plot": figurer.PLOTT, "y_format": figurer.AKSE, **_DATA["figurer"]["aarene"]}
        figurer.tegn(sheet, Chart("line", self.valgt["Over årene"], tuple(lines), _FIGUR_RAD, **about))

    def _gaps(self, row: int, first: int) -> Range:
        """A line of the table with a gap where there is no figure, rounded as it is shown."""
        heads, decimals = list(map(str, self.tilbake)), self.valgt["Desimaler"]
        drawn = self.steg.steg.blokk("Tegnet over årene", heads, [""])[0]
        for column, back in enumerate(heads, start=first):
            drawn.calc(back, bb.rundet_tall, self.sheet.at(row, column), decimals, missing=GAP)
        return drawn.line()
