"""The lines of Hva hvis: a what-if is a new figure, a change in percent or one in the line's unit.

Each line has its figure, three yellow cells of which one counts, and the answer that all else
reads. Which lines there are is data; the chapters give each its figure where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd, Tall, plasser
from asss_xl.workbook import Argument, Call, Cell, Sheet, of, styles
from asss_xl.workbook.what_if import PAA, brukt

ARK, STEG = "Hva hvis", "Steg_hvahvis"
#: Columns: the figure, what is filled in, the answer, and what is wrong.
_GRUNNLAG, _NYTT, _PROSENT, _ENDRING, _VERDI, _FEIL = range(1, 7)
_GULE = (_NYTT, _PROSENT, _ENDRING)
_FEILSTIL = styles.NOTE.but(color=styles.RAUD, bold=True)
_UTEN, _ANTALL, _ALLE, _GJELDER = "Uten endring", "Felt fylt ut", "Alle", "Prosent som gjelder"
_FORHOLD, _FOELGER, _UTGANG, _ELLERS = "Behov nå over før", "Følger", "Utgangspunkt", "Uten felt fylt ut"
#: The percents that lines follow, by key.
ALLE, FOLKETALLET, KOSTNADEN = "alle", "folketallet", "kostnaden"
PROSENTGRENSER = (-100.0, 1000.0)
_BREDDE = 170
_SLIK = (
    "Fyll ut ett av de tre gule feltene i en linje: et nytt tall, en endring i prosent, eller en endring i "
    "mill. kr (innbyggere). Er flere fylt ut, brukes ingen av dem.",
)

#: What a line becomes: the one cell that is filled in decides; several or none change nothing.
hva_hvis_verdi = formula(
    "nytt prosent endring grunnlag ellers",
    'IF(COUNT(nytt,prosent,endring)<>1,ellers,IF(nytt<"",nytt,'
    'grunnlag*(1+IF(prosent<"",prosent,0)/100)+IF(endring<"",endring,0)))',
)
#: What a sector's need moves it by, as far as the cost follows.
behovet_flytter = formula("grunnlag forhold prosent", 'IF(prosent<"",grunnlag*(forhold-1)*prosent/100,0)')
naar_noe_foelger = formula("foelger utgangspunkt", 'IF(foelger=0,"",utgangspunkt)')
antall_felt = formula("nytt prosent endring", "COUNT(nytt,prosent,endring)")
#: What is wrong with a line.
flere_felt = formula("antall", 'IF(antall>1,"Flere felt er fylt ut: ingen av dem brukes","")')
flere_eller_utenfor = formula(
    "antall flagg",
    'IF(antall=0,"",IF(flagg<>1,"Utenfor kostnadsnøkkelen: bruk andre sektorer",'
    'IF(antall>1,"Flere felt er fylt ut: ingen av dem brukes","")))',
)
linjer_med_flere = formula("antallene bryter", f'IF(bryter="{PAA}",SUMPRODUCT((antallene>1)*1),0)')
#: The percent of them all, where the chosen key has the sector.
alle_i_noekkelen = formula("flagg prosent", 'IF(AND(flagg=1,ISNUMBER(prosent)),prosent,"")')
#: A line's own entry goes before the percent of them all.
egen_foer_alle = formula("antall alle prosent", 'IF(antall=0,alle,IF(ISNUMBER(prosent),prosent,""))')


@dataclass(frozen=True)
class Prosent:
    """One percent that many lines follow: what stands before it, what is told of it, its limits."""

    tekst: str
    om: str
    grenser: tuple[float, float] = (0.0, 100.0)


@dataclass(frozen=True)
class Gruppe:
    """Lines of one unit, by key, and what they move; before them percents that lines follow."""

    navn: str
    linjer: Mapping[str, str]
    merknader: tuple[str, ...]
    enhet: str = "mill. kr"
    desimaler: int = 1
    prosenter: Mapping[str, Prosent] = field(default_factory=dict)
    endring: str = ""
    #: Whether some of the lines follow others, so that all have the steps for it.
    foelger: bool = False


@dataclass(frozen=True)
class _Plass:
    """Where a line stands: its row, its line among the steps, its group."""

    rad: int
    linje: int
    gruppe: Gruppe


class Linjer:
    """The table of lines, filled by the chapters one line at a time."""

    def __init__(self, sheet: Sheet, valg: Valg, grupper: Sequence[Gruppe], rad: int) -> None:
        self.sheet, self.valg = sheet, valg
        labels = [n for g in grupper for n in (*(p.tekst for p in g.prosenter.values()), *g.linjer.values())]
        heads = (_UTEN, _ANTALL, _ALLE, _GJELDER, _FORHOLD, _FOELGER, _UTGANG, _ELLERS)
        self._steg: Blokk = Steg(sheet.book, STEG).blokk("Linjene på Hva hvis", heads, labels)
        self._plass: dict[str, _Plass] = {}
        #: The percents that lines follow, by key.
        self.prosent: dict[str, Cell] = {}
        #: The first row of each group: a page starts there.
        self.deler: list[int] = []
        #: Where the change of a line is filled in.
        self.felt: dict[str, str] = {}
        self.slutt = self._heads(grupper, rad) if grupper else rad

    def __contains__(self, key: str) -> bool:
        return key in self._plass

    def _heads(self, grupper: Sequence[Gruppe], rad: int) -> int:
        """The headings, and the place of each line; the answer is the next row."""
        sheet, line = self.sheet, 0
        sheet.put(rad, 0, "Skriv hva som endres", styles.OVERSKRIFT)
        rad = layout.notes(sheet, rad + 1, _SLIK, _BREDDE)
        for group in grupper:
            self.deler.append(rad)
            heads = (
                group.navn,
                f"Grunnlag, {group.enhet}",
                f"Nytt tall, {group.enhet}",
                "Endring, prosent",
                f"Endring, {group.endring or group.enhet}",
                f"Hva hvis-verdi, {group.enhet}",
            )
            layout.head(sheet, rad, 0, heads)
            rad += 1
            for key, percent in group.prosenter.items():
                self._follow(rad, line, key, percent)
                rad, line = rad + 1, line + 1
            for key, name in group.linjer.items():
                sheet.put(rad, 0, name, styles.RAD)
                self._plass[key] = _Plass(rad, line, group)
                rad, line = rad + 1, line + 1
            rad = layout.notes(sheet, rad, group.merknader, _BREDDE) + 1
        return rad

    def _follow(self, rad: int, line: int, key: str, percent: Prosent) -> None:
        """The one percent that many lines follow."""
        self.sheet.put(rad, 0, percent.tekst, styles.RAD.but(bold=True))
        yellow = self.sheet.yellow(rad, _PROSENT, styles.tall(1), percent.om)
        zero = self._steg.put(line, _UTEN, 0.0)
        self.sheet.filled_in(yellow, zero, zero, percent.om, percent.grenser)
        self.prosent[key] = yellow[1]

    def inndata(
        self,
        key: str,
        sheet: Sheet,
        places: tuple[tuple[int, int], tuple[int, int], tuple[int, int]],
        tall: Tall,
        *,
        used_on: Sheet,
        label: str,
        aar: Cell,
        style: styles.Style,
        inn: Callable[[Cell], Call] = lambda grunnlag: of(bb.gjenta, grunnlag),
        ut: Callable[[Cell], Call] = lambda verdi: of(bb.gjenta, verdi),
        flagg: Cell | None = None,
        forhold: Call | None = None,
        tillegg: Cell | None = None,
        limits: tuple[float | None, float | None] = (None, None),
    ) -> Ledd:
        """A figure where it stands in its chapter, what is filled in of it here, and what counts.

        ``inn`` gives it in the line's unit, ``ut`` the answer in the chapter's; ``flagg`` is 1 where
        a percent for all counts; ``forhold`` is how the need moves, when the line can follow
        it, ``tillegg`` what else it follows, in its unit.
        """
        base, shown, used = places
        given = plasser(sheet, *base, tall, style)
        call = ut(self._line(key, inn(given), label, limits, aar, flagg, (forhold, tillegg)))
        filled = sheet.calc(*shown, call, style=style, missing="")
        switch = sheet.book.switch
        return Ledd(given, used_on.calc(*used, brukt, given, filled, switch, style=styles.hjelp(style)))

    def _line(
        self,
        key: str,
        grunnlag: Call,
        label: str,
        limits: tuple[float | None, float | None],
        aar: Cell,
        flagg: Cell | None,
        follows: tuple[Call | None, Cell | None],
    ) -> Cell:
        sheet, place = self.sheet, self._plass[key]
        row, line, group = place.rad, place.linje, place.gruppe
        name, look = group.linjer[key], styles.tall(group.desimaler)
        base = sheet.calc(row, _GRUNNLAG, grunnlag, style=look)
        labels = (label, f"Endring i prosent: {name}", f"Endring i {group.endring or group.enhet}: {name}")
        looks = (look, styles.tall(1), look)
        yellow = [
            sheet.yellow(row, at, style, what) for at, style, what in zip(_GULE, looks, labels, strict=True)
        ]
        new, percent, change = (active for _, active in yellow)
        count = self._steg.calc(line, _ANTALL, antall_felt, new, percent, change)
        told = of(flere_felt, count) if flagg is None else of(flere_eller_utenfor, count, flagg)
        sheet.calc(row, _FEIL, told, style=_FEILSTIL)
        if ALLE in group.prosenter:
            percent = self._percent(line, count, self.prosent[ALLE], percent, flagg)
        start, otherwise = self._start(place, base, *follows)
        value = sheet.calc(
            row,
            _VERDI,
            hva_hvis_verdi,
            new,
            percent,
            change,
            start,
            otherwise,
            style=look.but(bold=True),
            missing="",
        )
        zero = self._steg.put(line, _UTEN, 0.0)
        sheet.filled_in(yellow[0], base, value, labels[0], limits, aar)
        sheet.filled_in(yellow[1], zero, value, labels[1], PROSENTGRENSER, aar)
        sheet.filled_in(yellow[2], zero, value, labels[2], aar=aar)
        self.felt[key] = yellow[2][0].place
        return value

    def _start(
        self, place: _Plass, base: Cell, forhold: Call | None, tillegg: Cell | None
    ) -> tuple[Cell, Argument]:
        """What a change is of, and what the line is when nothing is filled in."""
        line = place.linje
        parts: list[Argument] = [] if tillegg is None else [tillegg]
        if forhold is not None and KOSTNADEN in self.prosent:
            ratio = self._steg.calc(line, _FORHOLD, forhold)
            parts.append(of(behovet_flytter, base, ratio, self.prosent[KOSTNADEN]))
        if not (parts or place.gruppe.foelger):
            return base, ""
        if parts:
            moved = self._steg.calc(line, _FOELGER, *bb.samlet(*parts))
        else:
            moved = self._steg.put(line, _FOELGER, 0.0)
        start = self._steg.calc(line, _UTGANG, bb.pluss, base, moved)
        return start, self._steg.calc(line, _ELLERS, naar_noe_foelger, moved, start)

    def _percent(self, line: int, count: Cell, of_all: Cell, own: Cell, flagg: Cell | None) -> Cell:
        """The percent that counts: the line's own, or else that of them all."""
        call = of(bb.eller_tomt, of_all) if flagg is None else of(alle_i_noekkelen, flagg, of_all)
        everyone = self._steg.calc(line, _ALLE, call)
        return self._steg.calc(line, _GJELDER, egen_foer_alle, count, everyone, own)

    def med_flere(self) -> Call | None:
        """How many lines have more than one field filled in; None without lines."""
        return (
            None
            if not self._plass
            else of(linjer_med_flere, self._steg.column(_ANTALL), self.sheet.book.switch)
        )
