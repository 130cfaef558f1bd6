"""What the figures of Ressursbruk are without: said in words beside them, and in the sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.schema import ARTER, MANGLER_TEKST
from asss_xl.dataset.verdi import Verdi
from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT, linjenavn
from asss_xl.report.nettverk.medlemskap import Enheter
from asss_xl.report.nettverk.regnskapstall import ARTNAVN
from asss_xl.report.steg import Blokk, Celler, Steg
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, Range, of

#: What is missing of everything: no use of income of its own.
ALT = ""
#: The lines of the accounts behind each use of income.
_POSTER = {
    RENTER: ("renteinntekter", "renteutgifter", "avdrag"),
    PREMIE: ("premieavvik",),
    RESULTAT: ("driftsinntekter", "driftsutgifter"),
}
_REGNET = "Det som mangler, er regnet med det landet bruker per innbygger, og gir ikke noe avvik."
#: A text of the chosen municipality only.
_bare_egen = formula("kommunenr nr tekstene aarnr", 'IF(kommunenr=nr,INDEX(tekstene,aarnr)&"","")')


class Mangel(NamedTuple):
    """What a unit lacks in a use of income and a year.

    ``landet``: whether the country's figure is another for it; ``utgift``: whether it is spending.
    """

    linje: str
    enhet: str
    aar: int
    tekst: str
    landet: bool = False
    utgift: bool = True

    @property
    def kolonne(self) -> str:
        """The column that it is told in."""
        what = "" if self.utgift else ", behov"
        return f"{linjenavn(self.linje) or 'Alt'}, {self.enhet}{what}"


@dataclass(frozen=True)
class Utelatt:
    """What is said of each use of income and year: everything, and what sums of spending lack.

    ``egne`` are those of the chosen municipality alone, ``utgifter`` those of the country too.
    """

    tekster: Celler = field(default_factory=dict)
    egne: Celler = field(default_factory=dict)
    utgifter: Celler = field(default_factory=dict)
    #: How long a text of one year can be.
    lengde: int = 0

    def om(self, year: int, line: str) -> list[Cell]:
        """What is said of one use of income."""
        said = (cells for of_line, cells in self.tekster.items() if of_line in (line, ALT))
        return [cells[year] for cells in said if year in cells]


def place(steg: Steg, valg: Valg, nettverk: Enheter) -> Utelatt:
    """Write what is missing, unit by unit, and what counts for the one that is chosen."""
    found = list(mangler(valg.data))
    if not found:
        return Utelatt()
    block = _told(steg, valg.data, found)
    spending = [m for m in found if m.utgift]
    chosen = {"Sagt": found, "Egne": [m._replace(landet=False) for m in spending], "Utgifter": spending}
    heads = {(kind, year): f"{kind}, år {n}" for kind in chosen for n, year in enumerate(valg.vindu, start=1)}
    lines = {m.linje: linjenavn(m.linje) or "Alt" for m in found}
    shown = steg.blokk("Det som mangler her", heads, lines)
    made: dict[str, Celler] = {kind: {line: {} for line in lines} for kind in chosen}
    for line, (kind, wanted), year in product(lines, chosen.items(), valg.vindu):
        columns = {m.kolonne: m for m in wanted if m.linje == line}
        calls = [_of_column(block.column(head), m, nettverk, valg.aarnr[year]) for head, m in columns.items()]
        if calls:
            made[kind][line][year] = shown.calc(line, (kind, year), bb.tekst(*calls), missing="")
    by_year = (sum(len(m.tekst) + 1 for m in found if m.aar == year) for year in valg.data.aar)
    return Utelatt(made["Sagt"], made["Egne"], made["Utgifter"], max(by_year))


def i_alt(steg: Steg, valg: Valg) -> Call | None:
    """What is missing of anybody in the chosen year; None where nothing is in any."""
    found = list(mangler(valg.data))
    if not found:
        return None
    told = {str(year): " ".join(m.tekst for m in found if m.aar == year) for year in valg.data.aar}
    block = steg.liste("Tall som mangler", "Tekst", told)
    return of(bb.ord_paa_plass, block.column("Tekst"), valg.aarnr[valg.data.rapportaar])


def _told(steg: Steg, data: Datasett, found: Sequence[Mangel]) -> Blokk:
    """Everything that is missing, a line per year."""
    heads = list(dict.fromkeys(m.kolonne for m in found))
    block = steg.blokk("Tall som mangler", heads, [str(year) for year in data.aar])
    for head in heads:
        for at, year in enumerate(data.aar):
            told = [m.tekst for m in found if (m.kolonne, m.aar) == (head, year)]
            block.put(at, head, " ".join((*told, "")))
    return block


def _of_column(texts: Range, mangel: Mangel, nettverk: Enheter, aarnr: Cell) -> Call:
    if mangel.landet:
        return of(bb.ord_paa_plass, texts, aarnr)
    number = [unit.navn for unit in nettverk.enheter].index(mangel.enhet) + 1
    return of(_bare_egen, nettverk.kommunenr, float(number), texts, aarnr)


def noter(utelatt: Utelatt, years: Sequence[int]) -> list[Call]:
    """A text for each year, the last one first."""
    return [
        bb.tekst(*found)
        for year in reversed(years)
        if (found := [cells[year] for cells in utelatt.tekster.values() if year in cells])
    ]


def mangler(data: Datasett) -> Iterator[Mangel]:
    """Everything that is missing, of every unit in every year that it is there."""
    for unit in data.enheter:
        for year in data.aar:
            where = (unit.navn, year, "mangler")
            if where not in data.delt:
                there = unit.finnes(year)
                data.delt[where] = tuple(_Enhet(data, unit.navn, year).mangler()) if there else ()
            yield from data.delt[where]


class _Enhet(NamedTuple):
    """A unit in a year."""

    data: Datasett
    navn: str
    aar: int

    @property
    def _i_landet(self) -> bool:
        data = self.data
        return not data.landet and (self.navn in data.medlemmer or self.navn == data.resten)

    @property
    def _uten(self) -> str:
        """What becomes of the country's figure where the unit has none."""
        if not self._i_landet:
            return ""
        if self.navn == self.data.resten:
            return ", så landet kan ikke regnes ut der"
        return " og er holdt utenfor landet der"

    def _om(self, line: str, text: str, utgift: bool = True) -> Mangel:
        return Mangel(line, self.navn, self.aar, f"{self.navn} mangler {text}.", self._i_landet, utgift)

    def mangler(self) -> Iterator[Mangel]:
        """Spending by function, people, the accounts' lines, criteria."""
        parts = _sectors(self.data, self.aar)
        known = {name: self._sum("netto", *part) for name, part in parts.items()}
        if all(v.verdi is None for v in known.values()):
            yield self._om(ALT, f"utgifter per funksjon i {self.aar}{self._uten}")
        else:
            for name, part in parts.items():
                yield from self._sector(name, *part)
        yield from self._people()
        if self.data.beregnet_regnskap:
            yield from self._accounts()
        if self.navn in self.data.med_tall:
            yield from self._needs()

    def _sum(self, kind: str, codes: frozenset[str], inside: bool) -> Verdi:
        return self.data.funksjonsbeloep(self.navn, kind, self.aar, codes, inside)

    def _sector(self, name: str, codes: frozenset[str], inside: bool) -> Iterator[Mangel]:
        where = f"i {linjenavn(name).lower()} i {self.aar}"
        if self._sum("netto", codes, inside).verdi is None:
            word = _word(self._sum("netto", codes, inside))
            yield self._om(name, f"utgifter {where} ({word}){self._uten}")
            return
        parts: dict[str, str] = {}
        for kind in ARTER:
            if self.data.har_art(kind) and self._sum(kind, codes, inside).verdi is None:
                yield self._om(name, f"{ARTNAVN[kind]} {where}{self._uten}")
                continue
            for code, v in self.data.utelatte(self.navn, kind, self.aar, codes, inside).items():
                what = "" if kind == "netto" else f"{ARTNAVN[kind]} på "
                parts.setdefault(code, f"{what}funksjon {code} ({_word(v)})")
        if parts and self._i_landet and self.navn == self.data.resten:
            yield self._om(name, f"tall for {layout.ramset_opp(parts.values())} {where}{self._uten}")
        elif parts:
            told = self._om(name, f"tall for {layout.ramset_opp(parts.values())} {where}")
            yield told._replace(tekst=f"{told.tekst} {self.data.om_landet(_REGNET)}")

    def _people(self) -> Iterator[Mangel]:
        data = self.data
        people = data.folketall(self.navn, self.aar)
        if data.innbyggere and people.verdi is None:
            groups = {g: data.innbyggere.get((self.navn, g, self.aar)) for g in data.aldersgrupper}
            lacking = [g for g, v in groups.items() if v is not None and v.verdi is None]
            which = "" if len(lacking) in (0, len(groups)) else f" for {layout.ramset_opp(lacking)}"
            what = f"folketall{which} i {self.aar} ({_word(people)}), så ingenting kan regnes per innbygger"
            told = self._om(ALT, what)
            outside = " Kommunen er holdt utenfor landet." if self._i_landet else ""
            yield told._replace(tekst=f"{told.tekst}{outside}")

    def _accounts(self) -> Iterator[Mangel]:
        for use, posts in _POSTER.items():
            lines = [(POSTER[p].lower(), self.data.regnskap.get((self.navn, p, self.aar))) for p in posts]
            lacking = (
                (name, v)
                for name, v in lines
                if v is None or (v.verdi is None and v.status != "ikke_aktuelt")
            )
            words = [f"{name} ({_word(v)})" for name, v in lacking]
            if words:
                yield self._om(use, f"{layout.ramset_opp(words)} i regnskapet for {self.aar}{self._uten}")

    def _needs(self) -> Iterator[Mangel]:
        """Criteria of the year's key that the municipality has no index of."""
        data = self.data
        key = data.noekkel(self.aar)
        for sector, weights in (key.vekter if key is not None and data.kriterier_for_flere else {}).items():
            words = []
            for criterion in weights:
                places = ((self.navn, s, criterion, self.aar) for s in (sector, ""))
                value = next((data.kriterieverdier[p] for p in places if p in data.kriterieverdier), None)
                if value is None or value.verdi is None:
                    words.append(f"{criterion.lower()} ({_word(value)})")
            if words:
                what = (
                    f"kriteriet {words[0]}" if len(words) == 1 else f"kriteriene {layout.ramset_opp(words)}"
                )
                told = f"{what} i {self.aar}, så utgiftsbehovet i {sector.lower()} er ikke beregnet"
                yield self._om(sector, told, utgift=False)._replace(landet=False)


def _sectors(data: Datasett, year: int) -> dict[str, tuple[frozenset[str], bool]]:
    """The functions of each sector that a year is divided into; those of all of them, for the others."""
    functions = data.sektorfunksjoner
    key = data.sektornoekkel(year)
    sectors = data.sektorer if key is None else key.vekter
    made = {sector: (functions.get(sector, frozenset()), True) for sector in sectors}
    inside = frozenset(code for codes, _ in made.values() for code in codes)
    return {**made, ANDRE: (inside, False)}


def _word(value: Verdi | None) -> str:
    return MANGLER_TEKST["mangler" if value is None else value.status].lower()
