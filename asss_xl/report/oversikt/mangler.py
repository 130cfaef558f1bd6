"""What a package lacks, at the bottom of Kontroll: the file and the line, the years, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER, SISTE_AAR
from asss_xl.dataset.rettbare import manglende
from asss_xl.dataset.schema import MANGLER_TEKST
from asss_xl.functions.values import Value
from asss_xl.report import layout
from asss_xl.report.kilde import regnskapets_linjer, regnskapets_mangler, uten_noekkel
from asss_xl.workbook import Sheet, styles

MANGLENDE_TALL = "Tall som mangler i pakken, og gir «Ikke data» eller er regnet uten"
#: An indicator says on its own row why it is missing.
_FILER = ("balanse", "beloep", "innbyggere", "kriterieverdier", "behovstillegg", "nasjonale")
#: Lines that a report is whole without.
_VALGFRIE = ("gevinster", "tap", "disposisjonsfond")
_MEST, _BREDDE = 100, 78
#: The file and the line, whose it is, the year, the word for how it is missing.
_Mangel = tuple[str, str, int, str]


def mangler(data: Datasett) -> list[tuple[str, str]]:
    """Each line that somebody lacks, with the years, and who it is; the same whoever a report is on."""
    return data.en_gang("mangler i pakken", lambda: list(_samlet(data)))


def _samlet(data: Datasett) -> Iterator[tuple[str, str]]:
    found: dict[tuple[str, str], dict[int, str]] = {}
    for line, who, year, word in (*_of_units(data), *_given(data)):
        found.setdefault((line, who), {})[year] = word
    for (line, who), words in found.items():
        years = (f"{year} ({word})" for year, word in sorted(words.items()))
        yield f"{line}: {layout.ramset_opp(years)}", who
    if keyless := uten_noekkel(data):
        yield f"noekler.csv, kostnadsnøkkel: {layout.ramset_opp(keyless)}", ""


def _given(data: Datasett) -> Iterator[_Mangel]:
    """Rows that say that the figure is missing."""
    for om, who, year, value in manglende(data):
        if om.fil in _FILER and year is not None and value.status != "ikke_aktuelt":
            name = om.navn.rpartition(", ")[0]
            # The kinds of spending on a function are one line.
            name = name.rpartition(": ")[0] if om.fil == "beloep" else name
            yield f"{om.fil}.csv, {name}", who, year, MANGLER_TEKST[value.status].lower()


def _of_units(data: Datasett) -> Iterator[_Mangel]:
    """Lines of the accounts that nobody has, or that others have, and people, of a unit that is there."""
    for year in data.aar:
        known = {*regnskapets_linjer(data, year), *_VALGFRIE}
        for post in POSTER if data.beregnet_regnskap else ():
            if post not in known and year <= SISTE_AAR.get(post, year):
                yield f"regnskap.csv, {POSTER[post]}", "", year, "ingen har det"
        for who, words in regnskapets_mangler(data, year).items():
            yield from ((f"regnskap.csv, {POSTER[post]}", who, year, word) for post, word in words.items())
        for unit in data.enheter if data.innbyggere else ():
            if unit.finnes(year) and data.folketall(unit.navn, year).status == "ikke_oppgitt":
                yield "innbyggere.csv, alle aldersgrupper", unit.navn, year, "ingen rad"


def liste(
    sheet: Sheet, row: int, heads: Sequence[str], rows: Sequence[Sequence[Value]], *looks: styles.Style
) -> int:
    """A list at the bottom of Kontroll: its title, a long text in each row and what goes with it.

    ``heads`` are the title and then the columns', ``looks`` the styles of those after the text. The answer
    is the row below.
    """
    title, *columns = heads
    sheet.put(row, 0, title, styles.OVERSKRIFT)
    layout.head(sheet, row + 1, 0, columns)
    for at, (text, *more) in enumerate(rows, start=row + 2):
        layout.paragraph(sheet, at, str(text), _BREDDE, styles.RAD_BRYT.but(size=9))
        for column, (value, look) in enumerate(zip(more, looks, strict=True), start=1):
            sheet.put(at, column, value, look)
    return row + 2 + len(rows)


def fill(sheet: Sheet, row: int, data: Datasett, utelatt: Mapping[str, str]) -> None:
    """Write the list below what is there; nothing where nothing is missing."""
    told = [(f"{name} er utelatt: {why}", "") for name, why in utelatt.items()]
    found = mangler(data) if data.er_nettverk else []
    more = [(f"og {len(found) - _MEST} linjer til", "")] if len(found) > _MEST else []
    if told := [*told, *found[:_MEST], *more]:
        liste(sheet, row, (MANGLENDE_TALL, "Fil, linje og år", "Kommune"), told, styles.RAD)
