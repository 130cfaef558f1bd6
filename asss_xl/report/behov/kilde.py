"""Where the need for spending comes from, and what is known of it when its sheet is filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.model import Noekkel
from asss_xl.report import formler as bb
from asss_xl.report.behov import formler as fl
from asss_xl.report.behov import noekkel as nk
from asss_xl.report.behov.noekkel import Noekkelvalg
from asss_xl.report.kilde import Kilde
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.tall import MANGLER, Ledd, Tall, fra_verdi
from asss_xl.workbook import Argument, Call, Cell, Range, of

#: What a criterion counts that is not in the key.
INGEN = Tall(0.0)


@dataclass(frozen=True)
class Sektor:
    """One sector's results, by year."""

    navn: str
    snitt: dict[int, Cell] = field(default_factory=dict)
    snitt_grunnlag: dict[int, Cell] = field(default_factory=dict)
    i_noekkel: dict[int, Cell] = field(default_factory=dict)
    indeks: dict[int, Cell] = field(default_factory=dict)
    indeks_grunnlag: dict[int, Cell] = field(default_factory=dict)
    vekter: dict[int, Range] = field(default_factory=dict)
    indekser: dict[int, Range] = field(default_factory=dict)
    korreksjon: dict[int, Cell] = field(default_factory=dict)
    korreksjon_grunnlag: dict[int, Cell] = field(default_factory=dict)
    behov: dict[int, Cell] = field(default_factory=dict)

    def om(self, key: int, call: Call) -> Call:
        """A figure of the sector; a dash where the chosen key does not have the sector."""
        flag = self.i_noekkel.get(key)
        return call if flag is None else of(fl.naar, flag, call)

    def eller_null(self, key: int, cell: Argument) -> Call:
        """The same for a sum of products: 0 where the key does not have the sector."""
        flag = self.i_noekkel.get(key)
        return of(bb.gjenta, cell) if flag is None else of(bb.eller_null, flag, cell)


@dataclass(frozen=True)
class Utgiftsbehov:
    """All sectors by name, the index of them all, their needs and corrections together."""

    sektorer: dict[str, Sektor]
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

    def kriterier(self, sektor: str) -> tuple[str, ...]:
        """The criteria of a sector in any of the keys, in order."""
        return nk.kriterier(self.data, sektor)

    def _noekkel(self, key: int) -> Noekkel | None:
        return next((n for n in self.data.noekler if n.gjelder(key)), None)

    def vekt(self, sektor: str, kriterium: str, key: int) -> Tall:
        """A criterion's weight in the sector; 0 where the key does not have it."""
        if self.noekler is not None:
            row = self.noekler.vekter[sektor, kriterium]
            return Tall(of(bb.paa_plass, row, self.noekler.nummer[key]))
        found = self._noekkel(key)
        weights = found.vekter.get(sektor) if found else None
        weight = weights.get(kriterium) if weights else None
        return fra_verdi(weight) if weight is not None else INGEN

    def sted(self, sektor: str, kriterium: str) -> str:
        """The sector whose own index of a criterion there is, or "" where all have one."""
        return sektor if self.har_tall("kriterium", sektor, kriterium) else ""

    def kriterieindeks(self, sted: str, kriterium: str, key: int) -> Tall:
        """The municipality's index of a criterion, whatever the key."""
        return self.egen(key, "kriterium", sted, kriterium)

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

    def antall(self, key: int) -> Cell | float:
        """How many sectors the key has."""
        if self.noekler is not None:
            return self.noekler.antall[key]
        return float(len(self.data.sektorer))

    def landssnitt(self, sektor: str, key: int) -> Tall:
        """The country's net operating spending in a sector, kr per inhabitant."""
        if not self.landet:
            return self.oppgitt("Vedleggstabell 2 landssnitt", sektor, "landet", key, AVVIK_ENHET)
        mean = self.landet.get(sektor, {}).get(key)
        return MANGLER if mean is None else Tall(of(bb.gjenta, mean.used))

    def landssnitt_grunnlag(self, sektor: str, key: int, now: Cell) -> Cell:
        """The same with nothing filled in; ``now`` is where it stands, and a stated one stays there."""
        mean = self.landet.get(sektor, {}).get(key)
        return now if mean is None else mean.base

    def tilleggene(self, sektor: str) -> tuple[str, ...]:
        """Corrections of a sector outside the cost key."""
        return tuple(dict.fromkeys(t for _, s, t, _ in self.data.behovstillegg if s == sektor))

    def tillegg(self, sektor: str, tillegg: str, key: int) -> Tall:
        """One of them, kr per inhabitant."""
        if self.tall is None:
            found = self.data.behovstillegg.get((self.data.kommune, sektor, tillegg, key))
            return MANGLER if found is None else fra_verdi(found)
        return self.egen(key, "tillegg", sektor, tillegg)

    def skjeve_noekler(self) -> tuple[str, ...]:
        """The keys whose weights, as their source rounds them, do not add up to 1."""
        return tuple(
            key.navn
            for key in self.data.noekler
            if any(
                abs(sum(w.verdi or 0.0 for w in weights.values()) - 1) > 1e-9
                for weights in key.vekter.values()
            )
        )
