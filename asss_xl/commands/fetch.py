"""``asss-xl fetch``: figures from Statistics Norway."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, YEAR_OPTION, flag, option
from asss_xl.norsk import whole


def fetch(
    year: Annotated[int | None, option("fetch.year", **YEAR_OPTION)] = None,
    years: Annotated[int, option("fetch.years", parser=whole, metavar="ANTALL")] = 3,
    network: Annotated[str, option("fetch.network")] = "asss12",
    out: Annotated[Path | None, option("fetch.out")] = None,
    base_url: Annotated[str | None, option("fetch.base_url")] = None,
    mapping: Annotated[Path | None, option("fetch.mapping")] = None,
    cache: Annotated[Path | None, option("fetch.cache")] = None,
    refresh: Annotated[bool, flag("fetch.refresh")] = False,
    cost_key: Annotated[list[Path] | None, option("fetch.cost_key")] = None,
    kostra_groups: Annotated[bool, flag("fetch.kostra_groups")] = False,
    check: Annotated[bool, flag("fetch.check")] = False,
) -> None:
    """Exit status 1 when a confirmed link is gone from its table, 2 when nothing could be written."""
    from asss_xl.dataset.ssb import command

    told, gone = command.run(
        year=year,
        years=years,
        network=network,
        out=out,
        base_url=base_url,
        mapping_file=mapping,
        cache=cache,
        check_only=check,
        cost_key=cost_key or (),
        kostra_groups=kostra_groups,
        refresh=refresh,
    )
    typer.echo(told)
    if gone:
        raise typer.Exit(FINDINGS)
