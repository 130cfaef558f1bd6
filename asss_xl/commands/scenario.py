"""``asss-xl scenario``: the yellow cells of a workbook kept as a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.catalogue import BUNDLED
from asss_xl.commands.common import Command, Group, Problems

app = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _scenario() -> None:
    """Ta vare på gule felt som et scenario."""


@app.command(cls=Command, help="Ta vare på de gule feltene i en arbeidsbok som et navngitt scenario (CSV).")
def save(
    file: Annotated[Path, typer.Argument(metavar="FIL", help="Arbeidsboken der de gule feltene er fylt ut.")],
    name: Annotated[str, typer.Option(help="Hva scenarioet heter, på Forside og i tabellen.")],
    data: Annotated[str, typer.Option(help="Datapakken arbeidsboken ble bygget av.")] = BUNDLED,
    out: Annotated[
        Path | None, typer.Option(help="Filen som skrives. Utelatt: navnet, .csv, i denne mappen.")
    ] = None,
) -> None:
    """Exit status 2 when there is nothing to keep."""
    from asss_xl.delivery import returned, scenarios
    from asss_xl.replacing import writing

    problems = Problems([] if file.exists() else [f"{file}: finnes ikke."])
    problems += [fault] if (fault := scenarios.name_fault(name)) else []
    loaded = problems.sound(problems.figures([data]))
    target = out or Path(f"{name}.csv")
    with writing(target):
        count = scenarios.save(returned.read(file, loaded), name, target)
    typer.echo(f"Skrev {target}: {count} felt som «{name}».")
