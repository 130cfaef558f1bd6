"""The cost key: which one counts in each year, and what it has."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions.values import MISSING_TEXT
from asss_xl.report import formler as bb
from asss_xl.report.behov import formler as fl
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.steg import Steg
from asss_xl.workbook import Cell, Range, Sheet, styles

AARETS = "Årets nøkkel"
#: Columns of a calculation sheet, by how many years back from the report year.
_AARENE = ("året", "året før", "to år før")
_TALL = styles.HJELP.but(number_format="0", align="right")


def aaret(hva: str, valg: Valg, key: int) -> str:
    """The heading of a column of steps about a year."""
    return f"{hva}, {_AARENE[valg.data.rapportaar - key]}"


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
    keys = valg.data.noekler
    listed = steg.blokk("Kostnadsnøkler å velge", ["Nøkkel"], [AARETS, *(k.navn for k in keys)])
    for line, name in enumerate((AARETS, *(k.navn for k in keys))):
        listed.put(line, "Nøkkel", name)
    chosen = sheet.editable(
        *at, AARETS, styles.RAD.but(bold=True), "Kostnadsnøkkelen som brukes", choices=listed.column("Nøkkel")
    )
    sheet.book.name("Noekkel", chosen)
    names = steg.sheet.range(listed.at(1, "Nøkkel"), listed.at(len(keys), "Nøkkel"))
    nummer = _numbers(steg, valg, chosen, names)
    vekter, inside = _by_key(steg, valg.data)
    i_noekkel, antall = _flags(steg, valg, nummer, inside)
    return Noekkelvalg(nummer, vekter, i_noekkel, antall)


def _numbers(steg: Steg, valg: Valg, chosen: Cell, names: Range) -> dict[int, Cell]:
    data = valg.data
    own = steg.blokk("Årets egen nøkkel, etter nummer i listen", ["Nummer"], [str(year) for year in data.aar])
    for line, year in enumerate(data.aar):
        number = next((n for n, k in enumerate(data.noekler, 1) if k.gjelder(year)), None)
        own.put(line, "Nummer", MISSING_TEXT if number is None else float(number), _TALL)
    heads = [aaret("Nummer", valg, key) for key in valg.vindu]
    counts = steg.blokk("Nøkkelen som gjelder", heads, ["Nummer i listen"])
    nummer = {}
    for key, head in zip(valg.vindu, heads, strict=True):
        nummer[key] = counts.calc(
            0,
            head,
            fl.noekkelnummer,
            chosen,
            AARETS,
            own.column("Nummer"),
            valg.aarnr[key],
            names,
            style=_TALL,
        )
        back = data.rapportaar - key
        steg.sheet.book.name(f"Noekkelnr_{back}" if back else "Noekkelnr", nummer[key])
    return nummer


def _by_key(steg: Steg, data: Datasett) -> tuple[dict[tuple[str, str], Range], dict[str, Range]]:
    """The weights of every key, and a 1 for each sector that it has; 0 for all else."""
    keys = data.noekler
    lines = [(s, c) for s in data.sektorer for c in ("", *kriterier(data, s))]
    heads = [k.navn for k in keys]
    block = steg.blokk(
        "Nøklenes sektorer (1 = med) og vekter", heads, [f"{s}: {c}" if c else s for s, c in lines]
    )
    weights: dict[tuple[str, str], Range] = {}
    inside: dict[str, Range] = {}
    look = styles.hjelp(styles.tall(4))
    for line, (sector, criterion) in enumerate(lines):
        for key in keys:
            known = key.vekter.get(sector)
            if not criterion:
                block.put(line, key.navn, float(known is not None), _TALL)
                continue
            weight = known.get(criterion) if known is not None else None
            block.put(line, key.navn, 0.0 if weight is None else weight.vist, look)
        row = block.line(line, heads[0], heads[-1])
        if criterion:
            weights[sector, criterion] = row
        else:
            inside[sector] = row
    return weights, inside


def _flags(
    steg: Steg, valg: Valg, nummer: dict[int, Cell], inside: dict[str, Range]
) -> tuple[dict[str, dict[int, Cell]], dict[int, Cell]]:
    """Whether the key of a year has a sector, and how many it has."""
    heads = {key: aaret("Med", valg, key) for key in valg.vindu}
    sectors = list(inside)
    block = steg.blokk(
        "Sektorene i nøkkelen som gjelder (1 = med)", list(heads.values()), [*sectors, "Antall"]
    )
    flags: dict[str, dict[int, Cell]] = {s: {} for s in sectors}
    count = {}
    for key, head in heads.items():
        for line, sector in enumerate(sectors):
            flags[sector][key] = block.calc(
                line, head, bb.paa_plass, inside[sector], nummer[key], style=_TALL
            )
        cells = steg.sheet.column_range(flags[sectors[0]][key], flags[sectors[-1]][key])
        count[key] = block.calc(len(sectors), head, bb.sum_tall, cells, style=_TALL)
    return flags, count
