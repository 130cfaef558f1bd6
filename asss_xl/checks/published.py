"""The published figures, recomputed: agree, source error, not reproducible.

Each input of a package rounds to its print; each figure that the workbook's own formulas work out
of them rounds to what was printed. Otherwise it is a named error of the source, or stands on the
list of what the source leaves open, or it is unexplained: a fault of ours, or of the package.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import digits
from asss_xl.dataset.model import Indikator, Kildefeil
from asss_xl.dataset.packages import plausibility
from asss_xl.dataset.verdi import EPS
from asss_xl.functions.values import is_number
from asss_xl.report.published import (
    Key,
    Trykt,
    etikett_tabell,
    etikettaktor,
    etikettlinje,
    trykt,
    trykt_korreksjon,
)
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Cell

PROSA = "Teksten"
#: The text may round what a table has rounded already: 0,908 in the table and 90,9 prosent in the
#: text are both right at the edge only. So much further than half a digit is still at the edge.
TOUCHES = 1.001
_INDIKATOR = "indikator"
#: What a sentence says, and what its figures give; None where one of them is missing.
Saying = tuple[Trykt, float | None]
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


STEMMER, KILDEFEIL, IKKE = "stemmer", "kildefeil", "ikke_reproduserbar"
#: Neither agreement nor a known reason: a fault of ours until explained.
UFORKLART = "uforklart"
STATUSNAVN = {STEMMER: "stemmer", KILDEFEIL: "kildefeil", IKKE: "ikke reproduserbare", UFORKLART: "uforklart"}
OMREGNET, BUNDET, FORMEL = "omregnet", "inndata_brukt", "formel_ikke_trykt"
UBUNDET, UTEN_TRYKT_VERDI, IKKE_TRYKT = "inndata_ubrukt", "uten_verdi", "ikke_trykt"
FEIL, VITNE, REGEL, _AVVIK = "kildefeil", "vitne", "regel", "uforklart"
#: The kinds of proof in the order in which they are told, with the status and what each proves.
_SLAG = {
    OMREGNET: (STEMMER, "regnet ut av arbeidsbokas formler, og lik den trykte når den rundes av"),
    VITNE: (STEMMER, "tall og påstander i teksten, prøvd mot tallene de bygger på"),
    BUNDET: (STEMMER, "inndata som inngår i en omregning; det avstemte tallet runder til det trykte"),
    FORMEL: (IKKE, "kilden trykker ikke formelen; forskjellen er vist"),
    UBUNDET: (IKKE, "inndata som ikke inngår i noen omregning: ingenting er prøvd"),
    UTEN_TRYKT_VERDI: (IKKE, "trykt etikett uten trykt verdi bak: kan ikke prøves"),
    IKKE_TRYKT: (IKKE, "ikke trykt"),
    FEIL: (KILDEFEIL, "kjent feil i kilden, med den verdien som var ventet"),
    REGEL: (UFORKLART, "brudd på det som er rimelig"),
    _AVVIK: (UFORKLART, "uforklart"),
}
SLAGNAVN = {slag: name for slag, (_, name) in _SLAG.items()}


@dataclass(frozen=True)
class Etterproevd:
    """One published figure and what became of it; the fields of ``verify --json``.

    ``nedre`` and ``oevre`` is what the figure's own rounding allows, ``ventet`` what a known error
    should have been, ``slag`` the kind of proof behind the status.
    """

    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    publisert: float | None
    beregnet: float | None
    nedre: float | None
    oevre: float | None
    status: str = field(init=False)
    merknad: str
    slag: str
    ventet: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", _SLAG[self.slag][0])

    def as_dict(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return dataclasses.asdict(self)


def unexplained(rows: Iterable[Etterproevd]) -> list[Etterproevd]:
    """The figures that neither agree nor have a reason."""
    return [row for row in rows if row.status == UFORKLART]


@dataclass(frozen=True)
class _Place:
    """A printed figure; where it cannot be tried, of which kind that is and why."""

    trykt: Trykt
    slag: str = ""
    grunn: str = ""


def all_printed(data: Datasett) -> Iterator[_Place]:
    """Every figure that the package says is printed of the municipality, in the order of the report."""
    for figure in data.figurer:
        if figure.kommune == data.kommune:
            yield from map(_Place, trykt(figure))
    for kommune, sektor, kriterium, aar in data.trykte_korreksjoner:
        if kommune == data.kommune:
            yield from map(_Place, trykt_korreksjon(data, sektor, kriterium, aar))
    if data.etiketter:
        for service in data.tjenester:
            for indicator in service.indikatorer:
                yield from _labels(data, indicator)


def _labels(data: Datasett, indicator: Indikator) -> Iterator[_Place]:
    table, line = etikett_tabell(indicator), etikettlinje(indicator)
    for actor in ("kommune", "høyest", "lavest"):
        label = data.etikett(indicator, actor)
        value = float("nan") if label.verdi is None else float(label.verdi)
        wrong = label.stemmer is False
        key = (table, line, etikettaktor(data, actor), data.rapportaar, "indeks")
        said = Trykt(*key, value, 0.5, label.merknad if wrong else "", wrong)
        if label.verdi is None:
            yield _Place(said, IKKE_TRYKT, label.merknad or "Etiketten er ikke trykt.")
        elif label.stemmer is None:
            yield _Place(said, UTEN_TRYKT_VERDI, label.merknad or "Verdien bak etiketten er ikke trykt.")
        else:
            yield _Place(said)


def verify_package(data: Datasett) -> list[Etterproevd]:
    """A package's printed figures, the sentences about them, and what is unreasonable in it."""
    if any(True for _ in all_printed(data)):
        from asss_xl.report import build

        return verify(build(data))
    return list(_breaches(data))


