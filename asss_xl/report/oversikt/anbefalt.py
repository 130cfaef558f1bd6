"""Recommended levels of key figures: data with a source, absent where nobody has recommended one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl import catalogue
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.oversikt import formler
from asss_xl.report.oversikt.hovedfunn import KORT, STEG, med_desimaler
from asss_xl.report.regnskap.mellomregning import postnavn
from asss_xl.report.steg import Steg
from asss_xl.workbook import Call, Cell, Sheet, of, styles

#: Where no level holds in a year.
INGEN = "Ingen"
_AVSTAND, _MOT = "Avstand", "Mot nivået"
#: What the distance is rounded to before anyone asks whether there is one, where no level has more.
_DESIMALER = 2


def levels(key: str, years: Sequence[int]) -> list[Mapping[str, str]]:
    """The levels of a key figure that hold in any of the years."""
    rows = catalogue.rows("anbefalte_nivaa")
    return [row for row in rows if row["noekkeltall"] == key and any(_holds(row, y) for y in years)]


def _holds(row: Mapping[str, str], year: int) -> bool:
    return int(row["fra"]) <= year <= int(row["til"] or 9999)


def _level(key: str, year: int) -> float | str:
    return next((float(row["nivaa"]) for row in levels(key, (year,))), INGEN)


def place(sheet: Sheet, at: tuple[int, int], valg: Valg, key: str, name: str, now: Cell) -> Call | None:
    """The level of the chosen year, and a sentence on how far the figure is from it."""
    years = valg.data.aar
    rows = levels(key, years)
    if not rows:
        return None
    book = sheet.book
    by_year = Steg(book, STEG).blokk(f"Anbefalt nivå, {name}", [str(y) for y in years], ["Nivå"])
    for year in years:
        by_year.put(0, str(year), _level(key, year), styles.hjelp(styles.tall(2)))
    line = by_year.line(0, str(years[0]), str(years[-1]))
    look = styles.tall(2).but(number_format=f'"{rows[-1]["retning"]} "0.00')
    level = sheet.calc(*at, bb.paa_plass, line, valg.aarnr[valg.data.rapportaar], style=look)
    heads = [_AVSTAND, f"{_AVSTAND} i ord{KORT}", f"{_AVSTAND} i ord", _MOT]
    steps = Steg(book, STEG).blokk(f"Mot anbefalt nivå, {name}", heads, ["Nå"])
    places = max(_DESIMALER, *(len(row["nivaa"].partition(".")[2]) for row in rows))
    look = styles.hjelp(styles.tall(places))
    gap = steps.calc(0, _AVSTAND, bb.rundet, now - level, float(places), style=look)
    word = med_desimaler(steps, 0, _AVSTAND, of(bb.absolutt, gap), float(places))
    against = steps.calc(0, _MOT, formler.mot_nivaa, gap, word, missing="")
    return of(formler.anbefalt_setning, name, gap, against, valg.aar)


def sources(years: Sequence[int]) -> tuple[str, ...]:
    """Each level, since when, for whom and who says so."""
    keys = dict.fromkeys(row["noekkeltall"] for row in catalogue.rows("anbefalte_nivaa"))
    return tuple(_told(row) for key in keys for row in levels(key, years))


def _told(row: Mapping[str, str]) -> str:
    name = postnavn(row["noekkeltall"])
    level, years = (
        row["nivaa"].replace(".", ","),
        f"{row['fra']}–{row['til']}" if row["til"] else f"fra {row['fra']}",
    )
    return " ".join(
        filter(
            None,
            (
                f"{name}: {row['retning']} {level} prosent av driftsinntektene, {years} "
                f"({row['gjelder']}). Kilde: {row['kilde']}.",
                row["merknad"],
            ),
        )
    )
