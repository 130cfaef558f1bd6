"""The command line: thin; each command calls one room and prints what it answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from asss_xl import __version__

if TYPE_CHECKING:
    # Each command imports what it needs; the others start without it.
    from asss_xl.checks import Report
    from asss_xl.dataset import Datasett
    from asss_xl.delivery import Job, Result

NAME = "asss-xl"
OK, FINDINGS, WRONG_USE = 0, 1, 2
BUNDLED = "bergen_2009"

#: The base of what is wrong with a command's words; the library keeps its name to itself.
_USAGE_ERROR: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError")

_SHOWN = {"files": "filen som skal kontrolleres", "action": "install, status eller uninstall"}

app = typer.Typer(
    help="ASSS-nettverkets kommunerapport som levende Excel-arbeidsbøker og funksjoner.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def main() -> NoReturn:
    """The console script: usage errors in bokmål, on stderr, with exit status 2."""
    try:
        sys.exit(app(standalone_mode=False, prog_name=NAME) or OK)
    except _USAGE_ERROR as error:
        typer.echo(_usage_message(error), err=True)
        sys.exit(WRONG_USE)
    except typer.Abort:
        typer.echo("Avbrutt.", err=True)
        sys.exit(WRONG_USE)


def _usage_message(error: Exception) -> str:
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    command = context.command_path if context is not None else NAME
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None else ""
    told = {
        "NoSuchOption": f"Ukjent valg: {getattr(error, 'option_name', '')}.",
        "MissingParameter": f"Mangler {_SHOWN.get(name, name)}.",
        "BadParameter": f"Ugyldig verdi for {name}.",
    }.get(kind)
    if told is None:
        unknown = context is not None and context.command_path == NAME and len(sys.argv) > 1
        told = f"Ukjent kommando: {sys.argv[1]}." if unknown else f"Feil bruk: {error}"
    near = getattr(error, "possibilities", None)
    hint = f" Mente du {' eller '.join(near)}?" if near else ""
    return f"{told}{hint} Se {command} --help."


def fail(message: str) -> NoReturn:
    """Wrong use or bad input: the message on stderr, exit status 2."""
    typer.echo(message, err=True)
    raise typer.Exit(WRONG_USE)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"asss_xl {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Vis versjonen.")
    ] = False,
) -> None:
    """Options of the command itself."""


@app.command(help="Bygg kommunerapporter, og hovedrapporten for nettverket, som Excel-arbeidsbøker.")
def build(
    data: Annotated[
        str, typer.Option(help="Datapakke: et navn som følger med, en mappe eller en "
                               "datapackage.json.")
    ] = BUNDLED,
    municipality: Annotated[
        str | None,
        typer.Option(help="Kommunen det skal bygges for. all: alle, og hovedrapporten. none: bare "
                          "hovedrapporten. Utelatt: kommunen som pakken handler om."),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Rapportåret. Utelatt: pakkens.")] = None,
    formulas: Annotated[
        str, typer.Option(help="native: vanlige formler. named: =ASSS_...()-kall.")
    ] = "native",
    out: Annotated[Path, typer.Option(help="Mappen arbeidsbøkene skrives til.")] = Path("workbooks"),
) -> None:  # fmt: skip
    """Exit status 1 when some of the workbooks could not be made."""
    from asss_xl.delivery import jobs, run
    from asss_xl.workbook.book import FORMS

    problems = [] if formulas in FORMS else [
        f"--formulas {formulas}: finnes ikke. Velg native eller named."
    ]  # fmt: skip
    loaded = _load(data, problems)
    todo: list[Job] = []
    if loaded is not None:
        todo, wrong = jobs(loaded, municipality, year, out)
        problems += wrong
    if out.exists() and not out.is_dir():
        problems.append(f"--out {out}: er en fil. Oppgi en mappe.")
    if problems or loaded is None:
        fail("\n".join(problems))
    failed = []
    for result in _with_progress(run(loaded, todo, formulas), len(todo)):
        if result.error:
            failed.append(result.error)
        elif not _on_terminal(len(todo)):
            typer.echo(f"Skrev {result.job.target}")
    if failed and len(todo) == 1:
        fail(failed[0])
    if len(todo) > 1:
        typer.echo(f"{len(todo) - len(failed)} av {len(todo)} arbeidsbøker skrevet til {out}.")
    if failed:
        typer.echo("\n".join(failed), err=True)
        raise typer.Exit(FINDINGS)


def _on_terminal(count: int) -> bool:
    """Whether a progress bar tells of each workbook, so that no line has to."""
    return count > 1 and sys.stderr.isatty()


def _with_progress(results: Iterator[Result], count: int) -> Iterator[Result]:
    """The results as they come, with a progress bar on a terminal."""
    if not _on_terminal(count):
        yield from results
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("Bygger arbeidsbøker", total=count)
        for result in results:
            bar.update(task, advance=1, description=f"Skrev {result.job.name}")
            yield result


def _load(data: str, problems: list[str]) -> Datasett | None:
    """The data set, or its problems added to the list."""
    from asss_xl.dataset import DatasetError, load

    try:
        return load(data)
    except DatasetError as error:
        problems.append(str(error))
        return None


@app.command(help="Regn ut de publiserte tallene på nytt og vis hvilke som stemmer.")
def verify(
    json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False,
    data: Annotated[str, typer.Option(help="Datapakken som skal etterprøves.")] = BUNDLED,
) -> None:
    """Exit status 1 when a figure neither agrees nor has a reason."""
    from asss_xl.checks import reproduction
    from asss_xl.report import build as build_report

    problems: list[str] = []
    loaded = _load(data, problems)
    if loaded is None:
        fail("\n".join(problems))
    rows = reproduction.verify(build_report(loaded))
    if json:
        _print_json([row.as_dict() for row in rows])
    else:
        typer.echo(reproduction.as_text(rows))
    if reproduction.unexplained(rows):
        raise typer.Exit(FINDINGS)


def _print_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.command(help="Regn arbeidsbøker på nytt i en uavhengig motor og se etter feil.")
def check(
    files: Annotated[list[Path], typer.Argument(help="Arbeidsbøkene som skal kontrolleres.")],
    json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False,
) -> None:
    """Recalculate and lint; exit status 1 when there are findings."""
    from asss_xl.checks import check as check_file

    missing = [f"{file}: finnes ikke." for file in files if not file.is_file()]
    if missing:
        fail("\n".join(missing))
    reports = [check_file(file) for file in files]
    if json:
        made = [report.to_json() for report in reports]
        _print_json(made[0] if len(made) == 1 else made)
    else:
        typer.echo(_checks_as_text(reports))
    if any(report.differences or report.findings for report in reports):
        raise typer.Exit(FINDINGS)


def _checks_as_text(reports: list[Report]) -> str:
    lines = []
    for report in reports:
        count = len(report.differences) + len(report.findings)
        lines.append(f"{report.file}: {report.formulas} formler, {count} funn")
        lines += [
            f"  {d.sheet}!{d.address}: filen har {d.cached!r}, omregnet gir {d.recalculated!r} "
            f"({d.formula})"
            for d in report.differences
        ]
        lines += [f"  {f.where}: {f.message} [{f.rule}]" for f in report.findings]
    return "\n".join(lines)


@app.command(help="Vis ASSS-funksjonene, lag funksjonsboka, eller legg dem i en arbeidsbok.")
def functions(
    json: Annotated[bool, typer.Option("--json", help="Skriv katalogen som JSON.")] = False,
    format: Annotated[
        str | None, typer.Option(help="xlsx: funksjonsboka. afe: modul for Excel Labs. "
                                      "bas: VBA-modul.")
    ] = None,
    into: Annotated[Path | None, typer.Option(help="Arbeidsbok som skal få funksjonene.")] = None,
    out: Annotated[Path | None, typer.Option(help="Filen som skal skrives.")] = None,
) -> None:  # fmt: skip
    """The catalogue in one of its forms; ``--into`` writes a new workbook with the names."""
    chosen = [name for name, given in
              (("--json", json), ("--format", format), ("--into", into)) if given]  # fmt: skip
    problems = []
    if len(chosen) > 1:
        problems.append(f"{' og '.join(chosen)} kan ikke brukes sammen. Velg én.")
    if into is not None and out is None:
        problems.append("--into krever --out: navnet på arbeidsboka som skal skrives.")
    if format not in (None, "xlsx", "afe", "bas"):
        problems.append(f"--format {format}: finnes ikke. Velg xlsx, afe eller bas.")
    if problems:
        fail("\n".join(problems))
    if json:
        from asss_xl.addin.library import functions_json

        _print_json(functions_json())
    elif into is not None and out is not None:
        _add_functions(into, out)
    elif format is not None:
        _write_functions(format, out)
    else:
        _list_functions()


def _add_functions(into: Path, out: Path) -> None:
    from asss_xl.addin.library import add_names
    from asss_xl.addin.package import WorkbookError

    try:
        result = add_names(into, out)
    except WorkbookError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or out}: {error.strerror or error}")
    typer.echo(
        f"Skrev {out}: {len(result.added)} funksjoner lagt til, {len(result.updated)} oppdatert, "
        f"{len(result.unchanged)} uendret."
    )


def _write_functions(format: str, out: Path | None) -> None:
    if format == "xlsx":
        from asss_xl.addin.function_workbook import FILE_NAME, build
        from asss_xl.workbook.saving import save

        target = out or Path("workbooks") / FILE_NAME
        try:
            save(build(), target)
        except OSError as error:
            fail(f"{target}: kan ikke skrives ({error.strerror or error}).")
        typer.echo(f"Skrev {target}")
        return
    from asss_xl.addin.library import afe_text
    from asss_xl.addin.vba import encoded, wrapper_module

    text = afe_text() if format == "afe" else wrapper_module()
    if out is None:
        typer.echo(text)
        return
    try:
        # The VBA editor reads the Windows code page with its own line ends.
        out.write_bytes(text.encode() if format == "afe" else encoded(text))
    except OSError as error:
        fail(f"{out}: kan ikke skrives ({error.strerror or error}).")
    typer.echo(f"Skrev {out}")


def _list_functions() -> None:
    from asss_xl.functions import CATALOGUE, CATEGORIES

    for category, label in CATEGORIES.items():
        typer.echo(f"{label}:")
        for function in CATALOGUE.values():
            if function.category == category:
                typer.echo(f"  {function.signature()}\n      {function.description}")


@app.command(help="Installer, vis eller fjern xlwings-tillegget (Windows).")
def addin(
    action: Annotated[str, typer.Argument(help="install, status eller uninstall.")],
    file: Annotated[
        Path | None,
        typer.Option(help="install: et signert tillegg (.xlam) i stedet for det som følger med."),
    ] = None,
) -> None:
    """Tell each step; exit status 1 when something is missing or failed."""
    from asss_xl.addin import install as rooms

    actions = {
        "install": rooms.install, "status": rooms.status, "uninstall": rooms.uninstall,
    }  # fmt: skip
    if action not in actions:
        fail(f"{action}: finnes ikke. Velg install, status eller uninstall.")
    if file is not None and (action != "install" or not file.is_file()):
        fail(f"--file {file}: gjelder bare install, og filen må finnes.")
    steps = actions[action](rooms.Environment.current(file))
    for step in steps:
        typer.echo(f"{step.status}: {step.text}")
    if not all(step.ok for step in steps):
        raise typer.Exit(FINDINGS)


if __name__ == "__main__":
    main()
