"""How a library that some of the program needs is put where asss_xl is."""

from __future__ import annotations

import sys


def install(extra: str, *options: str) -> str:
    """The command that does it, also where the environment has no pip of its own, as README makes it."""
    words = " ".join(["install", *options])
    return (
        f'I mappen med prosjektet, kjør: python3 -m pip --python "{sys.prefix}" {words} ".[{extra}]" '
        "(i Windows py i stedet for python3)."
    )
