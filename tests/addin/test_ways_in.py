"""docs/tillegg.md: every way in can be followed, as far as it can be judged without Excel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asss_xl.addin.exposed import EXPOSED
from asss_xl.cli import app
from tools.norwegian import FUNCTIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "tillegg.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
WAYS = dict(re.findall(r"(?ms)^## ([a-f])\. [^\n]*\n(.*?)(?=^## |^---)", PAGE))


@pytest.mark.parametrize("letter", "abcdef")
def test_each_reader_has_three_steps_what_it_looks_like_and_where_it_stops(letter: str) -> None:
    way = WAYS[letter]
    assert re.findall(r"(?m)^(\d)\. ", way) == ["1", "2", "3"]
    assert way.count("**Slik ser det ut:**") == way.count("**Her stopper det:**") == 1


def test_the_table_leads_to_each_of_them() -> None:
    headings = {_anchor(h) for h in re.findall(r"(?m)^#+ (.*)$", PAGE)}
    assert {link for link in re.findall(r"\(#([^)]*)\)", PAGE)} <= headings


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_are_linked_to_are_there(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_formulas_are_as_norwegian_excel_takes_them() -> None:
    formulas = re.findall(r"`(=[A-ZÆØÅ_]+\([^`]*)`", PAGE)
    assert len(formulas) > 10
    for formula in formulas:
        outside = re.sub(r'"[^"]*"', "", formula)
        assert not re.search(r",(?!\d)", outside) and not re.search(r"\d\.\d", outside), formula
        used = set(re.findall(r"[A-ZÆØÅ_]+(?=\()", outside))
        assert used <= set(EXPOSED) | set(FUNCTIONS.values()), formula


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_shown_are_there(page: Path) -> None:
    import typer

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for line in page.read_text(encoding="utf-8").splitlines():
        shown = re.match(r"\s*(?:\.venv\\Scripts\\)?asss-xl(?:\.exe)? ([a-z]+)(.*)", line)
        if shown is None:
            continue
        command = commands[shown[1]]
        known = {option for parameter in _all(command) for option in parameter.opts}
        assert set(re.findall(r"(?<!\w)--[a-z-]+", shown[2].split("#")[0])) <= known, line


def _all(command: object) -> list[object]:
    own = list(command.params)  # type: ignore[attr-defined]
    return own + [p for inner in getattr(command, "commands", {}).values() for p in inner.params]


def _anchor(heading: str) -> str:
    """As GitHub makes it: small letters, no signs, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
