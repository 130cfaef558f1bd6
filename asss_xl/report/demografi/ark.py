"""Demografi: rates per age group, the population by year, and what its growth costs (ch. 2.2).

The population is entered once, here and on Hva hvis, and felt wherever it counts.
"""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.demografi.folketall import Folk, delt_i
from asss_xl.report.demografi.kilde import I_ALT, Demografikilde
from asss_xl.report.formler import demografi as fl, tekst
from asss_xl.report.linjer import FOLKETALLET, Linjer, Linjetall
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd, Linjeledd
from asss_xl.report.uten import i_figuren, merke
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import GAP, Call, Cell, Input, Range, Series, Sheet, of, styles

_STEG, _RAD = "Steg_demografi", 4
_DATA = beside(__file__)
_BREDDE, _GRENSER = 150, (0, 1e7)
#: Of the rates; the yellow cells stand after what they change.
_ENHETER = {"mill kr": "Mill. kr", "innbyggere": "Innbyggere i landet"}
_MILL, _INNBYGGERE = _ENHETER
_VEKT, _HVIS, _KR, _SUM = "forenklet kostnadsnøkkel", "hva hvis", "kr per innbygger", "sum"
_KOLONNER = {
    _VEKT: "Vekt i forenklet nøkkel",
    _MILL: "Mill. kr",
    (_MILL, _HVIS): "Hva hvis",
    _INNBYGGERE: "Innbyggere i landet",
    (_INNBYGGERE, _HVIS): "Hva hvis",
    _KR: "Kr per innbygger",
}
#: Of the growth, and its steps.
_HODER = (
    "Aldersgruppe",
    "Vekst, innbyggere",
    "Vekst, %",
    "Kostnad, mill. kr",
    "Økning per år, mill.\u00a0kr",
)
_VOKST, _PROSENT, _KOST, _PER_AAR = range(1, len(_HODER))
_VEKST, _ULIK, _TEGNET, _RUNDET, _I_ORD, _MERKE, _OVERSKRIFT = _VEKSTSTEG = (
    "Vekst",
    "Kostnad, når ulik",
    "Kostnad i figuren",
    "I alt, rundet",
    "I ord",
    "Merket",
    "Overskrift",
)
#: Of the population by year, and its steps.
_FOLK, _FYLL_UT, _LANDET = "Folketall", "Hva hvis", "Som i landet"
_UTFYLT, _NAA, _FLYTTET, _ENDRET, _INDEKS = "Fylt ut", "Nå", "Flyttet", "Endret", "Indeks"
_HELE, _ANDEL = (styles.hjelp(styles.tall(decimals)) for decimals in (0, 4))


