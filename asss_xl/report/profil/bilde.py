"""The picture of a profile: on the table's own rows, its numbers text that follows cells.

The order of the series is one that comes out right in all programs: Excel and ONLYOFFICE paint the
last on top, LibreOffice the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.functions.values import added
from asss_xl.report import formler as bb
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kolonner import BILDE, BREDDER, HODERAD, HOEYRE, VENSTRE
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.published import trykt_etikett
from asss_xl.workbook import GAP, MISSING_TEXT, Cell, Chart, Frame, Range, Series, Sheet, styles

HODE = 38
_SKALAER = ((60.0, 140.0), (40.0, 160.0))
#: How many of the points should be inside the scale.
_INNENFOR = 0.9
#: The figure before a what-if.
LYS = styles.SVAK_BLAA
_STREK = styles.STREKGRAA


def skala(data: Datasett, service: Tjeneste) -> tuple[float, float]:
    """From where to where the picture goes: the narrowest scale that takes nearly all.

    In a network it is the same whichever municipality and year is chosen.
    """
    found = [index for i in service.indikatorer for index in _indexes(data, i)]
    for low, high in _SKALAER:
        if sum(low <= index <= high for index in found) >= _INNENFOR * len(found):
            return low, high
    return _SKALAER[-1]


def _indexes(data: Datasett, i: Indikator) -> Iterator[float]:
    if not data.beregnet(i):
        own = data.verdi(i, data.kommune, data.rapportaar).verdi
        mean = data.referanse(i, "snitt", data.rapportaar).verdi
        if own is not None and mean:
            yield 100 * own / mean
        return
    for year in data.aar:
        values = [data.verdi(i, unit.navn, year).verdi for unit in data.enheter]
        known = [value for value in values if value is not None]
        mean = added(known) / len(known) if known else 0
        yield from (100 * value / mean for value in known if mean)


@dataclass
class Ramme:
    """The scale of a service's picture and how high it is, as cells and as numbers."""

    fra: Cell
    til: Cell
    hoeyde: int


def ramme(steg: Profilsteg, service: Tjeneste, hoeyde: int) -> Ramme:
    """Put the scale, and the line of the mean, in their cells."""
    block, line = steg.tjenester, steg.tjenestelinje[service.noekkel]
    low, high = skala(steg.valg.data, service)
    for heading in ("Snitt x", "Snitt x til"):
        block.put(line, heading, 100.0)
    snittlinje(steg, service, hoeyde)
    return Ramme(block.put(line, "Skala fra", low), block.put(line, "Skala til", high), hoeyde)


def snittlinje(steg: Profilsteg, service: Tjeneste, hoeyde: int, where: str = "") -> None:
    """From where to where the line of the mean goes, from the top of a picture."""
    line = steg.tjenestelinje[service.noekkel]
    steg.tjenester.put(line, f"Snitt y{where}", 0.0)
    steg.tjenester.put(line, f"Snitt y til{where}", float(hoeyde))


@dataclass
class Punkt:
    """The cells of one row that the picture is drawn from."""

    used: Cell
    maal: Cell


def punkter(
    sheet: Sheet, steg: Profilsteg, i: Indikator, frame: Ramme, row: tuple[int, float], p: Punkt
) -> None:
    """The cells behind a row of the picture, and the texts where its bar leaves the scale."""
    scale = (frame.fra, frame.til)

    def inside(heading: str, index: Cell) -> Cell:
        return steg.calc(i, heading, pf.innenfor, frame.fra, index, frame.til)

    own = _cell(steg, i, "Indeks")
    low, high = (_extreme(steg, i, which, p.maal) for which in ("lavest", "høyest"))
    base = steg.calc(
        i, "Grunnlagets indeks", pf.flyttet_fra, _cell(steg, i, "Grunnlag"), p.used, p.maal, missing=GAP
    )
    inside("Egen x", own)
    inside("Grunnlag x", base)
    inside("Strek fra", low)
    inside("Strek til", high)
    steg.calc(i, "Tallet", pf.tallet_i_bildet, own, *scale, missing="–")
    hoeyder(steg, i, row[1])
    look = styles.RAD.but(size=9, color=styles.GRAA)
    beyond = (
        (VENSTRE, "Under skalaen", pf.under_skalaen, (low, frame.fra, own), "right"),
        (HOEYRE, "Over skalaen", pf.over_skalaen, (high, frame.til, own), "left"),
    )
    for column, heading, function, given, align in beyond:
        text = steg.calc(i, heading, function, *given, missing="")
        sheet.calc(row[0], column, bb.gjenta, text, style=look.but(align=align))


