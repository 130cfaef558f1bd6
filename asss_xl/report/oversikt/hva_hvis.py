"""Hva hvis: every yellow cell that is filled in, and what they move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import linjenavn
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap import Ark
from asss_xl.report.regnskap.ark import postnavn
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

#: How many filled-in cells the list shows; the rest are counted.
LISTE = 40
_VIRKNING, _SISTE = 9, 9
_HJELP = 12
_ARK, _LINJE, _STED, _GRUNNLAG, _GUL, _NR = range(_HJELP, _HJELP + 6)


def fill(sheet: Sheet, report: Rapport) -> Cell:
    """The switch, the results that moved, and the list; how many cells are filled in."""
    layout.heading(sheet, report.valg, "Hva hvis", "Hva hvis")
    layout.widths(sheet, [58, 17] + [12] * 8)
    layout.widths(sheet, [16, 44, 10, 11, 11, 8], _HJELP)
    for row, text in enumerate(
        (
            "Skriv i de gule feltene på arkene. Hvert felt som er fylt ut, står i listen nederst.",
            "Bryteren på Forside slår alle gule felt av og på. Tøm feltene for å få rapporten "
            "tilbake. Rettelser styres på arket Rettelser.",
        ),
        start=2,
    ):
        sheet.put(row, 0, text, styles.TEKST)
    sheet.put(5, 0, "Bryteren står på (endres på Forside)", styles.RAD.but(bold=True))
    sheet.calc(5, 1, bb.eller_tomt, report.book.switch,
               style=styles.RAD.but(bold=True, align="center"))  # fmt: skip
    sheet.put(6, 0, "Antall gule felt som er fylt ut", styles.RAD.but(bold=True))
    counter = _helper(sheet, report)
    filled = sheet.calc(6, 1, bb.stoerste, counter, style=styles.tall(0).but(bold=True))
    row = _results(sheet, report, _VIRKNING)
    services = row + 1
    row = _profiles(sheet, report, services)
    _list(sheet, counter, row + 1)
    sheet.printing.last_column = _SISTE
    sheet.printing.parts = (services, row + 1)
    sheet.freeze = (2, 0)
    return filled


def _helper(sheet: Sheet, report: Rapport) -> Range:
    """All yellow cells, numbered in the order in which they are filled in."""
    sheet.put(2, _ARK, "Alle gule felt (skrives ikke ut)", styles.HJELP)
    for offset, label in enumerate(("Ark", "Linje", "Felt", "Grunnlag", "Hva hvis", "Nr")):
        sheet.put(3, _ARK + offset, label, styles.HJELP_HODE)
    before: Argument = 0.0
    given = report.book.inputs
    for row, item in enumerate(given, start=4):
        sheet.put(row, _ARK, item.what_if.sheet, styles.HJELP)
        label = item.label.split(": skriv")[0]
        layout.text(sheet, row, _LINJE, label if item.aar is None else
                    tekst(f"{label}, ", item.aar), styles.HJELP)  # fmt: skip
        sheet.put(row, _STED, item.what_if.address, styles.HJELP)
        style = styles.HJELP.but(number_format=item.base.style.number_format, align="right")
        sheet.calc(row, _GRUNNLAG, bb.eller_tomt, item.base, style=style)
        yellow = sheet.calc(row, _GUL, bb.eller_tomt, item.what_if, style=style)
        before = sheet.calc(row, _NR, bb.teller, before, yellow, style=styles.HJELP)
    if not given:
        sheet.put(4, _NR, 0.0, styles.HJELP)
    return sheet.range((4, _NR), (3 + max(len(given), 1), _NR))


def _results(sheet: Sheet, report: Rapport, row: int) -> int:
    years = report.valg.vindu
    sheet.put(row, 0, "Hva det flytter", styles.OVERSKRIFT)
    layout.year_groups(sheet, row + 1, "Resultat", ("Grunnlag", "Nå", "Endring"), report.valg)
    row += 3
    for label, base, now, decimals in _key_results(report):
        sheet.put(row, 0, label, styles.RAD)
        style = styles.tall(decimals)
        for index, year in enumerate(years):
            old = base(year)
            left = (
                sheet.calc(row, 1 + index, old.function, *old.arguments, style=style)
                if isinstance(old, Call) else sheet.put(row, 1 + index, old, style)
            )  # fmt: skip
            right = sheet.calc(row, 1 + len(years) + index, bb.eller_tomt, now[year], style=style)
            sheet.calc(row, 1 + 2 * len(years) + index, bb.minus, right, left, style=style)
        row += 1
    return row


#: A label, the report's own figure by year, the cell by year, decimals.
_Resultat = tuple[str, Callable[[int], "Call | float | None"], dict[int, Cell], int]


def _repeated(cells: dict[int, Cell]) -> Callable[[int], Call | float | None]:
    return lambda year: of(bb.eller_tomt, cells[year])


def _key_results(report: Rapport) -> Sequence[_Resultat]:
    """What the sheet follows, in its order."""
    made: list[_Resultat] = []
    ark, chain = report.regnskap, report.kjede
    if ark is not None:
        made += [
            (f"{postnavn(post)}, {unit}", _base(ark, table, post, unit), ark.beloep[post], 0)
            for post, table, unit in (
                ("netto", "Tabell 0", "1000 kr"), ("overskudd", "Tabell 0", "1000 kr"),
                ("handlingsrom", "Tabell 4", "1000 kr"), ("finansbehov", "Tabell 5", "1000 kr"),
                ("netto_gjeld", "Tabell 5d", "mill kr"),
            )
        ]
    if chain is not None:
        for line in chain.avskrivning:
            label = f"{linjenavn(line)}: avvik fra landet, kr per innb."
            made.append((label, _repeated(chain.grunnlag[line]), chain.slutt[line], 0))
    for name, sector in (report.behov.sektorer if report.behov else {}).items():
        made.append(
            (f"{name}: kostnadsindeks", _repeated(sector.indeks_grunnlag), sector.indeks, 3)
        )
    return made


def _base(ark: Ark, table: str, post: str, unit: str) -> Callable[[int], Call | float | None]:
    """A result as the figures have it, without what-if."""

    def figure(year: int) -> Call | float | None:
        found = ark.kilde.beloep(table, post, year, unit).verdi
        return found if isinstance(found, Call | float) else None

    return figure


def _profiles(sheet: Sheet, report: Rapport, row: int) -> int:
    """How many indicators of each profile have moved, and its largest finding now."""
    if not report.profiler:
        return row
    sheet.put(row, 0, "Tjenesteprofil", styles.HODE_VENSTRE)
    sheet.put(row, 1, "Flyttede indikatorer", styles.HODE)
    sheet.put(row, 2, "Største funn nå", styles.HODE_VENSTRE.but(wrap=False))
    for column in range(3, _SISTE + 1):
        sheet.put(row, column, None, styles.HODE)
    sheet.heights[row] = 28
    for profile in report.profiler:
        row += 1
        sheet.heights[row] = 28
        sheet.put(row, 0, profile.tjeneste.navn, styles.LENKE.but(valign="top"), link=profile.ark)
        sheet.calc(row, 1, bb.antall_ulike, profile.flyttet, style=styles.tall(0).but(valign="top"))
        sheet.calc(row, 2, bb.stoerste_funn, profile.setninger, profile.stoerrelser, 1.0,
                   style=styles.RAD_BRYT.but(valign="top"), missing="")  # fmt: skip
        sheet.merge(row, 2, _SISTE)
    return row + 1


def _list(sheet: Sheet, counter: Range, row: int) -> None:
    sheet.put(row, 0, "Gule felt som er fylt ut", styles.OVERSKRIFT)
    row += 1
    for column, label in enumerate(("Linje", "Ark", "Felt", "Grunnlag", "Hva hvis", "Endring")):
        sheet.put(row, column, label, styles.HODE_VENSTRE if column < 2 else styles.HODE)
    first, last = next(iter(counter)).row, next(iter(counter)).row + len(counter) - 1

    columns = {
        index: sheet.range((first, index), (last, index))
        for index in (_LINJE, _ARK, _STED, _GRUNNLAG, _GUL)
    }
    number, small = styles.tall(0).but(number_format="#,##0.###"), styles.RAD.but(size=9)
    for offset in range(1, LISTE + 1):
        at = row + offset
        place = sheet.calc(at, _NR + 1, bb.plass, float(offset), counter, style=styles.HJELP)
        for target, source, style in (
            (0, _LINJE, small), (1, _ARK, small), (2, _STED, small.but(align="center")),
            (3, _GRUNNLAG, number), (4, _GUL, number),
        ):  # fmt: skip
            sheet.calc(at, target, bb.hent, place, columns[source], style=style)
        sheet.calc(at, 5, bb.endring, sheet.cells[at, 4], sheet.cells[at, 3], style=number)
    sheet.calc(row + LISTE + 1, 0, bb.flere_enn, of(bb.stoerste, counter), float(LISTE),
               style=styles.NOTE)  # fmt: skip
