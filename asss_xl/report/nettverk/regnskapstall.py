"""Tall regnskap: the members' amounts, people and criteria, as the chapters look them up.

A row per quantity and year, a column per unit; to the right what the others make of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import product

from asss_xl.dataset.model import Noekkel
from asss_xl.dataset.poster import POSTER, UTREGNEDE
from asss_xl.dataset.schema import ARTER
from asss_xl.dataset.verdi import Verdi
from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.functions.values import MISSING_TEXT, is_number
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.poster import AVLEDET
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.book import Table
from asss_xl.workbook.cells import rectangle

HODERAD = 4
_HVA, _LINJE, _ENHET, _AAR, FORSTE = range(5)
#: Sum over sum times a factor, over those who are in (1) and have both figures.
_samlet_andel = formula(
    "verdier nevnere med faktor",
    'faktor*SUMPRODUCT(med*(nevnere<""),verdier)/SUMPRODUCT(med*(verdier<""),nevnere)',
)
_samlet_vekst = formula(
    "verdier foer med", '100*SUMPRODUCT(med*(foer<""),verdier)/SUMPRODUCT(med*(verdier<""),foer)-100'
)
_andel = formula("verdi hele", "100*verdi/hele")
_vekst = formula("verdi foer", "100*verdi/foer-100")
#: The same per inhabitant of the country, over those whose inhabitants are known.
_landets = formula("verdier folk med", '1000*SUMPRODUCT(med,verdier)/SUMPRODUCT(med*(verdier<""),folk)')
#: The same of the country's own figures.
_landets_egne = formula("beloep folk", "1000*beloep/folk")
#: 1 for a member of the country whose inhabitants are known.
_medlem = formula("land folk", 'IF((land=1)*(folk<""),1,0)')
#: Lines of which the report shows the others' growth.
VEKST = (
    "innt_formue",
    "eiendom",
    "selskap",
    "andre_skatter",
    "skatt",
    "rammetilskudd",
    "frie",
    "loenn",
    "sosiale",
    "loenn_sosiale",
)
FOLK = "folketall"
#: The kinds of amounts by KOSTRA function, in words.
ARTNAVN = {
    "netto": "netto driftsutgifter",
    "brutto": "brutto driftsutgifter",
    "avskrivninger": "avskrivninger",
    "pensjon": "pensjonsinnskudd",
    "arbeidsgiveravgift": "arbeidsgiveravgift",
}
#: References to the right of the units.
OEVRIGE, RESTEN, VEKST_OEVRIGE, VEKST_RESTEN, PERIODE_OEVRIGE, PERIODE_RESTEN, LANDET, KILDENS = range(8)
_HODER = (
    "Øvrige, pst",
    "Resten, pst",
    "Øvrige, vekst",
    "Resten, vekst",
    "Øvrige, perioden",
    "Resten, perioden",
    "Landet per innb.",
    "Landet",
)
#: What the last of them is called where the package does not have the rest of the country.
_MEDLEMMENE = "Medlemmene per innb."

Sted = tuple[str, ...]


@dataclass
class Regnskapstall:
    """Blocks by key: ("regnskap", post), ("beloep", sector, kind), ("folk", group), …"""

    sheet: Sheet
    valg: Valg
    network: Nettverk
    rader: dict[Sted, int] = field(default_factory=dict)
    masker: dict[str, Range] = field(default_factory=dict)
    aar: dict[Sted, tuple[int, ...]] = field(default_factory=dict)

    @property
    def bredde(self) -> int:
        """How many units there are."""
        return len(self.network.enheter)

    def har(self, *key: str) -> bool:
        """Whether the package has the quantity."""
        return key in self.rader

    def blokk(self, *key: str) -> Range:
        """Years x units."""
        return self._kolonner(FORSTE, FORSTE + self.bredde - 1, *key)

    def _kolonner(self, first: int, last: int, *key: str) -> Range:
        """A block's years, from one column of the sheet to another."""
        row = self.rader[key]
        return self.sheet.range((row, first), (row + len(self.aar[key]) - 1, last))

    def kolonner(self, *key: str) -> Callable[[int], Range]:
        """One unit's figures, a row per year, by the unit's place."""
        rows = self.blokk(*key).rows
        return lambda unit: rectangle(self.sheet.name, [(row[unit],) for row in rows])

    def rad(self, number: int, *key: str) -> Range:
        """The units of one year, counted from 0."""
        row = self.rader[key] + number
        return self.sheet.range((row, FORSTE), (row, FORSTE + self.bredde - 1))

    def egen(self, aarnr: Cell, *key: str) -> Call:
        """The chosen municipality's figure."""
        return of(bb.i_blokk, self.blokk(*key), aarnr, self.network.kommunenr)

    def enhetens(self, unit: int, aarnr: Cell, *key: str) -> Call:
        """One unit's figure."""
        return of(bb.paa_plass, self._kolonner(FORSTE + unit, FORSTE + unit, *key), aarnr)

    def enhetens_rader(self, unit: int, first: int, last: int) -> Range:
        """One unit's figures from one row of the sheet to another."""
        return self.sheet.range((first, FORSTE + unit), (last, FORSTE + unit))

    def referanse(self, which: int, aarnr: Cell, *key: str) -> Call:
        """A reference, worked out year by year beside the units."""
        return of(bb.paa_plass, self.referansene(which, *key), aarnr)

    def referansene(self, which: int, *key: str) -> Range:
        """A reference, a row per year."""
        return self._kolonner(self.ved(which), self.ved(which), *key)

    def ved(self, which: int) -> int:
        """The column of a reference."""
        return FORSTE + self.bredde + 1 + which


