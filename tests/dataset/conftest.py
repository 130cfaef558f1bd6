"""Fixtures: the bundled data set, and a copy of its files to break."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from asss_xl.dataset import DatasetError, Problem, load

BUNDLED = Path(str(resources.files("asss_xl.dataset"))) / "bergen_2009"


class Package:
    """A copy of the bundled package in a folder of its own, to break in one place."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def text(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")

    def write(self, name: str, content: str | bytes) -> None:
        data = content if isinstance(content, bytes) else content.encode()
        (self.root / name).write_bytes(data)

    def replace(self, name: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands; the line it stood on."""
        text = self.text(name)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1

    def descriptor(self, change: Callable[[dict[str, Any]], None]) -> None:
        raw = json.loads(self.text("datapackage.json"))
        change(raw)
        self.write("datapackage.json", json.dumps(raw))

    def resource(self, name: str, /, **changes: Any) -> None:
        def change(raw: dict[str, Any]) -> None:
            next(r for r in raw["resources"] if r["name"] == name).update(changes)

        self.descriptor(change)

    def problems(self) -> list[Problem]:
        with pytest.raises(DatasetError) as caught:
            load(self.root)
        for problem in caught.value.problemer:
            assert str(problem) in str(caught.value)
        return caught.value.problemer

    def only(self) -> Problem:
        problems = self.problems()
        assert len(problems) == 1, "\n".join(map(str, problems))
        return problems[0]


@pytest.fixture
def package(tmp_path: Path) -> Package:
    root = tmp_path / "pakke"
    shutil.copytree(BUNDLED, root)
    return Package(root)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a bundled file as text, read without the code under test."""
    with (BUNDLED / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
