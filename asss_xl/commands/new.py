"""``asss-xl new``: an input workbook, or an empty package, to be filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, YEAR, fail

_Years = Annotated[
    str | None, typer.Option(help="Årene, som 2022-2024 eller 2024. Med --from: utelatt er årene i tabellen.")
]
_Network = Annotated[
    str,
    typer.Option(
        help="Nettverket: asss12, en CSV-fil med medlemmene (kolonnene kommune, nummer og fra; se "
        "docs/hente-tall.md), eller en datapakke som den nye skal ligne."
    ),
]
_Source = Annotated[
    Path | None,
    typer.Option(
        "--from",
        help="En fil med en tabell du alt har (.xlsx, .ods, .csv): "
        "tall som sier kommune, år, linje og enhet, settes inn.",
    ),
]
_Unit = Annotated[str | None, typer.Option(help="--from: enheten når tabellen ikke sier den, som 1000 kr.")]
_Place = Annotated[
    str | None,
    typer.Option(
        help="Kommunen boken er for. all: en bok for hver, i mappen --out. Med --from: kommunen når "
        "tabellen ikke sier den."
    ),
]
_Known = Annotated[
    list[str] | None,
    typer.Option(
        help="Tall som alt finnes, som en pakke fra asss-xl fetch: boken har bare resten. Kan gis flere "
        "ganger.",
        show_default=False,
    ),
]
_CostKey = Annotated[
    Path | None, typer.Option(help="Vektene i en kostnadsnøkkel som ikke følger med (.csv), for siste år.")
]


def new(
    out: Annotated[Path, typer.Option(help="Filen som skal lages (.xlsx); med --format csv: mappen.")],
    years: _Years = None,
    network: _Network = "asss12",
    format: Annotated[str, typer.Option(help="xlsx: inndatabok. csv: tom datapakke.")] = "xlsx",
    source: _Source = None,
    sheet: Annotated[
        str | None, typer.Option(help="--from: arket med tabellen. Utelatt: det første.")
    ] = None,
    unit: _Unit = None,
    municipality: _Place = None,
    data: _Known = None,
    year: Annotated[int | None, typer.Option(**YEAR, help="--from: året når tabellen ikke sier det.")] = None,
    cost_key: _CostKey = None,
    country: Annotated[
        bool,
        typer.Option(
            "--country",
            help="Med plass til tallene for hele landet, som «Landet»: regnskap, beløp og folketall. "
            "Uten dem holdes kommunene mot medlemmene samlet.",
        ),
    ] = False,
) -> None:
    """Exit status 2 when nothing could be made, 1 when some of the table was not understood."""
    from asss_xl.dataset.new.own_tables.placing import Given
    from asss_xl.delivery import new as room

    if format not in room.FORMATS:
        fail(f"--format {format}: finnes ikke. Velg xlsx eller csv.")
    of_table = {"--sheet": sheet, "--unit": unit, "--year": year}
    if source is None and (stray := [name for name, value in of_table.items() if value is not None]):
        fail(f"{', '.join(stray)} gjelder bare sammen med --from.")
    if source is not None and data:
        fail("--data og --from: velg én av dem.")
    given = Given(municipality or "", year, unit or "")
    made = room.new(network, years, out, format, source, sheet, given, cost_key, data or (), country)
    typer.echo(made.told)
    if not made.complete:
        raise typer.Exit(FINDINGS)
