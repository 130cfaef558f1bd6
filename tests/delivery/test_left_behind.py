"""Whatever a command writes: nothing half, nothing left behind, and nothing of others touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from asss_xl.replacing import unwritten
from tests.support.killing import left_by_a_killed_run

_LONG = "x" * 300
KILL = "import os; os.link = os.replace = os.rename = lambda *_: os._exit(9)"


def run(*arguments: object, folder: Path, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}\nfrom asss_xl.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    paths = os.pathsep.join(p for p in sys.path if p)
    environment = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=environment)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Somebody's workbook."""
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.save(tmp_path / "min.xlsx")
    return tmp_path


#: Commands that write one file, by what they write.
COMMANDS = {
    "ut.xlsx": ("functions", "--into", "min.xlsx", "--out", "ut.xlsx"),
    "fjernet.xlsx": ("functions", "--remove", "min.xlsx", "--out", "fjernet.xlsx"),
    "inn.xlsx": ("new", "--network", "asss12", "--years", "2024", "--out", "inn.xlsx"),
    "bok.xlsx": ("functions", "--format", "xlsx", "--out", "bok.xlsx"),
    "datapackage.json": (
        "new",
        "--network",
        "asss12",
        "--years",
        "2024",
        "--format",
        "csv",
        "--out",
        "pakke",
    ),
}
#: `new` never replaces anything.
REPLACING = {name: words for name, words in COMMANDS.items() if words[0] != "new"}

each = pytest.mark.parametrize(("name", "words"), COMMANDS.items(), ids=list(COMMANDS))
each_that_replaces = pytest.mark.parametrize(("name", "words"), REPLACING.items(), ids=list(REPLACING))


@each
def test_what_a_killed_run_left_is_gone_after_the_next(name: str, words: tuple[str, ...], own: Path) -> None:
    assert run(*words, folder=own, before=KILL).returncode == 9
    assert list(own.glob(".*")), "stopped before it wrote"
    done = run(*words, folder=own)
    assert (done.returncode, done.stderr) == (0, "")
    assert not list(own.glob("**/.*")) and list(own.rglob(name))


def test_a_book_for_each_is_all_of_them_or_none(own: Path) -> None:
    """Those that were made before it was killed lay there, and the next run refused the folder."""
    words = ("new", "--network", "asss12", "--years", "2024", "--municipality", "all", "--out", "alle")
    assert run(*words, folder=own, before=KILL).returncode == 9
    assert not list(own.glob("alle/*"))
    assert run(*words, folder=own).returncode == 0
    assert len(list((own / "alle").iterdir())) == 13 and not list(own.glob("**/.*"))


@each
def test_only_what_it_made_itself_is_removed(name: str, words: tuple[str, ...], own: Path) -> None:
    for folder in (".asss_xl-notater", ".asss_xl-0123456789ab01234567"):
        (own / folder).mkdir()
        (own / folder / "viktig.txt").write_text("x", "utf-8")
    (own / ".asss_xl-fil").write_text("x", "utf-8")
    theirs = sorted(own.glob(".asss_xl-*"))
    mine = left_by_a_killed_run(own)
    assert run(*words, folder=own).returncode == 0
    assert sorted(own.glob(".asss_xl-*")) == theirs and not mine.exists()
    assert all((path / "viktig.txt").exists() for path in theirs if path.is_dir())


def test_what_is_left_is_removed_though_the_clock_was_set_back(own: Path) -> None:
    mine = left_by_a_killed_run(own)
    tomorrow = time.time() + 86_400
    os.utime(mine, (tomorrow, tomorrow))
    assert run(*COMMANDS["ut.xlsx"], folder=own).returncode == 0
    assert not mine.exists()


@each_that_replaces
def test_a_link_stays_a_link(name: str, words: tuple[str, ...], own: Path) -> None:
    (own / "annet").mkdir()
    real = own / "annet" / "fil"
    real.write_bytes(b"gammel")
    (own / name).symlink_to(real)
    assert run(*words, folder=own).returncode == 0
    assert (own / name).is_symlink() and real.read_bytes() != b"gammel"
    assert list((own / "annet").iterdir()) == [real]


@each
def test_a_new_file_has_the_mode_that_the_umask_gives(name: str, words: tuple[str, ...], own: Path) -> None:
    assert run(*words, folder=own, before="import os; os.umask(0o027)").returncode == 0
    (made,) = own.rglob(name)
    assert stat.S_IMODE(made.stat().st_mode) == 0o640


@each_that_replaces
def test_a_file_keeps_its_mode(name: str, words: tuple[str, ...], own: Path) -> None:
    (own / name).write_bytes(b"gammel")
    (own / name).chmod(0o604)
    assert run(*words, folder=own).returncode == 0
    assert stat.S_IMODE((own / name).stat().st_mode) == 0o604