def hoeyder(steg: Profilsteg, i: Indikator, pixels: float, where: str = "") -> None:
    """Where the points of a row are, from the top of a picture; what is missing is nowhere."""
    own, base, low, high = (
        _cell(steg, i, heading)
        for heading in ("Indeks", "Grunnlagets indeks", "Indeks, lavest", "Indeks, høyest")
    )
    middle = steg.put(i, f"Rad i bildet{where}", pixels)
    here = steg.calc(i, f"Egen y{where}", pf.naar_tall, own, middle, missing=None)
    steg.calc(i, f"Grunnlag y{where}", pf.naar_tall, base, middle, missing=None)
    bar = steg.calc(i, f"Strek y{where}", pf.naar_begge, low, high, middle, missing=None)
    steg.calc(i, f"Strek y til{where}", bb.gjenta, bar, missing=None)
    left = steg.calc(i, f"Til venstre y{where}", pf.til_venstre, base, own, here, missing=None)
    steg.calc(i, f"Til høyre y{where}", pf.ellers_til_hoeyre, left, here, missing=None)


def _extreme(steg: Profilsteg, i: Indikator, which: str, mean: Cell) -> Cell:
    """The index of the lowest or the highest; the printed one where its value is not printed."""
    data = steg.valg.data
    label = data.etikett(i, which).verdi
    stated = data.referanse(i, which, data.rapportaar).verdi if not data.beregnet(i) else 0.0
    index = 100.0 * _cell(steg, i, which.capitalize()) / mean
    instead = MISSING_TEXT if label is None or stated is not None else float(label)
    printed = steg.put(i, f"Trykt indeks, {which}", instead)
    return steg.calc(i, f"Indeks, {which}", pf.eller, index, printed, published=trykt_etikett(data, i, which))


def _cell(steg: Profilsteg, i: Indikator, heading: str) -> Cell:
    return steg.linjer.cell(steg.linje(i), heading)


def tegn(
    steg: Profilsteg,
    service: Tjeneste,
    height: int,
    title: Cell,
    at: tuple[int, int] = (HODERAD, VENSTRE),
    where: str = "",
) -> Chart:
    """The chart, over the columns that are left free from the head row and column ``at``."""
    left, width, right = (BREDDER[column] for column in (VENSTRE, BILDE, HOEYRE))
    data = steg.valg.data
    return Chart(
        kind="rows",
        title=title,
        series=tuple(_series(steg, service, where)),
        row=at[0],
        column=at[1],
        width=left + width + right,
        height=HODE + height,
        alt=f"Punktdiagram av {len(service.indikatorer)} indikatorer for {service.navn}: kommunen "
        "mot laveste, snitt og høyeste. Tallene står i tabellen på de samme radene.",
        y_title="Indeks, snittet = 100",
        legend=False,
        frame=Frame(left, right, HODE, *skala(data, service), float(height)),
    )


def _series(steg: Profilsteg, service: Tjeneste, where: str) -> Iterator[Series]:
    def column(heading: str) -> Range:
        return steg.column(service, heading)

    yield Series(steg.valg.kommune, column("Egen x"), column(f"Egen y{where}"), marker="circle")
    yield Series("Grunnlag", column("Grunnlag x"), column(f"Grunnlag y{where}"), LYS, marker="circle")
    for i in service.indikatorer:
        yield Series(
            "Laveste–høyeste",
            steg.row(i, "Strek fra", "Strek til"),
            steg.row(i, f"Strek y{where}", f"Strek y til{where}"),
            _STREK,
            line=True,
            width=4,
        )
    block, line = steg.tjenester, steg.tjenestelinje[service.noekkel]
    yield Series(
        "Snittet",
        block.line(line, "Snitt x", "Snitt x til"),
        block.line(line, f"Snitt y{where}", f"Snitt y til{where}"),
        styles.RAUD,
        line=True,
        width=1.5,
    )
    for i in service.indikatorer:
        yield Series(
            "Grunnlag",
            steg.row(i, "Grunnlag x", "Grunnlag x"),
            steg.row(i, f"Grunnlag y{where}", f"Grunnlag y{where}"),
            LYS,
            marker="circle",
        )
    for side, heading in (("right", "Til høyre y"), ("left", "Til venstre y")):
        for i in service.indikatorer:
            text = steg.linjer.cell(steg.linje(i), "Tallet")
            yield Series(
                text,
                steg.row(i, "Egen x", "Egen x"),
                steg.row(i, heading + where, heading + where),
                marker="circle",
                name_at=side,
            )
