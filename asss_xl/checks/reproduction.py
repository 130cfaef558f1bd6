"""The published figures, recomputed: which agree, which the source has wrong, which cannot be.

A figure agrees when the printed value lies within what the rounding of the printed inputs, and
its own, allows. A figure that the report prints and the workbook takes in as it stands agrees
with itself; it is listed so that every printed figure is accounted for.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asss_xl.dataset.model import Datasett, Indikator
from asss_xl.functions.values import is_number
from asss_xl.report.published import (
    Trykt,
    etikett_tabell,
    etikettaktor,
    etikettlinje,
    trykt,
    trykt_korreksjon,
)
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.cells import Cell
from asss_xl.workbook.rounding import Rounding

STEMMER, KILDEFEIL, IKKE = "stemmer", "kildefeil", "ikke_reproduserbar"
#: Neither agreement nor a known reason: a fault of ours until explained.
UFORKLART = "uforklart"
STATUSNAVN = {
    STEMMER: "stemmer", KILDEFEIL: "kildefeil", IKKE: "ikke reproduserbare",
    UFORKLART: "uforklart",
}  # fmt: skip
_INNDATA = "Inndata, brukt som trykt."
_EPS = 1e-9


@dataclass(frozen=True)
class Etterproevd:
    """One published figure and what became of it; the fields of ``verify --json``."""

    tabell: str
    linje: str
    aktor: str
    aar: int
    enhet: str
    publisert: float | None
    beregnet: float | None
    nedre: float | None
    oevre: float | None
    status: str
    merknad: str

    def as_dict(self) -> dict[str, object]:
        """The figure as JSON has it."""
        return dataclasses.asdict(self)


def verify(report: Rapport) -> list[Etterproevd]:
    """Every figure that the source prints: chapters 0-2, the cost key, the profiles' labels."""
    found: dict[tuple[object, ...], list[Cell]] = {}
    for cell in report.book.cells():
        for printed in cell.published:
            found.setdefault(_key(printed), []).append(cell)
    rounding = Rounding()
    return [
        _tried(printed, found.get(_key(printed), []), rounding, slot)
        for printed, slot in _all_printed(report.data)
    ]


def unexplained(rows: Iterable[Etterproevd]) -> list[Etterproevd]:
    """The figures that neither agree nor have a reason."""
    return [row for row in rows if row.status == UFORKLART]


def summary(rows: Iterable[Etterproevd]) -> list[tuple[str, Counter[str]]]:
    """How many of each status, table by table, in the order of the report."""
    tables: dict[str, Counter[str]] = {}
    for row in rows:
        tables.setdefault(row.tabell, Counter())[row.status] += 1
    return list(tables.items())


def as_text(rows: list[Etterproevd]) -> str:
    """For a terminal: counts per table, then each figure that does not simply agree."""
    lines = [f"{len(rows)} trykte tall og etiketter etterprøvd:"]
    for table, counts in summary(rows):
        parts = ", ".join(f"{count} {STATUSNAVN[status]}" for status, count in counts.items())
        lines.append(f"  {table}: {parts}")
    for status in (UFORKLART, KILDEFEIL):
        chosen = [row for row in rows if row.status == status]
        if chosen:
            lines.append(f"{STATUSNAVN[status].capitalize()}:")
            lines += [f"  {_described(row)}" for row in chosen]
    total = Counter(row.status for row in rows)
    lines.append(
        "I alt: " + ", ".join(f"{n} {STATUSNAVN[s]}" for s, n in total.items()) + "."
    )
    return "\n".join(lines)


def as_markdown(rows: list[Etterproevd]) -> str:
    """The page in ``docs/``: counts per table, then what does not agree, with the reason."""
    lines = [
        "# Etterprøving av de publiserte tallene",
        "",
        "Laget av `asss-xl verify`; ikke rediger for hånd. Et tall stemmer når det trykte ligger "
        "innenfor det avrundingen av de trykte inntallene og av tallet selv tillater.",
        "",
        "| Tabell | Stemmer | Kildefeil | Ikke reproduserbar | Uforklart |",
        "|---|---:|---:|---:|---:|",
    ]
    order = (STEMMER, KILDEFEIL, IKKE, UFORKLART)
    for table, counts in summary(rows):
        lines.append(f"| {table} | " + " | ".join(str(counts[s]) for s in order) + " |")
    total = Counter(row.status for row in rows)
    lines.append("| **I alt** | " + " | ".join(f"**{total[s]}**" for s in order) + " |")
    for title, status in (("Kildefeil", KILDEFEIL), ("Ikke reproduserbar", IKKE)):
        lines += ["", f"## {title}", "", "| Tabell | Linje | Aktør | Trykt | Beregnet | Grunn |",
                  "|---|---|---|---:|---:|---|"]  # fmt: skip
        lines += [_markdown_row(row) for row in rows if row.status == status]
    return "\n".join(lines) + "\n"


