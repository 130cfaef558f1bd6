"""What the workbook has otherwise than the independent figures today, each of one kind.

A fault that is mended is taken out of the list: the tests ask for those that are in it.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.independent.comparing import Difference
from tests.independent.profiles import COMPARED


def _wear(d: Difference) -> bool:
    return d.key[:3] == ("tabell 3", "avskrivninger", "beloep") and d.shown == -d.expected  # type: ignore[operator]


def _no_place(d: Difference) -> bool:
    return d.key[0].startswith("profil: ") and d.key[2] == "plass" and d.expected is None


def _too_few(d: Difference) -> bool:
    columns = (*COMPARED, "indeks før", "endring i indeks")
    return (
        d.key[0].startswith("profil: ") and "tilfredshet" in d.key[1]
        and d.key[2] in columns and d.expected is None
    )  # fmt: skip


def _weights(d: Difference) -> bool:
    """The need is the country's mean times the index, the correction is weight by weight."""
    part, row, column, _ = d.key
    if not d.choice.key or not isinstance(d.shown, float) or not isinstance(d.expected, float):
        return False
    if part.startswith("behov: ") and row == "behov":
        return 0.2 < abs(d.shown - d.expected) < 0.6
    return (part, column) == ("kroner", "pst") and abs(d.shown - d.expected) < 3e-4 * abs(d.expected)


def _over_a_break(d: Difference) -> bool:
    where = (("figur 2", "kommune", "indeks"), ("figur 2b", d.key[1], "befolkning"))
    return d.key[:3] in where and d.expected is None


def _before_a_break(d: Difference) -> bool:
    """Two years on the same side of a merger that came later."""
    parts = ("tabell 0", "figur 2b", "figur 3")
    return (
        d.choice.own == "Fredrikstad" and d.choice.year == 2023 and d.key[0] in parts
        and d.shown in ("Brudd i serien", "Ikke data") and isinstance(d.expected, float)
    )  # fmt: skip


FAULTS: dict[str, Callable[[Difference], bool]] = {
    "Tabell 3: avskrivninger er positive i kroner, de andre utgiftene negative": _wear,
    "Profilene: en kommune utenfor snittet får en plass": _no_place,
    "Profilene: under minste antall sammenliknes det likevel": _too_few,
    "Utgiftsbehov: landets snitt ganger indeksen er ikke snittet pluss korreksjonene når vektene "
    "ikke er 1 til sammen": _weights,
    "Figur 2 og 2b: vekst over en sammenslåing": _over_a_break,
    "Regnskap: veksten mellom to år før sammenslåingen er borte": _before_a_break,
}


def sorted_out(found: list[Difference]) -> tuple[list[Difference], set[str]]:
    """The differences that nobody knows of, and the known faults that there are."""
    unknown, faults = [], set()
    for difference in found:
        names = [name for name, holds in FAULTS.items() if holds(difference)]
        faults.update(names)
        if not names:
            unknown.append(difference)
    return unknown, faults
