"""``asss-xl addin install|status|uninstall``: sets up the xlwings add-in for one user.

Nothing is printed here; each function returns the steps for the command line to show. On Windows
two files are written, both the user's own and both ours: the settings that name the Python to use, and
the add-in in Excel's start folder, which is known by its tab. The user's own ``xlwings.conf`` is not
touched. Either everything is written or nothing is.
"""

from __future__ import annotations

import contextlib
import io
import locale
import os
import re
import sys
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from asss_xl import extras
from asss_xl.replacing import Occupied, reason, replacing
from asss_xl.stated import beside

FILE_NAME = "ASSS_xl.xlam"
#: xlwings' module finds its settings by this name: ``%USERPROFILE%\\.asss_xl\\asss_xl.conf``.
PROJECT = "asss_xl"
#: The version that the add-in's own xlwings module is of; the one on the machine must be the same.
XLWINGS = "0.37.8"
#: By name how a step went, and what is told of it.
_STEPS: dict[str, tuple[str, str]] = beside(__file__)["steg"]
#: The setting that names the Python to use; xlwings reads ``"KEY","value"``, the first line with the key.
INTERPRETER = "INTERPRETER_WIN"
_SETTING = re.compile(
    rf'^[ \t]*"{INTERPRETER}"\s*,\s*"(?P<value>[^"\n]*)"[^\n]*\n?', re.IGNORECASE | re.MULTILINE
)
#: What tells our add-in from anybody's file of the same name: the id of our tab.
_OUR_TAB = b'id="asssFane"'


@dataclass(frozen=True)
class Step:
    """One thing done or found, in bokmål."""

    status: str
    text: str

    @property
    def ok(self) -> bool:
        """False when something is wrong."""
        return self.status not in ("mangler", "feil", "står igjen")


def _step(which: str, *about: object) -> Step:
    status, told = _STEPS[which]
    return Step(status, told.format(*about))


@dataclass(frozen=True)
class Environment:
    """Where and for whom to install; every part can be set in a test."""

    platform: str
    home: Path
    interpreter: Path
    appdata: Path | None = None
    addin_file: Path | None = None
    has_pywin32: bool = True
    encoding: str = "cp1252"

    @classmethod
    def current(cls, addin_file: Path | None = None) -> Environment:
        """This machine and this user."""
        appdata = os.environ.get("APPDATA")
        windows = sys.platform.startswith("win")
        return cls(
            platform=sys.platform,
            home=Path((windows and os.environ.get("USERPROFILE")) or os.path.expanduser("~")),
            interpreter=Path(sys.executable),
            appdata=Path(appdata) if appdata else None,
            addin_file=addin_file,
            has_pywin32=find_spec("pythoncom") is not None,
            # Not the preferred encoding, which is UTF-8 in Python's UTF-8 mode: VBA reads in Windows' own.
            encoding=locale.getencoding() if windows else "cp1252",
        )

    @property
    def windows(self) -> bool:
        """Classic UDFs work on Windows only."""
        return self.platform.startswith("win")

    @property
    def config(self) -> Path:
        """Our settings, where xlwings' VBA module looks for them."""
        return self.home / f".{PROJECT}" / f"{PROJECT}.conf"

    @property
    def addin(self) -> Path:
        """The add-in in Excel's start folder."""
        roaming = self.appdata or self.home / "AppData" / "Roaming"
        return roaming / "Microsoft" / "Excel" / "XLSTART" / FILE_NAME


class _Stopped(Exception):
    """What is in the way of an installation; nothing is changed."""

    def __init__(self, *steps: Step) -> None:
        self.steps = steps


def install(env: Environment) -> list[Step]:
    """Set up the add-in; running it again changes nothing that is right already."""
    if not env.windows:
        return elsewhere(env)
    steps: list[Step] = []
    try:
        if lacking := _requirements(env):
            raise _Stopped(*lacking)
        content = _content(env)
        if env.addin.is_file() and not _is_ours(env.addin.read_bytes()):
            raise _Stopped(_step("andres_fil", env.addin))
        steps = _write_all(_wanted(env, content))
    except _Stopped as stopped:
        return [*steps, *stopped.steps, _step("uendret_ellers")]
    if all(step.ok for step in steps):
        steps.append(_step("start"))
    return steps


def _wanted(env: Environment, content: bytes) -> dict[Path, bytes]:
    """The files, and what is to be in them."""
    try:
        settings = with_interpreter(_read_config(env), str(env.interpreter))
        return {env.config: settings.encode(env.encoding, "surrogateescape"), env.addin: content}
    except (OSError, UnicodeError) as error:
        raise _Stopped(_failure(env.config, error)) from error


def status(env: Environment) -> list[Step]:
    """How things are; changes nothing."""
    if not env.windows:
        return elsewhere(env)
    steps = _requirements(env)
    try:
        interpreter = interpreter_in(_read_config(env))
    except (OSError, UnicodeError) as error:
        return [*steps, _failure(env.config, error)]
    if interpreter is None:
        steps.append(_step("ingen_python", env.config, INTERPRETER))
    elif interpreter != str(env.interpreter):
        steps.append(_step("annen_python", interpreter))
    else:
        steps.append(_step("bruker", interpreter))
    if not env.addin.is_file():
        steps.append(_step("ligger_ikke", env.addin))
    else:
        steps.append(_step("ligger" if _is_ours(env.addin.read_bytes()) else "ikke_vaar", env.addin))
    return steps


