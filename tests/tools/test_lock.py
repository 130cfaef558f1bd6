"""requirements.lock is of the dependencies as they are; what is not among them is asked for by name."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
#: What a person who builds, calculates and sends need not have.
HEAVY = {"pandas", "pydantic", "scipy"}


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
    for text in described["project"]["dependencies"]:
        wanted = Requirement(text)
        assert versions[wanted.name] and all(wanted.specifier.contains(v) for v in versions[wanted.name])
    assert not HEAVY & versions.keys()


def test_without_pandas_figures_are_read_and_a_frame_says_what_to_do() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from asss_xl.dataset import load; from asss_xl.dataset.frames import verdier\n"
        "data = load('bergen_2009')\n"
        "try: verdier(data)\n"
        "except ModuleNotFoundError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert "pip install pandas" in done.stdout, done.stderr
