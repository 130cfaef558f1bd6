"""Every fault of the server ends in the right figures, or a clear message and nothing written."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from asss_xl.dataset.ssb import client as client_module
from asss_xl.dataset.ssb.client import Cache, Client, FetchError
from asss_xl.dataset.ssb.fetching import Klass
from asss_xl.dataset.ssb.jsonstat import Cube, Datum, read
from tests.support.ssb_server import Server

from .conftest import Fetch, Time, digest, fetched, few_links

PASSING = {
    "too_many": 2,
    "too_many_untold": 1,
    "down": 3,
    "broken": 2,
    "html": 3,
    "cut_json": 1,
    "cut_transfer": 1,
    "silent": 1,
    "reordered": 1,
    "sparse": 1,
}
LASTING = {
    "down": 99,
    "broken": 99,
    "html": 99,
    "cut_json": 99,
    "cut_transfer": 99,
    "down_long": 1,
    "zeros": 99,
    "duplicate_codes": 1,
    "region_lost": 1,
    "other_table": 1,
    "odd_status": 1,
    "too_short": 1,
    "words": 1,
    "klass_empty": 1,
    "blank": 99,
    "deep": 99,
}
WORDS = {
    "down": "HTTP 503",
    "broken": "HTTP 500",
    "html": "nettside",
    "cut_json": "avkuttet",
    "cut_transfer": "brøt forbindelsen",
    "down_long": "120 minutter",
    "zeros": "kl. 05-08",
    "blank": "kl. 05-08",
    "deep": "ikke gyldig JSON",
    "duplicate_codes": "to ganger",
    "region_lost": "andre koder",
    "other_table": "99999",
    "odd_status": "statustegn",
    "too_short": "verdier",
    "words": "'mye'",
    "klass_empty": "KLASS",
}


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory, few_places: str) -> str:
    folder = tmp_path_factory.mktemp("rett")
    with Server() as server:
        fetched(server, folder, Time(), network=few_places)
    return digest(folder / "pakke")


@pytest.mark.parametrize(("fault", "times"), PASSING.items())
def test_a_fault_that_passes(
    fault: str, times: int, right: str, tmp_path: Path, fetch: Fetch, passing: Time
) -> None:
    with Server(**{fault: times}) as server:
        fetch(server)
    assert digest(tmp_path / "pakke") == right
    if fault not in ("reordered", "sparse"):
        assert len(passing.waits) == times


def test_a_server_that_does_not_answer_in_time(passing: Time) -> None:
    answers = iter([httpx.ReadTimeout("late"), httpx.Response(200, content=b'{"a": 1}')])

    def answer(request: httpx.Request) -> httpx.Response:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    client = Client(clock=passing.clock())
    client._http = httpx.Client(transport=httpx.MockTransport(answer))
    assert client.metadata("12134") == b'{"a": 1}'
    assert passing.waits == [1.0]


class _Endless(httpx.SyncByteStream):
    """An answer that never ends, a million bytes at a time."""

    seen = 0

    def __iter__(self) -> Iterator[bytes]:
        for self.seen in range(100_000):
            yield b" " * 1_000_000


def test_an_answer_without_an_end_is_left(passing: Time) -> None:
    """It is asked for once and told in a line."""
    endless = _Endless()
    client = Client(clock=passing.clock())
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=endless))
    client._http = httpx.Client(transport=transport)
    with pytest.raises(FetchError, match="for stort, eller kommer for sakte") as error:
        client.metadata("12134")
    assert len(str(error.value).splitlines()) == 1
    assert endless.seen < 60 and client.calls == 1


@pytest.mark.parametrize("part", [b"X-A: 1\r\n", b"\r\n "])
def test_an_answer_that_never_comes_to_its_end_is_left(
    part: bytes, passing: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A header line, or a bit of what follows, each tenth of a second: each in time, but not all of them."""
    monkeypatch.setattr(client_module, "LONGEST_WAIT", 0.5)
    sent = 0

    def drip(listening: socket.socket) -> None:
        nonlocal sent
        calling, _ = listening.accept()
        with calling, contextlib.suppress(OSError):
            calling.recv(10_000)
            calling.sendall(b"HTTP/1.1 200 OK\r\n")
            while sent < 600:
                calling.sendall(part)
                sent += 1
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        client = Client(f"http://127.0.0.1:{listening.getsockname()[1]}", clock=passing.clock())
        with pytest.raises(FetchError, match="for stort, eller kommer for sakte"):
            client.metadata("12134")
    assert sent < 600 and client.calls == 1


