"""The table below a profile: place, who is at the ends, what corrections make of it, earlier years."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl import functions as f
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil import kolonner as k
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.funn import Rad
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.tall import plasser
from asss_xl.workbook import Call, Cell, Sheet, of, styles
from asss_xl.workbook.page import POINTS_PER_PIXEL

_TITTEL = "Plass, ytterpunkter og tidligere år"
_HELE = k.tall(0)
_HOEYRESTILT = _HELE.but(align="right")


def write(sheet: Sheet, top: int, rows: Sequence[Rad], flyt: Profilflyt) -> None:
    """Write the table, and tell each row its figures of earlier years."""
    valg = flyt.valg
    title = tekst(_TITTEL, valg.prismerknad) if valg.pris else _TITTEL
    layout.text(sheet, top, 0, title, styles.OVERSKRIFT)
    labels = _heads(flyt)
    for column in range(k.FUNN + 1):
        look = styles.HODE_VENSTRE if column in (k.NAVN, k.LAVEST_HOS, k.HOEYEST_HOS) else styles.HODE
        look = look.but(size=k.SKRIFT, number_format="0", indent=int(column == k.HOEYEST_HOS))
        layout.text(sheet, top + 1, column, labels.get(column, ""), look)
    # Three lines: «Endring siden 2023» in the narrowest column.
    sheet.heights[top + 1] = k.HOEYDER[3] * POINTS_PER_PIXEL
    for row, line in enumerate(rows, start=top + 2):
        _row(sheet, row, line, flyt)


def _heads(flyt: Profilflyt) -> dict[int, str | Call | Cell]:
    valg, keys = flyt.valg, flyt.valg.vindu[:-1]
    labels: dict[int, str | Call | Cell] = {
        k.NAVN: "Indikator",
        k.N: "n",
        k.RANG: "Plass",
        k.LAVEST_HOS: "Lavest hos",
        k.HOEYEST_HOS: "Høyest hos",
    }
    if flyt.rettelser is not None:
        labels |= {k.RETTET: "Rettet", k.INDEKS_RETTET: "Indeks, rettet"}
    if keys:
        year = valg.aarstall[keys[-1]]
        labels |= {k.ENDRING: tekst("Endring siden ", year), k.INDEKS_FOER: tekst("Indeks ", year)}
        labels[k.INDEKS_ENDRING] = "Endring i indeks"
        labels |= {column: valg.aarstall[key] for column, key in _years(keys)}
    return labels


def _years(keys: Sequence[int]) -> Sequence[tuple[int, int]]:
    """The column of each earlier year: the last one always in the same."""
    return list(enumerate(keys, start=k.FOER + 2 - len(keys)))


def _row(sheet: Sheet, row: int, line: Rad, flyt: Profilflyt) -> None:
    i, found, text = line.indikator, line.referanser, k.tekst(9)
    sheet.heights[row] = k.HOEYDER[k.linjer(k.LITEN, (i.navn, k.BREDDER[k.NAVN]))] * POINTS_PER_PIXEL
    sheet.put(row, k.NAVN, i.navn, k.tekst(k.LITEN))
    layout.text(sheet, row, k.N, found.n, _HELE)
    for column, cell, look in (
        (k.RANG, found.rang, _HELE),
        (k.LAVEST_HOS, found.lavest_hos, text),
        (k.HOEYEST_HOS, found.hoeyest_hos, text.but(indent=1)),
    ):
        if cell is not None:
            layout.text(sheet, row, column, cell, look)
    if flyt.rettelser is not None:
        _corrected(sheet, row, line, flyt)
    if keys := flyt.valg.vindu[:-1]:
        line.foer = _earlier(sheet, row, line, flyt, keys)
    for column in range(k.ENHET, k.FUNN + 1):
        if (row, column) not in sheet.cells:
            sheet.put(row, column, None, _HELE)


def _corrected(sheet: Sheet, row: int, line: Rad, flyt: Profilflyt) -> None:
    """What the corrections make of the figure and its index, where they move it."""
    found, own = flyt.rettet.get(noekkel(line.indikator)), line.verdi.used
    value: str | Call = "–"
    index: str | Call = "–"
    look = _HOEYRESTILT
    if found is not None:
        value = of(pf.naar_annen, found, own, "–")
        index = of(pf.indeks_naar_annen, found, own, line.maal)
        look = k.tall(flyt.kilde.desimaler(line.indikator)).but(align="right")
    layout.text(sheet, row, k.RETTET, value, look)
    layout.text(sheet, row, k.INDEKS_RETTET, index, _HOEYRESTILT)


def _earlier(sheet: Sheet, row: int, line: Rad, flyt: Profilflyt, keys: Sequence[int]) -> tuple[Cell, ...]:
    """Earlier years, the change in value and in distance to the mean."""
    kilde, i, last = flyt.kilde, line.indikator, keys[-1]
    style = k.tall(kilde.desimaler(i))
    made = tuple(
        plasser(sheet, row, column, kilde.priset(i, kilde.verdi(i, key), key), style)
        for column, key in _years(keys)
    )
    mean = line.snitt_foer(last)
    old = sheet.calc(row, k.INDEKS_FOER, f.indeks, made[-1], mean, style=_HELE)
    for column, now, before, look in (
        (k.ENDRING, line.verdi.used, made[-1], style),
        (k.INDEKS_ENDRING, line.indeks, old, _HELE),
    ):
        layout.text(sheet, row, column, kilde.uten_brudd(now - before, last), look)
    return made
