"""What the source says in words about its own figures, as relations between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from asss_xl.checks.reproduction.kinds import (
    AVVIK,
    FEIL,
    KILDEFEIL,
    STEMMER,
    UFORKLART,
    VITNE,
    Etterproevd,
)
from asss_xl.checks.reproduction.relations import Figure, Key, Relation, Relations, key_of
from asss_xl.dataset.model import Datasett, Kildefeil, Tekstfunn, Vitne
from asss_xl.report.published import trykt
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell

TABELL = "Teksten"
_STEP, _EPS = 1e-6, 1e-9
_INDIKATOR = "indikator"
_Work = Callable[[Sequence[float]], float]
#: What can be worked out of the figures that a sentence builds on.
_WORK: dict[str, _Work] = {
    "sum": lambda v: sum(v),
    "differanse": lambda v: v[0] - sum(v[1:]),
    "produkt": lambda v: v[0] * v[1],
    "forhold": lambda v: v[0] / sum(v[1:]),
    "vekst": lambda v: v[0] / v[1] - 1,
}
#: Findings in words that say how many percent the value is from the mean, and which way.
_FRA_SNITT = {"over": 1.0, "under": -1.0}
#: Findings in words that say that the value is the edge of the group.
_YTTERST = {"hoyest": "høyest", "lavest": "lavest"}


@dataclass(frozen=True)
class Sentence:
    """What a sentence says, and the figures that it builds on."""

    key: tuple[str, str, str, int, str]
    figure: Figure
    side: int | None
    work: _Work
    parts: tuple[tuple[str, ...], ...]


class Witnesses:
    """The sentences of a report; their figures are added to the ones that are known."""

    def __init__(self, report: Rapport, found: Relations) -> None:
        self.data, self.figures = report.data, found.figures
        self._cells = _indicator_cells(report)
        self.relations: list[Relation] = []
        self._said: list[Sentence] = []
        self._lost: list[Sentence] = []
        for sentence in [*_stated(report.data), *_in_words(report.data)]:
            keys = [self._key(part) for part in sentence.parts]
            known = [key for key in keys if key is not None]
            if len(known) < len(keys):
                self._lost.append(sentence)
            else:
                self.figures[sentence.key] = sentence.figure
                self.relations.append(_relation(sentence, known, self.figures))
                self._said.append(sentence)

    def rows(self, known: dict[Key, Kildefeil]) -> Iterator[Etterproevd]:
        """What became of each sentence."""
        for sentence, relation in zip(self._said, self.relations, strict=True):
            yield self._row(sentence, relation, known.get(relation.key))
        for lost in self._lost:
            yield Etterproevd(
                *lost.key, lost.figure.value, None, None, None, UFORKLART,
                "Et av leddene finnes ikke i pakken. Rett ledd i vitner.csv, eller tallet.", AVVIK,
            )  # fmt: skip

    def _row(
        self, sentence: Sentence, relation: Relation, error: Kildefeil | None
    ) -> Etterproevd:
        said = sentence.figure
        slack = sum(abs(v) * self.figures[k].half for k, v in relation.shares.items())
        low = relation.computed - slack + relation.bend[0]
        high = relation.computed + slack + relation.bend[1]
        agrees = low - _EPS <= said.value + said.half and said.value - said.half <= high + _EPS
        status, slag, note = STEMMER, VITNE, ""
        if error is not None:
            same = said.value == error.trykt
            near = abs(relation.computed - error.ventet) <= error.avrunding + _EPS
            status, slag, note = KILDEFEIL, FEIL, error.grunn
            if not (same and near):
                status, slag = UFORKLART, AVVIK
                note = "Kjent kildefeil som sier noe nytt. Rett tallet, eller rett kildefeil.csv."
        elif not agrees:
            status, slag = UFORKLART, AVVIK
            note = "Teksten sier noe annet enn tallene den bygger på."
        ventet = None if error is None else error.ventet
        return Etterproevd(
            *sentence.key, said.value, relation.computed, low, high, status, note, slag,
            ventet=ventet,
        )  # fmt: skip

    def _key(self, part: tuple[str, ...]) -> Key | None:
        """What a part is known by; its figure is added where no formula has met it."""
        if part[0] == _INDIKATOR:
            return self._indicator(part)
        if len(part) != 5 or not part[3].isdigit():
            return None
        tabell, post, aktor, aar, enhet = part
        figure = self.data.figur(tabell, post, aktor, int(aar), enhet)
        if figure is None or figure.verdi is None:
            return None
        said = trykt(figure)[0]
        self.figures.setdefault(key_of(said), Figure.printed(said.verdi, said.avrunding))
        return key_of(said)

    def _indicator(self, part: tuple[str, ...]) -> Key | None:
        if len(part) != 5 or not (part[2].isdigit() and part[4].isdigit()):
            return None
        service, nr, whose, aar = part[1], int(part[2]), part[3], int(part[4])
        at = (service, nr, self.data.kommune, aar)
        found = (
            self.data.verdier.get(at) if whose == "kommune"
            else self.data.referanser.get((*at, whose))
        )  # fmt: skip
        if found is None or found.verdi is None:
            return None
        cell = self._cells.get((service, nr, whose)) if aar == self.data.rapportaar else None
        key: Key = part if cell is None else cell.place
        self.figures.setdefault(key, Figure.printed(found.verdi, found.avrunding))
        return key


def _indicator_cells(report: Rapport) -> dict[tuple[str, int, str], Cell]:
    """Where the profiles have the printed values."""
    cells: dict[tuple[str, int, str], Cell] = {}
    for profile in report.profiler:
        for row in profile.rader:
            at, refs = (profile.tjeneste.noekkel, row.indikator.nr), row.referanser
            cells |= {
                (*at, "kommune"): row.verdi.base, (*at, "snitt"): refs.snitt,
                (*at, "lavest"): refs.lavest, (*at, "høyest"): refs.hoeyest,
            }  # fmt: skip
    return {at: cell for at, cell in cells.items() if cell.call is None}


def _stated(data: Datasett) -> Iterator[Sentence]:
    """The sentences that the package lists with the figures they build on."""
    for witness in data.vitner:
        if witness.kommune == data.kommune:
            yield Sentence(
                (TABELL, witness.setning, witness.kommune, witness.aar, witness.enhet),
                Figure.printed(witness.verdi, witness.avrunding), witness.side, _times(witness),
                witness.ledd,
            )  # fmt: skip


def _times(witness: Vitne) -> _Work:
    work, factor = _WORK[witness.regnestykke], witness.faktor
    return lambda values: work(values) * factor


def _in_words(data: Datasett) -> Iterator[Sentence]:
    """The findings that say how far from the mean a printed value is, or that it is the edge."""
    for said in data.tekstfunn:
        if said.kommune != data.kommune or said.nr is None:
            continue
        at = (said.tjeneste, said.nr, data.kommune, data.rapportaar)
        own = data.verdier.get(at)
        if own is None or own.verdi is None:
            continue
        mean, edge = _reference(data, at, "snitt"), _YTTERST.get(said.retning, "")
        if said.tall is not None and said.retning in _FRA_SNITT and mean:
            yield _sentence(said, data, "prosent", said.tall, _decimals(said.tall), "snitt",
                            _distance(_FRA_SNITT[said.retning]))  # fmt: skip
        elif edge and _reference(data, at, edge) is not None:
            yield _sentence(said, data, "avstand til ytterste", 0.0, 0.0, edge,
                            lambda v: v[0] - v[1])  # fmt: skip


def _reference(data: Datasett, at: tuple[str, int, str, int], which: str) -> float | None:
    found = data.referanser.get((*at, which))
    return None if found is None else found.verdi


def _distance(sign: float) -> _Work:
    return lambda values: sign * 100 * (values[0] / values[1] - 1)


def _decimals(value: float) -> float:
    """Half of what a percent in a text is rounded to."""
    return 0.5 if value == round(value) else 0.05


def _sentence(
    said: Tekstfunn, data: Datasett, enhet: str, value: float, half: float, other: str, work: _Work
) -> Sentence:
    where = (said.tjeneste, str(said.nr))
    parts = tuple((_INDIKATOR, *where, whose, str(data.rapportaar)) for whose in ("kommune", other))
    line = f"{said.loepenr}. {said.paastand}"
    key = (TABELL, line, data.kommune, data.rapportaar, enhet)
    return Sentence(key, Figure.printed(value, half), None, work, parts)


def _relation(
    sentence: Sentence, keys: Sequence[Key], figures: dict[Key, Figure]
) -> Relation:
    """The sentence as a relation: how its figure moves with those it builds on."""
    values = [figures[key].value for key in keys]
    computed = sentence.work(values)
    shares: list[float] = []
    for at, value in enumerate(values):
        step = max(_STEP * abs(value), _STEP)
        above, below = ([*values[:at], value + way * step, *values[at + 1 :]] for way in (1, -1))
        shares.append((sentence.work(above) - sentence.work(below)) / (2 * step))
    ends = [0.0]
    for sign in (-1, 1):
        moves = [
            sign * (1 if s > 0 else -1) * figures[k].half
            for s, k in zip(shares, keys, strict=True)
        ]
        exact = sentence.work([v + m for v, m in zip(values, moves, strict=True)])
        ends.append(exact - computed - sum(s * m for s, m in zip(shares, moves, strict=True)))
    total: dict[Key, float] = {}
    for key, value in zip(keys, shares, strict=True):
        total[key] = total.get(key, 0.0) + value
    bend = (min(ends), max(ends))
    return Relation(sentence.key, computed, computed - sentence.figure.value, total, bend)
