"""``asss-xl functions``: the catalogue, and the functions of a workbook."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asss_xl.commands.common import FINDINGS, fail, flag, option, print_json, tell_of_open

if TYPE_CHECKING:
    from asss_xl.addin.library import Changes, NameStatus

_MOST_SHOWN = 5


def functions(
    json: Annotated[bool, flag("functions.json")] = False,
    format: Annotated[str | None, option("functions.format")] = None,
    into: Annotated[Path | None, option("functions.into")] = None,
    remove: Annotated[Path | None, option("functions.remove")] = None,
    status: Annotated[Path | None, option("functions.status")] = None,
    out: Annotated[Path | None, option("functions.out")] = None,
) -> None:
    """The catalogue in one of its forms, or the names of a workbook."""
    workbooks = {"--into": into, "--remove": remove, "--status": status}
    chosen = {"--json": json and status is None, "--format": format, **workbooks}
    asked = [name for name, given in chosen.items() if given]
    problems = [f"{' og '.join(asked)} kan ikke brukes sammen. Velg én."] if len(asked) > 1 else []
    if out is None:
        lacking = [name for name in ("--into", "--remove") if workbooks[name]]
        problems += [f"{name} krever --out: navnet på arbeidsboken som skal skrives." for name in lacking]
    elif not (into or remove or format):
        problems.append("--out gjelder bare sammen med --into, --remove eller --format.")
    if format not in (None, "xlsx"):
        problems.append(f"--format {format}: finnes ikke. Velg xlsx.")
    if format and out is not None and out.suffix.casefold() != ".xlsx":
        problems.append(f"--out {out}: er ikke navnet på en arbeidsbok. La det ende på .xlsx.")
    if problems:
        fail("\n".join(problems))
    if status is not None:
        _name_status(status, json)
    elif json:
        from asss_xl.addin.library import functions_json

        print_json(functions_json())
    elif (source := into or remove) is not None and out is not None:
        _change_names(source, out, add=into is not None)
    elif format is not None:
        _write_functions(out)
    else:
        _list_functions()


def _name_status(file: Path, json: bool) -> None:
    from asss_xl import __version__
    from asss_xl.addin import library as lib

    names = lib.name_status(file)
    if json:
        print_json({"file": str(file), "version": __version__, "names": [asdict(name) for name in names]})
    else:
        typer.echo(_status_text(file, names))
    if any(name.status not in (lib.CURRENT, lib.MISSING) for name in names):
        raise typer.Exit(FINDINGS)


def _status_text(file: Path, names: Sequence[NameStatus]) -> str:
    """A line per name and what to do about each kind."""
    from asss_xl import __version__
    from asss_xl.addin import library as lib

    present = [n for n in names if n.status != lib.MISSING]
    if not present:
        return f"{file}: ingen av funksjonene er i arbeidsboken. Legg dem inn med --into."
    missing = len(names) - len(present)
    lines = [f"{file}: {len(present)} navn, {missing} mangler (asss_xl {__version__})"]
    for name in present:
        version = f", fra {name.version}" if name.version else ""
        calls = f", brukt i {_cells(name.calls)}" if name.calls else ""
        note = f". {name.note}" if name.note else ""
        lines.append(f"  {name.name}: {lib.KINDS[name.status][0]}{version}{calls}{note}")
    kinds = {name.status for name in present}
    return "\n".join(
        [*lines, *(advice for kind, (_, advice) in lib.KINDS.items() if kind in kinds and advice)]
    )


def _cells(addresses: Sequence[str]) -> str:
    more = len(addresses) - _MOST_SHOWN
    return ", ".join(addresses[:_MOST_SHOWN]) + (f" og {more} til" if more > 0 else "")


def _change_names(source: Path, out: Path, add: bool) -> None:
    from asss_xl.addin.library import add_names, remove_names
    from asss_xl.replacing import writing

    with writing(out):
        result = add_names(source, out) if add else remove_names(source, out)
    typer.echo("\n".join(_told_of_added(result) if add else _told_of_removed(result)))
    if result.changed and result.calculates:
        typer.echo("Excel regner ut alt på nytt når filen åpnes.")
    tell_of_open([source])


def _told_of_added(result: Changes) -> Iterator[str]:
    count = (len(result.added), len(result.updated), len(result.unchanged))
    yield "Skrev {}: {} funksjoner lagt til, {} oppdatert, {} uendret.".format(result.target, *count)
    if result.edited:
        yield f"Endret siden sist, og erstattet: {', '.join(result.edited)}."
    if result.retired:
        yield f"Utgått, men står: {', '.join(result.retired)}. --remove tar dem bort."


def _told_of_removed(result: Changes) -> Iterator[str]:
    if result.removed:
        yield f"Skrev {result.target}: {len(result.removed)} navn tatt bort."
    else:
        yield f"Skrev {result.target}: arbeidsboken har ingen navn fra asss_xl; ingenting er endret."
    if result.calls:
        yield f"Det som kalte dem, og det som bygger på det, viser #NAVN?: {_cells(result.calls)}."
    if result.left:
        yield f"Står igjen, ikke fra asss_xl: {', '.join(result.left)}."


def _write_functions(out: Path | None) -> None:
    from asss_xl.addin.library import WORKBOOK
    from asss_xl.replacing import replacing, writing

    target = out or Path("workbooks") / WORKBOOK.name
    with writing(target), replacing(target) as made:
        shutil.copyfile(WORKBOOK, made)
    typer.echo(f"Skrev {target}")


def _list_functions() -> None:
    from asss_xl.functions import CATALOGUE, CATEGORIES

    for category, label in CATEGORIES.items():
        typer.echo(f"{label}:")
        for function in CATALOGUE.values():
            if function.category == category:
                typer.echo(f"  {function.signature()}\n      {function.description}")
