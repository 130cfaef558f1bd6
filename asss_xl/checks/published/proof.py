"""What became of every printed figure, and what else the package's figures must satisfy."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.checks.published.kinds import (
    AVVIK,
    BUNDET,
    FEIL,
    FORMEL,
    IKKE,
    KILDEFEIL,
    OMREGNET,
    REGEL,
    STEMMER,
    UBUNDET,
    UFORKLART,
    VITNE,
    Etterproevd,
)
from asss_xl.checks.published.printed import Place, all_printed
from asss_xl.checks.published.witnesses import TOUCHES, Sentence, sentences
from asss_xl.dataset import plausibility
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Kildefeil
from asss_xl.functions.values import is_number
from asss_xl.report.published import Key, Trykt
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Cell

#: Only what floating point adds.
_EPS = 1e-9
_INNDATA = "Inndata, brukt med det avstemte tallet."
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
    figures = [proof.figure(place) for place in all_printed(report.data)]
    said = [proof.sentence(sentence) for sentence in sentences(report)]
    return [*figures, *said, *_breaches(report.data)]


def printed_cells(book: Book) -> dict[Key, list[Cell]]:
    """The cells of a book by the printed figures that they show."""
    found: dict[Key, list[Cell]] = {}
    for cell in book.cells():
        for said in cell.published:
            found.setdefault(said.key, []).append(cell)
    return found


def used_inputs(book: Book) -> set[int]:
    """The identities of the cells that some formula with a printed answer rests on."""
    waiting = [cell for cell in book.cells() if cell.published and cell.call is not None]
    seen: set[int] = set()
    while waiting:
        call = waiting.pop().call
        for given in call.inputs() if call is not None else ():
            if id(given) not in seen:
                seen.add(id(given))
                waiting.append(given)
    return seen


class _Proof:
    def __init__(self, report: Rapport) -> None:
        self.data = report.data
        self.known = {error.key: error for error in self.data.kildefeil if error.kommune == self.data.kommune}
        self.cells = printed_cells(report.book)
        self.used = used_inputs(report.book)

    def figure(self, place: Place) -> Etterproevd:
        """A printed figure of a table or a figure of the report."""
        said, cells = place.trykt, self.cells.get(place.trykt.key, [])
        if said.key in self.known:
            return self._known_error(said, _value(cells), self.known[said.key])
        if place.slag:
            return _row(said, None, IKKE, place.grunn, place.slag)
        if said.feil:
            note = f"Merket som feil i kilden, men kildefeil.csv sier ikke hva som var ventet. {said.merknad}"
            return _row(said, _value(cells), UFORKLART, note, AVVIK)
        if not cells:
            return _row(said, None, UFORKLART, "Ingen celle viser tallet.", AVVIK)
        off = next((cell for cell in cells if not _rounds_to(cell.value, said)), None)
        if off is not None:
            return self._off(said, off)
        if any(cell.call is not None for cell in cells):
            return _row(said, _value(cells), STEMMER, said.merknad, OMREGNET)
        if any(id(cell) in self.used for cell in cells):
            return _row(said, _value(cells), STEMMER, f"{_INNDATA} {said.merknad}".strip(), BUNDET)
        return _row(said, None, IKKE, f"{_UBUNDET} {said.merknad}".strip(), UBUNDET)

    def _off(self, said: Trykt, cell: Cell) -> Etterproevd:
        open_ = {(o.tabell, o.enhet): o.grunn for o in self.data.aapne}
        if (said.tabell, said.enhet) in open_ and is_number(cell.value):
            gap = float(cell.value) - said.verdi  # type: ignore[arg-type]
            note = f"{open_[said.tabell, said.enhet]} Forskjell: {gap:+.1f}.".replace(".", ",", 0)
            return _row(said, cell.value, IKKE, note, FORMEL)
        note = f"{cell.place} runder ikke til det trykte tallet."
        return _row(said, cell.value, UFORKLART, note, AVVIK)

    def _known_error(self, said: Trykt, value: object, error: Kildefeil) -> Etterproevd:
        """Still the error that is known, or something new?"""
        near = is_number(value) and abs(float(value) - error.ventet) <= error.avrunding + _EPS  # type: ignore[arg-type]
        if said.verdi == error.trykt and near:
            return _row(said, value, KILDEFEIL, error.grunn, FEIL, error.ventet)
        note = (
            f"Kjent kildefeil som sier noe nytt: kildefeil.csv har trykt {error.trykt:g} og "
            f"ventet {error.ventet:g}. Rett tallet, eller rett kildefeil.csv."
        )
        return _row(said, value, UFORKLART, note, AVVIK, error.ventet)

    def sentence(self, sentence: Sentence) -> Etterproevd:
        """What the text says of the figures it builds on."""
        said, value = sentence.said, sentence.value
        if value is None:
            note = "Et av leddene finnes ikke i pakken. Rett ledd i vitner.csv, eller tallet."
            return _row(said, None, UFORKLART, note, AVVIK)
        if said.key in self.known:
            return self._known_error(said, value, self.known[said.key])
        if abs(value - said.verdi) <= said.avrunding * TOUCHES + _EPS:
            return _row(said, value, STEMMER, "", VITNE)
        return _row(said, value, UFORKLART, "Teksten sier noe annet enn tallene den bygger på.", AVVIK)


def _breaches(data: Datasett) -> Iterator[Etterproevd]:
    known = {error.key: error for error in data.kildefeil}
    for breach in plausibility.breaches(data):
        error = known.get((breach.fil, breach.hva, breach.hvem, breach.aar, breach.enhet))
        right = error is not None and error.trykt == breach.verdi
        note = error.grunn if error is not None and right else breach.melding
        yield Etterproevd(
            breach.fil,
            breach.hva,
            breach.hvem,
            breach.aar,
            breach.enhet,
            breach.verdi,
            None,
            breach.nedre,
            breach.oevre,
            KILDEFEIL if right else UFORKLART,
            f"{note} [{breach.regel}]",
            FEIL if right else REGEL,
        )


def _rounds_to(value: object, said: Trykt) -> bool:
    return is_number(value) and abs(float(value) - said.verdi) <= said.avrunding + _EPS  # type: ignore[arg-type]


def _value(cells: list[Cell]) -> object:
    return cells[0].value if cells else None


def _row(
    said: Trykt, value: object, status: str, note: str, slag: str, ventet: float | None = None
) -> Etterproevd:
    printed = said.verdi if said.verdi == said.verdi else None
    low = None if printed is None else printed - said.avrunding
    high = None if printed is None else printed + said.avrunding
    worked_out = float(value) if is_number(value) else None  # type: ignore[arg-type]
    return Etterproevd(*said.key, printed, worked_out, low, high, status, note, slag, ventet)
