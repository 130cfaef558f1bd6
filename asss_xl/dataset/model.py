"""What a data set is made of: immutable records, most of them a row of a file.

What a column may hold is declared in `kolonner.csv` (see `schema`); a field whose column has
another name says it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .verdi import Oppslag, Verdi, avrunding


class _MedAar:
    """What holds from one year to another; None: no beginning, no end."""

    fra: int | None
    til: int | None

    def gjelder(self, aar: int) -> bool:
        """Whether it holds in a year."""
        return (self.fra or 0) <= aar <= (self.til or 9999)


@dataclass(frozen=True)
class Kommune:
    """A municipality, or a collection of them (`slag` samlet), over the years.

    `numre` holds (number, first year, last year or None); `brudd` the years in which a merger or
    a split breaks the series, also where the number stays, with what happened. `gikk_inn_i` is the
    municipality that it became part of; `lagt_til` the years before which others are added, see
    `sammenslaaing`.
    """

    navn: str
    slag: str
    numre: tuple[tuple[str, int, int | None], ...]
    brudd: tuple[tuple[int, str], ...] = ()
    gikk_inn_i: str = ""
    lagt_til: tuple[tuple[int, str], ...] = ()

    @property
    def slutt(self) -> int:
        """The last year that it existed."""
        return self.numre[-1][2] or 9999

    def nummer(self, aar: int) -> str:
        """The municipality's number in a year; empty when it has none."""
        return next((n for n, fra, til in self.numre if fra <= aar <= (til or 9999)), "")

    def finnes(self, aar: int) -> bool:
        """Whether the municipality exists in a year, or others are added for it."""
        added = any(aar < before for before, _ in self.lagt_til)
        return added or any(fra <= aar <= (til or 9999) for _, fra, til in self.numre)


@dataclass(frozen=True)
class Gruppe:
    """A group to compare with: its members and the years in which they are in it."""

    navn: str = field(metadata={"column": "gruppe"})
    uten_egen: bool
    nettverk: bool
    medlemmer: Oppslag[str, tuple[int, int]]
    merknad: str = ""

    def med(self, kommune: str, aar: int) -> bool:
        """Whether a municipality is in the group in a year (self-exclusion apart)."""
        fra, til = self.medlemmer.get(kommune, (1, 0))
        return fra <= aar <= til


@dataclass(frozen=True)
class Figur:
    """One figure of chapters 0-2 or the appendix tables as a report states it.

    `post` is the line's key and `linje` its printed name; `aktor` is one of those of `poster.csv`.
    `trykt` is in `enhet` as printed (None when missing), `desimaler` the printed decimals;
    `avstemt` is the reconciled figure, see `Verdi`.
    """

    kommune: str
    tabell: str
    post: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    trykt: float | None = field(metadata={"column": "verdi"})
    avstemt: float | None = field(default=None, kw_only=True)
    desimaler: int | None
    side: int | None
    status: str
    merknad: str

    @property
    def verdi(self) -> float | None:
        """What is calculated with: the reconciled figure, or the printed one."""
        return self.trykt if self.avstemt is None else self.avstemt

    @property
    def avrunding(self) -> float:
        """Half a unit of the last printed decimal, in `enhet`."""
        return avrunding(self.desimaler)

    @property
    def kilde(self) -> str:
        """Where the figure is printed, such as `Tabell 0, side 6`."""
        return self.tabell if self.side is None else f"{self.tabell}, side {self.side}"


@dataclass(frozen=True)
class Noekkel:
    """A cost key: the years it is the key of (None: it can only be chosen), and its weights.

    `vekter` maps sector to criterion to weight; the weights of a sector sum to 1.
    """

    navn: str = field(metadata={"column": "noekkel"})
    fra: int | None
    til: int | None
    kilde: str
    merknad: str
    vekter: Oppslag[str, Oppslag[str, Verdi]]

    def gjelder(self, aar: int) -> bool:
        """Whether it is the key of a year."""
        return self.fra is not None and self.fra <= aar <= (self.til or 9999)


@dataclass(frozen=True)
class Sektor:
    """A sector that the cost key knows, in the report's order.

    `egen_soeyle`: it has a column of its own in figure 18. `forbehold`: the publisher's own warning
    against comparing what it spends.
    """

    rekkefoelge: int
    navn: str = field(metadata={"column": "sektor"})
    setningsnavn: str
    egen_soeyle: bool
    forbehold: str
    merknad: str


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
class Indikator(_MedAar):
    """The definition of one indicator of a service profile.

    `navn` is the printed name, `kortnavn` a short one for axes, `setningsnavn` the subject of a
    sentence. `gunstig` is `høy`, `lav` or None where the field does not agree on a favourable
    direction. `maaler` is what it measures, None where nobody has said so: only spending can stand
    for what a service spends. `snitt_type` is `veid`, `uveid` or None when the source does not say;
    `uten` names municipalities left out of the mean. Fewer than `minste_antall` municipalities with data
    (`antall` where the source says it): not to be compared. `forbehold` is the publisher's own
    warning; `hovedfunn` says whether it may be a headline. `kildefeil`: something printed about
    it must be wrong, see `merknad`.
    """

    tjeneste: str
    nr: int
    gruppe: str
    navn: str = field(metadata={"column": "indikator"})
    kortnavn: str
    setningsnavn: str
    enhet: str
    vis_desimaler: int | None
    teller: str
    nevner: str
    faktor: float | None
    funksjoner: str
    arter: str
    gunstig: str | None
    maaler: str | None
    snitt_type: str | None
    uten: tuple[str, ...]
    minste_antall: int | None
    antall: int | None
    fra: int | None
    til: int | None
    forbehold: str
    hovedfunn: bool
    kildefeil: bool
    merknad: str

    @property
    def i_kroner(self) -> bool:
        """Whether it is an amount, which is in the kroner of each year."""
        return self.enhet.split()[:1] in (["kr"], ["kroner"])


