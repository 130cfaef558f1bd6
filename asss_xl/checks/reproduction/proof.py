"""What became of every printed figure, and what else the package's figures must satisfy."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator

from asss_xl.checks import plausibility
from asss_xl.checks.reproduction.kinds import (
    AVVIK,
    BUNDET,
    FEIL,
    IKKE,
    INNENFOR,
    KILDEFEIL,
    LIKT,
    REGEL,
    STEMMER,
    UBUNDET,
    UFORKLART,
    Etterproevd,
)
from asss_xl.checks.reproduction.narrowing import Interval, System
from asss_xl.checks.reproduction.printed import Place, all_printed
from asss_xl.checks.reproduction.relations import Key, Relation, key_of, relations
from asss_xl.checks.reproduction.witnesses import Witnesses
from asss_xl.dataset.model import Datasett, Kildefeil
from asss_xl.report.published import AVVIK_ENHET, Trykt
from asss_xl.report.rapport import Rapport

_EPS = 1e-9
#: A table whose formula is not printed but found by us. It gives each figure within what rounding
#: allows, but not all of them at once, so it is held against print one figure at a time.
_FOUND_BY_US = {("Tabell 19 avvik", AVVIK_ENHET)}
_INNDATA = "Inndata, brukt som trykt."
_UBUNDET = "Inndata som ikke inngår i noen omregning."


def verify_package(data: Datasett) -> list[Etterproevd]:
    """A package's printed figures, the sentences about them, and what is unreasonable in it."""
    if any(True for _ in all_printed(data)):
        from asss_xl.report import build

        return verify(build(data))
    return list(_breaches(data))


def verify(report: Rapport) -> list[Etterproevd]:
    """The same for a report that is built."""
    proof = _Proof(report)
    return [*proof.figures(), *proof.sentences(), *proof.elsewhere(), *_breaches(report.data)]


def _breaches(data: Datasett) -> Iterator[Etterproevd]:
    known = {_key_of(error): error for error in data.kildefeil}
    for breach in plausibility.breaches(data):
        error = known.get((breach.fil, breach.hva, breach.hvem, breach.aar, breach.enhet))
        right = error is not None and error.trykt == breach.verdi
        note = error.grunn if error is not None and right else breach.melding
        yield Etterproevd(
            breach.fil, breach.hva, breach.hvem, breach.aar, breach.enhet, breach.verdi, None,
            breach.nedre, breach.oevre, KILDEFEIL if right else UFORKLART,
            f"{note} [{breach.regel}]", FEIL if right else REGEL,
        )  # fmt: skip


