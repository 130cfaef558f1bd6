"""What the municipality and the country spend per inhabitant, kind by kind, as steps."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.schema import ARTER
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, REGNSKAP, Avvikskilde, linjenavn
from asss_xl.report.behov.noekkel import aaret
from asss_xl.report.nettverk.regnskapstall import ARTNAVN
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import plasser
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
    people = steg.blokk("Landets innbyggere", [aaret(_LANDET, kilde.valg, y) for y in years], ["Innbyggere"])
    country = {
        year: plasser(
            steg.sheet, *people.at(0, aaret(_LANDET, kilde.valg, year)), kilde.landets_folk(year), _TALL
        )
        for year in years
    }
    cells: dict[tuple[str, str, int], Par] = {}
    for kind in ARTER:
        cells |= _kind(steg, kilde, folk, kind)
    raw = dict(cells)
    for kind in ("pensjon", "arbeidsgiveravgift"):
        cells |= _social(steg, kilde, cells, kind)
    return Beloep(cells, country, raw)


def _heads(kilde: Avvikskilde) -> list[str]:
    return [aaret(who, kilde.valg, year) for who in (_EGEN, _LANDET) for year in kilde.valg.vindu]


def _kind(
    steg: Steg, kilde: Avvikskilde, folk: dict[int, Cell], kind: str
) -> dict[tuple[str, str, int], Par]:
    """A line for each use; «andre sektorer» also one for each cost key."""
    uses = [u for u in (*kilde.valg.data.sektorer, ANDRE) if kilde.har_art(u, kind)]
    accounts = [u for u in REGNSKAP if kind == "netto" and kilde.har(u)]
    places = kilde.steder(ANDRE) if ANDRE in uses else []
    # Before «andre sektorer» stands what it is picked from.
    by_key = places if len(places) > 1 else []
    labels = [*(p.replace("|", ", ") for p, _ in by_key), *map(linjenavn, (*uses, *accounts))]
    if not labels:
        return {}
    block = steg.blokk(f"{ARTNAVN[kind].capitalize()}, kr per innbygger", _heads(kilde), labels)
    made = {}
    for year in kilde.valg.vindu:
        for line, (at, _) in enumerate(by_key):
            _pair(block, line, kilde, year, kilde.sted(at, kind, year, folk[year]))
        for line, use in enumerate((*uses, *accounts), start=len(by_key)):
            if use in REGNSKAP:
                country = kilde.landets(use, year).verdi
                assert isinstance(country, Call)
                pair = (kilde.konto(use, year, folk[year]), country)
            elif use == ANDRE and by_key:
                pair = _of_key(block, len(by_key), kilde, year)
            else:
                pair = kilde.sted(kilde.steder(use)[0][0], kind, year, folk[year])
            made[use, kind, year] = _pair(block, line, kilde, year, pair)
    return made


def _of_key(block: Blokk, count: int, kilde: Avvikskilde, year: int) -> tuple[Call, Call]:
    """Out of the first lines, the one of the cost key that counts."""
    number = kilde.noekkelnr.get(year, kilde.eget_nummer(year))
    own, country = (
        of(bb.paa_plass, block.sheet.range(block.at(0, head), block.at(count - 1, head)), number)
        for head in (aaret(who, kilde.valg, year) for who in (_EGEN, _LANDET))
    )
    return own, country


def _pair(block: Blokk, line: int, kilde: Avvikskilde, year: int, pair: tuple[Call, Call]) -> Par:
    own, country = (
        block.calc(line, aaret(who, kilde.valg, year), call, style=_TALL)
        for who, call in zip((_EGEN, _LANDET), pair, strict=True)
    )
    return own, country


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
    block = steg.blokk(
        f"{ARTNAVN[kind].capitalize()} i forhold til netto driftsutgifter",
        _heads(kilde),
        [linjenavn(use) for use in uses],
    )
    made = {}
    for line, use in enumerate(uses):
        for year in kilde.valg.vindu:
            parts = [cells[use, k, year] for k in (kind, "netto", "brutto")]
            own, country = (of(kilde.sosiale, *(part[who] for part in parts)) for who in (0, 1))
            made[use, kind, year] = _pair(block, line, kilde, year, (own, country))
    return made
