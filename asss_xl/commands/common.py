"""What the commands share: exit statuses, the option for figures, and how one fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery.batch import Job
    from asss_xl.delivery.scenarios import Row

OK, FINDINGS, WRONG_USE = 0, 1, 2
BUNDLED = "bergen_2009"

#: Figures to read; several are joined.
Data = Annotated[
    list[str] | None,
    typer.Option(
        help="Tallene: en datapakke (et navn som følger med, en mappe eller en "
        "datapackage.json), en inndatabok (.xlsx), en mappe med inndatabøker. Kan gis "
        "flere ganger; filene slås sammen. Utelatt: bergen_2009.",
        show_default=False,
    ),
]


#: What a command's help says in the library's own words, in bokmål.
_WORDS = {
    "Usage:": "Bruk:",
    "Options:": "Valg:",
    "Arguments:": "Argumenter:",
    "Commands:": "Kommandoer:",
    "[OPTIONS]": "[VALG]",
    "COMMAND [ARGS]...": "KOMMANDO ...",
    "Show this message and exit.": "Vis denne hjelpen.",
    "[default:": "[ellers:",
    "[required]": "[må oppgis]",
}


class _Bokmaal:
    """A command whose help has no English words."""

    def get_help(self, ctx: Any) -> str:
        """The help, as the library writes it."""
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for word, ours in _WORDS.items():
            text = text.replace(word, ours)
        return text


class Command(_Bokmaal, TyperCommand):
    """One command; an option with one value is refused when it is given twice, not read as the last."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words as the library reads them."""
        _, _, given = self.make_parser(ctx).parse_args(list(args))
        once = [
            option.opts[0] for option in given if not (getattr(option, "is_flag", True) or option.multiple)
        ]
        if twice := sorted({name for name in once if once.count(name) > 1}):
            fail(f"{', '.join(twice)}: gitt mer enn én gang. Gi valget én gang.")
        return super().parse_args(ctx, args)


class Group(_Bokmaal, TyperGroup):
    """A command that has others."""


def whole(text: object) -> int:
    """A year or a count as people write it; Python's own ``int`` takes ``2_009`` too."""
    if not (str(text).isascii() and str(text).isdigit()):
        raise ValueError(text)
    return int(str(text))


#: How an option for a year reads it.
YEAR: dict[str, Any] = {"parser": whole, "metavar": "ÅR"}


def fail(message: str) -> NoReturn:
    """Wrong use or bad input: the message on stderr, exit status 2."""
    typer.echo(message, err=True)
    raise typer.Exit(WRONG_USE)


def not_a_folder(out: Path) -> list[str]:
    """What is wrong with writing into ``out``: it must be a folder, or be free to become one."""
    taken = out.exists() and not out.is_dir()
    return [f"--out {out}: er en fil. Oppgi en mappe."] if taken else []


def load_figures(data: list[str] | None, problems: list[str]) -> Datasett | None:
    """The data set, or its problems added to the list."""
    from asss_xl.dataset import DatasetError, load

    try:
        return load(*(data or [BUNDLED]))
    except DatasetError as error:
        problems.append(str(error))
        return None


def read_scenarios(paths: Sequence[Path], todo: Sequence[Job], problems: list[str]) -> list[list[Row]]:
    """The scenarios of some files; what is wrong with them is put in ``problems``."""
    if not paths:
        return []
    from asss_xl.delivery import scenarios

    made = []
    for path in paths:
        try:
            made.append(scenarios.read(path))
        except scenarios.ScenarioError as error:
            problems.append(str(error))
    problems += scenarios.problems(made, todo) if todo else []
    return made


def print_json(value: object) -> None:
    """An answer for programs."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
