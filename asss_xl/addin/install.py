"""``asss-xl addin install|status|uninstall``: sets up the xlwings add-in for one user.

Nothing is printed here; each function returns the steps for the command line to show. On Windows
two things are written, both the user's own: the xlwings configuration and the add-in in Excel's
start folder. What was there before is remembered beside the configuration, so that
``uninstall`` takes back exactly what ``install`` did.
"""

from __future__ import annotations

import hashlib
import json
import locale
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from asss_xl.addin import xlwings_conf as conf
from asss_xl.addin.vba import UDF_MODULE
from asss_xl.addin.xlam import FILE_NAME, XlwingsModuleError, build, xlwings_module

#: How a step went. ``mangler`` and ``feil`` mean that the add-in will not work as it is.
DONE, UNCHANGED, MISSING, FAILED, INFO = "gjort", "uendret", "mangler", "feil", "til opplysning"


@dataclass(frozen=True)
class Step:
    """One thing done or found, in bokmål."""

    status: str
    text: str

    @property
    def ok(self) -> bool:
        """False when something is wrong."""
        return self.status not in (MISSING, FAILED)


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
            home=Path(os.environ.get("USERPROFILE") or Path.home()) if windows else Path.home(),
            interpreter=Path(sys.executable),
            appdata=Path(appdata) if appdata else None,
            addin_file=addin_file,
            has_pywin32=_has_pywin32(),
            encoding=locale.getpreferredencoding(False) if windows else "cp1252",
        )

    @property
    def windows(self) -> bool:
        """Classic UDFs work on Windows only."""
        return self.platform.startswith("win")

    @property
    def config(self) -> Path:
        """The user's xlwings configuration."""
        return self.home / ".xlwings" / "xlwings.conf"

    @property
    def record(self) -> Path:
        """What install changed, for uninstall."""
        return self.config.with_name("asss_xl-install.json")

    @property
    def addin(self) -> Path:
        """The add-in in Excel's start folder."""
        roaming = self.appdata or self.home / "AppData" / "Roaming"
        return roaming / "Microsoft" / "Excel" / "XLSTART" / FILE_NAME


@dataclass
class _Record:
    """The state before install. ``interpreter_before`` None: there was no such line."""

    interpreter_set: str = ""
    interpreter_before: str | None = None
    module_added: bool = False
    config_created: bool = False
    addin_sha256: str = ""


def install(env: Environment) -> list[Step]:
    """Set up the add-in; running it again changes nothing that is right already."""
    if not env.windows:
        return elsewhere(env)
    steps = _requirements(env)
    record = _read_record(env) or _Record(config_created=not env.config.exists())
    for action in (_install_config, _install_addin):
        steps += _attempt(action, env, record)
    try:
        _write(env.record, json.dumps(asdict(record), indent=1).encode())
    except OSError as error:
        steps.append(_os_failure(env.record, error))
    if all(step.ok for step in steps):
        steps.append(Step(INFO, "Start Excel på nytt. Funksjonene står i kategorien ASSS."))
    return steps


def status(env: Environment) -> list[Step]:
    """How things are; changes nothing."""
    if not env.windows:
        return elsewhere(env)
    steps = _requirements(env)
    text = _read_config(env)
    interpreter = conf.get(text, conf.INTERPRETER)
    if interpreter is None:
        steps.append(Step(MISSING, f"{env.config} nevner ingen Python ({conf.INTERPRETER})."))
    elif interpreter != str(env.interpreter):
        steps.append(Step(MISSING, f"xlwings bruker en annen Python enn denne: {interpreter}."))
    else:
        steps.append(Step(UNCHANGED, f"xlwings bruker {interpreter}."))
    if UDF_MODULE in conf.modules(text):
        steps.append(Step(UNCHANGED, f"{UDF_MODULE} står blant UDF-modulene."))
    else:
        steps.append(Step(MISSING, f"{UDF_MODULE} står ikke blant UDF-modulene."))
    return steps + _addin_status(env)


