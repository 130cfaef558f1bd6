"""What a data set is made of: immutable figures with unit, rounding, source and status."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Oppslag(Mapping[K, V], Generic[K, V]):
    """A mapping that cannot be changed; it can be hashed, copied and pickled."""

    __slots__ = ("_items",)
    _items: dict[K, V]

    def __init__(self, items: Mapping[K, V]) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: K) -> V:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        return f"Oppslag({self._items!r})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("Oppslag cannot be changed")

    def __reduce__(self) -> tuple[type[Oppslag[K, V]], tuple[dict[K, V]]]:
        return (Oppslag, (dict(self._items),))


class MissingFigure(KeyError):
    """The data set has no such figure, sector or service; the message (bokmål) says what it has."""

    def __str__(self) -> str:
        return str(self.args[0])


def avrunding(desimaler: int) -> float:
    """Half a unit of the last printed decimal: how far the true value can be from the printed."""
    return 0.5 * 10.0**-desimaler


def etikett_stemmer(
    etikett: int, verdi: float, verdi_avrunding: float, snitt: float, snitt_avrunding: float
) -> bool:
    """Whether a printed index label can be `100 * verdi / snitt`, given the printed rounding.

    The true value and mean lie within their `avrunding` of what is printed; every index in the
    interval that follows, rounded half up to a whole number, is a label that agrees. Source:
    the service profiles' figures, where the mean is 100.
    """
    low = 100 * (verdi - verdi_avrunding) / (snitt + snitt_avrunding)
    high = 100 * (verdi + verdi_avrunding) / (snitt - snitt_avrunding)
    return math.floor(low + 0.5) <= etikett <= math.floor(high + 0.5)


@dataclass(frozen=True)
class Figur:
    """One published figure of chapters 0-2 or the appendix tables.

    `verdi` is in `enhet` as printed (None when missing), `desimaler` the printed decimals, `side`
    the page. `status` is one of `schema.STATUSER`; `merknad` tells of source inconsistencies.
    """

    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    verdi: float | None
    desimaler: int
    side: int | None
    status: str
    merknad: str

    @property
    def avrunding(self) -> float:
        """Half a unit of the last printed decimal, in `enhet`."""
        return avrunding(self.desimaler)

    @property
    def kilde(self) -> str:
        """Where the figure is printed, such as `Tabell 0, side 6`."""
        return self.tabell if self.side is None else f"{self.tabell}, side {self.side}"


@dataclass(frozen=True)
class Kriterium:
    """One criterion of the cost key in one sector and year (vedleggstabell 2).

    `vekt` is the criterion's share of the sector (they sum to 1), `indeks` the municipality
    against the country = 1, `korreksjon` the printed effect in kroner per inhabitant.
    """

    sektor: str
    kriterium: str
    aar: int
    vekt: float
    vekt_avrunding: float
    indeks: float
    indeks_avrunding: float
    korreksjon: float
    side: int | None


@dataclass(frozen=True)
class Verdi:
    """A service indicator's value for one actor: the municipality, mean, lowest or highest.

    `verdi` is None when missing; `status` then says whether the source has no data (`mangler`)
    or does not print it (`ikke_oppgitt`).
    """

    verdi: float | None
    desimaler: int
    avrunding: float
    side: int | None
    status: str


@dataclass(frozen=True)
class Etikett:
    """An index printed in a profile figure (mean = 100).

    `verdi` is None where no label is printed or it cannot be assigned. `stemmer` says whether it
    agrees with the printed values; None where there is nothing to test it against.
    """

    verdi: int | None
    stemmer: bool | None
    merknad: str


@dataclass(frozen=True)
class Indikator:
    """One indicator of a service profile.

    `navn` is the printed name and `kortnavn` a short one for axes. `gunstig` is `høy`, `lav` or
    None where the field does not agree on a favourable direction. `snitt_type` is `veid`, `uveid`
    or None when the source does not say; `uten` names municipalities left out of the mean.
    Fewer than `minste_antall` municipalities with data (`antall`, None when unknown): not to be
    compared. `kildefeil`: something printed about the indicator must be wrong, see `merknad`.
    `etiketter` maps the municipality's name, `høyest` and `lavest` to the figure's labels.
    """

    tjeneste: str
    nr: int
    gruppe: str
    navn: str
    kortnavn: str
    enhet: str
    gunstig: str | None
    snitt_type: str | None
    uten: str
    antall: int | None
    minste_antall: int | None
    kildefeil: bool
    merknad: str
    kommune: Verdi
    snitt: Verdi
    lavest: Verdi
    hoeyest: Verdi
    etiketter: Oppslag[str, Etikett]


@dataclass(frozen=True)
class Tjeneste:
    """A service profile (chapter 3): its indicators in printed order and where it is printed.

    `side` is the municipality's table, `side_nettverk` the network's, `side_figur` the figure.
    """

    noekkel: str
    navn: str
    indikatorer: tuple[Indikator, ...]
    side: int | None
    side_nettverk: int | None
    figur: str
    side_figur: int | None
    merknad: str


@dataclass(frozen=True)
class Korreksjon:
    """A correction or bookkeeping difference that the source tells of.

    `beloep` is in 1000 kr and is added to the reported figure (None when not stated). `aar` None
    means every year. `brukes` says whether the corrected figures take it in.
    """

    nr: int
    tabell: str
    linje: str
    aar: int | None
    beloep: float | None
    brukes: bool
    begrunnelse: str
    kilde: str
    side: int | None
    merknad: str


@dataclass(frozen=True)
class Funksjon:
    """A KOSTRA function behind a sector (vedleggstabell 4) or a service profile (chapter 3)."""

    inndeling: str
    sektor: str
    tjeneste: str
    funksjon: str
    navn: str
    side: int | None
    merknad: str


@dataclass(frozen=True)
class Tekstfunn:
    """A finding as a published text puts it, to test generated findings against.

    `retning` is one of `schema.RETNINGER`; `tall` is the stated percent, None when none is. `nr`
    is None when the finding is about no indicator of the profile.
    """

    loepenr: int
    kilde: str
    kommune: str
    tjeneste: str
    nr: int | None
    indikator: str
    paastand: str
    retning: str
    tall: float | None
    merknad: str


@dataclass(frozen=True)
class Folkevekst:
    """Expected growth of an age group from one year to another, as the text rounds it.

    `vekst` is in inhabitants, `prosent` of the base year; each with half of its rounding.
    """

    aldersgruppe: str
    fra: int
    til: int
    vekst: float
    vekst_avrunding: float
    prosent: float | None
    prosent_avrunding: float | None
    side: int | None
    merknad: str


_Noekkel = tuple[str, str, str, int, str]


@dataclass(frozen=True)
class Datasett:
    """Everything a report is written from: one municipality, one report year, its references.

    `status` is `endelig` or `foreløpig`; `kilde` names the main source; `kildemerknader` are the
    remarks on the source that belong to no single figure.
    """

    tittel: str
    kommune: str
    rapportaar: int
    aar: tuple[int, ...]
    status: str
    statusmerknad: str
    kilde: str
    medlemmer: tuple[str, ...]
    kildemerknader: tuple[str, ...]
    figurer: tuple[Figur, ...]
    alle_kriterier: tuple[Kriterium, ...]
    tjenester: tuple[Tjeneste, ...]
    korreksjoner: tuple[Korreksjon, ...]
    funksjoner: tuple[Funksjon, ...]
    tekstfunn: tuple[Tekstfunn, ...]
    folkevekst: tuple[Folkevekst, ...]
    _indeks: Oppslag[_Noekkel, Figur] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {(f.tabell, f.linje, f.aktor, f.aar, f.enhet): f for f in self.figurer}
        object.__setattr__(self, "_indeks", Oppslag(index))

    @property
    def sektorer(self) -> tuple[str, ...]:
        """The sectors of the cost key, in the report's order."""
        return tuple(dict.fromkeys(k.sektor for k in self.alle_kriterier))

    def figur(self, tabell: str, linje: str, aktor: str, aar: int, enhet: str) -> Figur:
        """The figure with this key. Raises `MissingFigure` (a KeyError) when there is none."""
        key = (tabell, linje, aktor, aar, enhet)
        if key in self._indeks:
            return self._indeks[key]
        raise MissingFigure(self._no_figure(tabell, linje, aktor, enhet, aar))

    def serie(self, tabell: str, linje: str, aktor: str, enhet: str) -> dict[int, Figur]:
        """The figures of one line by year, oldest first; years that are not printed are left out.

        Raises `MissingFigure` when the line has no figure in any year.
        """
        found = {
            year: self._indeks[key]
            for year in self.aar
            if (key := (tabell, linje, aktor, year, enhet)) in self._indeks
        }
        if not found:
            raise MissingFigure(self._no_figure(tabell, linje, aktor, enhet, None))
        return found

    def kriterier(self, sektor: str, aar: int) -> tuple[Kriterium, ...]:
        """The cost key's criteria for a sector and year, in printed order.

        Raises `MissingFigure` when the data set has none.
        """
        found = tuple(k for k in self.alle_kriterier if k.sektor == sektor and k.aar == aar)
        if not found:
            raise MissingFigure(
                f"Ingen kriterier for sektor «{sektor}» i {aar}. Sektorer: "
                f"{', '.join(self.sektorer)}. År: {', '.join(map(str, self.aar))}."
            )
        return found

    def tjeneste(self, noekkel: str) -> Tjeneste:
        """The service profile with this key. Raises `MissingFigure` when there is none."""
        for tjeneste in self.tjenester:
            if tjeneste.noekkel == noekkel:
                return tjeneste
        keys = ", ".join(t.noekkel for t in self.tjenester)
        raise MissingFigure(f"Ingen tjeneste «{noekkel}». Tjenester: {keys}.")

    def _no_figure(self, tabell: str, linje: str, aktor: str, enhet: str, aar: int | None) -> str:
        """The first part of the key that leads nowhere, with what there is instead."""
        left = list(self.figurer)
        wanted: list[tuple[str, str | int | None]] = [
            ("tabell", tabell),
            ("linje", linje),
            ("aktor", aktor),
            ("enhet", enhet),
            ("aar", aar),
        ]
        for name, value in wanted:
            choices = list(dict.fromkeys(str(getattr(f, name)) for f in left))
            left = [f for f in left if getattr(f, name) == value]
            if not left:
                near = difflib.get_close_matches(str(value), choices, n=3) or choices[:12]
                more = ", …" if len(near) < len(choices) else ""
                label = {"aktor": "aktør", "aar": "år"}.get(name, name)
                where = "i datasettet" if name == "tabell" else f"i «{tabell}»"
                return (
                    f"Ingen figur {where} med {label} «{value}». "
                    f"Det som finnes: {', '.join(near)}{more}."
                )
        raise AssertionError("the figure is there")
