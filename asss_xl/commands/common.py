"""What the commands share: exit statuses, the option for figures, and how one fails."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from asss_xl.catalogue import BUNDLED
from asss_xl.norsk import printable, whole
from asss_xl.replacing import Refused, lock_of, no_folder
from asss_xl.stated import beside

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett
    from asss_xl.delivery.batch import Job
    from asss_xl.delivery.scenarios import GultFelt

OK, FINDINGS, WRONG_USE = 0, 1, 2
_Found = TypeVar("_Found")
_TOLD = beside(Path(__file__).with_name("valg"))


def help_of(which: str) -> str:
    """What the help says of a command, or of an option by its command: ``build`` or ``build.out``."""
    command, _, name = which.partition(".")
    return str(_TOLD[command][name or "hjelp"]).replace("{pakken}", BUNDLED)


def option(which: str, *names: str, **more: Any) -> Any:
    """An option with its value."""
    return typer.Option(*names, help=help_of(which), **more)


def flag(which: str) -> Any:
    """An option that is given or not."""
    return option(which, f"--{which.partition('.')[2].replace('_', '-')}")


def argument(which: str, metavar: str) -> Any:
    """A word that is given without a name."""
    return typer.Argument(metavar=metavar, help=help_of(which))


#: Figures to read; several are joined.
Data = Annotated[list[str] | None, option("felles.data")]
#: How an option for a year reads it.
YEAR_OPTION: dict[str, Any] = {"parser": whole, "metavar": "ÅR"}
ReportYear = Annotated[int | None, option("felles.year", **YEAR_OPTION)]
Merged = Annotated[bool, flag("felles.merged")]
Json = Annotated[bool, flag("felles.json")]

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


#: What stands for a value in the help, by the library's name of what it is read as.
_VALUES = {"str": "TEKST", "path": "STI", "int range": "TALL", "float range": "TALL"}


class _Bokmaal:
    """A command whose help has no English words."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options and the words, with what stands for the value of each that has no word of its own."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            param.metavar = param.metavar or _VALUES.get(param.type.name)
            if hasattr(param.type, "readable"):
                param.type.readable = False  # a file that cannot be read is told of by who reads it
        return params

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words of the first line; the library puts braces about a word of its own choice."""
        pieces: list[str] = super().collect_usage_pieces(ctx)  # type: ignore[misc]
        return [piece.strip("{}") for piece in pieces]

    def get_help(self, ctx: Any) -> str:
        """The help, as the library writes it."""
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for word, ours in _WORDS.items():
            text = text.replace(word, ours)
        return text


def _called(parameter: Any) -> str:
    """An option by its name, and a word without one by what stands for it in the help."""
    name: str = parameter.opts[0]
    return name if name.startswith("-") else str(parameter.metavar)


def _has_empty(value: str | Sequence[str] | None) -> bool:
    """Whether one of the values that are given says nothing: none is taken for the default, or a folder."""
    return not all(each.strip() for each in ([value] if isinstance(value, str) else value or ()))


class Command(_Bokmaal, TyperCommand):
    """One command; an option is refused without a value, and twice where it has one, not read as the last."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words as the library reads them."""
        values, _, given = self.make_parser(ctx).parse_args(list(args))
        valued = [each for each in given if not getattr(each, "is_flag", False)]
        if empty := {_called(each): None for each in valued if _has_empty(values[each.name or ""])}:
            fail(f"{', '.join(empty)}: verdien er tom. Skriv en verdi, eller utelat den.")
        options = [each for each in valued if hasattr(each, "multiple")]
        once = [option.opts[0] for option in options if not option.multiple]
        if twice := sorted({name for name in once if once.count(name) > 1}):
            fail(f"{', '.join(twice)}: gitt mer enn én gang. Gi valget én gang.")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; what it cannot do is told as wrong use."""
        try:
            return super().invoke(ctx)
        except Refused as error:
            fail(str(error))


class Group(_Bokmaal, TyperGroup):
    """A command that has others."""


def fail(message: str) -> NoReturn:
    """Wrong use or bad input: the message on stderr, exit status 2."""
    typer.echo(printable(message), err=True)
    raise typer.Exit(WRONG_USE)


def look_over(doubts: Iterable[str]) -> None:
    """What somebody should look at, though all is done."""
    for doubt in doubts:
        typer.echo(f"Se over: {doubt}", err=True)


def tell_of_open(files: Iterable[Path]) -> None:
    """A lock stands beside a workbook that is read: what is written in it may not be saved yet."""
    for file in files:
        if file.is_file() and (found := lock_of(file)) is not None:
            typer.echo(
                f"{printable(file.name)} er åpen i {found[1]}. Det som ikke er lagret, er ikke med.", err=True
            )


def not_a_folder(out: Path, *endings: str) -> list[str]:
    """What is wrong with writing files with ``endings`` into ``out``: a folder, or free to become one."""
    if out.suffix.lower() in endings:
        return [f"--out {out}: er et filnavn. Oppgi en mappe; filene får navn selv."]
    return [told] if (told := no_folder(out)) else []


class Problems(list[str]):
    """What is wrong with what is asked for: all of it is told at once."""

    @contextlib.contextmanager
    def gather(self) -> Iterator[None]:
        """Take note of what cannot be done, and go on."""
        try:
            yield
        except Refused as error:
            self.append(str(error))

    def sound(self, found: _Found | None) -> _Found:
        """What was found, when nothing is wrong; otherwise the command ends here."""
        if self or found is None:
            fail("\n".join(self))
        return found

    def figures(self, data: Iterable[str] | None) -> Datasett | None:
        """The data set, or what is wrong with it."""
        from asss_xl.dataset import load
        from asss_xl.dataset.files import sources

        given = [*(data or [BUNDLED])]
        with self.gather():
            tell_of_open(Path(each) for name in given for each in sources(name))
            loaded = load(*given)
            for sheet in loaded.slettet:
                typer.echo(f"{sheet} er slettet. Linjene som stod der, er ikke med.", err=True)
            return loaded
        return None

    def workbooks(self, given: Iterable[Path]) -> list[Path]:
        """The files, and the workbooks of the folders, that are given; those that are not there are told."""
        from asss_xl.dataset.files import workbooks_in

        found: list[Path] = []
        for path in given:
            inside = workbooks_in(path) if path.is_dir() else [path] if path.exists() else []
            if not inside:
                self.append(f"{path}: {'mappen har ingen arbeidsbøker' if path.is_dir() else 'finnes ikke'}.")
            found += inside
        tell_of_open(found)
        return [*dict.fromkeys(found)]

    def jobs(
        self,
        data: Sequence[str] | None,
        municipalities: Sequence[str] | None,
        year: int | None,
        out: Path,
        scenarios: Sequence[Path],
        merged: bool,
    ) -> tuple[Datasett | None, list[Job], list[list[GultFelt]]]:
        """The figures, the workbooks that are asked for of them, and the scenarios that go with them."""
        from asss_xl.dataset import lagt_sammen
        from asss_xl.delivery import jobs

        loaded = self.figures(data)
        if loaded is not None and merged and not (loaded := lagt_sammen(loaded)).lagt_til:
            self.append(
                "--merged: pakken har ingen kommuner å legge sammen. Skriv den nye kommunen i gikk_inn_i i "
                "kommuner.csv ved hver av de tidligere, og gi tallene deres."
            )
        todo: list[Job] = []
        if loaded is not None:
            todo, wrong = jobs(loaded, municipalities or (), year, out, data or ())
            self += wrong
        return loaded, todo, self._scenarios(scenarios, todo)

    def _scenarios(self, paths: Sequence[Path], todo: Sequence[Job]) -> list[list[GultFelt]]:
        if not paths:
            return []
        from asss_xl.delivery import scenarios

        made = []
        for path in paths:
            with self.gather():
                made.append(scenarios.read(path))
        self += scenarios.problems(made, todo) if todo else []
        return made


def print_json(value: object) -> None:
    """An answer for programs."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
