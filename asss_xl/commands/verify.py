"""``asss-xl verify``: the published figures computed again."""

from __future__ import annotations

from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, Data, fail, load_figures, print_json


def verify(
    json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False, data: Data = None
) -> None:
    """Exit status 1 when a figure neither agrees nor has a reason, or is unreasonable."""
    from asss_xl.checks import published

    problems: list[str] = []
    loaded = load_figures(data, problems)
    if loaded is None:
        fail("\n".join(problems))
    rows = published.verify_package(loaded)
    if json:
        print_json([row.as_dict() for row in rows])
    else:
        typer.echo(published.as_text(rows))
    if published.unexplained(rows):
        raise typer.Exit(FINDINGS)
