"""A report for a case document: its sentences and tables, out of the workbook's own cells, as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from asss_xl.delivery.answers import safe_text
from asss_xl.delivery.export import slides, word
from asss_xl.delivery.export.page import page
from asss_xl.delivery.export.saken import Sak, sak
from asss_xl.functions.values import Value
from asss_xl.replacing import Refused, replacing

__all__ = ["FORMATS", "Sak", "check", "sak", "write"]

#: The library that writes a format, and what it is called where it is fetched.
_LIBRARIES = {"docx": ("docx", "python-docx"), "pptx": ("pptx", "python-pptx")}


def check(kind: str) -> None:
    """Raises :class:`Refused` when the format cannot be written."""
    if kind not in FORMATS:
        raise Refused(f"--format {kind}: finnes ikke. Velg {', '.join(FORMATS)}.")
    module, name = _LIBRARIES.get(kind, ("", ""))
    if module and find_spec(module) is None:
        raise Refused(
            f"--format {kind}: pakken {name} er ikke installert. Kjør pip install 'asss_xl[{kind}]'."
        )


def write(about: Sak, kind: str, target: Path) -> None:
    """Write the document; a failed run leaves what was there."""
    with replacing(target) as made:
        FORMATS[kind](about, made)


def _html(about: Sak, target: Path) -> None:
    target.write_text(page(about), encoding="utf-8", newline="\n")


def _csv(about: Sak, target: Path) -> None:
    """A row a figure, as a Norwegian Excel opens it: semicolon, decimal comma, all decimals."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("kommune", "aar", "tabell", "linje", "kolonne", "verdi", "scenario"))
        for table in (*about.tabeller, *(chapter.tabell for chapter in about.kapitler)):
            for name, *figures in table.rader:
                for head, figure in zip(table.hode[1:], figures, strict=True):
                    value = _plain(figure.verdi) if figure.er_tall else safe_text(str(figure))
                    row = map(safe_text, (about.kommune, str(about.aar), table.tittel, str(name), head))
                    writer.writerow((*row, value, safe_text(about.scenario)))


def _plain(value: Value) -> str:
    """All digits that a spreadsheet tells apart, and none of the noise behind them."""
    return f"{value:.15g}".replace(".", ",")


FORMATS: dict[str, Callable[[Sak, Path], None]] = {
    "docx": word.write,
    "pptx": slides.write,
    "html": _html,
    "csv": _csv,
}
