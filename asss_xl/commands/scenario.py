"""``asss-xl scenario``: the yellow cells of a workbook kept as a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.catalogue import BUNDLED
from asss_xl.commands.common import Command, Group, Problems, argument, help_of, option, tell_of_open

app = typer.Typer(cls=Group, no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _scenario() -> None:
    """A group, though it has one command as yet."""


@app.command(cls=Command, help=help_of("scenario.save"))
def save(
    file: Annotated[Path, argument("scenario.file", "FIL")],
    name: Annotated[str, option("scenario.name")],
    data: Annotated[str, option("scenario.data")] = BUNDLED,
    out: Annotated[Path | None, option("scenario.out")] = None,
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
    tell_of_open([file])
    typer.echo(f"Skrev {target}: {count} felt som «{name}».")
