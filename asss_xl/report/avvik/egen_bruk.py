"""The municipality's own use of income: one yellow cell per sector, felt wherever it counts.

Where the members' amounts are known, the country's mean moves with the municipality, which is
part of it. Where a report prints the deviation from the country, that deviation moves. Interest,
premium and net result follow the accounts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik import formler as fl
from asss_xl.report.avvik.beloep import Beloep
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT, Avvikskilde, linjenavn
from asss_xl.report.avvik.satser import Satser
from asss_xl.report.behov.ark import Sektor
from asss_xl.report.behov.noekkel import aaret
from asss_xl.report.linjer import Linjer
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import MANGLER, Ledd, Tall, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, Sheet, of, styles

_FLYTTER_IKKE = (
    "Siste år fylles ut på arket Hva hvis. Et gult felt her er netto driftsutgifter i kr per innbygger.",
    "Endringen flytter driftsutgiftene og resultatet på Regnskap, avvikene under og "
    "tallene i tjenesteprofilene for hele sektoren.",
    "Flytter ikke: tall for deler av en sektor, avskrivninger og sosiale utgifter. Lønn og andre "
    "utgifter som endres på Regnskap, er ikke oppgitt per sektor; de kommer på andre sektorer.",
)
_TALL = styles.tall(0)
_SMAA = styles.hjelp(_TALL)
#: What is moved in the parts of a sector, 1000 kr; None where nothing can be.
Deler = Callable[[str, int], "Cell | None"]
Celler = dict[tuple[str, int], Cell]


@dataclass(frozen=True)
class Folkemengde:
    """Inhabitants by year: as the figures have them, and as they count."""

    base: dict[int, Cell]
    naa: dict[int, Cell]


@dataclass(frozen=True)
class EgenBruk:
    """The use by line and year (``base`` and ``naa``), deviations and the country's mean."""

    base: Celler
    naa: Celler
    endring: dict[int, Cell]
    ledd: dict[tuple[str, int], Ledd] = field(default_factory=dict)
    landet: dict[tuple[str, int], Ledd] = field(default_factory=dict)
    satser: Satser | None = None


@dataclass(frozen=True)
class Grunnlag:
    """What the table of use is made of, whatever the accounts say."""

    sheet: Sheet
    valg: Valg
    kilde: Avvikskilde
    folk: Folkemengde
    #: The municipality's and the country's amounts; None where a report prints the deviations.
    beloep: Beloep | None
    deler: Deler
    row: int
    linjer: Linjer
    #: The sectors' cost indices, where the package has a key.
    behov: Mapping[str, Sektor]
    satser: Satser | None = None

    @property
    def sektorer(self) -> list[str]:
        return [*self.valg.data.sektorer, ANDRE]

    @property
    def lines(self) -> list[str]:
        return [*self.sektorer, RENTER, PREMIE, RESULTAT]

    def at(self, line: str) -> int:
        return self.row + 2 + self.lines.index(line)

    def column(self, group: int, year: int) -> int:
        return 1 + group * len(self.valg.vindu) + self.valg.vindu.index(year)

    def egen(self, line: str, year: int) -> Tall:
        """The municipality's own use before what-if."""
        if self.beloep is None:
            return self.kilde.trykt_bruk(line, year)
        pair = self.beloep.par(line, "netto", year)
        return MANGLER if pair is None else Tall(of(bb.gjenta, pair[0]))

    def aar(self, what: str, year: int) -> str:
        return aaret(what, self.valg, year)

    def naa(self, line: str, year: int, call: Call) -> Cell:
        """What the municipality uses now, in the table."""
        return self.sheet.calc(self.at(line), self.column(2, year), call, style=_TALL)


@dataclass(frozen=True)
class SektorBruk:
    """The sectors' yellow cells and what they change; the rest follows the accounts."""

    grunnlag: Grunnlag
    gul: dict[tuple[str, int], Input | Ledd]
    naa: Celler
    #: By year, 1000 kr.
    endring: dict[int, Cell]
    #: The same without what other rates change, which the accounts have among social costs.
    uten_satser: dict[int, Cell]
    #: What is moved in parts of «andre sektorer».
    deler_andre: dict[int, Cell]


def height(sectors: int, landets: bool) -> int:
    """The rows that the tables take: the municipality's use and, where known, the country's."""
    first = sectors + 1 + 3 + 3 + len(_FLYTTER_IKKE)
    return first + (sectors + 1 + 3 + 3 if landets else 0)


