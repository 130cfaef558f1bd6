"""A service profile: each indicator against the network's mean = 100 (report ch. 3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett, Indikator, Tjeneste, Verdi
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.report.published import trykt_etikett
from asss_xl.workbook import Cell, Chart, ErrorBars, Input, Range, Series, Sheet, styles

NAVN, ENHET, KOMMUNE, HVA_HVIS, SNITT, LAVEST, HOEYEST, INDEKS, AVVIK, AVVIK_PST, FUNN, N = range(12)
#: The figures behind the chart and the findings, to the right of what is printed.
(
    BRUKT, AKSE, PUNKT, GRUNNLAG, INDEKS_LAVEST, INDEKS_HOEYEST, UNDER, OVER, HUNDRE,
    AVRUNDING, MINST, GUNSTIG, SETNING, STOERRELSE,
) = range(13, 27)  # fmt: skip
HODERAD = 3
_BREDDER = (44, 13, 9.5, 9.5, 9.5, 9.5, 9.5, 8, 9.5, 8, 38, 5)
_DIAGRAM = (1240, 340)
_MERKNADSBREDDE = 205
#: Room for a finding on two lines, whatever it says.
_RADHOEYDE = 25


@dataclass
class Rad:
    """The cells of one indicator."""

    indikator: Indikator
    verdi: Input
    snitt: Cell
    indeks: Cell
    avvik_pst: Cell
    setning: Cell
    stoerrelse: Cell


@dataclass
class Profil:
    """A filled profile sheet, as other sheets refer to it."""

    tjeneste: Tjeneste
    ark: str
    punkt_kolonner: tuple[int, int] = (GRUNNLAG, PUNKT)
    rader: list[Rad] = field(default_factory=list)
    setninger: Range | None = None
    stoerrelser: Range | None = None


def sheet_name(tjeneste: Tjeneste) -> str:
    """The sheet's name, within Excel's 31 characters and without signs that it refuses."""
    name = tjeneste.navn.replace(" år og over", "+").replace(" år", "")
    return "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31]


def fill(sheet: Sheet, data: Datasett, tjeneste: Tjeneste) -> Profil:
    """Write the table, the chart and the notes of one profile."""
    profile = Profil(tjeneste, sheet.name)
    pages = f"s. {tjeneste.side}" if tjeneste.side else ""
    layout.heading(
        sheet, data, f"Tjenesteprofil: {tjeneste.navn}", f"{data.kilde}, kap. 3, {pages}."
    )
    layout.widths(sheet, _BREDDER)
    _heads(sheet, data)
    row = HODERAD + 1
    group = ""
    for indikator in tjeneste.indikatorer:
        if indikator.gruppe != group:
            group = indikator.gruppe
            for column in range(N + 1):
                sheet.put(row, column, group if column == 0 else None, styles.GRUPPE)
            row += 1
        behind = HODERAD + 1 + len(profile.rader)
        profile.rader.append(_row(sheet, data, row, behind, indikator))
        row += 1
    first, last = HODERAD + 1, HODERAD + len(tjeneste.indikatorer)
    profile.setninger = sheet.range((first, SETNING), (last, SETNING))
    profile.stoerrelser = sheet.range((first, STOERRELSE), (last, STOERRELSE))
    _chart(sheet, data, tjeneste, first, last, row + 1)
    _notes(sheet, tjeneste, row + 2 + _DIAGRAM[1] // 20)
    sheet.freeze = (HODERAD + 1, 1)
    sheet.printing.last_column = N
    return profile


def _heads(sheet: Sheet, data: Datasett) -> None:
    layout.head(
        sheet, HODERAD, 0,
        ("Indikator", "Enhet", data.kommune, "Hva hvis", "Snitt", "Lavest", "Høyest", "Indeks",
         "Avvik", "Avvik %", "Funn", "n"),
    )  # fmt: skip
    sheet.put(HODERAD - 1, BRUKT, "Tall bak figur og funn (skrives ikke ut)", styles.HJELP)
    labels = (
        "Brukt verdi", "Navn på aksen", f"{data.kommune}", "Grunnlag", "Lavest, indeks",
        "Høyest, indeks", "Ned til lavest", "Opp til høyest", "Snitt", "Avrunding",
        "Minste n", "Gunstig", "Setning", "Størrelse",
    )  # fmt: skip
    for offset, label in enumerate(labels):
        sheet.put(HODERAD, BRUKT + offset, label, styles.HJELP_HODE)
    layout.widths(sheet, (9, 24) + (9,) * 10 + (40, 9), BRUKT)


def _row(sheet: Sheet, data: Datasett, row: int, behind: int, indikator: Indikator) -> Rad:
    """A row of the table, and the figures behind it: those have no group headings between."""
    values = (indikator.kommune, indikator.snitt, indikator.lavest, indikator.hoeyest)
    style = styles.tall(max(v.desimaler for v in values if v.verdi is not None) if any(
        v.verdi is not None for v in values) else 0)  # fmt: skip
    sheet.put(row, NAVN, indikator.navn, styles.RAD_BRYT.but(size=9))
    sheet.put(row, ENHET, indikator.enhet, styles.RAD_BRYT.but(size=8, color=styles.GRAA))
    sheet.heights[row] = layout.text_height(indikator.navn, 58, _RADHOEYDE)
    given = sheet.input(
        (row, KOMMUNE), (row, HVA_HVIS), (behind, BRUKT), indikator.kommune.verdi,
        label=f"{indikator.kortnavn}: skriv en verdi i {indikator.enhet or 'samme enhet'}. "
        "Tomt felt bruker grunnlaget.",
        style=style, rounding=indikator.kommune.avrunding, limits=_limits(indikator),
    )  # fmt: skip
    snitt, lavest, hoeyest = (
        _printed(sheet, row, column, verdi, style)
        for column, verdi in (
            (SNITT, indikator.snitt), (LAVEST, indikator.lavest), (HOEYEST, indikator.hoeyest),
        )  # fmt: skip
    )
    indeks = sheet.calc(row, INDEKS, f.indeks, given.used, snitt, style=styles.tall(0))
    sheet.calc(row, AVVIK, f.avvik, given.used, snitt, style=style)
    pst = sheet.calc(row, AVVIK_PST, f.avvik_pst, given.used, snitt, style=styles.tall(0))
    n = sheet.put(row, N, float(indikator.antall) if indikator.antall else None,
                  styles.tall(0).but(size=8))  # fmt: skip
    _behind(sheet, data, behind, indikator, given, snitt, lavest, hoeyest)
    setning, stoerrelse = _finding(sheet, row, behind, indikator, given, snitt, lavest, hoeyest, n, pst)
    return Rad(indikator, given, snitt, indeks, pst, setning, stoerrelse)


def _printed(sheet: Sheet, row: int, column: int, verdi: Verdi, style: styles.Style) -> Cell:
    if verdi.verdi is None:
        return sheet.put(row, column, "Ikke data", style.but(color=styles.GRAA, size=8))
    return sheet.put(row, column, verdi.verdi, style, rounding=verdi.avrunding)


def _limits(indikator: Indikator) -> tuple[float | None, float | None]:
    if indikator.enhet == "prosent":
        return 0, 1000
    if indikator.enhet == "andel 0-1":
        return 0, 1
    if indikator.enhet.startswith(("poeng 1-6", "karakter")):
        return 1, 6
    return None, None


def _behind(
    sheet: Sheet,
    data: Datasett,
    row: int,
    indikator: Indikator,
    given: Input,
    snitt: Cell,
    lavest: Cell,
    hoeyest: Cell,
) -> None:
    small = styles.hjelp(styles.tall(1))

    def printed(aktor: str) -> tuple[object, ...]:
        return trykt_etikett(indikator, aktor, indikator.etiketter[aktor], data.rapportaar)

    sheet.put(row, AKSE, indikator.kortnavn, styles.HJELP)
    sheet.calc(
        row, PUNKT, f.indeks, given.used, snitt, style=small, missing=None,
        published=printed(data.kommune),
    )  # fmt: skip
    base = f.indeks
    low = sheet.calc(
        row, INDEKS_LAVEST, base, lavest, snitt, style=small, missing=None,
        published=printed("lavest"),
    )  # fmt: skip
    high = sheet.calc(
        row, INDEKS_HOEYEST, base, hoeyest, snitt, style=small, missing=None,
        published=printed("høyest"),
    )  # fmt: skip
    sheet.calc(row, GRUNNLAG, bb.grunnlag_hvis_ulik, given.base, given.used, snitt,
               style=small, missing=None)  # fmt: skip
    sheet.calc(row, UNDER, bb.strek, 100.0, low, style=small)
    sheet.calc(row, OVER, bb.strek, high, 100.0, style=small)
    sheet.put(row, HUNDRE, 100.0, small)
    sheet.put(row, AVRUNDING, indikator.kommune.avrunding + indikator.snitt.avrunding
              if indikator.kommune.verdi is not None else None, styles.HJELP)  # fmt: skip
    sheet.put(row, MINST, float(indikator.minste_antall) if indikator.minste_antall else None,
              styles.HJELP)  # fmt: skip
    sheet.put(row, GUNSTIG, indikator.gunstig, styles.HJELP)


def _finding(
    sheet: Sheet,
    row: int,
    behind: int,
    indikator: Indikator,
    given: Input,
    snitt: Cell,
    lavest: Cell,
    hoeyest: Cell,
    n: Cell,
    pst: Cell,
) -> tuple[Cell, Cell]:
    avrunding, minst, gunstig = (
        sheet.cells[behind, column] for column in (AVRUNDING, MINST, GUNSTIG)
    )
    about = (given.used, snitt, lavest, hoeyest, avrunding, n, minst, None, gunstig)
    sheet.calc(row, FUNN, f.funn, "", *about, style=styles.FUNN_TEKST)
    setning = sheet.calc(
        behind, SETNING, f.funn, sheet.cells[behind, AKSE], *about, style=styles.HJELP, missing=""
    )
    stoerrelse = sheet.calc(behind, STOERRELSE, bb.stoerrelse, setning, pst, float(indikator.nr),
                            style=styles.HJELP)  # fmt: skip
    return setning, stoerrelse


def _chart(
    sheet: Sheet, data: Datasett, tjeneste: Tjeneste, first: int, last: int, row: int
) -> None:
    kommune = data.kommune
    title = sheet.put(
        0, BRUKT,
        f"{tjeneste.navn}: {kommune} {data.rapportaar}, indeks der ASSS-snittet er 100\n"
        f"Punkt: {kommune}. Grå sirkel: grunnlaget når hva hvis er i bruk. "
        "Strek: laveste til høyeste kommune. Rød linje: snittet",
        styles.HJELP,
    )  # fmt: skip
    categories = sheet.range((first, AKSE), (last, AKSE))

    def column(index: int) -> Range:
        return sheet.range((first, index), (last, index))

    sheet.charts.append(
        Chart(
            kind="profile",
            title=title,
            series=(
                Series("Laveste–høyeste", categories, column(HUNDRE), marker=None,
                       error_bars=ErrorBars(column(OVER), column(UNDER))),
                # Not drawn: they make room on the axis for the whole of each whisker.
                Series("Laveste", categories, column(INDEKS_LAVEST), marker=None),
                Series("Høyeste", categories, column(INDEKS_HOEYEST), marker=None),
                Series("Grunnlag", categories, column(GRUNNLAG), color=styles.MELLOMGRAA,
                       marker="circle"),
                Series(kommune, categories, column(PUNKT), color=styles.BLAA,
                       marker="circle", labels=True),
            ),
            row=row, column=0, width=_DIAGRAM[0], height=_DIAGRAM[1],
            alt=f"Punktdiagram av {len(tjeneste.indikatorer)} indikatorer for {tjeneste.navn}: "
            f"{kommune} mot laveste, snitt og høyeste i ASSS-nettverket {data.rapportaar}. "
            "Tallene står i tabellen over.",
            crossing=100, y_title="Indeks, snitt = 100", y_format="0", legend=False,
        )  # fmt: skip
    )


def _notes(sheet: Sheet, tjeneste: Tjeneste, row: int) -> None:
    wrong = [i for i in tjeneste.indikatorer if i.kildefeil]
    labels = [
        (i, aktor, e)
        for i in tjeneste.indikatorer
        for aktor, e in i.etiketter.items()
        if e.stemmer is False
    ]
    if not wrong and not labels:
        return
    sheet.put(row, 0, "Feil og avvik i kilden", styles.OVERSKRIFT)
    row += 1
    texts = [
        f"{indikator.kortnavn}: figuren i rapporten viser {etikett.verdi} for {aktor}, som ikke "
        f"stemmer med tabellen. {etikett.merknad}"
        for indikator, aktor, etikett in labels
    ]
    told = {i.nr for i, _, _ in labels}
    texts += [f"{i.kortnavn}: {i.merknad}" for i in wrong if i.nr not in told]
    for text in texts:
        for line in layout.wrapped(text, _MERKNADSBREDDE):
            sheet.put(row, 0, line, styles.NOTE)
            sheet.heights[row] = 13
            row += 1
