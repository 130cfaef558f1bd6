"""What is around the figures of a package: its members and groups, indicators, sectors and functions."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl import catalogue

from .. import definitions
from .figures import THE_REST
from .mapping import Member

Row = dict[str, object]


def indicator_rows(services: Sequence[str], places: Sequence[str], years: Sequence[int]) -> list[Row]:
    """The indicators' definitions; only who is there can be left out of a mean."""
    rows = definitions.indicator_rows(services, years)
    for row in rows:
        names = [name.strip() for name in str(row.get("uten") or "").split(",")]
        row["uten"] = ", ".join(name for name in names if name in places)
    return rows


def municipality_rows(members: Sequence[Member]) -> list[Row]:
    """A network's members, a row for each number that they have had."""
    return [
        {
            "kommune": m.kommune,
            "nummer": m.nummer,
            "fra": m.fra,
            "til": "" if m.til == 9999 else m.til,
            "slag": "kommune",
            "brudd": m.brudd,
            "merknad": m.merknad,
            "gikk_inn_i": m.gikk_inn_i,
        }
        for m in members
    ]


def group_rows(members: Sequence[Member], name: str, rest: bool) -> tuple[list[Row], list[Row]]:
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
    told: list[Row] = [
        {"rekkefoelge": n, "gruppe": name, "uten_egen": own, "nettverk": is_network}
        for n, (name, own, is_network, _) in enumerate(groups, 1)
    ]
    grouped: list[Row] = [
        {"gruppe": name, "kommune": k, "fra": fra} for name, _, _, m in groups for k, fra in m.items()
    ]
    return told, grouped


def sector_rows() -> list[Row]:
    """The sectors of before the key of 2026; `with_key` puts in those."""
    plain = {s["sektor"] for s in catalogue.rows("sektorer") if not s["merknad"]}
    return [row for row in definitions.sector_rows() if row["sektor"] in plain]


def function_rows(services: Sequence[str], years: Sequence[int], spent_on: set[str]) -> list[Row]:
    """The functions of the services and sectors, without the sectors made of others."""
    made = {s["sektor"] for s in catalogue.rows("sektorer") if s["funksjoner_fra"]}
    rows = definitions.function_rows(services, years, spent_on)
    return [row for row in rows if row.get("sektor") not in made]
