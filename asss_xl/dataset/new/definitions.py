"""What is around the figures of a new package, as rows of its files: members, groups, and the catalogue's
definitions of services, indicators, sectors and functions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set

from asss_xl import catalogue

from .network_file import Member

NewRow = dict[str, object]
#: The collections that are the country without the members, and all of it.
THE_REST, THE_COUNTRY = "Resten av landet", "Landet"
#: Columns that say where an indicator's figures are from; a package says it figure by figure.
_OURS = ("ikke_i_regnskapet", "utgiver")


def described(name: str, title: str, network: str, places: Sequence[str], years: Sequence[int]) -> NewRow:
    """How the descriptor of a new package begins."""
    return {
        "profile": "data-package",
        "name": f"{name}-{years[-1]}",
        "title": title,
        "version": "1.0.0",
        "nettverk": network,
        "kommune": places[0],
        "rapportaar": years[-1],
        "aar": list(years),
        "oppdiktet": False,
        "utenfor_oevrige": [place for place in ("Oslo",) if place in places],
    }


def municipality_rows(members: Sequence[Member]) -> list[NewRow]:
    """A network's members, a row for each number that they have had."""
    return [
        {name: value for name, value in vars(m).items() if name != "medlem_fra"}
        | {"slag": "kommune", "til": "" if m.til == 9999 else m.til}
        for m in members
    ]


def country_rows(names: Sequence[str], years: Sequence[int]) -> list[NewRow]:
    """Collections of municipalities that are there in all the years."""
    return [{"kommune": name, "fra": years[0], "til": "", "slag": "samlet", "brudd": "nei"} for name in names]


def group_rows(members: Sequence[Member], name: str, rest: bool) -> tuple[list[NewRow], list[NewRow]]:
    """The groups that a network is compared in, and who is in each of them."""
    network = name.upper().replace("ASSS12", "ASSS-12")
    since = {m.kommune: m.medlem_fra for m in members}
    without = {n: y for n, y in since.items() if n != "Oslo"}
    groups: list[tuple[str, str, str, dict[str, str]]] = [(network, "nei", "ja", since)]
    if "Oslo" in since and without:
        groups.append((f"{network} uten Oslo", "nei", "nei", without))
        groups.append((f"Øvrige {network} (uten egen og Oslo)", "ja", "nei", without))
    if rest:
        groups.append((THE_REST, "nei", "nei", {THE_REST: ""}))
    told: list[NewRow] = [
        {"rekkefoelge": n, "gruppe": name, "uten_egen": own, "nettverk": is_network}
        for n, (name, own, is_network, _) in enumerate(groups, 1)
    ]
    return told, [
        {"gruppe": name, "kommune": k, "fra": fra} for name, _, _, m in groups for k, fra in m.items()
    ]


def services() -> list[str]:
    """The keys of the services, in the report's order."""
    return [row["tjeneste"] for row in catalogue.rows("tjenester")]


def service_rows(chosen: Collection[str]) -> list[NewRow]:
    """The services at their places among all: packages with some of them can be joined."""
    found = enumerate(catalogue.rows("tjenester"), 1)
    return [{"rekkefoelge": n, **row} for n, row in found if row["tjeneste"] in chosen]


def numbered() -> Iterator[tuple[int, Mapping[str, str]]]:
    """The indicators of the catalogue; an indicator's number is its place in its service."""
    last: dict[str, int] = {}
    for row in catalogue.rows("indikatorer"):
        last[row["tjeneste"]] = number = last.get(row["tjeneste"], 0) + 1
        yield number, row


def indicator_rows(
    chosen: Sequence[str], years: Collection[int], places: Collection[str] | None = None
) -> list[NewRow]:
    """The indicators of services, with the functions that hold in one of the years.

    Only who is among `places` is left out of a mean.
    """
    made: list[NewRow] = [
        {
            "nr": number,
            **{k: v for k, v in row.items() if k not in _OURS},
            "uten": ", ".join(n for n in row["uten"].split(", ") if places is None or n in places),
            "kildefeil": "nei",
            "funksjoner": " ".join(c for c in row["funksjoner"].split() if _holds(c, years)),
            "snitt_type": "veid" if row["nevner"] else "uveid",
        }
        for number, row in numbered()
        if row["tjeneste"] in chosen
    ]
    return sorted(made, key=lambda row: chosen.index(str(row["tjeneste"])))


def sector_rows(later: bool = True) -> list[NewRow]:
    """The sectors; those that came with the key of 2026 have a remark, and may be left out."""
    return [
        {"rekkefoelge": n, **{k: v for k, v in row.items() if k != "funksjoner_fra"}}
        for n, row in enumerate(catalogue.rows("sektorer"), 1)
        if later or not row["merknad"]
    ]


def function_rows(
    chosen: Collection[str], years: Collection[int], spent_on: Set[str] = frozenset(), made: bool = True
) -> list[NewRow]:
    """Sector by function, also (`made`) the sectors made of others; and service by function.

    They are those that hold in one of the years, and those on which something is spent.
    """
    functions = [f for code, f in catalogue.functions().items() if code in spent_on or _holds(code, years)]
    of = [("sektor", f.sector, f) for f in functions]
    for sector in catalogue.rows("sektorer") if made else ():
        parts = sector["funksjoner_fra"].split(";")
        of += [("sektor", sector["sektor"], f) for f in functions if f.sector in parts or f.code in parts]
    used: dict[str, set[str]] = {service: set() for service in chosen}
    for row in catalogue.rows("indikatorer"):
        if row["tjeneste"] in used:
            used[row["tjeneste"]] |= set(row["funksjoner"].split())
    of += [("tjeneste", service, f) for service, codes in used.items() for f in functions if f.code in codes]
    rows: list[NewRow] = []
    for division, name, f in of:
        # Years that are only worked out refuse nobody's figures.
        years_of = {"fra": f.first, "til": f.last} if f.seen else {}
        row = {"inndeling": division, division: name, "funksjon": f.code, "navn": f.name}
        rows.append(row | {key: year for key, year in years_of.items() if year})
    return rows


def _holds(code: str, years: Collection[int]) -> bool:
    return any(map(catalogue.functions()[code].holds, years))
