"""Tall profiler: the members' figures for every indicator and year, as the profiles look them up."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.functions.values import MISSING_TEXT
from asss_xl.report import layout
from asss_xl.report.formler import profil as pf
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Range, Sheet, of, styles
from asss_xl.workbook.book import Table

HODERAD = 4
_TJENESTE, _INDIKATOR, _ENHET, _AAR, _FORSTE = range(5)


@dataclass(frozen=True)
class Profiltall:
    """Blocks of figures by indicator: a row per year, a column per unit; an indicator's begin in a row of
    ``rader``."""

    sheet: Sheet
    nettverk: Nettverk
    antall_aar: int
    #: First row of an indicator's block.
    rader: dict[tuple[str, int], int] = field(default_factory=dict)
    #: Those with weights, and whether every figure has one.
    veide: dict[tuple[str, int], bool] = field(default_factory=dict)
    #: Those with weights where somebody has none in some year.
    hullete: set[tuple[str, int]] = field(default_factory=set)
    snittene: dict[tuple[str, int], Range] = field(default_factory=dict)
    #: Ones and zeros for who is in, by who is left out of the mean.
    med: dict[tuple[str, ...], Range] = field(default_factory=dict)

    @property
    def bredde(self) -> int:
        """How many units there are."""
        return len(self.nettverk.enheter)

    @cached_property
    def alle(self) -> Range:
        """The whole table, which formulas call by name; an indicator begins ``foran`` rows down in it."""
        return self._hele(_FORSTE)

    @cached_property
    def vektene(self) -> Range:
        """The whole table of weights."""
        return self._hele(_FORSTE + self.bredde + 1)

    @property
    def sist(self) -> float:
        """The row of the whole tables for a year that is not there."""
        return float(max(self.rader.values()) + self.antall_aar - HODERAD)

    def _hele(self, column: int) -> Range:
        first, last = HODERAD + 1, HODERAD + int(self.sist)
        return self.sheet.range((first, column), (last, column + self.bredde - 1))

    def foran(self, i: Indikator) -> float:
        """How many rows of the whole tables stand before an indicator's first year."""
        return float(self.rader[i.tjeneste, i.nr] - HODERAD - 1)

    def _rows(self, i: Indikator) -> tuple[int, int]:
        first = self.rader[i.tjeneste, i.nr]
        return first, first + self.antall_aar - 1

    def kolonne(self, i: Indikator, unit: int) -> Range:
        """One unit's figures, a row per year."""
        first, last = self._rows(i)
        return self.sheet.range((first, _FORSTE + unit), (last, _FORSTE + unit))

    def samlet(self, indicators: list[Indikator]) -> Range:
        """The blocks of indicators that stand one after the other."""
        first, last = self._rows(indicators[0])[0], self._rows(indicators[-1])[1]
        return self.sheet.range((first, _FORSTE), (last, _FORSTE + self.bredde - 1))

    def samlet_snitt(self, indicators: list[Indikator]) -> Range:
        """The group's means beside those blocks."""
        first, last = self.snitt(indicators[0]), self.snitt(indicators[-1])
        return self.sheet.column_range(first.rows[0][0], last.rows[-1][0])

    def aarskolonne(self, indicators: list[Indikator]) -> Range:
        """The year of each of their rows."""
        first, last = self._rows(indicators[0])[0], self._rows(indicators[-1])[1]
        return self.sheet.range((first, _AAR), (last, _AAR))

    def veid(self, i: Indikator) -> bool:
        """Whether the mean is weighted and there are weights."""
        return (i.tjeneste, i.nr) in self.veide

    def alle_har_vekt(self, i: Indikator) -> bool:
        """Whether there is a weight for each figure of all, in every year."""
        return self.veide[i.tjeneste, i.nr]

    def snitt(self, i: Indikator) -> Range:
        """The group's mean in each year, without what-if."""
        return self.snittene[i.tjeneste, i.nr]


def fill(sheet: Sheet, forsidevalg: Valg, medlemmene: Medlemmene) -> Profiltall:
    """Write the blocks of all indicators whose references are computed."""
    valg, data, nettverk = forsidevalg, forsidevalg.data, medlemmene.nettverk
    last = _FORSTE + len(nettverk.enheter) - 1
    title, freeze = "Tall bak tjenesteprofilene", (HODERAD + 1, _FORSTE)
    layout.heading(sheet, valg, title, "Tjenesteprofil", last=last, freeze=freeze, long=True)
    sheet.put(2, 0, "Tallene til alle kommunene, år for år. Til høyre: vektene i veide snitt.", styles.TEKST)
    made = Profiltall(sheet, nettverk, len(data.aar))
    _heads(sheet, data, nettverk, made)
    row = HODERAD + 1 + len(made.med)
    for service in data.tjenester:
        for indicator in service.indikatorer:
            if data.beregnet(indicator):
                row = _block(made, data, service, indicator, row)
    _name(made, row)
    sheet.tables.append(Table("Tabell_profiler", HODERAD, row - 1, last))
    return made


def _name(made: Profiltall, last: int) -> None:
    """The whole tables by name, so that a look-up is short.

    Their last row says that there is nothing: it is where a year is looked up that is not there.
    """
    sheet, width = made.sheet, made.bredde
    small = styles.TEKST.but(size=8, color=styles.GRAA)
    sheet.put(last, _INDIKATOR, "År som ikke er i pakken", small)
    for column in range(_FORSTE, _FORSTE + width):
        sheet.put(last, column, MISSING_TEXT, small.but(align="right"))
    sheet.book.name("Profiltall", made.alle)
    sheet.book.name("Profilvekter", made.vektene)


