"""A report for a case document: its sentences and tables, out of the workbook's own cells, as a file."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from asss_xl.delivery.export.saken import Sak, sak
from asss_xl.extras import install
from asss_xl.replacing import Refused, replacing

__all__ = ["FORMATS", "Sak", "check", "sak", "write"]
#: The module here that writes a format.
_FORMATS = {"docx": "word", "pptx": "slides", "html": "page", "csv": "rows"}
#: The library that it needs, and what it is called where it is fetched.
_LIBRARIES = {"docx": ("docx", "python-docx"), "pptx": ("pptx", "python-pptx")}


def check(kind: str) -> None:
    """Raises :class:`Refused` when the format cannot be written."""
    if kind not in _FORMATS:
        raise Refused(f"--format {kind}: finnes ikke. Velg {', '.join(_FORMATS)}.")
    module, name = _LIBRARIES.get(kind, ("", ""))
    if module and find_spec(module) is None:
        raise Refused(f"--format {kind}: pakken {name} er ikke installert. {install(kind)}")


def write(about: Sak, kind: str, target: Path) -> None:
    """Write the document; a failed run leaves what was there."""
    with replacing(target) as made:
        import_module(f"{__name__}.{_FORMATS[kind]}").write(about, made)
