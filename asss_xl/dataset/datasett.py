"""A data set: everything that reports are written from, and what can be asked of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .model import (
    Etikett,
    Figur,
    Folkevekst,
    Funksjon,
    Gruppe,
    Indikator,
    Kildefeil,
    Kommune,
    Korreksjon,
    Noekkel,
    Produksjonsvekt,
    Sats,
    Sektor,
    Tabellgrunn,
    Tekstfunn,
    Tjeneste,
    Vitne,
)
from .verdi import IKKE_OPPGITT, PREMIEAVVIK, MissingFigure, Oppslag, Verdi, samlet

if TYPE_CHECKING:
    import pandas as pd

    from .printed import Breach

#: Beside other functions' amounts these are no spending, not an unknown one.
_INGEN_UTGIFT = ("ikke_aktuelt", "gjelder_ikke")
#: What of a data set is found once, and is the same for a report on another municipality.
_INDEXES = (
    "_figurer",
    "_per_indikator",
    "_beregnede",
    "_by_place",
    "_etter_kode",
    "med_tall",
    "medlemmer",
    "er_nettverk",
    "sektorfunksjoner",
    "uten_utgift",
    "delt",
)


#: Field -> where in its keys the municipality stands.
_ENHET_I_NOEKKEL = {
    "verdier": 2,
    "referanser": 2,
    "etiketter": 2,
    "regnskap": 0,
    "balanse": 0,
    "beloep": 0,
    "kriterieverdier": 0,
    "trykte_korreksjoner": 0,
    "behovstillegg": 0,
    "innbyggere": 0,
}


@dataclass(frozen=True)
class Datasett:
    """Everything that reports are written from: who, which years, figures and references.

    `kommune` and `rapportaar` are what a report is about unless something else is asked for.
    `status` is `endelig` or `foreløpig`; `foreloepige_aar` are the years that are not final;
    `oppdiktet`: the figures are invented. Keys of the mappings are named in each annotation.
    """

    tittel: str
    nettverk: str
    kommune: str
    rapportaar: int
    aar: tuple[int, ...]
    status: str
    statusmerknad: str
    kilde: str
    oppdiktet: bool = False
    foreloepige_aar: tuple[int, ...] = ()
    #: The collection that together with the members is the country; empty: there is none.
    resten: str = ""
    #: The collection that is the whole country by the source's own figures; empty: they are added up.
    landet: str = ""
    #: Members that are left out of «øvrige ASSS» (besides the municipality itself).
    utenfor_oevrige: tuple[str, ...] = ()
    #: The day when the figures were last updated, ÅÅÅÅ-MM-DD; empty: nobody says.
    oppdatert: str = ""
    kommuner: tuple[Kommune, ...] = ()
    grupper: tuple[Gruppe, ...] = ()
    tjenester: tuple[Tjeneste, ...] = ()
    #: (service, number, municipality, year)
    verdier: Oppslag[tuple[str, int, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    #: (service, number, municipality, year, `schema.REFERANSER`)
    referanser: Oppslag[tuple[str, int, str, int, str], Verdi] = field(default=Oppslag({}), repr=False)
    #: (service, number, municipality, year, actor)
    etiketter: Oppslag[tuple[str, int, str, int, str], Etikett] = field(default=Oppslag({}), repr=False)
    figurer: tuple[Figur, ...] = field(default=(), repr=False)
    #: (municipality, line, year): 1000 kr, debt and claims added up from the balance
    regnskap: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    #: (municipality, account, year): what debt and claims are added up from
    balanse: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    #: The figures of `regnskap` that no row holds: they are added up from the balance.
    av_balansen: frozenset[tuple[str, str, int]] = field(default=frozenset(), repr=False)
    #: (municipality, KOSTRA function, `schema.ARTER`, year): 1000 kr
    beloep: Oppslag[tuple[str, str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    korreksjoner: tuple[Korreksjon, ...] = ()
    produksjonsvekter: tuple[Produksjonsvekt, ...] = ()
    #: (year, `schema.NASJONALE`): percent
    nasjonale: Oppslag[tuple[int, str], Verdi] = Oppslag({})
    #: (municipality, `poster.KONTROLLTALL`, year): as the source has worked it out
    kontrolltall: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    alle_sektorer: tuple[Sektor, ...] = ()
    noekler: tuple[Noekkel, ...] = ()
    #: (municipality, sector or empty, criterion, year): index, and the printed correction
    kriterieverdier: Oppslag[tuple[str, str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    trykte_korreksjoner: Oppslag[tuple[str, str, str, int], float] = field(default=Oppslag({}), repr=False)
    #: (municipality, sector, addition, year): kr per inhabitant
    behovstillegg: Oppslag[tuple[str, str, str, int], Verdi] = Oppslag({})
    funksjoner: tuple[Funksjon, ...] = field(default=(), repr=False)
    #: (municipality, age group, year)
    innbyggere: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    satser: tuple[Sats, ...] = ()
    folkevekst: tuple[Folkevekst, ...] = ()
    #: (place, kind, text)
    tekster: tuple[tuple[str, str, str], ...] = ()
    tekstfunn: tuple[Tekstfunn, ...] = field(default=(), repr=False)
    kildefeil: tuple[Kildefeil, ...] = field(default=(), repr=False)
    #: Tables whose figures are exact: the sums are made of the printed figures.
    eksakte: tuple[Tabellgrunn, ...] = ()
    #: Tables whose formula the source does not print.
    aapne: tuple[Tabellgrunn, ...] = ()
    vitner: tuple[Vitne, ...] = field(default=(), repr=False)
    #: The package's name, and a hash of its files: two packages with the same figures are one.
    pakke: str = field(default="", compare=False)
    versjon: str = field(default="", compare=False)

    # -- who ------------------------------------------------------------------------------------

    @cached_property
    def medlemmer(self) -> tuple[str, ...]:
        """The members of the network in some year, in the package's order."""
        inside = {name for g in self.grupper if g.nettverk for name in g.medlemmer}
        return tuple(k.navn for k in self.kommuner if k.navn in inside and k.slag == "kommune")

    def enhet(self, navn: str) -> Kommune:
        """The municipality or collection with this name. Raises `MissingFigure`."""
        for kommune in self.kommuner:
            if kommune.navn == navn:
                return kommune
        names = ", ".join(k.navn for k in self.kommuner)
        raise MissingFigure(f"Ingen kommune «{navn}». Kommuner: {names}.")

    @cached_property
    def med_tall(self) -> tuple[str, ...]:
        """The municipalities that have figures of their own: a report can be about each."""
        found: set[str] = {key[2] for key, v in self.verdier.items() if v.verdi is not None}
        found |= {key[0] for key in self.regnskap} | {key[0] for key in self.beloep}
        found |= {f.kommune for f in self.figurer} | {key[0] for key in self.kriterieverdier}
        found |= {key[0] for key in self.innbyggere} | {v.kommune for v in self.folkevekst}
        return tuple(k.navn for k in self.kommuner if k.navn in found and k.slag == "kommune")

    @property
    def har_tall(self) -> bool:
        """Whether there is a figure at all: an input workbook that nobody has filled in has none."""
        tables = (self.verdier, self.regnskap, self.beloep, self.innbyggere, self.kriterieverdier)
        given = (verdi.verdi is not None for table in tables for verdi in table.values())
        return bool(self.figurer or self.referanser) or any(given)

    @cached_property
    def enheter(self) -> tuple[Kommune, ...]:
        """Those whose figures a network workbook holds, municipalities before collections.

        They are the members of the groups, the rest of the country, and the municipality itself.
        """
        wanted = {name for g in self.grupper for name in g.medlemmer}
        wanted |= {self.kommune, self.resten}
        found = [k for k in self.kommuner if k.navn in wanted]
        return tuple(sorted(found, key=lambda k: k.slag != "kommune"))

    @cached_property
    def er_nettverk(self) -> bool:
        """Whether there are figures of several members to compute references from."""
        computed = any(self.beregnet(i) for t in self.tjenester for i in t.indikatorer)
        people = {key[0] for key in self.innbyggere} | {key[0] for key in self.kriterieverdier}
        return self.beregnet_regnskap or self.beregnet_avvik or computed or len(people) > 1

    def for_kommune(self, kommune: str, aar: int) -> Datasett:
        """The same data set, for a report on another municipality or year."""
        import dataclasses

        made = dataclasses.replace(self, kommune=kommune, rapportaar=aar)
        # The indexes are of all the figures, whoever the report is on: they are made once.
        made.__dict__.update({name: getattr(self, name) for name in _INDEXES})
        return made

    def utdrag(self, kommune: str, aar: int) -> Datasett:
        """The same, with the figures that a report on the municipality is written from, and no more.

        Of hundreds of municipalities it needs those in the groups, and the rest of the country.
        """
        import dataclasses

        report = dataclasses.replace(self, kommune=kommune, rapportaar=aar)
        wanted = [*(enhet.navn for enhet in report.enheter), *filter(None, (self.landet,))]
        figures = {
            name: Oppslag({key: v for navn in wanted for key, v in units.get(navn, ())})
            for name, units in self._per_enhet.items()
        }
        made = dataclasses.replace(report, **figures)  # type: ignore[arg-type]
        # Who has figures in the package, does not change by some of them being left out.
        made.__dict__.update({name: getattr(self, name) for name in ("med_tall", "er_nettverk")})
        return made

    @cached_property
    def _per_enhet(self) -> dict[str, dict[str, list[tuple[Any, Any]]]]:
        """The figures of each municipality by field and name."""
        found: dict[str, dict[str, list[tuple[Any, Any]]]] = {}
        for name, place in _ENHET_I_NOEKKEL.items():
            units = found.setdefault(name, {})
            for key, value in getattr(self, name).items():
                units.setdefault(key[place], []).append((key, value))
        return found

    # -- which parts there are ------------------------------------------------------------------

    @cached_property
    def beregnet_regnskap(self) -> bool:
        """Whether the accounts' references are computed from the members' own."""
        return bool(self.regnskap)

    @cached_property
    def beregnet_avvik(self) -> bool:
        """Whether the deviations are computed from amounts by function."""
        return bool(self.beloep)

    @cached_property
    def vindu(self) -> tuple[int, ...]:
        """The years that a report shows: the report year and up to two before it."""
        width = min(3, len(self.aar))
        return tuple(range(self.rapportaar - width + 1, self.rapportaar + 1))

    # -- figures --------------------------------------------------------------------------------

    @cached_property
    def _figurer(self) -> dict[tuple[str, str, str, str, int, str], Figur]:
        return {(f.kommune, f.tabell, f.post, f.aktor, f.aar, f.enhet): f for f in self.figurer}

    def figur(self, tabell: str, post: str, aktor: str, aar: int, enhet: str) -> Figur | None:
        """A stated figure of the report on `kommune`, None where the package has none."""
        return self._figurer.get((self.kommune, tabell, post, aktor, aar, enhet))

    def har_tabell(self, *tabeller: str) -> bool:
        """Whether the report on `kommune` states anything in one of the tables."""
        return any(f.tabell in tabeller and f.kommune == self.kommune for f in self.figurer)

    def verdi(self, indikator: Indikator, kommune: str, aar: int) -> Verdi:
        """A municipality's value of an indicator; says in which way it is missing."""
        found = self.verdier.get((indikator.tjeneste, indikator.nr, kommune, aar))
        if found is None:
            return IKKE_OPPGITT if indikator.gyldig(aar) else Verdi(None, "gjelder_ikke")
        return found

    def indikatorens_verdier(
        self, indikator: Indikator
    ) -> tuple[tuple[tuple[str, int, str, int], Verdi], ...]:
        """The rows of one indicator: (service, number, municipality, year) and figure."""
        return self._per_indikator.get((indikator.tjeneste, indikator.nr), ())

    def stoerste(self, indikator: Indikator) -> float:
        """How large its figures are, below zero or above; 0 when it has none."""
        key = ("største", indikator.tjeneste, indikator.nr)
        if key not in self.delt:
            found = [abs(v.verdi) for _, v in self.indikatorens_verdier(indikator) if v.verdi is not None]
            self.delt[key] = max(found, default=0.0)
        size: float = self.delt[key]
        return size

    @cached_property
    def _per_indikator(self) -> dict[tuple[str, int], tuple[tuple[tuple[str, int, str, int], Verdi], ...]]:
        found: dict[tuple[str, int], list[tuple[tuple[str, int, str, int], Verdi]]] = {}
        for key, verdi in self.verdier.items():
            found.setdefault(key[:2], []).append((key, verdi))
        return {key: tuple(rows) for key, rows in found.items()}

    def referanse(self, indikator: Indikator, referanse: str, aar: int) -> Verdi:
        """A stated mean, lowest or highest of the report on `kommune`."""
        key = (indikator.tjeneste, indikator.nr, self.kommune, aar, referanse)
        return self.referanser.get(key, IKKE_OPPGITT)

    def etikett(self, indikator: Indikator, aktor: str) -> Etikett:
        """A label printed in the profile's figure."""
        key = (indikator.tjeneste, indikator.nr, self.kommune, self.rapportaar, aktor)
        return self.etiketter.get(key, Etikett(None, None, ""))

    def beregnet(self, indikator: Indikator) -> bool:
        """Whether the indicator's references are computed: several members have figures."""
        return indikator.nr in self._beregnede.get(indikator.tjeneste, frozenset())

    @cached_property
    def _beregnede(self) -> dict[str, frozenset[int]]:
        stated = {(key[0], key[1]) for key in self.referanser}
        found: dict[str, set[int]] = {}
        for tjeneste in self.tjenester:
            for i in tjeneste.indikatorer:
                if (i.tjeneste, i.nr) not in stated:
                    found.setdefault(i.tjeneste, set()).add(i.nr)
        return {key: frozenset(numbers) for key, numbers in found.items()}

    def vektet(self, tjeneste: Tjeneste) -> tuple[tuple[Indikator, Produksjonsvekt], ...]:
        """The indicators that the service's production is made of, with what each counts."""
        weights = {v.nr: v for v in self.produksjonsvekter if v.tjeneste == tjeneste.noekkel}
        return tuple((i, weights[i.nr]) for i in tjeneste.indikatorer if i.nr in weights)

    def tjeneste(self, noekkel: str) -> Tjeneste:
        """The service profile with this key. Raises `MissingFigure` when there is none."""
        for tjeneste in self.tjenester:
            if tjeneste.noekkel == noekkel:
                return tjeneste
        keys = ", ".join(t.noekkel for t in self.tjenester)
        raise MissingFigure(f"Ingen tjeneste «{noekkel}». Tjenester: {keys}.")

    # -- sectors --------------------------------------------------------------------------------

    @cached_property
    def sektorer(self) -> tuple[str, ...]:
        """The sectors of the cost keys, or of the stated deviations, in the report's order."""
        used = {s for n in self.noekler for s in n.vekter}
        known = tuple(s.navn for s in self.alle_sektorer)
        return tuple(s for s in known if s in used) if used else known

    @cached_property
    def delt(self) -> dict[Any, Any]:
        """What has been found once of all the figures, whoever the report is on, by what it is."""
        return {}

    def funksjonsbeloep(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool = True
    ) -> Verdi:
        """Spending of a kind on some KOSTRA functions or, with ``inne`` false, on all others.

        1000 kr, of those whose amounts are known; `utelatte` are the others. A function that the
        municipality has no row for, that is not relevant to it, or that is not in use in the year,
        has no spending. The premium deviation (170, 171) has its own line.
        """
        key = (kommune, art, aar, koder, inne)
        if key not in self.delt:
            self.delt[key] = self._funksjonsbeloep(*key)
        return self.delt[key]

    def _funksjonsbeloep(self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool) -> Verdi:
        found = [v for _, v in self._paa_funksjoner(kommune, art, aar, koder, inne)]
        known = [v for v in found if v.verdi is not None]
        none = {v.status for v in found} <= set(_INGEN_UTGIFT)
        if not known and none and any(v.status == "ikke_aktuelt" for v in found):
            known = [Verdi(0.0, "endelig")] if self.har_beloep(kommune, art, aar) else []
        return samlet(known or [v for v in found if v.status not in _INGEN_UTGIFT] or found)

    def utelatte(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool = True
    ) -> dict[str, Verdi]:
        """The functions of a sum that it is without, since their amounts are missing."""
        key = ("utelatte", kommune, art, aar, koder, inne)
        if key not in self.delt:
            found = self._paa_funksjoner(kommune, art, aar, koder, inne)
            known = any(v.verdi is not None for _, v in found)
            lacking = {c: v for c, v in found if v.verdi is None and v.status not in _INGEN_UTGIFT}
            self.delt[key] = lacking if known else {}
        return self.delt[key]

    def har_beloep(self, kommune: str, art: str, aar: int) -> bool:
        """Whether a municipality has amounts of a kind in a year: what is not among them is none."""
        return any(v.verdi is not None for _, v in self._by_place.get((kommune, art, aar), ()))

    def har_art(self, art: str) -> bool:
        """Whether the package has amounts of a kind."""
        if "arter" not in self.delt:
            self.delt["arter"] = frozenset(kind for _, _, kind, _ in self.beloep)
        return art in self.delt["arter"]

    @property
    def urimelige(self) -> list[Breach]:
        """Figures that are outside of where they could be, see `plausibility.unreasonable`."""
        if "urimelige" not in self.delt:
            from .plausibility import unreasonable

            self.delt["urimelige"] = unreasonable(self)
        found: list[Breach] = self.delt["urimelige"]
        return found

    @cached_property
    def uten_utgift(self) -> bool:
        """Whether somebody spends nothing at all on a sector."""
        places = {(kommune, aar) for kommune, _, art, aar in self.beloep if art == "brutto"}
        return any(
            self.funksjonsbeloep(kommune, "brutto", aar, codes).verdi == 0
            for kommune, aar in places
            for codes in self.sektorfunksjoner.values()
        )

    def _paa_funksjoner(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool
    ) -> list[tuple[str, Verdi]]:
        return [
            (code, v)
            for code, v in self._by_place.get((kommune, art, aar), ())
            if (code in koder) is inne
            and code not in PREMIEAVVIK
            and (v.verdi is not None or self._i_bruk(code, aar))
        ]

    def _i_bruk(self, code: str, aar: int) -> bool:
        known = self._etter_kode.get(code, ())
        return not known or any(f.gjelder(aar) for f in known)

    @cached_property
    def _etter_kode(self) -> dict[str, list[Funksjon]]:
        found: dict[str, list[Funksjon]] = {}
        for f in self.funksjoner:
            found.setdefault(f.funksjon, []).append(f)
        return found

    @cached_property
    def _by_place(self) -> dict[tuple[str, str, int], list[tuple[str, Verdi]]]:
        places: dict[tuple[str, str, int], list[tuple[str, Verdi]]] = {}
        for (kommune, code, art, aar), verdi in self.beloep.items():
            places.setdefault((kommune, art, aar), []).append((code, verdi))
        return places

    @cached_property
    def sektorfunksjoner(self) -> dict[str, frozenset[str]]:
        """The KOSTRA functions of each sector; without 170 and 171, which are their own line."""
        found: dict[str, set[str]] = {}
        for f in self.funksjoner:
            if f.sektor and f.funksjon not in PREMIEAVVIK:
                found.setdefault(f.sektor, set()).add(f.funksjon)
        return {sektor: frozenset(codes) for sektor, codes in found.items()}

    # -- people ---------------------------------------------------------------------------------

    @cached_property
    def aldersgrupper(self) -> tuple[str, ...]:
        """The age groups in order."""
        ordered = sorted(self.satser, key=lambda s: s.rekkefoelge)
        known = dict.fromkeys(s.aldersgruppe for s in ordered)
        known.update(dict.fromkeys(key[1] for key in self.innbyggere))
        return tuple(known)

    def folketall(self, kommune: str, aar: int) -> Verdi:
        """All inhabitants of a municipality in a year."""
        groups = [self.innbyggere.get((kommune, g, aar)) for g in self.aldersgrupper]
        return samlet(v for v in groups if v is not None)

    # -- for those who work in Python ------------------------------------------------------------

    def verditabell(self) -> pd.DataFrame:
        """Values as a DataFrame, see `frames.verdier`."""
        from . import frames

        return frames.verdier(self)

    def referansetabell(self, gruppe: str | None = None) -> pd.DataFrame:
        """References as a DataFrame, see `frames.referanser`."""
        from . import frames

        return frames.referanser(self, gruppe)

    def avvikstabell(self, gruppe: str | None = None) -> pd.DataFrame:
        """Deviations from the mean as a DataFrame, see `frames.avvik`."""
        from . import frames

        return frames.avvik(self, gruppe)

    def ressursbrukstabell(self, noekkel: str | None = None) -> pd.DataFrame:
        """Spending, need and the chain of deviations, see `ressursbruk.ressursbruk`."""
        from .frames.ressursbruk import ressursbruk

        return ressursbruk(self, noekkel)

    def produksjonstabell(self, gruppe: str | None = None) -> pd.DataFrame:
        """Production, use of resources and efficiency, see `produksjon.produksjon`."""
        from .frames.produksjon import produksjon

        return produksjon(self, gruppe)

    def likeste(self, kommune: str, aar: int | None = None, noekkel: str | None = None) -> pd.DataFrame:
        """Who is like a municipality in need, income and size, see `likhet.likeste`."""
        from .frames.likhet import likeste

        return likeste(self, kommune, aar, noekkel)

    # -- words ----------------------------------------------------------------------------------

    def tekst(self, sted: str, slag: str) -> tuple[str, ...]:
        """What the package says itself at a place: page references or remarks."""
        return tuple(t for place, kind, t in self.tekster if (place, kind) == (sted, slag))

    def henvisning(self, sted: str) -> str:
        """The source and, where the package says it, the pages."""
        return ", ".join([self.kilde, *self.tekst(sted, "kilde")])
