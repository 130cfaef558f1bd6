"""``asss-xl fetch``: figures from Statistics Norway."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, YEAR, whole

_Network = Annotated[str, typer.Option(help="Nettverket: asss12, eller en CSV-fil med medlemmene.")]
_Server = Annotated[
    str | None,
    typer.Option(help="Tjeneren det hentes fra; ellers ASSS_SSB_URL og ASSS_KLASS_URL, ellers data.ssb.no."),
]
_Mapping = Annotated[Path | None, typer.Option(help="Egne koblinger mellom tall og tabeller (CSV).")]
_Refresh = Annotated[
    bool, typer.Option("--refresh", help="Kast svarene som er tatt vare på, og hent dem på nytt.")
]
_CostKeys = Annotated[
    list[Path] | None,
    typer.Option(
        help="Tabell E-k fra Grønt hefte (.ods eller .xlsx): kriterieindeksene. En .csv: vektene i en "
        "nøkkel som ikke følger med. Kan gis flere ganger.",
        show_default=False,
    ),
]
_Groups = Annotated[
    bool,
    typer.Option(
        "--kostra-groups", help="Legg til en gruppe for medlemmene som er i samme KOSTRA-gruppe (KLASS 112)."
    ),
]


def fetch(
    year: Annotated[int | None, typer.Option(**YEAR, help="Rapportåret.")] = None,
    years: Annotated[
        int, typer.Option(parser=whole, metavar="ANTALL", help="Antall år, med rapportåret som det siste.")
    ] = 3,
    network: _Network = "asss12",
    out: Annotated[Path | None, typer.Option(help="Mappen datapakken skrives til.")] = None,
    base_url: _Server = None,
    mapping: _Mapping = None,
    cache: Annotated[Path | None, typer.Option(help="Mappen der svarene tas vare på.")] = None,
    refresh: _Refresh = False,
    cost_key: _CostKeys = None,
    kostra_groups: _Groups = False,
    check: Annotated[
        bool, typer.Option("--check", help="Hold koblingene mot tabellene; skriv ingen pakke.")
    ] = False,
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
