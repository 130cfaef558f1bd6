"""What a case document takes from a report, each figure as its cell on the sheet has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from asss_xl.delivery.letter import content, sentence
from asss_xl.functions.values import Value, is_number, round_half_away
from asss_xl.norsk import norsk, uten_linjeskift
from asss_xl.report.oversikt import noekkeltall
from asss_xl.report.produksjon.ark import SIDETITTEL, om_vektene
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.rad import Rad
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import MISSING_TEXT, Call, Cell

#: The heading of a column of words.
HODE_ENHET = "Enhet"
#: How many findings of a service are told in words; its table has them all.
_FUNN = 5


@dataclass(frozen=True)
class Sakstall:
    """A figure or a text of a table, and how many decimals it is shown with."""

    verdi: Value
    desimaler: int = 0
    #: What stands after a figure.
    etter: str = ""

    @classmethod
    def av(cls, cell: Cell) -> Sakstall:
        """A cell as it is shown."""
        pattern = cell.style.number_format.split(";")[0].partition('"')[0]
        return cls(cell.value, len(pattern.partition(".")[2]))

    @property
    def er_tall(self) -> bool:
        return is_number(self.verdi)

    def __str__(self) -> str:
        if not is_number(self.verdi):
            return "" if self.verdi is None else str(self.verdi)
        rounded = round_half_away(float(self.verdi), self.desimaler)
        return norsk(rounded, f",.{self.desimaler}f") + self.etter


@dataclass(frozen=True)
class Sakstabell:
    """A table: its heads, its rows with a name first, and what must be said of it."""

    tittel: str
    hode: tuple[str, ...]
    rader: tuple[tuple[Sakstall, ...], ...]
    merknad: str = ""
    #: What its picture says; else the first headline about it.
    melding: str = ""

    def har_tall(self, kolonne: int) -> bool:
        """Whether a column is of figures, which stand at the right with the word for a missing one."""
        return kolonne > 0 and self.hode[kolonne] != HODE_ENHET


@dataclass(frozen=True)
class Punkt:
    """A line of a profile's picture: where one is between the lowest and the highest, mean = 100."""

    navn: str
    indeks: float
    lavest: float
    hoeyest: float

    def __str__(self) -> str:
        """As it is read to those who cannot see it."""
        ends = f"laveste {self.lavest:.0f}, høyeste {self.hoeyest:.0f}"
        return f"{self.navn}: indeks {self.vist}, {ends}"

    @property
    def vist(self) -> str:
        """The index as the table has it."""
        return str(Sakstall(self.indeks))


@dataclass(frozen=True)
class Kapittel:
    """A service: its message, the largest of its findings first, its table and its picture."""

    tittel: str
    melding: str
    setninger: tuple[str, ...]
    tabell: Sakstabell
    bilde: tuple[Punkt, ...] = ()

    @property
    def kjente(self) -> Sakstabell:
        """The table without the indicators that the municipality has no figure of."""
        return replace(self.tabell, rader=tuple(row for row in self.tabell.rader if row[2].er_tall))

    @property
    def skala(self) -> tuple[float, float]:
        """From where to where the picture goes, with the mean (100) inside."""
        low = min(90.0, *(min(p.lavest, p.indeks) for p in self.bilde))
        return low, max(110.0, *(max(p.hoeyest, p.indeks) for p in self.bilde))


@dataclass(frozen=True)
class Sak:
    """All of it; each headline is a sentence and the table that it is about.

    ``hva_hvis`` says that a scenario has moved the figures, and is empty otherwise.
    """

    tittel: str
    kommune: str
    aar: int
    forbehold: str
    kilde: str
    hovedfunn: tuple[tuple[str, Sakstabell], ...]
    tabeller: tuple[Sakstabell, ...]
    kapitler: tuple[Kapittel, ...] = field(default=())
    hva_hvis: str = ""
    scenario: str = ""


def sak(report: Rapport, tjenester: Sequence[str] = (), scenario: str = "") -> Sak:
    """The case document of a municipality's report, with the chapters that are asked for, or all.

    ``tjenester`` are keys of the package's services; ``scenario`` is the name of what fills its
    yellow cells.
    """
    data, said = report.data, content(report)
    chapters = {p.tjeneste.noekkel: _chapter(report, p) for p in report.profiler}
    first, all_of_them = _key_figures(report), _services(report)
    tables = tuple(table for table in (first, all_of_them, _production(report)) if table.rader)
    count = report.fylt.value if scenario else 0
    fields = "1 gult felt" if count == 1 else f"{count:.0f} gule felt"
    mark = f"HVA HVIS «{scenario}»: {fields} er fylt ut – ikke kildens tall." if scenario else ""
    return Sak(
        f"HVA HVIS: {said.title}" if scenario else said.title,
        data.kommune,
        data.rapportaar,
        " ".join(filter(None, (mark, said.status, said.failing))),
        _source(report),
        tuple(_found(report, chapters, first, all_of_them)),
        tables,
        tuple(c for key, c in chapters.items() if not tjenester or key in tjenester),
        mark,
        scenario,
    )