def _heads(sheet: Sheet, data: Datasett, nettverk: Nettverk, made: Profiltall) -> None:
    """Headings, and a row of ones and zeros for each set of municipalities kept out of a mean."""
    layout.widths(sheet, (18, 44, 12, 7) + (11,) * made.bredde + (3,) + (9,) * made.bredde)
    look = styles.HODE_VENSTRE.but(wrap=False)
    for column, label in enumerate(("Tjeneste", "Indikator", "Enhet", "År")):
        sheet.put(HODERAD, column, label, look)
    for number, unit in enumerate(nettverk.enheter):
        sheet.put(HODERAD, _FORSTE + number, unit.navn, styles.HODE)
        sheet.put(HODERAD, _FORSTE + made.bredde + 1 + number, f"Vekt {unit.navn}", styles.HJELP_HODE)
    sheet.heights[HODERAD] = 30
    sets = dict.fromkeys(i.uten for t in data.tjenester for i in t.indikatorer if data.beregnet(i))
    for row, without in enumerate(sets, start=HODERAD + 1):
        label = f"Med i snittet, uten {', '.join(without)}" if without else "Med i snittet"
        sheet.put(row, _INDIKATOR, label, styles.HJELP)
        for number, unit in enumerate(nettverk.enheter):
            inside = 0.0 if unit.navn in without else nettverk.maske[number]
            layout.text(sheet, row, _FORSTE + number, inside, styles.HJELP)
        made.med[without] = sheet.range((row, _FORSTE), (row, _FORSTE + made.bredde - 1))
        number = row - HODERAD
        sheet.book.name("Er_med" if not without else f"Er_med_{number}", made.med[without])


def gruppens_snitt(tall: Profiltall, i: Indikator, verdier: Argument, vekter: Argument, med: Range) -> Call:
    """The mean over those who are in, weighted where there are weights."""
    if not tall.veid(i):
        return of(pf.aarets_snitt, verdier, med)
    mean = pf.aarets_veide_snitt if tall.alle_har_vekt(i) else pf.aarets_veide_snitt_uten_vekt
    return of(mean, verdier, vekter, med)


def decimals(data: Datasett, indicator: Indikator) -> int:
    """The decimals an indicator is shown with."""
    if indicator.vis_desimaler is not None:
        return indicator.vis_desimaler
    rows = data.indikatorens_verdier(indicator)
    found = [v.desimaler for _, v in rows if v.desimaler is not None]
    return max(found, default=1)


def _block(made: Profiltall, data: Datasett, service: Tjeneste, i: Indikator, row: int) -> int:
    sheet = made.sheet
    made.rader[i.tjeneste, i.nr] = row
    places = decimals(data, i)
    number = styles.tall(places).but(size=8, bottom=None)
    small = styles.TEKST.but(size=8)
    figures = [v for _, v in data.indikatorens_verdier(i)]
    weights = i.snitt_type == "veid" and any(v.nevner is not None for v in figures)
    if weights:
        made.veide[i.tjeneste, i.nr] = all(v.nevner is not None for v in figures if v.verdi is not None)
    for at, year in enumerate(data.aar, start=row):
        for column, text in ((_TJENESTE, service.navn), (_INDIKATOR, i.kortnavn), (_ENHET, i.enhet)):
            sheet.put(at, column, text, small)
        sheet.put(at, _AAR, float(year), small.but(number_format="0"))
        for place, unit in enumerate(made.nettverk.enheter):
            value = data.verdi(i, unit.navn, year)
            missing = value.verdi is None
            sheet.put(at, _FORSTE + place, value.vist, number.but(color=styles.GRAA) if missing else number)
            if weights and missing:
                made.hullete.add((i.tjeneste, i.nr))
            elif weights:
                # A figure without a weight belongs in no weighted mean: the formulas ask for the word.
                weight = MISSING_TEXT if value.nevner is None else value.nevner
                sheet.put(at, _FORSTE + made.bredde + 1 + place, weight, styles.HJELP)
    return row + made.antall_aar


def med_snitt(sheet: Sheet, forsidevalg: Valg, medlemmene: Medlemmene) -> Profiltall:
    """The same, and to the right of the weights the group's mean in each year."""
    made, data = fill(sheet, forsidevalg, medlemmene), forsidevalg.data
    column, width = _FORSTE + 2 * made.bredde + 2, made.bredde
    sheet.put(HODERAD, column, "Snitt", styles.HODE)
    for i in (i for service in data.tjenester for i in service.indikatorer if data.beregnet(i)):
        look = styles.tall(decimals(data, i)).but(size=8, bottom=None)
        first, last = made._rows(i)
        for row in range(first, last + 1):
            values, weights = (
                sheet.range((row, at), (row, at + width - 1)) for at in (_FORSTE, _FORSTE + width + 1)
            )
            call = gruppens_snitt(made, i, values, weights, made.med[i.uten])
            sheet.calc(row, column, call, style=look)
        made.snittene[i.tjeneste, i.nr] = sheet.range((first, column), (last, column))
    return made
