"""How cells look: one typeface, few colours, the number formats of the field.

Every colour and format of the workbook is named here and nowhere else.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

BLAA = "#1F3864"
RAUD = "#C00000"
GRAA = "#595959"
LYS_GRAA = "#D9D9D9"
HODE_BLAA = "#DCE6F1"
#: Every other group of columns under a heading.
ANNENHVER_BLAA = "#C3D3E8"
GUL = "#FFF2CC"
LILLA = "#E6DFF0"
HVIT = "#FFFFFF"
ORANSJE = "#C55A11"
LYS_BLAA = "#9DC3E6"
LYS_ORANSJE = "#F8CBAD"
MELLOMBLAA = "#2E75B6"
#: What LibreOffice gives a link whatever the cell says; a formula that is a link has the cell's colour.
LENKEBLAA = "#000080"
#: Of the years before the last: weaker, and still 3:1 against white.
SVAK_BLAA, HALV_BLAA, MELLOMGRAA = "#6F94CC", "#3E68A8", "#7F7F7F"
#: What a light says, with its fill and its letters; and the band of a what-if.
STATUSLYS = {"OK": ("#E2EFDA", "#375623"), "FEIL": (LYS_ORANSJE, "#833C0B")}
BAAND, SVART = "#FFC000", "#000000"
#: The bar from the lowest to the highest.
STREKGRAA = "#BFBFBF"
SKRIFT = "Calibri"
#: What is a text whatever it looks like.
TEKSTFORMAT = "@"


class Style(NamedTuple):
    """The look of a cell; immutable, so that equal styles share one format in the file."""

    number_format: str = "General"
    bold: bool = False
    italic: bool = False
    size: float = 10
    color: str = "#000000"
    fill: str | None = None
    align: str | None = None
    valign: str = "vcenter"
    wrap: bool = False
    top: str | None = None
    bottom: str | None = None
    border: str | None = None
    indent: int = 0
    unlocked: bool = False
    underline: bool = False
    rotation: int = 0

    def but(self, **changes: object) -> Style:
        """The same style with some of it changed."""
        return _changed(self, tuple(changes.items()))


@cache
def _changed(style: Style, changes: tuple[tuple[str, object], ...]) -> Style:
    """Made once: a sheet asks for the same again in each of its cells."""
    return style._replace(**dict(changes))  # type: ignore[arg-type]


TEKST = Style()
TEKST_BRYT = Style(wrap=True, valign="top")
TITTEL = Style(bold=True, size=18, color=BLAA)
UNDERTITTEL = Style(size=11, color=GRAA)
OVERSKRIFT = Style(bold=True, size=12, color=BLAA)
NOTE = Style(size=9.5, color=GRAA, italic=True)
HODE = Style(bold=True, fill=HODE_BLAA, color=BLAA, wrap=True, align="center", bottom=BLAA)
HODE_VENSTRE = HODE.but(align="left")
GRUPPE = Style(bold=True, color=BLAA, bottom=LYS_GRAA)
RAD = Style(bottom=LYS_GRAA)
RAD_BRYT = RAD.but(wrap=True)
HJELP = Style(size=8, color=GRAA)
HJELP_HODE = HJELP.but(bold=True, wrap=True, align="center")
LENKE = Style(color=LENKEBLAA, underline=True)
FUNN_TEKST = RAD.but(wrap=True, size=9, indent=1)


def med_minus(pattern: str) -> str:
    """The format as it is written in files: below zero stands a minus sign, as in the sentences."""
    return pattern if ";" in pattern or pattern == TEKSTFORMAT else f"{pattern};−{pattern}"


@cache
def tall(decimals: int = 0, total: bool = False) -> Style:
    """A number in a table row, or in a line of sums, with the given decimals."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    style = RAD.but(number_format=pattern, align="right")
    return sumrad(style) if total else style


@cache
def sumrad(style: Style) -> Style:
    """A line that sums the ones above it."""
    return style.but(bold=True, top=BLAA)


@cache
def gul(style: Style) -> Style:
    """A yellow, unlocked input cell."""
    return style.but(fill=GUL, unlocked=True, border=LYS_GRAA, bottom=None, top=None)


@cache
def rettelse(style: Style) -> Style:
    """An unlocked cell of a correction, which no one takes for a what-if."""
    return gul(style).but(fill=LILLA)


@cache
def hjelp(style: Style) -> Style:
    """The figures behind a chart: small and grey."""
    return HJELP.but(number_format=style.number_format, align="right")