@cache
def _med_landets(count: int) -> Formula:
    """What is known, and what the country spends per inhabitant on so many functions."""
    each = [f"landets{number}" for number in range(count)]
    return formula(f"kjent folk {' '.join(each)}", f"kjent+({'+'.join(each)})*folk/1000")


def andre(key: Noekkel | None) -> str:
    """Where the amounts outside a cost key's sectors stand."""
    return f"andre|{key.navn}" if key is not None else "andre|"


def _tall(decimals: int) -> styles.Style:
    return styles.tall(decimals).but(size=8, bottom=None)


def _given(value: Verdi) -> Verdi | None:
    """A figure that the package has a row for, also when the row says that it is missing."""
    return None if value.status == "ikke_oppgitt" else value


class _Writer:
    def __init__(self, sheet: Sheet, valg: Valg, network: Nettverk) -> None:
        self.sheet, self.valg, self.data, self.network = sheet, valg, valg.data, network
        self.made = Regnskapstall(sheet, valg, network)
        self.row = HODERAD + 3
        #: Amounts that lack functions: their cells, what is known, and the functions' blocks.
        self.lacking: list[tuple[tuple[int, int], int, Verdi, list[Sted]]] = []

    def heads(self) -> None:
        sheet, network = self.sheet, self.network
        width = len(network.enheter)
        layout.widths(sheet, (16, 46, 14, 7) + (12,) * width + (3,) + (10,) * len(_HODER))
        look = styles.HODE_VENSTRE.but(wrap=False)
        for column, label in ((0, "Hva"), (1, "Linje"), (2, "Enhet"), (3, "År")):
            sheet.put(HODERAD, column, label, look)
        for number, unit in enumerate(network.enheter):
            sheet.put(HODERAD, FORSTE + number, unit.navn, styles.HODE)
        heads = _HODER if self.data.landet else _HODER[:KILDENS]
        if not self.data.resten and not self.data.landet:
            heads = (*_HODER[:LANDET], _MEDLEMMENE)
        for number, label in enumerate(heads):
            sheet.put(HODERAD, self.made.ved(number), label, styles.HODE)
        sheet.heights[HODERAD] = 30

    def _mask(self, row: int, key: str, label: str, cells: Sequence[Cell]) -> None:
        """A row of ones and zeros: who is in a reference."""
        sheet = self.sheet
        sheet.put(row, _LINJE, label, styles.HJELP)
        for number, cell in enumerate(cells):
            sheet.calc(row, FORSTE + number, bb.gjenta, cell, style=styles.HJELP)
        self.made.masker[key] = sheet.range((row, FORSTE), (row, FORSTE + self.made.bredde - 1))

    def country(self) -> None:
        """What the country has per head, whatever group is chosen."""
        self._mask(HODERAD + 2, "landet", "Med i landet", self.network.land)
        if not self.made.har(FOLK):
            self._fill_in()
            return
        if self.data.resten and not self.data.landet:
            for number in range(len(self.data.aar)):
                self._members(number)
        for kinds in (("funksjon",), ("regnskap", "beloep")):
            for key in self.made.rader:
                if key[0] in kinds:
                    self._country(key)
            self._fill_in()

    def _members(self, number: int) -> None:
        """Who is in the country, of those whose inhabitants of a year are known."""
        row = self.row
        self.sheet.put(row, _LINJE, "Medlem med folketall", styles.HJELP)
        self.sheet.put(row, _AAR, float(self.data.aar[number]), styles.HJELP.but(number_format="0"))
        people = self.made.rad(number, FOLK).rows[0]
        for at, (unit, inside) in enumerate(zip(self.network.enheter, self.network.land, strict=True)):
            place = (row, FORSTE + at)
            if unit.navn == self.data.resten:
                self.sheet.put(*place, 1.0, styles.HJELP)
            else:
                self.sheet.calc(*place, _medlem, inside, people[at], style=styles.HJELP)
        last = FORSTE + self.made.bredde - 1
        self.made.masker[f"medlem {number}"] = self.sheet.range((row, FORSTE), (row, last))
        self.row += 1

    def block(
        self,
        key: Sted,
        what: str,
        line: str,
        unit: str,
        figure: Callable[[str, int], Verdi | None],
        years: Sequence[int] = (),
        decimals: int = 0,
        without: Callable[[str, int], list[Sted]] = lambda _unit, _year: [],
    ) -> None:
        """Constants: one row per year; the word for why where there is no figure.

        ``without`` are the blocks of the functions that a figure lacks: such a cell is worked out
        when the country's spending on them is known.
        """
        chosen = tuple(years) or self.data.aar
        names = [u.navn for u in self.network.enheter]
        found = [[figure(name, year) for name in names] for year in chosen]
        if not any(v is not None for row in found for v in row):
            return
        self._start(key, what, line, unit, chosen)
        style = _tall(decimals)
        for offset, (year, values) in enumerate(zip(chosen, found, strict=True)):
            for number, (name, value) in enumerate(zip(names, values, strict=True)):
                at = (self.row + offset, FORSTE + number)
                if value is not None and (blocks := without(name, year)):
                    self.lacking.append((at, offset, value, blocks))
                else:
                    self._figure(*at, value.vist if value else MISSING_TEXT, style)
            self._countrys(self.row + offset, figure, year, bool(without(self.data.landet, year)), style)
        self.row += len(chosen)

    def _countrys(
        self,
        row: int,
        figure: Callable[[str, int], Verdi | None],
        year: int,
        lacks: bool,
        style: styles.Style,
    ) -> None:
        """The source's own figure for the whole country; none where a part of it is missing."""
        if self.data.landet:
            value = figure(self.data.landet, year)
            shown = MISSING_TEXT if value is None or lacks else value.vist
            self._figure(row, self.made.ved(KILDENS), shown, style)

    def _figure(self, row: int, column: int, value: float | str, style: styles.Style) -> None:
        """A figure, or in grey the word for why there is none."""
        look = style.but(color=styles.GRAA) if isinstance(value, str) else style
        self.sheet.put(row, column, value, look)

    def _start(self, key: Sted, what: str, line: str, unit: str, years: Sequence[int]) -> None:
        self.made.rader[key] = self.row
        self.made.aar[key] = tuple(years)
        small = styles.TEKST.but(size=8)
        for row, year in enumerate(years, start=self.row):
            self.sheet.put(row, _HVA, what, small)
            self.sheet.put(row, _LINJE, line, small)
            self.sheet.put(row, _ENHET, unit, small)
            self.sheet.put(row, _AAR, float(year), small.but(number_format="0"))

    def derived(self, post: str) -> None:
        """A line worked out unit by unit, where all of its parts are there."""
        worked_out = AVLEDET[post]
        if not all(self.made.har("regnskap", part) for part in worked_out.av):
            return
        key = ("regnskap", post)
        self._start(key, "Regnskap", UTREGNEDE[post], "1000 kr", self.data.aar)
        style = _tall(0)
        columns = [FORSTE + number for number in range(self.made.bredde)]
        columns += [self.made.ved(KILDENS)] if self.data.landet else []
        for offset, column in product(range(len(self.data.aar)), columns):
            rows = (self.made.rader["regnskap", part] + offset for part in worked_out.av)
            given = (self.sheet.at(row, column) for row in rows)
            self.sheet.calc(self.row + offset, column, worked_out.hvordan, *given, style=style)
        self.row += len(self.data.aar)

    def accounts(self) -> None:
        for post, name in POSTER.items():
            self.block(("regnskap", post), "Regnskap", name, "1000 kr", partial(self._line, post))
        for post in AVLEDET:
            self.derived(post)

    def _line(self, post: str, unit: str, year: int) -> Verdi | None:
        """A line of the accounts; one that is not relevant to the municipality is none."""
        value = self.data.regnskap.get((unit, post, year))
        if value is None or value.status != "ikke_aktuelt":
            return value
        others = (self.data.regnskap.get((unit, p, year)) for p in POSTER)
        known = any(v is not None and v.verdi is not None for v in others)
        return value._replace(verdi=0.0, status="endelig") if known else value

    def amounts(self) -> None:
        """Spending by sector and, for each cost key, by everything outside its sectors."""
        data = self.data
        self._functions()
        functions = data.sektorfunksjoner
        for sector in data.sektorer:
            self._spending(sector, sector, functions.get(sector, frozenset()), inside=True)
        for key in data.noekler or (None,):
            sectors = tuple(key.vekter) if key is not None else data.sektorer
            inside = frozenset(c for s in sectors for c in functions.get(s, ()))
            label = f"Andre sektorer ({key.navn})" if key is not None else "Andre sektorer"
            self._spending(andre(key), label, inside, inside=False)

    def _spending(self, place: str, label: str, codes: frozenset[str], inside: bool) -> None:
        for kind in ARTER:
            self.block(
                ("beloep", place, kind),
                "Beløp",
                f"{label}: {ARTNAVN[kind]}",
                "1000 kr",
                lambda u, y, k=kind: _given(self.data.funksjonsbeloep(u, k, y, codes, inside)),  # type: ignore[misc]
                without=partial(self._without, kind, codes, inside),
            )

    def _without(self, kind: str, codes: frozenset[str], inside: bool, unit: str, year: int) -> list[Sted]:
        return [("funksjon", code, kind) for code in self.data.utelatte(unit, kind, year, codes, inside)]

    def _functions(self) -> None:
        """The functions that somebody's sums lack, one by one, for the country's spending on them."""
        data, everything = self.data, frozenset[str]()
        names = [unit.navn for unit in self.network.enheter]
        for kind in ARTER:
            lacking = {
                code
                for name in names
                for year in data.aar
                for code in data.utelatte(name, kind, year, everything, inne=False)
            }
            for code in sorted(lacking):
                self.block(
                    ("funksjon", code, kind),
                    "Funksjon",
                    f"Funksjon {code}: {ARTNAVN[kind]}",
                    "1000 kr",
                    partial(self._on_function, code, kind),
                )

    def _on_function(self, code: str, kind: str, unit: str, year: int) -> Verdi | None:
        """Spending on one function: nothing where only others have rows."""
        value = _given(self.data.funksjonsbeloep(unit, kind, year, frozenset({code})))
        if value is None and self.data.har_beloep(unit, kind, year):
            return Verdi(0.0, "endelig")
        return value

    def people(self) -> None:
        data = self.data
        years = sorted({key[2] for key in data.innbyggere})
        for group in data.aldersgrupper:
            self.block(
                ("folk", group),
                "Innbyggere",
                group,
                "innbyggere",
                lambda u, y, g=group: data.innbyggere.get((u, g, y)),  # type: ignore[misc]
                years,
            )
        self.block((FOLK,), "Innbyggere", "I alt", "innbyggere", self._inhabitants)

    def _inhabitants(self, unit: str, year: int) -> Verdi | None:
        return _given(self.data.folketall(unit, year))

    def criteria(self) -> None:
        data = self.data
        wanted = dict.fromkeys(
            (sector, criterion)
            for key in data.noekler
            for sector, weights in key.vekter.items()
            for criterion in weights
        )
        shared = {(s, c) for _, s, c, _ in data.kriterieverdier}
        for sector, criterion in wanted:
            place = sector if (sector, criterion) in shared else ""
            if self.made.har("kriterium", place, criterion):
                continue
            self.block(
                ("kriterium", place, criterion),
                "Kriterium",
                f"{place}: {criterion}" if place else criterion,
                "landet = 1",
                lambda u, y, s=place, c=criterion: data.kriterieverdier.get((u, s, c, y)),  # type: ignore[misc]
                decimals=3,
            )
        for sector, addition in dict.fromkeys((s, t) for _, s, t, _ in data.behovstillegg):
            self.block(
                ("tillegg", sector, addition),
                "Tillegg",
                f"{sector}: {addition}",
                "kr per innb.",
                lambda u, y, s=sector, t=addition: data.behovstillegg.get((u, s, t, y)),  # type: ignore[misc]
            )

    def national(self) -> None:
        """National figures, in the column for the country."""
        data = self.data
        for what, name in (("kostnadsdeflator", "Kostnadsdeflator"), ("aarsloennsvekst", "Årslønnsvekst")):
            by_year = {y: v.verdi for (y, w), v in data.nasjonale.items() if w == what}
            self._national(("nasjonale", what), name, "prosent", by_year, 1)
        for group in data.aldersgrupper:
            rates = [s for s in data.satser if s.aldersgruppe == group]
            cost, people = {s.aar: s.mill_kr for s in rates}, {s.aar: s.innbyggere for s in rates}
            self._national(("sats", group, "mill kr"), f"Utgifter {group}", "mill. kr", cost, 0)
            self._national(("sats", group, "innbyggere"), f"Innbyggere {group}", "innbyggere", people, 0)

    def _national(
        self, key: Sted, line: str, unit: str, by_year: Mapping[int, float | None], decimals: int
    ) -> None:
        if not by_year:
            return
        self._start(key, "Landet", line, unit, self.data.aar)
        look = _tall(decimals)
        column = self.made.ved(LANDET)
        for offset, year in enumerate(self.data.aar):
            value = by_year.get(year)
            self._figure(self.row + offset, column, MISSING_TEXT if value is None else value, look)
        self.row += len(self.data.aar)

    def others(self) -> None:
        """What those of the chosen group make of each line: shares of income and growth."""
        self._mask(HODERAD + 1, "oevrige", "Med i øvrige", self.network.oevrige)
        if self.made.har("regnskap", "driftsinntekter"):
            for key in self.made.rader:
                if key[0] == "regnskap":
                    self._shares(key)

    def _fill_in(self) -> None:
        """An amount that lacks functions, with what the country spends per inhabitant on them."""
        style = _tall(0).but(italic=True)
        while self.lacking:
            (row, column), number, known, blocks = self.lacking.pop()
            if not self.made.har(FOLK):
                self._figure(row, column, MISSING_TEXT, style)
                continue
            people = self.sheet.at(self.made.rader[FOLK,] + number, column)
            rows = (self.made.rader[block] + number for block in blocks)
            each = [self.sheet.at(row, self.made.ved(LANDET)) for row in rows]
            self.sheet.calc(row, column, _med_landets(len(each)), known.verdi, people, *each, style=style)

    def _shares(self, key: Sted) -> None:
        """Shares of income and growth: sum over sum of the others, and the rest by itself."""
        width = len(self.valg.vindu) - 1
        for number in range(len(self.data.aar)):
            income = self._place(number, "regnskap", "driftsinntekter")
            now, oevrige = self._place(number, *key), self.made.masker["oevrige"]
            self._reference(now, OEVRIGE, _samlet_andel, now.values, income.values, oevrige, 100.0)
            self._reference(now, RESTEN, _andel, now.rest, income.rest)
            if key[1] not in VEKST:
                continue
            for others, rest, back in (
                (VEKST_OEVRIGE, VEKST_RESTEN, 1),
                (PERIODE_OEVRIGE, PERIODE_RESTEN, width),
            ):
                if not back or number < back:
                    for which in (others, rest):
                        self._reference(now, which, None)
                    continue
                before = self._place(number - back, *key)
                self._reference(now, others, _samlet_vekst, now.values, before.values, oevrige)
                self._reference(now, rest, _vekst, now.rest, before.rest)

    def _country(self, key: Sted) -> None:
        for number in range(len(self.data.aar)):
            now, people = self._place(number, *key), self._place(number, FOLK)
            if self.data.landet:
                column = self.made.ved(KILDENS)
                own = (self.sheet.at(place.row, column) for place in (now, people))
                self._reference(now, LANDET, _landets_egne, *own)
            elif isinstance(now.rest, str) or isinstance(people.rest, str):
                land = self.made.masker["landet"]
                self._reference(now, LANDET, _samlet_andel, now.values, people.values, land, 1000.0)
            elif not is_number(now.rest.value) or not is_number(people.rest.value) or not people.rest.value:
                self._reference(now, LANDET, None)
            else:
                members = self.made.masker[f"medlem {number}"]
                # The rest of the country has people, so that there is something to divide by.
                self._reference(now, LANDET, _landets, now.values, people.values, members, missing=None)

    def _place(self, number: int, *key: str) -> _Aar:
        """A year of a block: its row, all units' figures, and those of the rest of the country."""
        cells = self.made.rad(number, *key)
        names = [unit.navn for unit in self.network.enheter]
        rest = self.data.resten
        own = cells.rows[0][names.index(rest)] if rest in names else MISSING_TEXT
        return _Aar(self.made.rader[key] + number, cells, own)

    def _reference(
        self,
        place: _Aar,
        which: int,
        calculation: Formula | None,
        *arguments: Argument,
        missing: str | None = MISSING_TEXT,
    ) -> None:
        at = (place.row, self.made.ved(which))
        style = _tall(0 if which == LANDET else 1)
        if calculation is None or MISSING_TEXT in arguments:
            self._figure(*at, MISSING_TEXT, style)
        else:
            self.sheet.calc(*at, calculation, *arguments, style=style, missing=missing)