def verify(report: Rapport) -> list[Etterproevd]:
    """The same for a report that is built."""
    proof = _Proof(report)
    figures = map(proof.figure, all_printed(report.data))
    said = (proof.sentence(*each) for each in proof.sentences())
    return [*figures, *said, *_breaches(report.data)]


def sentences(report: Rapport) -> Iterator[Saying]:
    """What the sentences that the package lists say, and the findings in words with a figure."""
    return _Proof(report).sentences()


class _Proof:
    def __init__(self, report: Rapport) -> None:
        self.data = report.data
        self.known = {error.key: error for error in self.data.kildefeil if error.kommune == self.data.kommune}
        self.used = _used_inputs(report.book)
        #: The cells of the book by the printed figures that they show.
        self.cells: dict[Key, list[Cell]] = {}
        for cell in report.book.cells():
            for said in cell.published:
                self.cells.setdefault(said.key, []).append(cell)

    def figure(self, place: _Place) -> Etterproevd:
        """A printed figure of a table or a figure of the report."""
        said, cells = place.trykt, self.cells.get(place.trykt.key, [])
        value = cells[0].value if cells else None
        if said.key in self.known:
            return self._known_error(said, value, self.known[said.key])
        if place.slag:
            return _row(said, None, place.slag, place.grunn)
        if said.feil:
            note = f"Merket som feil i kilden, men kildefeil.csv sier ikke hva som var ventet. {said.merknad}"
            return _row(said, value, _AVVIK, note)
        if not cells:
            return _row(said, None, _AVVIK, "Ingen celle viser tallet.")
        off = next((cell for cell in cells if not _rounds_to(cell.value, said)), None)
        if off is not None:
            return self._off(said, off)
        if any(cell.call is not None for cell in cells):
            return _row(said, value, OMREGNET, said.merknad)
        if any(id(cell) in self.used for cell in cells):
            return _row(said, value, BUNDET, f"Inndata, brukt med det avstemte tallet. {said.merknad}")
        return _row(said, None, UBUNDET, f"Inndata som ikke inngår i noen omregning. {said.merknad}")

    def _off(self, said: Trykt, cell: Cell) -> Etterproevd:
        open_ = {(o.tabell, o.enhet): o.grunn for o in self.data.aapne}
        if (said.tabell, said.enhet) in open_ and is_number(cell.value):
            gap = float(cell.value) - said.verdi
            return _row(said, cell.value, FORMEL, f"{open_[said.tabell, said.enhet]} Forskjell: {gap:+.1f}.")
        return _row(said, cell.value, _AVVIK, f"{cell.place} runder ikke til det trykte tallet.")

    def _known_error(self, said: Trykt, value: object, error: Kildefeil) -> Etterproevd:
        """Still the error that is known, or something new?"""
        near = is_number(value) and abs(float(value) - error.ventet) <= error.avrunding + EPS
        if said.verdi == error.trykt and near:
            return _row(said, value, FEIL, error.grunn, error.ventet)
        note = (
            f"Kjent kildefeil som sier noe nytt: kildefeil.csv har trykt {error.trykt:g} og "
            f"ventet {error.ventet:g}. Rett tallet, eller rett kildefeil.csv."
        )
        return _row(said, value, _AVVIK, note, error.ventet)

    # -- what the text says of the figures it builds on --------------------------------------------

    def sentences(self) -> Iterator[Saying]:
        """Those that the package lists, and the findings in words with a figure."""
        for w in self.data.vitner:
            if w.kommune == self.data.kommune:
                said = Trykt(PROSA, w.setning, w.kommune, w.aar, w.enhet, w.verdi, w.avrunding)
                found = [self._shown(part) for part in w.ledd]
                parts = [value for value in found if value is not None]
                whole = len(parts) == len(found)
                yield said, _WORK[w.regnestykke](parts) * w.faktor if whole else None
        yield from self._findings()

    def _findings(self) -> Iterator[Saying]:
        """Those that say how far from the mean a printed value is, or that it is the edge."""
        year = self.data.rapportaar
        for found in self.data.tekstfunn:
            edge = _YTTERST.get(found.retning, "")
            in_percent = found.tall is not None and found.retning in _FRA_SNITT
            if found.kommune != self.data.kommune or found.nr is None or not (in_percent or edge):
                continue
            own, other = (
                self._shown((_INDIKATOR, found.tjeneste, str(found.nr), whose, str(year)))
                for whose in ("kommune", edge or "snitt")
            )
            if own is None or other is None:
                continue
            about = (PROSA, f"{found.loepenr}. {found.paastand}", self.data.kommune, year)
            if in_percent and other:
                half = 0.5 if found.tall == round(found.tall) else 0.05  # type: ignore[arg-type]
                percent = _FRA_SNITT[found.retning] * 100 * (own / other - 1)
                yield Trykt(*about, "prosent", found.tall, half), percent  # type: ignore[arg-type]
            elif edge:
                yield Trykt(*about, "avstand til ytterste", 0.0, 0.0), own - other

    def _shown(self, part: tuple[str, ...]) -> float | None:
        """A part such as «Tabell 0 | netto | kommune | 2009 | 1000 kr», as the workbook has it."""
        if len(part) != 5:
            return None
        if part[0] == _INDIKATOR:
            _, service, nr, whose, aar = part
            if not (nr.isdigit() and aar.isdigit()):
                return None
            at = (service, int(nr), self.data.kommune, int(aar))
            found = (
                self.data.verdier.get(at) if whose == "kommune" else self.data.referanser.get((*at, whose))
            )
            return None if found is None else found.verdi
        tabell, post, aktor, aar, enhet = part
        figure = self.data.figur(tabell, post, aktor, int(aar), enhet) if aar.isdigit() else None
        if figure is None or figure.verdi is None:
            return None
        cells = reversed(self.cells.get(trykt(figure)[0].key, []))
        return next((cell.value for cell in cells if is_number(cell.value)), figure.verdi)

    def sentence(self, said: Trykt, value: float | None) -> Etterproevd:
        """``value`` is what the figures give, None where one of them is missing."""
        if value is None:
            note = "Et av leddene finnes ikke i pakken. Rett ledd i vitner.csv, eller tallet."
            return _row(said, None, _AVVIK, note)
        if said.key in self.known:
            return self._known_error(said, value, self.known[said.key])
        if abs(value - said.verdi) <= said.avrunding * TOUCHES + EPS:
            return _row(said, value, VITNE, "")
        return _row(said, value, _AVVIK, "Teksten sier noe annet enn tallene den bygger på.")


