"""Mål: choose a figure and a goal, and see what is lacking in unit, kroner and percent.

Everything is a lookup in a list beside the sheet: no macro and no goal seeking. What else moves
follows from the links of the workbook: a krone less in a sector is a krone more in the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.profil.ark import Profil, Rad
from asss_xl.report.profil.utgiftskobling import RESSURSBRUK, SEKTOR
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.ark import postnavn
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.report.tall import MANGLER, Tall, plasser
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Input, Range, Sheet, of, styles

SNITT, BEHOV, LAVEST, HOEYEST, NORM, EGET = bb.MAAL
_NORM = 1.75
_HODER = ("Hva", "Enhet", "Nå", SNITT, BEHOV, LAVEST, HOEYEST, NORM, "Mill. kr per enhet",
          "Gult felt", "Er utgift", "Poeng per 10 mill. kr", "Størst")  # fmt: skip
(_HVA, _ENHET, _NAA, _SNITT, _BEHOV, _LAVEST, _HOEYEST, _NORM_K, _MILL, _FELT, _UTGIFT, _PER10,
 _STOERST) = range(12, 25)  # fmt: skip
_FORSTE = 4
#: Lines of the sheet.
_VALG, _SVAR, _FLYTTER, _MEST = 4, 9, 20, 36
_ANTALL_MEST = 10
#: What would give the same result: a line in million kroner, and its sign.
_SAMME = (
    ("Samme resultat med høyere eiendomsskatt, mill. kr", "eiendom", 1.0),
    ("Samme resultat med høyere frie inntekter, mill. kr", "frie", 1.0),
    ("Samme resultat med lavere lønnsutgifter, mill. kr", "loenn", -1.0),
)
_REGNSKAP = ("netto", "brutto", "handlingsrom", "overskudd", "netto_gjeld")


_Verdi = Cell | Call | float | None


@dataclass(frozen=True)
class _Maal:
    """A figure that can have a goal; ``mill`` is what one unit is in million kroner."""

    navn: str
    enhet: str
    naa: _Verdi
    snitt: _Verdi = None
    behov: _Verdi = None
    lavest: _Verdi = None
    hoeyest: _Verdi = None
    norm: float | None = None
    mill: _Verdi = None
    felt: str = ""
    utgift: bool = False


def fill(sheet: Sheet, report: Rapport) -> None:
    """Write the list beside the sheet, the choices and the answers."""
    layout.heading(sheet, report.valg, "Mål", "Hva hvis")
    layout.widths(sheet, (44, 20, 16, 16, 16, 16))
    layout.widths(sheet, (44, 16) + (11,) * 7 + (26, 9, 12, 9), _HVA)
    sheet.put(2, 0, "Velg et tall og et mål i de gule feltene. Svarene følger alt som er fylt ut ellers.",
              styles.TEKST)  # fmt: skip
    count = _list(sheet, list(_goals(report)))
    answer = _Answer(sheet, report, count)
    answer.choose()
    answer.lacking()
    answer.moves()
    answer.most()
    sheet.printing.last_column = 5
    sheet.printing.landscape = False


def _list(sheet: Sheet, goals: list[_Maal]) -> int:
    sheet.put(2, _HVA, "Tallene som kan velges (skrives ikke ut)", styles.HJELP)
    for offset, label in enumerate(_HODER):
        sheet.put(_FORSTE - 1, _HVA + offset, label, styles.HJELP_HODE)
    small = styles.hjelp(styles.tall(2))
    for row, goal in enumerate(goals, start=_FORSTE):
        sheet.put(row, _HVA, goal.navn, styles.HJELP)
        sheet.put(row, _ENHET, goal.enhet, styles.HJELP)
        for column, value in (
            (_NAA, goal.naa), (_SNITT, goal.snitt), (_BEHOV, goal.behov), (_LAVEST, goal.lavest),
            (_HOEYEST, goal.hoeyest), (_NORM_K, goal.norm), (_MILL, goal.mill),
        ):  # fmt: skip
            plasser(sheet, row, column, _tall(value), small)
        sheet.put(row, _FELT, goal.felt or MISSING_TEXT, styles.HJELP)
        sheet.put(row, _UTGIFT, float(goal.utgift), styles.HJELP)
        if goal.mill is None or goal.snitt is None:
            sheet.put(row, _PER10, "", styles.HJELP)
        else:
            per = of(bb.poeng_per_10, sheet.cells[row, _MILL], sheet.cells[row, _SNITT])
            sheet.calc(row, _PER10, per.function, *per.arguments, style=small, missing="")
        sheet.calc(row, _STOERST, bb.stoerrelse, sheet.cells[row, _HVA], sheet.cells[row, _PER10],
                   float(row), style=small)  # fmt: skip
    return len(goals)


def _tall(value: _Verdi) -> Tall:
    if value is None:
        return MANGLER
    return Tall(of(bb.gjenta, value) if isinstance(value, Cell) else value)


# -- what can be chosen -----------------------------------------------------------------------


def _goals(report: Rapport) -> Iterator[_Maal]:
    yield from _results(report)
    yield from _sectors(report)
    for profile in report.profiler:
        for line in profile.rader:
            yield _indicator(report, profile, line)


def _results(report: Rapport) -> Iterator[_Maal]:
    ark, year = report.regnskap, report.data.rapportaar
    if ark is None:
        return
    percent = of(bb.prosent_av, 1.0, ark.beloep["driftsinntekter"][year])
    for key in _REGNSKAP:
        if key in ark.pst[KOMMUNE]:
            yield _Maal(
                postnavn(key), "prosent av inntekt", ark.pst[KOMMUNE][key][year],
                ark.pst[OEVRIGE][key][year], norm=_NORM if key == "netto" else None, mill=percent,
                felt="Regnskap", utgift=key == "netto_gjeld",
            )  # fmt: skip


def _sectors(report: Rapport) -> Iterator[_Maal]:
    flow, year = report.flyt, report.data.rapportaar
    if flow is None or flow.bruk is None or report.kjede is None or report.folk is None:
        return
    use, people = flow.bruk, report.folk.brukt[year]
    for name, sector in (report.behov.sektorer if report.behov else {}).items():
        if (name, year) not in use.naa:
            continue
        now, gap = use.naa[name, year], report.kjede.slutt[name][year]
        yellow = use.gul[name, year].what_if
        yield _Maal(
            f"Sektor: {name}", "kr per innbygger", now, sector.snitt[year], of(bb.minus, now, gap),
            mill=of(bb.mill, 1.0, people), felt=yellow.place, utgift=True,
        )  # fmt: skip


def _indicator(report: Rapport, profile: Profil, line: Rad) -> _Maal:
    i, flow, found = line.indikator, report.flyt, line.referanser
    mill: _Verdi = None
    if flow is not None and i.enhet.startswith("kr") and flow.mengder.kjent(i):
        mill = of(bb.gap_mill, 1.0, flow.antall(i), i.faktor)
    yellow = flow.gult(i) if flow is not None else None
    if isinstance(line.verdi, Input):
        yellow = line.verdi.what_if
    link = flow.kobling(i) if flow is not None else None
    where = yellow.place if yellow is not None else ""
    if not where and link is not None and link.slag in (RESSURSBRUK, SEKTOR):
        where = f"Ressursbruk: {link.linje}"
    return _Maal(
        f"{profile.tjeneste.navn}, {i.nr}: {i.kortnavn}", i.enhet or "tall", line.verdi.used,
        found.snitt, None, found.lavest, found.hoeyest, mill=mill, felt=where,
        utgift=i.enhet.startswith("kr") and i.arter == "netto",
    )  # fmt: skip


# -- the answers ------------------------------------------------------------------------------


class _Answer:
    def __init__(self, sheet: Sheet, report: Rapport, count: int) -> None:
        self.sheet, self.report, self.count = sheet, report, count
        self.row: dict[str, Cell] = {}

    def column(self, place: int) -> Range:
        return self.sheet.range((_FORSTE, place), (_FORSTE + self.count - 1, place))

    def look(self, place: int) -> Call:
        """The chosen line's figure."""
        return of(bb.hent, self.row["plass"], self.column(place))

    def choose(self) -> None:
        sheet = self.sheet
        first = sheet.at(_FORSTE, _HVA).value
        for at, label in enumerate(("Tallet", "Målet", f"Eget tall (bare når målet er «{EGET}»)"),
                                   start=_VALG):  # fmt: skip
            sheet.put(at, 0, label, styles.RAD.but(bold=True))
        what = sheet.editable(_VALG, 1, first, styles.RAD.but(bold=True), "Tallet det gjelder",
                              choices=self.column(_HVA))  # fmt: skip
        goal = sheet.editable(
            _VALG + 1, 1, SNITT, styles.RAD.but(bold=True), "Målet",
            choices=bb.MAAL,
        )  # fmt: skip
        own = sheet.editable(_VALG + 2, 1, None, styles.tall(2), "Eget tall, i tallets enhet",
                             limits=(-1e9, 1e9))  # fmt: skip
        for row in range(_VALG, _VALG + 2):
            sheet.merge(row, 1, 3)
        self.row["plass"] = sheet.calc(_VALG, 6, bb.plass_i, what, self.column(_HVA),
                                       style=styles.HJELP)  # fmt: skip
        places = (_SNITT, _BEHOV, _LAVEST, _HOEYEST, _NORM_K)
        for offset, place in enumerate(places):
            call = self.look(place)
            sheet.calc(_VALG + 1, 6 + offset, call.function, *call.arguments, style=styles.HJELP)
        found = [sheet.cells[_VALG + 1, 6 + offset] for offset in range(len(places))]
        self.row["maal"] = sheet.calc(_VALG + 2, 6, bb.maalet, goal, *found, own,
                                      style=styles.HJELP)  # fmt: skip

    def lacking(self) -> None:
        """What is lacking, in four measures."""
        sheet = self.sheet
        layout.head(sheet, _SVAR, 0, ("Svar", "Verdi", "Enhet"), 18)
        number = styles.tall(2)
        now = self._answer(0, "Nå", self.look(_NAA), number)
        goal = self._answer(1, "Målet", of(bb.gjenta, self.row["maal"]), number)
        gap = self._answer(2, "Mangler (målet minus nå)", of(bb.minus, goal, now), number)
        for at in range(3):
            call = self.look(_ENHET)
            sheet.calc(_SVAR + 1 + at, 2, call.function, *call.arguments, style=styles.RAD)
        share = of(bb.ganger, of(bb.delt, gap, of(bb.absolutt, now)), 100.0)
        self._answer(3, "Mangler i prosent av nå", share, styles.tall(1), "prosent")
        call = self.look(_MILL)
        unit = sheet.calc(_VALG + 2, 7, call.function, *call.arguments, style=styles.HJELP)
        mill = self._answer(4, "Mangler i mill. kr", of(bb.ganger, gap, unit), styles.tall(1),
                            "mill. kr")  # fmt: skip
        people = self._people()
        if people is not None:
            self._answer(5, "Mangler i kr per innbygger",
                         of(bb.delt, of(bb.ganger, mill, 1000000.0), people), styles.tall(0),
                         "kr per innbygger")  # fmt: skip
        self._answer(6, "Fylles ut i", self.look(_FELT), styles.RAD)
        self.row["mill"], self.row["gap"] = mill, gap
        spends = self.look(_UTGIFT)
        self.row["utgift"] = sheet.calc(_VALG + 2, 8, spends.function, *spends.arguments,
                                        style=styles.HJELP)  # fmt: skip
        sheet.put(_SVAR + 8, 0, "«Ikke data» i kroner: tallet er ikke kroner per noe som er kjent, så "
                  "det kan ikke regnes om.", styles.NOTE)  # fmt: skip

    def _answer(self, at: int, label: str, call: Call, style: styles.Style, unit: str = "") -> Cell:
        self.sheet.put(_SVAR + 1 + at, 0, label, styles.RAD)
        if unit:
            self.sheet.put(_SVAR + 1 + at, 2, unit, styles.RAD)
        return self.sheet.calc(_SVAR + 1 + at, 1, call.function, *call.arguments, style=style)

    def _people(self) -> Cell | None:
        report = self.report
        return report.folk.brukt[report.data.rapportaar] if report.folk is not None else None

    def moves(self) -> None:
        """What else moves when the goal is reached: the results, or what reaches them."""
        ark, sheet, year = self.report.regnskap, self.sheet, self.report.data.rapportaar
        sheet.put(_FLYTTER - 1, 0, "Hva annet som flytter seg når målet nås", styles.OVERSKRIFT)
        layout.head(sheet, _FLYTTER, 0, ("Tall", "Nå", "Når målet nås", "Endring"), 18)
        if ark is None:
            return
        income = ark.beloep["driftsinntekter"][year]
        money = sheet.calc(_FLYTTER, 6, bb.virkning_paa_resultat, self.row["mill"],
                           self.row["utgift"], style=styles.HJELP)  # fmt: skip
        at = _FLYTTER + 1
        for key in ("netto", "handlingsrom", "overskudd", "finansbehov"):
            before = sheet.calc(at, 1, bb.delt, ark.beloep[key][year], 1000.0, style=styles.tall(1))
            sheet.put(at, 0, f"{postnavn(key)}, mill. kr", styles.RAD)
            self._after(at, before, money, styles.tall(1))
            at += 1
        for key in ("netto", "handlingsrom"):
            sheet.put(at, 0, f"{postnavn(key)}, prosent av inntekt", styles.RAD)
            before = sheet.calc(at, 1, bb.gjenta, ark.pst[KOMMUNE][key][year], style=styles.tall(1))
            share = of(bb.delt, of(bb.ganger, money, 100000.0), income)
            self._after(at, before, share, styles.tall(1))
            at += 1
        for label, post, sign in _SAMME:
            if post not in ark.beloep:
                continue
            sheet.put(at, 0, label, styles.RAD)
            before = sheet.calc(at, 1, bb.gjenta, ark.beloep[post][year], style=styles.tall(0))
            self._after(at, before, of(bb.ganger, money, sign), styles.tall(0))
            at += 1
        sheet.put(at, 0, "Lavere netto utgifter bedrer resultatene krone for krone; et høyere resultat "
                  "må komme fra inntekter eller utgifter.", styles.NOTE)  # fmt: skip
        sheet.put(at + 1, 0, "Flytter ikke her: brutto utgifter og tall som ikke er kroner. Skriv målet i "
                  "det gule feltet for å se hele virkningen.", styles.NOTE)  # fmt: skip

    def _after(self, at: int, before: Cell, change: Argument, style: styles.Style) -> None:
        after = self.sheet.calc(at, 2, bb.pluss, before, change, style=style)
        self.sheet.calc(at, 3, bb.minus, after, before, style=style)

    def most(self) -> None:
        """What moves most per krone, against the mean."""
        sheet = self.sheet
        sheet.put(_MEST - 1, 0, "Hva som flytter mest per krone", styles.OVERSKRIFT)
        layout.head(sheet, _MEST, 0, ("10 mill. kr flytter tallet mest i forhold til snittet i",
                                      "Prosent av snittet"), 30)  # fmt: skip
        names, sizes = self.column(_HVA), self.column(_STOERST)
        for number in range(1, min(_ANTALL_MEST, self.count) + 1):
            at = _MEST + number
            sheet.calc(at, 0, bb.stoerste_funn, names, sizes, float(number), style=styles.RAD,
                       missing="")  # fmt: skip
            sheet.calc(at, 1, bb.nte_stoerste, sizes, float(number), style=styles.tall(1),
                       missing="")  # fmt: skip
