"""Recommended levels of key figures: data with a source, absent where nobody has recommended one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asss_xl import catalogue
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import AnbefaltNivaa
from asss_xl.report import formler as bb
from asss_xl.report.oversikt import formler
from asss_xl.report.oversikt.hovedfunn import KORT, STEG, med_desimaler
from asss_xl.report.regnskap.mellomregning import postnavn
from asss_xl.report.steg import Steg
from asss_xl.report.valg import Valg
from asss_xl.workbook import Book, Call, Cell, Sheet, of, styles

#: Where no level holds in a year, and for those without one of their own.
INGEN, _ALLE = "Ingen", "Alle"
_AVSTAND, _MOT, _GJELDER = "Avstand", "Mot nivået", "Gjelder"
#: What the distance is rounded to before anyone asks whether there is one, where no level has more.
_DESIMALER = 2


def levels(data: Datasett, key: str) -> list[AnbefaltNivaa]:
    """The levels of a key figure that hold in any of the years.

    They are the package's and, where it has none that is for all, those that everybody knows.
    """
    mine = [level for level in data.anbefalte_nivaa if level.noekkeltall == key]
    if all(level.kommune for level in mine):
        mine = [level for level in _known() if level.noekkeltall == key] + mine
    return [level for level in mine if any(_holds(level, year) for year in data.aar)]


def _known() -> Iterator[AnbefaltNivaa]:
    for row in catalogue.rows("anbefalte_nivaa"):
        years = {"fra": int(row["fra"]), "til": int(row["til"]) if row["til"] else None}
        yield AnbefaltNivaa(**{**row, **years, "nivaa": float(row["nivaa"])})  # type: ignore[arg-type]


def _holds(level: AnbefaltNivaa, year: int) -> bool:
    return level.fra <= year <= (level.til or 9999)


def nivaa(book: Book, valg: Valg, key: str) -> Cell | None:
    """The level of the chosen municipality and year: its own, or else everyone's."""
    found, years = levels(valg.data, key), valg.data.aar
    name = f"Anbefalt_{key}"
    if name not in book.names and found:
        whose = dict.fromkeys(["", *(level.kommune for level in found)])
        lines = {who: who or _ALLE for who in whose}
        heads = [*map(str, years), _GJELDER]
        block = Steg(book, STEG).blokk(f"Anbefalt nivå, {postnavn(key)}", heads, lines)
        look = styles.hjelp(styles.tall(2))
        for who in lines:
            for year in years:
                block.put(who, str(year), _level(found, who, year), look)
        first, last = (
            block.at(who, str(year))
            for who, year in ((list(lines)[0], years[0]), (list(lines)[-1], years[-1]))
        )
        place = (block.sheet.range(first, last), valg.kommune, block.labels)
        at = valg.aarnr[valg.data.rapportaar]
        book.name(name, block.calc("", _GJELDER, formler.egen_linje, *place, at, style=look))
    made = book.names.get(name)
    return made if isinstance(made, Cell) else None


def _level(found: Sequence[AnbefaltNivaa], who: str, year: int) -> float | str:
    """What holds for a municipality in a year: the newest of its own, or else of everyone's."""
    held = [level for level in found if _holds(level, year) and level.kommune in ("", who)]
    newest = max(held, key=lambda level: (level.kommune, level.fra), default=None)
    return newest.nivaa if newest else INGEN


def place(sheet: Sheet, at: tuple[int, int], valg: Valg, key: str, name: str, now: Cell) -> Call | None:
    """The level of the chosen year, and a sentence on how far the figure is from it."""
    book = sheet.book
    counts = nivaa(book, valg, key)
    if counts is None:
        return None
    rows = levels(valg.data, key)
    look = styles.tall(2).but(number_format=f'"{rows[-1].retning} "0.00')
    level = sheet.calc(*at, bb.gjenta, counts, style=look)
    heads = [_AVSTAND, f"{_AVSTAND} i ord{KORT}", f"{_AVSTAND} i ord", _MOT]
    steps = Steg(book, STEG).blokk(f"Mot anbefalt nivå, {name}", heads, ["Nå"])
    places = float(max(_DESIMALER, *(len(f"{row.nivaa:.9g}".partition(".")[2]) for row in rows)))
    gap = steps.calc(
        0, _AVSTAND, bb.rundet, now - level, places, style=styles.hjelp(styles.tall(int(places)))
    )
    word = med_desimaler(steps, 0, _AVSTAND, of(bb.absolutt, gap), places)
    against = steps.calc(0, _MOT, formler.mot_nivaa, gap, word, missing="")
    return of(formler.anbefalt_setning, name, gap, against, valg.aar)


def sources(data: Datasett) -> tuple[str, ...]:
    """Each level, since when, for whom and who says so."""
    everyone = (*data.anbefalte_nivaa, *_known())
    return tuple(
        _told(level) for key in dict.fromkeys(e.noekkeltall for e in everyone) for level in levels(data, key)
    )


def _told(level: AnbefaltNivaa) -> str:
    figure = f"{level.nivaa:.9g}".replace(".", ",")
    years = f"{level.fra}–{level.til}" if level.til else f"fra {level.fra}"
    whose = f"{level.kommune}: {level.gjelder}" if level.kommune else level.gjelder
    said = f"{postnavn(level.noekkeltall)}: {level.retning} {figure} prosent av driftsinntektene, {years} "
    return f"{said}({whose}). Kilde: {level.kilde}. {level.merknad}".rstrip()
