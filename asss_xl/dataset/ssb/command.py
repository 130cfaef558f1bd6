"""`asss-xl fetch`: figures from StatBank into a data package."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from asss_xl.catalogue import LINKS

from .. import cost_keys, groent_hefte, plausibility
from ..cost_keys import CostKeyError, Weights
from ..inputs import network_file
from ..messages import DatasetError, number
from ..reading import load
from . import mapping, unfilled, writing
from .assembling import Assembler, Package, with_key, with_kostra_groups
from .cache import Cache, standard_folder
from .checking import check
from .client import KLASS_URL, SSB_URL, Client, Clock, Spent
from .errors import FetchError, Unfilled
from .fetching import LARGEST, Fetched, Fetcher
from .figures import THE_COUNTRY, THE_REST, Figures
from .klass import Klass

FIRST_YEAR = 2015


@dataclass(frozen=True)
class Result:
    """What a fetch made, cost and left out."""

    package: Package
    left_out: list[str]
    gone: list[str]
    spent: Spent
    from_cache: int
    #: Key figures that the same source's accounts do not give.
    differing: list[str]
    #: What is wrong with the package that is written, where it cannot be read.
    unreadable: list[str]


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
) -> Result:
    """Fetch, check and write a package; raises before anything is written when it cannot."""
    if refused := writing.refusal(out):
        raise FetchError(refused)
    own, index_table, indices = _cost_keys(cost_key, year)
    kept = Cache(cache or standard_folder(), refresh)
    members = mapping.network(network)
    if wrong := network_file.doubts(members):
        raise FetchError(f"--network {network}: rett numrene.\n" + "\n".join(wrong))
    window = range(year - years + 1, year + 1)
    chosen = list(links) if links is not None else mapping.load()
    numbers = [m.nummer for m in members if m.til >= window[0] and m.fra <= year + 1]
    fetched = Fetcher(client, kept, limit).fetch(chosen, list(dict.fromkeys(numbers)), window)
    if not any(answers.cells for answers in fetched.tables.values()):
        raise FetchError("Ingen av koblingene ga tall. Ingenting er skrevet.\n" + "\n".join(fetched.left_out))
    klass = Klass(client, kept)
    try:
        unfilled.refuse(fetched, klass)
    except Unfilled as error:
        fetched.unfilled += error.tables
        raise
    finally:
        for table in fetched.unfilled:
            kept.forget(table)
    figures = Figures(fetched, members, window, klass)
    if told := figures.numbers_that_never_held():
        raise FetchError("\n".join(told))
    package = Assembler(figures, members, Path(network).stem).package()
    _has_own_figures(fetched, package, year)
    if kostra_groups:
        now = {name: figures.number(name, year) or "" for name in figures.names}
        with_kostra_groups(package, klass.kostra_groups(year), now, year)
    if cost_key:
        # The table has the municipalities as they are when it is printed.
        last = {member.kommune: member.nummer for member in members}
        names = {number: name for name, number in last.items()}
        key = cost_keys.needed(year, own)
        mine = [each for each in own if each.year in window and each is not key]
        rows = groent_hefte.key_rows([*mine, key])
        if index_table is not None:
            rows["kriterieverdier"] = groent_hefte.index_rows(indices, key, names, index_table.name)
        with_key(package, rows)
    writing.write(out, _description(fetched, package, window, Path(network).stem), package.rows)
    compared = _compared(out, package)
    return Result(package, fetched.left_out, fetched.gone, client.spent, kept.hits, *compared)


def _compared(out: Path, package: Package) -> tuple[list[str], list[str]]:
    """Where two of the source's tables do not agree, and why the package cannot be read where it cannot."""
    if not package.rows["kontrolltall"] or package.unplaced:
        return [], []
    try:
        found = plausibility.kontrolltall(load(out))
    except DatasetError as error:
        return [], [str(problem) for problem in error.problemer]
    return [
        f"{each.hva}, {each.hvem} {each.aar}: {number(each.verdi)} {each.enhet}. {each.melding}"
        for each in found
    ], []


def _cost_keys(
    given: Sequence[Path], year: int
) -> tuple[list[Weights], Path | None, list[groent_hefte.Municipality]]:
    """Keys of one's own from CSV files, and the indices of the one table with them."""
    own = [key for path in given if path.suffix.lower() == ".csv" for key in cost_keys.read(path)]
    tables = [path for path in given if path.suffix.lower() != ".csv"]
    if len(tables) > 1 or len({key.year for key in own}) < len(own):
        raise CostKeyError("--cost-key: oppgi én tabell E-k, og én nøkkel for hvert regnskapsår.")
    if given:
        cost_keys.needed(year, own)
    if not tables:
        return own, None, []
    return own, tables[0], groent_hefte.read(tables[0], cost_keys.needed(year, own))


def _has_own_figures(fetched: Fetched, package: Package, year: int) -> None:
    """A package without one figure of the report year is none."""
    for name in ("beloep", "regnskap", "indikatorverdier"):
        if any(r["aar"] == year and r["status"] in ("endelig", "foreløpig") for r in package.rows[name]):
            return
    raise FetchError(
        f"--year {year}: Statistikkbanken har ingen regnskapstall for året ennå. Ingenting er "
        "skrevet. Foreløpige tall kommer i midten av mars året etter.\n" + "\n".join(fetched.left_out)
    )


