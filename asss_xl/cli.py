"""``asss-xl``: the commands in their order, and what is told when one is used wrongly."""

from __future__ import annotations

import codecs
import gc
import io
import os
import re
import sys
from typing import Annotated, Any, NoReturn

import typer

from asss_xl import __version__
from asss_xl.commands import (
    addin,
    build,
    check,
    collect,
    export,
    fetch,
    functions,
    mail,
    new,
    scenario,
    verify,
)
from asss_xl.commands.common import OK, WRONG_USE, Command, Group, help_of
from asss_xl.norsk import norsk

_NAME = "asss-xl"

#: The base of what is wrong with a command's words; the library keeps its name to itself.
_USAGE_ERROR: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "UsageError")

#: What the library says of words that no option takes.
_EXTRA = re.compile(r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)")

app = typer.Typer(
    help="ASSS-nettverkets kommunerapport som levende Excel-arbeidsbøker og funksjoner.",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


def main() -> NoReturn:
    """The console script: usage errors in bokmål, on stderr, with exit status 2."""
    # A command makes much that it keeps to its end: looking for garbage in it took a fifth of the time.
    gc.set_threshold(1_000_000, 50, 100)
    codecs.register_error(_NAME, _written)
    # A program can be started without the streams: what is said is then said to nobody.
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_NAME)
    try:
        if (signs := sys.getfilesystemencoding()) != "utf-8":
            for word in sys.argv:
                # A name with signs that the machine lacks has come as others.
                word.encode(signs)
        status = app(standalone_mode=False, prog_name=_NAME) or OK
        sys.stdout.flush()
        gc.freeze()  # the system takes all of it back
        sys.exit(status)
    except _USAGE_ERROR as error:
        typer.echo(_usage_message(error), err=True)
        sys.exit(WRONG_USE)
    except typer.Abort:
        typer.echo("Avbrutt.", err=True)
        sys.exit(WRONG_USE)
    except UnicodeEncodeError as error:
        from asss_xl.dataset.messages import shown

        told = f"{shown(error.object)}: maskinens tegnsett ({error.encoding}) har ikke alle tegnene i navnet."
        typer.echo(f"{told} Sett PYTHONUTF8=1 i miljøet.", err=True)
        sys.exit(WRONG_USE)
    except OSError as error:
        _tell_of_system(error)
        sys.exit(WRONG_USE)


def _written(error: UnicodeError) -> tuple[str, int]:
    """What a stream that lacks a sign gets for it: Windows sends output to a file in its own small set."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end]
    return "".join("-" if sign == "\N{MINUS SIGN}" else "?" for sign in signs), error.end


def _tell_of_system(error: OSError) -> None:
    """What the system refused and no command has words for: names that are too long, a closed pipe."""
    from asss_xl.replacing import reason

    if isinstance(error, BrokenPipeError):
        # Whoever read has enough; Python would complain once more when it empties its own buffer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    typer.echo(f"{error.filename or _NAME}: {reason(error)}.", err=True)


def _usage_message(error: Exception) -> str:
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return str(error)
    # What the library finds wrong before it knows the command's words has no context.
    word = next((word for word in sys.argv[1:2] if not word.startswith("-")), "")
    command = context.command_path if context is not None else f"{_NAME} {word}".rstrip()
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if parameter is not None else ""
    # A word without a name of its own is called what its help says that it is.
    what = name if name.startswith("-") else (getattr(parameter, "help", None) or name).rstrip(".")
    option = getattr(error, "option_name", "")
    told = {
        "NoSuchOption": f"Ukjent valg: {option}.",
        "MissingParameter": f"Mangler {what[:1].lower()}{what[1:]}.",
        "BadParameter": f"Ugyldig verdi for {name}{_refused_value(error)}.",
        # An option without its value, or a switch with one.
        "BadOptionUsage": f"{option} {'mangler' if 'requires' in str(error) else 'tar ingen'} verdi.",
    }.get(kind)
    if told is None:
        unknown = context is not None and context.command_path == _NAME and len(sys.argv) > 1
        told = f"Ukjent kommando: {sys.argv[1]}." if unknown else f"Feil bruk: {error}"
    if extra := _EXTRA.fullmatch(str(error)):
        told = f"Uventet: {extra[1]}. Hver verdi har valget sitt foran seg{_example(extra[1], context)}."
    near = getattr(error, "possibilities", None)
    hint = f" Mente du {' eller '.join(near)}?" if near else ""
    return f"{told}{hint} Se {command} --help."


def _example(extra: str, context: Any) -> str:
    """How a word too many is most likely meant: another value of the option before it, or the figures."""
    word = extra.split()[0]
    *_, before, value = ("", "", *sys.argv[: sys.argv.index(word)]) if word in sys.argv else ("", "")
    params = context.command.params if context is not None else ()
    option = next((each for each in params if before in each.opts), None)
    if option is not None and not value.startswith("-"):
        if option.multiple:
            return f" ({before} {value} {before} {word}), og hermetegn rundt mellomrom"
        return f", og hermetegn rundt mellomrom; {before} tar bare én"
    takes_data = any("--data" in each.opts for each in params)
    return f" (--data {word})" if takes_data else ", og hermetegn rundt mellomrom"


def _refused_value(error: Exception) -> str:
    """The value that an option does not take, and what it takes where that is a range."""
    value = getattr(error, "message", "").partition(" is not ")[0].strip("'")
    kind = getattr(getattr(error, "param", None), "type", None)
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    limits = "" if low is None or high is None else f" Det må være {norsk(low)}–{norsk(high)}"
    return f": «{value}».{limits}".rstrip(".")


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


for _command in (
    build.build,
    verify.verify,
    check.check,
    functions.functions,
    addin.addin,
    new.new,
    fetch.fetch,
    mail.mail,
    export.export,
    collect.collect,
):
    app.command(help=help_of(_command.__name__), cls=Command)(_command)
app.add_typer(scenario.app, name="scenario", help=help_of("scenario"))


if __name__ == "__main__":
    main()
