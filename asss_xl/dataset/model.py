"""What a data set is made of: immutable records, most of them a row of a file."""

from __future__ import annotations

from dataclasses import dataclass

from . import columns as c
from .verdi import Oppslag, Verdi, avrunding


@dataclass(frozen=True)
class Kommune:
    """A municipality, or a collection of them (`slag` samlet), over the years.

    `numre` holds (number, first year, last year or None); `brudd` the years in which a merger or
    a split breaks the series, also where the number stays, with what happened.
    """

    navn: str
    slag: str
    numre: tuple[tuple[str, int, int | None], ...]
    brudd: tuple[tuple[int, str], ...] = ()

    def nummer(self, aar: int) -> str:
        """The municipality's number in a year; empty when it has none."""
        return next((n for n, fra, til in self.numre if fra <= aar <= (til or 9999)), "")

    def finnes(self, aar: int) -> bool:
        """Whether the municipality exists in a year."""
        return any(fra <= aar <= (til or 9999) for _, fra, til in self.numre)


@dataclass(frozen=True)
class Gruppe:
    """A group to compare with: its members and the years in which they are in it."""

    navn: str
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

    `post` is the line's key and `linje` its printed name; `aktor` is one of `schema.AKTOERER`.
    `trykt` is in `enhet` as printed (None when missing), `desimaler` the printed decimals;
    `avstemt` is the reconciled figure, see `Verdi`.
    """

    kommune: str = c.municipality()
    tabell: str = c.text("Tabell eller figur i kilden", must=True)
    post: str = c.text("Linjens nøkkel: en post, en sektor eller en aldersgruppe", maxLength=60, must=True)
    linje: str = c.text("Linjen slik den er trykt", must=True)
    aktor: str = c.choice("Hvem tallet gjelder", c.AKTOERER, must=True)
    aar: int = c.year(must=True)
    enhet: str = c.text("Måleenhet", must=True)
    trykt: float | None = c.renamed("verdi", c.number("Tallet slik det er trykt"))
    avstemt: float | None = c.reconciled()
    desimaler: int | None = c.decimals()
    side: int | None = c.page()
    status: str = c.status()
    merknad: str = c.note()

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

    navn: str
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

    rekkefoelge: int = c.place("Plass i rapporten")
    navn: str = c.renamed("sektor", c.text("Sektorens navn", maxLength=60, must=True))
    setningsnavn: str = c.text("Slik sektoren omtales i en setning")
    egen_soeyle: bool = c.flag("Om sektoren skilles ut i figur 18", must=True)
    forbehold: str = c.text("Kildens eget forbehold mot å sammenlikne det sektoren bruker")
    merknad: str = c.note()


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

    tjeneste: str = c.service()
    nr: int = c.indicator()
    gruppe: str = c.choice("Indikatorgruppe", c.GRUPPER, must=True)
    navn: str = c.renamed("indikator", c.text("Navnet slik det er trykt", must=True))
    kortnavn: str = c.text("Kort navn til akser og lister", maxLength=38, must=True)
    setningsnavn: str = c.text("Slik indikatoren omtales i en setning")
    enhet: str = c.text("Måleenhet; tomt når den er ukjent")
    vis_desimaler: int | None = c.whole("Desimaler i tabellen; tomt: som kilden", 0, 9)
    teller: str = c.text("Hva som telles")
    nevner: str = c.text("Hva det deles på")
    faktor: float | None = c.number("Hva brøken ganges med; tomt: 1")
    funksjoner: str = c.text("KOSTRA-funksjoner, skilt med mellomrom")
    arter: str = c.text("Regnskapsarter, skilt med mellomrom")
    gunstig: str | None = c.choice("Hvilken retning som er gunstig", ("høy", "lav"))
    maaler: str | None = c.choice(
        "Hva indikatoren måler. Bare utgift står for utgiftene i en tjeneste; tomt: ikke sagt", c.MAALER
    )
    snitt_type: str | None = c.choice("Hvordan snittet er beregnet", ("veid", "uveid"))
    uten: tuple[str, ...] = c.text("Kommuner som er holdt utenfor snittet, skilt med komma")
    minste_antall: int | None = c.whole("Minste antall kommuner for sammenlikning", 1, 999)
    antall: int | None = c.whole("Antall kommuner med data, når kilden sier det", 0, 999)
    fra: int | None = c.year("Første år definisjonen gjelder; tomt: alltid")
    til: int | None = c.year("Siste år definisjonen gjelder; tomt: fortsatt")
    forbehold: str = c.text("Kildens eget forbehold mot å bruke tallet")
    hovedfunn: bool = c.flag("Om indikatoren kan løftes fram på forsiden", must=True)
    kildefeil: bool = c.flag("Om noe trykt ved indikatoren må være feil", must=True)
    merknad: str = c.note()

    def gyldig(self, aar: int) -> bool:
        """Whether the definition is valid in a year."""
        return (self.fra or 0) <= aar <= (self.til or 9999)


@dataclass(frozen=True)
class Tjeneste:
    """A service profile (chapter 3): its indicators in printed order and where it is printed.

    `side` is the municipality's table, `side_nettverk` the network's, `side_figur` the figure.
    """

    rekkefoelge: int = c.place("Plass i rapporten")
    noekkel: str = c.renamed("tjeneste", c.service())
    navn: str = c.text("Tjenestens navn", maxLength=60, must=True)
    figur: str = c.text("Profilfiguren i kilden")
    side_figur: int | None = c.page("Side for profilfiguren")
    side: int | None = c.page("Side for kommunens tabell")
    side_nettverk: int | None = c.page("Side for nettverkets tabell")
    merknad: str = c.note()
    indikatorer: tuple[Indikator, ...] = c.part()


@dataclass(frozen=True)
class Produksjonsvekt:
    """How much an indicator counts in the production index of its service.

    The weights of a service sum to 1. `oppdiktet`: nobody has published it.
    """

    tjeneste: str = c.service()
    nr: int = c.indicator()
    vekt: float = c.number("Indikatorens vekt i tjenesten", minimum=0, maximum=1, must=True)
    desimaler: int | None = c.decimals()
    kilde: str = c.text("Hvor vekten står, eller hvem som har satt den", must=True)
    oppdiktet: bool = c.flag("Om vekten er oppdiktet", must=True)
    merknad: str = c.note()


@dataclass(frozen=True)
class Korreksjon:
    """A correction or bookkeeping difference that the source tells of, or a municipality.

    `beloep` is in 1000 kr and is added to the reported figure (None when not stated). `aar` None
    means every year. `brukes` says whether the corrected figures take it in. `post` is what it
    corrects: a line's key, a sector, a KOSTRA function, or empty.
    """

    nr: int = c.whole("Løpenummer", 1, 9999, must=True)
    kommune: str = c.municipality()
    tabell: str = c.text("Tabell eller kapittel som berøres", must=True)
    post: str = c.text(
        "Posten, sektoren eller funksjonen som rettes; tomt når den ikke kan rettes her", maxLength=60
    )
    linje: str = c.text("Linje, sektor eller funksjon som berøres, slik kilden sier det", must=True)
    aar: int | None = c.year("Året korreksjonen gjelder; tomt betyr alle år")
    beloep: float | None = c.renamed(
        "beloep_1000kr",
        c.number("Beløp i 1000 kr som legges til det rapporterte tallet; tomt når beløpet ikke er oppgitt"),
    )
    brukes: bool = c.flag("Om beløpet inngår i de korrigerte tallene", must=True)
    begrunnelse: str = c.text("Hvorfor tallet korrigeres", must=True)
    kilde: str = c.text("Hvor kilden opplyser det", must=True)
    hvem: str = c.text("Hvem som meldte rettelsen")
    naar: str = c.text("Når den ble meldt, ÅÅÅÅ-MM-DD")
    side: int | None = c.page()
    merknad: str = c.note()


@dataclass(frozen=True)
class Funksjon:
    """A KOSTRA function behind a sector (vedleggstabell 4) or a service profile (chapter 3).

    `fra` and `til` are the years in which it holds; None: no beginning, no end.
    """

    inndeling: str = c.text("Hvor inndelingen står", must=True)
    sektor: str = c.text("Sektor", maxLength=60)
    tjeneste: str = c.service(must=False)
    funksjon: str = c.text("KOSTRA-funksjon", pattern="[0-9]{3}", must=True)
    navn: str = c.text("Funksjonens navn", must=True)
    fra: int | None = c.year(
        "Første år funksjonen gjelder; tomt: alltid. Kolonnen kan utelates", optional=True
    )
    til: int | None = c.year(
        "Siste år funksjonen gjelder; tomt: fortsatt. Kolonnen kan utelates", optional=True
    )
    side: int | None = c.page()
    merknad: str = c.note()

    def gjelder(self, aar: int) -> bool:
        """Whether the function is in use in a year."""
        return (self.fra or 0) <= aar <= (self.til or 9999)


@dataclass(frozen=True)
class Tekstfunn:
    """A finding as a published text puts it, to test generated findings against.

    `retning` is one of `schema.RETNINGER`; `tall` is the stated percent, None when none is. `nr`
    is None when the finding is about no indicator of the profile.
    """

    loepenr: int = c.whole("Løpenummer", 1, 99999, must=True)
    kilde: str = c.text("Nøkkel for kilden", must=True)
    kommune: str = c.text("Kommunen funnet gjelder", must=True)
    tjeneste: str = c.text("Nøkkel for tjenesten", maxLength=40, must=True)
    nr: int | None = c.indicator(must=False)
    indikator: str = c.text("Indikatoren funnet gjelder", must=True)
    paastand: str = c.text("Funnet, omskrevet og forkortet", must=True)
    retning: str = c.choice("Funnets retning", c.RETNINGER, must=True)
    tall: float | None = c.number("Prosent eller prosentenheter i funnet")
    merknad: str = c.note()


@dataclass(frozen=True)
class Kildefeil:
    """A figure that the source has wrong: as printed, and what it is worked out to be.

    The first five fields are the figure as a proof names it.
    """

    kommune: str = c.municipality()
    tabell: str = c.text("Tabellen, figuren eller profilen, som verify skriver den", must=True)
    linje: str = c.text("Linjen, som verify skriver den", must=True)
    aktor: str = c.text("Hvem tallet gjelder, som verify skriver det", must=True)
    aar: int = c.year(must=True)
    enhet: str = c.text("Måleenhet", must=True)
    trykt: float = c.number("Tallet slik det er trykt", must=True)
    ventet: float = c.number("Tallet utregningen gir", must=True)
    desimaler: int | None = c.decimals()
    grunn: str = c.text("Hva som viser at kilden tar feil", must=True)
    side: int | None = c.page()

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

    tabell: str = c.text("Tabellen, som i figurer", must=True)
    enhet: str = c.text("Måleenhet, som i figurer", must=True)
    grunn: str = c.text("Hva som viser det", must=True)


@dataclass(frozen=True)
class Vitne:
    """A figure in the source's text, and the printed figures that it builds on.

    `ledd` holds (table, line, actor, year, unit), or (`indikator`, service, number, whose, year).
    """

    nr: int = c.whole("Løpenummer", 1, 9999, unique=True, must=True)
    kommune: str = c.municipality()
    setning: str = c.text("Setningen, forkortet", must=True)
    aar: int = c.year(must=True)
    enhet: str = c.text("Måleenhet", must=True)
    verdi: float = c.number("Tallet i teksten", must=True)
    avrunding: float = c.number("Halve avrundingen av tallet", minimum=0, must=True)
    regnestykke: str = c.choice("Hvordan tallet kommer av leddene", c.REGNESTYKKER, must=True)
    faktor: float = c.number("Hva svaret ganges med; tomt: 1")
    ledd: tuple[tuple[str, ...], ...] = c.text(
        "Tallene det bygger på, skilt med semikolon: tabell | post | aktør | år | enhet, eller "
        "indikator | tjeneste | nr | kommune, snitt, lavest eller høyest | år",
        must=True,
    )
    side: int | None = c.page()
    merknad: str = c.note()


@dataclass(frozen=True)
class Folkevekst:
    """Expected growth of an age group from one year to another, as the text rounds it.

    `vekst` is in inhabitants, `prosent` of the base year; each with half of its rounding.
    """

    kommune: str = c.municipality()
    aldersgruppe: str = c.text("Aldersgruppe, eller I alt", maxLength=20, must=True)
    fra: int = c.year("Basisåret", must=True)
    til: int = c.year("Året det måles til", must=True)
    vekst: float = c.number("Vekst i antall innbyggere", must=True)
    vekst_avrunding: float = c.number("Halve avrundingen av veksten", minimum=0, must=True)
    prosent: float | None = c.number("Vekst i prosent av basisåret")
    prosent_avrunding: float | None = c.number("Halve avrundingen av prosenten", minimum=0)
    side: int | None = c.page()
    merknad: str = c.note()


@dataclass(frozen=True)
class Sats:
    """The country's spending (million kr) and inhabitants of an age group in a year."""

    aar: int = c.year(must=True)
    rekkefoelge: int = c.whole("Aldersgruppens plass", 1, 99, must=True)
    aldersgruppe: str = c.text("Aldersgruppe", maxLength=20, must=True)
    mill_kr: float = c.number("Utgifter, mill. kr", minimum=0, must=True)
    innbyggere: float = c.number("Innbyggere i landet", minimum=0, must=True)
    side: int | None = c.page()
    merknad: str = c.note()