def uninstall(env: Environment) -> list[Step]:
    """Take back what install did; another file that is there instead is left alone, and told."""
    if not env.windows:
        return elsewhere(env)
    if not env.addin.is_file() and not env.config.exists():
        return [_step("ikke_installert")]
    steps = []
    # The add-in first: Excel may hold it, and then nothing else has been changed.
    for place, remove in ((env.addin, _remove_addin), (env.config, _remove_settings)):
        try:
            steps.append(remove(env))
        except (OSError, UnicodeError) as error:
            return [*steps, _failure(place, error), _step("kjoer_igjen")]
    with contextlib.suppress(OSError):
        env.config.with_name("install.json").unlink(missing_ok=True)  # which earlier versions wrote
        env.config.parent.rmdir()  # only when nothing is left in it
    return steps


def elsewhere(env: Environment) -> list[Step]:
    """What works where classic UDFs do not."""
    system = {"darwin": "Mac", "linux": "Linux"}.get(env.platform, env.platform)
    return [_step("bare_windows", system), *map(_step, ("lambda", "lite", "libreoffice"))]


def _requirements(env: Environment) -> list[Step]:
    steps = []
    if not env.has_pywin32:
        steps.append(_step("pywin32", extras.install("excel")))
    folders = (env.interpreter.parent, env.interpreter.parent.parent)
    if not any((folder / f"xlwings64-{XLWINGS}.dll").exists() for folder in folders):
        steps.append(_step("dll", env.interpreter, extras.install("excel", "--force-reinstall")))
    if '"' in str(env.interpreter):
        steps.append(_step("anfoersel", env.interpreter))
    return steps


def _content(env: Environment) -> bytes:
    """The add-in to install: one's own, or the one beside this module, which ``tools`` makes."""
    file = env.addin_file or Path(__file__).with_name(FILE_NAME)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _Stopped(_step("uleselig", file, reason(error))) from error
    if not _is_ours(content):
        raise _Stopped(_step("ikke_tillegget", file))
    return content


def _is_ours(content: bytes) -> bool:
    """True for an add-in with our tab."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _OUR_TAB in archive.read("customUI/customUI14.xml")
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, NotImplementedError):
        return False


def _write_all(wanted: dict[Path, bytes]) -> list[Step]:
    """Write every file, or put back what was there."""
    before: dict[Path, bytes | None] = {}
    steps = []
    for path, content in wanted.items():
        try:
            old = path.read_bytes() if path.is_file() else None
            if old != content:
                _write(path, content)
                before[path] = old
            steps.append(_step("paa_plass" if old == content else "skrev", path))
        except OSError as error:
            lost = _put_back(before)
            if not lost:
                raise _Stopped(_failure(path, error)) from error
            return [_failure(path, error), *lost]
    return steps


def _put_back(before: dict[Path, bytes | None]) -> list[Step]:
    """What cannot be put back."""
    lost = []
    for path, content in before.items():
        try:
            path.unlink(missing_ok=True) if content is None else _write(path, content)
        except OSError as error:
            lost.append(_step("ikke_tilbake", path, error))
    return lost


def _remove_addin(env: Environment) -> Step:
    if not env.addin.is_file():
        return _step("borte", env.addin)
    if not _is_ours(env.addin.read_bytes()):
        return _step("endret_tillegg", env.addin)
    env.addin.unlink()
    return _step("slettet", env.addin)


def _remove_settings(env: Environment) -> Step:
    if not env.config.exists():
        return _step("uten_innstillinger", env.config)
    rest = _SETTING.sub("", _read_config(env))
    if rest.strip():
        _write(env.config, rest.encode(env.encoding, "surrogateescape"))
        return _step("andres_innstillinger", INTERPRETER, env.config)
    env.config.unlink()
    return _step("slettet", env.config)


def _failure(place: Path, error: OSError | UnicodeError) -> Step:
    if isinstance(error, UnicodeError):
        return _step("tegn", place)
    if isinstance(error, Occupied):
        return _step("opptatt", place, error)
    return (
        _step("laast", place)
        if isinstance(error, PermissionError)
        else _step("uten_tilgang", place, reason(error))
    )


def _read_config(env: Environment) -> str:
    if not env.config.exists():
        return ""
    return env.config.read_bytes().decode(env.encoding, "surrogateescape")


def _write(path: Path, content: bytes) -> None:
    """Write a file in one move, so that it is never half written."""
    with replacing(path) as made:
        made.write_bytes(content)


def interpreter_in(settings: str) -> str | None:
    """The Python that the settings name, or None."""
    found = _SETTING.search(settings)
    return found["value"] if found else None


def with_interpreter(settings: str, path: str) -> str:
    """The settings with another Python where one is named, or at the end; everything else is kept."""
    if found := _SETTING.search(settings):
        return settings[: found.start("value")] + path + settings[found.end("value") :]
    ending = "\n" if "\n" in settings and "\r\n" not in settings else "\r\n"
    missing = ending if settings and not settings.endswith("\n") else ""
    return f'{settings}{missing}"{INTERPRETER}","{path}"{ending}'
