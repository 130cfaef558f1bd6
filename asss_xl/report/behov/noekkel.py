"""The cost key: which one counts in each year, and what it has."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions.values import MISSING_TEXT
from asss_xl.report import formler as bb
from asss_xl.report.behov import formler as fl
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Steg
from asss_xl.workbook import Cell, Range, Sheet, of, styles

AARETS, _ANTALL = "Årets nøkkel", "Antall"
_TALL = styles.HJELP.but(number_format="0", align="right")


def kriterier(data: Datasett, sektor: str) -> tuple[str, ...]:
    """The criteria of a sector in any of the keys, in order."""
    return tuple(dict.fromkeys(c for n in data.noekler for c in n.vekter.get(sektor, ())))


@dataclass(frozen=True)
class Noekkelvalg:
    """The place of the key by year, each key's weights, and the sectors that it has."""

    nummer: dict[int, Cell]
    vekter: dict[tuple[str, str], Range]
    i_noekkel: dict[str, dict[int, Cell]]
    antall: dict[int, Cell]


def place(sheet: Sheet, at: tuple[int, int], steg: Steg, valg: Valg) -> Noekkelvalg:
    """The yellow cell where a key is chosen, and the steps that follow from it."""
    keys = [k.navn for k in valg.data.noekler]
    listed = steg.blokk("Kostnadsnøkler å velge", ["Nøkkel"], [AARETS, *keys])
    for line, name in enumerate((AARETS, *keys)):
        listed.put(line, "Nøkkel", name)
    look, label = styles.RAD.but(bold=True), "Kostnadsnøkkelen som brukes"
    chosen = sheet.editable(*at, AARETS, look, label, choices=listed.column("Nøkkel"))
    sheet.merge(at[0], at[1], at[1] + 1)
    sheet.book.name("Noekkel", chosen)
    nummer = _numbers(steg, valg, chosen, listed.column("Nøkkel", 1))
    vekter, inside = _by_key(steg, valg.data)
    return Noekkelvalg(nummer, vekter, *_flags(steg, valg, nummer, inside))


def _numbers(steg: Steg, valg: Valg, chosen: Cell, names: Range) -> dict[int, Cell]:
    data, years = valg.data, [str(year) for year in valg.data.aar]
    own = steg.blokk("Årets egen nøkkel, etter nummer i listen", ["Nummer"], years, _TALL)
    for line, year in enumerate(data.aar):
        number = next((n for n, k in enumerate(data.noekler, 1) if k.gjelder(year)), None)
        own.put(line, "Nummer", MISSING_TEXT if number is None else float(number))
    counts = steg.blokk("Nøkkelen som gjelder", valg.kolonner("Nummer"), ["Nummer i listen"], _TALL)
    nummer = {}
    for key in valg.vindu:
        call = of(fl.noekkelnummer, chosen, AARETS, own.column("Nummer"), valg.aarnr[key], names)
        nummer[key] = counts.calc(0, ("Nummer", key), call)
        back = data.rapportaar - key
        steg.sheet.book.name(f"Noekkelnr_{back}" if back else "Noekkelnr", nummer[key])
    return nummer


def _by_key(steg: Steg, data: Datasett) -> tuple[dict[tuple[str, str], Range], dict[str, Range]]:
    """The weights of every key, and a 1 for each sector that it has; 0 for all else."""
    keys, look = data.noekler, styles.hjelp(styles.tall(4))
    lines = {(s, c): f"{s}: {c}" if c else s for s in data.sektorer for c in ("", *kriterier(data, s))}
    block = steg.blokk("Nøklenes sektorer (1 = med) og vekter", [k.navn for k in keys], lines)
    weights: dict[tuple[str, str], Range] = {}
    inside: dict[str, Range] = {}
    for sector, criterion in lines:
        line = (sector, criterion)
        for key in keys:
            known = key.vekter.get(sector)
            if not criterion:
                block.put(line, key.navn, float(known is not None), _TALL)
                continue
            weight = known.get(criterion) if known is not None else None
            block.put(line, key.navn, 0.0 if weight is None else weight.vist, look)
        if criterion:
            weights[line] = block.line(line)
        else:
            inside[sector] = block.line(line)
    return weights, inside


def _flags(
    steg: Steg, valg: Valg, nummer: dict[int, Cell], inside: dict[str, Range]
) -> tuple[dict[str, dict[int, Cell]], dict[int, Cell]]:
    """Whether the key of a year has a sector, and how many it has."""
    title, last = "Sektorene i nøkkelen som gjelder (1 = med)", list(inside)[-1]
    lines = {**{sector: sector for sector in inside}, _ANTALL: _ANTALL}
    block = steg.blokk(title, valg.kolonner("Med"), lines, _TALL)
    flags: dict[str, dict[int, Cell]] = {s: {} for s in inside}
    count = {}
    for key in valg.vindu:
        for sector, keys in inside.items():
            flags[sector][key] = block.calc(sector, ("Med", key), bb.paa_plass, keys, nummer[key])
        count[key] = block.calc(_ANTALL, ("Med", key), bb.sum_tall, block.column(("Med", key), last=last))
    return flags, count