class Demografi:
    """The sheet, and what others ask it for: rates, and where there is any growth, that and the people."""

    folk: Folk | None = None
    folketall: Range | None = None
    basis: Range | None = None

    def __init__(
        self, sheet: Sheet, valg: Valg, linjer: Linjer, medlemmene: Medlemmene | None = None
    ) -> None:
        kilde = self.kilde = Demografikilde(valg, medlemmene.regnskap if medlemmene else None)
        self.sheet, self.linjer, self.steg = sheet, linjer, Steg(sheet.book, _STEG)
        self.grupper, self.trykt_vekst = {group: group for group in kilde.grupper}, kilde.trykt_vekst
        self.vekst: dict[str, Ledd] = {}
        layout.heading(sheet, valg, "Demografi", "Demografi", [30] + [10.5] * 16, last=6, freeze=(2, 1))
        self._rates()
        self.satsomraade = self.satser.column(_KR, last=kilde.grupper[-1])
        if kilde.har_vekst:
            self._people_and_growth()

    # -- the rates --------------------------------------------------------------------------------

    def _rates(self) -> None:
        """Vedleggstabell 5: what the country spends on each age group; and what counts of it."""
        kilde, groups = self.kilde, self.grupper
        self.brukte = used = self.steg.blokk("Satsene som er i bruk", _ENHETER, groups)
        title = "Vedleggstabell 5. Satser per aldersgruppe "
        known = tekst(title, kilde.valg.aar) if kilde.tall is not None else f"{title}{kilde.satsaar}"
        layout.text(self.sheet, _RAD - 1, 0, known, styles.OVERSKRIFT)
        layout.head(self.sheet, _RAD, 0, ("Aldersgruppe", *_KOLONNER.values()), 42)
        self.satser = table = Blokk(self.sheet, _RAD - 1, _KOLONNER, (*groups, _SUM), styles.tall(0))
        table.navngi({**groups, _SUM: "Sum"}, [_SUM])
        for group in groups:
            for unit in _ENHETER:
                given, label = kilde.sats(group, unit), f"{group}: {unit} i landet"
                where = (group, unit, (unit, _HVIS), unit)
                table.inndata(*where, given, steg=used, label=label, limits=(0, 1e9))
            self._rate(group, _KR, self._each(*(used.cell(group, unit) for unit in _ENHETER)))
        total, count = styles.tall(0, True), float(len(groups))
        sums = [self._rate(_SUM, u, of(bb.sum_av_antall, used.column(u), count), total) for u in _ENHETER]
        for unit in _ENHETER:
            table.put(_SUM, (unit, _HVIS), None, total)
        self._rate(_SUM, _KR, self._each(*sums), total)
        for group in groups:
            self._rate(group, _VEKT, used.cell(group, _MILL) / sums[0], styles.tall(3))
        shares = table.column(_VEKT, last=kilde.grupper[-1])
        self._rate(_SUM, _VEKT, of(bb.sum_av_antall, shares, count), styles.sumrad(styles.tall(3)))

    def _rate(self, line: str, heading: str, call: Call, look: styles.Style | None = None) -> Cell:
        made = self.satser.calc(line, heading, call, style=look)
        return made.held_against(self.kilde.i_tabellen(line, heading).trykt)

    def _each(self, mill: Cell, people: Cell) -> Call:
        return of(f.per_innbygger, mill, people, 1_000_000.0)

    # -- the growth and the population by year ----------------------------------------------------

    def _people_and_growth(self) -> None:
        """The table of populations stands below that of growth, which is worked out from it."""
        sheet, kilde, groups = self.sheet, self.kilde, self.grupper
        kilde.place_years(self.steg)
        self.aar = range(len(kilde.aarstall))
        self.siste, self.merknader = self.aar[-1], kilde.valg.data.tekst("Demografi: vekst", "merknad")
        title = "Veksten uten hva hvis, og figurens overskrift"
        self.vekststeg = self.steg.blokk(title, _VEKSTSTEG, groups, styles.hjelp(styles.tall(1)))
        heads = {(what, n): f"{what}, år {n}" for what in (_UTFYLT, _NAA) for n in self.aar}
        named = {_FLYTTET: f"{_FLYTTET}, år 0", _ENDRET: _ENDRET}
        self.steps = self.steg.blokk("Folketall med hva hvis", {**heads, **named}, groups, _HELE)
        rest = ([_ENDRET, "Tar", "Faktor"], ["Første år", "Alle, nå mot før"])
        self.rest = self.steg.blokk("De andre aldersgruppene", *rest, _HELE)
        grown = _RAD + 4 + len(groups)
        lines = sum(len(layout.wrapped(note, _BREDDE)) for note in self.merknader)
        row = grown + 7 + len(groups) + lines + figurer.rader_av(_DATA["figurer"]["kostnad"]["height"])
        columns = [(what, n) for what in (_FOLK, _FYLL_UT) for n in self.aar]
        self.table = Blokk(sheet, row + 2, (*columns, _LANDET), groups, styles.tall(0))
        self.folk = self._people(row)
        self.folketall, self.basis = self._now(self.siste), self._now(0)
        self._growth(grown)
        self._yearly(row + 3 + len(groups))
        sheet.printing.last_column = max(6, 2 * self.siste + 3)
        sheet.printing.parts = (grown, row)

    def _now(self, n: int) -> Range:
        """All the groups now, in a year by its number."""
        return self.steps.column((_NAA, n))

    def _people(self, row: int) -> Folk:
        sheet, kilde = self.sheet, self.kilde
        what = " per aldersgruppe, med demografikostnad og indeks år for år"
        layout.text(sheet, row, 0, tekst("Folketall i ", kilde.valg.kommune, what), styles.OVERSKRIFT)
        sheet.put(row + 1, 0, "Første år fylles ut på arket Hva hvis.", styles.NOTE)
        layout.year_groups(sheet, row + 2, "Aldersgruppe", (_FOLK, _FYLL_UT), kilde.aarstall)
        last = 1 + 2 * len(self.aar)
        sheet.put(row + 2, last, "", styles.HODE.but(bottom=None))
        sheet.put(row + 3, last, _LANDET, styles.HODE)
        sheet.heights[row + 3] = 28
        self.table.navngi(self.grupper)
        folk = self._moved({(group, n): self._given(group, n) for group in self.grupper for n in self.aar})
        own, landets = self.table.column((_FOLK, 0)), self.brukte.column(_INNBYGGERE)
        for group in self.grupper:
            self.table.calc(
                group, _LANDET, fl.som_i_landet, own, self.brukte.cell(group, _INNBYGGERE), landets
            )
        return folk

    def _given(self, group: str, n: int) -> Input | Linjeledd:
        where, people = (group, (_FOLK, n), (_FYLL_UT, n), (_UTFYLT, n)), self.kilde.folk(group, n)
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

    def _moved(self, given: dict[tuple[str, int], Input | Linjeledd]) -> Folk:
        """The people there are now: the rest of them shrink, and later years follow the first."""
        steps, bases = self.steps, self.table.column((_FOLK, 0))
        for group in self.grupper:
            steps.calc(group, _ENDRET, fl.endret, given[group, 0].active, self.sheet.book.hva_hvis)
        changed = steps.column(_ENDRET)
        moved = self.rest.calc(0, _ENDRET, fl.endring_i_gruppene, changed, steps.column((_UTFYLT, 0)), bases)
        taken = self.rest.calc(0, "Tar", fl.resten_tar, moved, self.linjer.prosent[FOLKETALLET])
        rest = self.rest.calc(0, "Faktor", fl.resten, taken, changed, bases, style=_ANDEL)
        for (group, n), one in given.items():
            if n:
                call = of(fl.folk_etter, one.active, one.used, one.base, steps.cell(group, _FLYTTET))
            else:
                call = of(fl.folk_naa, steps.cell(group, _ENDRET), one.used, one.base, rest)
            now = steps.calc(group, (_NAA, n), call)
            now.unmoved = one.base
            if not n:
                steps.calc(group, _FLYTTET, bb.flyttet, now, one.base)
        everyone = self.rest.calc(1, "Faktor", fl.forhold, self._now(0), bases, style=_ANDEL)
        before = {group: given[group, 0].base for group in self.grupper}
        after = {group: steps.cell(group, (_NAA, 0)) for group in self.grupper}
        folk = Folk(self.kilde.valg.data.rapportaar, before, after, everyone)
        self._shares(folk)
        return folk

    def _shares(self, folk: Folk) -> None:
        """How each criterion that is an age group moves with the people."""
        keys = self.kilde.valg.data.noekler
        weighed = dict.fromkeys(c for key in keys for weights in key.vekter.values() for c in weights)
        criteria = {c: c for c in weighed if delt_i(c, self.kilde.grupper)}
        if not criteria:
            return
        block = self.steg.blokk("Kriterier som er aldersgrupper", ["Vekst", "Andel"], criteria, _ANDEL)
        for criterion in criteria:
            call = folk.vekst(criterion)
            assert call is not None
            grown = block.calc(criterion, "Vekst", call)
            folk.andeler[criterion] = block.calc(criterion, "Andel", grown / folk.samlet)

    def _growth(self, row: int) -> None:
        """What each group grows by and costs over the period, and the figure of it."""
        sheet, kilde, steps, groups = self.sheet, self.kilde, self.vekststeg, self.kilde.grupper
        first, last = kilde.aarstall[0], kilde.aarstall[-1]
        rounded = "" if kilde.beregnet else " (avrundet i kilden)"
        ending = f"{rounded} og hva den koster med satsene over"
        title = tekst("Ventet vekst i ", kilde.valg.kommune, " ", first, "–", last, ending)
        layout.text(sheet, row, 0, title, styles.OVERSKRIFT)
        layout.head(sheet, row + 1, 0, _HODER, 30)
        table = Blokk(sheet, row, range(1, len(_HODER)), (*groups, I_ALT), styles.tall(1))
        table.navngi({group: group for group in (*groups, I_ALT)}, [I_ALT])
        for group in groups:
            grown, rate = self._grown(table, group), self.satser.cell(group, _KR)
            cost = table.calc(group, _KOST, bb.mill, rate, grown.used)
            table.calc(group, _PER_AAR, cost / float(kilde.steg))
            i_figuren(steps, group, _ULIK, cost)
            steps.calc(group, _TEGNET, bb.tall_eller_hull, cost, missing=GAP)
            self.vekst[group] = grown
        table.put(I_ALT, _PROSENT, None, styles.tall(1, True))
        for column in (_VOKST, _KOST, _PER_AAR):
            cells, look = table.column(column, last=groups[-1]), styles.tall(column != _VOKST, True)
            table.calc(I_ALT, column, bb.sum_av_antall, cells, float(len(groups)), style=look)
        below = layout.notes(sheet, row + 3 + len(groups), self.merknader, _BREDDE)
        self._chart(table, below + 1)

    def _chart(self, table: Blokk, row: int) -> None:
        """What the growth costs, group by group, under the sum in a sentence."""
        kilde, steps, groups = self.kilde, self.vekststeg, self.kilde.grupper
        first, last, cost = kilde.aarstall[0], kilde.aarstall[-1], table.cell(I_ALT, _KOST)
        size = steps.calc(groups[0], _RUNDET, bb.stoerrelse, cost, 0.0)
        said = steps.calc(groups[0], _I_ORD, bb.stoerrelse_i_ord, size)
        marked = merke(steps, groups[0], _MERKE, size)
        call = of(fl.hva_det_koster, marked, first, last, cost, said)
        message = steps.calc(groups[0], _OVERSKRIFT, call, style=styles.HJELP)
        rows = [table.at(group, _KOST)[0] for group in groups]
        categories = self.sheet.range((rows[0], 0), (rows[-1], 0))
        drawn, unlike = (steps.column(heading) for heading in (_TEGNET, _ULIK))
        series = (
            Series("Beregnet", categories, drawn, labels=True),
            Series("Grunnlag (når ulik)", categories, unlike, styles.ORANSJE, pattern=True, legend=False),
        )
        told = f"Mill. kr i siste år mot første. Kilde: {layout.source(kilde.valg.data)}."
        figurer.hel_side(self.sheet, row, "column", message, series, told, **_DATA["figurer"]["kostnad"])

    def _grown(self, table: Blokk, group: str) -> Ledd:
        people, steps = self.table, self.steps
        if self.kilde.beregnet:
            first, later = (people.cell(group, (_FOLK, n)) for n in (0, self.siste))
            base = self.vekststeg.calc(group, _VEKST, later - first, style=_HELE)
        else:
            base = self.vekststeg.tall(group, _VEKST, self.kilde.vekst(group), style=_HELE)
        now, before = steps.cell(group, (_NAA, self.siste)), people.cell(group, (_FOLK, self.siste))
        moved = base + of(bb.flyttet, now, before) - steps.cell(group, _FLYTTET)
        used = table.calc(group, _VOKST, moved, style=styles.tall(0))
        table.calc(group, _PROSENT, 100.0 * used / steps.cell(group, (_NAA, 0)))
        return Ledd(base, used)

    def _yearly(self, end: int) -> None:
        """Cost and index year by year below the populations, and the figure of the index."""
        sheet, row, kilde, one = self.sheet, end + 4, self.kilde, styles.tall(1)
        layout.lines(sheet, end + 1, _DATA["flytter"], styles.NOTE)
        sheet.put(row, 0, "År", styles.HODE_VENSTRE)
        sheet.put(row + 1, 0, "Demografikostnad, mill. kr", styles.RAD)
        layout.text(sheet, row + 2, 0, tekst("Demografiindeks, ", kilde.aarstall[0], " = 100"), styles.RAD)
        title, look = "Demografiindeksen som den er tegnet", styles.hjelp(one)
        drawn = self.steg.blokk(title, [_INDEKS, _RUNDET, _MERKE, _OVERSKRIFT], kilde.aarstall, look)
        for n, year in enumerate(kilde.aarstall):
            arguments = (self.satsomraade, self._now(n), self._now(0))
            layout.year_head(sheet, row, 1 + n, year)
            cost = of(f.demografikostnad, *arguments) / 1_000_000.0
            sheet.calc(row + 1, 1 + n, cost, style=one)
            value = sheet.calc(row + 2, 1 + n, f.demografiindeks, *arguments, style=one)
            drawn.calc(n, _INDEKS, bb.tall_eller_hull, value, missing=GAP)
        if not kilde.beregnet:
            note = kilde.valg.data.tekst("Demografi: folketall", "merknad") or (_DATA["av_veksten"],)
            sheet.put(row + 3, 0, f"{note[0]} Årene mellom mangler til de fylles ut.", styles.NOTE)
        whole = drawn.calc(0, _RUNDET, bb.rundet, value - 100.0, 0.0)
        marked = merke(drawn, 0, _MERKE, whole)
        call = of(fl.hvor_mye_mer, marked, kilde.aarstall[-1], whole, kilde.aarstall[0])
        message = drawn.calc(0, _OVERSKRIFT, call, style=styles.HJELP, missing="Demografiindeksen")
        categories = sheet.range((row, 1), (row, len(self.aar)))
        about = {"marker": "circle", "marker_size": 8, "labels": True, "label_format": "0.0"}
        # Dots alone where there are years between that nobody has told of.
        about["line"] = kilde.beregnet
        series = Series(_INDEKS, categories, drawn.column(_INDEKS), **about)  # type: ignore[arg-type]
        told = f"Demografiindeks, første år = 100. Kilde: {layout.source(kilde.valg.data)}."
        drawing = _DATA["figurer"]["demografiindeks"]
        figurer.hel_side(sheet, row + 5, "line", message, (series,), told, **drawing)
