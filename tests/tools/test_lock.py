"""requirements.lock is of the dependencies as they are; what is not among them is asked for by name."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from asss_xl.addin.install import XLWINGS

ROOT = Path(__file__).parents[2]
#: What a person who builds, calculates and sends need not have.
HEAVY = {"pandas", "pydantic", "scipy"}
#: What only the add-in in Excel on Windows and arrays in Python need.
EXCEL = ("numpy", "xlwings")


def locked() -> dict[str, list[str]]:
    """The versions of each package; a package without a checksum is an error."""
    found: dict[str, list[str]] = {}
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.lstrip().startswith("#"):
            name, version = re.match(r"([a-z0-9-]+)==(\S+)", line).groups()  # type: ignore[union-attr]
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", line), line
            found.setdefault(name, []).append(version)
    return found


def test_every_dependency_is_locked_within_its_bounds() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    versions = locked()
    core = described["project"]["dependencies"]
    assert not {Requirement(text).name for text in core} & set(EXCEL)
    assert versions["xlwings"] == [XLWINGS], "what the add-in that is installed has the module of"
    for text in [*core, *described["project"]["optional-dependencies"]["excel"]]:
        wanted = Requirement(text)
        assert versions[wanted.name] and all(wanted.specifier.contains(v) for v in versions[wanted.name])
    assert not HEAVY & versions.keys()


def test_without_pandas_figures_are_read_and_a_frame_says_what_to_do() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from asss_xl.dataset import load\n"
        "load('bergen_2009')\n"
        "try: from asss_xl.dataset import frames\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert 'install ".[pandas]"' in done.stdout, done.stderr


def _without_excel(code: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Python code where nobody has installed the extra for Excel."""
    gone = f"import sys; sys.modules.update(dict.fromkeys({EXCEL}))\n"
    command = [sys.executable, "-c", gone + code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_without_the_extra_for_excel_a_report_is_built_and_checked(tmp_path: Path) -> None:
    for words in (
        ("build", "--out", tmp_path),
        ("check", tmp_path / "Kommunerapport_Bergen_2009.xlsx"),
        ("functions", "--into", tmp_path / "Kommunerapport_Bergen_2009.xlsx", "--out", tmp_path / "med.xlsx"),
    ):
        done = _without_excel("from asss_xl.cli import main; main()", *words)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
    assert (tmp_path / "med.xlsx").stat().st_size > 100_000


def test_without_the_extra_for_excel_it_is_said_what_to_install() -> None:
    done = _without_excel(
        "import asss_xl\n"
        "class Table:\n"
        "    def __array__(self): return None\n"
        "print(asss_xl.avvik([11288, 11000], 10640, indeks=0.968))\n"
        "try: asss_xl.avvik(Table(), 1, indeks=1)\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    assert "988.4" in done.stdout and 'install ".[excel]"' in done.stdout, (done.stdout, done.stderr)
