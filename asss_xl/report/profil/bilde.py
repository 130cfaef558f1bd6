"""The picture of a profile: on the table's own rows, its numbers text that follows cells.

The order of the series is one that comes out right in all programs: Excel and ONLYOFFICE paint the
last on top, LibreOffice the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.functions.excel.formula import Formula
from asss_xl.functions.values import added
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import profil as pf
from asss_xl.report.profil.kolonner import BILDE, BREDDER, HODERAD, HOEYRE, VENSTRE
from asss_xl.report.profil.rad import Rad
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.published import trykt_etikett
from asss_xl.report.steg import Linje
from asss_xl.workbook import MISSING_TEXT, Cell, Chart, Frame, Range, Series, Sheet, of, styles

HODEHOEYDE = 38
_SKALAER = ((60.0, 140.0), (40.0, 160.0))
#: How many of the points should be inside the scale.
_INNENFOR = 0.9
#: The figure before a what-if.
LYS = styles.SVAK_BLAA
_STREK = styles.STREKGRAA
#: The heights that a row has in each picture.
_HOEYDER = ("Egen y", "Grunnlag y", "Strek y", "Til høyre y", "Til venstre y")
#: From where on there is room for a number to the left of its point, and where there is none to the right.
_ROM = ("Rom til venstre", "Trangt til høyre")
#: What a range says that goes on outside the scale, at its two sides.
UNDER, OVER = "Under skalaen", "Over skalaen"
TIL_VENSTRE, TIL_HOEYRE = (
    styles.RAD.but(size=9, color=styles.GRAA, align=align) for align in ("right", "left")
)


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


def ramme(steg: Profilsteg, service: Tjeneste, hoeyde: int) -> tuple[Cell, Cell]:
    """Put the scale, and the line of the mean, in their cells; the answer is from where to where it goes."""
    line, (low, high) = steg.tjenester[service.noekkel], skala(steg.valg.data, service)
    for heading in ("Snitt x", "Snitt x til"):
        line.put(heading, 100.0)
    snittlinje(steg, service, hoeyde)
    for heading, limit in zip(_ROM, (low + 12.0, high - (high - low) / 4.5), strict=True):
        line.put(heading, limit)
    return line.put("Skala fra", low), line.put("Skala til", high)


def snittlinje(steg: Profilsteg, service: Tjeneste, hoeyde: int, where: str = "") -> None:
    """From where to where the line of the mean goes, from the top of a picture."""
    line = steg.tjenester[service.noekkel]
    line.put(f"Snitt y{where}", 0.0)
    line.put(f"Snitt y til{where}", float(hoeyde))


def punkter(sheet: Sheet, row: Rad, scale: tuple[Cell, Cell], middle: float) -> None:
    """The cells behind a row of the picture, and the texts where its bar leaves the scale."""
    line = row.linje
    own, (start, end) = line["Indeks"], scale
    low, high = (_extreme(row, which) for which in ("lavest", "høyest"))
    moved = line.calc("Flyttet", bb.er_flyttet, line["Grunnlag"], row.verdi.used, missing=None)
    base = line.calc(
        "Grunnlagets indeks", pf.flyttet_fra, moved, line["Grunnlag"], row.mean_before(), missing=""
    )
    row.indeks.unmoved = of(bb.indeks_uten, base, row.indeks)
    drawn = {"Egen x": own, "Grunnlag x": base, "Strek fra": low, "Strek til": high}
    for heading, index in drawn.items():
        line.calc(heading, pf.avgrenset, start, index, end)
    line.calc("Tallet", pf.tallet_i_bildet, own, *scale, missing="–")
    for column, heading, call, look in (
        (VENSTRE, UNDER, of(pf.under_skalaen, low, start, own), TIL_VENSTRE),
        (HOEYRE, OVER, of(pf.over_skalaen, high, end, own), TIL_HOEYRE),
    ):
        layout.text(sheet, row.row, column, line.calc(heading, call, missing=""), look)
    _hoeyder(row, middle)


def _hoeyder(row: Rad, pixels: float) -> None:
    """Where the points of a row are, from the top of a picture; what is missing is nowhere.

    A number by a point near an end of the scale stands at its other side.
    """
    line, service = row.linje, row.steg.tjenester[row.indikator.tjeneste]

    def put(heading: str, function: Formula, *given: Cell) -> Cell:
        return line.calc(heading, function, *given, missing=None)

    own, base = line["Indeks"], line["Grunnlagets indeks"]
    middle = line.put("Rad i bildet", pixels)
    here = put("Egen y", pf.naar_tall, own, middle)
    put("Grunnlag y", pf.naar_tall, base, middle)
    bar = put("Strek y", pf.naar_begge, line["Indeks, lavest"], line["Indeks, høyest"], middle)
    put("Strek y til", bb.gjenta, bar)
    room = (service[side] for side in _ROM)
    left = put("Til venstre y", pf.til_venstre, base, own, *room, line[OVER], here)
    put("Til høyre y", pf.ellers_til_hoeyre, left, here)


def lenger_ned(line: Linje, pixels: float, where: str) -> None:
    """The same points in another picture, where the row stands so far from its top."""
    middle = line["Rad i bildet"].value
    assert isinstance(middle, float)
    further = line.put(f"Lenger ned{where}", pixels - middle)
    for heading in _HOEYDER:
        line.calc(f"{heading}{where}", pf.lenger_ned, line[heading], further, missing=None)
    line.calc(f"Strek y til{where}", bb.gjenta, line[f"Strek y{where}"], missing=None)


def _extreme(row: Rad, which: str) -> Cell:
    """The index of the lowest or the highest; the printed one where its value is not printed."""
    line, i, data = row.linje, row.indikator, row.steg.valg.data
    label = data.etikett(i, which).verdi
    stated = data.referanse(i, which, data.rapportaar).verdi if not data.beregnet(i) else 0.0
    index = 100.0 * line[which.capitalize()] / row.maal
    instead = MISSING_TEXT if label is None or stated is not None else float(label)
    printed = line.put(f"Trykt indeks, {which}", instead)
    made = line.calc(f"Indeks, {which}", pf.eller, index, printed)
    return made.held_against(trykt_etikett(data, i, which))


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
        height=HODEHOEYDE + height,
        alt=f"Punktdiagram av {len(service.indikatorer)} indikatorer for {service.navn}: kommunen "
        "mot laveste, snitt og høyeste. Tallene står i tabellen på de samme radene.",
        y_title="Indeks, snittet = 100",
        legend=False,
        frame=Frame(left, right, HODEHOEYDE, *skala(data, service), float(height)),
    )


def _series(steg: Profilsteg, service: Tjeneste, where: str) -> Iterator[Series]:
    lines = [steg[i] for i in service.indikatorer]

    def points(heading: str, height: str) -> tuple[Range, Range]:
        return steg.column(service, heading), steg.column(service, f"{height}{where}")

    def at(line: Linje, along: tuple[str, ...], up: str, to: str = "") -> tuple[Range, Range]:
        """A point of a line, or from one to another."""
        return line.line(along[0], along[-1]), line.line(f"{up}{where}", f"{up}{to}{where}")

    yield Series(steg.valg.kommune, *points("Egen x", "Egen y"), marker="circle")
    yield Series("Grunnlag", *points("Grunnlag x", "Grunnlag y"), LYS, marker="circle")
    for line in lines:
        ends = at(line, ("Strek fra", "Strek til"), "Strek y", " til")
        yield Series("Laveste–høyeste", *ends, _STREK, line=True, width=4)
    mean = at(steg.tjenester[service.noekkel], ("Snitt x", "Snitt x til"), "Snitt y", " til")
    yield Series("Snittet", *mean, styles.RAUD, line=True, width=1.5)
    for line in lines:
        yield Series("Grunnlag", *at(line, ("Grunnlag x",), "Grunnlag y"), LYS, marker="circle")
    for side, heading in (("right", "Til høyre y"), ("left", "Til venstre y")):
        for line in lines:
            yield Series(line["Tallet"], *at(line, ("Egen x",), heading), marker="circle", name_at=side)