def _markdown_row(row: Etterproevd) -> str:
    printed = "" if row.publisert is None else _number(row.publisert)
    value = "" if row.beregnet is None else _number(row.beregnet)
    cells = (row.tabell, row.linje, row.aktor, printed, value, row.merknad)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _described(row: Etterproevd) -> str:
    value = "–" if row.beregnet is None else _number(row.beregnet)
    printed = "–" if row.publisert is None else _number(row.publisert)
    return (
        f"{row.tabell}, {row.linje}, {row.aktor} {row.aar}: trykt {printed}, beregnet {value}. "
        f"{row.merknad}"
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def _key(printed: Trykt) -> tuple[object, ...]:
    return (printed.tabell, printed.linje, printed.aktor, printed.aar, printed.enhet)


def _all_printed(data: Datasett) -> Iterator[tuple[Trykt, str]]:
    """Each printed figure; for a label without a number, why there is none."""
    for figure in data.figurer:
        if figure.kommune != data.kommune:
            continue
        for printed in trykt(figure):
            yield printed, ""
    for kommune, sektor, kriterium, aar in data.trykte_korreksjoner:
        if kommune == data.kommune:
            for printed in trykt_korreksjon(data, sektor, kriterium, aar):
                yield printed, ""
    for service in data.tjenester:
        for indicator in service.indikatorer:
            yield from _labels(data, indicator)


def _labels(data: Datasett, indicator: Indikator) -> Iterator[tuple[Trykt, str]]:
    for actor in ("kommune", "høyest", "lavest"):
        label = data.etikett(indicator, actor)
        value = float("nan") if label.verdi is None else float(label.verdi)
        note = label.merknad if label.stemmer is False else ""
        reason = ""
        if label.verdi is None:
            reason = label.merknad or "Etiketten er ikke trykt."
        elif label.stemmer is None:
            reason = label.merknad or "Verdien bak etiketten er ikke trykt."
        yield (
            Trykt(etikett_tabell(indicator), etikettlinje(indicator),
                  etikettaktor(data, actor), data.rapportaar,
                  "indeks", value, 0.5, note),
            reason,
        )  # fmt: skip


def _tried(printed: Trykt, cells: list[Cell], rounding: Rounding, reason: str) -> Etterproevd:
    if reason:
        published = None if printed.verdi != printed.verdi else printed.verdi
        return _row(printed, published, None, 0.0, IKKE, reason)
    outcomes = [_compare(printed, cell, rounding) for cell in cells]
    if not outcomes:
        return _row(printed, printed.verdi, None, 0.0, UFORKLART, "Ingen celle regner ut tallet.")
    # The cell that works the figure out says more than one that takes it in.
    outcomes.sort(key=lambda outcome: outcome.merknad == _INNDATA)
    wrong = [outcome for outcome in outcomes if outcome.status != STEMMER]
    return wrong[0] if wrong else outcomes[0]


def _compare(printed: Trykt, cell: Cell, rounding: Rounding) -> Etterproevd:
    if cell.call is None:
        note = f"{_INNDATA} {printed.merknad}".strip()
        status = STEMMER if cell.value == printed.verdi else UFORKLART
        return _row(printed, printed.verdi, cell.value, 0.0, status, note)  # type: ignore[arg-type]
    if not is_number(cell.recomputed):
        return _row(printed, printed.verdi, None, 0.0, UFORKLART, "Cellen har ikke noe tall.")
    value = float(cell.recomputed)  # type: ignore[arg-type]
    slack = rounding.half_width(cell)
    agrees = abs(value - printed.verdi) <= slack + printed.avrunding + _EPS
    status = STEMMER if agrees else (KILDEFEIL if printed.merknad else UFORKLART)
    return _row(printed, printed.verdi, value, slack, status, printed.merknad)


def _row(
    printed: Trykt, published: float | None, value: float | None, slack: float, status: str,
    note: str,
) -> Etterproevd:  # fmt: skip
    return Etterproevd(
        printed.tabell, printed.linje, printed.aktor, printed.aar, printed.enhet, published,
        value, None if value is None else value - slack, None if value is None else value + slack,
        status, note,
    )  # fmt: skip
