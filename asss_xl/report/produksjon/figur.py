"""The four-field figure: use of resources along, production up, a dot for each, lines at the mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.report import figurer
from asss_xl.report import formler as bb
from asss_xl.report.produksjon import formler as fl
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import GAP, Cell, Chart, Range, Series, styles

#: More names than this cannot be read.
_FLEST_NAVN = 20
RESSURSBRUK, PRODUKSJON, NR, _NAVN, _X, _Y = "Ressursbruk", "Produksjon", "Nr", "Navn", "x", "y"
#: Where a dot is, or outside: a number that others can be held against.
_X0, _Y0 = "x eller utenfor", "y eller utenfor"
_NAVNETS = ("Navnets x", "Navnets y")
_LENGST, _SPENN = "Lengst fra snittet", "Spenn"
#: What each field means, and where it is written: in the figure both axes go from -1 to 1.
_HJOERNER = (
    ("Bruker mindre, produserer mer", -1.0, 0.92),
    ("Bruker mer, produserer mer", 1.0, 0.92),
    ("Bruker mindre, produserer mindre", -1.0, -0.92),
    ("Bruker mer, produserer mindre", 1.0, -0.92),
)
_AKSE = (-1.0, -0.5, 0.0, 0.5, 1.0)
#: Where the names stand by their dots, in turn: fewer lie over one another.
#: So far from them, along and up.
_SIDER = {"right": (0.025, 0.0), "left": (-0.025, 0.0), "above": (0.0, 0.04), "below": (0.0, -0.04)}


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


def tegn(steg: Steg, drawn: Tegnet, title: Cell, row: int) -> tuple[Chart, Blokk]:
    """The chart, and its points, which stand among the steps; its scale follows them."""
    scale = steg.blokk("Skalaen i figuren", (_LENGST, _SPENN), [""])
    points = _points(steg, drawn, scale)
    chart = Chart(
        "scatter",
        title,
        (*_axes(steg, scale), *_corners(steg), *_series(drawn, points), *_own_name(steg, drawn, points)),
        row=row,
        column=0,
        width=figurer.HALV_BREDDE,
        height=figurer.FIREFELT_HOEYDE,
        plot=figurer.FIREFELT,
        x_title="Ressursbruk, snittet = 100",
        y_title="Produksjon, snittet = 100",
        y_min=-1.0,
        y_max=1.0,
        crossing=0.0,
        legend=False,
        source=False,
        alt="Firefeltsfigur: ressursbruk bortover og produksjon oppover, en prikk for hver kommune, "
        "kommunen selv framhevet, linjer ved snittet (100). Tallene til kommunen står i tabellen over.",
    )
    return chart, points


def _points(steg: Steg, drawn: Tegnet, scale: Blokk) -> Blokk:
    """A line for each municipality, and last the one that is chosen."""
    count = len(drawn.navn)
    points = steg.blokk(
        "Prikkene i figuren",
        (NR, RESSURSBRUK, PRODUKSJON, _X0, _Y0, _X, _Y, _NAVN, *_NAVNETS),
        [*drawn.navn, drawn.kommune],
    )
    for line in range(count + 1):
        points.put(line, NR, float(line + 1 if line < count else 0))
        places: tuple[Range, ...] = drawn.eget
        if line < count and drawn.ressursbruk is not None and drawn.produksjon is not None:
            places = tuple(b.column(str(line + 1)) for b in (drawn.ressursbruk, drawn.produksjon))
        for heading, place in zip((RESSURSBRUK, PRODUKSJON), places, strict=True):
            points.calc(line, heading, bb.paa_plass, place, drawn.valgt)
    indices = points.sheet.range(points.at(0, RESSURSBRUK), points.at(count, PRODUKSJON))
    far = scale.calc(0, _LENGST, fl.lengst, indices)
    span = scale.calc(0, _SPENN, fl.spenn, far)
    for line in range(count + 1):
        a, b, number = (points.cell(line, heading) for heading in (RESSURSBRUK, PRODUKSJON, NR))
        for at, heading, first, second in ((_X0, _X, a, b), (_Y0, _Y, b, a)):
            there = points.calc(line, at, fl.punkt, first, second, number, drawn.egen, span)
            points.calc(line, heading, fl.tegnet, there, missing=GAP)
    for line, name in enumerate(drawn.navn):
        own = (points.cell(line, heading) for heading in (_X0, _Y0))
        both = (points.column(_X0), points.column(_Y0))
        shown = points.calc(line, _NAVN, fl.navn_med_plass, *own, *both, name)
        for heading, at, clear in zip(_NAVNETS, (_X, _Y), _SIDER[_side(line)], strict=True):
            points.calc(line, heading, fl.navnets_plass, shown, points.cell(line, at), clear, missing=GAP)
    return points


def _side(line: int) -> str:
    return list(_SIDER)[line % len(_SIDER)]


def _series(drawn: Tegnet, points: Blokk) -> Iterator[Series]:
    def between(first: int, last: int, heading: str) -> Range:
        return points.sheet.range(points.at(first, heading), points.at(last, heading))

    own = len(drawn.navn)
    if own > _FLEST_NAVN:
        x, y = (between(0, own - 1, heading) for heading in (_X, _Y))
        yield Series("De andre", x, y, styles.SVAK_BLAA, marker="circle", marker_size=6)
    for line in range(own if own <= _FLEST_NAVN else 0):
        x, y = (between(line, line, heading) for heading in (_X, _Y))
        name, where = points.cell(line, _NAVN), _side(line)
        yield Series(name, x, y, styles.HALV_BLAA, marker="circle", marker_size=7)
        x, y = (between(line, line, heading) for heading in _NAVNETS)
        yield Series(name, x, y, styles.HALV_BLAA, name_at=where, bold=False, name_filled=True)
    x, y = (between(own, own, heading) for heading in (_X, _Y))
    yield Series("Kommunen", x, y, styles.BLAA, marker="circle", marker_size=11)


def _own_name(steg: Steg, drawn: Tegnet, points: Blokk) -> Iterator[Series]:
    """The municipality's own name: a point beside its dot, which is moved off the lines."""
    sides = {"right": fl.navn_til_hoeyre, "left": fl.navn_til_venstre}
    block = steg.blokk("Kommunens navn i figuren", (_X, _Y), ["Til høyre", "Til venstre"])
    own = len(drawn.navn)
    for line, (side, place) in enumerate(sides.items()):
        at = block.calc(line, _X, place, points.cell(own, _X0), missing=GAP)
        block.calc(line, _Y, fl.navn_ved_linjen, at, points.cell(own, _Y0), missing=GAP)
        x, y = (block.line(line, heading, heading) for heading in (_X, _Y))
        yield Series(drawn.kommune, x, y, styles.BLAA, name_at=side)


def _axes(steg: Steg, scale: Blokk) -> Iterator[Series]:
    """The numbers along the axes: text that follows the scale."""
    block = steg.blokk("Tallene langs aksene", (_X, _Y, _NAVN), ["" for _ in _AKSE])
    for line, at in enumerate(_AKSE):
        place = block.put(line, _X, at)
        block.put(line, _Y, -1.0)
        number = block.calc(line, _NAVN, fl.paa_aksen, scale.cell(0, _SPENN), place)
        x, y = (block.line(line, heading, heading) for heading in (_X, _Y))
        yield Series(number, x, y, styles.GRAA, name_at="below", bold=False)
        yield Series(number, y, x, styles.GRAA, name_at="left", bold=False)


def _corners(steg: Steg) -> Iterator[Series]:
    """What each of the four fields means, written in its corner."""
    block = steg.blokk("Hjørnene i figuren", (_X, _Y), [text for text, _, _ in _HJOERNER])
    for line, (text, x, y) in enumerate(_HJOERNER):
        block.put(line, _X, x)
        block.put(line, _Y, y)
        across, up = (block.line(line, heading, heading) for heading in (_X, _Y))
        yield Series(text, across, up, styles.MELLOMGRAA, name_at="left" if x > 0 else "right", bold=False)
