"""The population by age group: entered once, on Demografi, and felt wherever it counts.

Criteria, rates and profiles name age groups in words («Innbyggere 6-15 år», «67 år og over»);
here the words become ages, and ages the cells that say how far a what-if has moved them. The table has
the municipality's own population by year, and what it is now.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from asss_xl import functions as f
from asss_xl.dataset.alder import ages_of, names_everyone
from asss_xl.functions.excel.formula import beside
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.demografi.kilde import Demografikilde
from asss_xl.report.formler import demografi as fl, tekst
from asss_xl.report.linjer import FOLKETALLET, Linjer, Linjetall
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Linjeledd
from asss_xl.workbook import GAP, Call, Cell, Input, Range, Series, Sheet, of, styles


def delt_i(tekst: str, grupper: tuple[str, ...]) -> tuple[str, ...]:
    """The age groups that a text's ages are made of; none where they cut across a group."""
    wanted = ages_of(tekst)
    if names_everyone(tekst):
        return grupper
    if wanted is None:
        return ()
    inside = [
        (span, group)
        for group in grupper
        if (span := ages_of(group)) is not None and wanted[0] <= span[0] and span[1] <= wanted[1]
    ]
    inside.sort()
    if not inside or inside[0][0][0] != wanted[0] or inside[-1][0][1] != wanted[1]:
        return ()
    joined = all(a[0][1] + 1 == b[0][0] for a, b in zip(inside, inside[1:], strict=False))
    return tuple(group for _, group in inside) if joined else ()


@dataclass(frozen=True)
class Folk:
    """The population of the report year by age group: as it is, and as a what-if has it."""

    aar: int
    grunnlag: dict[str, Cell]
    naa: dict[str, Cell]
    #: The inhabitants of all groups now over those of the report; 1 when nothing is filled in.
    samlet: Cell
    #: How many times as large a group's share of the population is now, by its words.
    andeler: dict[str, Cell] = field(default_factory=dict)

    def alle(self, cells: dict[str, Cell]) -> Range:
        """A column of all the groups, from ``grunnlag`` or ``naa``."""
        return _column(cells, tuple(cells))

    def del_av(self, tekst: str) -> tuple[Range, Range] | None:
        """The groups of a text: as they are, and as they are now; None where it is no group."""
        groups = delt_i(tekst, tuple(self.grunnlag))
        if not groups:
            return None
        return _column(self.grunnlag, groups), _column(self.naa, groups)

    def vekst(self, tekst: str) -> Call | None:
        """How many times as many there are of a group now."""
        if names_everyone(tekst):
            return of(bb.gjenta, self.samlet)
        found = self.del_av(tekst)
        return None if found is None else of(fl.forhold, found[1], found[0])


def _column(cells: dict[str, Cell], groups: tuple[str, ...]) -> Range:
    return Range(cells[groups[0]].sheet, tuple((cells[g],) for g in groups))


_DATA = beside(__file__)
_UTFYLT, _NAA, _FLYTTET, _ENDRET = "Fylt ut", "Nå", "Flyttet", "Endret"
_FOLK, _HVIS, _LANDET = "Folketall", "Hva hvis", "Som i landet"
_INDEKS, _OVERSKRIFT = "Indeks", "Overskrift"
_GRENSER = (0, 1e7)
_ANDEL = styles.hjelp(styles.tall(4))


