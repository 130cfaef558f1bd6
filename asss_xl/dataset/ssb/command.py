"""`asss-xl fetch`: figures from StatBank into a data package."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asss_xl.catalogue import LINKS
from asss_xl.replacing import Refused

from ..messages import DatasetError, digits, said
from ..new import cost_keys, definitions, network_file
from ..new.definitions import THE_COUNTRY, THE_REST
from ..packages import bookkeeping, writing
from ..reading import load
from . import fetching, mapping
from .assembling import Assembled, Assembler, with_key, with_kostra_groups
from .client import KLASS_URL, SSB_URL, Cache, Client, Clock, FetchError, Rejected, standard_folder
from .fetching import LARGEST, Fetched, Fetcher, Klass
from .figures import Figures
from .mapping import CONTENTS, Link, resolve

FIRST_YEAR = 2015
#: What is told of links that are held against their tables.
GONE = "Finnes ikke lenger, eller heter noe annet"
UNVERIFIED = "Funnet i tabellen, men koblingen var ikke bekreftet"
UNUSED = "Finnes i tabellene, men er ikke i bruk"


@dataclass(frozen=True)
class FetchResult:
    """What a fetch made, cost and left out."""

    package: Assembled
    left_out: list[str]
    gone: list[str]
    calls: int
    waited: float
    from_cache: int
    #: Key figures that the same source's accounts do not give.
    differing: list[str]
    #: What is wrong with the package that is written, where it cannot be read.
    unreadable: list[str]
    #: Members that were merged or parted, and are said to have no break.
    breaks: list[str]


def addresses(base_url: str | None) -> tuple[str, str]:
    """StatBank's and KLASS' addresses: the option, the environment, or the public ones.

    `--base-url` is a server with both, under the public paths.
    """
    if base_url:
        root = base_url.rstrip("/")
        return f"{root}/api/pxwebapi/v2", f"{root}/api/klass/v1"
    return os.environ.get("ASSS_SSB_URL") or SSB_URL, os.environ.get("ASSS_KLASS_URL") or KLASS_URL


def fetch_package(
    client: Client,
    out: Path,
    *,
    year: int,
    years: int = 3,
    network: str = "asss12",
    links: Sequence[mapping.Link] | None = None,
    cache: Path | None = None,
    limit: int = LARGEST,
    cost_key: Sequence[Path] = (),
    kostra_groups: bool = False,
    refresh: bool = False,
) -> FetchResult:
    """Fetch, check and write a package; raises before anything is written when it cannot."""
    if refused := writing.refusal(out):
        raise FetchError(refused)
    keys = _cost_keys(cost_key, year)
    kept = Cache(cache or standard_folder(), refresh)
    klass = Klass(client, kept)
    members = network_file.named(network)
    window = range(year - years + 1, year + 1)
    numbers = dict.fromkeys(m.nummer for m in members if m.til >= window[0] and m.fra <= year + 1)
    fetcher = Fetcher(client, kept, limit)
    fetched = _filled(fetcher, mapping.load() if links is None else links, list(numbers), window, klass)
    figures = Figures(fetched, members, window, klass)
    if told := figures.numbers_that_never_held():
        raise FetchError("\n".join(told))
    package = Assembler(figures, members, Path(network).stem).package()
    fetched.left_out += figures.left_out()
    _has_own_figures(fetched, package, year)
    if kostra_groups:
        now = {name: figures.number(name, year) or "" for name in figures.names}
        with_kostra_groups(package, klass.kostra_groups(year), now, year)
    if keys is not None:
        with_key(package, keys(members, window))
    writing.write(out, _description(fetched, package, window, Path(network).stem), package.rows)
    compared = _compared(out, package)
    breaks = figures.breaks_that_are_not_said()
    return FetchResult(
        package, fetched.left_out, fetched.gone, client.calls, client.waited, kept.hits, *compared, breaks
    )


def _filled(
    fetcher: Fetcher, links: Sequence[mapping.Link], numbers: Sequence[str], window: range, klass: Klass
) -> Fetched:
    """The answers, when they have figures; those that have none are not kept."""
    fetched = fetcher.fetch(links, numbers, window)
    if not any(answers.cells for answers in fetched.tables.values()):
        raise FetchError("Ingen av koblingene ga tall. Ingenting er skrevet.\n" + "\n".join(fetched.left_out))
    try:
        fetching.refuse_unfilled(fetched, klass)
    finally:
        for table in fetched.unfilled:
            fetcher.cache.forget(table)
    return fetched


def _compared(out: Path, package: Assembled) -> tuple[list[str], list[str]]:
    """Where two of the source's tables do not agree, and why the package cannot be read where it cannot."""
    if not package.rows["kontrolltall"] or package.unplaced:
        return [], []
    try:
        found = bookkeeping.kontrolltall(load(out))
    except DatasetError as error:
        return [], [str(problem) for problem in error.problemer]
    return [
        f"{each.hva}, {each.hvem} {each.aar}: {digits(each.verdi)} {each.enhet}. {each.melding}"
        for each in found
    ], []


