"""Where a profile's figures come from: stated beside the municipality's own, or the members'.

A profile asks for a figure, its references and its earlier years; which of the two answers is
settled per indicator here. So is how many people an amount is about.
"""

from __future__ import annotations

from dataclasses import replace
from math import floor, log10
from statistics import median
from typing import NamedTuple

from asss_xl.dataset.alder import names_everyone
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.functions.values import added
from asss_xl.report import formler as bb
from asss_xl.report.demografi.folketall import delt_i
from asss_xl.report.formler import profil as pf
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.tall import MANGLER, Tall, fra_verdi
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, of


def _siffer(size: float) -> int:
    """How many decimals are three digits of a figure of a size; 0,9 has two of them."""
    exponent = floor(log10(size))
    return max(0, 2 - exponent) if exponent >= 0 else 1 - exponent


class Profilkilde(NamedTuple):
    """Answers for all profiles of a report."""

    valg: Valg
    nettverk: Nettverk | None = None
    tall: Profiltall | None = None
    #: The inhabitants of the report year.
    folketall: Cell | None = None

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
            return Tall(self.av_tallene(i, self.valg.aarnr[year]))
        return fra_verdi(data.verdi(i, data.kommune, year))

    def antall(self, tjeneste: Tjeneste) -> float | Call:
        """How many of a service's indicators the package has a figure for."""
        data = self.valg.data
        stated = [i for i in tjeneste.indikatorer if not data.beregnet(i)]
        count = float(sum(data.verdi(i, data.kommune, data.rapportaar).verdi is not None for i in stated))
        if len(stated) == len(tjeneste.indikatorer):
            return count
        nettverk, tall = self.medlemmene()
        computed = [i for i in tjeneste.indikatorer if data.beregnet(i)]
        own = self.valg.aarstall[data.rapportaar], nettverk.kommunenr
        found = of(pf.antall_med_tall, *tall.samlet(computed), *own)
        return found + count if count else found

    def avrunding(self, i: Indikator) -> float | None:
        """What the rounding of the printed figures can explain of the distance to the mean."""
        data = self.valg.data
        if data.beregnet(i):
            return None
        own = data.verdi(i, data.kommune, data.rapportaar)
        mean = data.referanse(i, "snitt", data.rapportaar)
        return own.avrunding + mean.avrunding if own.verdi is not None else None

    def priset(self, i: Indikator, figure: Tall, key: int) -> Tall:
        """A figure of an earlier year: of kroner in the prices that are chosen."""
        if not i.i_kroner or isinstance(figure.verdi, str | None):
            return figure
        return replace(figure, verdi=self.valg.faste(figure.verdi, key))

    def aarnr_foer(self, back: int) -> Call:
        """Which of the package's years is so many before; none when a merger since breaks the series."""
        before = self.valg.aar - float(back)
        year = of(bb.plass_i, before, self.valg.pakkens_aar)
        return year if self.nettverk is None else of(pf.uten_brudd, year, self.nettverk.brudd, before)

    def uten_brudd(self, figure: Call, key: int) -> Call:
        """A figure of an earlier year; missing when a merger in between breaks the series."""
        if self.nettverk is None:
            return figure
        return of(pf.uten_brudd, figure, self.nettverk.brudd, self.valg.aarstall[key])

    def av_tallene(self, i: Indikator, aarnr: Cell) -> Call:
        """The municipality's figure in a year, as the members' own figures have it."""
        nettverk, tall = self.medlemmene()
        return of(pf.av_tallene, tall.alle, aarnr, tall.foran(i), nettverk.kommunenr)

    def medlemmene(self) -> tuple[Nettverk, Profiltall]:
        """The members and their figures."""
        if self.nettverk is None or self.tall is None:
            raise ValueError("the package has no members' figures for the profiles")
        return self.nettverk, self.tall

    def kjent(self, i: Indikator) -> bool:
        """Whether there is a number behind the amount per person."""
        return i.faktor is not None and self.mengde(i).finnes

    def mengde(self, i: Indikator) -> Tall:
        """How many there are of what an indicator is per."""
        data = self.valg.data
        if data.beregnet(i):
            if self.tall is None or not self.tall.veid(i):
                return MANGLER
            year = self.valg.aarnr[data.rapportaar]
            return Tall(
                of(pf.mengden, self.tall.vektene, year, self.tall.foran(i), self.tall.nettverk.kommunenr)
            )
        stated = data.verdi(i, data.kommune, data.rapportaar).nevner
        if stated is not None:
            return Tall(stated)
        if self.folketall is None:
            return MANGLER
        if names_everyone(i.nevner):
            return Tall(of(bb.gjenta, self.folketall))
        groups = delt_i(i.nevner, data.aldersgrupper)
        counted = (data.innbyggere.get((data.kommune, group, data.rapportaar)) for group in groups)
        known = [v.verdi for v in counted if v is not None and v.verdi is not None]
        return Tall(added(known)) if groups and len(known) == len(groups) else MANGLER
