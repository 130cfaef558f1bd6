"""The municipality's own use of income: one yellow cell per sector, felt wherever it counts.

Where the members' amounts are known, the country's mean moves with the municipality, which is
part of it. Where a report prints the deviation from the country, that deviation moves. Interest,
premium and net result follow the accounts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT, Avvikskilde, linjenavn
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.tall import MANGLER, Ledd, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Sheet, of, styles

_HJELP = 14
#: Beside the use: the sectors' change in 1000 kr, those in the cost key, and the country.
_ENDRING, _LAND, _KONTO = 14, 17, 20
_FLYTTER_IKKE = (
    "Et gult felt er netto driftsutgifter i kr per innbygger. Endringen flytter driftsutgiftene "
    "og resultatet på Regnskap, avvikene under og tjenesteprofilene som bygger på sektoren.",
    "Flytter ikke: avskrivninger og sosiale utgifter. Lønn og andre utgifter som endres på "
    "Regnskap, er ikke trykt per sektor; de kommer på andre sektorer.",
)
HOEYDE_NOTER = len(_FLYTTER_IKKE)


@dataclass
class EgenBruk:
    """The use by line and year (``base`` and ``naa``), deviations and the country's mean now."""

    base: dict[tuple[str, int], Cell] = field(default_factory=dict)
    gul: dict[tuple[str, int], Input] = field(default_factory=dict)
    naa: dict[tuple[str, int], Cell] = field(default_factory=dict)
    endring: dict[int, Cell] = field(default_factory=dict)
    ledd: dict[tuple[str, int], Ledd] = field(default_factory=dict)
    landet: dict[tuple[str, int], Cell] = field(default_factory=dict)


#: What is moved in the parts of a sector, 1000 kr; None where nothing can be.
Deler = Callable[[str, int], "Argument | None"]


@dataclass
class Folkemengde:
    """Inhabitants by year: as the figures have them, and as they count."""

    base: dict[int, Cell]
    naa: dict[int, Cell]


