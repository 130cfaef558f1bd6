"""Whether the mapping still fits the tables: what is gone, and what the tables have unused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .errors import Refused
from .fetching import Fetcher
from .mapping import CONTENTS, Link, resolve


@dataclass
class Findings:
    gone: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        told: list[str] = []
        for heading, found in (
            ("Finnes ikke lenger, eller heter noe annet", self.gone),
            ("Funnet i tabellen, men koblingen var ikke bekreftet", self.unverified),
            ("Finnes i tabellene, men er ikke i bruk", self.unused),
        ):
            told += [f"{heading}: {len(found)}", *(f"  {line}" for line in found)]
        return told


def check(fetcher: Fetcher, links: Sequence[Link]) -> Findings:
    """Every link against its table's metadata."""
    findings = Findings()
    for table in dict.fromkeys(link.table for link in links if not link.fixed):
        mine = [link for link in links if link.table == table]
        try:
            cube = fetcher.metadata(table)
        except Refused:
            findings.gone.append(f"tabell {table}: finnes ikke ({len(mine)} koblinger)")
            continue
        used: dict[str, set[str]] = {}
        for link in mine:
            found, faults = resolve(link, cube)
            findings.gone += [f"rad {link.line}, {link.name}: {fault}" for fault in faults]
            if found is None:
                continue
            if not link.verified:
                findings.unverified.append(f"rad {link.line}, {link.name}: tabell {table}")
            for name in (CONTENTS, link.dimension):
                used.setdefault(name, set()).update(found.codes.get(name, ()))
        findings.unused += [
            f"tabell {table}, {name}: {code} {dimension.labels[code]}"
            for name, dimension in cube.dimensions.items()
            if name in used
            for code in dimension.codes
            if code not in used[name]
        ]
    return findings
