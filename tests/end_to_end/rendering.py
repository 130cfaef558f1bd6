"""The workbook as it comes out of a printer: a PDF by LibreOffice, read page by page."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from asss_xl.delivery.printing import find_command

#: Where the header and the footer start, in points from the top and from the bottom.
_HEADER, _FOOTER = 30.0, 40.0
#: How high a line of the report's typeface is, as a share of its size.
_LINE = 1.3
#: The squares in which ink is looked for, in points.
_SQUARE = 12
_ERRORS = re.compile(r"#N/A|#VALUE!|#DIV/0!|#REF!|#NAME\?|#NUM!|#NULL!|#SPILL!|Err:\d+|#I/T|#VERDI!")


@dataclass(frozen=True)
class Page:
    """A printed page: the sheet that its header names, the words of its body, its size."""

    number: int
    sheet: str
    words: tuple[str, ...]
    width: float
    height: float
    #: The size of each word's letters, in points.
    letters: tuple[float, ...] = ()
    #: When the figures were last updated, as the header says.
    updated: str = ""

    @property
    def text(self) -> str:
        """The body in one line."""
        return " ".join(self.words)

    @property
    def errors(self) -> list[str]:
        """The error values that are printed."""
        return _ERRORS.findall(self.text)


def to_pdf(paths: Sequence[Path], folder: Path, timeout: float = 240.0) -> list[Path]:
    """Convert with a LibreOffice profile of its own, started once for all."""
    with tempfile.TemporaryDirectory(prefix="asss_xl_pdf_") as profile:
        command = [
            find_command(),
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, paths),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=timeout)
    return [folder / f"{path.stem}.pdf" for path in paths]


def pages(pdf: Path, sheets: list[str]) -> list[Page]:
    """The pages in order; the header's right end is the name of the sheet."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    read = subprocess.run(command, check=True, capture_output=True).stdout
    # What a font cannot say, pdftotext writes as characters that XML does not allow.
    read = re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", read)
    root = etree.fromstring(read, etree.XMLParser(recover=True))
    return [_page(n, e, sheets) for n, e in enumerate(root.iter("{*}page"), start=1)]


def _page(number: int, element: etree._Element, sheets: list[str]) -> Page:
    width, height = float(element.get("width", 0)), float(element.get("height", 0))
    header, body, letters = [], [], []
    for word in element.iter("{*}word"):
        top = float(word.get("yMin", 0))
        letters.append(_size(word) / _LINE)
        if top < _HEADER:
            header.append(word.text or "")
        elif top < height - _FOOTER:
            body.append(word.text or "")
    said = " ".join(header)
    named = [name for name in sheets if said.endswith(name)]
    updated = re.search(r"sist oppdatert ([\d.]+\d)", said)
    sheet = max(named, key=len, default="")
    return Page(number, sheet, tuple(body), width, height, tuple(letters), updated[1] if updated else "")


def _size(word: etree._Element) -> float:
    """How high the letters are, also of a heading that stands on end: of such a long word its width."""
    across, down = (float(word.get(f"{a}Max", 0)) - float(word.get(f"{a}Min", 0)) for a in "xy")
    letters = len(word.text or "")
    if letters <= 3:
        return max(across, down)
    return across if letters >= 5 and down > across else down


def ink(pdf: Path, folder: Path) -> list[float]:
    """How much of each page's text area has something on it: the share of squares that are not white."""
    size = ["-r", str(72 // _SQUARE * 6), "-gray"]
    subprocess.run(["pdftoppm", *size, str(pdf), str(folder / "side")], check=True, capture_output=True)
    return [_inked(path.read_bytes()) for path in sorted(folder.glob("side-*.pgm"))]


def _inked(picture: bytes) -> float:
    """Of a picture with six dots to a square; the margins, the header and the footer are left out."""
    _, wide, high, _, dots = re.split(rb"\s", picture, maxsplit=4)
    across, down, side = int(wide), int(high), 6
    squares = [
        any(
            min(dots[y * across + x : y * across + x + side]) < 250 for y in range(top, min(top + side, down))
        )
        for top in range(4 * side, down - 4 * side, side)
        for x in range(3 * side, across - 3 * side, side)
    ]
    return sum(squares) / len(squares)