def test_an_answer_that_is_packed_twice_is_not_unpacked(passing: Time) -> None:
    """Four thousand bytes of it can be gigabytes in one part; here what it is unpacked to is harmless."""
    twice = gzip.compress(gzip.compress(b"{}"))

    def answer(_: httpx.Request) -> httpx.Response:
        stream = httpx.ByteStream(twice)
        return httpx.Response(200, headers={"content-encoding": "gzip, gzip"}, stream=stream)

    client = Client(clock=passing.clock())
    client._http = httpx.Client(transport=httpx.MockTransport(answer))
    with pytest.raises(FetchError, match="for stort"):
        client.metadata("12134")


@pytest.mark.parametrize("said", ["²", "soon", "Mon, 32 Jan 2025 00:00:00 GMT", "-1"])
def test_a_wait_that_is_no_time_is_not_heeded(said: str, passing: Time) -> None:
    answers = iter([503, 200])

    def answer(_: httpx.Request) -> httpx.Response:
        headers = {"retry-after": said.encode(), "x-ratelimit-remaining": said.encode()}
        return httpx.Response(next(answers), content=b"{}", headers=headers)

    client = Client(clock=passing.clock())
    client._http = httpx.Client(transport=httpx.MockTransport(answer))
    client.metadata("12134")
    assert passing.waits == [1.0]


@pytest.mark.parametrize(("fault", "times"), LASTING.items())
def test_a_fault_that_lasts(fault: str, times: int, tmp_path: Path, fetch: Fetch) -> None:
    with Server(**{fault: times}) as server, pytest.raises(FetchError) as error:
        fetch(server)
    assert WORDS[fault] in str(error.value)
    assert not (tmp_path / "pakke").exists()
    assert not list(tmp_path.glob(".pakke*"))


PLACE, YEAR = {"4601": "Bergen", "0301": "Oslo"}, {"2023": "2023", "2024": "2024"}
PLAIN: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "updated": "2025-06-15T06:00:00Z",
    "id": ["region", "Tid"],
    "size": [2, 2],
    "dimension": {
        "region": {"category": {"index": {"4601": 0, "0301": 1}, "label": PLACE}},
        "Tid": {"category": {"index": {"2023": 0, "2024": 1}, "label": YEAR}},
    },
    "value": [1.5, None, 3, 4],
    "status": {"1": ":"},
}
_BY_LIST = {
    "region": {"category": {"index": ["4601", "0301"], "label": PLACE}, "label": None, "extension": None},
    "Tid": {"category": {"index": ["2023", "2024"], "label": YEAR, "unit": None}},
}
#: A third dimension with more than a thousand codes, and a fourth: more cells than memory holds.
_MANY = {str(code): code for code in range(2000)}
_HUGE = {"id": ["region", "Tid", "x", "y"], "size": [2, 2, 2000, 2000], "value": {}, "status": ".."} | {
    "dimension": PLAIN["dimension"] | {name: {"category": {"index": _MANY}} for name in "xy"}
}


@pytest.mark.parametrize(
    "said",
    [
        {"dimension": _BY_LIST},
        {"value": {"0": 1.5, "2": 3, "3": 4}},
        {"status": [None, ":", "", None]},
        {"label": None, "extension": None, "role": None, "note": [None]},
        {"id": ["Tid", "region"], "value": [1.5, 3, None, 4], "status": {"2": ":"}},
    ],
)
def test_an_answer_may_be_written_in_many_ways(said: dict[str, Any]) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        answer = read(json.dumps(PLAIN | said).encode(encoding), "12134", cells=True)
        cells = {(codes["region"], codes["Tid"]): cell for codes, cell in _cells(answer)}
        assert cells["4601", "2023"].value == 1.5 and cells["4601", "2024"].missing == "skjermet"
        assert (cells["0301", "2023"].value, cells["0301", "2024"].value) == (3, 4)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"value": ["1.5", None, "3", "4"]}, "'1.5' der det skal stå et tall"),
        ({"value": {"00": 1.5, "2": 3, "3": 4}}, "verdier utenfor tabellen"),
        ({"value": {"0": 1.5, "4": 3}}, "verdier utenfor tabellen"),
        ({"status": "e"}, "statustegn vi ikke kjenner"),
        ({"value": [1.5, 7, 3, 4]}, "både '7' og tegnet ':' i en celle"),
        ({"value": [1.5, 0, 3, 4]}, "både '0' og tegnet ':' i en celle"),
        ({"size": [2, 10**12]}, "Tid har ikke én plass for hver kode"),
        ({"size": [2, "2"]}, "Tid har ikke én plass for hver kode"),
        ({"id": ["region", "region"]}, "dimensjonene i svaret passer ikke sammen"),
        ({"id": ["region", 7]}, "dimensjonene i svaret passer ikke sammen"),
        ({"value": None}, "0 verdier, ikke 4"),
        ({"value": [1.5, None, float("nan"), 4]}, "'nan' der det skal stå"),
        (_HUGE, "at det har 16\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 celler"),
    ],
)
def test_an_answer_that_says_something_else_is_refused_in_one_line(said: dict[str, Any], told: str) -> None:
    with pytest.raises(FetchError, match=re.escape(told)) as error:
        read(json.dumps(PLAIN | said).encode(), "12134", cells=True)
    assert len(str(error.value).splitlines()) == 1


