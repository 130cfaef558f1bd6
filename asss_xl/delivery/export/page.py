"""A case document as one page of HTML, which needs nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

from asss_xl.delivery.export.saken import Kapittel, Punkt, Sak, Sakstabell

_LOOK = Path(__file__).with_name("side.css").read_text(encoding="utf-8")
_ROW, _LEFT, _WIDTH, _RIGHT = 24, 260, 760, 60
_RED, _DARK, _PALE = "#C00000", "#1F4E79", "#9DC3E6"


def write(about: Sak, target: Path) -> None:
    """The whole page."""
    target.write_text(_page(about), encoding="utf-8", newline="\n")


def _page(about: Sak) -> str:
    found = "".join(f"<li>{escape(said)}</li>" for said, _ in about.hovedfunn)
    tables = "".join(map(_table, about.tabeller))
    chapters = "".join(map(_chapter, about.kapitler))
    return (
        f'<!DOCTYPE html>\n<html lang="nb"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>{escape(about.tittel)}</title><style>{_LOOK}</style></head><body>"
        f"<h1>{escape(about.tittel)}</h1><p>{escape(about.forbehold)}</p>"
        f"<h2>Hovedfunn</h2><ul>{found}</ul>{tables}{chapters}"
        f"<p>Kilde: {escape(about.kilde)}</p></body></html>\n"
    )


def _chapter(chapter: Kapittel) -> str:
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in chapter.setninger)
    head = f"<h2>{escape(chapter.tittel)}</h2><p><b>{escape(chapter.melding)}</b></p>"
    return f"{head}<ul>{said}</ul>{_picture(chapter)}{_table(chapter.tabell)}"


def _table(table: Sakstabell) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.hode)
    rows = "".join(
        f'<tr><th scope="row">{escape(str(name))}</th>'
        + "".join(f"<td{' class=tall' if f.er_tall else ''}>{escape(str(f))}</td>" for f in figures)
        + "</tr>"
        for name, *figures in table.rader
    )
    return (
        f"<table><caption>{escape(table.tittel)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table>" + (f"<p>{escape(table.merknad)}</p>" if table.merknad else "")
    )


def _picture(chapter: Kapittel) -> str:
    """The profile: a line from lowest to highest, a dot for one's own, red where the mean is."""
    points = chapter.bilde
    if not points:
        return ""
    low, high = chapter.skala

    def at(value: float) -> float:
        return round(_LEFT + (value - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT), 1)

    height = _ROW * len(points) + _ROW
    lines = "".join(_line(p, _ROW * n + _ROW // 2, at) for n, p in enumerate(points))
    said = "; ".join(f"{p.navn} {p.vist}" for p in points)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" font-size="13">'
        f"<title>{escape(chapter.tittel)}, indeks der snittet er 100: {escape(said)}</title>"
        f'<line x1="{at(100)}" x2="{at(100)}" y1="0" y2="{height - _ROW}" stroke="{_RED}"/>{lines}'
        f'<text x="{at(100)}" y="{height - 6}" text-anchor="middle" fill="{_RED}">snittet = 100</text></svg>'
    )


def _line(point: Punkt, y: int, place: Callable[[float], float]) -> str:
    return (
        f'<text x="0" y="{y + 4}">{escape(point.navn)}</text>'
        f'<line x1="{place(point.lavest)}" x2="{place(point.hoeyest)}" y1="{y}" y2="{y}" '
        f'stroke="{_PALE}" stroke-width="6"/>'
        f'<circle cx="{place(point.indeks)}" cy="{y}" r="6" fill="{_DARK}"/>'
        f'<text x="{_WIDTH - _RIGHT + 12}" y="{y + 4}">{point.vist}</text>'
    )
