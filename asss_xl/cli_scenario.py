"""The commands about scenarios: keeping one, and building a workbook with some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery import Job, Result
    from asss_xl.delivery.scenarios import Row

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _scenario() -> None:
    """Ta vare på gule felt som et scenario."""


@app.command(help="Ta vare på de gule feltene i en arbeidsbok som et navngitt scenario (CSV).")
def save(
    file: Annotated[Path, typer.Argument(help="Arbeidsboken der de gule feltene er fylt ut.")],
    name: Annotated[str, typer.Option(help="Hva scenarioet heter, på Forside og i tabellen.")],
    data: Annotated[str, typer.Option(help="Datapakken arbeidsboken ble bygget av.")] = "bergen_2009",
    out: Annotated[
        Path | None, typer.Option(help="Filen som skrives. Utelatt: navnet, .csv, i denne mappen.")
    ] = None,
) -> None:
    """Exit status 2 when there is nothing to keep."""
    from asss_xl.cli import _load, fail
    from asss_xl.delivery import returned, scenarios
    from asss_xl.replacing import unwritten

    problems = [] if file.exists() else [f"{file}: finnes ikke."]
    problems += [fault] if (fault := scenarios.name_fault(name)) else []
    loaded = _load([data], problems)
    if problems or loaded is None:
        fail("\n".join(problems))
    target = out or Path(f"{name}.csv")
    try:
        count = scenarios.save(returned.read(file, loaded), name, target)
    except scenarios.ScenarioError as error:
        fail(str(error))
    except OSError as error:
        fail(unwritten(target, error))
    typer.echo(f"Skrev {target}: {count} felt som «{name}».")


def read_all(paths: Sequence[Path], todo: Sequence[Job], problems: list[str]) -> list[list[Row]]:
    """The scenarios of some files; what is wrong with them is put in ``problems``."""
    if not paths:
        return []
    from asss_xl.delivery import scenarios

    made = []
    for path in paths:
        try:
            made.append(scenarios.read(path))
        except scenarios.ScenarioError as error:
            problems.append(str(error))
    problems += scenarios.problems(made, todo) if todo else []
    return made


def run(
    data: Datasett, todo: Sequence[Job], form: str, kept: Sequence[list[Row]], told: list[str]
) -> Iterator[Result]:
    """Make the workbook with its scenarios."""
    from asss_xl.delivery import run as run_jobs
    from asss_xl.delivery import scenarios

    yield from run_jobs(data, todo, form, partial(scenarios.make, scenarios=kept, told=told))
