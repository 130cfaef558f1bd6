"""The four-field figure: use of resources along, production up, a dot for each, lines at the mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asss_xl.report import figurer
from asss_xl.report import formler as bb
from asss_xl.report.produksjon import formler as fl
from asss_xl.report.steg import Blokk, Linje, Steg
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
    for number in range(count + 1):
        line = points[number]
        line.put(NR, float(number + 1 if number < count else 0))
        places: tuple[Range, ...] = drawn.eget
        if number < count and drawn.ressursbruk is not None and drawn.produksjon is not None:
            places = tuple(b.column(str(number + 1)) for b in (drawn.ressursbruk, drawn.produksjon))
        for heading, place in zip((RESSURSBRUK, PRODUKSJON), places, strict=True):
            line.calc(heading, bb.paa_plass, place, drawn.valgt)
    indices = points.sheet.range(points.at(0, RESSURSBRUK), points.at(count, PRODUKSJON))
    far = scale.calc(0, _LENGST, fl.lengst, indices)
    span = scale.calc(0, _SPENN, fl.spenn, far)
    for line in (points[number] for number in range(count + 1)):
        a, b = line[RESSURSBRUK], line[PRODUKSJON]
        for at, heading, first, second in ((_X0, _X, a, b), (_Y0, _Y, b, a)):
            there = line.calc(at, fl.punkt, first, second, line[NR], drawn.egen, span)
            line.calc(heading, fl.tegnet, there, missing=GAP)
    both = (points.column(_X0), points.column(_Y0))
    for number, name in enumerate(drawn.navn):
        line = points[number]
        shown = line.calc(_NAVN, fl.navn_med_plass, line[_X0], line[_Y0], *both, name)
        for heading, at, clear in zip(_NAVNETS, (_X, _Y), _SIDER[_side(number)], strict=True):
            line.calc(heading, fl.navnets_plass, shown, line[at], clear, missing=GAP)
    return points


def _at(line: Linje, headings: Sequence[str] = (_X, _Y)) -> tuple[Range, Range]:
    """The point of a line, as a series takes it."""
    x, y = (line.line(heading, heading) for heading in headings)
    return x, y


def _side(line: int) -> str:
    return list(_SIDER)[line % len(_SIDER)]


def _series(drawn: Tegnet, points: Blokk) -> Iterator[Series]:
    own = len(drawn.navn)
    if own > _FLEST_NAVN:
        x, y = (points.column(heading, 0, own - 1) for heading in (_X, _Y))
        yield Series("De andre", x, y, styles.SVAK_BLAA, marker="circle", marker_size=6)
    for number in range(own if own <= _FLEST_NAVN else 0):
        line, look = points[number], styles.HALV_BLAA
        name, side = line[_NAVN], _side(number)
        yield Series(name, *_at(line), look, marker="circle", marker_size=7)
        yield Series(name, *_at(line, _NAVNETS), look, name_at=side, bold=False, name_filled=True)
    yield Series("Kommunen", *_at(points[own]), styles.BLAA, marker="circle", marker_size=11)


def _own_name(steg: Steg, drawn: Tegnet, points: Blokk) -> Iterator[Series]:
    """The municipality's own name: a point beside its dot, which is moved off the lines."""
    sides = {"right": fl.navn_til_hoeyre, "left": fl.navn_til_venstre}
    block = steg.blokk("Kommunens navn i figuren", (_X, _Y), ["Til høyre", "Til venstre"])
    own = points[len(drawn.navn)]
    for number, (side, place) in enumerate(sides.items()):
        line = block[number]
        at = line.calc(_X, place, own[_X0], missing=GAP)
        line.calc(_Y, fl.navn_ved_linjen, at, own[_Y0], missing=GAP)
        yield Series(drawn.kommune, *_at(line), styles.BLAA, name_at=side)


def _axes(steg: Steg, scale: Blokk) -> Iterator[Series]:
    """The numbers along the axes: text that follows the scale."""
    block = steg.blokk("Tallene langs aksene", (_X, _Y, _NAVN), ["" for _ in _AKSE])
    for number, at in enumerate(_AKSE):
        line = block[number]
        place = line.put(_X, at)
        line.put(_Y, -1.0)
        told = line.calc(_NAVN, fl.paa_aksen, scale.cell(0, _SPENN), place)
        for headings, side in (((_X, _Y), "below"), ((_Y, _X), "left")):
            yield Series(told, *_at(line, headings), styles.GRAA, name_at=side, bold=False)


def _corners(steg: Steg) -> Iterator[Series]:
    """What each of the four fields means, written in its corner."""
    block = steg.blokk("Hjørnene i figuren", (_X, _Y), [text for text, _, _ in _HJOERNER])
    for number, (text, x, y) in enumerate(_HJOERNER):
        line, side = block[number], "left" if x > 0 else "right"
        line.put(_X, x)
        line.put(_Y, y)
        yield Series(text, *_at(line), styles.MELLOMGRAA, name_at=side, bold=False)
