"""Workbooks as PDF, the pages a reader wants, by LibreOffice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from asss_xl.checks.libreoffice import EngineError, convert, find_command
from asss_xl.delivery.batch import Result
from asss_xl.replacing import replacing, unwritten


def cannot_make_pdf() -> list[str]:
    """What is wrong with asking for PDF on this machine (bokmål)."""
    try:
        find_command()
    except EngineError as error:
        return [f"--pdf: {error}"]
    return []


def printed(results: Iterable[Result]) -> Iterator[Result]:
    """Beside each workbook that was made, its PDF; a workbook without one is told of."""
    for result in results:
        yield result if result.error else replace(result, error=_fault(result.job.target))


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