def uninstall(env: Environment) -> list[Step]:
    """Take back what install did; what others have changed since is left alone."""
    if not env.windows:
        return elsewhere(env)
    record = _read_record(env)
    if record is None:
        return [Step(UNCHANGED, "Tillegget er ikke installert av asss-xl for denne brukeren.")]
    steps: list[Step] = []
    for action in (_uninstall_config, _uninstall_addin):
        steps += _attempt(action, env, record)
    if all(step.ok for step in steps):
        env.record.unlink(missing_ok=True)
    return steps


def elsewhere(env: Environment) -> list[Step]:
    """What works where classic UDFs do not."""
    system = {"darwin": "Mac", "linux": "Linux"}.get(env.platform, env.platform)
    return [
        Step(INFO, f"xlwings-tillegget virker bare i Excel på Windows, ikke på {system}. Ingenting "
             "er endret."),
        Step(INFO, "Excel 365, 2024 og Excel på nettet: legg funksjonene i arbeidsboken som "
             "LAMBDA-navn med «asss-xl functions --into min.xlsx --out ny.xlsx»."),
        Step(INFO, "Excel 2021 eller nyere på Mac, Windows og nettet: bruk xlwings Lite. Lim inn "
             "macros/lite/main.py; se docs/xlwings-lite.md."),
        Step(INFO, "LibreOffice og eldre Excel: bruk de ferdige arbeidsbøkene; de har vanlige "
             "formler."),
    ]  # fmt: skip


def _requirements(env: Environment) -> list[Step]:
    steps = []
    if not env.has_pywin32:
        steps.append(Step(MISSING, "pywin32 mangler. Kjør «python -m pip install pywin32»."))
    folders = (env.interpreter.parent, env.interpreter.parent.parent)
    if not any(list(folder.glob("xlwings64-*.dll")) for folder in folders):
        steps.append(
            Step(MISSING, f"Fant ikke xlwings64-….dll ved {env.interpreter}. Kjør «python -m pip "
                 "install --force-reinstall xlwings».")
        )  # fmt: skip
    if '"' in str(env.interpreter):
        steps.append(Step(FAILED, f"Stien til Python har et anførselstegn: {env.interpreter}."))
    return steps


def _attempt(action: Any, env: Environment, record: _Record) -> list[Step]:
    try:
        steps: list[Step] = action(env, record)
    except (OSError, UnicodeError) as error:
        place = env.addin if action in (_install_addin, _uninstall_addin) else env.config
        return [_os_failure(place, error)]
    return steps


def _os_failure(place: Path, error: Exception) -> Step:
    if isinstance(error, PermissionError):
        return Step(FAILED, f"{place} kan ikke endres. Lukk Excel og prøv igjen.")
    reason = getattr(error, "strerror", None) or error
    return Step(FAILED, f"{place} kan ikke leses eller skrives: {reason}.")


def _install_config(env: Environment, record: _Record) -> list[Step]:
    before = text = _read_config(env)
    steps = []
    wanted, old = str(env.interpreter), conf.get(text, conf.INTERPRETER)
    if old == wanted:
        steps.append(Step(UNCHANGED, f"xlwings bruker allerede {wanted}."))
    else:
        if old != record.interpreter_set:
            record.interpreter_before = old
        record.interpreter_set = wanted
        text = conf.put(text, conf.INTERPRETER, wanted)
        was = f" (før: {old}; uninstall setter den tilbake)" if old else ""
        steps.append(Step(DONE, f"xlwings bruker nå {wanted}{was}."))
    if UDF_MODULE in conf.modules(text):
        steps.append(Step(UNCHANGED, f"{UDF_MODULE} står allerede blant UDF-modulene."))
    else:
        record.module_added = True
        others = len(conf.modules(text))
        text = conf.with_module(text, UDF_MODULE)
        kept = f"; {others} andre står som før" if others else ""
        steps.append(Step(DONE, f"La {UDF_MODULE} til blant UDF-modulene{kept}."))
    if text != before:
        _back_up(env)
        _write(env.config, text.encode(env.encoding, "surrogateescape"))
    return steps


def _back_up(env: Environment) -> None:
    backup = env.config.with_name("xlwings.conf.asss_xl-kopi")
    if env.config.exists() and not backup.exists():
        _write(backup, env.config.read_bytes())


