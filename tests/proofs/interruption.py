"""Kill builds at random moments: the previous file is whole, and no stray file is left afterwards.

    python -m tests.proofs.interruption --count 300 --seed 1

Every other kill is aimed at the last part of the build, where the file is written and moved. Exit
status 1 when a file was damaged or something is left behind.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.support import networks

_BUILD = "from asss_xl.cli import main; main()"


def command(package: Path, out: Path) -> list[str]:
    """One build in a process of its own."""
    return [sys.executable, "-c", _BUILD, "build", "--data", str(package), "--out", str(out)]


@dataclass
class Found:
    """What the kills did."""

    kills: int = 0
    #: Builds that were done before they could be killed.
    finished: int = 0
    intact: int = 0
    #: Kills that hit while a file was being written, and left it until the next run.
    written_on: int = 0
    stray: int = 0


def run(count: int, seed: int) -> Found:
    """Kill ``count`` builds."""
    chance, found = random.Random(seed), Found()
    with tempfile.TemporaryDirectory() as folder:
        package = networks.write(Path(folder, "pakke"), networks.rows(members=2, services=1))
        out = Path(folder, "ut")
        subprocess.run(command(package, out), check=True, capture_output=True)
        start = time.monotonic()
        subprocess.run(command(package, out), check=True, capture_output=True)
        length = time.monotonic() - start
        (target,) = out.iterdir()
        whole = target.read_bytes()
        while found.kills < count:
            earliest = 0.0 if found.kills % 2 else length * 0.7
            start = time.monotonic()
            if not _kill(command(package, out), chance.uniform(earliest, length * 1.05)):
                # The machine is faster now than when the length was measured.
                length = min(length, time.monotonic() - start)
                found.finished += 1
                continue
            found.kills += 1
            found.intact += target.read_bytes() == whole
            remains = len(list(out.iterdir())) - 1
            found.written_on += remains > 0
            if found.kills % 25 == 0:
                print(f"{found.kills} av {count}: {found}", flush=True)
        subprocess.run(command(package, out), check=True, capture_output=True)
        found.stray = len(list(out.iterdir())) - 1
    return found


def _kill(run: list[str], after: float) -> bool:
    process = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    found = run(given.count, given.seed)
    print(f"{given.count} avbrudd, frø {given.seed}: {found}")
    return int(found.intact != given.count or found.stray > 0)


if __name__ == "__main__":
    sys.exit(main())
