"""The sheet Ressursbruk as it is being filled: what its tables share."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.kilde import ANDRE, MINUS, Avvikskilde, Beloep
from asss_xl.report.avvik.utelatt import Utelatt
from asss_xl.report.behov.kilde import Noekkelvalg, Sektorindeks
from asss_xl.report.formler import tekst
from asss_xl.report.linjer import Linjer
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.steg import Aarstabell, Blokk, Steg
from asss_xl.report.tall import Ledd, Tall
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Cell, Input, Range, Sheet, of, styles

SUM_IS, SUM_DRIFT, DISPONIBEL, SUM = "sum_is", "sum_drift", "disponibel", "sum"
TALL = styles.tall(0)
SMAA = styles.hjelp(TALL)


#: Inhabitants by year: not printed, but implied by the two units of tabell 19.
FolkPerAar = Mapping[int, Input | Ledd]


@dataclass(frozen=True)
class Ressursbruk:
    """The sheet, its steps, the first row of each part, and what is known before the deviations."""

    sheet: Sheet
    valg: Valg
    kilde: Avvikskilde
    steg: Steg
    rader: Mapping[str, int]
    linjer: Linjer
    #: The sectors' cost indices, where the package has a key; and the key, where it can be chosen.
    indekser: Mapping[str, Sektorindeks]
    noekler: Noekkelvalg | None
    mangler: Utelatt
    folk: FolkPerAar = field(default_factory=dict)
    #: The municipality's and the country's amounts; None where a report prints the deviations.
    beloep: Beloep | None = None

    @property
    def aar(self) -> tuple[int, ...]:
        return self.valg.vindu

    @property
    def sektorer(self) -> list[str]:
        """The sectors of the key, and the others together."""
        return [*self.valg.data.sektorer, ANDRE]

    def flagg(self, line: str, year: int) -> Cell | None:
        """1 where the chosen key has a sector; None where there is nothing to choose."""
        sector = self.indekser.get(line)
        return sector.i_noekkel.get(year) if sector else None

    def om(self, line: str, year: int, call: Call) -> Call:
        """A figure of a line; a dash where the chosen key does not have the sector."""
        sector = self.indekser.get(line)
        return sector.om(year, call) if sector else call

    def teller(self, line: str, year: int, cell: Argument) -> Call:
        """The same in a sum: 0 where the key does not have the sector."""
        sector = self.indekser.get(line)
        return sector.eller_null(year, cell) if sector else of(bb.gjenta, cell)

    def antall(self, year: int, andre: int = 0) -> Argument:
        """How many sectors the key has, and so many lines besides."""
        if self.noekler is None:
            return float(len(self.valg.data.sektorer) + andre)
        inside = self.noekler.antall(year)
        return inside + float(andre) if andre else inside


class Avvikstabell(Aarstabell):
    """A table on Ressursbruk: sectors that the chosen key does not have show a dash.

    The lines that are ``i_priser`` follow the choice of prices: what counts is in kroner of each year
    among the steps, and is what the table is asked for.
    """

    def __init__(
        self,
        ark: Ressursbruk,
        row: int,
        first: str,
        groups: Sequence[str],
        lines: Mapping[str, str],
        title: str | Call = "",
        i_priser: Collection[str] = (),
    ) -> None:
        if title:
            shown = ark.valg.i_priser(title) if i_priser else title
            layout.text(ark.sheet, row, 0, shown, styles.OVERSKRIFT)
        sums = (SUM_IS, SUM_DRIFT, DISPONIBEL, SUM)
        super().__init__(ark.sheet, row + bool(title), ark.valg, first, groups, lines, sums)
        self.ark = ark
        self.steg: Blokk | None = None
        if i_priser and ark.valg.pris:
            heads = {
                (n, year): tekst(f"{group}, ", ark.valg.aarstall[year])
                for n, group in enumerate(groups)
                for year in self.years
            }
            told = f"{title or first}: i hvert års kroner"
            self.steg = ark.steg.blokk(told, heads, {line: lines[line] for line in i_priser}, SMAA)

    def calc(self, line: Hashable, heading: Hashable, *call: Any, **about: Any) -> Cell:
        """A figure: as it counts, and as it is shown."""
        if self.steg is None or line not in self.steg:
            return super().calc(line, heading, *call, **about)
        counts = self.steg.calc(line, heading, *call)
        year: int = heading[1]  # type: ignore[index]
        self.sett(line, heading, self.ark.valg.faste(counts, year))
        return counts

    def cell(self, line: Hashable, heading: Hashable) -> Cell:
        """The figure that counts."""
        if self.steg is None or line not in self.steg:
            return super().cell(line, heading)
        return self.steg.cell(line, heading)

    def column(self, heading: Hashable, first: Hashable = None, last: Hashable = None) -> Range:
        """The figures that count."""
        steps = self.steg
        return super().column(heading, first, last) if steps is None else steps.column(heading, first, last)

    def vis(
        self,
        line: str,
        group: int,
        year: int,
        call: Call,
        trykt: str = "",
        aktor: str = MINUS,
        enhet: str = AVVIK_ENHET,
    ) -> Cell:
        """A figure of a line, held against the one in the table where it is printed."""
        made = self.calc(line, (group, year), self.ark.om(line, year, call))
        return self.ark.kilde.trykt(made, trykt, line, aktor, year, enhet)

    def gult(self, line: str, year: int, tall: Tall, label: str, **about: Any) -> Input:
        """A what-if row: the three first groups are the figure, the yellow cell and what counts."""
        aar = self.ark.valg.aarstall[year]
        return self.inndata(line, (0, year), (1, year), (2, year), tall, label=label, aar=aar, **about)
