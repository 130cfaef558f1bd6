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
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.formler import avvik as fl
from asss_xl.report.rettelser.ark import LINJE_RENTER as RETTET_RENTER, Rettelser
from asss_xl.report.steg import Blokk
from asss_xl.workbook import Argument, Cell, Range, of, styles

_TALL = styles.hjelp(styles.tall(0))
_GJELDER = "Gjelder"
#: Where a correction belongs that lies in several sectors of the chosen key.
FLERE = "Flere sektorer"
_UKJENT, _FLERE = "Ukjent", "I flere sektorer"


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


class Rettet:
    """The corrections by use of income and year, 1000 kr; and what must be told of those of the last."""

    def __init__(self, ark: Ressursbruk, rettelser: Rettelser) -> None:
        self.ark, self.valg, self.steg = ark, ark.valg, ark.steg
        block, sectors = self._lines(*self._targets()), ark.valg.data.sektorer
        lines = navn(*sectors, ANDRE, RENTER, PREMIE, RESULTAT, _UKJENT, _FLERE)
        columns = self.valg.kolonner("Rettelse")
        sums = self.steg.blokk("Rettelser per anvendelse, 1000 kr", columns, lines, _TALL)
        self.sum: dict[tuple[str, int], Cell] = {}
        for year in self.valg.vindu:
            where, amount = (block.column((what, year)) for what in ("Linje", "Beløp"))
            head = ("Rettelse", year)
            interest = of(bb.gjenta, rettelser.sum(RETTET_RENTER, year))
            for use in sectors:
                self.sum[use, year] = sums.calc(use, head, bb.sum_hvis, where, use, amount)
            outside = of(fl.for_andre, where, amount, linjenavn(ANDRE), FLERE)
            self.sum[ANDRE, year] = sums.calc(ANDRE, head, outside)
            self.sum[RENTER, year] = sums.calc(RENTER, head, interest)
            self.sum[PREMIE, year] = sums.put(PREMIE, head, 0.0)
            income = rettelser.sum("driftsinntekter", year)
            spent = of(bb.sum_tall, sums.column(head, last=ANDRE))
            result = of(bb.rettet_resultat, income, spent, self.sum[RENTER, year])
            self.sum[RESULTAT, year] = sums.calc(RESULTAT, head, result)
        self.varsel = (
            sums.calc(_UKJENT, head, fl.ukjent, where, amount, style=styles.HJELP),
            sums.calc(_FLERE, head, fl.i_flere, where, amount, FLERE, style=styles.HJELP),
        )

    def _targets(self) -> tuple[Range, Range]:
        """Everything that a correction can be about, and its line under each key."""
        data = self.valg.data
        known = {x.funksjon for x in data.funksjoner if x.sektor} | {code for _, code, _, _ in data.beloep}
        codes = sorted(code for code in known if code.isdigit())
        keys = {k.navn: tuple(k.vekter) for k in data.noekler} or {"Sektorene": data.sektorer}
        targets = [*codes, *data.sektorer, linjenavn(ANDRE), *POSTER.values()]
        title = "Hvor en rettelse hører hjemme, etter kostnadsnøkkel"
        block = self.steg.blokk(title, ["Mål", *keys], targets)
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
        return block.column("Mål"), block.columns(*(list(keys)[end] for end in (0, -1)))

    def _lines(self, targets: Range, goals: Range) -> Blokk:
        names, valg = self.steg.sheet.book.names, self.valg
        columns = [list(names[f"Rettet{what}"]) for what in ("Gjelder", "Funksjon", "Aar", "Beloep")]  # type: ignore[arg-type]
        heads = valg.kolonner("Linje", "Beløp", foer=(_GJELDER,))
        labels = [f"Rettelse {n}" for n in range(1, len(columns[0]) + 1)]
        block = self.steg.blokk("Rettelsene linje for linje", heads, labels)
        for line, (target, function, year_of, amount) in enumerate(zip(*columns, strict=True)):
            what = block.calc(line, _GJELDER, fl.gjelder, target, function)
            for year, shown in valg.aarstall.items():
                number: Argument = self.ark.kilde.noekkelnr.get(year, eget_nummer(valg.data, year))
                block.calc(line, ("Linje", year), fl.plassert, goals, what, targets, number, missing="")
                in_year = of(bb.lik_eller_null, year_of, shown, amount)
                block.calc(line, ("Beløp", year), in_year, style=_TALL)
        return block
