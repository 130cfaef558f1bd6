"""Tall profiler: the members' figures for every indicator and year, as the profiles look them up."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.functions.values import MISSING_TEXT
from asss_xl.report import layout
from asss_xl.report.formler import profil as pf
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Range, Sheet, of, styles
from asss_xl.workbook.book import XlTable

_HODERAD = 4
_TJENESTE, _INDIKATOR, _ENHET, _AAR, _FORSTE = range(5)


class Profiltall:
    """Blocks of figures by indicator: a row per year, a column per unit; an indicator's begin in a row of
    ``rader``."""

    def __init__(self, sheet: Sheet, forsidevalg: Valg, medlemmene: Medlemmene) -> None:
        self.sheet, self.data, self.nettverk = sheet, forsidevalg.data, medlemmene.nettverk
        self.antall_aar, last = len(self.data.aar), _FORSTE + self.bredde - 1
        services = self.data.tjenester
        self.beregnet = [(t, i) for t in services for i in t.indikatorer if self.data.beregnet(i)]
        called = {(i.tjeneste, i.nr): f"{t.navn}: {i.kortnavn}" for t, i in self.beregnet}
        often = Counter(map(str.casefold, called.values()))
        #: What each is called among those of all services; no two are alike.
        self.navn = {
            key: f"{name} ({key[1]})" if often[name.casefold()] > 1 else name for key, name in called.items()
        }
        #: First row of an indicator's block.
        self.rader: dict[tuple[str, int], int] = {}
        #: Those with weights, and whether every figure has one.
        self.veide: dict[tuple[str, int], bool] = {}
        #: Those with weights where somebody has none in some year.
        self.hullete: set[tuple[str, int]] = set()
        title, freeze = "Tall bak tjenesteprofilene", (_HODERAD + 1, _FORSTE)
        layout.heading(sheet, forsidevalg, title, "Tjenesteprofil", last=last, freeze=freeze, long=True)
        sheet.put(
            2, 0, "Tallene til alle kommunene, år for år. Til høyre: vektene i veide snitt.", styles.TEKST
        )
        self._heads()
        #: Ones and zeros for who is in, by who is left out of the mean.
        self.med = self._masks()
        row = _HODERAD + 1 + len(self.med)
        for service, indicator in self.beregnet:
            row = self._block(service, indicator, row)
        self._name(row)
        sheet.tables.append(XlTable("Tabell_profiler", _HODERAD, row - 1, last))

    def _heads(self) -> None:
        """Headings over the figures, and over the weights to their right."""
        sheet, width = self.sheet, self.bredde
        layout.widths(sheet, (20, 44, 12, 7) + (11,) * width + (3,) + (9,) * width)
        for column, label in enumerate(("Tjeneste", "Indikator", "Enhet", "År")):
            sheet.put(_HODERAD, column, label, styles.HODE_VENSTRE.but(wrap=False))
        for column, unit in enumerate(self.nettverk.enheter, start=_FORSTE):
            sheet.put(_HODERAD, column, unit.navn, styles.HODE)
            sheet.put(_HODERAD, column + width + 1, f"Vekt {unit.navn}", styles.HJELP_HODE)
        sheet.heights[_HODERAD] = 30

    def _masks(self) -> dict[tuple[str, ...], Range]:
        """A row of ones and zeros for each set of municipalities kept out of a mean."""
        sheet, made = self.sheet, dict[tuple[str, ...], Range]()
        for row, without in enumerate(dict.fromkeys(i.uten for _, i in self.beregnet), start=_HODERAD + 1):
            label = f"Med i snittet, uten {', '.join(without)}" if without else "Med i snittet"
            sheet.put(row, _INDIKATOR, label, styles.HJELP)
            units = zip(self.nettverk.enheter, self.nettverk.maske, strict=True)
            for column, (unit, mask) in enumerate(units, start=_FORSTE):
                layout.text(sheet, row, column, 0.0 if unit.navn in without else mask, styles.HJELP)
            made[without] = sheet.range((row, _FORSTE), (row, _FORSTE + self.bredde - 1))
            sheet.book.name("Er_med" if not without else f"Er_med_{row - _HODERAD}", made[without])
        return made

    def _block(self, service: Tjeneste, i: Indikator, row: int) -> int:
        sheet, data = self.sheet, self.data
        self.rader[i.tjeneste, i.nr] = row
        number = styles.tall(decimals(data, i)).but(size=8, bottom=None)
        small = styles.TEKST.but(size=8)
        figures = [v for _, v in data.indikatorens_verdier(i)]
        weights = i.snitt_type == "veid" and any(v.nevner is not None for v in figures)
        if weights:
            self.veide[i.tjeneste, i.nr] = all(v.nevner is not None for v in figures if v.verdi is not None)
        for at, year in enumerate(data.aar, start=row):
            for column, text in ((_TJENESTE, service.navn), (_INDIKATOR, i.kortnavn), (_ENHET, i.enhet)):
                sheet.put(at, column, text, small)
            sheet.put(at, _AAR, float(year), small.but(number_format="0"))
            for column, unit in enumerate(self.nettverk.enheter, start=_FORSTE):
                value = data.verdi(i, unit.navn, year)
                missing = value.verdi is None
                sheet.put(at, column, value.vist, number.but(color=styles.GRAA) if missing else number)
                if weights and missing:
                    self.hullete.add((i.tjeneste, i.nr))
                elif weights:
                    # A figure without a weight belongs in no weighted mean: the formulas ask for the word.
                    weight = MISSING_TEXT if value.nevner is None else value.nevner
                    sheet.put(at, column + self.bredde + 1, weight, styles.HJELP)
        return row + self.antall_aar

    def _name(self, last: int) -> None:
        """The whole tables by name, so that a look-up is short.

        Their last row says that there is nothing: it is where a year is looked up that is not there.
        """
        sheet, small = self.sheet, styles.TEKST.but(size=8, color=styles.GRAA)
        sheet.put(last, _INDIKATOR, "År som ikke er i pakken", small)
        for column in range(_FORSTE, _FORSTE + self.bredde):
            sheet.put(last, column, MISSING_TEXT, small.but(align="right"))
        sheet.book.name("Profiltall", self.alle)
        sheet.book.name("Profilvekter", self.vektene)

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
        return float(max(self.rader.values()) + self.antall_aar - _HODERAD)

    def _hele(self, column: int) -> Range:
        first, last = _HODERAD + 1, _HODERAD + int(self.sist)
        return self.sheet.range((first, column), (last, column + self.bredde - 1))

    def foran(self, i: Indikator) -> float:
        """How many rows of the whole tables stand before an indicator's first year."""
        return float(self.rader[i.tjeneste, i.nr] - _HODERAD - 1)

    def _rows(self, i: Indikator) -> tuple[int, int]:
        first = self.rader[i.tjeneste, i.nr]
        return first, first + self.antall_aar - 1

    def kolonne(self, i: Indikator, unit: int) -> Range:
        """One unit's figures, a row per year."""
        first, last = self._rows(i)
        return self.sheet.range((first, _FORSTE + unit), (last, _FORSTE + unit))

    def samlet(self, indicators: list[Indikator]) -> tuple[Range, Range]:
        """The blocks of indicators that stand one after the other, and the year of each of their rows."""
        first, last = self._rows(indicators[0])[0], self._rows(indicators[-1])[1]
        figures = (first, _FORSTE), (last, _FORSTE + self.bredde - 1)
        return self.sheet.range(*figures), self.sheet.range((first, _AAR), (last, _AAR))

    def veid(self, i: Indikator) -> bool:
        """Whether the mean is weighted and there are weights."""
        return (i.tjeneste, i.nr) in self.veide

    def alle_har_vekt(self, i: Indikator) -> bool:
        """Whether there is a weight for each figure of all, in every year."""
        return self.veide[i.tjeneste, i.nr]


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


