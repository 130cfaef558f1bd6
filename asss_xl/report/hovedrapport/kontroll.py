"""Kontroll: what must hold whatever is chosen, as OK or FEIL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl.report import formler as bb
from asss_xl.report.avvik.tabell import SUM_IS
from asss_xl.report.formler import hovedrapport as formler
from asss_xl.report.hovedrapport.ark import Medlemslinjer
from asss_xl.report.hovedrapport.avvik import Avvikslinjer
from asss_xl.report.hovedrapport.figur import Tegnede
from asss_xl.report.hovedrapport.tabell import HODERAD, Medlemslinje
from asss_xl.report.oversikt import kontroll, mangler
from asss_xl.report.valg import Valg
from asss_xl.workbook import MISSING_TEXT, Cell, Range, Sheet, of


def fill(
    sheet: Sheet,
    valg: Valg,
    linjer: Medlemslinjer,
    utelatt: Mapping[str, str],
    avvik: Avvikslinjer | None = None,
    figurer: tuple[Tegnede, ...] = (),
) -> Cell:
    """Write all checks; the answer is the cell that says OK when every one is."""
    checks = kontroll.begin(sheet, valg)
    for name, lines in linjer.items():
        _part(checks, name, lines)
    if avvik is not None:
        _need(checks, avvik)
    for number, (values, members, mean) in enumerate(figurer, start=1):
        drawn = of(bb.antall_tall, members) + of(bb.antall_tall, mean)
        what = f"Figur {number}: alle som har tall, er tegnet"
        checks.equal(what, drawn, of(bb.antall_tall_i, values), 0.0)
    kontroll.chosen(checks)
    listed = kontroll.unreasonable(checks, valg)
    total = kontroll.finish(checks)
    mangler.fill(sheet, checks.row + 1 + listed, valg.data, utelatt)
    return total


def _part(checks: kontroll.Checks, name: str, lines: Sequence[Medlemslinje]) -> None:
    def column(cells: Sequence[Cell]) -> Range:
        return checks.sheet.book.sheets[cells[0].sheet].column_range(cells[0], cells[-1])

    if all(x.om.uten == () for x in lines) and name not in ("Regnskap", "Nøkkeltall"):
        found = of(bb.sum_tall, column([line.utenfor() for line in lines]))
        checks.equal(f"{name}: antall snitt som ikke ligger mellom laveste og høyeste", found, 0.0, 0.0)
    steps = lines[0].steg.blokk.sheet
    values = steps.column_range(lines[0].verdier.rows[0][0], lines[-1].verdier.rows[0][-1])
    counts, what = column([x.n for x in lines]), f"{name}: n er til sammen antall tall som teller med"
    checks.equal(what, of(bb.sum_tall, counts), of(bb.antall_tall_i, values), 0.0)


def _need(checks: kontroll.Checks, avvik: Avvikslinjer) -> None:
    for sector, weights in avvik.vekter.items():
        call = of(bb.naar, avvik.i_noekkel[sector], of(formler.sum_eller_tomt, weights, MISSING_TEXT))
        checks.weights(f"Avvik: vektene i {sector} er til sammen 1", call, avvik.data.vekter_i(sector))
    if SUM_IS in avvik.millioner:
        sectors = [avvik.millioner[s] for s in avvik.vekter]
        sheet = checks.sheet.book.sheets[sectors[0].n.sheet]
        ends = sectors[0], sectors[-1], avvik.millioner[SUM_IS]
        for first, last, total in zip(*(line.vist for line in ends), strict=True):
            what = (
                f"Avvik {sheet.cells[HODERAD, first.column].value}: sektorenes mill. kr er til sammen summen"
            )
            given = of(formler.sum_eller_tomt, sheet.column_range(first, last), MISSING_TEXT)
            checks.equal(what, given, total, 1e-6)
