"""``asss-xl check``: workbooks recalculated by an engine that did not make them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, WRONG_USE, Json, Problems, argument, fail, print_json


def check(files: Annotated[list[Path], argument("check.files", "FIL...")], json: Json = False) -> None:
    """Exit status 1 for an error or when nothing was recalculated, 2 for a file that cannot be read."""
    from asss_xl.checks import check as check_file

    problems = Problems()
    reports = [check_file(file) for file in problems.workbooks(files)]
    if json and reports:
        made = [report.to_json() for report in reports]
        print_json(made[0] if len(made) == 1 else made)
    elif reports:
        typer.echo("\n".join(report.as_text() for report in reports))
    if problems:
        fail("\n".join(problems))
    if not all(report.readable for report in reports):
        raise typer.Exit(WRONG_USE)
    if any(report.has_errors for report in reports):
        raise typer.Exit(FINDINGS)
