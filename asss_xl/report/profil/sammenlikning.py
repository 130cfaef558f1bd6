"""What a profile's figure is held against: mean, lowest and highest, and its place among the members."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl import functions as f
from asss_xl.dataset.model import Indikator
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.functions.values import Value, is_number
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.profiltall import decimals
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kolonner import HOEYEST, LAVEST, SNITT
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.tall import Ledd, Tall, fra_verdi, plasser
from asss_xl.workbook import MISSING_TEXT, Cell, Input, Range, Sheet, of, styles
from asss_xl.workbook.styles import Style

_OVER = {"Snitt": f.snitt, "Lavest": f.lavest, "Høyest": f.hoeyest}


@dataclass
class Referanser:
    """What an indicator is held against; ``verdier`` are the members' where they are known."""

    snitt: Cell
    lavest: Cell
    hoeyest: Cell
    n: Cell
    verdier: Range | None = None
    rang: Cell | None = None
    lavest_hos: Cell | None = None
    hoeyest_hos: Cell | None = None


@dataclass
class Maal:
    """What a figure is held against: the mean, or a word; and what is shown where it is a word."""

    snitt: Cell
    #: The same where the reader sees it, if it is there.
    her: Cell
    ord: Cell
    #: Whether there can be too few.
    kan_vaere_faa: bool = False


def _negative(value: Value) -> bool:
    return is_number(value) and value < 0  # type: ignore[operator]


