"""What a case document takes from a report, each figure as its cell on the sheet has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from asss_xl.delivery.letter import content, sentence
from asss_xl.functions.values import Value, is_number, round_half_away
from asss_xl.report.oversikt import noekkeltall
from asss_xl.report.profil.ark import Profil, Rad
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import MISSING_TEXT, Cell

#: Between thousands, where a line must not break.
_THOUSANDS, _MINUS = "\u00a0", "\u2212"


@dataclass(frozen=True)
class Tall:
    """A figure or a text of a table, and how many decimals it is shown with."""

    verdi: Value
    desimaler: int = 0

    @classmethod
    def av(cls, cell: Cell) -> Tall:
        """A cell as it is shown."""
        pattern = cell.style.number_format.split(";")[0]
        return cls(cell.value, len(pattern.partition(".")[2]))

    @property
    def er_tall(self) -> bool:
        return is_number(self.verdi)

    def __str__(self) -> str:
        if not is_number(self.verdi):
            return "" if self.verdi is None else str(self.verdi)
        rounded = round_half_away(float(self.verdi), self.desimaler)  # type: ignore[arg-type]
        text = f"{abs(rounded):,.{self.desimaler}f}".replace(",", _THOUSANDS).replace(".", ",")
        return f"{_MINUS}{text}" if rounded < 0 else text


@dataclass(frozen=True)
class Tabell:
    """A table: its heads, and its rows with a name first."""

    tittel: str
    hode: tuple[str, ...]
    rader: tuple[tuple[Tall, ...], ...]


@dataclass(frozen=True)
class Punkt:
    """A line of a profile's picture: where one is between the lowest and the highest, mean = 100."""

    navn: str
    indeks: float
    lavest: float
    hoeyest: float


@dataclass(frozen=True)
class Kapittel:
    """A service: what is said of it, its table and its picture."""

    tittel: str
    setninger: tuple[str, ...]
    tabell: Tabell
    bilde: tuple[Punkt, ...] = ()


@dataclass(frozen=True)
class Sak:
    """All of it."""

    tittel: str
    kommune: str
    aar: int
    forbehold: str
    kilde: str
    hovedfunn: tuple[str, ...]
    tabeller: tuple[Tabell, ...]
    kapitler: tuple[Kapittel, ...] = field(default=())


def sak(report: Rapport, tjenester: Sequence[str] = ()) -> Sak:
    """The case document of a municipality's report, with the chapters that are asked for, or all.

    ``tjenester`` are keys of the package's services.
    """
    data, said = report.data, content(report)
    chosen = [p for p in report.profiler if not tjenester or p.tjeneste.noekkel in tjenester]
    return Sak(
        said.title,
        data.kommune,
        data.rapportaar,
        said.status,
        data.kilde,
        said.headlines,
        tuple(table for table in (_key_figures(report), _services(report)) if table.rader),
        tuple(_chapter(report, profile) for profile in chosen),
    )


def _key_figures(report: Rapport) -> Tabell:
    year = report.data.rapportaar
    before = report.valg.vindu[-2] if len(report.valg.vindu) > 1 else None
    rows = []
    for line in noekkeltall.all_of(report):
        cells = [line.aar[year]] + ([line.aar[before]] if before else [])
        held = Tall.av(line.mot) if isinstance(line.mot, Cell) else Tall(line.mot, line.desimaler)  # type: ignore[arg-type]
        shown = [Tall(cell.value, line.desimaler) for cell in cells]
        money = Tall(line.mill.value if isinstance(line.mill, Cell) else line.mill)
        rows.append((Tall(line.navn), *shown, Tall(held.verdi, line.desimaler), money))
    heads = ("Nøkkeltall", str(year), *([str(before)] if before else []), "Andre / landet", "Mill. kr")
    return Tabell("Nøkkeltall", heads, tuple(rows))


def _services(report: Rapport) -> Tabell:
    rows = tuple(
        (Tall(str(name)), Tall(need.value), Tall(mean.value))
        for name, need, mean in report.paa_ett_blikk
        if is_number(need.value) or is_number(mean.value)
    )
    return Tabell(
        "Utgiftene i prosent av behovet og av snittet", ("Tjeneste", "Mot behov", "Mot snittet"), rows
    )


def _chapter(report: Rapport, profile: Profil) -> Kapittel:
    heads = ("Indikator", "Enhet", report.data.kommune, "Snitt", "Lavest", "Høyest", "Indeks")
    table = Tabell(profile.tjeneste.navn, heads, tuple(_row(row) for row in profile.rader))
    said = tuple(text for row in profile.rader if (text := sentence(row.setning)))
    points = (_point(row) for row in profile.rader)
    return Kapittel(profile.tjeneste.navn, said, table, tuple(p for p in points if p is not None))


def _row(row: Rad) -> tuple[Tall, ...]:
    found = row.referanser
    figures = [Tall.av(cell) for cell in (row.verdi.used, found.snitt, found.lavest, found.hoeyest)]
    digits = 0 if row.indikator.enhet.startswith("kr") else max(figure.desimaler for figure in figures)
    shown = [Tall(figure.verdi, digits) for figure in figures]
    index = Tall(row.indeks.value if is_number(row.indeks.value) else MISSING_TEXT)
    return (Tall(row.indikator.navn), Tall(row.indikator.enhet), *shown, index)


def _point(row: Rad) -> Punkt | None:
    mean = row.referanser.snitt.value
    known = (row.indeks.value, row.referanser.lavest.value, row.referanser.hoeyest.value, mean)
    if not all(is_number(value) for value in known) or not mean:
        return None
    index, low, high, mean = (float(value) for value in known)  # type: ignore[arg-type]
    return Punkt(row.indikator.kortnavn, index, 100 * low / mean, 100 * high / mean)
