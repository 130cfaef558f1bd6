"""``asss-xl export``: the report's sentences, tables and profiles for a case document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asss_xl.catalogue import BUNDLED
from asss_xl.commands.common import Merged, Problems, ReportYear, look_over, not_a_folder, option

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery.export import Sak
    from asss_xl.delivery.scenarios import GultFelt


def export(
    format: Annotated[str, option("export.format")] = "docx",
    data: Annotated[str, option("export.data")] = BUNDLED,
    municipality: Annotated[list[str] | None, option("export.municipality")] = None,
    year: ReportYear = None,
    service: Annotated[list[str] | None, option("export.service")] = None,
    scenario: Annotated[Path | None, option("export.scenario")] = None,
    out: Annotated[Path, option("export.out")] = Path("saksgrunnlag"),
    merged: Merged = False,
) -> None:
    """Exit status 2 when something is asked for that cannot be."""
    from asss_xl.delivery.export import check, write
    from asss_xl.replacing import writing

    problems = Problems()
    with problems.gather():
        check(format)
    scenarios = [scenario] if scenario else []
    if "none" in {name.strip().casefold() for name in municipality or ()}:
        problems.append(
            "--municipality none: hovedrapporten er bare en arbeidsbok (asss-xl build). "
            "Oppgi kommuner, eller all."
        )
    found, todo, kept = problems.jobs([data], municipality, year, out, scenarios, merged)
    problems += [*(_unknown(found, service or ()) if found else ()), *not_a_folder(out, f".{format}")]
    loaded = problems.sound(found)
    chosen = [_key(loaded, name) for name in service or ()]
    for job in todo:
        if job.kommune:
            target = job.target.with_name(f"{job.target.stem}{'_hva_hvis' * bool(kept)}.{format}")
            with writing(target):
                write(_document(loaded.utdrag(job.kommune, job.aar), chosen, kept), format, target)
            typer.echo(f"Skrev {target}")


def _unknown(data: Datasett, services: Sequence[str]) -> list[str]:
    """Services that the package does not have."""
    from asss_xl.dataset.messages import near

    known = [t.noekkel for t in data.tjenester]
    return [
        f"--service {name}: finnes ikke i pakken. {near(name, known)}Tjenester: {', '.join(known)}."
        for name in services
        if _key(data, name) not in known
    ]


def _key(data: Datasett, name: str) -> str:
    """The key of a service by its key, or by the name that the report has."""
    named = {text.casefold(): t.noekkel for t in data.tjenester for text in (t.navn, t.noekkel)}
    return named.get(name.casefold(), name)


def _document(data: Datasett, services: Sequence[str], scenarios: Sequence[list[GultFelt]]) -> Sak:
    """The case document of a report, or of what a scenario makes of it."""
    from asss_xl.delivery.export import sak
    from asss_xl.delivery.scenarios import fit
    from asss_xl.report import build

    report = build(data)
    if not scenarios:
        return sak(report, services)
    fitted, told = fit(scenarios, report)
    look_over(told)
    ((name, values),) = fitted.items()
    return sak(build(data, what_if=values), services, name)
