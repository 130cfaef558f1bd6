"""Where the need for spending comes from, the cost key that counts, and what is known of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Noekkel
from asss_xl.functions.values import MISSING_TEXT
from asss_xl.report import formler as bb
from asss_xl.report.formler import behov as fl
from asss_xl.report.kilde import Kilde, uten_noekkel
from asss_xl.report.nettverk.regnskapstall import LANDET
from asss_xl.report.published import AVVIK_ENHET, LANDSSNITT
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import MANGLER, Ledd, Tall, fra_verdi
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

BEHOVSSTEG, VALG_RAD = "Steg_behov", 2
#: What a sector outside the chosen cost key shows: nothing of it is its own.
UTENFOR = "–"
AARETS, _ANTALL = "Årets nøkkel", "Antall"
#: Of a sector: 1 where the key has it; the same as it is told, with a sign for those it has not.
_MED, SIES = "Med", "Det som sies"
_TALL = styles.HJELP.but(number_format="0", align="right")


def kriterier(data: Datasett, sektor: str) -> tuple[str, ...]:
    """The criteria of a sector in any of the keys, in order."""
    return tuple(dict.fromkeys(c for n in data.noekler for c in n.vekter.get(sektor, ())))


class Noekkelvalg:
    """The choice of cost key: which one counts in each year, and the sectors and weights that it has."""

    def __init__(self, sheet: Sheet, forsidevalg: Valg) -> None:
        self.valg, data = forsidevalg, forsidevalg.data
        steg = self.steg = Steg(sheet.book, BEHOVSSTEG)
        bold = styles.RAD.but(bold=True)
        sheet.put(VALG_RAD, 0, "Kostnadsnøkkel (velg)", bold)
        keys = {name: name for name in (AARETS, *(key.navn for key in data.noekler))}
        listed = steg.liste("Kostnadsnøkler å velge", "Nøkkel", keys)
        label, choices = "Kostnadsnøkkelen som brukes", listed.column("Nøkkel")
        self.valgt = sheet.editable(VALG_RAD, 1, AARETS, bold, label, choices=choices)
        sheet.merge(VALG_RAD, 1, 2)
        sheet.book.name("Noekkel", self.valgt)
        self.navnene = listed.column("Nøkkel", 1)
        #: The place of the key that counts, by year.
        self.nummer = self._of_each_year(data.noekkel, "Årets egen nøkkel", "Nøkkelen som gjelder")
        for year, cell in self.nummer.items():
            back = data.rapportaar - year
            sheet.book.name(f"Noekkelnr_{back}" if back else "Noekkelnr", cell)
        #: Of the key whose sectors a year is divided by, also where none counts.
        self.sektornoekkel = self.nummer
        if uten_noekkel(data):
            title = "Nøkkelen som deler inn i sektorer"
            self.sektornoekkel = self._of_each_year(data.sektornoekkel, "Nærmeste nøkkel", title)
        self.vekter = self._by_key()
        called = of(bb.ord_paa_plass, self.navnene, self.nummer[data.rapportaar])
        #: What the report year's key is called.
        self.navn = steg.en("Rapportårets nøkkel", "Navn", "Nå", called, missing="ingen")
        self.sektorer = self._sectors()

    def _of_each_year(
        self, of_year: Callable[[int], Noekkel | None], listed: str, title: str
    ) -> dict[int, Cell]:
        data, valg = self.valg.data, self.valg
        own = self.steg.blokk(f"{listed}, etter nummer i listen", ["Nummer"], list(map(str, data.aar)), _TALL)
        for line, year in enumerate(data.aar):
            found = of_year(year)
            own.put(line, "Nummer", MISSING_TEXT if found is None else data.noekler.index(found) + 1.0)
        counts = self.steg.blokk(title, valg.kolonner("Nummer"), ["Nummer i listen"], _TALL)
        listed_numbers = own.column("Nummer")
        calls = {
            key: of(fl.noekkelnummer, self.valgt, AARETS, listed_numbers, valg.aarnr[key], self.navnene)
            for key in valg.vindu
        }
        return {key: counts.calc(0, ("Nummer", key), call) for key, call in calls.items()}

    def _by_key(self) -> Blokk:
        """The weights of every key, and under no criterion a 1 for each sector that it has; else 0."""
        data = self.valg.data
        lines = {(s, c): f"{s}: {c}" if c else s for s in data.sektorer for c in ("", *kriterier(data, s))}
        title = "Nøklenes sektorer (1 = med) og vekter"
        block = self.steg.blokk(title, [key.navn for key in data.noekler], lines)
        for (sector, criterion), key in product(lines, data.noekler):
            weights, value, look = key.vekter.get(sector), 0.0, styles.hjelp(styles.tall(4))
            if not criterion:
                value, look = float(weights is not None), _TALL
            weight = weights.get(criterion) if weights else None
            block.put((sector, criterion), key.navn, value if weight is None else weight.vist, look)
        return block

    def _sectors(self) -> Blokk:
        """Whether a year is divided so that it has a sector, what is told of it, and how many it has."""
        title, sectors = "Sektorene i nøkkelen som gjelder (1 = med)", self.valg.data.sektorer
        lines = {name: name for name in (*sectors, _ANTALL)}
        block = self.steg.blokk(title, self.valg.kolonner(_MED, SIES), lines, _TALL)
        for key, number in self.sektornoekkel.items():
            for sector in sectors:
                has = self.vekter.line((sector, ""))
                flag = block.calc(sector, (_MED, key), bb.paa_plass, has, number)
                block.calc(sector, (SIES, key), fl.eller_utenfor, flag, UTENFOR)
            inside = block.column((_MED, key), last=sectors[-1])
            # Missing in a year that the package lacks, as all that is added up of so many sectors is then.
            block.calc(_ANTALL, (_MED, key), bb.sum_av_antall, inside, float(len(sectors)))
        return block

    def om(self, sector: str, what: str = _MED) -> dict[int, Cell]:
        """By year: 1 where the key has a sector, or (``SIES``) what stands instead of its figures, and 1."""
        return {key: self.sektorer.cell(sector, (what, key)) for key in self.valg.vindu}

    def naar_gjelder(self, name: str, told: str) -> Call:
        """What is told while a key counts in some year; nothing while it does not."""
        first, last = self.valg.vindu[0], self.valg.vindu[-1]
        counts = self.steg.sheet.column_range(self.nummer[first], self.nummer[last])
        return of(
            fl.naar_gjelder, counts, [key.navn for key in self.valg.data.noekler].index(name) + 1.0, told
        )

    def antall(self, key: int) -> Cell:
        """How many sectors the key has."""
        return self.sektorer.cell(_ANTALL, (_MED, key))


#: What a criterion counts that is not in the key.
INGEN_KORREKSJON = Tall(0.0)


@dataclass(frozen=True)
class Sektorindeks:
    """One sector's cost index and what it is made of, by year."""

    navn: str
    i_noekkel: dict[int, Cell] = field(default_factory=dict)
    sies: dict[int, Cell] = field(default_factory=dict)
    indeks: dict[int, Cell] = field(default_factory=dict)
    vekter: dict[int, Range] = field(default_factory=dict)
    indekser: dict[int, Range] = field(default_factory=dict)

    def om(self, key: int, call: Call) -> Call:
        """A figure of the sector; a dash where the chosen key does not have the sector."""
        told = self.sies.get(key)
        return call if told is None else of(bb.eller_null, told, call)

    def eller_null(self, key: int, cell: Argument) -> Call:
        """The same in a sum of products: 0 where the key lacks the sector, missing without the year."""
        flag = self.i_noekkel.get(key)
        return of(bb.gjenta, cell) if flag is None else of(bb.eller_null, flag, cell)


