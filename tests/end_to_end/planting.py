"""Faults put into a finished file, to see that the checks find them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from asss_xl.checks.formula_text import split_place
from asss_xl.checks.package import Package
from asss_xl.workbook.cells import Cell


def with_cached(source: Path, out: Path, cell: Cell, text: str) -> Path:
    """A copy of the file where a formula cell holds another cached value than its own."""
    sheet, address = split_place(cell.place)
    package = Package.open(source)
    part = next(s.part for s in package.worksheets if s.name == sheet)
    held = re.compile(rf'(<c r="{address}"[^>]*>(?:(?!</c>).)*?<v>)[^<]*(</v>)')
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                changed, count = held.subn(rf"\g<1>{text}\g<2>", content.decode())
                assert count == 1, f"{cell.place} was not found in {part}"
                content = changed.encode()
            after.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return out