class MedSnitt(Profiltall):
    """The same, and to the right of the weights the group's mean in each year, without what-if."""

    def __init__(self, sheet: Sheet, forsidevalg: Valg, medlemmene: Medlemmene) -> None:
        super().__init__(sheet, forsidevalg, medlemmene)
        width, column = self.bredde, _FORSTE + 2 * self.bredde + 2
        self.snittene: dict[tuple[str, int], Range] = {}
        sheet.put(_HODERAD, column, "Snitt", styles.HODE)
        for _, i in self.beregnet:
            look = styles.tall(decimals(self.data, i)).but(size=8, bottom=None)
            first, last = self._rows(i)
            for row in range(first, last + 1):
                values, weights = (
                    sheet.range((row, at), (row, at + width - 1)) for at in (_FORSTE, _FORSTE + width + 1)
                )
                call = gruppens_snitt(self, i, values, weights, self.med[i.uten])
                sheet.calc(row, column, call, style=look)
            self.snittene[i.tjeneste, i.nr] = sheet.range((first, column), (last, column))

    def snitt(self, i: Indikator) -> Range:
        """The mean in each year."""
        return self.snittene[i.tjeneste, i.nr]

    @property
    def alle_snitt(self) -> Range:
        """The means beside the whole table."""
        column = _FORSTE + 2 * self.bredde + 2
        return self.sheet.range((_HODERAD + 1, column), (_HODERAD + int(self.sist), column))