@dataclass(frozen=True)
class Sektorbehov(Sektorindeks):
    """The same with what it is worth in kroner."""

    snitt: dict[int, Cell] = field(default_factory=dict)
    korreksjon: dict[int, Cell] = field(default_factory=dict)
    korreksjon_grunnlag: dict[int, Cell] = field(default_factory=dict)
    behov: dict[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Behovskilde(Kilde):
    """Weights, indices and the country's means by sector and year.

    ``tall`` holds the members' criteria and ``noekler`` the chosen cost key; without them weights
    and indices are those of the report's municipality. ``landet`` is what the country spends.
    """

    noekler: Noekkelvalg | None = None
    landet: dict[str, dict[int, Ledd]] = field(default_factory=dict)

    def vekt(self, sektor: str, kriterium: str, key: int) -> Tall:
        """A criterion's weight in the sector; 0 where the key does not have it, missing without a key."""
        if self.noekler is not None:
            row = self.noekler.vekter.line((sektor, kriterium))
            return Tall(of(bb.paa_plass, row, self.noekler.nummer[key]))
        found = self.data.noekkel(key)
        if found is None:
            return MANGLER
        weights = found.vekter.get(sektor)
        weight = weights.get(kriterium) if weights else None
        return fra_verdi(weight) if weight is not None else INGEN_KORREKSJON

    def sted(self, sektor: str, kriterium: str) -> str:
        """The sector whose own index of a criterion there is, or "" where all have one."""
        return sektor if self.har_tall("kriterium", sektor, kriterium) else ""

    def indeks(self, sektor: str, kriterium: str, key: int) -> Tall:
        """The report's municipality's own index of a criterion; 0 where it has no weight."""
        for place in (sektor, ""):
            known = self.data.kriterieverdier.get((self.data.kommune, place, kriterium, key))
            if known is not None:
                return fra_verdi(known)
        return INGEN_KORREKSJON if self.vekt(sektor, kriterium, key) == INGEN_KORREKSJON else MANGLER

    def sektor(self, navn: str) -> Sektorindeks:
        """A sector, with the years that the chosen key has it in; nothing of them where every key has it."""
        keys = self.noekler
        return Sektorindeks(navn) if keys is None else Sektorindeks(navn, keys.om(navn), keys.om(navn, SIES))

    def antall(self, key: int) -> Cell | float:
        """How many sectors the key has."""
        return float(len(self.data.sektorer)) if self.noekler is None else self.noekler.antall(key)

    def landssnitt(self, sektor: str, key: int) -> Tall:
        """The country's net operating spending in a sector, kr per inhabitant."""
        if not self.landet:
            return self.oppgitt(LANDSSNITT, sektor, "landet", key, AVVIK_ENHET)
        mean = self.landet.get(sektor, {}).get(key)
        return MANGLER if mean is None else Tall(of(bb.gjenta, mean.used))

    def tilleggene(self, sektor: str) -> tuple[str, ...]:
        """Corrections of a sector outside the cost key."""
        return tuple(dict.fromkeys(t for _, s, t, _ in self.data.behovstillegg if s == sektor))

    def tillegg(self, sektor: str, tillegg: str, key: int) -> Tall:
        """One of them, kr per inhabitant."""
        if self.tall is None:
            found = self.data.behovstillegg.get((self.data.kommune, sektor, tillegg, key))
            return MANGLER if found is None else fra_verdi(found)
        own, mean = self.egen(key, "tillegg", sektor, tillegg), self.tilleggets_snitt(sektor, tillegg, key)
        return own if mean is None or not isinstance(own.verdi, Call) else Tall(own.verdi - mean)

    def tilleggets_snitt(self, sektor: str, tillegg: str, key: int) -> Call | None:
        """What the members have of it, where it is not the country that has 0 of it."""
        mean = self.referanse(LANDET, key, "tillegg", sektor, tillegg).verdi
        return mean if self.data.egne_indekser and isinstance(mean, Call) else None

    def skjeve_noekler(self) -> tuple[str, ...]:
        """The keys whose weights, as their source rounds them, do not add up to 1."""
        keys = {
            n.navn: [sum(w.verdi or 0.0 for w in v.values()) for v in n.vekter.values()]
            for n in self.data.noekler
        }
        return tuple(name for name, sums in keys.items() if any(abs(each - 1) > 1e-9 for each in sums))


#: The members' own index of a sector, the whole country = 1, by sector and year.
Medlemsindekser = dict[tuple[str, int], Cell]


def medlemmenes_indekser(steg: Steg, kilde: Behovskilde) -> Medlemsindekser:
    """What a sector's indices are divided by, so that the members together have 1 by the key that counts.

    Nothing where the package has the country, whose 1 it is.
    """
    made: Medlemsindekser = {}
    if not kilde.data.egne_indekser:
        return made
    sectors = {sector: [(sector, c) for c in kriterier(kilde.data, sector)] for sector in kilde.data.sektorer}
    lines = [line for each in sectors.values() for line in each]
    columns, three = kilde.valg.kolonner("Vekt", "Indeks"), styles.hjelp(styles.tall(3))
    title = "Medlemmenes kriterieindekser sammen, hele landet = 1"
    block = steg.blokk(title, columns, {line: ": ".join(line) for line in lines}, three)
    title = "Medlemmenes kostnadsindekser sammen, hele landet = 1"
    sums = steg.blokk(title, kilde.valg.kolonner("Indeks"), {name: name for name in sectors}, three)
    for year in kilde.valg.vindu:
        for line in lines:
            given = kilde.referanse(LANDET, year, "kriterium", kilde.sted(*line), line[1])
            weight = block.tall(line, ("Vekt", year), kilde.vekt(*line, year))
            block.calc(line, ("Indeks", year), fl.indeks_med_vekt, weight, weight, given.verdi)
        for name, each in sectors.items():
            if each:
                parts = (block.column((what, year), each[0], each[-1]) for what in ("Indeks", "Vekt"))
                made[name, year] = sums.calc(name, ("Indeks", year), fl.veid, *parts)
    return made
