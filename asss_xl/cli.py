"""The command line: thin; each command calls one room and prints what it answers."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from asss_xl import __version__, cli_post, cli_scenario

if TYPE_CHECKING:
    # Each command imports what it needs; the others start without it.
    from asss_xl.dataset import Datasett
    from asss_xl.delivery import Job, Result

NAME = "asss-xl"
OK, FINDINGS, WRONG_USE = 0, 1, 2
BUNDLED = "bergen_2009"

#: The base of what is wrong with a command's words; the library keeps its name to itself.
_USAGE_ERROR: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError")

#: Figures to read; several are joined.
_Data = Annotated[
    list[str] | None,
    typer.Option(
        help="Tallene: en datapakke (et navn som følger med, en mappe eller en "
        "datapackage.json), en inndatabok (.xlsx), en mappe med inndatabøker. Kan gis "
        "flere ganger; filene slås sammen. Utelatt: bergen_2009.",
        show_default=False,
    ),
]

app = typer.Typer(
    help="ASSS-nettverkets kommunerapport som levende Excel-arbeidsbøker og funksjoner.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def main() -> NoReturn:
    """The console script: usage errors in bokmål, on stderr, with exit status 2."""
    # A command makes much that it keeps to its end: looking for garbage in it took a fifth of the time.
    gc.set_threshold(100_000, 50, 100)
    try:
        status = app(standalone_mode=False, prog_name=NAME) or OK
        sys.stdout.flush()
        gc.freeze()  # the system takes all of it back
        sys.exit(status)
    except _USAGE_ERROR as error:
        typer.echo(_usage_message(error), err=True)
        sys.exit(WRONG_USE)
    except typer.Abort:
        typer.echo("Avbrutt.", err=True)
        sys.exit(WRONG_USE)
    except OSError as error:
        _tell_of_system(error)
        sys.exit(WRONG_USE)


def _tell_of_system(error: OSError) -> None:
    """What the system refused and no command has words for: names that are too long, a closed pipe."""
    from asss_xl.replacing import reason

    if isinstance(error, BrokenPipeError):
        # Whoever read has enough; Python would complain once more when it empties its own buffer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    typer.echo(f"{error.filename or NAME}: {reason(error)}.", err=True)


def _usage_message(error: Exception) -> str:
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return str(error)
    command = context.command_path if context is not None else NAME
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None else ""
    # A word without a name of its own is called what its help says that it is.
    what = name if name.startswith("-") else (getattr(parameter, "help", None) or name).rstrip(".")
    told = {
        "NoSuchOption": f"Ukjent valg: {getattr(error, 'option_name', '')}.",
        "MissingParameter": f"Mangler {what[:1].lower()}{what[1:]}.",
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


def not_a_folder(out: Path) -> list[str]:
    """What is wrong with writing into ``out``: it must be a folder, or be free to become one."""
    taken = out.exists() and not out.is_dir()
    return [f"--out {out}: er en fil. Oppgi en mappe."] if taken else []


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
    data: _Data = None,
    municipality: Annotated[
        str | None,
        typer.Option(
            help="Kommunen det skal bygges for. all: alle, og hovedrapporten. none: bare "
            "hovedrapporten. Utelatt: kommunen som pakken handler om."
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Rapportåret. Utelatt: pakkens.")] = None,
    formulas: Annotated[
        str, typer.Option(help="native: vanlige formler. named: =ASSS_...()-kall.")
    ] = "native",
    out: Annotated[Path, typer.Option(help="Mappen arbeidsbøkene skrives til.")] = Path("workbooks"),
    workers: Annotated[
        int, typer.Option(help="Hvor mange prosesser som bygger samtidig.", min=1, max=64)
    ] = 1,
    dask: Annotated[
        str | None, typer.Option(help="Adressen til en Dask-klynge som skal bygge i stedet.")
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Skriv også hver arbeidsbok som PDF (krever LibreOffice).")
    ] = False,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(help="Et scenario fra asss-xl scenario save, til å velge på Forside. Kan gjentas."),
    ] = None,
) -> None:
    """Exit status 1 when some of the workbooks could not be made."""
    from asss_xl.dataset.files import WORKBOOKS
    from asss_xl.delivery import jobs
    from asss_xl.delivery.printing import cannot_make_pdf, printed
    from asss_xl.workbook.book import FORMS

    problems = [] if formulas in FORMS else [f"--formulas {formulas}: finnes ikke. Velg native eller named."]
    loaded = _load(data, problems)
    todo: list[Job] = []
    if loaded is not None:
        todo, wrong = jobs(loaded, municipality, year, out, data or ())
        problems += wrong
    if out.suffix.lower() in WORKBOOKS:
        problems.append(f"--out {out}: er et filnavn. Oppgi en mappe; arbeidsbøkene får navn selv.")
    else:
        problems += not_a_folder(out)
    if dask is not None and workers > 1:
        problems.append("--workers og --dask: velg én av dem.")
    if pdf:
        problems += cannot_make_pdf()
    kept = cli_scenario.read_all(scenario or [], todo, problems)
    if problems or loaded is None:
        fail("\n".join(problems))
    failed, told = [], list[str]()
    results = (
        cli_scenario.run(loaded, todo, formulas, kept, told)
        if kept
        else _run(loaded, todo, formulas, workers, dask)
    )
    for result in _with_progress(printed(results) if pdf else results, len(todo)):
        if result.error:
            failed.append(result.error)
        elif not _on_terminal(len(todo)):
            typer.echo(f"Skrev {result.job.target}")
            if pdf:
                typer.echo(f"Skrev {result.job.target.with_suffix('.pdf')}")
    for line in told:
        typer.echo(f"Se over: {line}", err=True)
    if failed and len(todo) == 1:
        fail(failed[0])
    if len(todo) > 1:
        typer.echo(f"{len(todo) - len(failed)} av {len(todo)} arbeidsbøker skrevet til {out}.")
    if failed:
        typer.echo("\n".join(failed), err=True)
        raise typer.Exit(FINDINGS)


def _run(data: Datasett, todo: list[Job], form: str, workers: int, dask: str | None) -> Iterator[Result]:
    """The jobs here, in processes of their own or on a cluster."""
    from asss_xl.delivery import run
    from asss_xl.delivery.workers import DaskError, run_in_processes, run_on_dask

    if dask is not None:
        try:
            yield from run_on_dask(data, todo, form, dask)
        except DaskError as error:
            fail(str(error))
    elif workers > 1 and len(todo) > 1:
        yield from run_in_processes(data, todo, form, workers)
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


def _load(data: list[str] | None, problems: list[str]) -> Datasett | None:
    """The data set, or its problems added to the list."""
    from asss_xl.dataset import DatasetError, load

    try:
        return load(*(data or [BUNDLED]))
    except DatasetError as error:
        problems.append(str(error))
        return None


@app.command(help="Regn ut de publiserte tallene på nytt, og se etter urimelige tall.")
def verify(
    json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False, data: _Data = None
) -> None:
    """Exit status 1 when a figure neither agrees nor has a reason, or is unreasonable."""
    from asss_xl.checks import published

    problems: list[str] = []
    loaded = _load(data, problems)
    if loaded is None:
        fail("\n".join(problems))
    rows = published.verify_package(loaded)
    if json:
        _print_json([row.as_dict() for row in rows])
    else:
        typer.echo(published.as_text(rows))
    if published.unexplained(rows):
        raise typer.Exit(FINDINGS)


def _print_json(value: object) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.command(help="Regn arbeidsbøker på nytt i en uavhengig motor og se etter feil.")
def check(
    files: Annotated[list[Path], typer.Argument(help="Arbeidsbøkene som skal kontrolleres.")],
    json: Annotated[bool, typer.Option("--json", help="Skriv svaret som JSON.")] = False,
) -> None:
    """Exit status 1 for an error or when nothing was recalculated, 2 for a file that cannot be read."""
    from asss_xl.checks import check as check_file

    reports = [check_file(file) for file in files if file.exists()]
    if json and reports:
        made = [report.to_json() for report in reports]
        _print_json(made[0] if len(made) == 1 else made)
    elif reports:
        typer.echo("\n".join(report.as_text() for report in reports))
    missing = [f"{file}: finnes ikke." for file in files if not file.exists()]
    if missing:
        fail("\n".join(missing))
    if not all(report.readable for report in reports):
        raise typer.Exit(WRONG_USE)
    if any(report.has_errors for report in reports):
        raise typer.Exit(FINDINGS)


@app.command(help="Vis ASSS-funksjonene, skriv dem ut, eller legg dem i og ta dem ut av en arbeidsbok.")
def functions(
    json: Annotated[bool, typer.Option("--json", help="Skriv katalogen eller --status som JSON.")] = False,
    format: Annotated[
        str | None,
        typer.Option(help="xlsx: funksjonsboken, en arbeidsbok som har funksjonene og forklarer dem."),
    ] = None,
    into: Annotated[Path | None, typer.Option(help="Arbeidsbok som skal få funksjonene.")] = None,
    remove: Annotated[Path | None, typer.Option(help="Arbeidsbok som navnene skal tas ut av.")] = None,
    status: Annotated[Path | None, typer.Option(help="Arbeidsbok som navnene skal kontrolleres i.")] = None,
    out: Annotated[Path | None, typer.Option(help="Filen som skal skrives.")] = None,
) -> None:
    """The catalogue in one of its forms, or the names of a workbook."""
    problems = _functions_problems(json, format, into, remove, status, out)
    if problems:
        fail("\n".join(problems))
    if status is not None:
        _name_status(status, json)
    elif json:
        from asss_xl.addin.library import functions_json

        _print_json(functions_json())
    elif into is not None and out is not None:
        _change_names("add", into, out)
    elif remove is not None and out is not None:
        _change_names("remove", remove, out)
    elif format is not None:
        _write_functions(out)
    else:
        _list_functions()


def _functions_problems(
    json: bool,
    format: str | None,
    into: Path | None,
    remove: Path | None,
    status: Path | None,
    out: Path | None,
) -> list[str]:
    chosen = [
        name
        for name, given in (
            ("--json", json and status is None),
            ("--format", format),
            ("--into", into),
            ("--remove", remove),
            ("--status", status),
        )
        if given
    ]
    problems = []
    if len(chosen) > 1:
        problems.append(f"{' og '.join(chosen)} kan ikke brukes sammen. Velg én.")
    for name, given in (("--into", into), ("--remove", remove)):
        if given is not None and out is None:
            problems.append(f"{name} krever --out: navnet på arbeidsboken som skal skrives.")
    if format not in (None, "xlsx"):
        problems.append(f"--format {format}: finnes ikke. Velg xlsx.")
    return problems


def _name_status(file: Path, json: bool) -> None:
    from asss_xl.addin import telling
    from asss_xl.addin.library import name_status
    from asss_xl.unpacking import WorkbookError

    try:
        names = name_status(file)
    except WorkbookError as error:
        fail(str(error))
    if json:
        _print_json(telling.status_json(file, names))
    else:
        typer.echo(telling.status_text(file, names))
    if telling.needs_attention(names):
        raise typer.Exit(FINDINGS)


def _change_names(action: str, source: Path, out: Path) -> None:
    from asss_xl.addin import telling
    from asss_xl.addin.library import add_names, remove_names
    from asss_xl.replacing import unwritten
    from asss_xl.unpacking import WorkbookError

    try:
        if action == "add":
            typer.echo(telling.added_text(source, add_names(source, out)))
        else:
            typer.echo(telling.removed_text(source, remove_names(source, out)))
    except WorkbookError as error:
        fail(str(error))
    except OSError as error:
        fail(unwritten(out, error))


def _write_functions(out: Path | None) -> None:
    from asss_xl.addin.function_workbook import FILE_NAME, build
    from asss_xl.replacing import unwritten
    from asss_xl.workbook.saving import save

    target = out or Path("workbooks") / FILE_NAME
    try:
        save(build(), target)
    except OSError as error:
        fail(unwritten(target, error))
    typer.echo(f"Skrev {target}")


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
        Path | None, typer.Option(help="install: et signert tillegg (.xlam) i stedet for det som følger med.")
    ] = None,
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


@app.command(help="Lag en inndatabok (eller en tom datapakke) som andre kan fylle ut.")
def new(
    out: Annotated[Path, typer.Option(help="Filen som skal lages (.xlsx); med --format csv: mappen.")],
    years: Annotated[
        str | None,
        typer.Option(help="Årene, som 2022-2024 eller 2024. Med --from: utelatt er årene i tabellen."),
    ] = None,
    network: Annotated[
        str,
        typer.Option(
            help="Nettverket: asss12, en CSV-fil med medlemmene, eller en datapakke som den nye skal ligne."
        ),
    ] = "asss12",
    format: Annotated[str, typer.Option(help="xlsx: inndatabok. csv: tom datapakke.")] = "xlsx",
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            help="En fil med en tabell du alt har (.xlsx, .ods, .csv): "
            "tall som sier kommune, år, linje og enhet, settes inn.",
        ),
    ] = None,
    sheet: Annotated[
        str | None, typer.Option(help="--from: arket med tabellen. Utelatt: det første.")
    ] = None,
    unit: Annotated[
        str | None, typer.Option(help="--from: enheten når tabellen ikke sier den, som 1000 kr.")
    ] = None,
    municipality: Annotated[
        str | None,
        typer.Option(
            help="Kommunen boken er for. all: en bok for hver, i mappen --out. Med --from: kommunen når "
            "tabellen ikke sier den."
        ),
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option(
            help="Tall som alt finnes, som en pakke fra asss-xl fetch: boken har bare resten. Kan gis flere "
            "ganger.",
            show_default=False,
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(help="--from: året når tabellen ikke sier det.")] = None,
    cost_key: Annotated[
        Path | None,
        typer.Option(help="Vektene i en kostnadsnøkkel som ikke følger med (.csv), for siste år."),
    ] = None,
) -> None:
    """Exit status 2 when nothing could be made, 1 when some of the table was not understood."""
    from asss_xl.dataset import DatasetError
    from asss_xl.dataset.inputs.placing import Given
    from asss_xl.dataset.ssb.errors import FetchError
    from asss_xl.delivery import new as room

    if format not in room.FORMATS:
        fail(f"--format {format}: finnes ikke. Velg xlsx eller csv.")
    of_table = {"--sheet": sheet, "--unit": unit, "--year": year}
    if source is None and (stray := [name for name, value in of_table.items() if value is not None]):
        fail(f"{', '.join(stray)} gjelder bare sammen med --from.")
    if source is not None and data:
        fail("--data og --from: velg én av dem.")
    given = Given(municipality or "", year, unit or "")
    try:
        made = room.new(network, years, out, format, source, sheet, given, cost_key, data or ())
    except (DatasetError, FetchError) as error:
        fail(str(error))
    typer.echo(made.told)
    if not made.complete:
        raise typer.Exit(FINDINGS)


@app.command(help="Hent tall fra Statistikkbanken (SSB) til en datapakke.")
def fetch(
    year: Annotated[int | None, typer.Option(help="Rapportåret.")] = None,
    years: Annotated[int, typer.Option(help="Antall år, med rapportåret som det siste.")] = 3,
    network: Annotated[
        str, typer.Option(help="Nettverket: asss12, eller en CSV-fil med medlemmene.")
    ] = "asss12",
    out: Annotated[Path | None, typer.Option(help="Mappen datapakken skrives til.")] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            help="Tjeneren det hentes fra; ellers ASSS_SSB_URL og ASSS_KLASS_URL, ellers data.ssb.no."
        ),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Egne koblinger mellom tall og tabeller (CSV).")
    ] = None,
    cache: Annotated[Path | None, typer.Option(help="Mappen der svarene tas vare på.")] = None,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Kast svarene som er tatt vare på, og hent dem på nytt.")
    ] = False,
    cost_key: Annotated[
        list[Path] | None,
        typer.Option(
            help="Tabell E-k fra Grønt hefte (.ods eller .xlsx): kriterieindeksene. En .csv: vektene i en "
            "nøkkel som ikke følger med. Kan gis flere ganger.",
            show_default=False,
        ),
    ] = None,
    kostra_groups: Annotated[
        bool,
        typer.Option(
            "--kostra-groups",
            help="Legg til en gruppe for medlemmene som er i samme KOSTRA-gruppe (KLASS 112).",
        ),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Hold koblingene mot tabellene; skriv ingen pakke.")
    ] = False,
) -> None:
    """Exit status 1 when a confirmed link is gone from its table, 2 when nothing could be written."""
    from asss_xl.dataset.ssb import command
    from asss_xl.dataset.ssb.errors import FetchError

    try:
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
    except FetchError as error:
        fail(str(error))
    typer.echo(told)
    if gone:
        raise typer.Exit(FINDINGS)


app.command(help="Lag e-postutkast med arbeidsbøkene, eller send dem.")(cli_post.mail)
app.command(help="Skriv rapportens setninger, tabeller og profiler til et saksdokument.")(cli_post.export)
app.command(help="Hent rettelser fra returnerte arbeidsbøker, og skriv dem i pakken.")(cli_post.collect)
app.add_typer(cli_scenario.app, name="scenario", help="Ta vare på gule felt som et scenario.")


if __name__ == "__main__":
    main()
