"""The lines of Hva hvis: a what-if is a new figure, a change in percent or one in the line's unit.

Each line has its figure, three yellow cells of which one counts, and the answer that all else
reads. Which lines there are is data; the chapters give each its figure where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb, layout
from asss_xl.report.steg import Steg
from asss_xl.report.tall import Linjeledd, Tall, plasser
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.what_if import Input, Yellow, brukt

HVA_HVIS_STEG = "Steg_hvahvis"
_DATA = beside(__file__)
#: Columns: the figure, what is filled in, the answer, and what is wrong.
_GRUNNLAG, _NYTT, _PROSENT, _ENDRING, _VERDI, _FEIL = range(1, 7)
FEILSTIL = styles.NOTE.but(color=styles.RAUD, bold=True)
#: The percents that lines follow, by key.
ALLE, FOLKETALLET, KOSTNADEN = "alle", "folketallet", "kostnaden"
PROSENTGRENSER = (-100.0, 1000.0)
_BREDDE = 170
Grenser = tuple[float | None, float | None]

#: What a line becomes: the one cell that is filled in decides; several or none change nothing.
_DET_ENE = 'ellers,IF(nytt<"",nytt,grunnlag*(1+IF(prosent<"",prosent,0)/100)+IF(endring<"",endring,0)))'
hva_hvis_verdi = formula(
    "nytt prosent endring grunnlag ellers", f"IF(COUNT(nytt,prosent,endring)<>1,{_DET_ENE}"
)
#: The same where it only counts when the chosen key has the sector.
verdi_i_noekkelen = formula(
    "nytt prosent endring grunnlag ellers flagg", f"IF(COUNT(nytt,prosent,endring)*flagg<>1,{_DET_ENE}"
)


def _som_det_er(figure: Cell) -> Call:
    return of(bb.gjenta, figure)


class Linjetall(NamedTuple):
    """A figure of a chapter that a line is about: where it stands, and what it follows."""

    sheet: Sheet
    #: Of the figure, of the line's answer, and of what counts, which stands on ``used_on``.
    places: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
    tall: Tall
    used_on: Sheet
    label: str
    aar: Cell
    style: styles.Style
    limits: Grenser = (None, None)
    #: The figure in the line's unit, and the answer in the chapter's.
    inn: Callable[[Cell], Call] = _som_det_er
    ut: Callable[[Cell], Call] = _som_det_er
    #: 1 where the chosen key has it, and a percent for all counts.
    flagg: Cell | None = None
    #: What it follows besides the need, in its unit.
    tillegg: Cell | None = None
    #: What rates give all of it; and what parts that are filled in elsewhere change, 1000 kr, and were.
    satser: Cell | None = None
    deler: tuple[Cell, ...] = ()


class Prosent(NamedTuple):
    """One percent that many lines follow: what stands before it, what is told of it, its limits."""

    tekst: str
    om: str
    grenser: tuple[float, float] = (0.0, 100.0)
    #: What is said beside it.
    merknad: str = ""


@dataclass(frozen=True)
class Linjegruppe:
    """Lines of one unit, by key, and what they move; before them percents that lines follow."""

    navn: str
    linjer: Mapping[str, str]
    merknader: Sequence[str]
    #: The part of a report that it needs.
    krever: str
    enhet: str = "mill. kr"
    desimaler: int = 1
    prosenter: Mapping[str, Prosent] = field(default_factory=dict)
    endring: str = ""
    #: Whether some of the lines follow others, so that all have the steps for it.
    foelger: bool = False


class Linjer:
    """The table of lines, filled by the chapters one line at a time."""

    def __init__(self, sheet: Sheet, valg: Valg, grupper: Sequence[Linjegruppe], rad: int) -> None:
        self.sheet, self.valg = sheet, valg
        labels: dict[str, str] = {}
        for group in grupper:
            labels |= {key: percent.tekst for key, percent in group.prosenter.items()} | {**group.linjer}
        steg = Steg(sheet.book, HVA_HVIS_STEG)
        self._steg = steg.blokk("Linjene på Hva hvis", _DATA["steg"], labels)
        self._ord = steg.liste("Det som sies om en linje", "Ord", _DATA["ord"]).column("Ord")
        #: The row and the group of each line.
        self._plass: dict[str, tuple[int, Linjegruppe]] = {}
        #: The percents that lines follow, by key.
        self.prosent: dict[str, Cell] = {}
        self._hvor_mye: dict[str, Input] = {}
        #: The first row of each group: a page starts there.
        self.sidestart: list[int] = []
        #: Where the change of a line is filled in.
        self.felt: dict[str, str] = {}
        #: How many times its amount a line is because its need moves and the cost follows, and as many are
        #: those it is spent on.
        self.behov: dict[str, Cell] = {}
        self.slutt = self._heads(grupper, rad) if grupper else rad

    def __contains__(self, key: str) -> bool:
        return key in self._plass

    def _heads(self, grupper: Sequence[Linjegruppe], rad: int) -> int:
        """The headings, and the place of each line; the answer is the next row."""
        sheet = self.sheet
        sheet.put(rad, 0, "Skriv hva som endres", styles.OVERSKRIFT)
        rad = layout.notes(sheet, rad + 1, _DATA["slik"], _BREDDE)
        for group in grupper:
            self.sidestart.append(rad)
            heads = (
                group.navn,
                f"Grunnlag, {group.enhet}",
                f"Nytt tall, {group.enhet}",
                "Endring, prosent",
                f"Endring, {group.endring or group.enhet}",
                f"Hva hvis-verdi, {group.enhet}",
            )
            layout.head(sheet, rad, 0, heads)
            for key, percent in group.prosenter.items():
                rad += 1
                self._follow(rad, key, percent)
            for key, name in group.linjer.items():
                rad += 1
                sheet.put(rad, 0, name, styles.RAD)
                self._plass[key] = rad, group
            rad = layout.notes(sheet, rad + 1, group.merknader, _BREDDE) + 1
        return rad

    def _follow(self, rad: int, key: str, percent: Prosent) -> None:
        """The one percent that many lines follow."""
        self.sheet.put(rad, 0, percent.tekst, styles.RAD.but(bold=True))
        self.sheet.put(rad, _ENDRING, percent.merknad or None, styles.NOTE)
        yellow = self.sheet.yellow(rad, _PROSENT, styles.tall(1), percent.om)
        zero = self._steg.put(key, "uten", 0.0)
        self._hvor_mye[key] = self.sheet.filled_in(yellow, zero, zero, percent.om, percent.grenser)
        self.prosent[key] = yellow[1]

    def foelg_behovet(self, key: str, forhold: Call) -> None:
        """Let a line follow its need, now over before, where the cost does."""
        if key in self and KOSTNADEN in self.prosent:
            ratio = self._steg.calc(key, "forhold", forhold)
            self.behov[key] = self._steg.calc(key, "behov", bb.behovet_naa, ratio, self.prosent[KOSTNADEN])

    def inndata(self, key: str, om: Linjetall) -> Linjeledd:
        """A figure where it stands in its chapter, what is filled in of it here, and what counts."""
        base, shown, used = om.places
        given = plasser(om.sheet, *base, om.tall, om.style)
        row, group = self._plass[key]
        look = styles.tall(group.desimaler)
        here = self.sheet.calc(row, _GRUNNLAG, om.inn(given), style=look)
        yellow = self._yellow(key, om.label)
        start, otherwise = self._start(key, here, om)
        call = self._counting(key, om, yellow, start, otherwise)
        value = self.sheet.calc(row, _VERDI, call, style=look.but(bold=True), missing="")
        own = None
        if om.deler:
            new, _, change = (active for _, active in yellow.values())
            count = self._steg.cell(key, "antall")
            own = self._steg.calc(key, "beloep", bb.eget_beloep, count, new, change), here
        # What each yellow cell changes, within which limits, and where it counts.
        zero = self._steg.put(key, "uten", 0.0)
        changed = zip((here, zero, zero), (om.limits, PROSENTGRENSER, (None, None)), strict=True)
        for (told, cell), (was, within) in zip(yellow.items(), changed, strict=True):
            self.sheet.filled_in(cell, was, value, told, within, om.aar).teller = om.flagg
        self._wrong(key, om, yellow[om.label], value)
        filled = om.sheet.calc(*shown, om.ut(value), style=om.style, missing="")
        counts = (given, filled, om.sheet.book.hva_hvis)
        counting = om.used_on.calc(*used, brukt, *counts, style=styles.hjelp(om.style))
        return Linjeledd(given, counting, active=filled, beloep=own)

    def _yellow(self, key: str, label: str) -> dict[str, Yellow]:
        """The three yellow cells of a line, by what they are; the last is where its change is filled in."""
        row, group = self._plass[key]
        name, look = group.linjer[key], styles.tall(group.desimaler)
        made = {
            told: self.sheet.yellow(row, column, style, told)
            for told, column, style in (
                (label, _NYTT, look),
                (f"Endring i prosent: {name}", _PROSENT, styles.tall(1)),
                (f"Endring i {group.endring or group.enhet}: {name}", _ENDRING, look),
            )
        }
        self.felt[key] = self.sheet.at(row, _ENDRING).place
        return made

    def _wrong(self, key: str, om: Linjetall, new: Yellow, value: Cell) -> None:
        """What is wrong with what is filled in, or counts besides it."""
        row, steps = self._plass[key][0], self._steg
        count, fields = steps.cell(key, "antall"), self.sheet.range((row, _NYTT), (row, _ENDRING))
        steps.calc(key, "feil", bb.feil_i_linjen, count, fields)
        if om.deler:
            steps.calc(key, "deler", bb.deler_i_linjen, value, *om.deler, steps.cell(key, "beloep"))
        if om.satser is not None:
            steps.calc(key, "satser", bb.satser_i_linjen, count, new[1], om.satser)
        if om.flagg is not None:
            steps.calc(key, "noekkelen", bb.utenfor_noekkelen, om.flagg)
        numbers = steps.line(key, "feil", "noekkelen")
        self.sheet.calc(row, _FEIL, bb.ord_om_linjen, self._ord, numbers, style=FEILSTIL)

    def _counting(
        self, key: str, om: Linjetall, yellow: Mapping[str, Yellow], start: Cell, otherwise: Argument
    ) -> Call:
        """What counts of the three: of the percents a line's own goes first."""
        steps, flagg = self._steg, om.flagg
        new, percent, change = (active for _, active in yellow.values())
        fields = of(bb.antall_felt, new, percent, change)
        if om.flagg is not None:
            fields = of(bb.antall_i_noekkelen, new, percent, change, om.flagg)
        count = steps.calc(key, "antall", fields)
        if om.satser is not None:
            new = steps.calc(key, "nytt", bb.nytt_uten_satser, count, new, om.satser)
        if ALLE in self._plass[key][1].prosenter:
            of_all = self.prosent[ALLE]
            call = of(bb.eller_tomt, of_all) if flagg is None else of(bb.alle_i_noekkelen, flagg, of_all)
            everyone = steps.calc(key, "alle", call)
            percent = steps.calc(key, "gjelder", bb.egen_foer_alle, count, everyone, percent)
        if flagg is None:
            return of(hva_hvis_verdi, new, percent, change, start, otherwise)
        outside = steps.calc(key, "utenfor", bb.naar, flagg, otherwise)
        return of(verdi_i_noekkelen, new, percent, change, start, outside, flagg)

    def _start(self, key: str, base: Cell, om: Linjetall) -> tuple[Cell, Argument]:
        """What a change is of, and what the line is when nothing is filled in."""
        parts: list[Argument] = [] if om.tillegg is None else [om.tillegg]
        if key in self.behov:
            parts.append(base * (self.behov[key] - 1.0))
        if not (parts or self._plass[key][1].foelger):
            return base, ""
        if parts:
            moved = self._steg.calc(key, "foelger", bb.samlet(*parts))
        else:
            moved = self._steg.put(key, "foelger", 0.0)
        start = self._steg.calc(key, "utgang", base + moved)
        return start, self._steg.calc(key, "ellers", bb.naar_noe_foelger, moved, start)

    def brukt(self, felt: Range) -> Call:
        """How many yellow fields are filled in and used."""
        switch = self.sheet.book.hva_hvis
        if not self._plass:
            return of(bb.felt_i_bruk, felt, switch)
        return of(bb.felt_som_brukes, felt, self._steg.column("antall"), switch)

    def foelgende(self) -> None:
        """A percent of how much follows counts where there is something to follow."""
        steps = self._steg
        if self.behov:
            needs = steps.column("forhold", *(list(self.behov)[end] for end in (0, -1)))
            self._hvor_mye[KOSTNADEN].teller = steps.calc(KOSTNADEN, "forhold", bb.noe_flyttet, needs)
        if FOLKETALLET in self._hvor_mye:
            ages = [key for key, (_, group) in self._plass.items() if FOLKETALLET in group.prosenter]
            counts = steps.column("antall", ages[0], ages[-1])
            self._hvor_mye[FOLKETALLET].teller = steps.calc(FOLKETALLET, "antall", bb.noe_fylt_ut, counts)

    def med_flere(self) -> Call | None:
        """How many lines have more than one field filled in; None without lines."""
        if not self._plass:
            return None
        return of(bb.linjer_med_flere, self._steg.column("antall"), self.sheet.book.hva_hvis)