def sektorer(grunnlag: Grunnlag, steg: Steg) -> SektorBruk:
    """Write the yellow cells of the sectors, and what they change in all."""
    g, sheet, years = grunnlag, grunnlag.sheet, grunnlag.valg.vindu
    layout.year_groups(sheet, g.row, "Kommunens bruk, kr per innb.", ("Grunnlag", "Hva hvis", "Nå"), g.valg)
    for line in g.lines:
        sheet.put(g.at(line), 0, linjenavn(line), styles.RAD)
    for at, text in enumerate(_FLYTTER_IKKE, start=g.row + 2 + len(g.lines)):
        sheet.put(at, 0, text, styles.NOTE)
    heads = [g.aar(what, y) for what in ("Brukt", "Deler, 1000 kr", "Endring, 1000 kr") for y in years]
    block = steg.blokk("Kommunens bruk med hva hvis", heads, [*map(linjenavn, g.sektorer), "Sum"])
    given: dict[tuple[str, int], Input | Ledd] = {}
    now: Celler = {}
    parts: Celler = {}
    for number, line in enumerate(g.sektorer):
        for year in years:
            one = given[line, year] = _given(g, block, number, line, year)
            parts[line, year] = _parts(block, number, g, line, year)
            call = of(fl.bruk_naa, one.used, one.base, g.folk.base[year], g.folk.naa[year], parts[line, year])
            moved: Argument = call if line == ANDRE else g.naa(line, year, call)
            if isinstance(moved, Cell):
                now[line, year] = moved
            block.calc(
                number,
                g.aar("Endring, 1000 kr", year),
                fl.bruk_endring,
                moved,
                g.folk.naa[year],
                one.base,
                g.folk.base[year],
                style=_SMAA,
            )
    count = len(g.sektorer)
    changed = {}
    for year in years:
        head = g.aar("Endring, 1000 kr", year)
        cells = block.sheet.range(block.at(0, head), block.at(count - 1, head))
        changed[year] = block.calc(count, head, bb.sum_tall, cells, style=_SMAA)
    without = dict(changed)
    if g.satser is not None and g.satser.i_sektorene is not None:
        year = g.satser.aar
        part = of(bb.ganger, g.satser.i_sektorene, 1000.0)
        without[year] = block.calc(count, g.aar("Brukt", year), bb.minus, changed[year], part, style=_SMAA)
    return SektorBruk(g, given, now, changed, without, {year: parts[ANDRE, year] for year in years})


def _given(g: Grunnlag, block: Blokk, number: int, line: str, year: int) -> Input | Ledd:
    """A sector's use and its yellow cell; in the last year as an amount on Hva hvis."""
    places = (
        (g.at(line), g.column(0, year)),
        (g.at(line), g.column(1, year)),
        block.at(number, g.aar("Brukt", year)),
    )
    about: dict[str, Any] = {"used_on": block.sheet, "aar": g.valg.aarstall[year], "style": _TALL}
    name = f"{linjenavn(line)}: kommunens bruk"
    if line not in g.linjer or year != g.valg.data.rapportaar:
        return inndata(g.sheet, *places, g.egen(line, year), label=f"{name}, kr per innb.", **about)
    sector, need, now = g.behov.get(line), None, g.folk.naa[year]
    flag = sector.i_noekkel.get(year) if sector else None
    if sector is not None:
        people = g.folk.naa[year], g.folk.base[year]
        need = of(fl.behov_naa, sector.indeks[year], sector.indeks_grunnlag[year], *people)
    return g.linjer.inndata(
        line,
        g.sheet,
        places,
        g.egen(line, year),
        label=f"{name}, mill. kr",
        inn=lambda each: of(bb.mill, each, g.folk.base[year]),
        ut=lambda amount: (
            of(bb.mill_per, amount, now) if flag is None else of(bb.mill_per_naar, flag, amount, now)
        ),
        flagg=flag,
        forhold=need,
        tillegg=g.satser.sektor.get(line) if g.satser else None,
        **about,
    )


def _parts(block: Blokk, number: int, g: Grunnlag, line: str, year: int) -> Cell:
    moved, head = g.deler(line, year), g.aar("Deler, 1000 kr", year)
    if moved is None:
        return block.put(number, head, 0.0, _SMAA)
    return block.calc(number, head, bb.gjenta, moved, style=_SMAA)


