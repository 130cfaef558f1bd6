"""``asss-xl export``: the report's sentences, tables and profiles for a case document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asss_xl.commands.common import fail, load_figures, not_a_folder

if TYPE_CHECKING:
    from asss_xl.delivery.batch import Job


def export(
    format: Annotated[str, typer.Option(help="docx, html eller csv.")] = "docx",
    data: Annotated[str, typer.Option(help="Datapakken rapporten bygges av.")] = "bergen_2009",
    municipality: Annotated[
        str | None, typer.Option(help="En kommune, eller all. Utelatt: kommunen som pakken handler om.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Rapportåret. Utelatt: pakkens.")] = None,
    service: Annotated[
        list[str] | None, typer.Option(help="Tjenesten som skal med; kan gis flere ganger. Utelatt: alle.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Mappen filene skrives til.")] = Path("saksgrunnlag"),
) -> None:
    """Exit status 2 when something is asked for that cannot be."""
    from asss_xl.dataset.messages import near
    from asss_xl.delivery import jobs
    from asss_xl.delivery.export import FORMATS, MissingLibrary, check, sak, write
    from asss_xl.replacing import unwritten
    from asss_xl.report import build

    problems: list[str] = []
    if format in FORMATS:
        try:
            check(format)
        except MissingLibrary as error:
            problems.append(str(error))
    else:
        problems.append(f"--format {format}: finnes ikke. Velg {', '.join(FORMATS)}.")
    loaded = load_figures([data], problems)
    todo: list[Job] = []
    if loaded is not None:
        todo, wrong = jobs(loaded, municipality, year, out, [data])
        problems += wrong
        known = [t.noekkel for t in loaded.tjenester]
        problems += [
            f"--service {name}: finnes ikke i pakken. {near(name, known)}Tjenester: {', '.join(known)}."
            for name in service or ()
            if name not in known
        ]
    problems += not_a_folder(out)
    if problems or loaded is None:
        fail("\n".join(problems))
    for job in todo:
        if job.kommune:
            target = job.target.with_suffix(f".{format}")
            try:
                write(sak(build(loaded.utdrag(job.kommune, job.aar)), service or ()), format, target)
            except OSError as error:
                fail(unwritten(target, error))
            typer.echo(f"Skrev {target}")
