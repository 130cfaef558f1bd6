"""Whom the country's spending is without: one cell that is suppressed leaves a unit out of a sector."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.datasett import Datasett
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Steg
from asss_xl.workbook import Call, of

_TEKST = "Tekst"


def av_landet(steg: Steg, valg: Valg) -> Call | None:
    """What is said of the chosen year; None where nobody is left out in any."""
    texts = {year: "; ".join(_units(valg.data, year)) for year in valg.data.aar}
    if not any(texts.values()):
        return None
    block = steg.blokk("Holdt utenfor landet", (_TEKST,), [str(year) for year in texts])
    for line, who in enumerate(texts.values()):
        block.put(line, _TEKST, f"Holdt utenfor landet, fordi tall mangler: {who}." if who else "")
    return of(bb.ord_paa_plass, block.column(_TEKST), valg.aarnr[valg.vindu[-1]])


def _units(data: Datasett, year: int) -> Iterator[str]:
    """«Tromsø i Grunnskole (Skjermet)»."""
    parts = _parts(data, year)
    for unit in (*data.medlemmer, *((data.resten,) if data.resten else ())):
        sums = {
            name: data.funksjonsbeloep(unit, "netto", year, codes, inside)
            for name, (codes, inside) in parts.items()
        }
        missing = {name: v.vist for name, v in sums.items() if v.verdi is None}
        if len(missing) == len(parts):
            yield f"{unit} i alle sektorer"
        else:
            yield from (f"{unit} i {name} ({word})" for name, word in missing.items())


def _parts(data: Datasett, year: int) -> dict[str, tuple[frozenset[str], bool]]:
    """The functions of each sector of the year's key; those of all of them, for the others."""
    functions = data.sektorfunksjoner
    keys = (tuple(key.vekter) for key in data.noekler if key.gjelder(year))
    sectors = next(keys, data.sektorer)
    made = {sector: (functions.get(sector, frozenset()), True) for sector in sectors}
    inside = frozenset(code for codes, _ in made.values() for code in codes)
    return {**made, linjenavn(ANDRE): (inside, False)}
