"""Workbooks as PDF, the pages a reader wants, by LibreOffice: a headless conversion with its own profile.

LibreOffice trusts the cached values of a file unless ``OOXMLRecalcMode`` is 0 (always) in the
profile, so a private profile says so; no macro is run in it. Pages are written in Norwegian, whatever
the machine's own language is.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from asss_xl.checks.engine import EngineError
from asss_xl.dataset.messages import said
from asss_xl.delivery.batch import Result
from asss_xl.replacing import replacing, unwritten

COMMANDS = ("soffice", "libreoffice")
TIMEOUT = 180.0
#: The profile, with a place for more settings.
_PROFILE = Path(__file__).with_name("libreoffice.xml").read_text(encoding="utf-8")
_NORWEGIAN = """<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nb-NO</value></prop></item>
"""
_HEADLESS = ("--headless", "--norestore", "--convert-to")
#: A PDF that is read aloud in order.
_TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": f"pdf:calc_pdf_Export:{_TAGGED}"}


class EngineMissing(EngineError):
    """LibreOffice is not installed on this machine."""


def cannot_make_pdf() -> list[str]:
    """What is wrong with asking for PDF on this machine (bokmål)."""
    try:
        find_command()
    except EngineMissing as error:
        return [f"--pdf: {error}"]
    return []


def printed(results: Iterable[Result]) -> Iterator[Result]:
    """Beside each workbook that was made, its PDF; a workbook without one is told of."""
    for result in results:
        yield result if result.error else result._replace(error=_fault(result.job.target))


def print_beside(workbook: Path) -> Path:
    """Write a workbook's PDF beside it; raises :class:`EngineError` and OSError."""
    target = workbook.with_suffix(".pdf")
    with replacing(target) as made, tempfile.TemporaryDirectory(prefix="asss_xl_pdf_") as folder:
        shutil.copyfile(convert(workbook, Path(folder), kind="pdf"), made)
    return target


def _fault(workbook: Path) -> str:
    """What went wrong when it was printed, or nothing."""
    target = workbook.with_suffix(".pdf")
    try:
        print_beside(workbook)
    except EngineError as error:
        return f"{target}: {error}"
    except OSError as error:
        return unwritten(target, error)
    return ""


def find_command() -> str:
    """The path of LibreOffice's command."""
    for command in COMMANDS:
        found = shutil.which(command)
        if found:
            return found
    raise EngineMissing(said("uten_libreoffice"))


def convert(path: Path, folder: Path, timeout: float = TIMEOUT, kind: str = "xlsx") -> Path:
    """Recalculate and save as .xlsx or .pdf in ``folder``; the answer is the new file."""
    command = find_command()
    with tempfile.TemporaryDirectory(prefix="asss_xl_lo_") as profile:
        user = Path(profile, "user")
        user.mkdir()
        settings = _PROFILE.format(more=_NORWEGIAN * (kind == "pdf"))
        (user / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        told = _run([command, own, *_HEADLESS, _FILTERS[kind], "--outdir", str(folder), str(path)], timeout)
    made = folder / f"{path.stem}.{kind}"
    if not made.exists():
        raise EngineError(f"LibreOffice kunne ikke regne om {path.name}. {told}".strip())
    return made


def _run(arguments: list[str], timeout: float) -> str:
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        output, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as error:
        _stop(process)
        raise EngineError(f"LibreOffice ble ikke ferdig på {timeout:.0f} sekunder.") from error
    return output.decode("utf-8", "replace").strip()


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and the ones it started, which share its session."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()