def _used_inputs(book: Book) -> set[int]:
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


def _breaches(data: Datasett) -> Iterator[Etterproevd]:
    known = {error.key: error for error in data.kildefeil}
    for breach in plausibility.breaches(data):
        key = (breach.fil, breach.hva, breach.hvem, breach.aar, breach.enhet)
        error = known.get(key)
        right = error is not None and error.trykt == breach.verdi
        note = error.grunn if error is not None and right else breach.melding
        slag = FEIL if right else REGEL
        allowed = (breach.verdi, None, breach.nedre, breach.oevre)
        yield Etterproevd(*key, *allowed, f"{note} [{breach.regel}]", slag)


def _rounds_to(value: object, said: Trykt) -> bool:
    return is_number(value) and abs(float(value) - said.verdi) <= said.avrunding + EPS


def _row(said: Trykt, value: object, slag: str, note: str, ventet: float | None = None) -> Etterproevd:
    printed = said.verdi if said.verdi == said.verdi else None
    low = None if printed is None else printed - said.avrunding
    high = None if printed is None else printed + said.avrunding
    worked_out = float(value) if is_number(value) else None
    return Etterproevd(*said.key, printed, worked_out, low, high, note.strip(), slag, ventet)


def as_text(rows: list[Etterproevd]) -> str:
    """For a terminal: what each kind proves and how many, then what does not simply agree."""
    kinds = Counter(row.slag for row in rows)
    printed = len(rows) - kinds[REGEL]
    lines = [f"{printed} tall, etiketter og påstander etterprøvd:"]
    told = {slag: name for slag, name in SLAGNAVN.items() if kinds[slag] and slag != REGEL}
    lines += [f"  {kinds[slag]:5d}  {name}" for slag, name in told.items()]
    if not printed:
        lines = ["Pakken har ingen trykte resultater å regne ut på nytt."]
    for title, slag in (("Uforklart", _AVVIK), ("Urimelig", REGEL), ("Kildefeil", FEIL)):
        chosen = [row for row in rows if row.slag == slag]
        lines += [f"{title}:", *(f"  {_described(row)}" for row in chosen)] if chosen else []
    breaches = kinds[REGEL] or "ingen"
    lines.append(f"{len(plausibility.REGLER)} regler for hva som er rimelig, {breaches} brudd.")
    total = Counter(row.status for row in rows if row.slag != REGEL)
    if total:
        lines.append("I alt: " + ", ".join(f"{n} {STATUSNAVN[s]}" for s, n in total.items()) + ".")
    return "\n".join(lines)


def _described(row: Etterproevd) -> str:
    said = digits(row.publisert) or "–"
    if row.slag != REGEL:
        said = f"trykt {said}, beregnet {digits(row.beregnet) or '–'}"
    return f"{row.tabell}, {row.linje}, {row.aktor} {row.aar}: {said}. {row.merknad}"
