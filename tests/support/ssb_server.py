"""A server that behaves as StatBank and KLASS do, with faults that are switched on by name.

Small, generated tables with real-looking codes; `figure` is the figure behind a cell, so that a
test can say what must come out. Run it alone with `python -m tests.support.ssb_server PORT`.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import math
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

YEARS = range(2015, 2026)
LONGEST_URL = 2100
#: Number: first and last year it holds, with the numbers of the ASSS members and of two others.
NUMBERS = {
    "0301": (1900, 9999),
    "4601": (2020, 9999),
    "5001": (2018, 9999),
    "1103": (1900, 9999),
    "4204": (2020, 9999),
    "3005": (2020, 2023),
    "3301": (2024, 9999),
    "3004": (2020, 2023),
    "3107": (2024, 9999),
    "5401": (2020, 2023),
    "5501": (2024, 9999),
    "1108": (2020, 9999),
    "3024": (2020, 2023),
    "3201": (2024, 9999),
    "3025": (2020, 2023),
    "3203": (2024, 9999),
    "3030": (2020, 2023),
    "3205": (2024, 9999),
    "1101": (1900, 9999),
    "1201": (1900, 2019),
    "1601": (1900, 2017),
    "1001": (1900, 2019),
    "0602": (1900, 2019),
    "0106": (1900, 2019),
    "1902": (1900, 2019),
    "1102": (1900, 2019),
    "0219": (1900, 2019),
    "0220": (1900, 2019),
}
#: Which numbers are the same municipality, so that a series goes on over a new number.
SAME = {"3301": "3005", "3107": "3004", "5501": "5401", "3201": "3024", "3203": "3025", "3205": "3030"}
KOSTRA_GROUPS = {n: "13" if n == "0301" else "12" if n in ("4601", "5001", "1103") else "11" for n in NUMBERS}
FUNCTIONS = (
    "100",
    "110",
    "120",
    "121",
    "130",
    "170",
    "171",
    "180",
    "190",
    "201",
    "202",
    "211",
    "213",
    "214",
    "215",
    "221",
    "222",
    "223",
    "231",
    "232",
    "233",
    "234",
    "241",
    "242",
    "243",
    "244",
    "251",
    "252",
    "253",
    "254",
    "256",
    "257",
    "258",
    "261",
    "265",
    "273",
    "275",
    "276",
    "281",
    "283",
    "290",
    "301",
    "302",
    "303",
    "320",
    "325",
    "329",
    "332",
    "335",
    "338",
    "339",
    "340",
    "345",
    "350",
    "353",
    "354",
    "355",
    "360",
    "365",
    "370",
    "373",
    "375",
    "377",
    "380",
    "381",
    "383",
    "385",
    "386",
    "390",
    "392",
    "393",
)
#: First and last year of the functions of home care: one became two on 1 January 2024.
IN_USE = {"254": (0, 2023), "257": (2024, 9999), "258": (2024, 9999)}

Codes = dict[str, str]


def _table(*dimensions: tuple[str, dict[str, str], bool], updated: str) -> dict[str, Any]:
    return {"dimensions": dimensions, "updated": updated}


_BELOP = {"KOSbelop0000": "Beløp (1000 kr)"}
_FUNCTION_LABELS = {f: f"Funksjon {f}" for f in FUNCTIONS} | {
    "170": "Årets premieavvik",
    "171": "Amortisering av tidligere års premieavvik",
    "FGK8b": "Tjenesteområde",
}
TABLES: dict[str, dict[str, Any]] = {
    "12367": _table(
        ("KOKkommuneregion0000", {}, False),
        ("KOKregnskapsomfa0000", {"A": "Kommunekonsern", "B": "Kommunekasse"}, False),
        ("KOKfunksjon0000", _FUNCTION_LABELS, False),
        (
            "KOKart0000",
            {
                "AGD4": "Korrigerte brutto driftsutgifter på funksjon/tjenesteområde",
                "AGD10": "Brutto driftsutgifter på funksjon/tjenesteområde",
                "AGD2": "Netto driftsutgifter på funksjon/tjenesteområde",
                "A590": "Avskrivninger",
                "A090": "Pensjonsinnskudd og trekkpliktige forsikringer",
                "A099": "Arbeidsgiveravgift",
                "A710": "Sykelønnsrefusjon",
            },
            False,
        ),
        ("ContentsCode", _BELOP, False),
        updated="2025-06-13T22:00:00Z",
    ),
    "13551": _table(
        ("KOKkommuneregion0000", {}, False),
        (
            "KOKart0000",
            {
                "AGD45": "Sum driftsinntekter",
                "AGD46": "Sum driftsutgifter",
                "A590": "Avskrivninger",
                "AGD79": "Renteinntekter",
                "AGD81": "Utbytter",
                "AGD82": "Renteutgifter",
                "AGD83": "Gevinster og tap på finansielle omløpsmidler",
                "950": "Bruk av bundne fond",
                "550": "Avsetninger til bundne fond",
                "AD930": "Bruk av tidligere års mindreforbruk",
                "AD530": "Dekning av tidligere års merforbruk",
                "AG15": "Lønnsutgifter",
                "AG35": "Sosiale utgifter",
                "A800": "Rammetilskudd",
                "AG10": "Eiendomsskatt",
                "AGD75": "Inntekts- og formuesskatt",
                "AGD76": "Andre skatteinntekter",
                "AGD77": "Andre overføringer og tilskudd fra staten",
            },
            False,
        ),
        ("ContentsCode", _BELOP, False),
        updated="2025-06-13T22:00:00Z",
    ),
    "12143": _table(
        ("KOKkommuneregion0000", {}, False),
        ("KOKartkap0000", {"AGD21": "Avdrag på lån", "KG31": "Netto lånegjeld"}, False),
        ("ContentsCode", _BELOP | {"KOSbelopbrinv0000": "Andel av brutto driftsinntekter"}, False),
        updated="2025-03-17T07:00:00Z",
    ),
    "12364": _table(
        ("KOKkommuneregion0000", {}, False),
        (
            "KOKartkap0000",
            {
                "AGI1": "Brutto investeringsutgifter",
                "AGI29": "Bruk av lån",
                "KG31": "Netto lånegjeld",
                "KG32": "Langsiktig gjeld uten pensjonsforpliktelser",
            },
            False,
        ),
        ("ContentsCode", _BELOP, False),
        updated="2025-06-13T22:00:00Z",
    ),
    "13552": _table(
        ("KOKkommuneregion0000", {}, False),
        (
            "KOKart0000",
            {
                "A729": "Kompensasjon for merverdiavgift",
                "AI8": "Tilskudd fra andre",
                "AI9": "Salg av varige driftsmidler",
                "AI10": "Salg av finansielle anleggsmidler",
            },
            False,
        ),
        ("ContentsCode", _BELOP, False),
        updated="2025-06-13T22:00:00Z",
    ),
    "13202": _table(
        ("KOKkommuneregion0000", {}, False),
        (
            "KOKkapittel0000",
            {
                "KG65": "Disposisjonsfond",
                "KG79": "Obligasjonslån",
                "KG80": "Obligasjonslån med forfall innen et år",
                "KG81": "Sertifikatlån",
                "KG78": "Lån i kredittinstitusjoner",
                "KG85": "Leverandørgjeld",
                "KG48": "Utlån",
                "KG52": "Kontanter og bankinnskudd",
            },
            False,
        ),
        ("ContentsCode", _BELOP, False),
        updated="2025-06-13T22:00:00Z",
    ),
    "07459": _table(
        ("Region", {}, False),
        ("Kjonn", {"1": "Menn", "2": "Kvinner"}, True),
        ("Alder", {f"{a:03d}": f"{a} år" for a in range(105)} | {"105+": "105 år eller eldre"}, True),
        ("ContentsCode", {"Personer1": "Personer"}, False),
        updated="2025-02-25T07:00:00Z",
    ),
    "09786": _table(
        ("ContentsCode", {"Endring": "Endring fra året før (prosent)"}, False), updated="2025-02-12T07:00:00Z"
    ),
    "12272": _table(
        ("KOKkommuneregion0000", {}, False),
        (
            "ContentsCode",
            {
                "KOSandel120000": "Andel barn 1-2 år i barnehage (prosent)",
                "KOSandel350000": "Andel barn 3-5 år i barnehage (prosent)",
            },
            False,
        ),
        updated="2025-06-13T22:00:00Z",
    ),
}


#: The functions of buildings.
BUILDINGS = ("130", "221", "222", "261", "381", "386")


def _indicators(table: str, contents: Codes, *others: tuple[str, Codes, bool]) -> None:
    """A table of key figures by municipality."""
    region = ("KOKkommuneregion0000", dict[str, str](), False)
    TABLES[table] = _table(region, *others, ("ContentsCode", contents, False), updated="2025-06-13T22:00:00Z")


_indicators("12255", {"KOSgrunnskolepoe0000": "Gjennomsnittlige grunnskolepoeng"})
_indicators(
    "13502",
    {
        "KOSandel350000": "Andel barn 3-5 år i barnehage (prosent)",
        "KOSutgtidkomm0000": "Korrigerte utgifter per oppholdstime (kr)",
        "KOSlaerere0000": "Andel barnehagelærere i forhold til grunnbemanning (prosent)",
    },
)
_indicators(
    "12286", {"KOSbvbarnuspinnb0000": "Barn med undersøkelse i forhold til innbyggere 0-17 år (prosent)"}
)
_indicators(
    "12275",
    {"KOSbvbarntiltaka0000": "Barn med tiltak", "KOSbvbarntiltaka0001": "Barn med tiltak (prosent)"},
    ("KOKalder0000", {"F000-022": "0-22 år", "F000-017": "0-17 år"}, False),
    ("KOKbvfunksjon0000", {"0": "Alle tiltak", "1": "Hjelpetiltak", "2": "Plassert av barnevernet"}, False),
)
_indicators(
    "12279",
    {
        "KOSbdu251bvbarnt0000": "Brutto driftsutgifter per barn (funksjon 251) (kr)",
        "KOSbdu252bvbarnt0000": "Brutto driftsutgifter per barn (funksjon 252) (kr)",
    },
)
_indicators(
    "12870",
    {"KOSbvbarnust0000": "Barn med undersøkelse eller tiltak"},
    ("KOKalder0000", {"F000-022": "0-22 år"}, False),
)
#: What 12134 has worked out of the accounts' tables, as (table, code and sign) in 1000 kr.
KEY_FIGURES: dict[str, tuple[tuple[str, str, int], ...]] = {
    "KOSAG110000": (("13551", "AGD75", 1), ("13551", "A800", 1)),
    "KOSAGD230000": (
        ("13551", "AGD45", 1),
        ("13551", "AGD46", -1),
        ("13551", "A590", 1),
        *(("13551", code, 1) for code in ("AGD79", "AGD81", "AGD83")),
        ("13551", "AGD82", -1),
        ("12143", "AGD21", -1),
    ),
    "KOSKG320000": (("12364", "KG32", 1),),
    "KOSAGI10000": (("12364", "AGI1", 1),),
}
_indicators(
    "12134",
    {
        "KOSAG110000": "Frie inntekter per innbygger (kr)",
        "KOSAGD230000": "Netto driftsresultat i prosent av brutto driftsinntekter (prosent)",
        "KOSKG320000": "Langsiktig gjeld ex pensjon i prosent av brutto driftsinntekter (prosent)",
        "KOSAGI10000": "Brutto investeringsutgifter i prosent av brutto driftsinntekter (prosent)",
    },
)
_indicators(
    "13135",
    {
        "KOSmusikkandelba0000": "Andel barn i musikk- og kulturskole (prosent)",
        "KOSutlaaninnb0000": "Utlån per innbygger (antall)",
        "KOSbesoek0000": "Besøk i folkebibliotek per innbygger (antall)",
    },
)
_indicators(
    "13533", {"KOSpsykologprtit0000": "Avtalte årsverk av psykologer per 10 000 innbyggere (årsverk)"}
)
_TWELVE = "Kommunens gjennomsnittlige saksbehandlingstid for byggesøknader med 12 ukers frist (dager)"
_indicators("14304", {"KOSbehandlet0000": _TWELVE})
_indicators(
    "12905",
    {"KOSbelop0000": "Beløp (1000 kr)", "KOSbelopperkvm0000": "Utgifter per kvadratmeter bygg (kr)"},
    (
        "KOKart0000",
        {"AGD39": "Driftsaktiviteter", "AGD36": "Vedlikeholdsaktiviteter", "AG1": "Energi"},
        False,
    ),
    ("KOKfunksjon0000", {f: f"Funksjon {f}" for f in ["121", *BUILDINGS]}, False),
)
_indicators(
    "11996",
    {"KOSlegeaarsverk0000": "Årsverk av leger"},
    ("KOKavtaleform0000", {"sum": "I alt", "1": "Fastlønn"}, False),
    ("KOKfunksjon0000", {"FGK10": "Kommunehelse", "241": "Diagnose og behandling"}, False),
)
_indicators("12191", {"KOSergoaarsverk0000": "Årsverk av ergoterapeuter"})
_indicators(
    "12005", {"KOSaapnelister0000": "Fastlegelister uten tak", "KOSantallavtaler0002": "Fastlegeavtaler"}
)
_indicators("12292", {"KOSlangtid0000": "Langtidsopphold", "KOSkorttid0000": "Tidsbegrenset opphold"})
_indicators(
    "12209",
    {
        "KOShjtj80aarover0001": "Innbyggere 80 år og over med hjemmetjenester (prosent)",
        "KOSsykhjand80aar0000": "Innbyggere 80 år og over på sykehjem (prosent)",
    },
)
_indicators("11875", {"KOSinstdispplass0000": "Plasser i institusjon til disposisjon"})
_indicators("12293", {"KOSlegetimperbeb0000": "Legetimer per uke per beboer i sykehjem"})
_indicators("13995", {"KOSsosantkliente0000": "Mottakere av sosialhjelp"})
_indicators("12210", {"KOSant18240000": "Mottakere 18-24 år"})
_indicators(
    "11906",
    {"KOSareal0000": "Areal (kvm)"},
    ("KOKeieform0000", {"samlet": "Eid og leid", "1": "Eid"}, False),
    ("KOKfunksjon0000", {f: f"Funksjon {f}" for f in BUILDINGS}, False),
)
_indicators(
    "12842",
    {
        "KOSaarsgebyrvann0000": "Årsgebyr for vann (kr)",
        "KOSaarsgebyravlo0000": "Årsgebyr for avløp (kr)",
        "KOSaarsgebyravfa0000": "Årsgebyr for avfall (kr)",
        "KOSfeiingtilsyn0000": "Årsgebyr for feiing og tilsyn (kr)",
    },
)
#: The lowest figure of a table, and how many steps of a tenth there are above it.
LEVELS = {
    "12255": (39, 50),
    "13502": (60, 350),
    "12286": (3, 30),
    "12275": (2, 40),
    "12279": (60_000, 90_000),
    "12870": (100, 9_000),
    "13135": (5, 150),
    "11996": (20, 3_000),
    "12191": (5, 500),
    "12005": (10, 0),
    "12292": (50, 2_000),
    "12209": (10, 250),
    "11875": (100, 9_000),
    "12293": (1, 6),
    "13995": (500, 9_000),
    "12210": (100, 900),
    "11906": (20_000, 90_000),
    "13533": (1, 30),
    "14304": (20, 600),
    "12905": (1_000, 90_000),
    "12842": (2_000, 30_000),
}
#: First and last year of the tables that do not have them all.
TIMES = {"13995": (2022, 9999), "12210": (0, 2021)}


def valid(number: str, year: int) -> bool:
    first, last = NUMBERS[number]
    return first <= year <= last


def region_name(table: str) -> str:
    return "Region" if table == "07459" else "KOKkommuneregion0000"


def variables(table: str) -> dict[str, dict[str, str]]:
    """Every variable of a table with its codes and their names."""
    country = {"0": "Hele landet"} if table == "07459" else {"EAK": "Landet", "EAKUO": "Landet uten Oslo"}
    regions = {number: f"Kommune {number}" for number in NUMBERS} | country
    made = {name: dict(labels or regions) for name, labels, _ in TABLES[table]["dimensions"]}
    shift = 1 if table == "07459" else 0
    first, last = TIMES.get(table, (0, 9999))
    years = [year for year in YEARS if first <= year <= last]
    return made | {"Tid": {str(year + shift): str(year + shift) for year in years}}


def _unit(name: str) -> str:
    """What StatBank says a figure is in: as a rule its name ends with it."""
    return name.rpartition("(")[2].rstrip(")") if name.endswith(")") else "personer"


def figure(table: str, codes: Codes) -> float:
    """The figure of a valid municipality: the same for two numbers of the same municipality."""
    return _figure(table, tuple(sorted(codes.items())))


@functools.cache
def _figure(table: str, given: tuple[tuple[str, str], ...]) -> float:
    codes, name = dict(given), region_name(table)
    region = codes.get(name, "")
    if region in ("EAK", "0"):
        members = [n for n in NUMBERS if valid(n, int(codes["Tid"]))]
        return 20 * sum(figure(table, codes | {name: n}) for n in members)
    if table == "12134":
        return _key_figure(codes)
    text = repr((table, tuple((n, SAME.get(c, c) if n == name else c) for n, c in given)))
    draw = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    if table == "09786":
        return draw % 60 / 10
    if table == "12272":
        return 60 + draw % 400 / 10
    if table in LEVELS:
        lowest, steps = LEVELS[table]
        return lowest + (draw % steps / 10 if steps else draw % 20)
    if table == "07459":
        return 500 + draw % 1500
    art = codes.get("KOKart0000", "")
    return {"AGD46": 9_000_000, "AGD45": 9_500_000}.get(art, 1000 if art == "A590" else 20_000) + (
        draw % (1000 if art == "A590" else 100_000)
    )


#: What is answered at a cell: a test puts another in its place.
shown_figure = figure


def _key_figure(codes: Codes) -> float:
    """A key figure of a municipality, rounded as StatBank rounds it."""

    def amount(table: str, code: str) -> float:
        name = "KOKartkap0000" if table in ("12143", "12364") else "KOKart0000"
        return figure(table, codes | {"ContentsCode": "KOSbelop0000", name: code})

    asked = codes["ContentsCode"]
    total = sum(sign * amount(table, code) for table, code, sign in KEY_FIGURES[asked])
    if asked != "KOSAG110000":
        return round(100 * total / amount("13551", "AGD45"), 1)
    new_year = {"ContentsCode": "Personer1", "Tid": str(int(codes["Tid"]) + 1)}
    region = {"Region": codes["KOKkommuneregion0000"]}
    ages = [f"{age:03d}" for age in range(105)] + ["105+"]
    return round(1000 * total / sum(figure("07459", new_year | region | {"Alder": age}) for age in ages))


def status(table: str, codes: Codes) -> str:
    """The sign at a cell; the cells that have one are few and the same each time."""
    region = codes.get(region_name(table), "")
    if region == "EAKUO":
        return ".."
    if region in NUMBERS and not valid(region, int(codes["Tid"])):
        return "." if int(region) % 2 else "0"
    first, last = IN_USE.get(codes.get("KOKfunksjon0000", ""), (0, 9999))
    if not first <= int(codes["Tid"]) <= last:
        return "."
    if table == "12367" and codes["KOKart0000"] != "AGD4":
        return {("1103", "252"): ":", ("5001", "273"): "..", ("0301", "354"): "."}.get(
            (region, codes["KOKfunksjon0000"]), ""
        )
    return ""


@dataclass
class Faults:
    """What is wrong with the server: names, and how many times each still happens."""

    left: dict[str, int] = field(default_factory=dict)

    def take(self, name: str) -> bool:
        if self.left.get(name, 0) <= 0:
            return False
        self.left[name] -= 1
        return True


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away is what some tests do."""


