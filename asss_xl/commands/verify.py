"""``asss-xl verify``: the published figures computed again."""

from __future__ import annotations

import typer

from asss_xl.commands.common import FINDINGS, Data, Json, Problems, print_json


def verify(json: Json = False, data: Data = None) -> None:
    """Exit status 1 when a figure neither agrees nor has a reason, or is unreasonable."""
    from asss_xl.checks import published

    problems = Problems()
    rows = published.verify_package(problems.sound(problems.figures(data)))
    if json:
        print_json([row.as_dict() for row in rows])
    else:
        typer.echo(published.as_text(rows))
    if published.unexplained(rows):
        raise typer.Exit(FINDINGS)
