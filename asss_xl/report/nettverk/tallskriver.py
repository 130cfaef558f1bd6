"""Tall regnskap as it is written: what the package has, the country's, and what the others make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import pairwise, product
from typing import Any, NamedTuple

from asss_xl.dataset.model import Kommune
from asss_xl.dataset.poster import POSTER, UTREGNEDE
from asss_xl.dataset.schema import ARTER
from asss_xl.dataset.verdi import Verdi
from asss_xl.functions.values import MISSING_TEXT, is_number
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import nettverk as formler
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.medlemskap import Enheter, Nettverk
from asss_xl.report.nettverk.regnskapstall import Blokkid, Regnskapstall
from asss_xl.report.poster import AVLEDET
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.book import XlTable

_HODERAD = 4
_HVA, _LINJE, _ENHET, _AAR = range(rt.FORSTE)
#: Lines of which the report shows the others' growth.
_VEKST = (
    *AVLEDET["skatt"].av,
    "skatt",
    "rammetilskudd",
    "frie",
    *AVLEDET["loenn_sosiale"].av,
    "loenn_sosiale",
)
_ANDRES = tuple(f"{who}, {what}" for what in ("pst", "vekst", "perioden") for who in ("Øvrige", "Resten"))
_HODER = (*_ANDRES, "Landet per innb.", "Landet")
#: What the last of them is called where the package does not have the rest of the country.
_MEDLEMMENE = "Samlet per innb."


def _tall(decimals: int) -> styles.Style:
    return styles.tall(decimals).but(size=8, bottom=None)


#: A unit's figure in a year; None where the package has no row for it.
_Figur = Callable[[str, int], Verdi | None]


def _i(tabell: Mapping[Any, Verdi], *mellom: str) -> _Figur:
    """The figures of a table of the package, by what stands between unit and year."""
    return lambda unit, year: tabell.get((unit, *mellom, year))


def _given(value: Verdi) -> Verdi | None:
    """A figure that the package has a row for, also when the row says that it is missing."""
    return None if value.status == "ikke_oppgitt" else value


class _Aar(NamedTuple):
    """One year of a block: its row, all units' figures, and those of the rest of the country."""

    row: int
    values: Range
    rest: Cell | None


