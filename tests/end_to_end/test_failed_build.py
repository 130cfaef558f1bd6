"""A build that fails or is interrupted leaves what was there, whole, and nothing half-made."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from asss_xl.dataset import load
from asss_xl.report import build
from asss_xl.workbook import Book, writer
from asss_xl.workbook.writer import save
from tests.support import networks

BEFORE = b"det forrige kommunerapporten var"


class Stopped(Exception):
    """What goes wrong."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A small workbook with sheets and charts."""
    rows = networks.rows(members=2, years=(2023,), parts=("regnskap", "profiler"))
    return build(load(networks.write(tmp_path_factory.mktemp("lite"), rows, years=(2023,)))).book


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook from before, in a folder of its own; temporary files go to another."""
    temporary = tmp_path / "midlertidig"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    folder = tmp_path / "workbooks"
    folder.mkdir()
    made = folder / "Kommunerapport_Bergen_2009.xlsx"
    made.write_bytes(BEFORE)
    return made


def _left(target: Path) -> list[str]:
    temporary = target.parent.parent / "midlertidig"
    return sorted(p.name for p in (*target.parent.iterdir(), *temporary.iterdir()))


def _raiser(error: BaseException, after: int = 0) -> Callable[..., object]:
    calls = iter(range(after))

    def raising(*_arguments: object, **_named: object) -> object:
        if next(calls, None) is None:
            raise error
        return 0

    return raising


ERRORS = [Stopped("feil"), KeyboardInterrupt(), OSError(28, "No space left on device")]
NAMES = ["exception", "interrupt", "full disk"]


@pytest.mark.parametrize("error", ERRORS, ids=NAMES)
def test_a_failure_before_anything_is_written(
    error: BaseException, target: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "write", _raiser(error))
    with pytest.raises(type(error)):
        save(book, target)
    assert target.read_bytes() == BEFORE
    assert _left(target) == [target.name]


@pytest.mark.parametrize("error", ERRORS, ids=NAMES)
def test_a_failure_in_the_middle_of_the_sheets(
    error: BaseException, target: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "add_chart", _raiser(error, after=3))
    with pytest.raises(type(error)):
        save(book, target)
    assert target.read_bytes() == BEFORE
    assert _left(target) == [target.name]


@pytest.mark.parametrize("error", ERRORS, ids=NAMES)
def test_a_failure_while_the_file_is_packed(
    error: BaseException, target: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    packing = zipfile.ZipFile.open
    calls = iter(range(5))

    def stopping(self: zipfile.ZipFile, *arguments: object, **named: object) -> object:
        if next(calls, None) is None:
            raise error
        return packing(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "open", stopping)
    with pytest.raises(type(error)):
        save(book, target)
    monkeypatch.undo()
    assert target.read_bytes() == BEFORE
    assert _left(target) == [target.name]


@pytest.mark.parametrize("error", ERRORS, ids=NAMES)
def test_a_failure_while_the_file_is_moved_into_place(
    error: BaseException, target: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", _raiser(error))
    with pytest.raises(type(error)):
        save(book, target)
    assert target.read_bytes() == BEFORE
    assert _left(target) == [target.name]


def test_a_build_that_succeeds_leaves_one_file(target: Path, book: Book) -> None:
    save(book, target)
    assert _left(target) == [target.name]
    assert zipfile.is_zipfile(target)


def test_the_new_file_is_as_readable_as_others(target: Path, book: Book) -> None:
    """A temporary file is private to its owner; the workbook is to be read by colleagues."""
    save(book, target)
    beside = target.parent / "vanlig.txt"
    beside.write_text("x", encoding="utf-8")
    assert target.stat().st_mode == beside.stat().st_mode
