"""A fetch against the local server, with time that passes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from asss_xl.dataset.new import network_file
from asss_xl.dataset.ssb.client import Client, Clock
from asss_xl.dataset.ssb.command import FetchResult, addresses, fetch_package
from asss_xl.dataset.ssb.mapping import RATIO_PARTS, Link, load
from tests.support.ssb_server import Server


@dataclass
class Time:
    """Time that passes only when someone waits."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


Fetch = Callable[..., FetchResult]


@pytest.fixture
def passing() -> Time:
    return Time()


def few_links() -> list[Link]:
    """The links of the accounts and one indicator's: what goes wrong in a fetch goes wrong with these."""
    one = ("barnehage/Dekningsgrad 1-2 år",)
    return [link for link in load() if link.target not in ("verdi", *RATIO_PARTS) or link.key in one]


@pytest.fixture(scope="session")
def few_places(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A network of three: a fetch takes as long as it has members."""
    path = tmp_path_factory.mktemp("nettverk") / "tre.csv"
    lines = network_file.NETWORKS.joinpath("asss12.csv").read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if line.startswith(("kommune,", "Bergen,", "Sandnes,", "Stavanger,"))]
    path.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def fetch(tmp_path: Path, passing: Time, few_places: str) -> Fetch:
    """Fetch 2024 alone of the three into `tmp_path / "pakke"`; other arguments go to the fetch."""

    def run(server: Server, out: str = "pakke", **chosen: object) -> FetchResult:
        return fetched(server, tmp_path, passing, out, **{"network": few_places, **chosen})

    return run


def fetched(server: Server, folder: Path, time: Time, out: str = "pakke", **chosen: object) -> FetchResult:
    """Fetch 2024 alone into a folder's `out`."""
    client = Client(*addresses(server.url), time.clock())
    arguments = {"year": 2024, "years": 1, "cache": folder / "lager", "links": few_links(), **chosen}
    try:
        return fetch_package(client, folder / out, **arguments)  # type: ignore[arg-type]
    finally:
        client.close()


def digest(folder: Path) -> str:
    """All bytes of a folder's files, with their names."""
    made = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()
