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
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.steg import Steg
from asss_xl.report.tall import MANGLER, Ledd, Tall, fra_verdi
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

ARK, VALG_RAD = "Steg_behov", 2
#: What a sector outside the chosen cost key shows: nothing of it is its own.
UTENFOR = "–"
AARETS, _ANTALL = "Årets nøkkel", "Antall"
_TALL = styles.HJELP.but(number_format="0", align="right")


def kriterier(data: Datasett, sektor: str) -> tuple[str, ...]:
    """The criteria of a sector in any of the keys, in order."""
    return tuple(dict.fromkeys(c for n in data.noekler for c in n.vekter.get(sektor, ())))


@dataclass(frozen=True)
class Noekkelvalg:
    """The year's key by name, its place by year, each key's weights, and the sectors that it has.

    ``sektornoekkel`` is the place of the key whose sectors a year is divided by, also where none counts.
    """

    navn: Cell
    nummer: dict[int, Cell]
    sektornoekkel: dict[int, Cell]
    vekter: dict[tuple[str, str], Range]
    i_noekkel: dict[str, dict[int, Cell]]
    #: The same as it is told: 1, or what stands instead of the sector's figures.
    sies: dict[str, dict[int, Cell]]
    antall: dict[int, Cell]


def valgt_noekkel(sheet: Sheet, forsidevalg: Valg) -> Noekkelvalg:
    """The choice of key on Utgiftsbehov."""
    return velg_noekkel(sheet, Steg(sheet.book, ARK), forsidevalg)


def velg_noekkel(sheet: Sheet, steg: Steg, valg: Valg) -> Noekkelvalg:
    """The yellow cell where a key is chosen, and the steps that follow from it."""
    sheet.put(VALG_RAD, 0, "Kostnadsnøkkel (gult felt: velg)", styles.RAD.but(bold=True))
    keys = [k.navn for k in valg.data.noekler]
    listed = steg.blokk("Kostnadsnøkler å velge", ["Nøkkel"], [AARETS, *keys])
    for line, name in enumerate((AARETS, *keys)):
        listed.put(line, "Nøkkel", name)
    look, label = styles.RAD.but(bold=True), "Kostnadsnøkkelen som brukes"
    chosen = sheet.editable(VALG_RAD, 1, AARETS, look, label, choices=listed.column("Nøkkel"))
    sheet.merge(VALG_RAD, 1, 2)
    sheet.book.name("Noekkel", chosen)
    names = listed.column("Nøkkel", 1)
    nummer, sektornoekkel = _numbers(steg, valg, chosen, names)
    rows = _by_key(steg, valg.data)
    called = of(bb.ord_paa_plass, names, nummer[valg.data.rapportaar])
    navn = steg.en("Rapportårets nøkkel", "Navn", "Nå", called, missing="ingen")
    return Noekkelvalg(navn, nummer, sektornoekkel, rows, *_flags(steg, valg, sektornoekkel, rows))


def _numbers(steg: Steg, valg: Valg, chosen: Cell, names: Range) -> tuple[dict[int, Cell], dict[int, Cell]]:
    """The places of the keys that count, and of those that divide the spending into sectors."""
    title = "Nøkkelen som gjelder"
    nummer = _of_each_year(steg, valg, chosen, names, valg.data.noekkel, "Årets egen nøkkel", title)
    for year, cell in nummer.items():
        back = valg.data.rapportaar - year
        steg.sheet.book.name(f"Noekkelnr_{back}" if back else "Noekkelnr", cell)
    if not uten_noekkel(valg.data):
        return nummer, nummer
    title = "Nøkkelen som deler inn i sektorer"
    return nummer, _of_each_year(steg, valg, chosen, names, valg.data.sektornoekkel, "Nærmeste nøkkel", title)


def _of_each_year(
    steg: Steg,
    valg: Valg,
    chosen: Cell,
    names: Range,
    of_year: Callable[[int], Noekkel | None],
    listed: str,
    title: str,
) -> dict[int, Cell]:
    data, years = valg.data, [str(year) for year in valg.data.aar]
    own = steg.blokk(f"{listed}, etter nummer i listen", ["Nummer"], years, _TALL)
    for line, year in enumerate(data.aar):
        found = of_year(year)
        own.put(line, "Nummer", MISSING_TEXT if found is None else data.noekler.index(found) + 1.0)
    counts = steg.blokk(title, valg.kolonner("Nummer"), ["Nummer i listen"], _TALL)
    calls = {
        key: of(fl.noekkelnummer, chosen, AARETS, own.column("Nummer"), valg.aarnr[key], names)
        for key in valg.vindu
    }
    return {key: counts.calc(0, ("Nummer", key), call) for key, call in calls.items()}


