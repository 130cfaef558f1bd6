"""What a fetch of twelve municipalities costs: calls, seconds of waiting, seconds of our own.

``python benchmarks/fetch.py`` (from the project's folder) asks the tests' local server. Calls and
waiting are what StatBank's limits make them; the seconds are of this machine and this moment.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from asss_xl.dataset.ssb.client import Client
from asss_xl.dataset.ssb.command import addresses, fetch_package
from tests.support.ssb_server import Server

_LINE = "{:<34}  {:>6}  {:>9}  {:>8}"


def main() -> None:
    """One line for a fetch, one for the same again."""
    print(_LINE.format("Hva", "kall", "ventet s", "eget s"))
    with Server() as server, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, years in (("12 kommuner, ett år", 1), ("12 kommuner, tre år", 3),
                            ("det samme en gang til", 3)):  # fmt: skip
            client = Client(*addresses(server.url))
            start = time.perf_counter()
            spent = fetch_package(client, folder / "pakke", year=2024, years=years,
                                  cache=folder / "lager").spent  # fmt: skip
            own = time.perf_counter() - start - spent.waited
            client.close()
            print(_LINE.format(what, spent.calls, f"{spent.waited:.1f}", f"{own:.1f}"))


if __name__ == "__main__":
    main()
