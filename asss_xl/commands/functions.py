"""``asss-xl functions``: the catalogue, and the functions of a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from asss_xl.commands.common import FINDINGS, fail, print_json


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

        print_json(functions_json())
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
        print_json(telling.status_json(file, names))
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
