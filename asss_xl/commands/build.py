"""``asss-xl build``: workbooks of one municipality, of all, and of the whole network."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asss_xl.commands.common import (
    FINDINGS,
    WRONG_USE,
    Data,
    Merged,
    Problems,
    ReportYear,
    flag,
    look_over,
    not_a_folder,
    option,
)

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery import Job, Result
    from asss_xl.delivery.scenarios import GultFelt


def build(
    data: Data = None,
    municipality: Annotated[list[str] | None, option("build.municipality")] = None,
    year: ReportYear = None,
    formulas: Annotated[str, option("build.formulas")] = "native",
    out: Annotated[Path, option("build.out")] = Path("workbooks"),
    workers: Annotated[int | None, option("build.workers", min=1, max=64)] = None,
    dask: Annotated[str | None, option("build.dask")] = None,
    pdf: Annotated[bool, flag("build.pdf")] = False,
    scenario: Annotated[list[Path] | None, option("build.scenario")] = None,
    merged: Merged = False,
) -> None:
    """Exit status 1 when some of the workbooks could not be made, 2 when none could."""
    problems = Problems(_refused(formulas, out, workers, dask, pdf))
    found, todo, kept = problems.jobs(data, municipality, year, out, scenario or (), merged)
    loaded, told = problems.sound(found), list[str]()
    if kept:
        results = _with_scenarios(loaded, todo, formulas, kept, told)
    else:
        results = _run(loaded, todo, formulas, workers, dask)
    failed = _made(results, len(todo), pdf, told)
    look_over(told)
    if len(todo) > 1:
        typer.echo(f"{len(todo) - len(failed)} av {len(todo)} arbeidsbøker skrevet til {out}.")
    if failed:
        typer.echo("\n".join(failed), err=True)
        raise typer.Exit(FINDINGS if len(failed) < len(todo) else WRONG_USE)


def _refused(formulas: str, out: Path, workers: int | None, dask: str | None, pdf: bool) -> Iterator[str]:
    """What is wrong with the options, whatever the figures are."""
    from asss_xl.dataset.files import WORKBOOKS
    from asss_xl.workbook.book import FORMS

    if formulas not in FORMS:
        yield f"--formulas {formulas}: finnes ikke. Velg native eller named."
    yield from not_a_folder(out, *WORKBOOKS)
    if dask is not None and (workers or 1) > 1:
        yield "--workers og --dask: velg én av dem."
    if pdf:
        from asss_xl.delivery.printing import cannot_make_pdf

        yield from cannot_make_pdf()


def _made(results: Iterator[Result], count: int, pdf: bool, told: list[str]) -> list[str]:
    """Make the workbooks, telling of each; what went wrong. What their checks say is put in ``told``."""
    if pdf:
        from asss_xl.delivery.printing import printed

        results = printed(results)
    failed = []
    for result in _with_progress(results, count):
        if result.error:
            failed.append(result.error)
            continue
        told += [f"{result.job.name}: {result.doubt}"] if result.doubt else []
        if not _on_terminal(count):
            typer.echo(f"Skrev {result.job.target}")
            if pdf:
                typer.echo(f"Skrev {result.job.target.with_suffix('.pdf')}")
    return failed


def _run(
    data: Datasett, todo: list[Job], form: str, workers: int | None, dask: str | None
) -> Iterator[Result]:
    """The jobs here, in processes of their own or on a cluster."""
    from asss_xl.delivery.batch import run, run_in_processes, run_on_dask, unasked

    count = min(workers or unasked(len(todo)), len(todo))
    if dask is not None:
        yield from run_on_dask(data, todo, form, dask)
    elif count > 1:
        yield from run_in_processes(data, todo, form, count)
    else:
        yield from run(data, todo, form)


def _on_terminal(count: int) -> bool:
    """Whether a progress bar tells of each workbook, so that no line has to."""
    return count > 1 and sys.stderr.isatty()


def _with_progress(results: Iterator[Result], count: int) -> Iterator[Result]:
    """The results as they come, with a progress bar on a terminal."""
    if not _on_terminal(count):
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Bygger arbeidsbøker", total=count)
        for result in results:
            bar.update(task, advance=1, description=f"Skrev {result.job.name}")
            yield result


def _with_scenarios(
    data: Datasett, todo: Sequence[Job], form: str, kept: Sequence[list[GultFelt]], told: list[str]
) -> Iterator[Result]:
    """Make the workbook with its scenarios."""
    from asss_xl.delivery import run as run_jobs, scenarios

    yield from run_jobs(data, todo, form, partial(scenarios.make, scenarios=kept, told=told))
