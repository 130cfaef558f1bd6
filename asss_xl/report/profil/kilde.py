"""Where a profile's figures come from: stated beside the municipality's own, or the members'.

A profile asks for a figure, its references and its earlier years; which of the two answers is
settled per indicator here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import floor, log10
from statistics import median
from typing import TYPE_CHECKING

from asss_xl import functions as f
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kolonner import er_kroner
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

    def verdi(self, i: Indikator) -> Tall:
        """The municipality's own figure in the report year."""
        data = self.valg.data
        if data.beregnet(i):
            return Tall(self._own(i, data.rapportaar))
        return fra_verdi(data.verdi(i, data.kommune, data.rapportaar))

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
        self,
        sheet: Sheet,
        steg: Profilsteg,
        i: Indikator,
        row: int,
        columns: Mapping[str, int],
        given: Input | Ledd,
        style: Style,
    ) -> Referanser:
        """Mean, lowest, highest and n; stated, or computed over the members that are in."""
        computed = self.valg.data.beregnet(i)
        verdier = self._members(steg, i, given) if computed else None
        made: dict[str, Cell] = {}
        for name, heading in (("snitt", "Snitt"), ("lavest", "Lavest"), ("høyest", "Høyest")):
            at = (row, columns[name])
            if verdier is not None:
                made[name] = sheet.calc(*at, bb.gjenta, self._over(steg, i, name, verdier), style=style)
                continue
            found = self.valg.data.referanse(i, name, self.valg.data.rapportaar)
            look = style.but(number_format=styles.tall(self.desimaler(i, name)).number_format)
            made[name] = self._stated(sheet, *at, fra_verdi(found), look)
            steg.calc(i, heading, bb.gjenta, made[name])
        if verdier is not None:
            n = steg.calc(i, "n", f.antall, verdier)
        else:
            n = steg.put(i, "n", float(i.antall) if i.antall else MISSING_TEXT)
        return Referanser(made["snitt"], made["lavest"], made["høyest"], n, verdier)

    def _over(self, steg: Profilsteg, i: Indikator, name: str, values: Range) -> Cell:
        """A figure over those who are in the mean."""
        _, tall = self._network()
        if name == "lavest":
            return steg.calc(i, "Lavest", f.lavest, values)
        if name == "høyest":
            return steg.calc(i, "Høyest", f.hoeyest, values)
        if not tall.veid(i):
            return steg.calc(i, "Snitt", f.snitt, values)
        assert tall.vektene is not None
        row = steg.linjer.cell(steg.linje(i), "Rad i tallene")
        return steg.calc(i, "Snitt", pf.veid, values, tall.vektene, row)

    @staticmethod
    def _stated(sheet: Sheet, row: int, column: int, tall: Tall, style: Style) -> Cell:
        if isinstance(tall.verdi, str):
            return sheet.put(row, column, tall.verdi, style.but(color=styles.GRAA, size=8))
        return plasser(sheet, row, column, tall, style)

    def _members(self, steg: Profilsteg, i: Indikator, given: Input | Ledd) -> Range:
        """The figures of those who are in."""
        _, tall = self._network()
        assert tall.alle is not None
        year = self.valg.aarnr[self.valg.data.rapportaar]
        row = steg.calc(i, "Rad i tallene", pf.rad_i_tallene, year, tall.foran(i), tall.sist)
        first, last = (steg.at(i, steg.kommuner[at]) for at in (0, -1))
        look = styles.hjelp(styles.tall(decimals(self.valg.data, i)))
        figures = (steg.roller[i.uten], given.used, tall.alle, row)
        return steg.sheet.fill(first, last, pf.medlemstall, *figures, looks=(look,))

    def tidligere(self, sheet: Sheet, i: Indikator, at: tuple[int, int], key: int, style: Style) -> Cell:
        """The municipality's figure in an earlier year."""
        data = self.valg.data
        if data.beregnet(i):
            return plasser(sheet, *at, self._priced(i, Tall(self._own(i, key)), key), style)
        stated = fra_verdi(data.verdi(i, data.kommune, key))
        return plasser(sheet, *at, self._priced(i, stated, key), style)

    def tidligere_snitt(self, steg: Profilsteg, i: Indikator, key: int) -> Cell:
        """The mean of the year before, over the members in now: enough, and not one alone."""
        data, heading, look = self.valg.data, "Snitt året før", styles.hjelp(styles.tall(self.desimaler(i)))
        if not data.beregnet(i):
            stated = fra_verdi(data.referanse(i, "snitt", key))
            return plasser(steg.sheet, *steg.at(i, heading), self._priced(i, stated, key), look)
        _, tall = self._network()
        assert tall.alle is not None and tall.vektene is not None
        row = steg.calc(i, "Rad året før", pf.rad_i_tallene, self.valg.aarnr[key], tall.foran(i), tall.sist)
        figures, inside = of(pf.hele_raden, tall.alle, row), tall.med[i.uten]
        weights = of(pf.hele_raden, tall.vektene, row) if tall.veid(i) else None
        least = steg.minst[i.uten] if (i.minste_antall or 1) <= 1 else float(i.minste_antall or 1)
        count = steg.calc(i, "n året før", pf.antall_med, figures, inside)
        mean = of(bb.av_nok, count, least, pf.gruppens_snitt(figures, weights, inside))
        return plasser(steg.sheet, *steg.at(i, heading), self._priced(i, Tall(mean), key), look)

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
        if not self.valg.data.beregnet(i):
            return None
        network, tall = self._network()
        return of(pf.av_tallene, tall.alle, aarnr, tall.foran(i), network.kommunenr)

    def endring(self, sheet: Sheet, at: tuple[int, int], change: Call, key: int, style: Style) -> Cell:
        """A change since an earlier year; a merger in between breaks the series."""
        return sheet.calc(*at, self.uten_brudd(change, key), style=style)

    def uten_brudd(self, figure: Call, key: int) -> Call:
        """A figure of an earlier year; missing when a merger in between breaks the series."""
        if self.network is None or self.network.brudd is None:
            return figure
        return of(pf.uten_brudd, figure, self.network.brudd, self.valg.aarstall[key])

    def _own(self, i: Indikator, key: int) -> Call:
        network, tall = self._network()
        assert tall.alle is not None
        return of(pf.av_tallene, tall.alle, self.valg.aarnr[key], tall.foran(i), network.kommunenr)

    def _network(self) -> tuple[Nettverk, Profiltall]:
        if self.network is None or self.tall is None:
            raise ValueError("the package has no members' figures for the profiles")
        return self.network, self.tall
