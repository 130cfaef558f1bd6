"""References worked out in Python: mean, lowest, highest and n of an indicator over a group.

The same functions as in the workbooks; a stated reference is given as it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from asss_xl import functions as f
from asss_xl.functions.values import is_number

from .datasett import Datasett
from .model import Gruppe, Indikator
from .verdi import Verdi, kjent


@dataclass(frozen=True)
class Referanse:
    """What an indicator is held against in a year; None where it is missing.

    `oppgitt`: printed by the source, not computed. `n` is None where the source does not say.
    """

    snitt: float | None
    lavest: float | None
    hoeyest: float | None
    n: int | None
    oppgitt: bool
    verdier: tuple[tuple[str, Verdi], ...] = ()

    @cached_property
    def med(self) -> dict[str, float | None]:
        """The figure of each who is in."""
        return {name: value.verdi for name, value in self.verdier}

    def hvem(self, verdi: float | None) -> tuple[str, ...]:
        """Who has a value among those that are in."""
        return tuple(k for k, v in self.med.items() if verdi is not None and v == verdi)


def gruppen(data: Datasett, navn: str | None) -> Gruppe:
    """The group with a name, or the network. Raises `MissingFigure` when there is none."""
    network = next((g.navn for g in data.grupper if g.nettverk), None)
    return kjent("gruppe", "Grupper", network if navn is None else navn, {g.navn: g for g in data.grupper})


def referanse(data: Datasett, indikator: Indikator, aar: int, gruppe: str | None = None) -> Referanse:
    """The reference of an indicator in a year, seen from `data.kommune`.

    `gruppe` is the name of a group of the package, the network when left out. A stated reference
    does not follow the group: it is what the source prints.
    """
    if not data.beregnet(indikator):
        low, mean, high = (data.referanse(indikator, r, aar).sagt for r in ("lavest", "snitt", "høyest"))
        return Referanse(mean, low, high, indikator.antall, True)
    group = gruppen(data, gruppe)
    inside = tuple(
        (k.navn, data.verdi(indikator, k.navn, aar))
        for k in data.enheter
        if group.med(k.navn, aar)
        and not (group.uten_egen and k.navn == data.kommune)
        and k.navn not in indikator.uten
    )
    values = (tuple(v.verdi for _, v in inside),)
    weighted = indikator.snitt_type == "veid" and any(v.nevner is not None for _, v in inside)
    weights = (tuple(v.nevner for _, v in inside),)
    middle = f.snitt(values, weights) if weighted else f.snitt(values)
    mean, low, high = map(figure, (middle, f.lavest(values), f.hoeyest(values)))
    return Referanse(mean, low, high, int(f.antall(values)), False, inside)


def figure(value: object) -> float | None:
    """An answer of an ASSS function as a number, None where it has none."""
    return float(value) if is_number(value) else None