def med_regnskapet(bruk: SektorBruk, ark: Ark | None, steg: Steg) -> EgenBruk:
    """Add what follows the accounts: andre sektorer, interest, premium, result; and the country."""
    g, years = bruk.grunnlag, bruk.grunnlag.valg.vindu
    block = steg.blokk(
        "Det som følger regnskapet, 1000 kr",
        [g.aar(what, y) for what in ("Grunnlag", "Nå", "Flyttet") for y in years],
        [linjenavn(line) for line in (ANDRE, *_KONTOENE)],
    )
    base = {where: given.base for where, given in bruk.gul.items()}
    now = dict(bruk.naa)
    for year in years:
        given = bruk.gul[ANDRE, year]
        now[ANDRE, year] = g.naa(
            ANDRE,
            year,
            of(
                fl.bruk_naa,
                given.used,
                given.base,
                g.folk.base[year],
                g.folk.naa[year],
                _unallocated(block, bruk, ark, year),
            ),
        )
        for line in _KONTOENE:
            base[line, year], now[line, year] = _account(block, g, ark, line, year)
    country: dict[tuple[str, int], Ledd] = {}
    gaps: dict[tuple[str, int], Ledd] = {}
    if g.beloep is not None:
        country, gaps = _country(g, g.beloep, base, now)
    return EgenBruk(base, now, bruk.endring, gaps, country, g.satser)


def _unallocated(block: Blokk, bruk: SektorBruk, ark: Ark | None, year: int) -> Cell:
    """What wages and other spending have changed in the accounts, 1000 kr."""
    g, parts = bruk.grunnlag, bruk.deler_andre[year]
    if ark is None:
        return parts
    before = block.calc(0, g.aar("Grunnlag", year), bb.gjenta, ark.base("driftsutgifter", year), style=_SMAA)
    now = block.calc(0, g.aar("Nå", year), bb.gjenta, ark.beloep["driftsutgifter"][year], style=_SMAA)
    moved = of(bb.flyttet, now, before)
    return block.calc(
        0, g.aar("Flyttet", year), fl.ikke_fordelt, moved, bruk.endring[year], parts, style=_SMAA
    )


_KONTOENE = {
    RENTER: ("renteutgifter", "avdrag", "renteinntekter"),
    PREMIE: ("premieavvik",),
    RESULTAT: ("netto",),
}
_BRUK = {RENTER: bb.pluss_minus, PREMIE: bb.gjenta, RESULTAT: bb.gjenta}


def _account(block: Blokk, g: Grunnlag, ark: Ark | None, line: str, year: int) -> tuple[Cell, Cell]:
    """Interest, premium or result: the figure moved as the accounts move."""
    at, where, people = (g.at(line), g.column(0, year)), 1 + list(_KONTOENE).index(line), g.folk
    moved: Argument = 0.0
    own = g.egen(line, year) if g.beloep is not None else MANGLER
    if ark is not None and all(post in ark.beloep for post in _KONTOENE[line]):
        before = [ark.base(post, year) for post in _KONTOENE[line]]
        now = [ark.beloep[post][year] for post in _KONTOENE[line]]
        first = block.calc(where, g.aar("Grunnlag", year), _BRUK[line], *before, style=_SMAA)
        later = block.calc(where, g.aar("Nå", year), _BRUK[line], *now, style=_SMAA)
        moved = block.calc(where, g.aar("Flyttet", year), bb.flyttet, later, first, style=_SMAA)
        if g.beloep is None:
            own = Tall(of(f.per_innbygger, first, people.base[year], 1000.0))
    base = plasser(g.sheet, *at, own, _TALL)
    call = of(fl.konto_naa, base, people.base[year], people.naa[year], moved)
    return base, g.naa(line, year, call)


def _country(
    g: Grunnlag, beloep: Beloep, base: Celler, now: Celler
) -> tuple[dict[tuple[str, int], Ledd], dict[tuple[str, int], Ledd]]:
    """The country's mean, and the deviations from it, before and after."""
    sheet, years = g.sheet, g.valg.vindu
    second = g.row + len(g.lines) + 3 + len(_FLYTTER_IKKE)
    layout.year_groups(
        sheet,
        second,
        "Landets bruk, kr per innb.",
        ("Grunnlag", "Med hva hvis", "Avvik, grunnlag", "Avvik nå"),
        g.valg,
    )
    country: dict[tuple[str, int], Ledd] = {}
    gaps: dict[tuple[str, int], Ledd] = {}
    for at, line in enumerate(g.lines, start=second + 2):
        sheet.put(at, 0, linjenavn(line), styles.RAD)
        for year in years:
            own, later = base[line, year], now[line, year]
            pair = beloep.par(line, "netto", year)
            known = MANGLER if pair is None else Tall(of(bb.gjenta, pair[1]))
            mean = plasser(sheet, at, g.column(0, year), known, _TALL)
            moved = sheet.calc(
                at,
                g.column(1, year),
                fl.landet_naa,
                mean,
                later,
                own,
                g.folk.naa[year],
                beloep.landets_folk[year],
                style=_TALL,
            )
            country[line, year] = Ledd(mean, moved)
            gaps[line, year] = Ledd(
                sheet.calc(at, g.column(2, year), bb.minus, own, mean, style=_TALL),
                sheet.calc(at, g.column(3, year), bb.minus, later, moved, style=_TALL),
            )
    return country, gaps