@each_that_replaces
@pytest.mark.parametrize(
    "how", ["åpen i Excel hos Kari", "åpen i LibreOffice hos Åse Kari", "skrivebeskyttet"]
)
def test_a_file_that_is_taken_is_left(how: str, name: str, words: tuple[str, ...], own: Path) -> None:
    (own / name).write_bytes(b"gammel")
    if how == "skrivebeskyttet":
        (own / name).chmod(0o444)
    elif "LibreOffice" in how:
        (own / f".~lock.{name}#").write_text(",Åse Kari,pc,30.11.2026 15:00,file:///x;", "utf-8")
    else:
        (own / f"~${name}").write_bytes(b"\x04Kari" + b" " * 50)
    before = {path: path.read_bytes() for path in own.iterdir()}
    done = run(*words, folder=own)
    assert done.returncode == 2 and how in done.stderr and "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in own.iterdir()} == before


@pytest.mark.parametrize("how", ["åpen i Excel", "skrivebeskyttet"])
def test_a_build_leaves_a_file_that_is_taken(how: str, package: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    assert run("build", "--data", package, "--out", out, folder=tmp_path).returncode == 0
    (target,) = out.iterdir()
    target.write_bytes(b"gammel")
    target.with_name(f"~${target.name}").touch() if how == "åpen i Excel" else target.chmod(0o444)
    done = run("build", "--data", package, "--out", out, folder=tmp_path)
    assert done.returncode == 2 and how in done.stderr
    assert target.read_bytes() == b"gammel"


def test_a_package_with_an_open_file_is_left(own: Path) -> None:
    words = COMMANDS["datapackage.json"]
    assert run(*words, folder=own).returncode == 0
    from asss_xl.dataset.packages.writing import write
    from asss_xl.replacing import Refused

    package = own / "pakke"
    (package / "kommuner.csv").chmod(0o444)
    before = {path.name: path.read_bytes() for path in package.iterdir()}
    with pytest.raises(Refused, match="skrivebeskyttet"):
        write(package, {}, {})
    assert {path.name: path.read_bytes() for path in package.iterdir()} == before


@each_that_replaces
def test_a_full_disk_leaves_what_was_there(name: str, words: tuple[str, ...], own: Path) -> None:
    pytest.importorskip("resource", reason="finnes ikke på Windows")
    (own / name).write_bytes(b"gammel")
    before = {path: path.read_bytes() for path in own.iterdir()}
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))"
    done = run(*words, folder=own, before=limit)
    assert done.returncode == 2 and "disken er full" in done.stderr
    assert "Exception ignored" not in done.stderr and "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in own.iterdir()} == before


def _too_long() -> Iterator[tuple[object, ...]]:
    yield "build", "--out", _LONG
    yield "build", "--data", _LONG
    yield "check", f"{_LONG}.xlsx"
    yield "functions", "--into", "min.xlsx", "--out", f"{_LONG}.xlsx"
    yield "functions", "--status", f"{_LONG}.xlsx"
    yield "functions", "--format", "xlsx", "--out", f"{_LONG}.xlsx"
    yield "new", "--network", "asss12", "--years", "2024", "--out", f"{_LONG}.xlsx"
    yield "new", "--network", "asss12", "--years", "2024", "--format", "csv", "--out", _LONG
    yield "new", "--network", f"{_LONG}.csv", "--years", "2024", "--out", "inn.xlsx"
    yield "new", "--network", "asss12", "--from", f"{_LONG}.xlsx", "--out", "inn.xlsx"
    yield "fetch", "--year", "2024", "--out", _LONG
    yield "mail", "--to", f"{_LONG}.csv"
    yield "collect", "--data", "eksempelnettverk", f"{_LONG}.xlsx"


@pytest.mark.parametrize("words", list(_too_long()), ids=lambda words: f"{words[0]} {words[-2]}"[:30])
def test_a_name_that_is_too_long_is_told_as_that(words: tuple[str, ...], own: Path) -> None:
    done = run(*words, folder=own)
    assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
    assert "for langt" in done.stderr or "finnes ikke" in done.stderr, done.stderr
    assert [path.name for path in own.iterdir()] == ["min.xlsx"]


def test_what_the_system_says_is_told_in_norwegian() -> None:
    assert unwritten("ut.xlsx", OSError(30, "Read-only file system")) == (
        "ut.xlsx: kan ikke skrives (disken kan bare leses)."
    )


def test_a_reader_that_has_enough_is_no_fault(own: Path) -> None:
    command = f"{sys.executable} -m asss_xl.cli functions --json | head -c 10"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
    )
    assert len(done.stdout) == 10 and done.stderr == ""