_Rows = dict[str, list[dict[str, object]]]


def _cost_keys(
    given: Sequence[Path], year: int
) -> Callable[[Sequence[network_file.Member], range], _Rows] | None:
    """CSV files with weights and a table E-k, read; what makes them files of the package."""
    if not given:
        return None
    own = [key for path in given if path.suffix.lower() == ".csv" for key in cost_keys.read(path)]
    tables = [path for path in given if path.suffix.lower() != ".csv"]
    if len(tables) > 1 or len({key.year for key in own}) < len(own):
        raise Refused("--cost-key: oppgi én tabell E-k, og én nøkkel for hvert regnskapsår.")
    key = cost_keys.needed(year, own)
    indices = [found for path in tables for found in cost_keys.read_table(path, key)]

    def rows(members: Sequence[network_file.Member], window: range) -> _Rows:
        made = cost_keys.key_rows(cost_keys.for_years(window, own))
        if tables:
            # The table has the municipalities as they are when it is printed.
            last = {member.kommune: member.nummer for member in members}
            names = {number: name for name, number in last.items()}
            made["kriterieverdier"] = cost_keys.index_rows(indices, key, names, tables[0].name)
        return made

    return rows


def _has_own_figures(fetched: Fetched, package: Assembled, year: int) -> None:
    """A package without one figure of the report year is none."""
    for name in ("beloep", "regnskap", "indikatorverdier"):
        if any(r["aar"] == year and r["status"] in ("endelig", "foreløpig") for r in package.rows[name]):
            return
    raise FetchError("\n".join((said("ingen_regnskapstall", year), *fetched.left_out)))


def _description(fetched: Fetched, package: Assembled, years: range, network: str) -> dict[str, object]:
    year = years[-1]
    preliminary = package.preliminary
    group = next(str(r["gruppe"]) for r in package.rows["grupper"] if r["nettverk"] == "ja")
    names = [str(r["kommune"]) for r in package.rows["kommuner"]]
    listed = ", ".join(map(str, preliminary))
    told = f"Foreløpige tall for {listed}; endelige tall kommer 15. juni året etter."
    tables = sorted(fetched.tables.items())
    title = f"{group} {year}: tall fra Statistikkbanken"
    return definitions.described(f"ssb-{network.lower()}", title, group, names, years) | {
        "description": "Hentet med asss-xl fetch. Kilde og oppdateringsdato står ved hvert tall.",
        "sources": [
            {"title": "Statistikkbanken (SSB)"},
            *({"title": f"SSB, tabell {t}, oppdatert {answers.updated[:10]}"} for t, answers in tables),
        ],
        "foreloepige_aar": preliminary,
        "status": "foreløpig" if year in preliminary else "endelig",
        "statusmerknad": told if preliminary else "Endelige tall.",
        "ikke_hentet": [*fetched.left_out, *(f"indikator {n}" for n in package.not_covered)],
        **{key: name for key, name in (("resten", THE_REST), ("landet", THE_COUNTRY)) if name in names},
    }


