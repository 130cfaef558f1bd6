"""The key figures of a report: this year, the year before, and what they are held against."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kjede import DISPONIBEL, SUM_IS
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.workbook import Argument, Call, Cell, Sheet, styles

_REGNSKAP = (
    ("brutto", "Brutto driftsresultat"), ("netto", "Netto driftsresultat"),
    ("handlingsrom", "Handlingsrom"), ("overskudd", "Overskudd før lån"),
    ("finansbehov", "Finansieringsbehov"), ("netto_gjeld", "Netto lånegjeld"),
)  # fmt: skip


@dataclass(frozen=True)
class _Linje:
    """A key figure: by year, what it is held against, the distance and the kroner."""

    navn: str
    aar: dict[int, Cell]
    mot: Argument
    desimaler: int
    avvik: Cell | None = None
    mill: Cell | None = None


def fill(sheet: Sheet, report: Rapport, row: int) -> int:
    """Write the table; returns the next row."""
    lines = _accounts(report) + _needs(report)
    if not lines:
        return row
    years, shown = report.valg.vindu, report.valg.aarstall
    before = years[-2] if len(years) > 1 else None
    labels: list[str | Call | Cell] = ["Nøkkeltall", tekst("", shown[years[-1]])]
    labels += [tekst("", shown[before]) if before else "", "Endring", "Retning", "Øvrige / landet",
               "Forskjell", "Mill. kr"]  # fmt: skip
    layout.head(sheet, row, 0, labels, 30)
    for at, line in enumerate(lines, start=row + 1):
        _line(sheet, at, line, years[-1], before)
    return row + 1 + len(lines)


def _line(sheet: Sheet, at: int, line: _Linje, year: int, before: int | None) -> None:
    style = styles.tall(line.desimaler)
    sheet.put(at, 0, line.navn, styles.RAD)
    now = sheet.calc(at, 1, bb.gjenta, line.aar[year], style=style.but(bold=True))
    if before is not None:
        old = sheet.calc(at, 2, bb.gjenta, line.aar[before], style=style)
        change = sheet.calc(at, 3, bb.minus, now, old, style=style)
        sheet.calc(at, 4, bb.retning, change, float(line.desimaler),
                   style=styles.RAD.but(align="center"), missing="")  # fmt: skip
    held = (
        sheet.calc(at, 5, bb.gjenta, line.mot, style=style) if isinstance(line.mot, Cell)
        else sheet.put(at, 5, line.mot, style)  # type: ignore[arg-type]
    )  # fmt: skip
    if line.avvik is not None:
        sheet.calc(at, 6, bb.gjenta, line.avvik, style=style)
    else:
        sheet.calc(at, 6, bb.minus, now, held, style=style)
    if line.mill is not None:
        sheet.calc(at, 7, bb.gjenta, line.mill, style=styles.tall(0))
    else:
        sheet.put(at, 7, None, style)


def _accounts(report: Rapport) -> list[_Linje]:
    ark, year = report.regnskap, report.data.rapportaar
    if ark is None:
        return []
    return [
        _Linje(f"{name}, % av inntekt", ark.pst[KOMMUNE][key], ark.pst[OEVRIGE][key][year], 1,
               ark.celler.get(f"avvik {key} {year}"), ark.celler.get(f"kroner {key} {year}"))
        for key, name in _REGNSKAP if key in ark.pst[KOMMUNE]
    ]  # fmt: skip


def _needs(report: Rapport) -> list[_Linje]:
    made = []
    chain, year = report.kjede, report.data.rapportaar
    if report.behov is not None and report.behov.i_alt:
        made.append(_Linje("Utgiftsbehov, landet = 1", report.behov.i_alt, 1.0, 3))
    if chain is not None:
        for line, name in ((SUM_IS, "Sektorene mot behov, kr/innb."),
                           (DISPONIBEL, "Disponibel inntekt, kr/innb.")):  # fmt: skip
            money = None
            if report.kroner is not None:
                money = report.kroner.get((line, year))
            made.append(_Linje(name, chain.slutt[line], 0.0, 0, None, money))
    if report.tabell19 is not None and report.tabell19.nivaa:
        made.append(_Linje("Inntektsnivå, landet = 1", report.tabell19.nivaa, 1.0, 3))
    return made
