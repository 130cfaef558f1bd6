"""Data of ours beside the code: who asks for a line that a file lacks is told the file and the line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn


class Stated(dict[Any, Any]):
    """What a file says, by key."""

    def __init__(self, file: Path, told: Mapping[Any, Any]) -> None:
        super().__init__({k: Stated(file, v) if isinstance(v, dict) else v for k, v in told.items()})
        self.file = file

    def __missing__(self, key: object) -> NoReturn:
        raise LookupError(f"{self.file.parent.name}/{self.file.name} has no line {key!r}")


@cache
def beside(module: str | Path) -> Stated:
    """What is declared in the table beside a module."""
    file = Path(module).with_suffix(".toml")
    return Stated(file, tomllib.loads(file.read_text(encoding="utf-8")))
