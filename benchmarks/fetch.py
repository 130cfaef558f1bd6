"""What a fetch of twelve municipalities costs: calls, seconds of waiting, seconds of our own.

``python benchmarks/fetch.py`` (from the project's folder) asks the tests' local server. Calls and
waiting are what StatBank's limits make them: waiting is counted and not done. The seconds of our own
are of this machine and this moment.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from asss_xl.dataset.ssb.client import Client, Clock
from asss_xl.dataset.ssb.command import addresses, fetch_package
from tests.support.ssb_server import Server

_LINE = "{:<34}  {:>6}  {:>9}  {:>8}"


class Waiting:
    """Time that goes on by itself, and jumps when someone waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return time.perf_counter() + self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def main() -> None:
    """A line for each fetch; one user's calls, so that all of them are within the same limit."""
    print(_LINE.format("Hva", "kall", "ventet s", "eget s"))
    with Server() as server, tempfile.TemporaryDirectory() as name:
        folder, waiting = Path(name), Waiting()
        client = Client(*addresses(server.url), Clock(waiting.now, waiting.sleep))
        for what, years in (
            ("12 kommuner, ett år", 1),
            ("12 kommuner, tre år", 3),
            ("det samme en gang til", 3),
        ):
            calls, before, start = client.spent.calls, waiting.seconds, time.perf_counter()
            fetch_package(client, folder / "pakke", year=2024, years=years, cache=folder / "lager")
            own, waited = time.perf_counter() - start, waiting.seconds - before
            told = (client.spent.calls - calls, f"{waited:.1f}", f"{own:.1f}")
            print(_LINE.format(what, *told))
        client.close()


if __name__ == "__main__":
    main()