class Folketabell:
    """The table, its steps, and what the figures that follow it need."""

    def __init__(
        self,
        sheet: Sheet,
        kilde: Demografikilde,
        steg: Steg,
        satser: tuple[Range, Range],
        row: int,
        linjer: Linjer,
    ) -> None:
        self.sheet, self.kilde, self.steg = sheet, kilde, steg
        #: What each group costs, and how many there are of it in the country.
        self.satser, self.landets = satser
        self.row, self.linjer, self.years = row, linjer, range(len(kilde.aarstall))
        groups = {group: group for group in kilde.grupper}
        columns = [(what, n) for what in (_FOLK, _HVIS) for n in self.years]
        self.table = Blokk(sheet, row + 2, (*columns, _LANDET), groups, styles.tall(0))
        self.end = row + 3 + len(groups)
        heads = {(what, n): f"{what}, år {n}" for what in (_UTFYLT, _NAA, _FLYTTET) for n in self.years}
        small = styles.hjelp(styles.tall(0))
        self.steps = steg.blokk("Folketall med hva hvis", {**heads, _ENDRET: _ENDRET}, groups, small)
        rest = ([_ENDRET, "Tar", "Faktor"], ["Første år", "Alle, nå mot før"])
        self.rest = steg.blokk("De andre aldersgruppene", *rest, small)

    def write(self) -> Folk:
        self._heads()
        given = {
            (group, n): self._given(at, group, n)
            for at, group in enumerate(self.kilde.grupper, start=self.row + 4)
            for n in self.years
        }
        folk = self._moved(given)
        own = self.grunnlag(0)
        for group, (landets,) in zip(self.kilde.grupper, self.landets.rows, strict=True):
            self.table.calc(group, _LANDET, fl.som_i_landet, own, landets, self.landets)
        return folk

    def _given(self, at: int, group: str, n: int) -> Input | Linjeledd:
        if not n:
            self.sheet.put(at, 0, group, styles.RAD)
        where, people = (group, (_FOLK, n), (_HVIS, n), (_UTFYLT, n)), self.kilde.folk(group, n)
        label, aar = f"{group}: innbyggere i kommunen", self.kilde.aarstall[n]
        if n:
            return self.table.inndata(*where, people, steg=self.steps, label=label, aar=aar, limits=_GRENSER)
        line = Linjetall(
            self.sheet,
            self.table.steder(*where, steg=self.steps),
            people,
            used_on=self.steps.sheet,
            label=label,
            # On Hva hvis a line is of the report year; a base year after it is the turn of the same year.
            aar=self.kilde.valg.aar,
            style=self.table.look,
            limits=_GRENSER,
        )
        return self.linjer.inndata(group, line)

    def _heads(self) -> None:
        sheet, row = self.sheet, self.row
        what = " per aldersgruppe, med demografikostnad og indeks år for år"
        title = tekst("Folketall i ", self.kilde.valg.kommune, what)
        layout.text(sheet, row, 0, title, styles.OVERSKRIFT)
        sheet.put(row + 1, 0, "Første år fylles ut på arket Hva hvis.", styles.NOTE)
        layout.year_groups(sheet, row + 2, "Aldersgruppe", (_FOLK, _HVIS), self.kilde.aarstall)
        last = 1 + 2 * len(self.years)
        sheet.put(row + 2, last, "", styles.HODE.but(bottom=None))
        sheet.put(row + 3, last, _LANDET, styles.HODE)
        sheet.heights[row + 3] = 28

    def naa(self, group: str, n: int) -> Cell:
        """How many there are of a group now, in a year by its number."""
        return self.steps.cell(group, (_NAA, n))

    def flyttet(self, group: str, n: int) -> Cell:
        """How many more that is than there were."""
        return self.steps.cell(group, (_FLYTTET, n))

    def folk(self, n: int) -> Range:
        """All the groups now."""
        return self.steps.column((_NAA, n))

    def grunnlag(self, n: int) -> Range:
        """All the groups as they were."""
        return self.table.column((_FOLK, n))

    def _moved(self, given: dict[tuple[str, int], Input | Linjeledd]) -> Folk:
        """The people there are now: the rest of them shrink, and later years follow the first."""
        steps, groups, bases = self.steps, self.kilde.grupper, self.grunnlag(0)
        for group in groups:
            steps.calc(group, _ENDRET, fl.endret, given[group, 0].active, self.sheet.book.hva_hvis)
        changed = steps.column(_ENDRET)
        moved = self.rest.calc(0, _ENDRET, fl.endring_i_gruppene, changed, steps.column((_UTFYLT, 0)), bases)
        taken = self.rest.calc(0, "Tar", fl.resten_tar, moved, self.linjer.prosent[FOLKETALLET])
        rest = self.rest.calc(0, "Faktor", fl.resten, taken, changed, bases, style=_ANDEL)
        for (group, n), one in given.items():
            if n:
                call = of(fl.folk_etter, one.active, one.used, one.base, self.flyttet(group, 0))
            else:
                call = of(fl.folk_naa, steps.cell(group, _ENDRET), one.used, one.base, rest)
            now = steps.calc(group, (_NAA, n), call)
            steps.calc(group, (_FLYTTET, n), bb.flyttet, now, one.base)
        everyone = self.rest.calc(1, "Faktor", fl.forhold, self.folk(0), bases, style=_ANDEL)
        before = {group: given[group, 0].base for group in groups}
        after = {group: self.naa(group, 0) for group in groups}
        return self._shares(Folk(self.kilde.valg.data.rapportaar, before, after, everyone))

    def _shares(self, folk: Folk) -> Folk:
        """How each criterion that is an age group moves with the people."""
        keys = self.kilde.valg.data.noekler
        weighed = dict.fromkeys(c for key in keys for weights in key.vekter.values() for c in weights)
        criteria = {c: c for c in weighed if delt_i(c, self.kilde.grupper)}
        if not criteria:
            return folk
        block = self.steg.blokk("Kriterier som er aldersgrupper", ["Vekst", "Andel"], criteria, _ANDEL)
        shares = {}
        for criterion in criteria:
            call = folk.vekst(criterion)
            assert call is not None
            grown = block.calc(criterion, "Vekst", call)
            shares[criterion] = block.calc(criterion, "Andel", grown / folk.samlet)
        return replace(folk, andeler=shares)

    def yearly(self) -> None:
        """Cost and index year by year, and the figure of the index."""
        sheet, row, kilde, one = self.sheet, self.end + 4, self.kilde, styles.tall(1)
        layout.lines(sheet, self.end + 1, _DATA["flytter"], styles.NOTE)
        sheet.put(row, 0, "År", styles.HODE_VENSTRE)
        sheet.put(row + 1, 0, "Demografikostnad, mill. kr", styles.RAD)
        layout.text(sheet, row + 2, 0, tekst("Demografiindeks, ", kilde.aarstall[0], " = 100"), styles.RAD)
        title, look = "Demografiindeksen som den er tegnet", styles.hjelp(one)
        drawn = self.steg.blokk(title, [_INDEKS, _OVERSKRIFT], kilde.aarstall, look)
        for n, year in enumerate(kilde.aarstall):
            arguments = (self.satser, self.folk(n), self.folk(0))
            layout.year_head(sheet, row, 1 + n, year)
            cost = of(f.demografikostnad, *arguments) / 1_000_000.0
            sheet.calc(row + 1, 1 + n, cost, style=one)
            value = sheet.calc(row + 2, 1 + n, f.demografiindeks, *arguments, style=one)
            drawn.calc(n, _INDEKS, bb.tall_eller_hull, value, missing=GAP)
        if not kilde.beregnet:
            told = kilde.valg.data.tekst("Demografi: folketall", "merknad") or (_DATA["av_veksten"],)
            sheet.put(row + 3, 0, f"{told[0]} Årene mellom mangler til de fylles ut.", styles.NOTE)
        self._chart(row, drawn)

    def _chart(self, row: int, drawn: Blokk) -> None:
        sheet, kilde, count = self.sheet, self.kilde, len(self.years)
        call = of(fl.hvor_mye_mer, kilde.aarstall[-1], sheet.at(row + 2, count), kilde.aarstall[0])
        title = drawn.calc(0, _OVERSKRIFT, call, style=styles.HJELP, missing="Demografiindeksen")
        categories = sheet.range((row, 1), (row, count))
        about = {"marker": "circle", "marker_size": 8, "labels": True, "label_format": "0.0"}
        series = Series(_INDEKS, categories, drawn.column(_INDEKS), **about)  # type: ignore[arg-type]
        told = f"Demografiindeks, første år = 100. Kilde: {layout.source(kilde.valg.data)}."
        figurer.hel_side(
            sheet, row + 5, "line", title, (series,), told, **_DATA["figurer"]["demografiindeks"]
        )
