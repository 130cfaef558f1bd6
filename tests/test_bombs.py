"""A workbook that unpacks to more than it should is told by name, by every command that reads one."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import openpyxl
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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
@pytest.mark.parametrize("words", COMMANDS.values(), ids=list(COMMANDS))
def test_a_pipe_is_refused_and_not_waited_for(words: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ror.xlsx")
    filled = [word.format(bok=tmp_path / "ror.xlsx", ut=tmp_path / "ut") for word in words]
    done = CliRunner().invoke(cli.app, filled)
    assert done.exit_code == 2 and re.search("ikke en vanlig fil|verken en datapakke", done.output), (
        done.output
    )


def test_what_is_no_file_is_not_written_over(tmp_path: Path) -> None:
    """A link to itself, a pipe; and a name that is too long is not the source's fault."""
    source, loop, pipe = (tmp_path / f"{name}.xlsx" for name in ("kilde", "ring", "ror"))
    openpyxl.Workbook().save(source)
    loop.symlink_to(loop.name)
    os.mkfifo(pipe)
    no_file = "ikke en vanlig fil"
    for out, told in ((loop, no_file), (pipe, no_file), (tmp_path / f"{'x' * 300}.xlsx", "for langt")):
        for words in (("--into", source), ("--remove", source), ("--format", "xlsx")):
            done = CliRunner().invoke(cli.app, ["functions", *map(str, words), "--out", str(out)])
            assert done.exit_code == 2 and told in done.output, done.output
            assert done.output.startswith(str(out))
    assert loop.is_symlink() and pipe.is_fifo()
