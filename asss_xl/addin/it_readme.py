"""``macros/LES_MEG_IT.md``: what an IT department needs to know before installing the add-in."""

from __future__ import annotations

from importlib import resources

from asss_xl.addin.exposed import EXPOSED


def text() -> str:
    """The page."""
    page = resources.files("asss_xl.addin").joinpath("templates", "LES_MEG_IT.md")
    return page.read_text(encoding="utf-8").replace("{count}", str(len(EXPOSED)))
