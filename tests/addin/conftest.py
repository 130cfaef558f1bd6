"""Helpers for the add-in's tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def xlwings_windows() -> Callable[[list[Any]], dict[str, Any]]:
    """Runs UDF calls through xlwings' own Windows code, with stub modules for pywin32."""

    def run(calls: list[Any]) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, str(HERE / "xlwings_probe.py")],
            input=json.dumps({"calls": calls}),
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    return run
