"""What the commands share: exit statuses, the option for figures, and how one fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery.batch import Job
    from asss_xl.delivery.scenarios import Row

OK, FINDINGS, WRONG_USE = 0, 1, 2
BUNDLED = "bergen_2009"

#: Figures to read; several are joined.
Data = Annotated[
    list[str] | None,
    typer.Option(
        help="Tallene: en datapakke (et navn som følger med, en mappe eller en "
        "datapackage.json), en inndatabok (.xlsx), en mappe med inndatabøker. Kan gis "
        "flere ganger; filene slås sammen. Utelatt: bergen_2009.",
        show_default=False,
    ),
]


def fail(message: str) -> NoReturn:
    """Wrong use or bad input: the message on stderr, exit status 2."""
    typer.echo(message, err=True)
    raise typer.Exit(WRONG_USE)


def not_a_folder(out: Path) -> list[str]:
    """What is wrong with writing into ``out``: it must be a folder, or be free to become one."""
    taken = out.exists() and not out.is_dir()
    return [f"--out {out}: er en fil. Oppgi en mappe."] if taken else []


def load_figures(data: list[str] | None, problems: list[str]) -> Datasett | None:
    """The data set, or its problems added to the list."""
    from asss_xl.dataset import DatasetError, load

    try:
        return load(*(data or [BUNDLED]))
    except DatasetError as error:
        problems.append(str(error))
        return None


def read_scenarios(paths: Sequence[Path], todo: Sequence[Job], problems: list[str]) -> list[list[Row]]:
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


def print_json(value: object) -> None:
    """An answer for programs."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