def _source(report: Rapport) -> str:
    day, told = report.book.updated, report.data.kilde
    return f"{told}. Sist oppdatert {day.day}.{day.month}.{day.year}." if day else told


def _found(
    report: Rapport, chapters: Mapping[str, Kapittel], accounts: Sakstabell, services: Sakstabell
) -> Iterator[tuple[str, Sakstabell]]:
    """Each headline with the profile it is about, or else the key figures or all the services."""
    for about, said in report.forside.hovedfunn:
        mine = [p for p in report.profiler if about.value in (p.tjeneste.navn, p.sektor)]
        table = accounts if about.value == "Regnskap" else services
        if len(mine) == 1:
            table = chapters[mine[0].tjeneste.noekkel].tabell
        if text := sentence(said):
            yield text, table


def _key_figures(report: Rapport) -> Sakstabell:
    whose = {noekkeltall.DE_ANDRE: _plain(report.valg.andre)}
    years = (report.data.rapportaar, *report.valg.vindu[-2:-1])
    rows = []
    for line in noekkeltall.all_of(report):
        own = (Sakstall(line.aar[year].value, line.desimaler) for year in years)
        held = Sakstall(_plain(line.mot), line.desimaler, f" {whose.get(line.hvem, line.hvem)}")
        rows.append((Sakstall(line.navn), *own, held, Sakstall(_plain(line.mill))))
    heads = ("Nøkkeltall", *map(str, years), noekkeltall.MOT, "Forskjell, mill. kr")
    return Sakstabell("Nøkkeltall", heads, tuple(rows))


def _plain(of: Cell | Call | Value) -> Value:
    if isinstance(of, Call):
        return of.answer("plain", MISSING_TEXT)[0]
    return of.value if isinstance(of, Cell) else of


def _services(report: Rapport) -> Sakstabell:
    melding = report.forside.melding
    rows = tuple(
        (Sakstall(str(name)), Sakstall(need.value), Sakstall(mean.value))
        for name, need, mean in report.forside.paa_ett_blikk
        if is_number(need.value) or is_number(mean.value)
    )
    return Sakstabell(
        "Utgiftene i prosent av behovet og av snittet",
        ("Tjeneste", "Mot behov", "Mot snittet"),
        rows,
        melding=str(melding.value) if melding else "",
    )


def _production(report: Rapport) -> Sakstabell:
    told = ("Produksjon er ikke kvalitet.", *om_vektene(report.data))
    rows = tuple(
        (Sakstall(line.tjeneste.navn), *(Sakstall.av(cell) for cell in cells if cell is not None))
        for line in report.produksjon
        if all(cells := (line.ressursbruk, line.produksjon, line.effektivitet))
    )
    heads = ("Tjeneste, snittet = 100", "Ressursbruk", "Produksjon", "Effektivitet")
    return Sakstabell(SIDETITTEL, heads, rows, " ".join(told))


def _chapter(report: Rapport, profile: Profil) -> Kapittel:
    heads = ("Indikator", HODE_ENHET, report.data.kommune, "Snitt", "Lavest", "Høyest", "Indeks")
    table = Sakstabell(profile.tjeneste.navn, heads, tuple(_row(row) for row in profile.rader))
    sizes = [(row.linje["Størrelse"].value, text) for row in profile.rader if (text := sentence(row.setning))]
    found = sorted((pair for pair in sizes if is_number(pair[0])), reverse=True)
    points = (_point(row) for row in profile.rader)
    return Kapittel(
        profile.tjeneste.navn,
        str(profile.steg.tjenester[profile.tjeneste.noekkel]["Melding"].value),
        tuple(text for _, text in found[:_FUNN]),
        table,
        tuple(p for p in points if p is not None),
    )


def _row(row: Rad) -> tuple[Sakstall, ...]:
    figures = (row.verdi.used, row.snitt, row.lavest, row.hoeyest)
    # The first is seen on the profile as what it is without a what-if.
    digits = max(Sakstall.av(cell).desimaler for cell in (row.verdi.base, *figures[1:]))
    shown = [Sakstall(cell.value, 0 if row.indikator.i_kroner else digits) for cell in figures]
    index = Sakstall(row.indeks.value if is_number(row.indeks.value) else MISSING_TEXT)
    named = (Sakstall(uten_linjeskift(text)) for text in (row.indikator.navn, row.indikator.enhet))
    return (*named, *shown, index)


def _point(row: Rad) -> Punkt | None:
    mean = row.snitt.value
    known = (row.indeks.value, row.lavest.value, row.hoeyest.value, mean)
    if not all(is_number(value) for value in known) or not mean:
        return None
    index, low, high, mean = (float(value) for value in known)  # type: ignore[arg-type]
    return Punkt(row.indikator.kortnavn, index, 100 * low / mean, 100 * high / mean)
