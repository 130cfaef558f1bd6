"""Kill builds at random moments: the previous file is whole, and no stray file is left afterwards.

``python -m tests.proofs.interruption --count 300 --seed 1``
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support import networks

_BUILD = "from asss_xl.cli import main; main()"


def _command(package: Path, out: Path) -> list[str]:
    return [sys.executable, "-c", _BUILD, "build", "--data", str(package), "--out", str(out)]


def run(count: int, seed: int) -> tuple[int, int]:
    """How many of ``count`` kills left the previous file whole, and stray files after the next run."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        package = networks.write(Path(folder, "pakke"), networks.rows(members=2, services=1))
        out = Path(folder, "ut")
        start = time.monotonic()
        subprocess.run(_command(package, out), check=True, capture_output=True)
        length = time.monotonic() - start
        (target,) = out.iterdir()
        whole, intact = target.read_bytes(), 0
        for _ in range(count):
            process = subprocess.Popen(
                _command(package, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                process.wait(chance.uniform(0, length * 1.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            intact += target.read_bytes() == whole
        subprocess.run(_command(package, out), check=True, capture_output=True)
        return intact, len(list(out.iterdir())) - 1


def main() -> int:
    """Exit status 1 when a file was damaged or a stray file is left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    intact, stray = run(given.count, given.seed)
    print(f"{given.count} avbrudd (frø {given.seed}): {intact} ganger hel, {stray} filer til overs")
    return int(intact != given.count or stray > 0)


if __name__ == "__main__":
    sys.exit(main())