def _cells(answer: Cube) -> list[tuple[dict[str, str], Datum]]:
    return [(dict(codes), cell) for codes, cell in answer.cells.items()]


@pytest.mark.parametrize("fault", ["region_lost", "duplicate_codes", "too_short", "zeros", "blank"])
def test_a_wrong_answer_does_not_stay_in_the_cache(
    fault: str, right: str, tmp_path: Path, fetch: Fetch
) -> None:
    with Server(**{fault: 1}) as server:
        with pytest.raises(FetchError):
            fetch(server)
        fetch(server)
    assert digest(tmp_path / "pakke") == right


def test_an_earlier_package_stays_when_a_fetch_fails(right: str, tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server:
        fetch(server)
    with Server(down=99) as server, pytest.raises(FetchError):
        fetch(server, cache=tmp_path / "nytt")
    assert digest(tmp_path / "pakke") == right


def test_new_figures_in_the_middle_are_fetched_again(tmp_path: Path, fetch: Fetch) -> None:
    with Server(new_figures=1) as server:
        fetch(server)
    text = (tmp_path / "pakke" / "beloep.csv").read_text(encoding="utf-8")
    assert "2026-03-16" in text and "2025-06-13" not in text


def test_as_long_as_the_server_asks(passing: Time, fetch: Fetch) -> None:
    with Server(too_many=1) as server:
        fetch(server)
    assert passing.waits[0] == 7.0


def test_a_minute_when_the_server_only_says_too_many(passing: Time, fetch: Fetch) -> None:
    with Server(too_many_untold=1) as server:
        fetch(server)
    assert passing.waits[0] == 60.0


def test_never_more_than_thirty_calls_a_minute(passing: Time, tmp_path: Path, fetch: Fetch) -> None:
    with Server(cells=1_500) as server:
        result = fetch(server, limit=1_500, years=3, network="asss12")
        assert server.calls == result.calls > 30
        assert passing.now >= 60 * ((server.calls - 1) // 30)
        assert not any(" 404" in line for line in server.log)


def test_a_code_that_is_gone_is_left_out_and_told(tmp_path: Path, fetch: Fetch) -> None:
    with Server(code_gone=1) as server:
        result = fetch(server)
    assert any("AGD82" in line and "renteutgifter" in line for line in result.left_out)
    assert result.gone == ["regnskap renteutgifter"]
    posts = (tmp_path / "pakke" / "regnskap.csv").read_text(encoding="utf-8")
    assert ",renteutgifter," not in posts and ",renteinntekter," in posts


def test_a_code_that_means_something_else_is_left_out(tmp_path: Path, fetch: Fetch) -> None:
    with Server(renamed=1) as server:
        result = fetch(server)
    assert any("noe annet enn ventet" in line for line in result.left_out)
    posts = (tmp_path / "pakke" / "regnskap.csv").read_text(encoding="utf-8")
    assert ",renteutgifter," not in posts


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, fetch: Fetch) -> None:
    (tmp_path / "pakke").mkdir()
    (tmp_path / "pakke" / "brev.docx").write_text("viktig", encoding="utf-8")
    with Server() as server, pytest.raises(FetchError, match=r"brev\.docx"):
        fetch(server)
    assert server.calls == 0
    assert [p.name for p in (tmp_path / "pakke").iterdir()] == ["brev.docx"]


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_fetched(
    tmp_path: Path, fetch: Fetch
) -> None:
    (tmp_path / "fil").touch()
    with Server() as server, pytest.raises(FetchError, match="--out .*fil: er ikke en mappe"):
        fetch(server, out="fil/pakke")
    assert server.calls == 0


def test_a_server_that_never_answered_is_not_said_to_have_given_anything(
    tmp_path: Path, fetch: Fetch
) -> None:
    with Server(down=99) as server, pytest.raises(FetchError, match="Er noe alt hentet, er det tatt vare på"):
        fetch(server)


def test_a_year_without_figures(tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server, pytest.raises(FetchError, match="2027"):
        fetch(server, year=2027, years=1)
    assert not (tmp_path / "pakke").exists()


def test_a_repeated_fetch_asks_only_what_is_new(tmp_path: Path, fetch: Fetch) -> None:
    tables = len({link.table for link in few_links() if link.table})
    with Server() as server:
        first = fetch(server)
        again = fetch(server)
        assert again.calls == tables  # the metadata, which say whether there is news
        server.updated["13551"] = "2026-06-14T22:00:00Z"
        news = fetch(server)
        assert news.calls == tables + 1
    assert first.calls > 2 * tables


def test_a_table_that_is_gone_leaves_the_rest(tmp_path: Path, fetch: Fetch) -> None:
    with Server(no_12272=1) as server:
        result = fetch(server)
    assert any("tabellen finnes ikke" in line for line in result.left_out)
    assert (tmp_path / "pakke" / "datapackage.json").is_file()


def test_the_server_says_that_no_calls_are_left(passing: Time) -> None:
    answer = httpx.Response(200, content=b"{}", headers={"x-ratelimit-remaining": "0"})
    client = Client(clock=passing.clock())
    client._http = httpx.Client(transport=httpx.MockTransport(lambda _: answer))
    client.metadata("12134")
    client.metadata("12134")
    assert passing.waits == [60.0]


def test_a_number_that_never_held_is_named(tmp_path: Path, fetch: Fetch) -> None:
    own = tmp_path / "nett.csv"
    own.write_text(
        "kommune,nummer,fra,til,brudd,medlem_fra,merknad\n"
        "Bergen,4601,2020,,nei,,\nDrammen,3005,2024,,nei,,\n",
        encoding="utf-8",
    )
    with Server() as server, pytest.raises(FetchError, match="3005 Før ble 3301 Etter 2024-01-01"):
        fetch(server, network=str(own))
    assert not (tmp_path / "pakke").exists()


def test_a_long_selection_is_posted(passing: Time) -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b"{}")

    client = Client(clock=passing.clock())
    client._http = httpx.Client(transport=httpx.MockTransport(answer))
    client.data("12367", {"Tid": ("2024",)})
    codes = tuple(f"{n:04d}" for n in range(400))
    client.data("12367", {"Region": (*codes, *codes), "Tid": ("2024",)})
    assert [request.method for request in seen] == ["GET", "POST"]
    assert all(len(str(request.url)) < 2100 for request in seen)
    assert seen[1].read().count(b"0007") == 1


def _klass(passing: Time, folder: Path, **answer: object) -> Klass:
    client = Client(clock=passing.clock())
    client._http = httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=answer)))
    return Klass(client, Cache(folder))


