"""A report for a case document: its sentences and tables, out of the workbook's own cells, as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from html import escape
from importlib.util import find_spec
from pathlib import Path

from asss_xl.delivery.answers import safe_text
from asss_xl.delivery.export.saken import Kapittel, Punkt, Sak, Tabell, sak
from asss_xl.extras import install
from asss_xl.functions.values import Value
from asss_xl.replacing import Refused, replacing

_LOOK = (
    "body{font:16px/1.45 Calibri,Arial,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "h1,h2{color:#1F3864}table{border-collapse:collapse;width:100%;font-size:14px;margin:.5rem 0 1.5rem}"
    "caption{text-align:left;font-weight:bold;padding:.3rem 0}"
    "th,td{padding:.2rem .5rem;border-bottom:1px solid #D0D0D0;text-align:left}"
    "thead th{background:#DCE6F1}td.tall{text-align:right;white-space:nowrap}svg{max-width:100%;height:auto}"
    "@media print{body{margin:0;max-width:none}h2{break-after:avoid}svg,tr{break-inside:avoid}}"
)
_ROW, _LEFT, _WIDTH, _RIGHT = 24, 260, 760, 60
_RED, _DARK, _PALE = "#C00000", "#1F4E79", "#9DC3E6"


__all__ = ["FORMATS", "Sak", "check", "sak", "write"]
#: The library that writes a format, and what it is called where it is fetched.
_LIBRARIES = {"docx": ("docx", "python-docx"), "pptx": ("pptx", "python-pptx")}


def page(about: Sak) -> str:
    """The whole page."""
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


def _table(table: Tabell) -> str:
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
    said = "; ".join(f"{p.navn} {p.indeks:.0f}" for p in points)
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
        f'<text x="{_WIDTH - _RIGHT + 12}" y="{y + 4}">{point.indeks:.0f}</text>'
    )


def check(kind: str) -> None:
    """Raises :class:`Refused` when the format cannot be written."""
    if kind not in FORMATS:
        raise Refused(f"--format {kind}: finnes ikke. Velg {', '.join(FORMATS)}.")
    module, name = _LIBRARIES.get(kind, ("", ""))
    if module and find_spec(module) is None:
        raise Refused(f"--format {kind}: pakken {name} er ikke installert. {install(kind)}")


def write(about: Sak, kind: str, target: Path) -> None:
    """Write the document; a failed run leaves what was there."""
    with replacing(target) as made:
        FORMATS[kind](about, made)


def _html(about: Sak, target: Path) -> None:
    target.write_text(page(about), encoding="utf-8", newline="\n")


def _csv(about: Sak, target: Path) -> None:
    """A row a figure, as a Norwegian Excel opens it: to be read as it is shown, and to be counted with."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("kommune", "aar", "tabell", "linje", "kolonne", "vist", "verdi", "scenario"))
        for table in (*about.tabeller, *(chapter.tabell for chapter in about.kapitler)):
            for name, *figures in table.rader:
                for head, figure in zip(table.hode[1:], figures, strict=True):
                    value = _plain(figure.verdi) if figure.er_tall else ""
                    row = map(safe_text, (about.kommune, str(about.aar), table.tittel, str(name), head))
                    writer.writerow((*row, safe_text(str(figure)), value, safe_text(about.scenario)))


def _plain(value: Value) -> str:
    """All digits that a spreadsheet tells apart, and none of the noise behind them."""
    return f"{value:.15g}".replace(".", ",")


def _docx(about: Sak, target: Path) -> None:
    from asss_xl.delivery.export import word

    word.write(about, target)


def _pptx(about: Sak, target: Path) -> None:
    from asss_xl.delivery.export import slides

    slides.write(about, target)


FORMATS: dict[str, Callable[[Sak, Path], None]] = {"docx": _docx, "pptx": _pptx, "html": _html, "csv": _csv}
