"""Vedleggstabell 5: what the country spends per inhabitant of each age group."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.demografi.kilde import Demografikilde
from asss_xl.report.formler import tekst
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles

_RAD = 4
_ENHETER = {"mill kr": "Mill. kr", "innbyggere": "Innbyggere i landet"}
_VEKT, _HVIS, _KR, _SUM = "forenklet kostnadsnøkkel", "hva hvis", "kr per innbygger", "sum"
_MILL, _FOLK = _ENHETER
#: The columns; the yellow cells stand after what they change.
_KOLONNER = {
    _VEKT: "Vekt i forenklet nøkkel",
    _MILL: "Mill. kr",
    (_MILL, _HVIS): "Hva hvis",
    _FOLK: "Innbyggere i landet",
    (_FOLK, _HVIS): "Hva hvis",
    _KR: "Kr per innbygger",
}


@dataclass(frozen=True)
class Alderssatser:
    """The rates: spending per inhabitant of each group, and the country's inhabitants."""

    celler: dict[str, Cell]
    omraade: Range
    landets: Range
    neste_rad: int


def satser(sheet: Sheet, kilde: Demografikilde, steg: Steg) -> Alderssatser:
    """Write the rates, each with its two yellow cells."""
    groups = kilde.grupper
    used = steg.blokk("Satsene som er i bruk", _ENHETER, {group: group for group in groups})
    title = "Vedleggstabell 5. Satser per aldersgruppe "
    known = tekst(title, kilde.valg.aar) if kilde.tall is not None else f"{title}{kilde.satsaar}"
    layout.text(sheet, _RAD - 1, 0, known, styles.OVERSKRIFT)
    layout.head(sheet, _RAD, 0, ("Aldersgruppe", *_KOLONNER.values()), 42)
    table = Blokk(sheet, _RAD - 1, _KOLONNER, (*groups, _SUM), styles.tall(0))
    table.navngi({**{group: group for group in groups}, _SUM: "Sum"}, [_SUM])
    rates = {}
    for group in groups:
        for unit in _ENHETER:
            given, label = kilde.sats(group, unit), f"{group}: {unit} i landet"
            where = (group, unit, (unit, _HVIS), unit)
            table.inndata(*where, given, steg=used, label=label, limits=(0, 1e9))
        each = of(f.per_innbygger, used.cell(group, _MILL), used.cell(group, _FOLK), 1_000_000.0)
        rates[group] = table.calc(group, _KR, each, published=kilde.i_tabellen(group, _KR).trykt)
    _totals(kilde, table, used)
    return Alderssatser(rates, table.column(_KR, last=groups[-1]), used.column(_FOLK), _RAD + 2 + len(groups))


def _totals(kilde: Demografikilde, table: Blokk, used: Blokk) -> None:
    """The sums, and the share of them that each group is."""
    groups, style, three = kilde.grupper, styles.tall(0, True), styles.tall(3)

    def put(line: str, heading: str, call: Call, look: styles.Style) -> Cell:
        return table.calc(line, heading, call, style=look, published=kilde.i_tabellen(line, heading).trykt)

    sums = []
    for unit in _ENHETER:
        sums.append(put(_SUM, unit, of(bb.sum_av_antall, used.column(unit), float(len(groups))), style))
        table.put(_SUM, (unit, _HVIS), None, style)
    put(_SUM, _KR, of(f.per_innbygger, *sums, 1_000_000.0), style)
    for group in groups:
        put(group, _VEKT, used.cell(group, _MILL) / sums[0], three)
    shares = table.column(_VEKT, last=groups[-1])
    put(_SUM, _VEKT, of(bb.sum_av_antall, shares, float(len(groups))), styles.sumrad(three))
