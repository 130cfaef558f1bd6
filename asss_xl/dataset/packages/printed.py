"""The figures of a package by name: what each is called, and how it is printed."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..datasett import Datasett
from ..model import Indikator
from ..verdi import Verdi


@dataclass(frozen=True)
class Figure:
    """A figure of a package by name; of one that breaks a rule also which, and where it could be."""

    fil: str
    hva: str
    hvem: str
    aar: int
    enhet: str
    verdi: float | None
    regel: str = ""
    nedre: float | None = None
    oevre: float | None = None
    melding: str = ""

    def odd(self, low: float | None = None, high: float | None = None, why: str = "") -> Figure:
        """That it breaks the rule which is tried; without `why` as the rule says itself."""
        return replace(self, nedre=low, oevre=high, melding=why)


class Value(NamedTuple):
    """A value or a reference of an indicator."""

    indikator: Indikator
    hvem: str
    aar: int
    referanse: str
    verdi: Verdi
    tall: float

    @property
    def which(self) -> tuple[str, int]:
        return self.indikator.tjeneste, self.indikator.nr

    @property
    def figure(self) -> Figure:
        i = self.indikator
        fil = "indikatorreferanser.csv" if self.referanse else "indikatorverdier.csv"
        line = f"{i.tjeneste} {i.nr}. {i.navn}" + (f" ({self.referanse})" if self.referanse else "")
        return Figure(fil, line, self.hvem, self.aar, i.enhet, self.tall)


def values(data: Datasett) -> list[Value]:
    """Every value and reference of the indicators; gone through once, since each rule looks at all."""
    return data.en_gang("verdier", lambda: list(_values(data)))


def _values(data: Datasett) -> Iterator[Value]:
    known = {(i.tjeneste, i.nr): i for t in data.tjenester for i in t.indikatorer}
    for table in (data.verdier, data.referanser):
        for (service, nr, who, year, *which), value in table.items():
            if value.sagt is not None and (service, nr) in known:
                yield Value(known[service, nr], who, year, "".join(which), value, value.sagt)


class Printed(NamedTuple):
    """A figure as it is printed: its decimals, its page, and the table that it is in."""

    figure: Figure
    desimaler: int | None
    side: int | None
    tabell: str = ""
    #: What is printed with as many decimals; an indicator may have one more or less.
    like: Hashable = None
    slack: int = 0


def printed(data: Datasett) -> Iterator[Printed]:
    own = (data.kommune, data.rapportaar)
    for f in data.figurer:
        figure = Figure("figurer.csv", f"{f.tabell}: {f.linje}", f.kommune, f.aar, f.enhet, f.verdi)
        yield Printed(figure, f.desimaler, f.side, f.tabell, (f.tabell, f.enhet))
    for (who, sector, criterion, year), v in data.kriterieverdier.items():
        figure = Figure("kriterieverdier.csv", f"{sector} {criterion}", who, year, "indeks", v.verdi)
        yield Printed(figure, v.desimaler, v.side, "", "kriterieverdier")
    for key in data.noekler:
        for sector, weights in key.vekter.items():
            for criterion, v in weights.items():
                line = f"{key.navn} {sector} {criterion}"
                figure = Figure("vekter.csv", line, *own, "vekt", v.verdi)
                yield Printed(figure, v.desimaler, v.side, "", f"vekter {key.navn}")
    for (who, sector, addition, year), v in data.behovstillegg.items():
        line = f"{sector} {addition}"
        yield Printed(Figure("behovstillegg.csv", line, who, year, "", v.verdi), None, v.side)
    for function in data.funksjoner:
        figure = Figure("funksjoner.csv", f"{function.funksjon} {function.navn}", *own, "", None)
        yield Printed(figure, None, function.side, function.inndeling)
    for rate in data.satser:
        figure = Figure("demografisatser.csv", rate.aldersgruppe, data.kommune, rate.aar, "", None)
        yield Printed(figure, None, rate.side)
    for g in data.folkevekst:
        figure = Figure("folkevekst.csv", g.aldersgruppe, g.kommune, g.fra, "", None)
        yield Printed(figure, None, g.side)
    for each in values(data):
        table, like = f"{each.indikator.tjeneste} {each.referanse}", (each.which, each.aar)
        yield Printed(each.figure, each.verdi.desimaler, each.verdi.side, table, like, 1)
