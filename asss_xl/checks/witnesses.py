"""What the source says in words about its own figures, worked out of those figures again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Vitne
from asss_xl.functions.values import is_number
from asss_xl.report.published import Trykt, trykt
from asss_xl.report.rapport import Rapport

TABELL = "Teksten"
#: The text may round what a table has rounded already: 0,908 in the table and 90,9 prosent in the
#: text are both right at the edge only. So much further than half a digit is still at the edge.
TOUCHES = 1.001
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
    """What a sentence says, and what its figures give; None where one of them is missing."""

    said: Trykt
    value: float | None


def sentences(report: Rapport) -> Iterator[Sentence]:
    """The sentences that the package lists, and the findings in words with a figure."""
    figures = _Figures(report)
    for witness in report.data.vitner:
        if witness.kommune == report.data.kommune:
            yield _stated(witness, figures)
    yield from _in_words(report.data, figures)


class _Figures:
    """The report's figures by what a sentence calls them: as the workbook has them."""

    def __init__(self, report: Rapport) -> None:
        self.data = report.data
        self._shown = {
            said.key: cell.value
            for cell in report.book.cells()
            for said in cell.published
            if is_number(cell.value)
        }

    def find(self, part: tuple[str, ...]) -> float | None:
        """A part such as «Tabell 0 | netto | kommune | 2009 | 1000 kr»."""
        if len(part) != 5:
            return None
        if part[0] == _INDIKATOR:
            return self._indicator(*part[1:])
        tabell, post, aktor, aar, enhet = part
        figure = self.data.figur(tabell, post, aktor, int(aar), enhet) if aar.isdigit() else None
        if figure is None or figure.verdi is None:
            return None
        return self._shown.get(trykt(figure)[0].key, figure.verdi)  # type: ignore[return-value]

    def _indicator(self, service: str, nr: str, whose: str, aar: str) -> float | None:
        if not (nr.isdigit() and aar.isdigit()):
            return None
        at = (service, int(nr), self.data.kommune, int(aar))
        found = self.data.verdier.get(at) if whose == "kommune" else self.data.referanser.get((*at, whose))
        return None if found is None else found.verdi


def _stated(witness: Vitne, figures: _Figures) -> Sentence:
    said = Trykt(
        TABELL, witness.setning, witness.kommune, witness.aar, witness.enhet, witness.verdi, witness.avrunding
    )
    found = [figures.find(part) for part in witness.ledd]
    parts = [value for value in found if value is not None]
    if len(parts) < len(found):
        return Sentence(said, None)
    return Sentence(said, _WORK[witness.regnestykke](parts) * witness.faktor)


def _in_words(data: Datasett, figures: _Figures) -> Iterator[Sentence]:
    """The findings that say how far from the mean a printed value is, or that it is the edge."""
    for found in data.tekstfunn:
        edge = _YTTERST.get(found.retning, "")
        in_percent = found.tall is not None and found.retning in _FRA_SNITT
        if found.kommune != data.kommune or found.nr is None or not (in_percent or edge):
            continue
        place = (found.tjeneste, str(found.nr))
        own = figures.find((_INDIKATOR, *place, "kommune", str(data.rapportaar)))
        other = figures.find((_INDIKATOR, *place, edge or "snitt", str(data.rapportaar)))
        if own is None or other is None:
            continue
        line = f"{found.loepenr}. {found.paastand}"
        if in_percent and other:
            half = 0.5 if found.tall == round(found.tall) else 0.05  # type: ignore[arg-type]
            said = Trykt(TABELL, line, data.kommune, data.rapportaar, "prosent", found.tall, half)  # type: ignore[arg-type]
            yield Sentence(said, _FRA_SNITT[found.retning] * 100 * (own / other - 1))
        elif edge:
            said = Trykt(TABELL, line, data.kommune, data.rapportaar, "avstand til ytterste", 0.0, 0.0)
            yield Sentence(said, own - other)
