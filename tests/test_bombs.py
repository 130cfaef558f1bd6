"""A workbook that unpacks to more than it should is told by name, by every command that reads one."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asss_xl import cli

#: As a workbook begins; what follows decides.
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
COMMANDS = {
    "check": ("check", "{bok}"),
    "build": ("build", "--data", "{bok}", "--out", "{ut}"),
    "new --from": ("new", "--network", "asss12", "--from", "{bok}", "--out", "{ut}/ny.xlsx"),
    "collect": ("collect", "--data", "bergen_2009", "{bok}"),
    "functions --into": ("functions", "--into", "{bok}", "--out", "{ut}.xlsx"),
    "functions --remove": ("functions", "--remove", "{bok}", "--out", "{ut}.xlsx"),
    "functions --status": ("functions", "--status", "{bok}"),
}


@pytest.fixture(scope="module")
def bombs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One part that is nearly nothing packed, and parts that each are no more than they may be."""
    folder = tmp_path_factory.mktemp("bomber")
    some = (os.urandom(4096) + bytes(400_000)) * 120
    parts = {"en del": {"xl/worksheets/sheet1.xml": bytes(55_000_000)}}
    parts["mange deler"] = {f"xl/media/{number}.bin": some for number in range(5)}
    for name, content in parts.items():
        path = folder / f"{name}.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", _TYPES)
            for part, data in content.items():
                archive.writestr(part, data)
    return {name: folder / f"{name}.xlsx" for name in parts}


@pytest.mark.parametrize("kind", ["en del", "mange deler"])
@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
def test_a_bomb_is_told_by_name(words: tuple[str, ...], kind: str, bombs: dict[str, Path]) -> None:
    book = bombs[kind]
    filled = [word.format(bok=book, ut=book.parent / "ut") for word in words]
    done = CliRunner().invoke(cli.app, filled)
    assert done.exit_code in (1, 2) and not isinstance(done.exception, (OSError, ValueError, MemoryError))
    assert book.name in done.output and "zip-bombe" in done.output, done.output
    assert {path.name for path in book.parent.iterdir()} == {path.name for path in bombs.values()}