def _install_addin(env: Environment, record: _Record) -> list[Step]:
    if env.addin_file is not None:
        if not env.addin_file.is_file():
            return [Step(MISSING, f"Tilleggsfilen {env.addin_file} finnes ikke.")]
        content = env.addin_file.read_bytes()
    else:
        try:
            content = build(xlwings_module())
        except XlwingsModuleError as error:
            return [Step(MISSING, f"Tillegget kan ikke bygges. {error}")]
    digest = hashlib.sha256(content).hexdigest()
    if env.addin.is_file():
        present = hashlib.sha256(env.addin.read_bytes()).hexdigest()
        if present == digest:
            record.addin_sha256 = digest
            return [Step(UNCHANGED, f"{env.addin} er allerede på plass.")]
        if present != record.addin_sha256:
            return [
                Step(FAILED, f"{env.addin} er en annen fil enn den asss-xl la der. Flytt eller "
                     "slett den og prøv igjen.")
            ]  # fmt: skip
    _write(env.addin, content)
    record.addin_sha256 = digest
    return [Step(DONE, f"La tillegget i {env.addin}.")]


def _addin_status(env: Environment) -> list[Step]:
    if not env.addin.is_file():
        return [Step(MISSING, f"Tillegget ligger ikke i {env.addin}.")]
    record = _read_record(env)
    digest = hashlib.sha256(env.addin.read_bytes()).hexdigest()
    if record is not None and record.addin_sha256 == digest:
        return [Step(UNCHANGED, f"Tillegget ligger i {env.addin}.")]
    return [Step(INFO, f"Filen i {env.addin} er ikke lagt der av asss-xl, eller er endret siden.")]


def _uninstall_config(env: Environment, record: _Record) -> list[Step]:
    if not env.config.exists():
        return [Step(UNCHANGED, f"{env.config} finnes ikke.")]
    before = text = _read_config(env)
    steps = []
    if record.module_added and UDF_MODULE in conf.modules(text):
        text = conf.without_module(text, UDF_MODULE)
        steps.append(Step(DONE, f"Tok {UDF_MODULE} ut av UDF-modulene."))
    current = conf.get(text, conf.INTERPRETER)
    if record.interpreter_set and current == record.interpreter_set:
        if record.interpreter_before is None:
            text = conf.drop(text, conf.INTERPRETER)
            steps.append(Step(DONE, f"Tok {conf.INTERPRETER} ut av xlwings.conf."))
        else:
            text = conf.put(text, conf.INTERPRETER, record.interpreter_before)
            steps.append(Step(DONE, f"xlwings bruker igjen {record.interpreter_before}."))
    elif record.interpreter_set and current is not None:
        steps.append(Step(UNCHANGED, f"xlwings bruker {current}, satt av andre siden; den står."))
    if record.config_created and not text.strip():
        env.config.unlink()
        steps.append(Step(DONE, f"Slettet {env.config}, som install laget."))
    elif text != before:
        _write(env.config, text.encode(env.encoding, "surrogateescape"))
    return steps or [Step(UNCHANGED, f"Ingenting i {env.config} er fra asss-xl.")]


def _uninstall_addin(env: Environment, record: _Record) -> list[Step]:
    if not env.addin.is_file():
        return [Step(UNCHANGED, f"Tillegget ligger ikke i {env.addin}.")]
    if hashlib.sha256(env.addin.read_bytes()).hexdigest() != record.addin_sha256:
        return [Step(UNCHANGED, f"{env.addin} er endret siden asss-xl la den der; den står.")]
    env.addin.unlink()
    return [Step(DONE, f"Slettet {env.addin}.")]


def _read_config(env: Environment) -> str:
    if not env.config.exists():
        return ""
    return env.config.read_bytes().decode(env.encoding, "surrogateescape")


def _read_record(env: Environment) -> _Record | None:
    try:
        stored = json.loads(env.record.read_text(encoding="utf-8"))
        return _Record(**stored) if isinstance(stored, dict) else None
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, content: bytes) -> None:
    """Write a file in one move, so that it is never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".asss_xl-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _has_pywin32() -> bool:
    from importlib.util import find_spec

    return find_spec("pythoncom") is not None
