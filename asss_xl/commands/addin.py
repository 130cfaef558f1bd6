"""``asss-xl addin``: the xlwings add-in on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, argument, fail, option


def addin(
    action: Annotated[str, argument("addin.action", "HVA")],
    file: Annotated[Path | None, option("addin.file")] = None,
) -> None:
    """Tell each step; exit status 1 when something is missing or failed."""
    from asss_xl.addin import install as rooms

    actions = {"install": rooms.install, "status": rooms.status, "uninstall": rooms.uninstall}
    if action not in actions:
        fail(f"{action}: finnes ikke. Velg install, status eller uninstall.")
    if file is not None and (action != "install" or not file.is_file()):
        fail(f"--file {file}: gjelder bare install, og filen må finnes.")
    environment = rooms.Environment.current(file)
    steps = actions[action](environment)
    if not environment.windows:
        fail("\n".join(step.text for step in steps))
    for step in steps:
        typer.echo(f"{step.status}: {step.text}")
    if not all(step.ok for step in steps):
        raise typer.Exit(FINDINGS)