class Skriver:
    """Writes the figures and the country's; ``finish`` adds the others' when it is known who they are."""

    def __init__(self, sheet: Sheet, valg: Valg, nettverk: Enheter) -> None:
        self.sheet, self.valg, self.data, self.nettverk = sheet, valg, valg.data, nettverk
        self.made = Regnskapstall(sheet, valg, nettverk)
        self.row = _HODERAD + 3
        #: Sums that several lines are divided by, by the row they are of and the column of the reference.
        self.sums: dict[tuple[int, int], Cell] = {}
        #: Amounts that lack functions: their cells, what is known, and the functions' blocks.
        self.lacking: list[tuple[tuple[int, int], int, Verdi, list[Blokkid]]] = []
        self.columns = [(unit.navn, rt.FORSTE + number) for number, unit in enumerate(nettverk.enheter)]
        #: The same, and the source's own figures for the whole country.
        self.kept = [
            *self.columns,
            *([(self.data.landet, self.made.ved(rt.KILDENS))] if self.data.landet else ()),
        ]
        self._heads()
        for part in (self._accounts, self._amounts, self._people, self._criteria, self._national):
            part()
        self._country()

    def _heads(self) -> None:
        sheet, width = self.sheet, self.made.bredde
        sizes = (16, 46, 14, 7) + (12,) * width + (3,) + (10,) * len(_HODER)
        title, freeze = "Tall bak regnskap, behov og folketall", (_HODERAD + 1, rt.FORSTE)
        layout.heading(
            sheet, self.valg, title, "Regnskap", sizes, last=rt.FORSTE + width - 1, freeze=freeze, long=True
        )
        told = "Tallene til alle kommunene, år for år, og til høyre hva de andre og landet har."
        sheet.put(2, 0, told, styles.TEKST)
        for column, label in enumerate(("Hva", "Linje", "Enhet", "År")):
            sheet.put(_HODERAD, column, label, styles.HODE_VENSTRE.but(wrap=False))
        heads = _HODER if self.data.landet else _HODER[: rt.KILDENS]
        heads = (*heads, "Resten av landet") if self._rest_is_left else heads
        if not self.data.resten and not self.data.landet:
            heads = (*_HODER[: rt.LANDET], _MEDLEMMENE)
        places = [*self.columns, *((label, self.made.ved(number)) for number, label in enumerate(heads))]
        for label, column in places:
            sheet.put(_HODERAD, column, label, styles.HODE)
        sheet.heights[_HODERAD] = 30

    def _start(self, key: Blokkid, what: str, line: str, unit: str, years: Sequence[int]) -> range:
        """The first columns of a block; its rows."""
        self.made.rader[key], self.made.aar[key] = self.row, tuple(years)
        small = styles.TEKST.but(size=8)
        for row, year in enumerate(years, start=self.row):
            for column, text in ((_HVA, what), (_LINJE, line), (_ENHET, unit)):
                self.sheet.put(row, column, text, small)
            self.sheet.put(row, _AAR, float(year), small.but(number_format="0"))
        self.row += len(years)
        return range(self.row - len(years), self.row)

    def _figure(self, row: int, column: int, value: float | str, style: styles.Style) -> None:
        """A figure, or in grey the word for why there is none."""
        look = style.but(color=styles.GRAA) if isinstance(value, str) else style
        self.sheet.put(row, column, value, look)

    def _block(
        self,
        key: Blokkid,
        what: str,
        line: str,
        unit: str,
        figure: _Figur,
        years: Sequence[int] = (),
        decimals: int = 0,
        without: Callable[[str, int], list[Blokkid]] = lambda _unit, _year: [],
    ) -> None:
        """Constants: one row per year; the word for why where there is no figure.

        ``without`` are the blocks of the functions that a figure lacks: such a cell is worked out
        when the country's spending on them is known, and the country's own figure is none.
        """
        chosen, style = tuple(years) or self.data.aar, _tall(decimals)
        found = [[figure(name, year) for name, _ in self.kept] for year in chosen]
        if not any(value is not None for row in found for value in row[: self.made.bredde]):
            return
        rows = self._start(key, what, line, unit, chosen)
        for number, (row, year) in enumerate(zip(rows, chosen, strict=True)):
            for value, (name, column) in zip(found[number], self.kept, strict=True):
                lacks = without(name, year) if value is not None else []
                if value is None or lacks and name == self.data.landet:
                    self._figure(row, column, MISSING_TEXT, style)
                elif lacks:
                    self.lacking.append(((row, column), number, value, lacks))
                else:
                    self._figure(row, column, value.vist, style)

    def _accounts(self) -> None:
        for post, name in POSTER.items():
            self._block(("regnskap", post), "Regnskap", name, "1000 kr", partial(self._line, post))
        for post, worked_out in AVLEDET.items():
            if all(self.made.har("regnskap", part) for part in worked_out.av):
                rows = self._start(("regnskap", post), "Regnskap", UTREGNEDE[post], "1000 kr", self.data.aar)
                for (number, row), (_, column) in product(enumerate(rows), self.kept):
                    places = (self.made.rader["regnskap", part] + number for part in worked_out.av)
                    given = (self.sheet.at(place, column) for place in places)
                    self.sheet.calc(row, column, worked_out.hvordan, *given, style=_tall(0))

    def _line(self, post: str, unit: str, year: int) -> Verdi | None:
        """A line of the accounts; one that is not relevant to the municipality is none."""
        value = self.data.regnskap.get((unit, post, year))
        if value is None or value.status != "ikke_aktuelt":
            return value
        others = (self.data.regnskap.get((unit, p, year)) for p in POSTER)
        known = any(v is not None and v.verdi is not None for v in others)
        return value._replace(verdi=0.0, status="endelig") if known else value

    def _amounts(self) -> None:
        """Spending by sector and, for each cost key, by everything outside its sectors."""
        data, functions = self.data, self.data.sektorfunksjoner
        self._functions()
        for sector in data.sektorer:
            self._spending(sector, sector, functions.get(sector, frozenset()), inside=True)
        for key in data.noekler or (None,):
            sectors = tuple(key.vekter) if key is not None else data.sektorer
            inside = frozenset(c for s in sectors for c in functions.get(s, ()))
            label = f"Andre sektorer ({key.navn})" if key is not None else "Andre sektorer"
            self._spending(rt.andre(key), label, inside, inside=False)

    def _spending(self, place: str, label: str, codes: frozenset[str], inside: bool) -> None:
        for kind in ARTER:
            figure = partial(self._on_functions, kind, codes, inside)
            lacks = partial(self._without, kind, codes, inside)
            what = f"{label}: {rt.ARTNAVN[kind]}"
            self._block(("beloep", place, kind), "Beløp", what, "1000 kr", figure, without=lacks)

    def _on_functions(
        self, kind: str, codes: frozenset[str], inside: bool, unit: str, year: int
    ) -> Verdi | None:
        return _given(self.data.funksjonsbeloep(unit, kind, year, codes, inside))

    def _without(self, kind: str, codes: frozenset[str], inside: bool, unit: str, year: int) -> list[Blokkid]:
        return [("funksjon", code, kind) for code in self.data.utelatte(unit, kind, year, codes, inside)]

    def _functions(self) -> None:
        """The functions that somebody's sums lack, one by one, for the country's spending on them."""
        for kind in ARTER:
            everyones = partial(self._without, kind, frozenset(), False)
            units = product((name for name, _ in self.columns), self.data.aar)
            for key in sorted({key for where in units for key in everyones(*where)}):
                what, figure = (
                    f"Funksjon {key[1]}: {rt.ARTNAVN[kind]}",
                    partial(self._on_function, key[1], kind),
                )
                self._block(key, "Funksjon", what, "1000 kr", figure)

    def _on_function(self, code: str, kind: str, unit: str, year: int) -> Verdi | None:
        """Spending on one function: nothing where only others have rows."""
        value = self._on_functions(kind, frozenset({code}), True, unit, year)
        if value is None and self.data.har_beloep(unit, kind, year):
            return Verdi(0.0, "endelig")
        return value

    def _people(self) -> None:
        data, unit = self.data, "innbyggere"
        years = sorted({key[2] for key in data.innbyggere})
        for group in data.aldersgrupper:
            self._block(("folk", group), "Innbyggere", group, unit, _i(data.innbyggere, group), years)
        self._block((rt.FOLK,), "Innbyggere", "I alt", unit, lambda u, y: _given(data.folketall(u, y)))

    def _criteria(self) -> None:
        data = self.data
        wanted = ((s, c) for key in data.noekler for s, weights in key.vekter.items() for c in weights)
        own = {(s, c) for _, s, c, _ in data.kriterieverdier}
        for place, criterion in dict.fromkeys((s if (s, c) in own else "", c) for s, c in wanted):
            key, what = ("kriterium", place, criterion), f"{place}: {criterion}" if place else criterion
            figure = _i(data.kriterieverdier, place, criterion)
            whole = "hele landet" if data.egne_indekser else "landet"
            self._block(key, "Kriterium", what, f"{whole} = 1", figure, decimals=3)
        for sector, addition in dict.fromkeys((s, t) for _, s, t, _ in data.behovstillegg):
            key, figure = ("tillegg", sector, addition), _i(data.behovstillegg, sector, addition)
            self._block(key, "Tillegg", f"{sector}: {addition}", "kr per innb.", figure)

    def _national(self) -> None:
        """National figures, in the column for the country."""
        data = self.data
        for what, name in (("kostnadsdeflator", "Kostnadsdeflator"), ("aarsloennsvekst", "Årslønnsvekst")):
            by_year = {y: v.verdi for (y, w), v in data.nasjonale.items() if w == what}
            self._countrys(("nasjonale", what), name, "prosent", by_year, 1)
        for group in data.aldersgrupper:
            rates = [s for s in data.satser if s.aldersgruppe == group]
            cost, people = {s.aar: s.mill_kr for s in rates}, {s.aar: s.innbyggere for s in rates}
            self._countrys(("sats", group, "mill kr"), f"Utgifter {group}", "mill. kr", cost, 0)
            self._countrys(("sats", group, "innbyggere"), f"Innbyggere {group}", "innbyggere", people, 0)

    def _countrys(
        self, key: Blokkid, line: str, unit: str, by_year: Mapping[int, float | None], decimals: int
    ) -> None:
        if by_year:
            rows = self._start(key, "Landet", line, unit, self.data.aar)
            for row, year in zip(rows, self.data.aar, strict=True):
                value = by_year.get(year)
                shown = MISSING_TEXT if value is None else value
                self._figure(row, self.made.ved(rt.LANDET), shown, _tall(decimals))

    def _mask(self, row: int, key: str, label: str, inside: Iterable[Cell | Call | float]) -> None:
        """A row of ones and zeros: who is in a reference."""
        self.sheet.put(row, _LINJE, label, styles.HJELP)
        for column, each in enumerate(inside, start=rt.FORSTE):
            layout.text(self.sheet, row, column, each, styles.HJELP)
        self.made.masker[key] = self.sheet.range((row, rt.FORSTE), (row, rt.FORSTE + self.made.bredde - 1))

    def _country(self) -> None:
        """What the country has per head, whatever group is chosen."""
        self._mask(_HODERAD + 2, "landet", "Med i landet", self.nettverk.land)
        if not self.made.har(rt.FOLK):
            self._fill_in()
            return
        if self.data.resten and not self.data.landet:
            for number, year in enumerate(self.data.aar):
                self._members(number, year)
        for kinds in (("funksjon",), ("regnskap", "beloep")):
            for key in self.made.rader:
                if key[0] in kinds:
                    self._per_head(key)
            self._fill_in()
        if self.data.egne_indekser:
            land, relative = self.made.masker["landet"], ("kriterium", "tillegg")
            own = [key for key in self.made.rader if key[0] in relative]
            for key, number in product(own, range(len(self.data.aar))):
                # What the members have together.
                now, people = self._place(number, *key), self._place(number, rt.FOLK)
                call = of(formler.snittindeks, now.values, people.values, land)
                self._reference(now, rt.LANDET, call, decimals=3)

    def _members(self, number: int, year: int) -> None:
        """Who is in the country, of those whose inhabitants of a year are known."""
        self.sheet.put(self.row, _AAR, float(year), styles.HJELP.but(number_format="0"))
        units = zip(self.columns, self.nettverk.land, self.made.rad(number, rt.FOLK), strict=True)
        inside = (
            1.0 if name == self.data.resten else of(formler.medlem, land, people)
            for (name, _), land, people in units
        )
        self._mask(self.row, f"medlem {number}", "Medlem med folketall", inside)
        self.row += 1

    def _fill_in(self) -> None:
        """An amount that lacks functions, with what the country spends per inhabitant on them."""
        style = _tall(0).but(italic=True)
        while self.lacking:
            (row, column), number, known, blocks = self.lacking.pop()
            if not self.made.har(rt.FOLK):
                self._figure(row, column, MISSING_TEXT, style)
                continue
            people = self.sheet.at(self.made.rader[rt.FOLK,] + number, column)
            rows = (self.made.rader[block] + number for block in blocks)
            each = (self.sheet.at(row, self.made.ved(rt.LANDET)) for row in rows)
            assert known.verdi is not None
            self.sheet.calc(row, column, known.verdi + bb.samlet(*each) * people / 1000.0, style=style)

    def _per_head(self, key: Blokkid) -> None:
        for number in range(len(self.data.aar)):
            now, people = self._place(number, *key), self._place(number, rt.FOLK)
            if self.data.landet:
                amount, count = (
                    self.sheet.at(place.row, self.made.ved(rt.KILDENS)) for place in (now, people)
                )
                self._reference(now, rt.LANDET, 1000.0 * amount / count)
            elif now.rest is None or people.rest is None:
                land = self.made.masker["landet"]
                self._reference(now, rt.LANDET, self._share(now, people, rt.LANDET, land, 1000.0))
            elif not is_number(now.rest.value) or not is_number(people.rest.value) or not people.rest.value:
                self._reference(now, rt.LANDET, None)
            else:
                members = self.made.masker[f"medlem {number}"]
                # The rest of the country has people, so that there is something to divide by.
                call = self._share(now, people, rt.LANDET, members, 1000.0)
                self._reference(now, rt.LANDET, call, missing=None)

    def _share(self, now: _Aar, whole: _Aar, which: int, inside: Range, factor: float) -> Call:
        """Sum over sum; where nobody lacks a figure all lines have the same one below, which stands once."""
        if not all(is_number(cell.value) for place in (now, whole) for cell in place.values):
            return of(formler.samlet_andel, now.values, whole.values, inside, factor)
        key = (whole.row, self.made.ved(which))
        if key not in self.sums:
            what, line, _, year = (self.sheet.at(whole.row, column).value for column in range(rt.FORSTE))
            told = f"Nevneren i kolonnen: {what}, {line} {year:.0f}"
            self.sheet.put(self.row, _LINJE, told, styles.HJELP)
            call = of(formler.sum_av_alle, whole.values, inside)
            self.sums[key] = self.sheet.calc(self.row, key[1], call, style=_tall(0))
            self.row += 1
        return of(formler.andel_av_alle, now.values, inside, self.sums[key], factor)

    def finish(self, nettverk: Nettverk) -> Regnskapstall:
        """Add what those of the chosen group make of each line: shares of income and growth."""
        made, sheet = self.made, self.sheet
        self._mask(_HODERAD + 1, "oevrige", "Med i øvrige", nettverk.oevrige)
        self._unbroken()
        self._took_of_the_rest()
        if made.har("regnskap", "driftsinntekter"):
            accounts = [key for key in made.rader if key[0] == "regnskap"]
            if self._rest_is_left:
                members = made.masker["landet"]
                for key, number in product(accounts, range(len(self.data.aar))):
                    now = self._place(number, *key)
                    whole = sheet.at(now.row, made.ved(rt.KILDENS))
                    call = of(formler.resten_av_landet, whole, now.values, members)
                    self._reference(now, rt.RESTENS, call, decimals=0)
            for key in accounts:
                self._shares(key)
        sheet.tables.append(XlTable("Tabell_regnskap", _HODERAD, sheet.last_row, rt.FORSTE + made.bredde - 1))
        return made

    @property
    def _rest_is_left(self) -> bool:
        """Whether the rest of the country is what the members leave of it."""
        return bool(self.data.landet) and not self.data.resten

    def _unbroken(self) -> None:
        """Who of the others have the same series in two years, for each where a merger breaks somebody's."""
        for before, year in pairwise(self.data.aar):
            broken = [any(before < b <= year for b, _ in unit.brudd) for unit in self.nettverk.enheter]
            if any(broken):
                same = (float(not gone) for gone in broken)
                self._mask(self.row, "samme", f"Samme kommune som i {before}", same)
                rows = self.made.masker.pop("samme").rows[0], self.made.masker["oevrige"].rows[0]
                inside = (kept * other for kept, other in zip(*rows, strict=True))
                self._mask(self.row + 1, f"ubrutt {year}", f"Med i øvriges vekst {before}–{year}", inside)
                self.row += 2

    def _shares(self, key: Blokkid) -> None:
        """Shares of income and growth: sum over sum of the others, and the rest by itself."""
        inside = self.made.masker["oevrige"]
        for number in range(len(self.data.aar)):
            now, income = (self._place(number, *k) for k in (key, ("regnskap", "driftsinntekter")))
            self._reference(now, rt.REF_OEVRIGE, self._share(now, income, rt.REF_OEVRIGE, inside, 100.0))
            self._reference(
                now, rt.REF_RESTEN, 100.0 * now.rest / income.rest if now.rest and income.rest else None
            )
            if key[1] not in _VEKST:
                continue
            growth: tuple[Call | None, Call | None] = (None, None)
            # What is missing between two years is no year's growth.
            if number and self.data.aar[number] - self.data.aar[number - 1] == 1:
                before = self._place(number - 1, *key)
                alone = self._rests_growth(self.data.aar[number], now, before)
                unbroken = self.made.masker.get(f"ubrutt {self.data.aar[number]}", inside)
                growth = of(formler.samlet_vekst, now.values, before.values, unbroken), alone
            for call, yearly, whole in zip(
                growth,
                (rt.VEKST_OEVRIGE, rt.VEKST_RESTEN),
                (rt.PERIODE_OEVRIGE, rt.PERIODE_RESTEN),
                strict=True,
            ):
                self._reference(now, yearly, call)
                self._reference(now, whole, self._over_the_years(now.row, yearly, number))

    def _rests_growth(self, year: int, now: _Aar, before: _Aar) -> Call | None:
        """The rest of the country's, with members who may have taken of it: the same area in both years."""
        took = self.made.masker.get(f"tok {year}")
        if now.rest is None or before.rest is None or took is None:
            return 100.0 * now.rest / before.rest - 100.0 if now.rest and before.rest else None
        for unit, inside, cell, earlier in zip(
            self.nettverk.enheter, took, now.values, before.values, strict=True
        ):
            each = ((year - 1, earlier), (year, cell))
            if inside.value and not all(is_number(c.value) or not unit.finnes(y) for y, c in each):
                return None
        return of(formler.resten_vokst, now.rest, before.rest, took, now.values, before.values)

    def _took_of_the_rest(self) -> None:
        """The members who became larger, with those who became part of them; no line where nobody has.

        What they became larger by may be of the rest, also what the package does not name.
        """
        members = {*self.data.medlemmer}

        def took(unit: Kommune, old: int, new: int) -> float:
            ended = unit.gikk_inn_i if old <= unit.slutt < new else ""
            larger = self.data.enhet(ended) if ended else unit
            broken = any(old < year <= new for year, _ in larger.brudd)
            return float({unit.navn, larger.navn} <= members and broken)

        years = pairwise(self.data.aar)
        made = {new: [took(unit, old, new) for unit in self.nettverk.enheter] for old, new in years}
        for year, inside in made.items() if any(map(any, made.values())) else ():
            self._mask(self.row, f"tok {year}", f"Med i veksten i resten av landet i {year}", inside)
            self.row += 1

    def _over_the_years(self, row: int, yearly: int, number: int) -> Call | None:
        """Growth through the years shown, year by year: not the same have figures in all of them."""
        back = len(self.valg.vindu) - 1
        if not 0 < back <= number:
            return None
        first, *later = (self.sheet.at(row - n, self.made.ved(yearly)) for n in range(back))
        return reduce(lambda grown, growth: grown * (growth + 100.0) / 100.0, later, first + 100.0) - 100.0

    def _place(self, number: int, *key: str) -> _Aar:
        row, cells = self.made.rader[key] + number, self.made.rad(number, *key)
        own = [cell for cell, (name, _) in zip(cells, self.columns, strict=True) if name == self.data.resten]
        left = [self.sheet.at(row, self.made.ved(rt.RESTENS))] if self._rest_is_left else []
        return _Aar(row, cells, next(iter(own or left), None))

    def _reference(
        self,
        place: _Aar,
        which: int,
        call: Call | None,
        missing: str | None = MISSING_TEXT,
        decimals: int | None = None,
    ) -> None:
        places = decimals if decimals is not None else int(which != rt.LANDET)
        at, style = (place.row, self.made.ved(which)), _tall(places)
        if call is None:
            self._figure(*at, MISSING_TEXT, style)
        else:
            self.sheet.calc(*at, call, style=style, missing=missing)
