"""The commands as a user types them: what they print, what they write, how they end."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from asss_xl import __version__, cli, replacing
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.commands import collect, common
from asss_xl.delivery.answers import Answer
from asss_xl.report.kommunerapport import Rapport
from tests.end_to_end.planting import with_cached

OK, FINDINGS, WRONG_USE = 0, 1, 2
NAME = "Kommunerapport_Bergen_2009.xlsx"
README = Path(cli.__file__).parents[1] / "README.md"


def _tree(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each command by its words, the program itself by none."""
    yield words, command
    for name, each in getattr(command, "commands", {}).items():
        yield from _tree(each, (*words, name))


TREE = dict(_tree(get_command(cli.app)))
COMMANDS = sorted(words[0] for words in TREE if len(words) == 1)
#: What the library says where nobody says otherwise, and words of English texts.
ENGLISH = re.compile(
    r"\b(the|and|of|workbook|usage|options?|arguments?|commands?|show|this|default|required|str|text|string|path"
    r"|files?|folder|directory|int|integer|float|number|range|boolean|name)\b|<\w|[{}]",
    re.IGNORECASE,
)


def run(*arguments: str | Path) -> Any:
    """One command in this process."""
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def script(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """One command as a program of its own, the way the console script starts it."""
    start = "import sys; sys.argv[0] = 'asss-xl'; from asss_xl.cli import main; main()"
    command = [sys.executable, "-c", start, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, timeout=120)


# -- all commands ---------------------------------------------------------------------------------


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    done = script(folder=tmp_path)
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert done.stderr.startswith("Bruk: asss-xl [")
    for command in COMMANDS:
        assert command in done.stderr


def test_the_version_is_shown() -> None:
    result = run("--version")
    assert (result.exit_code, result.output) == (OK, f"asss_xl {__version__}\n")


@pytest.mark.parametrize("words", TREE)
def test_every_command_has_help_in_norwegian(words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == OK
    assert TREE[words].help.endswith(".")
    assert TREE[words].help.split()[0].rstrip(",") in result.output
    # What is typed as it stands, and files named by their endings, are not words of a text.
    said = re.sub(r"--[a-z-]+|asss-xl|\w+\.\w+", " ", result.output)
    assert ENGLISH.findall(said) == []


def test_each_text_of_the_help_is_of_a_command_or_an_option() -> None:
    texts = tomllib.loads(Path(common.__file__).with_name("valg.toml").read_text(encoding="utf-8"))
    shown = _joined("".join(run(*words, "--help").output for words in TREE))
    told = [text.partition("{")[0] for of in texts.values() for text in of.values()]
    assert [text for text in told if _joined(text) not in shown] == []


def _joined(text: str) -> str:
    """A text however its lines are broken, which is also done at a hyphen."""
    return re.sub(r"[\s-]", "", text)


def test_the_words_of_values_are_bokmaal() -> None:
    shown = set(re.findall(r"^  --[a-z-]+ (\S+)  ", "".join(run(*w, "--help").output for w in TREE), re.M))
    assert shown == {"TEKST", "STI", "TALL", "ÅR", "ANTALL"}


def test_the_readme_names_commands_and_options_that_are_there() -> None:
    """A line that begins with the program is a command; the lines under it go on with its options."""
    listed: dict[tuple[str, ...], set[str]] = {}
    block = README.read_text(encoding="utf-8").partition("## Kommandoene")[2].split("```")[1]
    for line in block.strip().splitlines():
        if named := re.match(r"asss-xl ((?:[a-z]+ )+)", line):
            *_, words = (w for w in _prefixes(named[1].split()) if w in TREE)
        listed.setdefault(words, set()).update(re.findall(r"--[a-z-]+", line))
    assert {words[0] for words in listed} == set(COMMANDS)
    known = {words: {name for p in TREE[words].params for name in p.opts} for words in listed}
    assert {words: named - known[words] for words, named in listed.items() if named - known[words]} == {}


def test_what_the_readme_installs_later_can_be_installed_in_an_environment_that_is_activated() -> None:
    """Its python had no pip: «No module named pip»."""
    made = [line for line in README.read_text(encoding="utf-8").splitlines() if "--without-pip" in line]
    assert len(made) == 2 and all("--python .venv install pip " in line for line in made)


def test_ctrl_c_while_the_program_is_read_is_not_told_of(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    paths = os.pathsep.join((str(tmp_path), str(README.parent)))
    command, environment = [sys.executable, "-m", "asss_xl", "build"], {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize("out", ["fil", "fil/ut", "ring", "borte"])
@pytest.mark.parametrize("books", [("Bergen",), ("Bergen", "Oslo")])
def test_a_folder_that_cannot_be_is_refused_at_once(out: str, books: tuple[str, ...], tmp_path: Path) -> None:
    """Two books gave 1 and «0 av 2 arbeidsbøker», a link to itself «File exists»."""
    (tmp_path / "fil").touch()
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    (tmp_path / "borte").symlink_to(tmp_path / "ingen")
    chosen = (word for book in books for word in ("--municipality", book))
    result = run("build", "--data", "eksempelnettverk", *chosen, "--out", tmp_path / out)
    assert (result.exit_code, result.stdout) == (WRONG_USE, "")
    assert result.stderr.count("--out") == 1 and "mappe" in result.stderr and "exists" not in result.stderr


def _prefixes(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[:count]) for count in range(1, len(words) + 1))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "--finnes-ikke"), "Ukjent valg: --finnes-ikke. Se asss-xl build --help."),
        (("build", "--municipalty", "Bergen"), "Mente du"),
        (("build", "--municipality", "Oslo", "Bergen"), "(--municipality Oslo --municipality Bergen)"),
        (("build", "--year", "2008", "2009"), "hermetegn rundt mellomrom; --year tar bare én."),
        (
            ("verify", "eksempelnettverk"),
            "Uventet: eksempelnettverk. Hver verdi har valget sitt foran seg (--data ",
        ),
        (("functions", "--format", "xlsx", "--out", "bok"), "--out bok: er ikke navnet på en arbeidsbok."),
        (("build", "--year", "i fjor"), "Ugyldig verdi for --year: «i fjor»."),
        (("build", "--year", "2_009"), "Ugyldig verdi for --year: «2_009»."),
        (("build", "--workers", "0"), "Ugyldig verdi for --workers: «0». Det må være 1–64."),
        (("build", "--workers", "to"), "Ugyldig verdi for --workers: «to». Det må være 1–64."),
        (("build", "--municipality"), "--municipality mangler verdi. Se asss-xl build --help."),
        (("build", "--merged=ja"), "--merged tar ingen verdi."),
        (
            ("build", "--year", "2009", "--out=a", "--year=2008", "--out", "b"),
            "--out, --year: gitt mer enn én gang.",
        ),
        (
            ("new", "--municipality", "Bergen", "--municipality", "Oslo"),
            "--municipality: gitt mer enn én gang",
        ),
        (("build", "--municipality", ""), "--municipality: verdien er tom."),
        (("build", "--data", "bergen_2009", "--data="), "--data: verdien er tom."),
        (("build", "--scenario", " ", "--out", ""), "--scenario, --out: verdien er tom."),
        (("export", "--service", "", "--out", "ut"), "--service: verdien er tom."),
        (("new", "--from", "", "--network", "", "--out", "a.xlsx"), "--from, --network: verdien er tom."),
        (("scenario", "save", "a.xlsx", "--name", ""), "--name: verdien er tom."),
        (("check", ""), "FIL...: verdien er tom."),
        (("collect", "a.xlsx", " ", "--data", ""), "--data, FIL...: verdien er tom."),
        (("check",), "Mangler arbeidsbøkene som skal kontrolleres, eller mappen de ligger i."),
        (
            ("collect", "--data", "bergen_2009"),
            "Mangler de returnerte arbeidsbøkene, eller mappen de ligger i.",
        ),
        (("addin",), "Mangler install, status eller uninstall."),
        (("scenario", "save", "a.xlsx"), "Mangler --name."),
        (("bygg",), "Ukjent kommando: bygg."),
    ],
)
def test_wrong_use_is_told_of_in_norwegian(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = script(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert told in done.stderr and done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the names of files are Unicode there")
def test_a_name_that_the_machine_has_no_signs_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)
    for municipality in ("5501", "Tromsø"):
        words = ("build", "--data", "eksempelnettverk", "--municipality", municipality, "--out", ".")
        done = script(*words, folder=tmp_path)
        assert done.returncode == WRONG_USE and "(ascii)" in done.stderr, done.stderr
        assert done.stderr.count("\n") == 1 and "PYTHONUTF8=1" in done.stderr


def test_the_console_script_is_the_same_program(tmp_path: Path) -> None:
    installed = Path(sys.executable).with_name("asss-xl")
    if not installed.exists():
        pytest.skip("pakken er ikke installert med kommandoen asss-xl")
    done = subprocess.run([installed, "--version"], capture_output=True, text=True, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (OK, f"asss_xl {__version__}\n")


# -- build ----------------------------------------------------------------------------------------


def test_build_as_a_program_writes_the_workbook_in_workbooks(native_file: Path, tmp_path: Path) -> None:
    done = script("build", folder=tmp_path)
    assert (done.returncode, done.stderr) == (OK, "")
    assert done.stdout == f"Skrev {Path('workbooks') / NAME}\n"
    assert [p.name for p in tmp_path.iterdir()] == ["workbooks"]
    assert [p.name for p in (tmp_path / "workbooks").iterdir()] == [NAME]
    assert (tmp_path / "workbooks" / NAME).read_bytes() == native_file.read_bytes()


def test_build_by_name_and_by_all_is_the_same(native_file: Path, tmp_path: Path) -> None:
    for name in ("all", "bERGEN", "4601"):
        result = run("build", "--municipality", name, "--year", "2009", "--out", tmp_path / name)
        assert result.exit_code == OK, result.output
        assert (tmp_path / name / NAME).read_bytes() == native_file.read_bytes()


def test_build_in_the_named_form(files: dict[str, Path], tmp_path: Path) -> None:
    result = run("build", "--formulas", "named", "--out", tmp_path)
    assert result.exit_code == OK
    assert (tmp_path / NAME).read_bytes() == files["named"].read_bytes()
    cells = file_cells(Workbook.open(tmp_path / NAME)).values()
    assert sum("ASSS_" in (cell.formula or "") for cell in cells) > 500


def test_build_replaces_an_older_workbook(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("den forrige", encoding="utf-8")
    assert run("build", "--out", tmp_path).exit_code == OK
    assert zipfile.is_zipfile(tmp_path / NAME)


def test_build_tells_of_all_problems_at_once_and_writes_nothing(tmp_path: Path) -> None:
    result = run(
        "build",
        "--municipality",
        "Lillevik",
        "--year",
        "1999",
        "--formulas",
        "blandet",
        "--out",
        tmp_path / "ut",
    )
    assert result.exit_code == WRONG_USE
    for told in ("Lillevik", "Bergen", "1999", "2009", "blandet", "native", "named"):
        assert told in result.stderr, told
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_build_to_a_file_is_wrong_use(tmp_path: Path) -> None:
    target = tmp_path / "ut"
    target.write_text("noe annet", encoding="utf-8")
    result = run("build", "--out", target)
    assert result.exit_code == WRONG_USE
    assert "er ikke en mappe" in result.stderr
    assert target.read_text(encoding="utf-8") == "noe annet"


def test_a_file_name_for_a_folder_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    target = tmp_path / "bergen.xlsx"
    missing = run("build", "--out", target)
    assert not list(tmp_path.iterdir())
    target.write_bytes(b"tall")
    for result in (missing, run("build", "--out", target)):
        assert result.exit_code == WRONG_USE
        assert result.stderr.count("\n") == 1 and "er et filnavn. Oppgi en mappe" in result.stderr


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "asss_xl", "--version"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    assert (result.returncode, result.stdout.strip().split()[-1]) == (OK, __version__)


@pytest.mark.parametrize(
    ("package", "told"),
    [
        ("finnes_ikke", "«finnes_ikke»: Datapakken finnes ikke."),
        ("x/regnskap.csv", "eller en inndatabok (.xlsx)"),
        ("finnesikke.xlsx", "«finnesikke.xlsx»: Inndataboken finnes ikke."),
        (".", "«.»: Mappen har verken datapackage.json eller inndatabøker"),
    ],
)
def test_build_from_data_that_are_not_there(package: str, told: str, tmp_path: Path) -> None:
    done = script("build", "--data", package, "--out", "ut", folder=tmp_path)
    assert done.returncode == WRONG_USE
    assert told in done.stderr and done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_build_from_data_with_faults_tells_of_each_with_file_and_row(tmp_path: Path) -> None:
    package = _broken_package(tmp_path / "pakke")
    result = run("build", "--data", package, "--out", tmp_path / "ut")
    assert result.exit_code == WRONG_USE
    assert "kriterieverdier.csv" in result.stderr and "figurer.csv" in result.stderr
    assert result.stderr.count("rad") >= 2
    assert not (tmp_path / "ut").exists()


def _broken_package(folder: Path) -> Path:
    """The bundled package with a fault in each of two files."""
    import shutil
    from importlib import resources

    shutil.copytree(Path(str(resources.files("asss_xl.dataset"))) / "bergen_2009", folder)
    for name in ("kriterieverdier.csv", "figurer.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        lines[3] = lines[3].replace(",200", ",ikke et årstall 200", 1)
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "error",
    [PermissionError(errno.EACCES, "Permission denied"), OSError(errno.ENOSPC, "No space left on device")],
)
def test_build_where_the_file_cannot_be_written(
    error: OSError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_text("den forrige", encoding="utf-8")

    def refused(*_: object) -> None:
        raise error

    monkeypatch.setattr(replacing.os, "replace", refused)
    result = run("build", "--out", tmp_path)
    assert result.exit_code == WRONG_USE
    assert NAME in result.stderr and "kan ikke skrives" in result.stderr
    assert (tmp_path / NAME).read_text(encoding="utf-8") == "den forrige"
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


def test_build_where_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("build", "--out", tmp_path / "ut")
    assert result.exit_code == WRONG_USE
    assert "kan ikke skrives" in result.stderr
    assert list((tmp_path / "ut").iterdir()) == []


# -- verify ---------------------------------------------------------------------------------------


def test_verify_accounts_for_every_published_figure() -> None:
    result = run("verify", "--json")
    assert result.exit_code == OK
    rows = json.loads(result.stdout)
    fields = {
        "tabell",
        "linje",
        "aktor",
        "aar",
        "enhet",
        "publisert",
        "beregnet",
        "nedre",
        "oevre",
        "status",
        "merknad",
        "slag",
        "ventet",
    }
    assert all(row.keys() == fields for row in rows)
    assert {row["status"] for row in rows} == {"stemmer", "kildefeil", "ikke_reproduserbar"}
    for row in rows:
        if row["status"] != "stemmer":
            assert row["merknad"], row
    labels = [r for r in rows if r["tabell"].startswith("Tjenesteprofil") and r["enhet"] == "indeks"]
    assert sum(row["status"] == "kildefeil" for row in labels) == 9


def test_verify_in_words() -> None:
    result = run("verify")
    assert result.exit_code == OK
    assert "etterprøvd" in result.stdout and "kildefeil" in result.stdout


def test_verify_of_data_that_are_not_there() -> None:
    result = run("verify", "--data", "finnes_ikke")
    assert (result.exit_code, result.stdout) == (WRONG_USE, "")
    assert "finnes_ikke" in result.stderr


# -- check ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wrong_file(native: Rapport, native_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook with one cached value that is not the formula's."""
    out = tmp_path_factory.mktemp("feil") / "feil.xlsx"
    return with_cached(native_file, out, {native.avvik.kjede.slutt["Barnevern"][2009]: "123456"})


def test_check_of_a_good_workbook(native_file: Path) -> None:
    result = run("check", native_file)
    assert result.exit_code == OK, result.output
    assert f"{native_file}:" in result.stdout and "0 funn" in result.stdout


def test_check_of_a_wrong_workbook_tells_where(native: Rapport, wrong_file: Path) -> None:
    result = run("check", wrong_file)
    assert result.exit_code == FINDINGS
    assert native.avvik.kjede.slutt["Barnevern"][2009].address in result.stdout
    assert "123456" in result.stdout
    assert "1 funn" in result.stdout


def test_check_as_json(native: Rapport, native_file: Path, wrong_file: Path) -> None:
    result = run("check", "--json", native_file, wrong_file)
    assert result.exit_code == FINDINGS
    good, wrong = json.loads(result.stdout)
    assert good["file"] == str(native_file)
    assert good["formulas"] == wrong["formulas"] > 3000
    assert (good["differences"], good["findings"]) == ([], [])
    (difference,) = wrong["differences"]
    victim = native.avvik.kjede.slutt["Barnevern"][2009]
    assert (difference["sheet"], difference["address"]) == (victim.sheet, victim.address)
    assert (difference["cached"], difference["recalculated"]) == (123456, victim.value)
    only = json.loads(run("check", "--json", native_file).stdout)
    assert only == good


def test_check_of_files_that_are_not_there_tells_of_all(native_file: Path, tmp_path: Path) -> None:
    result = run("check", tmp_path / "a.xlsx", native_file, tmp_path / "b.xlsx")
    assert result.exit_code == WRONG_USE and f"{native_file}: " in result.stdout
    assert "a.xlsx: finnes ikke" in result.stderr and "b.xlsx: finnes ikke" in result.stderr


@pytest.mark.parametrize("command", ["check", "collect --data bergen_2009", "functions --status"])
def test_a_file_that_may_not_be_read_is_told_of_in_norwegian(
    command: str, native_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It said «Ugyldig verdi for files: «Path …». Root may read all: the answer is stood in for."""
    opened = Path.open

    def refused(path: Path, *args: Any, **named: Any) -> Any:
        if path == native_file:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opened(path, *args, **named)

    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    monkeypatch.setattr(Path, "open", refused)
    result = run(*command.split(), native_file)
    assert result.exit_code == WRONG_USE
    assert "Ugyldig verdi" not in result.output and "tilgangen er nektet" in result.output


@pytest.mark.parametrize(
    ("lock", "program"), [("~$svar.xlsx", "Excel"), (".~lock.svar.xlsx#", "LibreOffice")]
)
def test_a_workbook_that_is_open_is_read_as_it_is_saved(
    lock: str, program: str, native_file: Path, tmp_path: Path
) -> None:
    """Figures that are written and not saved were left out without a word."""
    returned = tmp_path / "svar.xlsx"
    returned.write_bytes(native_file.read_bytes())
    told = f"svar.xlsx er åpen i {program}. Det som ikke er lagret, er ikke med."
    command = ("collect", "--data", "bergen_2009", returned)
    assert told not in run(*command).stderr
    (tmp_path / lock).touch()
    result = run(*command)
    assert (result.exit_code, told in result.stderr) == (OK, True)
    # What cannot be read as it is saved, may be mended and not saved.
    result = run("verify", "--data", returned)
    assert (result.exit_code, told in result.stderr) == (WRONG_USE, True)


def test_check_of_something_that_is_no_workbook(tmp_path: Path) -> None:
    strange = tmp_path / "notat.xlsx"
    strange.write_text("Kjære Åse", encoding="utf-8")
    done = script("check", strange, folder=tmp_path)
    assert done.returncode == WRONG_USE
    assert "ikke en Excel-arbeidsbok" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("collect", "--data", "bergen_2009"), "mappen har ingen arbeidsbøker."),
        (("scenario", "save", "--name", "A"), "Dette er en mappe, ikke en fil."),
    ],
)
def test_a_folder_without_a_returned_workbook_is_told_of(
    command: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    assert told in run(*command, tmp_path).output
    missing = run(*command, tmp_path / "borte.xlsx")
    assert missing.exit_code == WRONG_USE and "borte.xlsx: finnes ikke." in missing.stderr


@pytest.mark.parametrize("words", [("--to", "borte.csv"), ("--to", "borte.csv", "--message", "borte.md")])
def test_a_letter_s_file_that_is_not_there_is_no_part_of_a_package(words: tuple[str, ...]) -> None:
    result = run("mail", *words)
    assert result.exit_code == WRONG_USE and "datapackage.json" not in result.stderr
    for name in words[1::2]:
        assert f"{name}: Filen mangler. Se etter at navnet og mappen er rett." in result.stderr


def test_collect_of_nothing_that_is_a_workbook_is_wrong_use(native_file: Path, tmp_path: Path) -> None:
    text = tmp_path / "tekst.xlsx"
    text.write_text("Kjære Åse", encoding="utf-8")
    for files, status in (([text], WRONG_USE), ([text, native_file], FINDINGS)):
        result = run("collect", "--data", "bergen_2009", *files)
        assert (result.exit_code, "ikke en Excel-arbeidsbok" in result.stdout) == (status, True)


@pytest.mark.parametrize(("place", "told"), [("", "svar.xlsx: 2024"), ("Ås", "svar.xlsx: Ås 2024")])
def test_collect_names_a_book_of_no_municipality(
    place: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    collect.tell([Answer("svar.xlsx", place, "2024")])
    assert capsys.readouterr().out == f"{told}\n  ingen rettelser\n"


def test_collect_prints_some_of_a_kind_and_how_many_more(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer("svar.xlsx")
    for row in range(1, 101):
        answer.refuse("Cellen er endret.", ("Forside", f"A{row}"))
    for row in range(1, 31):
        answer.refuse("Er det prosent?", ("Rettelser", f"E{row}"), f"svar.xlsx:Rettelser!E{row}")
    collect.tell([answer])
    lines = capsys.readouterr().out.splitlines()
    assert lines[20] == "  avvist Forside!A20: Cellen er endret."
    assert all(f'--confirm "svar.xlsx:Rettelser!E{row}"' in lines[20 + row] for row in range(1, 31))
    assert lines[51:] == ["  avvist, og 80 til: Cellen er endret. Se alle med --json."]


@pytest.mark.parametrize(
    ("given", "missing"),
    [((), "--year og --out"), (("--year", "2024"), "--out"), (("--out", "ut"), "--year")],
)
def test_fetch_names_only_what_is_missing(given: tuple[str, ...], missing: str) -> None:
    result = run("fetch", *given)
    assert result.exit_code == WRONG_USE and result.stderr.startswith(f"Oppgi {missing}. Se")


# -- functions ------------------------------------------------------------------------------------


def test_functions_are_listed_with_their_arguments() -> None:
    result = run("functions")
    assert result.exit_code == OK
    assert "ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])" in result.stdout


def test_functions_as_json() -> None:
    result = run("functions", "--json")
    assert result.exit_code == OK
    rows = json.loads(result.stdout)
    fields = {"name", "category", "description", "parameters", "native", "lambda", "source"}
    assert all(row.keys() == fields for row in rows)
    assert all(p.keys() == {"name", "description", "optional"} for r in rows for p in r["parameters"])


def test_functions_into_a_workbook(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = 100
    book.save(tmp_path / "min.xlsx")
    before = (tmp_path / "min.xlsx").read_bytes()
    result = run("functions", "--into", tmp_path / "min.xlsx", "--out", tmp_path / "ny.xlsx")
    assert result.exit_code == OK, result.output
    names = {name.name for name in Workbook.open(tmp_path / "ny.xlsx").defined_names}
    assert {"ASSS_AVVIK", "ASSS_INDEKS"} <= names
    assert (tmp_path / "min.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--json", "--format", "xlsx"), "kan ikke brukes sammen"),
        (("--into", "min.xlsx"), "--out"),
        (("--format", "pdf"), "pdf"),
        (("--out", "ny.xlsx"), "--out gjelder bare sammen med --into, --remove eller --format."),
    ],
)
def test_functions_used_in_the_wrong_way(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("functions", *arguments)
    assert (result.exit_code, result.stdout) == (WRONG_USE, "")
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_functions_into_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = run("functions", "--into", tmp_path / "mangler.xlsx", "--out", tmp_path / "ny.xlsx")
    assert result.exit_code == WRONG_USE
    assert "mangler.xlsx: Filen kan ikke leses (filen finnes ikke)." in result.stderr
    assert list(tmp_path.iterdir()) == []


# -- addin ----------------------------------------------------------------------------------------


def test_addin_with_an_action_that_does_not_exist() -> None:
    result = run("addin", "oppgrader")
    assert (result.exit_code, result.stdout) == (WRONG_USE, "")
    assert "install, status eller uninstall" in result.stderr


@pytest.mark.skipif(os.name != "posix", reason="bare et skall på Linux og macOS lukker en strøm slik")
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_a_command_without_its_streams_does_its_work(closed: str) -> None:
    """It said AttributeError after all was written."""
    command = f"{sys.executable} -m asss_xl.cli functions --json {closed}"
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
