"""How many people an amount per inhabitant is about: given in the package, or derived from print.

A report prints the municipality's age groups only as criteria: its share of a group over the
country's. With the country's inhabitants by age and the municipality's in all, that is a number.
"""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator
from asss_xl.functions.values import added
from asss_xl.report import formler as bb
from asss_xl.report.demografi.folk import Folk, aldersspenn, delt_i, er_alle
from asss_xl.report.nettverk.profiltall import Profiltall
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import formler as pf
from asss_xl.report.tall import MANGLER, Tall
from asss_xl.workbook import Call, Cell, of


@dataclass
class Mengder:
    """Volumes of the report year, and how a what-if on the population moves them."""

    valg: Valg
    tall: Profiltall | None
    folketall: Cell | None
    folk: Folk | None

    @property
    def _data(self) -> Datasett:
        return self.valg.data

    def kjent(self, i: Indikator) -> bool:
        """Whether there is a number behind the amount per person."""
        return i.faktor is not None and self.mengde(i).finnes

    def mengde(self, i: Indikator) -> Tall:
        """How many there are of what an indicator is per."""
        data = self._data
        if data.beregnet(i):
            if self.tall is None or not self.tall.veid(i):
                return MANGLER
            year = self.valg.aarnr[data.rapportaar]
            assert self.tall.vektene is not None
            return Tall(
                of(pf.mengden, self.tall.vektene, year, self.tall.foran(i), self.tall.network.kommunenr)
            )
        stated = data.verdi(i, data.kommune, data.rapportaar).nevner
        if stated is not None:
            return Tall(stated)
        if self.folketall is None:
            return MANGLER
        if er_alle(i.nevner):
            return Tall(of(bb.gjenta, self.folketall))
        return self._derived(i.nevner)

    def _derived(self, nevner: str) -> Tall:
        """An age group's share of the inhabitants: the criterion times the country's share."""
        data, year = self._data, self._data.rapportaar
        groups = delt_i(nevner, data.aldersgrupper)
        rates = {s.aldersgruppe: s.innbyggere for s in data.satser if s.aar == year}
        if not groups or any(not rates.get(g) for g in data.aldersgrupper):
            return MANGLER
        country = added(float(rates[g]) for g in data.aldersgrupper)
        share = slack = 0.0
        for group in groups:
            index = self._criterion(group)
            if index is None:
                return MANGLER
            share += index[0] * float(rates[group]) / country
            slack += index[1] * float(rates[group]) / country
        assert self.folketall is not None
        people = self.folketall.value
        if not isinstance(people, float):
            return MANGLER
        return Tall(float(round(share * people)), slack * people)

    def _criterion(self, group: str) -> tuple[float, float] | None:
        data, ages = self._data, aldersspenn(group)
        for (unit, _, criterion, year), value in data.kriterieverdier.items():
            if (unit, year) != (data.kommune, data.rapportaar) or value.verdi is None:
                continue
            if aldersspenn(criterion) == ages:
                return value.verdi, value.avrunding
        return None

    def vekst(self, i: Indikator) -> Call | None:
        """How many times as many there are with the population that is filled in."""
        if self.folk is None or not i.nevner:
            return None
        if er_alle(i.nevner) and self.folk.samlet is not None:
            return of(bb.gjenta, self.folk.samlet)
        found = self.folk.del_av(i.nevner)
        if found is None:
            return None
        before, now = found
        return of(pf.folk_forhold, now, before, float(len(now) + len(before)))