def run(
    *,
    year: int | None,
    years: int,
    out: Path | None,
    base_url: str | None,
    mapping_file: Path | None,
    cache: Path | None,
    check_only: bool,
    **wanted: Any,
) -> tuple[str, bool]:
    """What the command says, and whether a link no longer fits its table; `wanted` is for the package."""
    links = mapping.load(mapping_file or LINKS)
    # Progress on stderr, so that stdout has only what was made.
    client = Client(*addresses(base_url), Clock(), lambda text: print(text, file=sys.stderr, flush=True))
    try:
        if check_only:
            findings = check_links(Fetcher(client, Cache(cache or standard_folder())), links)
            lines: list[str] = []
            for heading, found in findings.items():
                lines += [f"{heading}: {len(found)}", *(f"  {line}" for line in found)]
            return "\n".join(lines), bool(findings[GONE])
        if year is None or out is None:
            missing = [name for name, given in (("--year", year), ("--out", out)) if given is None]
            raise FetchError(f"Oppgi {' og '.join(missing)}. Se asss-xl fetch --help.")
        if not FIRST_YEAR <= year <= 2100 or not 1 <= years <= 10:
            told = f"året skal være {FIRST_YEAR} eller senere, og antall år 1-10."
            raise FetchError(f"--year {year} --years {years}: {told}")
        years = min(years, year - FIRST_YEAR + 1)
        result = fetch_package(client, out, year=year, years=years, links=links, cache=cache, **wanted)
    finally:
        client.close()
    return report(result, out), bool(result.gone or result.breaks)


def report(result: FetchResult, out: Path) -> str:
    """What was made and what is lacking, for the one who ran the command."""
    rows = result.package.rows
    lines = [
        f"Skrev {out}: {sum(map(len, rows.values()))} rader i {sum(map(bool, rows.values()))} filer.",
        f"{result.calls} kall, {result.from_cache} svar fra mellomlageret, {result.waited:.0f} s ventet.",
    ]
    unplaced = result.package.unplaced
    for told, found, listed in (
        ("Ikke hentet:", result.left_out, True),
        (said("koblinger_borte", result.gone), result.gone, False),
        (said("brudd_mangler"), result.breaks, True),
        (said("pakken_uleselig"), result.unreadable, True),
        (said("gaar_ikke_opp"), result.differing, True),
        (said("funksjoner_uten_sektor", unplaced), unplaced, False),
        ("Indikatorer som koblingene ikke gir tall for:", result.package.not_covered, True),
    ):
        if found:
            lines += [told, *(f"  {line}" for line in found if listed)]
    return "\n".join(lines)


def check_links(fetcher: Fetcher, links: Sequence[Link]) -> dict[str, list[str]]:
    """Every link against its table's metadata: what is told, by its heading."""
    findings: dict[str, list[str]] = {GONE: [], UNVERIFIED: [], UNUSED: []}
    for table in dict.fromkeys(link.table for link in links if not link.fixed):
        mine = [link for link in links if link.table == table]
        try:
            cube = fetcher.metadata(table)
        except Rejected:
            findings[GONE].append(f"tabell {table}: finnes ikke ({len(mine)} koblinger)")
            continue
        used: dict[str, set[str]] = {}
        for link in mine:
            found, faults = resolve(link, cube)
            findings[GONE] += [f"rad {link.line}, {link.name}: {fault}" for fault in faults]
            if found is None:
                continue
            if not link.verified:
                findings[UNVERIFIED].append(f"rad {link.line}, {link.name}: tabell {table}")
            for name in (CONTENTS, link.dimension):
                used.setdefault(name, set()).update(found.codes.get(name, ()))
        findings[UNUSED] += [
            f"tabell {table}, {name}: {code} {dimension.labels[code]}"
            for name, dimension in cube.dimensions.items()
            if name in used
            for code in dimension.codes
            if code not in used[name]
        ]
    return findings
