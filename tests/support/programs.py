"""Programs that fill in a workbook and save it: the ones that are installed here, and two that may be.

SheetJS needs node and the package `xlsx` on NODE_PATH; ONLYOFFICE the package `document-builder` for the
Python that ASSS_DOCBUILDER names. Both are for looking: the project does not depend on them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from asss_xl.checks.package import Workbook
from asss_xl.delivery.printing import COMMANDS, convert
from tests.support.packages import read_part, with_parts

#: What is written, by sheet and address.
Edits = Mapping[tuple[str, str], object]

_SHEETJS = """
const XLSX = require("xlsx"), fs = require("fs"), [source, out, edits] = process.argv.slice(2);
const book = XLSX.readFile(source, {cellStyles: true, cellNF: true, cellFormula: true});
for (const [sheet, address, value] of JSON.parse(fs.readFileSync(edits, "utf8"))) {
  const held = book.Sheets[sheet], cell = held[address] || {};
  for (const old of ["w", "f", "h", "r"]) delete cell[old];
  held[address] = Object.assign(cell, {t: typeof value === "number" ? "n" : "s", v: value});
}
XLSX.writeFile(book, out);
"""
_ONLYOFFICE = """
import json, sys, docbuilder
source, out, edits = sys.argv[1:]
builder = docbuilder.CDocBuilder()
builder.OpenFile(source, "")
api = builder.GetContext().GetGlobal()["Api"]
for sheet, address, value in json.load(open(edits, encoding="utf-8")):
    api.GetSheet(sheet).GetRange(address).SetValue(value)
builder.SaveFile("xlsx", out)
builder.CloseFile()
"""


def by_openpyxl(source: Path, out: Path, edits: Edits) -> None:
    book = openpyxl.load_workbook(source)
    for (sheet, address), value in edits.items():
        book[sheet][address].value = value
    book.save(out)


def in_the_file(source: Path, out: Path, edits: Edits) -> None:
    """Only the cells themselves are changed: all else is as it was sent out."""
    opened = Workbook.open(source)
    parts: dict[str, str] = {}
    for (sheet, address), value in edits.items():
        part = next(s.part for s in opened.sheets if s.name == sheet)
        xml = parts.get(part) or read_part(source, part)
        text = isinstance(value, str)
        held = f"<is><t>{escape(str(value))}</t></is>" if text else f"<v>{value!r}</v>"
        empty = re.search(rf'<c r="{address}"([^>]*?)/>', xml)
        assert empty is not None, f"{sheet}!{address} is not an empty cell"
        kind = ' t="inlineStr"' if text else ""
        cell = f'<c r="{address}"{empty[1]}{kind}>{held}</c>'
        parts[part] = xml[: empty.start()] + cell + xml[empty.end() :]
    with_parts(source, out, parts)


def by_libreoffice(source: Path, out: Path, edits: Edits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        filled = Path(folder, out.name)
        in_the_file(source, filled, edits)
        shutil.move(convert(filled, Path(folder, "lagret")), out)


def by_sheetjs(source: Path, out: Path, edits: Edits) -> None:
    _run(["node", "-e", _SHEETJS, "-"], source, out, edits)


def by_onlyoffice(source: Path, out: Path, edits: Edits) -> None:
    _run([os.environ["ASSS_DOCBUILDER"], "-c", _ONLYOFFICE], source, out, edits)


def _run(command: list[str], source: Path, out: Path, edits: Edits) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "endringer.json")
        rows = [[*place, value] for place, value in edits.items()]
        listed.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        words = [*command, str(source.resolve()), str(out.resolve()), str(listed)]
        done = subprocess.run(words, capture_output=True, text=True)
    # ONLYOFFICE without a licence complains of its watermark and saves.
    assert out.exists(), done.stderr


def _has_sheetjs() -> bool:
    node = shutil.which("node")
    looked = [node or "", "-e", "require('xlsx')"]
    return node is not None and subprocess.run(looked, capture_output=True).returncode == 0


PROGRAMS: dict[str, tuple[Callable[[Path, Path, Edits], None], Callable[[], bool]]] = {
    "openpyxl": (by_openpyxl, lambda: True),
    "the file itself": (in_the_file, lambda: True),
    "LibreOffice": (by_libreoffice, lambda: any(map(shutil.which, COMMANDS))),
    "SheetJS": (by_sheetjs, _has_sheetjs),
    "ONLYOFFICE": (by_onlyoffice, lambda: bool(os.environ.get("ASSS_DOCBUILDER"))),
}
