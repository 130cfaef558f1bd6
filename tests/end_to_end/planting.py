"""Faults put into a finished file, to see that the checks find them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from asss_xl.checks.formula_text import split_place
from asss_xl.checks.package import Workbook
from asss_xl.workbook.cells import Cell


def with_cached(source: Path, out: Path, texts: Mapping[Cell, str]) -> Path:
    """A copy of the file where formula cells hold other cached values than their own."""
    held = r'(<c r="{}"[^>]*>(?:(?!</c>).)*?<v>)[^<]*(</v>)'
    return _changed(source, out, {cell.place: (held, rf"\g<1>{text}\g<2>") for cell, text in texts.items()})


def with_filled(source: Path, out: Path, figures: Mapping[str, float]) -> Path:
    """A copy of the file with figures in empty yellow cells."""
    empty = r'(<c r="{}"[^>]*)/>'
    return _changed(
        source, out, {place: (empty, rf"\g<1>><v>{figure}</v></c>") for place, figure in figures.items()}
    )


def _changed(source: Path, out: Path, changes: Mapping[str, tuple[str, str]]) -> Path:
    """A copy of the file: at each place a pattern of the cell's address, and what stands instead."""
    parts = {sheet.name: sheet.part for sheet in Workbook.open(source).worksheets}
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            for place, (pattern, instead) in changes.items():
                sheet, address = split_place(place)
                if info.filename == parts[sheet]:
                    changed, count = re.subn(pattern.format(address), instead, content.decode())
                    assert count == 1, f"{place} was not found in {info.filename}"
                    content = changed.encode()
            after.writestr(info, content, compress_type=zipfile.ZIP_DEFLATED)
    return out
