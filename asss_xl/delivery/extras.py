"""How a library that some commands need is put where asss_xl is."""

from __future__ import annotations

import sys


def install(extra: str) -> str:
    """The command that does it, also where the environment has no pip of its own, as README makes it."""
    return (
        f'I mappen med prosjektet, kjør: python3 -m pip --python "{sys.prefix}" install ".[{extra}]" '
        "(i Windows py i stedet for python3)."
    )