def _by_key(steg: Steg, data: Datasett) -> dict[tuple[str, str], Range]:
    """The weights of every key, and under no criterion a 1 for each sector that it has; 0 for all else."""
    lines = {(s, c): f"{s}: {c}" if c else s for s in data.sektorer for c in ("", *kriterier(data, s))}
    block = steg.blokk("Nøklenes sektorer (1 = med) og vekter", [k.navn for k in data.noekler], lines)
    for (sector, criterion), key in product(lines, data.noekler):
        weights, value, look = key.vekter.get(sector), 0.0, styles.hjelp(styles.tall(4))
        if not criterion:
            value, look = float(weights is not None), _TALL
        weight = weights.get(criterion) if weights else None
        block.put((sector, criterion), key.navn, value if weight is None else weight.vist, look)
    return {line: block.line(line) for line in lines}


def _flags(
    steg: Steg, valg: Valg, sektornoekkel: dict[int, Cell], rows: dict[tuple[str, str], Range]
) -> tuple[dict[str, dict[int, Cell]], dict[str, dict[int, Cell]], dict[int, Cell]]:
    """Whether a year is divided so that it has a sector, what is told of it, and how many it has."""
    title, sectors = "Sektorene i nøkkelen som gjelder (1 = med)", valg.data.sektorer
    lines = {name: name for name in (*sectors, _ANTALL)}
    block = steg.blokk(title, valg.kolonner("Med", "Det som sies"), lines, _TALL)
    flags: dict[str, dict[int, Cell]] = {s: {} for s in sectors}
    told: dict[str, dict[int, Cell]] = {s: {} for s in sectors}
    count = {}
    for key in valg.vindu:
        for sector in sectors:
            flag = block.calc(sector, ("Med", key), bb.paa_plass, rows[sector, ""], sektornoekkel[key])
            flags[sector][key] = flag
            told[sector][key] = block.calc(sector, ("Det som sies", key), fl.sies, flag, UTENFOR)
        inside = block.column(("Med", key), last=sectors[-1])
        # Missing in a year that the package lacks, as all that is added up of so many sectors is then.
        count[key] = block.calc(_ANTALL, ("Med", key), bb.sum_av_antall, inside, float(len(sectors)))
    return flags, told, count


#: What a criterion counts that is not in the key.
INGEN = Tall(0.0)


@dataclass(frozen=True)
class Sektorindeks:
    """One sector's cost index and what it is made of, by year."""

    navn: str
    i_noekkel: dict[int, Cell] = field(default_factory=dict)
    sies: dict[int, Cell] = field(default_factory=dict)
    indeks: dict[int, Cell] = field(default_factory=dict)
    indeks_grunnlag: dict[int, Cell] = field(default_factory=dict)
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
    snitt_grunnlag: dict[int, Cell] = field(default_factory=dict)
    korreksjon: dict[int, Cell] = field(default_factory=dict)
    korreksjon_grunnlag: dict[int, Cell] = field(default_factory=dict)
    behov: dict[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Utgiftsbehov:
    """All sectors by name, the index of them all, their needs and corrections together."""

    sektorer: dict[str, Sektorbehov]
    i_alt: dict[int, Cell]
    sum_behov: dict[int, Cell]
    sum_korreksjon: dict[int, Cell]


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
            row = self.noekler.vekter[sektor, kriterium]
            return Tall(of(bb.paa_plass, row, self.noekler.nummer[key]))
        found = self.data.noekkel(key)
        if found is None:
            return MANGLER
        weights = found.vekter.get(sektor)
        weight = weights.get(kriterium) if weights else None
        return fra_verdi(weight) if weight is not None else INGEN

    def sted(self, sektor: str, kriterium: str) -> str:
        """The sector whose own index of a criterion there is, or "" where all have one."""
        return sektor if self.har_tall("kriterium", sektor, kriterium) else ""

    def indeks(self, sektor: str, kriterium: str, key: int) -> Tall:
        """The report's municipality's own index of a criterion; 0 where it has no weight."""
        for place in (sektor, ""):
            known = self.data.kriterieverdier.get((self.data.kommune, place, kriterium, key))
            if known is not None:
                return fra_verdi(known)
        return INGEN if self.vekt(sektor, kriterium, key) == INGEN else MANGLER

    def i_noekkelen(self, sektor: str, key: int) -> Cell | None:
        """1 where the chosen key has the sector; None where every key has it."""
        return None if self.noekler is None else self.noekler.i_noekkel[sektor][key]

    def sies(self, sektor: str) -> dict[int, Cell]:
        """What is told of a sector by year: 1 where the key has it; empty where every key has it."""
        return {} if self.noekler is None else self.noekler.sies[sektor]

    def antall(self, key: int) -> Cell | float:
        """How many sectors the key has."""
        return float(len(self.data.sektorer)) if self.noekler is None else self.noekler.antall[key]

    def landssnitt(self, sektor: str, key: int) -> Tall:
        """The country's net operating spending in a sector, kr per inhabitant."""
        if not self.landet:
            return self.oppgitt("Vedleggstabell 2 landssnitt", sektor, "landet", key, AVVIK_ENHET)
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