@dataclass(frozen=True)
class Tjeneste:
    """A service profile (chapter 3): its indicators in printed order and where it is printed.

    `side` is the municipality's table, `side_nettverk` the network's, `side_figur` the figure.
    """

    rekkefoelge: int
    noekkel: str = field(metadata={"column": "tjeneste"})
    navn: str
    figur: str
    side_figur: int | None
    side: int | None
    side_nettverk: int | None
    merknad: str
    indikatorer: tuple[Indikator, ...]


def arknavn(tjeneste: str) -> str:
    """The sheet's name for a service's, within Excel's 31 characters and without signs that it refuses."""
    name = tjeneste.replace(" år og over", "+").replace(" år", "")
    kept = "".join(sign for sign in name if sign not in "[]:*?/\\'")
    # Excel counts as UTF-16 does: a sign beyond the first plane is two.
    return kept.encode("utf-16-le")[:62].decode("utf-16-le", "ignore")


@dataclass(frozen=True)
class AnbefaltNivaa:
    """A level that somebody recommends of a key figure, percent of income; `kommune` empty: for all."""

    noekkeltall: str
    kommune: str
    nivaa: float
    retning: str
    fra: int
    til: int | None
    gjelder: str
    kilde: str
    merknad: str


@dataclass(frozen=True)
class Produksjonsvekt:
    """How much an indicator counts in the production index of its service.

    The weights of a service sum to 1. `oppdiktet`: nobody has published it.
    """

    tjeneste: str
    nr: int
    vekt: float
    desimaler: int | None
    kilde: str
    oppdiktet: bool
    merknad: str


@dataclass(frozen=True)
class Korreksjon:
    """A correction or bookkeeping difference that the source tells of, or a municipality.

    `beloep` is in 1000 kr and is added to the reported figure, `post` is what it corrects: a line's
    key, a sector or a KOSTRA function. `brukes` says whether the corrected figures take it in: then
    they and the year are stated; else they can be None or empty.
    """

    nr: int
    kommune: str
    tabell: str
    post: str
    linje: str
    aar: int | None
    beloep: float | None = field(metadata={"column": "beloep_1000kr"})
    brukes: bool
    begrunnelse: str
    kilde: str
    hvem: str
    naar: str
    side: int | None
    merknad: str


@dataclass(frozen=True)
class Funksjon(_MedAar):
    """A KOSTRA function behind a sector (vedleggstabell 4) or a service profile (chapter 3)."""

    inndeling: str
    sektor: str
    tjeneste: str
    funksjon: str
    navn: str
    fra: int | None = field(default=None, kw_only=True)
    til: int | None = field(default=None, kw_only=True)
    side: int | None
    merknad: str


@dataclass(frozen=True)
class Tekstfunn:
    """A finding as a published text puts it, to test generated findings against.

    `retning` is one of the schema's words; `tall` is the stated percent, None when none is. `nr`
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
class Kildefeil:
    """A figure that the source has wrong: as printed, and what it is worked out to be.

    The first five fields are the figure as a proof names it.
    """

    kommune: str
    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    trykt: float
    ventet: float
    desimaler: int | None
    grunn: str
    side: int | None

    @property
    def key(self) -> tuple[str, str, str, int, str]:
        """What the figure is known by, wherever it stands."""
        return (self.tabell, self.linje, self.aktor, self.aar, self.enhet)

    @property
    def avrunding(self) -> float:
        """Half a unit of the last decimal of what is expected."""
        return avrunding(self.desimaler)


@dataclass(frozen=True)
class Tabellgrunn:
    """A table and a unit of the source of which something is known, with the reason."""

    tabell: str
    enhet: str
    grunn: str


@dataclass(frozen=True)
class Vitne:
    """A figure in the source's text, and the printed figures that it builds on.

    `ledd` holds (table, line, actor, year, unit), or (`indikator`, service, number, whose, year).
    """

    nr: int
    kommune: str
    setning: str
    aar: int
    enhet: str
    verdi: float
    avrunding: float
    regnestykke: str
    faktor: float
    ledd: tuple[tuple[str, ...], ...]
    side: int | None
    merknad: str


@dataclass(frozen=True)
class Folkevekst:
    """Expected growth of an age group from one year to another, as the text rounds it.

    `vekst` is in inhabitants, `prosent` of the base year; each with half of its rounding.
    """

    kommune: str
    aldersgruppe: str
    fra: int
    til: int
    vekst: float
    vekst_avrunding: float
    prosent: float | None
    prosent_avrunding: float | None
    side: int | None
    merknad: str


@dataclass(frozen=True)
class Sats:
    """The country's spending (million kr) and inhabitants of an age group in a year."""

    aar: int
    rekkefoelge: int
    aldersgruppe: str
    mill_kr: float
    innbyggere: float
    side: int | None
    merknad: str