class Sammenlikning:
    """An indicator's figure beside the others', in its row on the profile and its line of steps."""

    def __init__(
        self, steg: Profilsteg, sheet: Sheet, row: int, i: Indikator, given: Input | Ledd, style: Style
    ) -> None:
        self.steg, self.kilde, self.indikator, self.verdi = steg, steg.kilde, i, given
        self.row, self.linje = row, steg[i]
        self.minst_for_plass = max(i.minste_antall or 1, FAERREST_FOR_PLASS)
        self.referanser = self._references(sheet, row, style)
        self.mot = self._held_against()
        if self.referanser.verdier is not None:
            self._place(self.referanser.verdier)

    def _references(self, sheet: Sheet, row: int, style: Style) -> Referanser:
        """Mean, lowest, highest and n; stated, or computed over the members that are in."""
        line, i, data, made = self.linje, self.indikator, self.kilde.valg.data, []
        values = self._members() if data.beregnet(i) else None
        for column, heading in ((SNITT, "Snitt"), (LAVEST, "Lavest"), (HOEYEST, "Høyest")):
            if values is not None:
                made.append(layout.text(sheet, row, column, self._over(heading, values), style))
                continue
            stated = fra_verdi(data.referanse(i, heading.lower(), data.rapportaar))
            shown = styles.tall(self.kilde.desimaler(i, heading.lower()))
            look = style.but(number_format=shown.number_format)
            if isinstance(stated.verdi, str):
                made.append(sheet.put(row, column, stated.verdi, look.but(color=styles.GRAA, size=8)))
            else:
                made.append(plasser(sheet, row, column, stated, look))
            line.calc(heading, bb.gjenta, made[-1])
        if values is not None:
            n = line.calc("n", f.antall, values)
        else:
            n = line.put("n", float(i.antall) if i.antall else MISSING_TEXT)
        return Referanser(made[0], made[1], made[2], n, values)

    def _over(self, heading: str, values: Range) -> Cell:
        """A figure over those who are in the mean."""
        _, tall = self.kilde.medlemmene()
        if heading == "Snitt" and tall.veid(self.indikator):
            return self.linje.calc(heading, pf.veid, values, tall.vektene, self.linje["Rad i tallene"])
        return self.linje.calc(heading, _OVER[heading], values)

    def _members(self) -> Range:
        """The figures of those who are in."""
        (_, tall), line, valg = self.kilde.medlemmene(), self.linje, self.kilde.valg
        year = valg.aarnr[valg.data.rapportaar]
        row = line.calc("Rad i tallene", pf.rad_i_tallene, year, tall.foran(self.indikator), tall.sist)
        first, last = (line.blokk.at(line.nr, self.steg.kommuner[end]) for end in (0, -1))
        look = styles.hjelp(styles.tall(decimals(valg.data, self.indikator)))
        figures = (self.steg.roller[self.indikator.uten], self.verdi.used, tall.alle, row)
        return self.steg.sheet.fill(first, last, pf.medlemstall, *figures, looks=(look,))

    def snitt_foer(self, key: int) -> Cell:
        """The mean of the year before, over the members in now: enough, and not one alone."""
        line, i, valg = self.linje, self.indikator, self.kilde.valg
        if valg.data.beregnet(i):
            _, tall = self.kilde.medlemmene()
            row = line.calc("Rad året før", pf.rad_i_tallene, valg.aarnr[key], tall.foran(i), tall.sist)
            figures, inside = of(pf.hele_raden, tall.alle, row), tall.med[i.uten]
            weights = of(pf.hele_raden, tall.vektene, row) if tall.veid(i) else None
            least = self.steg.minst[i.uten] if (i.minste_antall or 1) <= 1 else float(i.minste_antall or 1)
            count = line.calc("n året før", pf.antall_med, figures, inside)
            mean = Tall(of(bb.av_nok, count, least, pf.gruppens_snitt(figures, weights, inside)))
        else:
            mean = fra_verdi(valg.data.referanse(i, "snitt", key))
        look = styles.hjelp(styles.tall(self.kilde.desimaler(i)))
        return line.blokk.tall(line.nr, "Snitt året før", self.kilde.priset(i, mean, key), look)

    def _held_against(self) -> Maal:
        """The mean that a figure can be held against: not too few, and not below zero."""
        line, found, minst = self.linje, self.referanser, float(self.indikator.minste_antall or 1)
        mean = line["Snitt"]
        if minst <= 1 or (not found.verdier and not self.fewer(minst)):
            word = line.put("Uten sammenlikning", MISSING_TEXT)
            if found.snitt.call is None and not _negative(mean.value):
                return Maal(mean, found.snitt, word)
            least = self.steg.minst[self.indikator.uten] if found.verdier else 1.0
            used = line.calc("Målestokk", pf.maalestokk, mean, found.n, least)
            return Maal(used, used, word)
        word = line.calc("Uten sammenlikning", pf.for_faa, found.n, minst, self.verdi.used)
        used = line.calc("Målestokk", pf.maalestokk_eller, mean, found.n, minst, word)
        return Maal(used, used, word, kan_vaere_faa=True)

    def _place(self, values: Range) -> None:
        """The place among the members; one who is outside the mean has none."""
        line, found, names = self.linje, self.referanser, self.steg.navn
        role, least = self.steg.egen_rolle[self.indikator.uten], float(self.minst_for_plass)
        own = line.calc("Får plass", pf.faar_plass, role, self.verdi.used, found.n, least)
        found.rang = line.calc("Plass", pf.plass, own, values, missing=None)
        line.calc("Fra bunnen", pf.fra_bunnen, own, values, missing=None)
        assert names is not None
        found.lavest_hos, found.hoeyest_hos = (
            line.calc(heading, pf.hvem, end, values, names, missing=None)
            for heading, end in zip(("Lavest hos", "Høyest hos"), self.ends(), strict=True)
        )

    def fewer(self, least: float) -> bool:
        """Whether the source says that fewer have a figure."""
        return bool(self.indikator.antall and self.indikator.antall < least)

    @property
    def snitt(self) -> Cell:
        """The mean it is held against."""
        return self.referanser.snitt

    @property
    def maal(self) -> Cell:
        """The same, or a word where it is held against nothing."""
        return self.mot.snitt

    def ends(self) -> tuple[Cell, Cell]:
        """The lowest and the highest."""
        return self.linje["Lavest"], self.linje["Høyest"]
