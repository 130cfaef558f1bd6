"""The four-field figure: use of resources along, production up, a dot for each, lines at the mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.frames import indekser
from asss_xl.dataset.utgifter import ressursbruk
from asss_xl.report import figurer
from asss_xl.report import formler as bb
from asss_xl.report.produksjon import formler as fl
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, Cell, Chart, Range, Series, styles

#: From the narrowest; the figure has the first that takes nearly all of the points.
_SKALAER = ((80.0, 120.0), (70.0, 130.0), (60.0, 140.0), (40.0, 160.0))
_INNENFOR = 0.95
#: More names than this cannot be read.
_FLEST_NAVN = 20
_RESSURSBRUK, _PRODUKSJON, _X, _Y = "Ressursbruk", "Produksjon", "x", "y"
_NR, _TEKST = "Nr", "Tekst"
_HJOERNER = (
    ("Bruker mindre, produserer mer", 0, 1),
    ("Bruker mer, produserer mer", 1, 1),
    ("Bruker mindre, produserer mindre", 0, 0),
    ("Bruker mer, produserer mindre", 1, 0),
)
#: Where the names stand by their dots, in turn: fewer lie over one another.
_SIDER = ("right", "left", "above", "below")
#: How far inside the plot the texts of the corners stand, of the scale.
_LUFT = 0.04


def skala(data: Datasett) -> tuple[float, float]:
    """From where to where both axes go: the same whichever member, year and service is chosen."""
    services = [(t, data.vektet(t), ressursbruk(data, t)) for t in data.tjenester if data.vektet(t)]
    wanted = {i for _, weighted, spent in services for i in (*(i for i, _ in weighted), spent) if i}
    found = {key: v for key, v in indekser(data, wanted).items() if key[1] in data.medlemmer}
    points = [v for (i, _, _), v in found.items() if v is not None and any(i is s for _, _, s in services)]
    for service, weighted, _ in services:
        for place in {key[1:] for key in found if key[0].tjeneste == service.noekkel}:
            parts = [(found.get((i, *place)), v.vekt) for i, v in weighted]
            points += [sum(i * w for i, w in parts if i is not None)] if all(i for i, _ in parts) else []
    for low, high in _SKALAER:
        if sum(low <= point <= high for point in points) >= _INNENFOR * len(points):
            return low, high
    return _SKALAER[-1]


@dataclass(frozen=True)
class Tegnet:
    """What the figure is drawn from: of each service by municipality, and the municipality's own."""

    valgt: Cell
    egen: Cell
    navn: tuple[Cell, ...]
    kommune: Cell
    ressursbruk: Blokk | None
    produksjon: Blokk | None
    eget: tuple[Range, Range]


def tegn(steg: Steg, data: Datasett, drawn: Tegnet, title: Cell, row: int) -> Chart:
    """The chart; its points stand among the steps."""
    low, high = skala(data)
    scale = steg.blokk("Skalaen i figuren", ("Fra", "Til"), [""])
    ends = (scale.put(0, "Fra", low), scale.put(0, "Til", high))
    points = _points(steg, drawn, ends)
    return Chart(
        "scatter",
        title,
        (*_corners(steg, ends), *_series(drawn, points)),
        row=row,
        column=0,
        width=figurer.HALV_BREDDE,
        height=figurer.FIREFELT_HOEYDE,
        plot=figurer.FIREFELT,
        x_title="Ressursbruk, snittet = 100",
        y_title="Produksjon, snittet = 100",
        y_format="0",
        y_min=low,
        y_max=high,
        crossing=100.0,
        legend=False,
        source=False,
        alt="Firefeltsfigur: ressursbruk bortover og produksjon oppover, en prikk for hver kommune, "
        "kommunen selv framhevet, linjer ved snittet (100). Tallene til kommunen står i tabellen over.",
    )


def _points(steg: Steg, drawn: Tegnet, ends: tuple[Cell, Cell]) -> Blokk:
    """A line for each municipality, and last the one that is chosen."""
    count = len(drawn.navn)
    points = steg.blokk(
        "Prikkene i figuren", (_NR, _RESSURSBRUK, _PRODUKSJON, _X, _Y), [*drawn.navn, drawn.kommune]
    )
    for line in range(count + 1):
        number = points.put(line, _NR, float(line + 1 if line < count else 0))
        places: tuple[Range, ...] = drawn.eget
        if line < count and drawn.ressursbruk is not None and drawn.produksjon is not None:
            places = tuple(b.column(str(line + 1)) for b in (drawn.ressursbruk, drawn.produksjon))
        a, b = (
            points.calc(line, heading, bb.paa_plass, place, drawn.valgt)
            for heading, place in zip((_RESSURSBRUK, _PRODUKSJON), places, strict=True)
        )
        for heading, first, second in ((_X, a, b), (_Y, b, a)):
            points.calc(line, heading, fl.punkt, first, second, number, drawn.egen, *ends, missing=GAP)
    return points


def _series(drawn: Tegnet, points: Blokk) -> Iterator[Series]:
    def between(first: int, last: int, heading: str) -> Range:
        return points.sheet.range(points.at(first, heading), points.at(last, heading))

    own = len(drawn.navn)
    if own > _FLEST_NAVN:
        x, y = (between(0, own - 1, heading) for heading in (_X, _Y))
        yield Series("De andre", x, y, styles.SVAK_BLAA, marker="circle", marker_size=6)
    for line, name in enumerate(drawn.navn if own <= _FLEST_NAVN else ()):
        x, y = (between(line, line, heading) for heading in (_X, _Y))
        where = _SIDER[line % len(_SIDER)]
        yield Series(name, x, y, styles.HALV_BLAA, "circle", 7, name_at=where, bold=False)
    x, y = (between(own, own, heading) for heading in (_X, _Y))
    yield Series("Kommunen", x, y, styles.BLAA, marker="circle", marker_size=11)
    yield Series(drawn.kommune, x, y, styles.BLAA, name_at="right")


def _corners(steg: Steg, ends: tuple[Cell, Cell]) -> Iterator[Series]:
    """What each of the four fields means, written in its corner."""
    block = steg.blokk("Hjørnene i figuren", (_X, _Y), [text for text, _, _ in _HJOERNER])
    low, high = (float(cell.value) for cell in ends)  # type: ignore[arg-type]
    inside = _LUFT * (high - low)
    for line, (text, right, up) in enumerate(_HJOERNER):
        block.put(line, _X, high if right else low)
        block.put(line, _Y, high - inside if up else low + inside)
        x, y = (block.line(line, heading, heading) for heading in (_X, _Y))
        yield Series(text, x, y, styles.MELLOMGRAA, name_at="left" if right else "right", bold=False)