class _Proof:
    def __init__(self, report: Rapport) -> None:
        self.data = report.data
        self.known = {_key_of(error): error for error in report.data.kildefeil
                      if error.kommune == report.data.kommune}  # fmt: skip
        self.found = relations(report.book, {(e.tabell, e.enhet) for e in report.data.eksakte})
        self.witnesses = Witnesses(report, self.found)
        self.by_key: dict[Key, list[Relation]] = {}
        for relation in self.found.made:
            self.by_key.setdefault(relation.key, []).append(relation)
        self.together = self._system(lambda r: (r.key[0], r.key[4]) not in _FOUND_BY_US)
        self.alone = self._system(lambda _: True)
        self.allowed = self.alone.allowed()
        self.conflicts = self.together.conflicts()
        self.used = {key for r in [*self.found.made, *self.witnesses.relations] for key in r.shares}
        self.told: set[Key] = set()

    def _system(self, which: object) -> System:
        said = [r for r in self.witnesses.relations if r.key not in self.known]
        made = [r for r in [*self.found.made, *said] if which(r)]  # type: ignore[operator]
        return System(dataclasses.replace(self.found, made=made))

    def figures(self) -> Iterator[Etterproevd]:
        """Each printed figure."""
        for place in all_printed(self.data):
            row = self._figure(place)
            self.told.add(key_of(place.trykt))
            yield self._together(place.trykt, row)

    def sentences(self) -> Iterator[Etterproevd]:
        """What the text says of them."""
        for row in self.witnesses.rows(self.known):
            self.told.add((row.tabell, row.linje, row.aktor, row.aar, row.enhet))
            yield row

    def elsewhere(self) -> Iterator[Etterproevd]:
        """Figures of the package that are no line of their own, but do not fit with the others."""
        for key, step in self.conflicts.items():
            if key not in self.told:
                figure = self.found.figures[key]
                where = str(key) if isinstance(key, str) else " ".join(map(str, key))  # type: ignore[call-overload]
                yield Etterproevd(
                    "Pakken", where, self.data.kommune, self.data.rapportaar, "", figure.value,
                    None, None, None, UFORKLART, _misfit(step), AVVIK,
                )  # fmt: skip

    def _figure(self, place: Place) -> Etterproevd:
        said, key = place.trykt, key_of(place.trykt)
        if key in self.known:
            return self._known_error(said, self.known[key])
        if place.slag:
            published = None if said.verdi != said.verdi else said.verdi
            return _row(said, published, None, None, IKKE, place.grunn, place.slag)
        if said.feil:
            note = ("Etiketten er merket som feil i kilden, men kildefeil.csv sier ikke hva som "
                    f"var ventet. {said.merknad}")  # fmt: skip
            return self._worked_out(said, key, note, UFORKLART)
        if key in self.found.silent:
            return _row(said, said.verdi, None, None, UFORKLART, "Cellen har ikke noe tall.", AVVIK)
        if key in self.by_key:
            return self._worked_out(said, key, said.merknad)
        if key in self.found.taken:
            return self._taken_in(said, key)
        return _row(said, said.verdi, None, None, UFORKLART, "Ingen celle regner ut tallet.", AVVIK)

    def _worked_out(
        self, said: Trykt, key: Key, note: str, status: str = STEMMER
    ) -> Etterproevd:
        tried = [(relation, self._interval(relation)) for relation in self.by_key.get(key, [])]
        if not tried:
            return _row(said, said.verdi, None, None, UFORKLART, note, AVVIK)
        half = self.found.figures[key].half if key in self.found.figures else said.avrunding
        low, high = said.verdi - half - _EPS, said.verdi + half + _EPS
        outside = [(r, i) for r, i in tried if i.high < low or i.low > high]
        relation, interval = (outside or tried)[0]
        if outside:
            status = UFORKLART
        equal = abs(relation.gap) <= said.avrunding + _EPS
        slag = AVVIK if status == UFORKLART else LIKT if equal else INNENFOR
        return _row(said, said.verdi, relation.computed, interval, status, note, slag,
                    self._half(said, key))  # fmt: skip

    def _interval(self, relation: Relation) -> Interval:
        """Where the rounding of the figures behind lets the answer be."""
        slack = sum(abs(v) * self.found.figures[k].half for k, v in relation.shares.items())
        low, high = relation.bend
        return Interval(relation.computed - slack + low, relation.computed + slack + high)

    def _half(self, said: Trykt, key: Key) -> float | None:
        """Half of where all relations allow the figure to be, in units of its last digit."""
        interval = self.allowed.get(key)
        if interval is None or not said.avrunding:
            return None
        return interval.half / (2 * said.avrunding)

    def _taken_in(self, said: Trykt, key: Key) -> Etterproevd:
        value = self.found.taken[key].value
        if value != said.verdi:
            note = f"{_INNDATA} Cellen har et annet tall enn det trykte."
            return _row(said, said.verdi, value, None, UFORKLART, note, AVVIK)  # type: ignore[arg-type]
        used = key in self.used
        note = f"{_INNDATA if used else _UBUNDET} {said.merknad}".strip()
        if not used:
            return _row(said, said.verdi, None, None, IKKE, note, UBUNDET)
        return _row(said, said.verdi, None, self.allowed.get(key), STEMMER, note, BUNDET,
                    self._half(said, key))  # fmt: skip

    def _known_error(self, said: Trykt, error: Kildefeil) -> Etterproevd:
        """Still the error that is known, or something new?"""
        tried = self.by_key.get(key_of(said), [])
        computed = tried[0].computed if tried else None
        interval = self._interval(tried[0]) if tried else None
        same = said.verdi == error.trykt
        near = computed is not None and abs(computed - error.ventet) <= error.avrunding + _EPS
        if same and near:
            return _row(said, said.verdi, computed, interval, KILDEFEIL, error.grunn, FEIL,
                        ventet=error.ventet)  # fmt: skip
        note = (
            f"Kjent kildefeil som sier noe nytt: kildefeil.csv har trykt {error.trykt:g} og "
            f"ventet {error.ventet:g}. Rett tallet, eller rett kildefeil.csv."
        )
        return _row(said, said.verdi, computed, interval, UFORKLART, note, AVVIK,
                    ventet=error.ventet)  # fmt: skip

    def _together(self, said: Trykt, row: Etterproevd) -> Etterproevd:
        """A figure that agrees one by one, but cannot be true together with all the others."""
        step = self.conflicts.get(key_of(said))
        if step is None or row.status == UFORKLART:
            return row
        return dataclasses.replace(row, status=UFORKLART, slag=AVVIK, merknad=_misfit(step))


def _misfit(step: float) -> str:
    size = f"{abs(step):.3g}".replace(".", ",")
    way = "høyere" if step > 0 else "lavere"
    return (
        "Tallene som regnes av hverandre kan ikke være riktige alle sammen: dette måtte være minst "
        f"{size} {way} enn avrundingen tillater. Se etter skrivefeil i det eller i tallene rundt."
    )


def _key_of(error: Kildefeil) -> Key:
    return (error.tabell, error.linje, error.aktor, error.aar, error.enhet)


def _row(
    said: Trykt, published: float | None, value: float | None, interval: Interval | None,
    status: str, note: str, slag: str, half: float | None = None, ventet: float | None = None,
) -> Etterproevd:  # fmt: skip
    low = None if interval is None or math.isinf(interval.low) else interval.low
    high = None if interval is None or math.isinf(interval.high) else interval.high
    return Etterproevd(
        said.tabell, said.linje, said.aktor, said.aar, said.enhet, published, value, low, high,
        status, note, slag, half, ventet,
    )  # fmt: skip
