"""Mål: choose a figure and a goal, and see how far it is in unit, kroner and percent.

Everything is a lookup in a list beside the sheet: no macro and no goal seeking. What else moves
follows from the links of the workbook: a krone less in a sector is a krone more in the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import oversikt as formler
from asss_xl.report.oversikt import noekkeltall
from asss_xl.report.oversikt.noekkeltall import REGNSKAP
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.rad import Rad
from asss_xl.report.profil.utgiftskobling import ALENE, RESSURSBRUK, SEKTOR
from asss_xl.report.rapport import Kapitler
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.report.regnskap.steg import postnavn
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Tall
from asss_xl.stated import beside
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Range, Sheet, of, styles

#: The goals that can be chosen; for the last the reader gives a figure.
MAAL = ("Snittet", "Utgiftsbehovet", "Laveste", "Høyeste", "Anbefalt nivå", "Eget tall")
_SNITT, BEHOV, _LAVEST, _HOEYEST, NORM, _EGET = MAAL
_STEG = "Steg_maal"
_ENHET, _NAA, _ANTALL, _MILL = "Enhet", "Nå", "Antall", "Mill. kr per enhet"
_FELT, _VEI, _PER10, _STOERST = "Gult felt", "Vei for resultatet", "Poeng per 10 mill. kr", "Størst"
#: What can be known of a figure that can be chosen; and all columns of their list.
_TALLENE = (_NAA, *MAAL[:-1], _ANTALL)
_HODER = (_ENHET, *_TALLENE, _MILL, _FELT, _VEI, _PER10, _STOERST)
#: Lines of the sheet.
_VALG, _SVAR, _FLYTTER, _MEST = 4, 9, 20, 36
_ANTALL_MEST = 10
#: Letters of a remark across the sheet.
_BREDDE = 145
_DATA = beside(__file__)


_Kjent = Mapping[str, Cell | Call | float | None]


class _Maal(NamedTuple):
    """A figure that can have a goal, and by heading what is known of it.

    One unit of it is what there is of ``Antall`` over ``per`` million kroner. ``vei`` is 1 where more of it
    is a better result krone for krone, -1 where it is a worse one, 0 where it does not move it.
    """

    navn: str
    enhet: str
    tall: _Kjent
    per: float
    felt: str
    vei: int


def fill(sheet: Sheet, report: Kapitler) -> None:
    """Write the list beside the sheet, the choices and the answers."""
    layout.heading(sheet, report.valg, "Mål", "Hva hvis", (56, 16, 26, 16), last=3)
    told = "Velg et tall og et mål i de gule feltene. Svarene følger alt som er fylt ut ellers."
    sheet.put(2, 0, told, styles.TEKST)
    steps = Steg(sheet.book, _STEG)
    indicators = (_indicator(report, p, line) for p in report.profiler for line in p.rader)
    block = _list(steps, [*_results(report), *_sectors(report), *indicators])
    answer = _Answer(sheet, report, steps, block)
    answer.choose()
    answer.distance()
    answer.moves()
    answer.most()
    sheet.printing.landscape = False


def _list(steps: Steg, goals: list[_Maal]) -> Blokk:
    block = steps.blokk("Tallene som kan velges", _HODER, [goal.navn for goal in goals])
    small = styles.hjelp(styles.tall(2))
    # What is filled in of a sector that the chosen key has not, counts nothing.
    counting = {i.what_if.place: i.teller for i in steps.sheet.book.inputs if i.teller is not None}
    for line, goal in enumerate(goals):
        block.put(line, _ENHET, goal.enhet)
        known = {heading: value for heading, value in goal.tall.items() if value is not None}
        for heading in _TALLENE:
            value = known.get(heading, MISSING_TEXT)
            block.tall(line, heading, Tall(of(bb.gjenta, value) if isinstance(value, Cell) else value), small)
        if (flag := counting.get(goal.felt)) is None:
            block.put(line, _FELT, goal.felt or _DATA["uten_felt"])
        else:
            block.calc(line, _FELT, of(formler.felt_som_teller, flag, goal.felt))
        block.put(line, _VEI, float(goal.vei))
        if _ANTALL in known:
            block.calc(line, _MILL, block.cell(line, _ANTALL) / goal.per, style=small)
        else:
            block.put(line, _MILL, MISSING_TEXT)
        if not known.keys() >= {_ANTALL, _SNITT}:
            block.put(line, _STOERST, "")
            continue
        unit, mean = block.cell(line, _MILL), block.cell(line, _SNITT)
        points = block.calc(line, _PER10, formler.av_snittet, unit, mean, style=small, missing="")
        block.calc(line, _STOERST, bb.rang, points, float(line + 1), style=small, missing="")
    steps.sheet.book.name("MaalTall", block.labels)
    steps.sheet.book.name("MaalStoerst", block.column(_STOERST))
    return block


def _results(report: Kapitler) -> Iterator[_Maal]:
    ark, year = report.regnskap, report.data.rapportaar
    if ark is None:
        return
    income = ark.beloep["driftsinntekter"][year]
    for key, name, _ in REGNSKAP:
        if key in ark.pst[KOMMUNE]:
            own, others = (ark.pst[who][key][year] for who in (KOMMUNE, OEVRIGE))
            norm = noekkeltall.nivaa(report.book, report.valg, key)
            known = {_NAA: own, _SNITT: others, NORM: norm, _ANTALL: income}
            yield _Maal(name, "prosent av inntekt", known, 100000.0, "", -1 if key == "netto_gjeld" else 1)


def _sectors(report: Kapitler) -> Iterator[_Maal]:
    avvik, year = report.avvik, report.data.rapportaar
    if avvik is None:
        return
    use, people = avvik.bruk, avvik.folk[year].used
    for name, sector in (report.behov.sektorer if report.behov else {}).items():
        if name not in use.naa:
            continue
        now, gap = use.naa[name][year], avvik.kjede.slutt[name][year]
        known: _Kjent = {_NAA: now, _SNITT: sector.snitt[year], BEHOV: now - gap, _ANTALL: people}
        yield _Maal(f"Sektor: {name}", "kr per innbygger", known, 1e6, report.linjer.felt[name], -1)


def _indicator(report: Kapitler, profile: Profil, line: Rad) -> _Maal:
    i, flow = line.indikator, report.flyt
    assert flow is not None
    known: _Kjent = {_NAA: line.verdi.used, _SNITT: line.snitt, _LAVEST: line.lavest, _HOEYEST: line.hoeyest}
    if i.i_kroner and flow.steg.kilde.kjent(i):
        known = {**known, _ANTALL: flow.antall(i)}
    yellow = line.verdi.what_if
    link = flow.steg.kobling(i)
    where = yellow.place if yellow is not None else ""
    if not where and link.slag in (RESSURSBRUK, SEKTOR):
        where = report.linjer.felt.get(link.linje, "")
    name, per = f"{profile.tjeneste.navn}: {i.kortnavn}", 1000.0 * (i.faktor or 1.0)
    way = -1 if i.arter == "netto" and link.slag != ALENE else 0
    return _Maal(name, i.enhet or "tall", known, per, where, way)


class _Answer:
    def __init__(self, sheet: Sheet, report: Kapitler, steps: Steg, goals: Blokk) -> None:
        self.sheet, self.report, self.goals = sheet, report, goals
        heads, look = ("Plass", *MAAL, "Målet", _MILL, _VEI, "Virkning"), styles.hjelp(styles.tall(2))
        self.chosen = steps.blokk("Det som er valgt", heads, ("",), look)
        self.row: dict[str, Cell] = {}
        #: Where the next answer stands.
        self.at = _SVAR + 1

    def look(self, heading: str) -> Call:
        """The chosen line's figure."""
        return of(bb.paa_plass, self.goals.column(heading), self.row["plass"])

    def step(self, heading: str, call: Call) -> Cell:
        """A step about what is chosen."""
        return self.chosen.calc(0, heading, call)

    def choose(self) -> None:
        sheet, names = self.sheet, self.sheet.book.names["MaalTall"]
        assert isinstance(names, Range)
        bold = styles.RAD.but(bold=True)
        told = ("Tallet", "Målet", f"Eget tall (bare når målet er «{_EGET}»)")
        for at, label in enumerate(told, start=_VALG):
            sheet.put(at, 0, label, bold)
        first, to = next(iter(names)).value, _SNITT
        if self.report.regnskap is not None and noekkeltall.levels(self.report.data, "netto"):
            # Somebody has recommended a level of it, which most are below.
            first, to = next(name for key, name, _ in REGNSKAP if key == "netto"), NORM
        what = sheet.editable(_VALG, 1, first, bold, "Tallet det gjelder", choices=names)
        goal = sheet.editable(_VALG + 1, 1, to, bold, "Målet", choices=MAAL)
        unit, limits = "Eget tall, i tallets enhet", (-1e9, 1e9)
        own = sheet.editable(_VALG + 2, 1, None, styles.tall(2), unit, limits=limits)
        for row in range(_VALG, _VALG + 2):
            sheet.merge(row, 1, 3)
        self.row["plass"] = self.step("Plass", of(bb.plass_i, what, names))
        sheet.book.name("Maalnr", self.row["plass"])
        for heading in MAAL[:-1]:
            self.step(heading, self.look(heading))
        self.step(_EGET, of(formler.eget_tall, own))
        given, heads = self.chosen.line(0, MAAL[0], _EGET), self.chosen.heads(MAAL[0], _EGET)
        self.row["maal"] = self.step("Målet", of(bb.under, given, goal, heads))

    def distance(self) -> None:
        """How far it is to the goal, in four measures; the other way where it is passed."""
        sheet = self.sheet
        layout.head(sheet, _SVAR, 0, ("Svar", "Verdi", "Enhet"), 18)
        unit = self.look(_ENHET)
        now = self._answer("Nå", self.look(_NAA), 2, unit)
        goal = self._answer("Målet", of(bb.gjenta, self.row["maal"]), 2, unit)
        gap = self._answer("Målet minus nå", goal - now, 2, of(formler.differanseenhet, unit))
        self._answer("Det samme i prosent av tallet nå", of(formler.prosent_av_naa, gap, now), 1, "prosent")
        per_unit = self.step(_MILL, self.look(_MILL))
        mill = self._answer("Det samme i mill. kr", gap * per_unit, 1, "mill. kr")
        if (avvik := self.report.avvik) is not None:
            people = avvik.folk[self.report.data.rapportaar].used
            each = (mill * 1000000.0) / people
            self._answer("Det samme i kr per innbygger", each, 0, "kr per innbygger")
        self.at = _SVAR + 7
        self._answer("Fylles ut i", self.look(_FELT))
        self.row["mill"] = mill
        self.row["vei"] = self.step(_VEI, self.look(_VEI))
        told = "«Ikke data» i kroner: tallet er ikke kroner per noe som er kjent, så det kan ikke regnes om."
        sheet.put(self.at, 0, told, styles.NOTE)

    def _answer(self, label: str, call: Call, decimals: int | None = None, unit: str | Call = "") -> Cell:
        """The next line of the answers: a figure with its unit, or a text."""
        sheet, row = self.sheet, self.at
        self.at += 1
        sheet.put(row, 0, label, styles.RAD)
        if unit:
            layout.text(sheet, row, 2, unit, styles.RAD.but(indent=1))
        return sheet.calc(row, 1, call, style=styles.RAD if decimals is None else styles.tall(decimals))

    def moves(self) -> None:
        """What else moves when the goal is reached: the results, or what reaches them."""
        ark, sheet, year = self.report.regnskap, self.sheet, self.report.data.rapportaar
        sheet.put(_FLYTTER - 1, 0, "Hva annet som flytter seg når målet nås", styles.OVERSKRIFT)
        layout.head(sheet, _FLYTTER, 0, ("Tall", "Nå", "Når målet nås", "Endring"), 18)
        if ark is None:
            return
        income = ark.beloep["driftsinntekter"][year]
        money = self.step("Virkning", self.row["mill"] * self.row["vei"])
        results, shares = ("netto", "handlingsrom", "overskudd", "finansbehov"), ("netto", "handlingsrom")
        percent = (money * 100000.0) / income
        lines: list[tuple[str, Call, Argument, int]] = [
            (f"{postnavn(key)}, mill. kr", ark.beloep[key][year] / 1000.0, money, 1) for key in results
        ]
        for key in shares:
            now = of(bb.gjenta, ark.pst[KOMMUNE][key][year])
            lines.append((f"{postnavn(key)}, prosent av inntekt", now, percent, 1))
        for label, post, sign in _DATA["samme"]:
            if post in ark.beloep:
                lines.append((label, of(bb.gjenta, ark.beloep[post][year]), money * sign, 0))
        for at, (label, call, change, decimals) in enumerate(lines, start=_FLYTTER + 1):
            look = styles.tall(decimals)
            sheet.put(at, 0, label, styles.RAD)
            before = sheet.calc(at, 1, call, style=look)
            after = sheet.calc(at, 2, before + change, style=look)
            sheet.calc(at, 3, after - before, style=look)
        layout.notes(sheet, _FLYTTER + 1 + len(lines), _DATA["om_virkningen"], _BREDDE)

    def most(self) -> None:
        """What moves most per krone, against the mean."""
        sheet = self.sheet
        sheet.put(_MEST - 1, 0, "Hva som flytter mest per krone", styles.OVERSKRIFT)
        heads = ("10 mill. kr flytter tallet mest i forhold til snittet i", "Prosent av snittet")
        layout.head(sheet, _MEST, 0, heads)
        names, sizes = (sheet.book.names[name] for name in ("MaalTall", "MaalStoerst"))
        for number in range(1, min(_ANTALL_MEST, self.goals.lines) + 1):
            at = _MEST + number
            size = sheet.calc(at, 1, formler.nte, sizes, float(number), style=styles.tall(1), missing="")
            sheet.calc(at, 0, formler.med_stoerst, names, sizes, size, style=styles.RAD, missing="")
