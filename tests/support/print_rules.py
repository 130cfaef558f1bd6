"""What holds of how a report is printed: its pages, decimals, running numbers and rounded growth.

The package of 2009 is the only one typed from print; `tests.checks.test_plausibility` asks these of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.model import Folkevekst
from asss_xl.dataset.packages.bookkeeping import Figure, Rules
from asss_xl.dataset.packages.plausibility import values

#: How much of its share of the country's inhabitants an age group's share can be: times.
_FROM_COUNTRY = 2.0
#: The rules by name, in the order in which they are tried.
REGLER = _rule = Rules()


def breaches(data: Datasett) -> Iterator[Figure]:
    """Every breach of every rule about the print."""
    for rule in REGLER.values():
        yield from rule(data)


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


@_rule("Antallet desimaler er et annet enn for tallene ved siden av.")
def like_mange_desimaler(data: Datasett) -> Iterator[Figure]:
    """A table prints a unit with as many decimals in every row, an indicator nearly so."""
    found = (p for p in printed(data) if p.like and None not in (p.desimaler, p.figure.verdi))
    for group in grouped((p.like, p) for p in found).values():
        decimals = [p.desimaler or 0 for p in group]
        common = max(set(decimals), key=decimals.count)
        # Where there are not more of one kind, there is no telling who is right.
        if len(group) > 1 and decimals.count(common) > len(group) / 2:
            yield from (p.figure.odd() for p in group if abs((p.desimaler or 0) - common) > p.slack)


@_rule("Avrundingen er ikke en halv enhet av et siffer.")
def halv_avrunding(data: Datasett) -> Iterator[Figure]:
    """A figure in a text is rounded to a digit, or to a half or a quarter of one."""
    said = [Figure("vitner.csv", v.setning, v.kommune, v.aar, v.enhet, v.avrunding) for v in data.vitner]
    for g in data.folkevekst:
        for unit, half in (("innbyggere", g.vekst_avrunding), ("prosent", g.prosent_avrunding)):
            said.append(Figure("folkevekst.csv", g.aldersgruppe, g.kommune, g.fra, unit, half))
    for figure in said:
        digits = f"{figure.verdi or 0.0:e}".partition("e")[0].rstrip("0").rstrip(".")
        if figure.verdi and digits not in ("5", "2.5"):
            yield figure.odd()


@_rule("Siden passer ikke med sidene til radene før og etter.")
def sidene_i_rekkefoelge(data: Datasett) -> Iterator[Figure]:
    """The rows of a table stand on its pages in order; an indicator may be on the page beside."""
    for group in grouped(((p.figure.fil, p.tabell), p) for p in printed(data)).values():
        rows = [(p.figure, p.side) for p in group if p.side is not None]
        pages = [page for _, page in rows]
        for at, (figure, page) in enumerate(rows):
            before, after = pages[:at][-2:], pages[at + 1 :][:2]
            around, slack = [*before, *after], group[0].slack
            # The first row can be on the page before the others', the last on the page after.
            low = min(around, default=page) - (slack if before else 1)
            high = max(around, default=page) + (slack if after else 1)
            if not low <= page <= high:
                why = f"Side {page} passer ikke med sidene til radene før og etter."
                yield figure._replace(enhet="side", verdi=float(page)).odd(why=why)


@_rule("Nettverkets tabell, kommunens tabell og figuren står ikke i rekkefølge.")
def profilens_sider(data: Datasett) -> Iterator[Figure]:
    """A profile has the network's table first, then the municipality's, then the figure."""
    for t in data.tjenester:
        pages = [page for page in (t.side_nettverk, t.side, t.side_figur) if page is not None]
        if pages != sorted(pages):
            own = (data.kommune, data.rapportaar)
            yield Figure("tjenester.csv", t.noekkel, *own, "side", float(pages[-1])).odd()


@_rule("Numrene er ikke fortløpende fra 1.")
def fortloepende_nummer(data: Datasett) -> Iterator[Figure]:
    """Numbered rows are numbered from 1 without holes."""
    lists: list[tuple[str, str, list[int]]] = [
        ("tekstfunn.csv", "loepenr", [f.loepenr for f in data.tekstfunn]),
        ("korreksjoner.csv", "nr", [k.nr for k in data.korreksjoner]),
        ("vitner.csv", "nr", [v.nr for v in data.vitner]),
        *(("indikatorer.csv", t.noekkel, [i.nr for i in t.indikatorer]) for t in data.tjenester),
    ]
    for fil, what, numbers in lists:
        wrong = next((n for at, n in enumerate(sorted(numbers), 1) if n != at), None)
        if wrong is not None:
            yield Figure(fil, what, data.kommune, data.rapportaar, "nr", float(wrong)).odd()


@_rule("Veksten i antall passer ikke med veksten i prosent.")
def veksten_passer_med_folketallet(data: Datasett) -> Iterator[Figure]:
    """Growth in people and in percent give an age group a size that it can have."""
    country = {s.aldersgruppe: s.innbyggere for s in data.satser}
    people = sum(country.values())
    whole = next((g for g in data.folkevekst if g.aldersgruppe not in country), None)
    total = None if whole is None else _base(whole)
    for g in data.folkevekst:
        figure = Figure("folkevekst.csv", g.aldersgruppe, g.kommune, g.fra, "innbyggere", g.vekst)
        size = _base(g)
        if size is None:
            yield figure.odd()
        elif total is not None and people and g.aldersgruppe in country:
            share = country[g.aldersgruppe] / people
            low, high = total[0] * share / _FROM_COUNTRY, total[1] * share * _FROM_COUNTRY
            if size[1] < low or size[0] > high:
                about = f"Gruppen ville vært {size[0]:.0f} til {size[1]:.0f} innbyggere"
                yield figure.odd(low, high, f"{about}, som ikke passer med landets fordeling på alder.")


def _base(growth: Folkevekst) -> tuple[float, float] | None:
    """How many there are in the base year; None where people and percent contradict each other."""
    if growth.prosent is None:
        return (0.0, float("inf"))
    half = growth.prosent_avrunding or 0.0
    grown = (abs(growth.vekst) - growth.vekst_avrunding, abs(growth.vekst) + growth.vekst_avrunding)
    shares = (abs(growth.prosent) - half, abs(growth.prosent) + half)
    if growth.vekst * growth.prosent < 0 or grown[1] < 0 or shares[1] <= 0:
        return None
    high = float("inf") if shares[0] <= 0 else 100 * grown[1] / shares[0]
    return (100 * max(grown[0], 0.0) / shares[1], high)
