"""Where a profile's figures come from: stated beside the municipality's own, or the members'.

A profile asks for a figure, its references and its earlier years; which of the two answers is
settled per indicator here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from asss_xl import functions as f
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall, decimals
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.tall import Ledd, Tall, fra_verdi, noekkel, plasser
from asss_xl.workbook import Call, Cell, Input, Range, Sheet, of, styles
from asss_xl.workbook.styles import Style


@dataclass
class Referanser:
    """What an indicator is held against; ``rang`` and who is at the ends where members are known."""

    snitt: Cell
    lavest: Cell
    hoeyest: Cell
    n: Cell
    rang: Cell | None = None
    verdier: Range | None = None


@dataclass
class Profilkilde:
    """Answers for all profiles of a report."""

    valg: Valg
    network: Nettverk | None = None
    tall: Profiltall | None = None
    #: The headings with the members' names, by sheet.
    navn: dict[str, Range] = field(default_factory=dict)

    def desimaler(self, i: Indikator) -> int:
        """How many decimals the row is shown with."""
        data = self.valg.data
        if data.beregnet(i) or i.vis_desimaler is not None:
            return decimals(data, i)
        year = data.rapportaar
        found = [data.verdi(i, data.kommune, year),
                 *(data.referanse(i, r, year) for r in ("snitt", "lavest", "høyest"))]  # fmt: skip
        return max((v.desimaler or 0 for v in found if v.verdi is not None), default=0)

    def verdi(self, i: Indikator) -> Tall:
        """The municipality's own figure in the report year."""
        data = self.valg.data
        if data.beregnet(i):
            return Tall(self._own(i, data.rapportaar))
        found = data.verdi(i, data.kommune, data.rapportaar)
        stated = found.verdi is not None and found.teller is None and found.nevner is None
        where = noekkel(
            "indikatorverdier", "verdi", i.enhet, tjeneste=i.tjeneste, nr=i.nr,
            kommune=data.kommune, aar=data.rapportaar,
        ) if stated else None  # fmt: skip
        return replace(fra_verdi(found), figur=where)

    def omtalt(self, finding: Call) -> Call:
        """A finding that names the mean it is about, also when the group is another."""
        network = self.network
        if network is None or network.snittet is None or network.blant is None:
            return finding
        return of(bb.omtalt, finding, network.snittet, network.blant)

    def antall(self, tjeneste: Tjeneste) -> float | Call:
        """How many of a service's indicators the package has a figure for."""
        data = self.valg.data
        stated = [i for i in tjeneste.indikatorer if not data.beregnet(i)]
        count = float(sum(
            data.verdi(i, data.kommune, data.rapportaar).verdi is not None for i in stated
        ))  # fmt: skip
        if len(stated) == len(tjeneste.indikatorer):
            return count
        network, tall = self._network()
        computed = [i for i in tjeneste.indikatorer if data.beregnet(i)]
        found = of(bb.antall_i_blokk, tall.samlet(computed), tall.aarskolonne(computed),
                   self.valg.aarstall[data.rapportaar], network.kommunenr)  # fmt: skip
        return of(bb.pluss, found, count) if count else found

    def avrunding(self, i: Indikator) -> float | None:
        """What the rounding of the printed figures can explain of the distance to the mean."""
        data = self.valg.data
        if data.beregnet(i):
            return None
        own = data.verdi(i, data.kommune, data.rapportaar)
        mean = data.referanse(i, "snitt", data.rapportaar)
        return own.avrunding + mean.avrunding if own.verdi is not None else None

    def heads(self, sheet: Sheet, row: int, column: int) -> None:
        """Headings over the members' figures behind a profile."""
        if self.network is None or self.tall is None:
            return
        for number, name in enumerate(self.network.navn):
            sheet.calc(row, column + number, bb.gjenta, name, style=styles.HJELP_HODE)
        last = column + len(self.network.navn) - 1
        self.navn[sheet.name] = sheet.range((row, column), (row, last))
        sheet.put(row - 1, column, "Kommunene som er med i snittet, deretter vektene", styles.HJELP)

    def referanser(
        self,
        sheet: Sheet,
        i: Indikator,
        row: int,
        columns: Mapping[str, int],
        behind: tuple[int, int],
        given: Input | Ledd,
        style: Style,
    ) -> Referanser:
        """Mean, lowest, highest and n; stated, or computed over the members that are in."""
        if self.valg.data.beregnet(i):
            return self._computed(sheet, i, row, columns, behind, given, style)
        data, year = self.valg.data, self.valg.data.rapportaar
        made = {
            name: self._stated(sheet, row, columns[name], fra_verdi(data.referanse(i, name, year)),
                               style)
            for name in ("snitt", "lavest", "høyest")
        }  # fmt: skip
        n = sheet.put(row, columns["n"], float(i.antall) if i.antall else None,
                      styles.tall(0).but(size=8))  # fmt: skip
        return Referanser(made["snitt"], made["lavest"], made["høyest"], n)

    @staticmethod
    def _stated(sheet: Sheet, row: int, column: int, tall: Tall, style: Style) -> Cell:
        if isinstance(tall.verdi, str):
            return sheet.put(row, column, tall.verdi, style.but(color=styles.GRAA, size=8))
        return plasser(sheet, row, column, tall, style)

    def _computed(
        self, sheet: Sheet, i: Indikator, row: int, columns: Mapping[str, int],
        behind: tuple[int, int], given: Input | Ledd, style: Style,
    ) -> Referanser:  # fmt: skip
        values, weights = self._members(sheet, i, behind, given)
        snitt = sheet.calc(row, columns["snitt"], f.snitt, values, weights, style=style)
        low = sheet.calc(row, columns["lavest"], f.lavest, values, style=style)
        high = sheet.calc(row, columns["høyest"], f.hoeyest, values, style=style)
        small = styles.tall(0).but(size=8)
        n = sheet.calc(row, columns["n"], f.antall, values, style=small)
        rank = sheet.calc(row, columns["rang"], f.rang, given.used, values, style=small)
        names = self.navn[sheet.name]
        text = styles.RAD.but(size=8, indent=1)
        sheet.calc(row, columns["lavest_hos"], bb.hvem, low, values, names, style=text)
        sheet.calc(row, columns["høyest_hos"], bb.hvem, high, values, names, style=text)
        return Referanser(snitt, low, high, n, rank, values)

    def _members(
        self, sheet: Sheet, i: Indikator, behind: tuple[int, int], given: Input | Ledd
    ) -> tuple[Range, Range]:
        """The figures of those who are in, and their weights: 1 where the mean is unweighted."""
        network, tall = self._network()
        row, column = behind
        look = styles.hjelp(styles.tall(decimals(self.valg.data, i)))
        year = self.valg.aarnr[self.valg.data.rapportaar]
        for number, unit in enumerate(network.enheter):
            at = (row, column + number)
            if unit.navn in i.uten:
                sheet.put(*at, "Holdt utenfor", styles.HJELP)
            else:
                sheet.calc(
                    *at, bb.i_gruppen, tall.kolonne(i, number), year, network.maske[number],
                    network.plass[number], network.kommunenr, given.used, style=look,
                )  # fmt: skip
        last = column + tall.bredde - 1
        start = last + 2
        weight = styles.hjelp(styles.tall(0))
        for number in range(tall.bredde):
            if tall.veid(i):
                sheet.calc(row, start + number, bb.velg, tall.vekter(i, number), year, 1.0,
                           style=weight, missing="")  # fmt: skip
            else:
                sheet.put(row, start + number, 1.0, weight)
        return (sheet.range((row, column), (row, last)),
                sheet.range((row, start), (row, start + tall.bredde - 1)))  # fmt: skip

    def tidligere(
        self, sheet: Sheet, i: Indikator, at: tuple[int, int], key: int, style: Style
    ) -> Cell:
        """The municipality's figure in an earlier year."""
        data = self.valg.data
        if data.beregnet(i):
            return plasser(sheet, *at, Tall(self._own(i, key)), style)
        return plasser(sheet, *at, fra_verdi(data.verdi(i, data.kommune, key)), style)

    def tidligere_snitt(
        self, sheet: Sheet, i: Indikator, at: tuple[int, int], key: int
    ) -> Cell:
        """The mean of an earlier year, over the members that are in now."""
        data, look = self.valg.data, styles.hjelp(styles.tall(self.desimaler(i)))
        if not data.beregnet(i):
            return plasser(sheet, *at, fra_verdi(data.referanse(i, "snitt", key)), look)
        _, tall = self._network()
        return sheet.calc(*at, bb.velg, tall.snitt(i), self.valg.aarnr[key], 1.0, style=look)

    def endring(
        self, sheet: Sheet, at: tuple[int, int], change: Call, key: int, style: Style
    ) -> Cell:
        """A change since an earlier year; a merger in between breaks the series."""
        call = self.uten_brudd(change, key)
        return sheet.calc(*at, call.function, *call.arguments, style=style)

    def uten_brudd(self, figure: Call, key: int) -> Call:
        """A figure of an earlier year; missing when a merger in between breaks the series."""
        if self.network is None or self.network.brudd is None:
            return figure
        return of(bb.uten_brudd, figure, self.network.brudd, self.valg.aarstall[key])

    def _own(self, i: Indikator, key: int) -> Call:
        network, tall = self._network()
        return of(bb.velg, tall.blokk(i), self.valg.aarnr[key], network.kommunenr)

    def _network(self) -> tuple[Nettverk, Profiltall]:
        if self.network is None or self.tall is None:
            raise ValueError("the package has no members' figures for the profiles")
        return self.network, self.tall