@dataclass(frozen=True)
class _Aar:
    """One year of a block."""

    row: int
    values: Range
    rest: Cell | str


def begin(sheet: Sheet, valg: Valg, network: Nettverk) -> _Writer:
    """Write the figures and the country's; ``finish`` adds the others' when it is known who they are."""
    layout.heading(sheet, valg, "Tall bak regnskap, behov og folketall", "Regnskap")
    sheet.put(
        2, 0, "Tallene til alle kommunene, år for år, og til høyre hva de andre og landet har.", styles.TEKST
    )
    writer = _Writer(sheet, valg, network)
    writer.heads()
    for part in (writer.accounts, writer.amounts, writer.people, writer.criteria, writer.national):
        part()
    writer.country()
    return writer


def finish(writer: _Writer) -> Regnskapstall:
    """Add what the others have."""
    sheet, made = writer.sheet, writer.made
    writer.others()
    sheet.freeze = (HODERAD + 1, FORSTE)
    sheet.tables.append(Table("Tabell_regnskap", HODERAD, sheet.last_row, FORSTE + made.bredde - 1))
    sheet.printing.last_column = FORSTE + made.bredde - 1
    sheet.printing.one_page = False
    return made


def required(made: Regnskapstall) -> list[list[Call]]:
    """What a member must have to be in «øvrige»: income in the years that are shown."""
    key = ("regnskap", "driftsinntekter")
    if key not in made.rader:
        return [[] for _ in made.network.enheter]
    return [
        [made.enhetens(number, made.valg.aarnr[year], *key) for year in made.valg.vindu]
        for number in range(made.bredde)
    ]
