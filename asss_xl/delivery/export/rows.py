"""A case document as a table: a row a figure, to be read as it is shown and to be counted with."""

from __future__ import annotations

import csv
from pathlib import Path

from asss_xl.delivery.answers import safe_text
from asss_xl.delivery.export.saken import Sak


def write(about: Sak, target: Path) -> None:
    """The whole table, as a Norwegian Excel opens it."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("kommune", "aar", "tabell", "linje", "kolonne", "vist", "verdi", "scenario"))
        for table in (*about.tabeller, *(chapter.tabell for chapter in about.kapitler)):
            for name, *figures in table.rader:
                for head, figure in zip(table.hode[1:], figures, strict=True):
                    # All digits that a spreadsheet tells apart, and none of the noise behind them.
                    value = f"{figure.verdi:.15g}".replace(".", ",") if figure.er_tall else ""
                    row = map(safe_text, (about.kommune, str(about.aar), table.tittel, str(name), head))
                    writer.writerow((*row, safe_text(str(figure)), value, safe_text(about.scenario)))
