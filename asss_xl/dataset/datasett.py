"""A data set: everything that reports are written from, and what can be asked of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import Any, TypeVar

from . import model
from .alder import is_everyone
from .grouping import grouped
from .packages.metadata import Metadata
from .schema import OPPSLAG
from .verdi import IKKE_OPPGITT, PREMIEAVVIK, Oppslag, Verdi, kjent, samlet

V = TypeVar("V")

#: Beside other functions' amounts these are no spending, not an unknown one.
_INGEN_UTGIFT = ("ikke_aktuelt", "gjelder_ikke")


def felles(find: Callable[[Datasett], V]) -> cached_property[V]:
    """A property of all the figures: found once, whoever the report is on."""

    @wraps(find)
    def found(data: Datasett) -> V:
        return data.en_gang(find.__name__, lambda: find(data))

    return cached_property(found)


#: Field -> where in its keys the municipality stands.
_ENHET_I_NOEKKEL = {"etiketter": 2, "trykte_korreksjoner": 0} | {
    field: key.index("kommune") for field, (_, key) in OPPSLAG.items() if "kommune" in key
}


@dataclass(frozen=True)
class Datasett(Metadata):
    """Everything that reports are written from: who, which years, figures and references.

    `kommune` and `rapportaar` are what a report is about unless something else is asked for. Keys of
    the mappings are named in each annotation.
    """

    kommuner: tuple[model.Kommune, ...] = ()
    grupper: tuple[model.Gruppe, ...] = ()
    tjenester: tuple[model.Tjeneste, ...] = ()
    #: (service, number, municipality, year)
    verdier: Oppslag[tuple[str, int, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    #: (service, number, municipality, year, reference)
    referanser: Oppslag[tuple[str, int, str, int, str], Verdi] = field(default=Oppslag({}), repr=False)
    #: (service, number, municipality, year, actor)
    etiketter: Oppslag[tuple[str, int, str, int, str], model.Etikett] = field(default=Oppslag({}), repr=False)
    figurer: tuple[model.Figur, ...] = field(default=(), repr=False)
    #: (municipality, line, year): 1000 kr, debt and claims added up from the balance
    regnskap: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    #: (municipality, account, year): what debt and claims are added up from
    balanse: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    #: The figures of `regnskap` that no row holds: added up from the balance, or from functions 170 and 171.
    uten_rad: frozenset[tuple[str, str, int]] = field(default=frozenset(), repr=False)
    #: (municipality, KOSTRA function, `schema.ARTER`, year): 1000 kr
    beloep: Oppslag[tuple[str, str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    korreksjoner: tuple[model.Korreksjon, ...] = ()
    produksjonsvekter: tuple[model.Produksjonsvekt, ...] = ()
    anbefalte_nivaa: tuple[model.AnbefaltNivaa, ...] = ()
    #: (year, `schema.NASJONALE`): percent
    nasjonale: Oppslag[tuple[int, str], Verdi] = Oppslag({})
    #: (municipality, `poster.KONTROLLTALL`, year): as the source has worked it out
    kontrolltall: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    alle_sektorer: tuple[model.Sektor, ...] = ()
    noekler: tuple[model.Noekkel, ...] = ()
    #: (municipality, sector or empty, criterion, year): index, and the printed correction
    kriterieverdier: Oppslag[tuple[str, str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    trykte_korreksjoner: Oppslag[tuple[str, str, str, int], float] = field(default=Oppslag({}), repr=False)
    #: (municipality, sector, addition, year): kr per inhabitant
    behovstillegg: Oppslag[tuple[str, str, str, int], Verdi] = Oppslag({})
    funksjoner: tuple[model.Funksjon, ...] = field(default=(), repr=False)
    #: (municipality, age group, year)
    innbyggere: Oppslag[tuple[str, str, int], Verdi] = field(default=Oppslag({}), repr=False)
    satser: tuple[model.Sats, ...] = ()
    folkevekst: tuple[model.Folkevekst, ...] = ()
    #: (place, kind, text)
    tekster: tuple[tuple[str, str, str], ...] = ()
    tekstfunn: tuple[model.Tekstfunn, ...] = field(default=(), repr=False)
    kildefeil: tuple[model.Kildefeil, ...] = field(default=(), repr=False)
    #: Tables whose figures are exact: the sums are made of the printed figures.
    eksakte: tuple[model.Tabellgrunn, ...] = ()
    #: Tables whose formula the source does not print.
    aapne: tuple[model.Tabellgrunn, ...] = ()
    vitner: tuple[model.Vitne, ...] = field(default=(), repr=False)
    #: A hash of the package's files: two packages with the same figures are one.
    versjon: str = field(default="", compare=False)

    # -- who ------------------------------------------------------------------------------------

    @felles
    def medlemmer(self) -> tuple[str, ...]:
        """The members of the network in some year, in the package's order."""
        inside = {name for g in self.grupper if g.nettverk for name in g.medlemmer}
        return tuple(k.navn for k in self.kommuner if k.navn in inside and k.slag == "kommune")

    def enhet(self, navn: str) -> model.Kommune:
        """The municipality or collection with this name. Raises `MissingFigure`."""
        return kjent("kommune", "Kommuner", navn, {k.navn: k for k in self.kommuner})

    @felles
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
        stated, own = (self.referanser, self.kriterieverdier), (self.regnskap, self.beloep, self.innbyggere)
        given = (v.verdi is not None for table in (self.verdier, *stated, *own) for v in table.values())
        return any(given) or any(f.verdi is not None for f in self.figurer)

    @cached_property
    def enheter(self) -> tuple[model.Kommune, ...]:
        """Those whose figures a network workbook holds, municipalities before collections.

        They are the members of the groups, the rest of the country, and the municipality itself.
        """
        wanted = {name for g in self.grupper for name in g.medlemmer}
        wanted |= {self.kommune, self.resten}
        found = [k for k in self.kommuner if k.navn in wanted]
        return tuple(sorted(found, key=lambda k: k.slag != "kommune"))

    @felles
    def kriterier_for_flere(self) -> bool:
        """Whether more than one unit has criteria of its own."""
        return len({unit for unit, *_ in self.kriterieverdier}) > 1

    @felles
    def er_nettverk(self) -> bool:
        """Whether there are figures of several members to compute references from."""
        computed = any(self.beregnet(i) for t in self.tjenester for i in t.indikatorer)
        people = {key[0] for key in self.innbyggere} | {key[0] for key in self.kriterieverdier}
        return self.beregnet_regnskap or self.beregnet_avvik or computed or len(people) > 1

    def for_kommune(self, kommune: str, aar: int) -> Datasett:
        """The same data set, for a report on another municipality or year."""
        made = replace(self, kommune=kommune, rapportaar=aar)
        made.__dict__["delt"] = self.delt
        return made

    def utdrag(self, kommune: str, aar: int) -> Datasett:
        """The same, with the figures that a report on the municipality is written from, and no more.

        Of hundreds of municipalities it needs those in the groups, and the rest of the country.
        """
        report = replace(self, kommune=kommune, rapportaar=aar)
        wanted = [*(enhet.navn for enhet in report.enheter), *filter(None, (self.landet,))]
        figures = {
            name: Oppslag({key: v for navn in wanted for key, v in units.get(navn, ())})
            for name, units in self._per_enhet.items()
        }
        made = replace(report, **figures)  # type: ignore[arg-type]
        # Who has figures in the package, does not change by some of them being left out.
        made.delt.update(med_tall=self.med_tall, er_nettverk=self.er_nettverk)
        return made

    @cached_property
    def _per_enhet(self) -> dict[str, dict[str, list[tuple[Any, Any]]]]:
        """The figures of each municipality by field and name."""
        return {
            name: grouped((item[0][place], item) for item in getattr(self, name).items())
            for name, place in _ENHET_I_NOEKKEL.items()
        }

    # -- which parts there are ------------------------------------------------------------------

    @cached_property
    def beregnet_regnskap(self) -> bool:
        """Whether the accounts' references are computed from the members' own.

        A premium deviation is also known of amounts by function alone.
        """
        return any(post != "premieavvik" for _, post, _ in self.regnskap)

    @cached_property
    def beregnet_avvik(self) -> bool:
        """Whether the deviations are computed from amounts by function."""
        return bool(self.beloep)

    @property
    def _uten_resten(self) -> bool:
        return bool(self.beloep or self.regnskap) and not self.resten and not self.landet

    @property
    def bare_egen(self) -> bool:
        """Whether the country is not known, and one member is no country to be held against."""
        return self._uten_resten and len(self.medlemmer) < 2

    @property
    def kalt_landet(self) -> str:
        """What «landet» is in words: without the rest of it, it is no more than the members together."""
        return "medlemmene samlet" if self._uten_resten and not self.bare_egen else "landet"

    @cached_property
    def egne_indekser(self) -> bool:
        """Whether the cost indices are the members' own (together 1): they are all there is of the country.

        An index of the whole country on what the members spend would put all of them on one side of the need.
        """
        return self.kriterier_for_flere and bool(self.innbyggere) and self.kalt_landet != "landet"

    @property
    def indeksens_en(self) -> str:
        """Who has 1 in the cost indices."""
        return "medlemmene" if self.egne_indekser else "landet"

    def om_landet(self, text: str) -> str:
        """A text of the report about the country, by what the country is in this package."""
        if self.kalt_landet == "landet":
            return text
        among = text.replace(" i landet", " blant medlemmene")
        return among.replace("landet", "medlemmene").replace("Landet", "Medlemmene")

    def noekkel(self, aar: int) -> model.Noekkel | None:
        """The cost key of a year; None where no key is for it."""
        return next((key for key in self.noekler if key.gjelder(aar)), None)

    def sektornoekkel(self, aar: int) -> model.Noekkel | None:
        """The key that divides a year's spending into sectors: its own, or the nearest year's."""
        years = sorted(self.aar, key=lambda year: abs(year - aar))
        found = (key for year in years if (key := self.noekkel(year)) is not None)
        return next(found, self.noekler[0] if self.noekler else None)

    @cached_property
    def vindu(self) -> tuple[int, ...]:
        """The years that a report shows: the report year and up to two before it."""
        width = min(3, len(self.aar))
        return tuple(range(self.rapportaar - width + 1, self.rapportaar + 1))

    # -- figures --------------------------------------------------------------------------------

    @felles
    def _figurer(self) -> dict[tuple[str, str, str, str, int, str], model.Figur]:
        return {(f.kommune, f.tabell, f.post, f.aktor, f.aar, f.enhet): f for f in self.figurer}

    def figur(self, tabell: str, post: str, aktor: str, aar: int, enhet: str) -> model.Figur | None:
        """A stated figure of the report on `kommune`, None where the package has none."""
        return self._figurer.get((self.kommune, tabell, post, aktor, aar, enhet))

    def har_tabell(self, *tabeller: str) -> bool:
        """Whether the report on `kommune` states anything in one of the tables."""
        return any(f.tabell in tabeller and f.kommune == self.kommune for f in self.figurer)

    def verdi(self, indikator: model.Indikator, kommune: str, aar: int) -> Verdi:
        """A municipality's value of an indicator; says in which way it is missing."""
        found = self.verdier.get((indikator.tjeneste, indikator.nr, kommune, aar))
        if found is None:
            return IKKE_OPPGITT if indikator.gjelder(aar) else Verdi(None, "gjelder_ikke")
        return found

    def indikatorens_verdier(
        self, indikator: model.Indikator
    ) -> tuple[tuple[tuple[str, int, str, int], Verdi], ...]:
        """The rows of one indicator: (service, number, municipality, year) and figure."""
        return self._per_indikator.get((indikator.tjeneste, indikator.nr), ())

    def stoerste(self, indikator: model.Indikator) -> float:
        """How large its figures are, below zero or above; 0 when it has none."""
        values = self.indikatorens_verdier(indikator)
        key = ("største", indikator.tjeneste, indikator.nr)
        return self.en_gang(
            key, lambda: max((abs(v.verdi) for _, v in values if v.verdi is not None), default=0.0)
        )

    @felles
    def _per_indikator(self) -> dict[tuple[str, int], tuple[tuple[tuple[str, int, str, int], Verdi], ...]]:
        found = grouped((item[0][:2], item) for item in self.verdier.items())
        return {key: tuple(rows) for key, rows in found.items()}

    def referanse(self, indikator: model.Indikator, referanse: str, aar: int) -> Verdi:
        """A stated mean, lowest or highest of the report on `kommune`."""
        key = (indikator.tjeneste, indikator.nr, self.kommune, aar, referanse)
        return self.referanser.get(key, IKKE_OPPGITT)

    def etikett(self, indikator: model.Indikator, aktor: str) -> model.Etikett:
        """A label printed in the profile's figure."""
        key = (indikator.tjeneste, indikator.nr, self.kommune, self.rapportaar, aktor)
        return self.etiketter.get(key, model.Etikett(None, None, ""))

    def beregnet(self, indikator: model.Indikator) -> bool:
        """Whether the indicator's references are computed: of several members, where none is stated."""
        return self._flere and (indikator.tjeneste, indikator.nr) not in self._oppgitte

    @felles
    def _flere(self) -> bool:
        """Whether several have figures: of one municipality nobody can say what the others have."""
        accounts = (self.regnskap, self.beloep)
        return len({key[2] for key in self.verdier} | {key[0] for each in accounts for key in each}) > 1

    @felles
    def _oppgitte(self) -> frozenset[tuple[str, int]]:
        return frozenset((key[0], key[1]) for key in self.referanser)

    def vektet(self, tjeneste: model.Tjeneste) -> tuple[tuple[model.Indikator, model.Produksjonsvekt], ...]:
        """The indicators that the service's production is made of, with what each counts."""
        weights = {v.nr: v for v in self.produksjonsvekter if v.tjeneste == tjeneste.noekkel}
        return tuple((i, weights[i.nr]) for i in tjeneste.indikatorer if i.nr in weights)

    def tjeneste(self, noekkel: str) -> model.Tjeneste:
        """The service profile with this key. Raises `MissingFigure` when there is none."""
        return kjent("tjeneste", "Tjenester", noekkel, {t.noekkel: t for t in self.tjenester})

    # -- amounts by function ----------------------------------------------------------------------

    @cached_property
    def delt(self) -> dict[Any, Any]:
        """What has been found once of all the figures, whoever the report is on, by what it is."""
        return {}

    def en_gang(self, hva: Hashable, finn: Callable[[], V]) -> V:
        """What is found once of all the figures, whoever the report is on."""
        if hva not in self.delt:
            self.delt[hva] = finn()
        found: V = self.delt[hva]
        return found

    def funksjonsbeloep(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool = True
    ) -> Verdi:
        """Spending of a kind on some KOSTRA functions or, with ``inne`` false, on all others.

        1000 kr, of those whose amounts are known; `utelatte` are the others. A function that the
        municipality has no row for, that is not relevant to it, or that is not in use in the year,
        has no spending. The premium deviation (170, 171) has its own line.
        """

        def spent() -> Verdi:
            found = [v for _, v in self._paa_funksjoner(kommune, art, aar, koder, inne)]
            known = [v for v in found if v.verdi is not None]
            none = {v.status for v in found} <= set(_INGEN_UTGIFT)
            if not known and none and any(v.status == "ikke_aktuelt" for v in found):
                known = [Verdi(0.0, "endelig")] if self.har_beloep(kommune, art, aar) else []
            return samlet(known or [v for v in found if v.status not in _INGEN_UTGIFT] or found)

        return self.en_gang((kommune, art, aar, koder, inne), spent)

    def utelatte(
        self, kommune: str, art: str, aar: int, koder: frozenset[str], inne: bool = True
    ) -> dict[str, Verdi]:
        """The functions of a sum that it is without, since their amounts are missing."""

        def lacking() -> dict[str, Verdi]:
            found = self._paa_funksjoner(kommune, art, aar, koder, inne)
            none = {c: v for c, v in found if v.verdi is None and v.status not in _INGEN_UTGIFT}
            return none if any(v.verdi is not None for _, v in found) else {}

        return self.en_gang(("utelatte", kommune, art, aar, koder, inne), lacking)

    def har_beloep(self, kommune: str, art: str, aar: int) -> bool:
        """Whether a municipality has amounts of a kind in a year: what is not among them is none."""
        return (kommune, art, aar) in self._med_beloep

    @felles
    def _med_beloep(self) -> frozenset[tuple[str, str, int]]:
        return frozenset(
            (who, art, aar) for (who, _, art, aar), v in self.beloep.items() if v.verdi is not None
        )

    def har_art(self, art: str) -> bool:
        """Whether the package has amounts of a kind."""
        return art in self.en_gang("arter", lambda: frozenset(kind for _, _, kind, _ in self.beloep))

    @felles
    def funksjoner_i_bruk(self) -> int:
        """How many KOSTRA functions somebody has amounts of."""
        return len({function for _, function, _, _ in self.beloep})

    @felles
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
        place = self._by_place.get((kommune, art, aar), {})
        wanted = place.keys() & koder if inne else place.keys() - koder
        return [(code, v) for _, code, v in sorted(map(place.__getitem__, wanted))]

    @felles
    def _by_place(self) -> dict[tuple[str, str, int], dict[str, tuple[int, str, Verdi]]]:
        """The amounts that count, by function; each with its place among them."""
        made: dict[tuple[str, str, int], dict[str, tuple[int, str, Verdi]]] = {}
        known = grouped((f.funksjon, f) for f in self.funksjoner)
        for (who, code, art, aar), v in self.beloep.items():
            if code in PREMIEAVVIK:
                continue
            if v.verdi is not None or code not in known or any(f.gjelder(aar) for f in known[code]):
                place = made.setdefault((who, art, aar), {})
                place[code] = len(place), code, v
        return made

    @felles
    def sektorfunksjoner(self) -> dict[str, frozenset[str]]:
        """The KOSTRA functions of each sector; without 170 and 171, which are their own line."""
        known = (f for f in self.funksjoner if f.sektor and f.funksjon not in PREMIEAVVIK)
        found = grouped((f.sektor, f.funksjon) for f in known)
        return {sektor: frozenset(codes) for sektor, codes in found.items()}

    # -- sectors --------------------------------------------------------------------------------

    @cached_property
    def sektorer(self) -> tuple[str, ...]:
        """The sectors of the cost keys, or of the stated deviations, in the report's order."""
        used = {s for n in self.noekler for s in n.vekter}
        known = tuple(s.navn for s in self.alle_sektorer)
        return tuple(s for s in known if s in used) if used else known

    def vekter_i(self, sektor: str) -> list[list[float]]:
        """The weights of a sector in each of the keys that have it."""
        return [
            [w.verdi or 0.0 for w in n.vekter[sektor].values()] for n in self.noekler if sektor in n.vekter
        ]

    # -- people ---------------------------------------------------------------------------------

    @cached_property
    def aldersgrupper(self) -> tuple[str, ...]:
        """The age groups in order."""
        ordered = sorted(self.satser, key=lambda s: s.rekkefoelge)
        known = dict.fromkeys(s.aldersgruppe for s in ordered)
        known.update(dict.fromkeys(key[1] for key in self.innbyggere))
        return tuple(known)

    def folketall(self, kommune: str, aar: int) -> Verdi:
        """All inhabitants of a municipality in a year; missing when an age group that most have then is.

        Where nobody is counted of any age, they are missing: per nobody there is no figure. Groups of the
        package that are not everyone, as children alone, are not all inhabitants.
        """
        given = {g: self.innbyggere.get((kommune, g, aar)) for g in self.aldersgrupper}
        usual = self._vanlige_grupper.get(aar, ())
        if self.aldersgrupper and not is_everyone(self.aldersgrupper):
            return IKKE_OPPGITT
        found = samlet(v or IKKE_OPPGITT for g, v in given.items() if v is not None or g in usual)
        return found._replace(verdi=None, status="mangler") if found.verdi == 0 else found

    @felles
    def _vanlige_grupper(self) -> dict[int, set[str]]:
        """The age groups that more than half of those with inhabitants in a year have."""
        of_year = grouped((aar, (who, group)) for who, group, aar in self.innbyggere)
        made = {}
        for aar, found in of_year.items():
            times, units = Counter(group for _, group in found), {who for who, _ in found}
            made[aar] = {group for group, count in times.items() if 2 * count > len(units)}
        return made

    @property
    def lagt_til(self) -> bool:
        """Whether merged municipalities are added backwards."""
        return any(unit.lagt_til for unit in self.kommuner)

    # -- words ----------------------------------------------------------------------------------

    def tekst(self, sted: str, slag: str) -> tuple[str, ...]:
        """What the package says itself at a place: page references or remarks."""
        return tuple(t for place, kind, t in self.tekster if (place, kind) == (sted, slag))

    def henvisning(self, sted: str) -> str:
        """The source and, where the package says it, the pages."""
        return ", ".join([self.kilde, *self.tekst(sted, "kilde")])
