"""Kill a fetch at random moments, start it again, and compare the packages byte for byte.

`python -m tests.support.killing [SEED [TIMES]]` tells what it did; 20 times unless told.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from asss_xl.catalogue import LINKS
from asss_xl.dataset.ssb.mapping import RATIO_PARTS

from .ssb_server import Server

#: As many calls as a fetch of three years makes; it is killed after one of them, or while it
#: writes.
CALLS = 18


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def command(server: Server, folder: Path, cache: Path) -> list[str]:
    return [
        sys.executable,
        "-m",
        "asss_xl.cli",
        "fetch",
        "--year",
        "2024",
        "--out",
        str(folder),
        "--cache",
        str(cache),
        "--base-url",
        server.url,
        "--mapping",
        str(_few_links(cache.parent)),
    ]


def _few_links(folder: Path) -> Path:
    """The links of the accounts: with those of the indicators each fetch waits a minute for the limit."""
    path = folder / "koblinger.csv"
    head, *lines = LINKS.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.partition(",")[0] not in ("verdi", *RATIO_PARTS)]
    path.write_text("\n".join([head, *kept]), encoding="utf-8")
    return path


def killed(seed: int, times: int, place: Path) -> Iterator[str]:
    """One line per kill: what it found; an AssertionError when a package differs."""
    draw = random.Random(seed)
    with Server() as server:
        whole = place / "hel"
        subprocess.run(command(server, whole, place / "lager"), check=True, capture_output=True)
        right = files(whole)
        for number in range(1, times + 1):
            out, cache = place / f"pakke{number}", place / f"lager{number}"
            moments = []
            for _ in range(draw.randint(1, 3)):
                after, late = draw.randint(0, CALLS), draw.choice((0, 0, draw.uniform(0, 1.5)))
                moments.append(f"{after}+{late:.2f}s")
                _kill(server, command(server, out, cache), after, late)
                assert not out.exists() or files(out) == right, f"half a package after {moments}"
            subprocess.run(command(server, out, cache), check=True, capture_output=True)
            assert files(out) == right, f"another package after {moments}"
            left = [path.name for path in place.glob(f".{out.name}.*")]
            assert not left, f"left behind after {moments}: {left}"
            yield f"{number}: drept etter kall {', '.join(moments)}: lik"


def _kill(server: Server, run: list[str], after: int, late: float) -> None:
    start = server.calls
    process = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and server.calls - start < after:
        time.sleep(0.002)
    time.sleep(late)
    process.send_signal(signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    seed, times = (int(text) for text in (sys.argv[1:] + ["1", "20"][len(sys.argv) - 1 :])[:2])
    with tempfile.TemporaryDirectory() as folder:
        for line in killed(seed, times, Path(folder)):
            print(line, flush=True)


def left_by_a_killed_run(folder: Path) -> Path:
    """What a run leaves that is killed while it writes in a folder."""
    code = (
        "import os, sys; from pathlib import Path; from asss_xl.replacing import replacing\n"
        "with replacing(Path(sys.argv[1])) as made: made.write_bytes(b'halv'); os._exit(9)"
    )
    before = set(folder.iterdir())
    subprocess.run([sys.executable, "-c", code, str(folder / "ny.xlsx")], check=False)
    (left,) = set(folder.iterdir()) - before
    return left
