"""Indicators that nobody has stated, of spending by function and people who are in the package already.

The definition is the indicator's own, in `indikatorer.csv`: the kind of spending over the inhabitants,
all of them or of one of the package's age groups. Nothing stated is touched, nor what is said to be missing
with a reason; nor is half of a sum called the whole: each function that is in use has a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import model
from ..datasett import Datasett
from ..verdi import Oppslag, Verdi

#: What is said of such a figure.
REGNET = "Regnet av beløp per funksjon og folketall i pakken."
_SPENT = {"Netto driftsutgifter, 1000 kr": "netto", "Brutto driftsutgifter, 1000 kr": "brutto"}
_PEOPLE = "Innbyggere"
_Key = tuple[str, int, str, int]


def with_worked_out(data: Datasett) -> Datasett:
    """The data set with the indicators that its own amounts and people give."""
    if not data.beloep or not data.innbyggere:
        return data
    known = {f.funksjon for f in data.funksjoner}
    ended = {year: known - {f.funksjon for f in data.funksjoner if f.gjelder(year)} for year in data.aar}
    made = {key: v for t in data.tjenester for i in t.indikatorer for key, v in _made(data, i, ended)}
    return replace(data, verdier=Oppslag({**data.verdier, **made})) if made else data


def _made(
    data: Datasett, indicator: model.Indikator, ended: Mapping[int, set[str]]
) -> Iterator[tuple[_Key, Verdi]]:
    """Of one indicator; ``ended`` are the functions that are not in use in a year."""
    kind, codes = _SPENT.get(indicator.teller, ""), frozenset(indicator.funksjoner.split())
    group = indicator.nevner.removeprefix(_PEOPLE).strip()
    counted = indicator.nevner.startswith(_PEOPLE) and group in ("", *data.aldersgrupper)
    if kind != indicator.arter or not kind or not codes or not counted:
        return
    places = [(unit, year) for unit in data.med_tall for year in data.aar if indicator.gjelder(year)]
    for unit, year in places:
        key = (indicator.tjeneste, indicator.nr, unit, year)
        stated = data.verdier.get(key)
        if stated is not None and (stated.verdi is not None or stated.status != "mangler" or stated.merknad):
            continue
        spent = data.funksjonsbeloep(unit, kind, year, codes)
        people = data.innbyggere.get((unit, group, year)) if group else data.folketall(unit, year)
        lacking = data.utelatte(unit, kind, year, codes) or any(
            (unit, code, kind, year) not in data.beloep for code in codes - ended[year]
        )
        if spent.verdi is None or lacking or people is None or not people.verdi:
            continue
        value = spent.verdi / people.verdi * (1.0 if indicator.faktor is None else indicator.faktor)
        yield (
            key,
            Verdi(
                value,
                spent.status,
                kilde=spent.kilde,
                oppdatert=spent.oppdatert,
                merknad=REGNET,
                teller=spent.verdi,
                nevner=people.verdi,
            ),
        )