def test_a_change_of_number_with_no_names_is_told(passing: Time, tmp_path: Path) -> None:
    change = {"oldCode": "5001", "newCode": "5099", "newName": None, "changeOccurred": "2024-01-01"}
    (told,) = _klass(passing, tmp_path, codeChanges=[change]).changes(2022, 2024)
    assert told == ("5001", "5099", "2024-01-01", "5001 ble 5099 2024-01-01")


@pytest.mark.parametrize(
    ("asked", "name", "told"),
    [
        (lambda klass: klass.valid(2024), "codes", "KLASS 131: svaret er ikke en liste med koder."),
        (
            lambda klass: klass.kostra_groups(2024),
            "correspondenceItems",
            "KLASS 112: svaret er ikke en liste med KOSTRA-grupper.",
        ),
        (
            lambda klass: klass.changes(2022, 2024),
            "codeChanges",
            "KLASS 131: svaret er ikke en liste med endringer.",
        ),
    ],
)
@pytest.mark.parametrize("rows", [None, 7, ["x"], [{}]])
def test_an_answer_with_no_list_says_which_in_words(
    asked: Callable[[Klass], object], name: str, told: str, rows: object, passing: Time, tmp_path: Path
) -> None:
    with pytest.raises(FetchError) as error:
        asked(_klass(passing, tmp_path, **{name: rows}))
    assert str(error.value).startswith(told)


@pytest.mark.parametrize(
    ("name", "value"),
    [("ALL_PROXY", "socks5://localhost:1"), ("HTTPS_PROXY", "ftp://x"), ("SSL_CERT_FILE", "/borte.pem")],
)
def test_what_the_machine_says_of_the_net_and_cannot_be_used_is_told(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(FetchError, match=rf"slik det er satt opp .*{name}"):
        Client()


def test_a_proxy_that_lets_nobody_through_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:

        def refuse() -> None:
            for _ in range(client_module.ATTEMPTS):
                asking, _ = proxy.accept()
                with asking:
                    asking.recv(1000)
                    asking.sendall(b"HTTP/1.1 407 Authentication Required\r\nContent-Length: 0\r\n\r\n")

        threading.Thread(target=refuse, daemon=True).start()
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with pytest.raises(FetchError, match="får ikke kontakt med https://ssb.invalid.*HTTPS_PROXY"):
            Client(ssb="https://ssb.invalid", clock=Time().clock()).metadata("12367")