class Server:
    """The server in a thread; `url` is what `--base-url` takes."""

    def __init__(self, port: int = 0, cells: int = 800_000, **faults: int) -> None:
        self.faults = Faults(dict(faults))
        self.cells, self.calls, self.log = cells, 0, list[str]()
        self.busy = threading.Semaphore(1)
        self.updated: dict[str, str] = {}
        #: What is shown at a cell in place of its figure: "0" or a sign, or nothing.
        self.shown: Callable[[str, Codes], str] = lambda table, codes: ""
        #: Parts of every answer that are other than StatBank's usual ones.
        self.changed: dict[str, Any] = {}
        #: What is done to a table's answers and metadata before they are sent.
        self.altered: Callable[[str, dict[str, Any]], None] = lambda table, raw: None
        outer = self

        class Handler(_Handler):
            server_state = outer

        self._http = _Quiet(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(
            target=lambda: self._http.serve_forever(poll_interval=0.01), daemon=True
        )

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    server_state: Server
    protocol_version = "HTTP/1.1"
    # Else the content waits until the client has told that it has the head: 40 ms an answer.
    disable_nagle_algorithm = True
    _holds = False

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        state = self.server_state
        state.calls += 1
        state.log.append(f"{self.command} {self.path[:160]}")
        if state.faults.take("silent"):
            self.close_connection = True
            return None
        if not state.busy.acquire(blocking=False):
            return self._send(429, b"", {"Retry-After": "1"})
        self._holds = True
        try:
            self._route(body)
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Free for the next call: before the answer is out, or the next could come too early."""
        if self._holds:
            self._holds = False
            self.server_state.busy.release()

    def _route(self, body: Any) -> None:
        take = self.server_state.faults.take
        if take("too_many"):
            return self._send(429, b"", {"Retry-After": "7"})
        if take("too_many_untold"):
            return self._send(429, b"")
        if take("down"):
            return self._send(503, b"", {"Retry-After": formatdate(time.time() + 20, usegmt=True)})
        if take("down_long"):
            return self._send(503, b"", {"Retry-After": "7200"})
        if take("broken"):
            return self._send(500, b"")
        if take("html"):
            return self._send(200, b"<!DOCTYPE html><html>Vedlikehold</html>", kind="text/html")
        if len(self.path) > LONGEST_URL:
            return self._send(404, b"<html>404</html>", kind="text/html")
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path.startswith("/api/klass/v1/classifications/131/codesAt"):
            return self._klass(query)
        if url.path.startswith("/api/klass/v1/classifications/112/correspondsAt"):
            return self._kostra_groups(query)
        if url.path.startswith("/api/klass/v1/classifications/131/changes"):
            changes = [
                {
                    "oldCode": old,
                    "oldName": "Før",
                    "newCode": new,
                    "newName": "Etter",
                    "changeOccurred": "2024-01-01",
                }
                for new, old in SAME.items()
            ]
            return self._send(200, json.dumps({"codeChanges": changes}).encode())
        parts = url.path.removeprefix("/api/pxwebapi/v2/tables/").split("/")
        if (
            len(parts) == 2
            and parts[0] in TABLES
            and not (parts[0] == "12272" and self.server_state.faults.left.get("no_12272"))
        ):
            return self._table(parts[0], parts[1], query, body)
        return self._refuse("Non-existent table", inner=404)

    def _klass(self, query: dict[str, str]) -> None:
        if self.server_state.faults.take("klass_empty"):
            return self._send(200, b'{"codes": []}')
        year = int(query["date"][:4])
        codes = [{"code": n, "name": n, "level": "1"} for n in NUMBERS if valid(n, year)]
        return self._send(200, json.dumps({"codes": codes}).encode())

    def _kostra_groups(self, query: dict[str, str]) -> None:
        year = int(query["date"][:4])
        items = [
            {"sourceCode": f"EKG{g}", "sourceName": f"KOSTRA-gruppe {g}", "targetCode": n, "targetName": n}
            for n, g in KOSTRA_GROUPS.items()
            if valid(n, year)
        ]
        return self._send(200, json.dumps({"correspondenceItems": items}).encode())

    def _table(self, table: str, what: str, query: dict[str, str], body: Any) -> None:
        known = variables(table)
        optional = {name for name, _, o in TABLES[table]["dimensions"] if o}
        if what == "metadata":
            if self.server_state.faults.left.get("code_gone") and table == "13551":
                del known["KOKart0000"]["AGD82"]
            if self.server_state.faults.left.get("renamed") and table == "13551":
                known["KOKart0000"] = known["KOKart0000"] | {"AGD82": "Tap på fordringer"}
            return self._cube(table, known, optional, with_cells=False)
        chosen = {n[11:-1]: v.split(",") for n, v in query.items() if n.startswith("valueCodes[")}
        if body is not None:
            chosen = {s["variableCode"]: s["valueCodes"] for s in body["selection"]}
        for name, codes in chosen.items():
            if name not in known:
                return self._refuse("Non-existent variable")
            if len(set(codes)) != len(codes):
                return self._send(500, b"")
            if not set(codes) <= set(known[name]):
                return self._refuse("Non-existent value")
        if not set(known) - optional <= set(chosen):
            return self._refuse("Missing selection for mandantory variable")
        if math.prod(len(codes) for codes in chosen.values()) > self.server_state.cells:
            return self._refuse("Too many cells selected")
        asked = {
            n: {c: labels[c] for c in labels if c in chosen[n]} for n, labels in known.items() if n in chosen
        }
        return self._cube(table, asked, optional, with_cells=True)

    def _cube(
        self, table: str, asked: dict[str, dict[str, str]], optional: set[str], with_cells: bool
    ) -> None:
        state, take = self.server_state, self.server_state.faults.take
        names = list(asked)
        if state.faults.left.get("reordered"):
            names = sorted(names, reverse=True)
        if with_cells and take("region_lost"):
            name = region_name(table)
            asked = asked | {name: dict(list(asked[name].items())[1:])}
        updated = state.updated.get(table, TABLES[table]["updated"])
        if with_cells and take("new_figures"):
            updated = state.updated[table] = "2026-03-16T07:00:00Z"
        raw: dict[str, Any] = {
            "version": "2.0",
            "class": "dataset",
            "label": f"{table}: tabell",
            "updated": updated,
            "id": names,
            "size": [len(asked[n]) for n in names],
            "dimension": {
                n: {
                    "label": n,
                    "category": {"index": {c: i for i, c in enumerate(asked[n])}, "label": asked[n]},
                    "extension": {"elimination": n in optional},
                }
                for n in names
            },
            "extension": {"px": {"tableid": "99999" if take("other_table") else table}},
        } | state.changed
        units = {code: {"base": _unit(name)} for code, name in asked.get("ContentsCode", {}).items()}
        if units:
            raw["dimension"]["ContentsCode"]["category"]["unit"] = units
        if with_cells:
            self._fill(raw, table, asked)
        state.altered(table, raw)
        text = json.dumps(raw)
        if with_cells and take("duplicate_codes"):
            name = region_name(table)
            code = next(iter(asked[name]))
            text = text.replace(f'"{code}": 0', f'"{code}": 0, "{code}": 1', 1)
        content = text.encode()
        if with_cells and take("deep"):
            content = b"[" * 100_000
        if with_cells and take("cut_json"):
            content = content[: len(content) // 2]
        if with_cells and take("cut_transfer"):
            self._send(200, content, cut=True)
            return None
        return self._send(200, content, {"x-ratelimit-remaining": "29"})

    def _fill(self, raw: dict[str, Any], table: str, asked: dict[str, dict[str, str]]) -> None:
        take = self.server_state.faults.take
        zeros, odd, short = take("zeros"), take("odd_status"), take("too_short")
        blank = take("blank")
        words, sparse = take("words"), self.server_state.faults.left.get("sparse")
        values: list[Any] = []
        signs: dict[str, str] = {}
        for place, codes in enumerate(itertools.product(*(asked[n] for n in raw["id"]))):
            cell = dict(zip(raw["id"], codes, strict=True))
            sign = self.server_state.shown(table, cell) or status(table, cell)
            value: Any = None if sign and sign != "0" else 0 if sign == "0" else shown_figure(table, cell)
            values.append(0 if zeros and value is not None else value)
            if sign and sign != "0":
                signs[str(place)] = sign
        if odd:
            signs["0"] = "q"
        if words:
            values[0], signs = "mye", {k: v for k, v in signs.items() if k != "0"}
        if short:
            values.pop()
        if blank:
            values, signs = [None] * len(values), {}
        raw["value"] = values
        if sparse:
            raw["value"] = {str(i): v for i, v in enumerate(values) if v is not None}
        raw["status"] = signs

    def _refuse(self, title: str, inner: int = 400) -> None:
        body = {"type": "Parameter error", "title": title, "status": inner}
        self._send(400, json.dumps(body).encode())

    def _send(
        self,
        code: int,
        content: bytes,
        headers: dict[str, str] | None = None,
        kind: str = "application/json",
        cut: bool = False,
    ) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self._let_go()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        if cut:
            self.close_connection = True


if __name__ == "__main__":
    with Server(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as server:
        print(server.url, flush=True)
        threading.Event().wait()
