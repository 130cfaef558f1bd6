"""What the corrections do to each use of income under the cost key that is chosen.

A correction is about a KOSTRA function, a sector of any key, or a line of the accounts. It belongs
in the sector of the chosen key that has it; outside them all it is in «andre sektorer», and one
that lies in several sectors is put there too and told about.
"""

from __future__ import annotations

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.verdi import PREMIEAVVIK
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT, eget_nummer, linjenavn, navn
from asss_xl.report.formler import avvik as fl
from asss_xl.report.rettelser.ark import RENTER as RETTET_RENTER, Rettelser
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.valg import Valg
from asss_xl.workbook import Argument, Cell, Range, of, styles

_TALL = styles.hjelp(styles.tall(0))
_GJELDER = "Gjelder"
#: Where a correction belongs that lies in several sectors of the chosen key.
FLERE = "Flere sektorer"
_UKJENT, _FLERE = "Ukjent", "I flere sektorer"


#: The corrections by use of income and year, 1000 kr; and what must be told of a year's.
Rettet = tuple[dict[tuple[str, int], Cell], dict[int, tuple[Cell, Cell]]]


def plass(data: Datasett, hva: str, sektorer: tuple[str, ...]) -> str:
    """Where a correction of a sector or a function belongs among the sectors of a key."""
    functions = data.sektorfunksjoner
    if hva in sektorer:
        return hva
    wanted = functions.get(hva, frozenset({hva}))
    inside = [s for s in sektorer if wanted & functions.get(s, frozenset())]
    if len(inside) == 1 and wanted <= functions[inside[0]]:
        return inside[0]
    return FLERE if inside else linjenavn(ANDRE)


def place(
    steg: Steg, valg: Valg, rettelser: Rettelser, noekkelnr: dict[int, Cell], sektorer: tuple[str, ...]
) -> Rettet:
    """Find the place of every line of corrections, and add them up by use of income."""
    targets, goals = _targets(steg, valg.data, sektorer)
    block = _lines(steg, valg, noekkelnr, targets, goals)
    lines = navn(*sektorer, ANDRE, RENTER, PREMIE, RESULTAT, _UKJENT, _FLERE)
    sums = steg.blokk("Rettelser per anvendelse, 1000 kr", valg.kolonner("Rettelse"), lines, _TALL)
    made, told = {}, {}
    for year in valg.vindu:
        where, amount, head = block.column(("Linje", year)), block.column(("Beløp", year)), ("Rettelse", year)
        for use in sektorer:
            made[use, year] = sums.calc(use, head, bb.sum_hvis, where, use, amount)
        outside = of(fl.for_andre, where, amount, linjenavn(ANDRE), FLERE)
        made[ANDRE, year] = sums.calc(ANDRE, head, outside)
        made[RENTER, year] = sums.calc(RENTER, head, bb.gjenta, rettelser.sum(RETTET_RENTER, year))
        made[PREMIE, year] = sums.put(PREMIE, head, 0.0)
        income, spent = rettelser.sum("driftsinntekter", year), of(bb.sum_tall, sums.column(head, last=ANDRE))
        result = of(bb.rettet_resultat, income, spent, made[RENTER, year])
        made[RESULTAT, year] = sums.calc(RESULTAT, head, result)
        told[year] = (
            sums.calc(_UKJENT, head, fl.ukjent, where, amount, style=styles.HJELP),
            sums.calc(_FLERE, head, fl.i_flere, where, amount, FLERE, style=styles.HJELP),
        )
    return made, told


def _targets(steg: Steg, data: Datasett, sektorer: tuple[str, ...]) -> tuple[Range, Range]:
    """Everything that a correction can be about, and its line under each key."""
    known = {x.funksjon for x in data.funksjoner if x.sektor} | {code for _, code, _, _ in data.beloep}
    codes = sorted(code for code in known if code.isdigit())
    keys = {k.navn: tuple(k.vekter) for k in data.noekler} or {"Sektorene": sektorer}
    targets = [*codes, *sektorer, linjenavn(ANDRE), *POSTER.values()]
    block = steg.blokk("Hvor en rettelse hører hjemme, etter kostnadsnøkkel", ["Mål", *keys], targets)
    for line, what in enumerate(targets):
        block.put(line, "Mål", float(what) if what.isdigit() else what)
        for name, inside in keys.items():
            if what in PREMIEAVVIK:
                # A step moves the premium deviation to the net result, which it was taken from.
                belongs = linjenavn(PREMIE)
            elif what in POSTER.values():
                belongs = linjenavn(ANDRE) if what == POSTER["driftsutgifter"] else what
            else:
                belongs = what if what == linjenavn(ANDRE) else plass(data, what, inside)
            block.put(line, name, belongs)
    first, last = list(keys)[0], list(keys)[-1]
    return block.column("Mål"), steg.sheet.range(block.at(0, first), block.at(block.lines - 1, last))


def _lines(steg: Steg, valg: Valg, noekkelnr: dict[int, Cell], targets: Range, goals: Range) -> Blokk:
    names = steg.sheet.book.names
    columns = [list(names[f"Rettet{what}"]) for what in ("Gjelder", "Funksjon", "Aar", "Beloep")]  # type: ignore[arg-type]
    heads = valg.kolonner("Linje", "Beløp", foer=(_GJELDER,))
    labels = [f"Rettelse {n}" for n in range(1, len(columns[0]) + 1)]
    block = steg.blokk("Rettelsene linje for linje", heads, labels)
    for line, (target, function, year_of, amount) in enumerate(zip(*columns, strict=True)):
        what = block.calc(line, _GJELDER, fl.gjelder, target, function)
        for year, shown in valg.aarstall.items():
            number: Argument = noekkelnr.get(year, eget_nummer(valg.data, year))
            block.calc(line, ("Linje", year), fl.plassert, goals, what, targets, number, missing="")
            in_year = of(bb.lik_eller_null, year_of, shown, amount)
            block.calc(line, ("Beløp", year), in_year, style=_TALL)
    return block
