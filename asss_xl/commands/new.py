"""``asss-xl new``: an input workbook, or an empty package, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, YEAR_OPTION, fail, flag, option, tell_of_open


def new(
    out: Annotated[Path, option("new.out")],
    years: Annotated[str | None, option("new.years")] = None,
    network: Annotated[str, option("new.network")] = "asss12",
    format: Annotated[str, option("new.format")] = "xlsx",
    source: Annotated[Path | None, option("new.source", "--from")] = None,
    sheet: Annotated[str | None, option("new.sheet")] = None,
    unit: Annotated[str | None, option("new.unit")] = None,
    municipality: Annotated[str | None, option("new.municipality")] = None,
    data: Annotated[list[str] | None, option("new.data")] = None,
    year: Annotated[int | None, option("new.year", **YEAR_OPTION)] = None,
    cost_key: Annotated[Path | None, option("new.cost_key")] = None,
    country: Annotated[bool, flag("new.country")] = False,
) -> None:
    """Exit status 2 when nothing could be made, 1 when some of the table was not understood."""
    from asss_xl.dataset.new.own_tables.own_table import Given
    from asss_xl.delivery import new as room

    if format not in room.FORMATS:
        fail(f"--format {format}: finnes ikke. Velg xlsx eller csv.")
    of_table = {"--sheet": sheet, "--unit": unit, "--year": year}
    if source is None and (stray := [name for name, value in of_table.items() if value is not None]):
        fail(f"{', '.join(stray)} gjelder bare sammen med --from.")
    if source is not None and data:
        fail("--data og --from: velg én av dem.")
    given = Given(municipality or "", year, unit or "")
    made = room.new(network, years, out, format, source, sheet, given, cost_key, data or (), country)
    tell_of_open([source] if source is not None else [])
    typer.echo(made.told)
    if not made.complete:
        raise typer.Exit(FINDINGS)