def _description(fetched: Fetched, package: Package, years: range, network: str) -> dict[str, object]:
    year = years[-1]
    preliminary = package.preliminary
    group = next(r["gruppe"] for r in package.rows["grupper"] if r["nettverk"] == "ja")
    names = [str(r["kommune"]) for r in package.rows["kommuner"]]
    described: dict[str, object] = {
        "profile": "data-package",
        "name": f"ssb-{network.lower()}-{year}",
        "title": f"{group} {year}: tall fra Statistikkbanken",
        "description": "Hentet med asss-xl fetch. Kilde og oppdateringsdato står ved hvert tall.",
        "version": "1.0.0",
        "sources": [
            {"title": "Statistikkbanken (SSB)"},
            *(
                {"title": f"SSB, tabell {table}, oppdatert {answers.updated[:10]}"}
                for table, answers in sorted(fetched.tables.items())
            ),
        ],
        "nettverk": group,
        "kommune": names[0],
        "rapportaar": year,
        "aar": list(years),
        "foreloepige_aar": preliminary,
        "status": "foreløpig" if year in preliminary else "endelig",
        "statusmerknad": f"Foreløpige tall for {', '.join(map(str, preliminary))}; endelige tall "
        "kommer 15. juni året etter."
        if preliminary
        else "Endelige tall.",
        "oppdiktet": False,
        "ikke_hentet": [*fetched.left_out, *(f"indikator {n}" for n in package.not_covered)],
    }
    for key, name in (("resten", THE_REST), ("landet", THE_COUNTRY)):
        if name in names:
            described[key] = name
    if "Oslo" in names:
        described["utenfor_oevrige"] = ["Oslo"]
    return described


def run(
    *,
    year: int | None,
    years: int,
    network: str,
    out: Path | None,
    base_url: str | None,
    mapping_file: Path | None,
    cache: Path | None,
    check_only: bool,
    cost_key: Sequence[Path] = (),
    kostra_groups: bool = False,
    refresh: bool = False,
) -> tuple[str, bool]:
    """What the command says, and whether a link no longer fits its table."""
    links = mapping.load(mapping_file or LINKS)
    client = Client(*addresses(base_url), Clock(), _teller())
    try:
        if check_only:
            findings = check(Fetcher(client, Cache(cache or standard_folder())), links)
            return "\n".join(findings.lines()), bool(findings.gone)
        if year is None or out is None:
            missing = [name for name, given in (("--year", year), ("--out", out)) if given is None]
            raise FetchError(f"Oppgi {' og '.join(missing)}. Se asss-xl fetch --help.")
        if not FIRST_YEAR <= year <= 2100 or not 1 <= years <= 10:
            raise FetchError(
                f"--year {year} --years {years}: året skal være {FIRST_YEAR} eller senere, og antall år 1-10."
            )
        years = min(years, year - FIRST_YEAR + 1)
        result = fetch_package(
            client,
            out,
            year=year,
            years=years,
            network=network,
            links=links,
            cache=cache,
            cost_key=cost_key,
            kostra_groups=kostra_groups,
            refresh=refresh,
        )
    finally:
        client.close()
    return report(result, out), bool(result.gone)


def _teller() -> Callable[[str], None]:
    """Progress on stderr, so that stdout has only what was made."""
    return lambda text: print(text, file=sys.stderr, flush=True)


def report(result: Result, out: Path) -> str:
    """What was made and what is lacking, for the one who ran the command."""
    rows = result.package.rows
    spent = result.spent
    lines = [
        f"Skrev {out}: {sum(map(len, rows.values()))} rader i {sum(map(bool, rows.values()))} filer.",
        f"{spent.calls} kall, {result.from_cache} svar fra mellomlageret, {spent.waited:.0f} s ventet.",
    ]
    differing = "To veier til samme tall som ikke går opp. Se over dem; de står også på arket Kontroll:"
    unreadable = "Pakken kan ikke leses slik den er skrevet, og tallene er ikke sammenlignet. Rett dette:"
    unplaced = (
        "Funksjoner med beløp som ikke hører til noen sektor, og som må legges til i funksjoner.csv "
        f"før pakken kan brukes: {', '.join(result.package.unplaced)}."
    )
    gone = (
        "Bekreftede koblinger som ikke lenger passer tabellen, og som må rettes (--mapping): "
        f"{', '.join(result.gone)}."
    )
    for told, found, listed in (
        ("Ikke hentet:", result.left_out, True),
        (gone, result.gone, False),
        (unreadable, result.unreadable, True),
        (differing, result.differing, True),
        (unplaced, result.package.unplaced, False),
        ("Indikatorer som koblingene ikke gir tall for:", result.package.not_covered, True),
    ):
        if found:
            lines += [told, *(f"  {line}" for line in found if listed)]
    return "\n".join(lines)
