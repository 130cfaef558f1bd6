"""``macros/LES_MEG_IT.md``: what an IT department needs to know before installing the add-in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib import resources

from asss_xl.addin.exposed import EXPOSED


def text(files: Mapping[str, bytes]) -> str:
    """The page; the add-ins among the files are named with their checksums."""
    page = resources.files("asss_xl.addin").joinpath("templates", "LES_MEG_IT.md")
    sums = [
        f"{hashlib.sha256(content).hexdigest()}  {name}"
        for name, content in files.items()
        if name.endswith(".xlam")
    ]
    told = page.read_text(encoding="utf-8").replace("{checksums}", "\n".join(sums))
    return told.replace("{count}", str(len(EXPOSED)))
