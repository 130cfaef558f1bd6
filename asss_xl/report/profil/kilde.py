"""Where a profile's figures come from: stated beside the municipality's own, or the members'.

A profile asks for a figure, its references and its earlier years; which of the two answers is
settled per indicator here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import floor, log10
from statistics import median
from typing import TYPE_CHECKING

from asss_xl import functions as f
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kolonner import HOEYEST, LAVEST, SNITT, er_kroner
from asss_xl.report.steg import Linje
from asss_xl.report.tall import Ledd, Tall, fra_verdi, plasser
from asss_xl.workbook import MISSING_TEXT, Call, Cell, Input, Range, Sheet, of, styles
from asss_xl.workbook.styles import Style

if TYPE_CHECKING:
    from asss_xl.report.profil.steg import Profilsteg


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


def _siffer(size: float) -> int:
    """How many decimals are three digits of a figure of a size; 0,9 has two of them."""
    exponent = floor(log10(size))
    return max(0, 2 - exponent) if exponent >= 0 else 1 - exponent


@dataclass
class Profilkilde:
    """Answers for all profiles of a report."""

    valg: Valg
    network: Nettverk | None = None
    tall: Profiltall | None = None

    def desimaler(self, i: Indikator, whose: str = "") -> int:
        """How many decimals the row is shown with, or a stated figure of it, as it is printed.

        ``whose`` is ``kommune``, ``snitt``, ``lavest`` or ``høyest``.
        """
        data = self.valg.data
        if data.beregnet(i) or i.vis_desimaler is not None:
            return decimals(data, i)
        year = data.rapportaar
        found = {
            "kommune": data.verdi(i, data.kommune, year),
            **{r: data.referanse(i, r, year) for r in ("snitt", "lavest", "høyest")},
        }
        places = {who: v.desimaler or 0 for who, v in found.items() if v.verdi is not None}
        return places.get(whose, max(places.values(), default=0))

    def desimaler_i_setning(self, i: Indikator) -> int:
        """How many decimals every figure of the row's sentence has: what a person would say, and no more
        than three digits.

        A printed whole number has lost its decimal beside one that kept it, unless what it is reckoned to
        be is another number.
        """
        data, year = self.valg.data, self.valg.data.rapportaar
        if data.beregnet(i):
            found = data.indikatorens_verdier(i)
            known = [v for (*_, y), v in found if y == year and v.verdi is not None]
            places = decimals(data, i)
        else:
            stated = (data.verdi(i, data.kommune, year), data.referanse(i, "snitt", year))
            known = [v for v in stated if v.verdi is not None]
            places = max((v.desimaler or 0 for v in known), default=0)
            if any(round(v.verdi or 0.0, places) != v.sagt for v in known):
                places = min(v.desimaler or 0 for v in known)
        sizes = [abs(v.verdi) for v in known if v.verdi]
        return min(places, _siffer(median(sizes))) if sizes else places

    def verdi(self, i: Indikator, key: int | None = None) -> Tall:
        """The municipality's own figure in the report year, or in another."""
        data, year = self.valg.data, self.valg.data.rapportaar if key is None else key
        if data.beregnet(i):
            return Tall(self._av_tallene(i, self.valg.aarnr[year]))
        return fra_verdi(data.verdi(i, data.kommune, year))

    def antall(self, tjeneste: Tjeneste) -> float | Call:
        """How many of a service's indicators the package has a figure for."""
        data = self.valg.data
        stated = [i for i in tjeneste.indikatorer if not data.beregnet(i)]
        count = float(sum(data.verdi(i, data.kommune, data.rapportaar).verdi is not None for i in stated))
        if len(stated) == len(tjeneste.indikatorer):
            return count
        network, tall = self._network()
        computed = [i for i in tjeneste.indikatorer if data.beregnet(i)]
        found = of(
            pf.antall_med_tall,
            tall.samlet(computed),
            tall.aarskolonne(computed),
            self.valg.aarstall[data.rapportaar],
            network.kommunenr,
        )
        return found + count if count else found

    def avrunding(self, i: Indikator) -> float | None:
        """What the rounding of the printed figures can explain of the distance to the mean."""
        data = self.valg.data
        if data.beregnet(i):
            return None
        own = data.verdi(i, data.kommune, data.rapportaar)
        mean = data.referanse(i, "snitt", data.rapportaar)
        return own.avrunding + mean.avrunding if own.verdi is not None else None

    def referanser(
        self, sheet: Sheet, steg: Profilsteg, i: Indikator, row: int, given: Input | Ledd, style: Style
    ) -> Referanser:
        """Mean, lowest, highest and n; stated, or computed over the members that are in."""
        line, verdier, made = steg[i], None, []
        if self.valg.data.beregnet(i):
            verdier = self._members(steg, i, given)
        for column, name in ((SNITT, "snitt"), (LAVEST, "lavest"), (HOEYEST, "høyest")):
            if verdier is not None:
                made.append(layout.text(sheet, row, column, self._over(line, i, name, verdier), style))
                continue
            found = self.valg.data.referanse(i, name, self.valg.data.rapportaar)
            look = style.but(number_format=styles.tall(self.desimaler(i, name)).number_format)
            made.append(self._stated(sheet, row, column, fra_verdi(found), look))
            line.calc(name.capitalize(), bb.gjenta, made[-1])
        if verdier is not None:
            n = line.calc("n", f.antall, verdier)
        else:
            n = line.put("n", float(i.antall) if i.antall else MISSING_TEXT)
        return Referanser(made[0], made[1], made[2], n, verdier)

    def _over(self, line: Linje, i: Indikator, name: str, values: Range) -> Cell:
        """A figure over those who are in the mean."""
        _, tall = self._network()
        heading = name.capitalize()
        if name == "snitt" and tall.veid(i):
            return line.calc(heading, pf.veid, values, tall.vektene, line["Rad i tallene"])
        return line.calc(heading, {"snitt": f.snitt, "lavest": f.lavest, "høyest": f.hoeyest}[name], values)

    @staticmethod
    def _stated(sheet: Sheet, row: int, column: int, tall: Tall, style: Style) -> Cell:
        if isinstance(tall.verdi, str):
            return sheet.put(row, column, tall.verdi, style.but(color=styles.GRAA, size=8))
        return plasser(sheet, row, column, tall, style)

    def _members(self, steg: Profilsteg, i: Indikator, given: Input | Ledd) -> Range:
        """The figures of those who are in."""
        _, tall = self._network()
        line, year = steg[i], self.valg.aarnr[self.valg.data.rapportaar]
        row = line.calc("Rad i tallene", pf.rad_i_tallene, year, tall.foran(i), tall.sist)
        first, last = (line.blokk.at(line.nr, steg.kommuner[end]) for end in (0, -1))
        look = styles.hjelp(styles.tall(decimals(self.valg.data, i)))
        figures = (steg.roller[i.uten], given.used, tall.alle, row)
        return steg.sheet.fill(first, last, pf.medlemstall, *figures, looks=(look,))

    def tidligere(self, sheet: Sheet, i: Indikator, at: tuple[int, int], key: int, style: Style) -> Cell:
        """The municipality's figure in an earlier year."""
        return plasser(sheet, *at, self._priced(i, self.verdi(i, key), key), style)

    def tidligere_snitt(self, steg: Profilsteg, i: Indikator, key: int) -> Cell:
        """The mean of the year before, over the members in now: enough, and not one alone."""
        line = steg[i]
        if self.valg.data.beregnet(i):
            _, tall = self._network()
            year = self.valg.aarnr[key]
            row = line.calc("Rad året før", pf.rad_i_tallene, year, tall.foran(i), tall.sist)
            figures, inside = of(pf.hele_raden, tall.alle, row), tall.med[i.uten]
            weights = of(pf.hele_raden, tall.vektene, row) if tall.veid(i) else None
            least = steg.minst[i.uten] if (i.minste_antall or 1) <= 1 else float(i.minste_antall or 1)
            count = line.calc("n året før", pf.antall_med, figures, inside)
            mean = Tall(of(bb.av_nok, count, least, pf.gruppens_snitt(figures, weights, inside)))
        else:
            mean = fra_verdi(self.valg.data.referanse(i, "snitt", key))
        look = styles.hjelp(styles.tall(self.desimaler(i)))
        return line.blokk.tall(line.nr, "Snitt året før", self._priced(i, mean, key), look)

    def _priced(self, i: Indikator, figure: Tall, key: int) -> Tall:
        """A figure of an earlier year: of kroner in the prices that are chosen."""
        if not er_kroner(i) or isinstance(figure.verdi, str | None):
            return figure
        return replace(figure, verdi=self.valg.faste(figure.verdi, key))

    def aarnr_foer(self, back: int) -> Call:
        """Which of the package's years is so many before; none when a merger since breaks the series."""
        year = of(pf.aarnr_foer, self.valg.aarnr[self.valg.data.rapportaar], float(back))
        if self.network is None or self.network.brudd is None:
            return year
        return of(pf.uten_brudd, year, self.network.brudd, self.valg.aar - float(back))

    def aar_foer(self, i: Indikator, aarnr: Cell) -> Call | None:
        """The municipality's figure of another year; None where it is not the members' own."""
        return self._av_tallene(i, aarnr) if self.valg.data.beregnet(i) else None

    def uten_brudd(self, figure: Call, key: int) -> Call:
        """A figure of an earlier year; missing when a merger in between breaks the series."""
        if self.network is None or self.network.brudd is None:
            return figure
        return of(pf.uten_brudd, figure, self.network.brudd, self.valg.aarstall[key])

    def _av_tallene(self, i: Indikator, aarnr: Cell) -> Call:
        network, tall = self._network()
        return of(pf.av_tallene, tall.alle, aarnr, tall.foran(i), network.kommunenr)

    def _network(self) -> tuple[Nettverk, Profiltall]:
        if self.network is None or self.tall is None:
            raise ValueError("the package has no members' figures for the profiles")
        return self.network, self.tall
