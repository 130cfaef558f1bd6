"""All services at a glance: spending against need and against the mean, and the extremes."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.oversikt.hovedfunn import sector_of
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.ark import Profil, Rad
from asss_xl.report.profil.utgiftskobling import ALENE, DEL, RESSURSBRUK, SEKTOR, SUM
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import GAP, Cell, Chart, Series, Sheet, of, styles
from asss_xl.workbook.page import ROW_PIXELS

_HODER = ("Tjenestene på ett blikk", "Mot behov", "Mot snittet", "Avvik fra behov, mill. kr",
          "Tall der lavest", "Tall der høyest")  # fmt: skip
BREDDE, HOEYDE = 860, 396
#: The figures behind the picture, to the right of what is printed.
BAK = 22


@dataclass(frozen=True)
class _Tjeneste:
    """A line: a service with its profile, or a sector that has none."""

    navn: str
    sektor: str
    profil: Profil | None


def _lines(report: Rapport) -> list[_Tjeneste]:
    sectors = list(report.behov.sektorer) if report.behov else []
    made = [
        _Tjeneste(p.tjeneste.navn, sector_of(report, p.tjeneste.noekkel), p)
        for p in report.profiler
    ]
    told = {line.sektor for line in made}
    return made + [_Tjeneste(name, name, None) for name in sectors if name not in told]


def picture(row: int) -> tuple[int, int]:
    """Room for the picture: the row after it, and the first row of the table it is drawn from."""
    end = row + HOEYDE // ROW_PIXELS + 2
    return end, end + 1


def table(sheet: Sheet, report: Rapport, first: int, row: int) -> int:
    """The table behind the picture, and the picture itself above it; returns the next row."""
    layout.head(sheet, row, 0, _HODER, 44)
    lines = _lines(report)
    for at, line in enumerate(lines, start=first):
        _line(sheet, report, at, line.navn, line.sektor, line.profil)
        low, high = sheet.at(at, 4), sheet.at(at, 5)
        if line.profil is None:
            sheet.put(at, BAK, line.navn, styles.HJELP)
        else:
            call = tekst(f"{line.navn} (", low, " lavest, ", high, " høyest)")
            sheet.calc(at, BAK, call.function, *call.arguments, style=styles.HJELP)
        for column in (1, 2):
            sheet.calc(at, BAK + column, bb.tall_eller_hull, sheet.at(at, column),
                       style=styles.hjelp(styles.tall(0)), missing=GAP)  # fmt: skip
    last = first + len(lines) - 1
    sheet.put(last + 1, 0, "Mot behov: utgiftene i prosent av beregnet utgiftsbehov, landet = 100. "
              "Mot snittet: utgiftsindikatoren i profilen, snittet = 100.", styles.NOTE)  # fmt: skip
    sheet.put(last + 2, 0, "Lavest og høyest: antall indikatorer der kommunen er lavest eller høyest i "
              "nettverket.", styles.NOTE)  # fmt: skip
    categories = sheet.range((first, BAK), (last, BAK))
    sheet.charts.append(
        Chart(
            "bar", "Utgiftene i tjenestene: 100 er utgiftsbehovet og snittet",
            tuple(
                Series(label, categories, sheet.range((first, BAK + column), (last, BAK + column)),
                       color=color, labels=True)
                for column, label, color in (
                    (1, "Mot utgiftsbehovet", styles.BLAA),
                    (2, "Mot snittet i nettverket", styles.ORANSJE),
                )
            ),
            row=row - HOEYDE // ROW_PIXELS - 2, column=0, width=BREDDE, height=HOEYDE, crossing=100,
            y_title="Indeks", y_format="0", gap=40, y_min=40,
            alt="Liggende søylediagram. Utgiftene i hver tjeneste mot beregnet utgiftsbehov og mot "
            "snittet i nettverket, begge 100. Tallene står i tabellen på neste side.",
        )
    )  # fmt: skip
    return last + 3


def _line(
    sheet: Sheet, report: Rapport, row: int, name: str, sector: str, profile: Profil | None
) -> None:
    year, number = report.data.rapportaar, styles.tall(0)
    link = profile.ark if profile else "Ressursbruk"
    if link in report.book.sheets:
        sheet.put(row, 0, name, styles.LENKE.but(bottom=styles.LYS_GRAA), link=link)
    else:
        sheet.put(row, 0, name, styles.RAD)
    blank: list[int] = []
    if sector and report.kjede is not None and report.behov is not None and report.folk is not None:
        gap, need = report.kjede.slutt[sector][year], report.behov.sektorer[sector].behov[year]
        sheet.calc(row, 1, bb.ganger, of(bb.delt, of(bb.pluss, need, gap), need), 100.0,
                   style=number)  # fmt: skip
        sheet.calc(row, 3, bb.mill, gap, report.folk.brukt[year], style=number)
    else:
        blank += [1, 3]
    main = _main(report, profile) if profile else None
    if main is not None:
        sheet.calc(row, 2, bb.gjenta, main, style=number)
    else:
        blank.append(2)
    if profile is not None:
        for column, place in ((4, pf.SIST), (5, pf.FOERST)):
            sheet.calc(row, column, bb.antall_tekst, profile.plasser, place, style=number)
    else:
        blank += [4, 5]
    for column in blank:
        sheet.put(row, column, None, number)


def _main(report: Rapport, profile: Profil) -> Cell | None:
    """The index of the service's spending: of the whole before a part of it."""
    flow = report.flyt
    found: dict[str, Rad] = {}
    for line in profile.rader:
        link = flow.kobling(line.indikator) if flow is not None else None
        if link is not None and not line.indikator.forbehold:
            found.setdefault(link.slag, line)
    for kind in (RESSURSBRUK, SEKTOR, SUM, DEL, ALENE):
        if kind in found:
            return found[kind].indeks
    other = (
        line.indeks for line in profile.rader
        if line.indikator.enhet.startswith("kr") and not line.indikator.forbehold
    )  # fmt: skip
    return next(other, None)