class Writer:
    """The table of use; the sectors are written before the accounts, the rest after them."""

    def __init__(
        self, sheet: Sheet, valg: Valg, kilde: Avvikskilde, row: int, folk: Folkemengde
    ) -> None:
        self.sheet, self.valg, self.kilde, self.row, self.folk = sheet, valg, kilde, row, folk
        self.years = valg.vindu
        self.sektorer = [*valg.data.sektorer, ANDRE]
        self.lines = [*self.sektorer, RENTER, PREMIE, RESULTAT]
        self.made = EgenBruk()
        self.second = row + len(self.lines) + 3 + HOEYDE_NOTER

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.years) + self.years.index(year)

    def at(self, line: str) -> int:
        return self.row + 2 + self.lines.index(line)

    def sectors(self, deler: Deler) -> dict[int, Cell]:
        """The yellow cells, and what they change in all by year, 1000 kr."""
        sheet = self.sheet
        groups = ("Grunnlag", "Hva hvis", "Nå")
        layout.year_groups(sheet, self.row, "Kommunens bruk, kr per innb.", groups, self.valg)
        for line in self.lines:
            sheet.put(self.at(line), 0, linjenavn(line), styles.RAD)
        for at, text in enumerate(_FLYTTER_IKKE, start=self.row + 2 + len(self.lines)):
            sheet.put(at, 0, text, styles.NOTE)
        number, small = styles.tall(0), styles.hjelp(styles.tall(0))
        for line in self.sektorer:
            for year in self.years:
                tall = self.kilde.egen(line, year)
                given = inndata(
                    sheet, (self.at(line), self.column(0, year)),
                    (self.at(line), self.column(1, year)),
                    (self.at(line), _KONTO + self.years.index(year)), tall,
                    label=f"{linjenavn(line)}: kommunens bruk, kr per innb.",
                    aar=self.valg.aarstall[year], style=number,
                )  # fmt: skip
                self.made.base[line, year], self.made.gul[line, year] = given.base, given
                if line != ANDRE:
                    self._now(line, year, deler(line, year))
                change = of(bb.bruk_endring, self._sector_now(line, year, deler),
                            self.folk.naa[year], given.base, self.folk.base[year])  # fmt: skip
                sheet.calc(self.at(line), _ENDRING + self.years.index(year), change.function,
                           *change.arguments, style=small, missing="")  # fmt: skip
        for year in self.years:
            column = _ENDRING + self.years.index(year)
            cells = sheet.range((self.at(self.sektorer[0]), column), (self.at(ANDRE), column))
            self.made.endring[year] = sheet.calc(
                self.at(ANDRE) + 1, column, bb.sum_tall, cells, style=small
            )
        return self.made.endring

    def _sector_now(self, line: str, year: int, deler: Deler) -> Argument:
        """Andre sektorer as far as they are filled in themselves: the accounts add the rest."""
        return self.made.naa[line, year] if line != ANDRE else self._use(
            line, year, deler(line, year)
        )  # fmt: skip

    def _use(self, line: str, year: int, parts: Argument | None) -> Call:
        given = self.made.gul[line, year]
        moved: Argument = "" if parts is None else parts
        return of(bb.bruk_naa, given.used, given.base, self.folk.base[year], self.folk.naa[year],
                  moved)  # fmt: skip

    def _now(self, line: str, year: int, parts: Argument | None) -> None:
        call = self._use(line, year, parts)
        self.made.naa[line, year] = self.sheet.calc(
            self.at(line), self.column(2, year), call.function, *call.arguments,
            style=styles.tall(0),
        )  # fmt: skip

    # -- after the accounts -------------------------------------------------------------------

    def finish(self, ark: Ark | None, deler: Deler) -> EgenBruk:
        """Andre sektorer, the lines of the accounts, the country and the deviations."""
        for year in self.years:
            self._now(ANDRE, year, self._unallocated(ark, deler(ANDRE, year), year))
            for line in (RENTER, PREMIE, RESULTAT):
                self._account(ark, line, year)
        if self.kilde.tall is not None:
            self._country()
        return self.made

    def _unallocated(self, ark: Ark | None, parts: Argument | None, year: int) -> Argument | None:
        """What wages and other spending have changed in the accounts, 1000 kr."""
        if ark is None or year not in ark.grunnlag.get("driftsutgifter", {}):
            return parts
        change = of(bb.flytting, ark.beloep["driftsutgifter"][year],
                    ark.grunnlag["driftsutgifter"][year])  # fmt: skip
        mine = of(bb.flytting, change, self.made.endring[year])
        return mine if parts is None else of(bb.pluss_tall, mine, parts)

    def _account(self, ark: Ark | None, line: str, year: int) -> None:
        """Interest, premium or result: the figure moved as the accounts move."""
        at, number = self.at(line), styles.tall(0)
        column, people = self.column(0, year), self.folk
        known = _account(self.sheet, ark, line, year, (at, _KONTO + self.years.index(year)))
        if self.kilde.tall is not None:
            base = plasser(self.sheet, at, column, self.kilde.egen(line, year), number)
        elif known is not None:
            base = self.sheet.calc(at, column, f.per_innbygger, known[0], people.base[year], 1000.0,
                                   style=number)  # fmt: skip
        else:
            base = plasser(self.sheet, at, column, MANGLER, number)
        change: Argument = "" if known is None else of(bb.flytting, known[1], known[0])
        call = of(bb.bruk_naa, base, base, people.base[year], people.naa[year], change)
        self.made.base[line, year] = base
        self.made.naa[line, year] = self.sheet.calc(
            at, self.column(2, year), call.function, *call.arguments, style=number
        )

    def _country(self) -> None:
        sheet, second, years, number = self.sheet, self.second, self.years, styles.tall(0)
        self.kilde.place_kinds(sheet, second + 1, _HJELP + len(years) + 1, styles.hjelp(number))
        layout.year_groups(
            sheet, second, "Landets bruk, kr per innb.",
            ("Grunnlag", "Med hva hvis", "Avvik, grunnlag", "Avvik nå"), self.valg,
        )  # fmt: skip
        small = styles.hjelp(number)
        country = {
            year: plasser(sheet, self.row + 1, _LAND + offset, self.kilde.landets_folk(year), small)
            for offset, year in enumerate(years)
        }
        for place, line in enumerate(self.lines):
            below = second + 2 + place
            sheet.put(below, 0, linjenavn(line), styles.RAD)
            for year in years:
                own, now = self.made.base[line, year], self.made.naa[line, year]
                base = plasser(sheet, below, self.column(0, year), self.kilde.landets(line, year),
                               number)  # fmt: skip
                self.kilde.has_place(line, year, own, base)
                moved = sheet.calc(
                    below, self.column(1, year), bb.landet_flyttet, base, now, own,
                    self.folk.naa[year], country[year], style=number,
                )  # fmt: skip
                self.made.landet[line, year] = moved
                self.made.ledd[line, year] = Ledd(
                    sheet.calc(below, self.column(2, year), bb.minus, own, base, style=number),
                    sheet.calc(below, self.column(3, year), bb.minus, now, moved, style=number),
                )

    def ledd(self, at: tuple[int, int], used: tuple[int, int], line: str, year: int) -> Ledd:
        """The deviation of a line, in the table that the chain starts from.

        A report prints it: there it moves as much as the municipality's own use.
        """
        known = self.made.ledd.get((line, year))
        if known is not None:
            self.sheet.calc(*at, bb.gjenta, known.used, style=styles.tall(0))
            return known
        base = plasser(self.sheet, *at, self.kilde.ukorrigert(line, year), styles.tall(0))
        change = of(bb.flytting, self.made.naa[line, year], self.made.base[line, year])
        now = self.sheet.calc(*used, bb.pluss, base, change, style=styles.hjelp(styles.tall(0)))
        return Ledd(base, now)


_KONTOENE = {RENTER: ("renteutgifter", "avdrag", "renteinntekter"), PREMIE: ("premieavvik",),
             RESULTAT: ("netto",)}  # fmt: skip
_BRUK = {RENTER: bb.renter_og_avdrag, PREMIE: bb.gjenta, RESULTAT: bb.gjenta}


def _account(
    sheet: Sheet, ark: Ark | None, line: str, year: int, at: tuple[int, int]
) -> tuple[Call, Call] | None:
    """A use of income in the accounts, 1000 kr: without what-if, and now."""
    if ark is None or any(post not in ark.beloep for post in _KONTOENE[line]):
        return None
    before: list[Argument] = []
    for post in _KONTOENE[line]:
        if post in ark.grunnlag:
            before.append(ark.grunnlag[post][year])
        else:
            before.append(ark.inndata[post][year].base)
    function = _BRUK[line]
    now = [ark.beloep[post][year] for post in _KONTOENE[line]]
    return of(function, *before), of(function, *now)
