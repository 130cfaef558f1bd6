"""What the municipality and the country spend per inhabitant, kind by kind, as steps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from asss_xl.dataset.schema import ARTER
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, REGNSKAP, Avvikskilde, eget_nummer, navn
from asss_xl.report.nettverk.regnskapstall import ARTNAVN
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import Call, Cell, of, styles

_EGEN, _LANDET = "Kommunen", "Landet"
_TALL = styles.hjelp(styles.tall(0))
#: The municipality's and the country's.
Par = tuple[Cell, Cell]


@dataclass(frozen=True)
class Beloep:
    """Amounts per inhabitant by use, kind and year, and the country's inhabitants.

    The kinds ``pensjon`` and ``arbeidsgiveravgift`` are in proportion to net over gross spending.
    """

    celler: dict[tuple[str, str, int], Par]
    landets_folk: dict[int, Cell]
    #: The same, those two kinds too as they are in the accounts.
    raa: dict[tuple[str, str, int], Par]

    def par(self, post: str, kind: str, key: int) -> Par | None:
        """The two figures; None where there are no amounts."""
        return self.celler.get((post, kind, key))


def place(steg: Steg, kilde: Avvikskilde, folk: dict[int, Cell]) -> Beloep:
    """Look up every amount once; ``folk`` is the municipality's inhabitants by year."""
    years = kilde.valg.vindu
    people = steg.blokk("Landets innbyggere", kilde.valg.kolonner(_LANDET), ["Innbyggere"], _TALL)
    country = {year: people.tall(0, (_LANDET, year), kilde.landets_folk(year)) for year in years}
    cells: dict[tuple[str, str, int], Par] = {}
    for kind in ARTER:
        cells |= _kind(steg, kilde, folk, kind)
    raw = dict(cells)
    for kind in ("pensjon", "arbeidsgiveravgift"):
        cells |= _social(steg, kilde, cells, kind)
    return Beloep(cells, country, raw)


def _kind(
    steg: Steg, kilde: Avvikskilde, folk: dict[int, Cell], kind: str
) -> dict[tuple[str, str, int], Par]:
    """A line for each use; «andre sektorer» also one for each cost key."""
    uses = [u for u in (*kilde.valg.data.sektorer, ANDRE) if kilde.har_art(u, kind)]
    accounts = [u for u in REGNSKAP if kind == "netto" and kilde.har(u)]
    places = kilde.steder(ANDRE) if ANDRE in uses else []
    # Before «andre sektorer» stands what it is picked from.
    by_key = places if len(places) > 1 else []
    labels = {at: at.replace("|", ", ") for at, _ in by_key} | navn(*uses, *accounts)
    if not labels:
        return {}
    title = f"{ARTNAVN[kind].capitalize()}, kr per innbygger"
    block = steg.blokk(title, kilde.valg.kolonner(_EGEN, _LANDET), labels, _TALL)
    made = {}
    for year in kilde.valg.vindu:
        for at, _ in by_key:
            _pair(block, at, year, kilde.sted(at, kind, year, folk[year]))
        for use in (*uses, *accounts):
            if use in REGNSKAP:
                pair = kilde.konto(use, year, folk[year]), kilde.landets(use, year)
            elif use == ANDRE and by_key:
                # Out of the first lines, the one of the cost key that counts.
                number = kilde.noekkelnr.get(year, eget_nummer(kilde.data, year))
                first, last = by_key[0][0], by_key[-1][0]
                own, country = (block.column((who, year), first, last) for who in (_EGEN, _LANDET))
                pair = of(bb.paa_plass, own, number), of(bb.paa_plass, country, number)
            else:
                pair = kilde.sted(kilde.steder(use)[0][0], kind, year, folk[year])
            made[use, kind, year] = _pair(block, use, year, pair)
    return made


def _pair(block: Blokk, line: str, year: int, pair: tuple[Call, Call]) -> Par:
    own, country = pair
    return block.calc(line, (_EGEN, year), own), block.calc(line, (_LANDET, year), country)


def _social(
    steg: Steg, kilde: Avvikskilde, cells: dict[tuple[str, str, int], Par], kind: str
) -> dict[tuple[str, str, int], Par]:
    """A social cost in proportion to net over gross spending."""
    uses = [
        use
        for use in (*kilde.valg.data.sektorer, ANDRE)
        if all((use, k, kilde.valg.vindu[-1]) in cells for k in (kind, "netto", "brutto"))
    ]
    if not uses:
        return {}
    title = f"{ARTNAVN[kind].capitalize()} i forhold til netto driftsutgifter"
    block = steg.blokk(title, kilde.valg.kolonner(_EGEN, _LANDET), navn(*uses), _TALL)
    made = {}
    for use, year in product(uses, kilde.valg.vindu):
        parts = [cells[use, k, year] for k in (kind, "netto", "brutto")]
        own, country = (of(kilde.sosiale, *(part[who] for part in parts)) for who in (0, 1))
        made[use, kind, year] = _pair(block, use, year, (own, country))
    return made
