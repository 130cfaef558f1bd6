"""Data: every figure that the workbook is built on, one per row, with its pedigree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Figur, Indikator, Verdi
from asss_xl.dataset.poster import aktoernavn
from asss_xl.dataset.rettbare import rettede
from asss_xl.report import layout
from asss_xl.report.published import KRITERIENE, etikettaktor
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import MISSING_TEXT, Sheet, XlTable, styles
from asss_xl.workbook.page import pixel_width, wrapped_lines

_HODERAD = 3
_DATA = beside(__file__)
_KOLONNER: dict[str, float] = dict(_DATA["kolonner"])
_VERDI, _TRYKT, _FLYTTET = 5, 10, 11
_OM_TALLET = ("verdi", "desimaler", "side", "status", "merknad", "trykt")
#: Points of a line of small letters.
_LINJEHOEYDE = 12.5
#: The share of a column that its lines are counted for: programs break them at somewhat different widths.
_ROM = 0.95
#: Whether the label of a printed figure is what the tables give.
_STEMMER = {True: "stemmer", False: "kildefeil", None: "ikke etterprøvbar"}
_LINJE, _ENHET, _MERKNAD, _SKRIFT = 1, 4, 9, 9
_Rad = tuple[
    str, str, str, int | None, str, float | str | None, int | None, int | None, str, str, float | None
]


def fill(sheet: Sheet, valg: Valg) -> None:
    """One table from A4 on: no merged cells, no empty rows, missing figures marked."""
    last, freeze = len(_KOLONNER) - 1, (_HODERAD + 1, 0)
    layout.heading(
        sheet, valg, "Data", "Data", tuple(_KOLONNER.values()), last=last, freeze=freeze, long=True
    )
    sheet.put(2, 0, _DATA["om"], styles.TEKST)
    for column, label in enumerate(_KOLONNER):
        sheet.put(_HODERAD, column, label, styles.HODE_VENSTRE.but(wrap=False))
    text = styles.TEKST.but(size=_SKRIFT, wrap=True, valign="top")
    room = {column: round(_ROM * pixel_width(sheet, (column,))) for column in (_LINJE, _ENHET, _MERKNAD)}
    # A year or a page is no size: it stands off the text beside it.
    centred = text.but(align="center")
    number = [styles.tall(decimals).but(size=_SKRIFT, bottom=None, valign="top") for decimals in range(10)]
    row = _HODERAD
    for record in _records(valg.data):
        row += 1
        *shown, printed = record
        long = (wrapped_lines(str(shown[c]), pixels, _SKRIFT) for c, pixels in room.items() if shown[c])
        if (lines := max(long, default=1)) > 1:
            sheet.heights[row] = _LINJEHOEYDE * lines
        moved = isinstance(record[_VERDI], float) and printed not in (None, record[_VERDI])
        for column, value in enumerate(shown):
            if column == _VERDI:
                style = number[max(record[6] or 0, 0)]
                if moved:
                    style = style.but(number_format="#,##0.######")
                sheet.put(row, column, MISSING_TEXT if value is None else value, style)
            elif value not in (None, ""):
                sized = (float(value), centred) if isinstance(value, int) else (value, text)
                sheet.put(row, column, *sized)
        if moved:
            used = sheet.cells[row, _VERDI]
            given = sheet.put(row, _TRYKT, printed, number[max(record[6] or 0, 0)])
            sheet.calc(row, _FLYTTET, used - given, style=number[6])
    sheet.tables.append(XlTable("Tabell_data", _HODERAD, max(row, _HODERAD + 1), last))


def _av(
    tabell: str, linje: str, aktoer: str, aar: int | None, enhet: str, given: Verdi | Figur, **endret: Any
) -> _Rad:
    """A figure with its pedigree; ``endret`` is what the row says otherwise than the figure."""
    kept = {name: endret.get(name, getattr(given, name)) for name in _OM_TALLET}
    return (tabell, linje, aktoer, aar, enhet, *kept.values())


def _records(data: Datasett) -> Iterator[_Rad]:
    for x in data.figurer:
        if x.kommune == data.kommune:
            yield _av(x.tabell, x.linje, aktoernavn(x.aktor, x.kommune), x.aar, x.enhet, x)
    if not data.er_nettverk:
        yield from _criteria(data)
    for service in data.tjenester:
        for indicator in service.indikatorer:
            if data.beregnet(indicator):
                yield _definition(data, service.navn, indicator)
            else:
                yield from _indicator(data, service.navn, indicator)
    yield from _answered(data)
    for g in data.folkevekst:
        if g.kommune == data.kommune:
            grown = Verdi(g.vekst, "publisert", 0, g.side, merknad=g.merknad)
            unit = f"vekst i innbyggere fra {g.fra}"
            yield _av("Kap. 2.2", g.aldersgruppe, g.kommune, g.til, unit, grown)


def _answered(data: Datasett) -> Iterator[_Rad]:
    """Figures that an answer has changed: what was reported stands in the remark."""
    for sted in rettede(data):
        of, value = sted.om, sted.verdi
        if sted.kommune in (data.kommune, "") and of.fil != "figurer":
            name = of.navn.removesuffix(f", {of.enhet}")
            decimals = value.desimaler if value.desimaler is not None else _decimals(value.verdi)
            where = sted.kommune or "landet"
            yield _av("Rettet i pakken", name, where, sted.aar, of.enhet, value, desimaler=decimals)


def _decimals(value: float | None) -> int:
    return 0 if value is None else len(f"{value:.9f}".rstrip("0").partition(".")[2])


def _criteria(data: Datasett) -> Iterator[_Rad]:
    for key in data.noekler:
        for sector, weights in key.vekter.items():
            for criterion, weight in weights.items():
                place = (data.kommune, sector, criterion, key.fra or 0)
                index = data.kriterieverdier.get(place)
                about = (KRITERIENE, f"{sector}: {criterion}", data.kommune, place[3])
                yield _av(*about, "vekt", weight)
                if index is not None:
                    whole = "hele landet" if data.egne_indekser else "landet"
                    yield _av(*about, f"indeks, {whole} = 1", index)
                if place in data.trykte_korreksjoner:
                    page = index.side if index else None
                    printed = Verdi(data.trykte_korreksjoner[place], "publisert", 0, page)
                    yield _av(*about, "kr per innbygger", printed)


def _definition(data: Datasett, service: str, i: Indikator) -> _Rad:
    """What an indicator of the members' own figures is, and where they come from."""
    parts = []
    if i.teller or i.nevner:
        factor = f" × {i.faktor:g}" if i.faktor not in (None, 1) else ""
        parts.append(f"{i.teller} / {i.nevner}{factor}.")
    if i.funksjoner:
        parts.append(f"Funksjon {i.funksjoner}.")
    if i.fra or i.til:
        parts.append(f"Gjelder {i.fra or ''}–{i.til or ''}.")
    sources = [v for _, v in data.indikatorens_verdier(i)]
    for kilde in dict.fromkeys(v.kilde for v in sources if v.kilde):
        updated = max((v.oppdatert for v in sources if v.kilde == kilde), default="")
        parts.append(f"{kilde}{f', oppdatert {updated}' if updated else ''}.")
    note = " ".join((*parts, *_remarks(i)))
    said = Verdi(None, "definisjon", merknad=note)
    name = f"{i.nr}. {i.navn}"
    return _av(service, name, "alle kommunene", None, i.enhet, said, verdi="Se Tall profiler")


def _remarks(indicator: Indikator) -> list[str]:
    remarks = [indicator.merknad, indicator.forbehold]
    if indicator.uten:
        remarks.append(f"Snittet er uten {', '.join(indicator.uten)}.")
    if indicator.snitt_type:
        remarks.append(f"Snittet er {indicator.snitt_type}.")
    if indicator.antall:
        remarks.append(f"{indicator.antall} kommuner har data.")
    return [remark for remark in remarks if remark]


def _indicator(data: Datasett, service: str, indicator: Indikator) -> Iterator[_Rad]:
    note = " ".join(_remarks(indicator))
    line = f"{indicator.nr}. {indicator.navn}"
    year = data.rapportaar
    for actor, value in (
        (data.kommune, data.verdi(indicator, data.kommune, year)),
        *((name, data.referanse(indicator, name, year)) for name in ("snitt", "lavest", "høyest")),
    ):
        yield _av(service, line, actor, year, indicator.enhet, value, merknad=note)
        note = ""
    for actor in ("kommune", "høyest", "lavest"):
        label = data.etikett(indicator, actor)
        if label.verdi is not None or label.merknad:
            said = Verdi(label.verdi, _STEMMER[label.stemmer], 0, merknad=label.merknad)
            yield _av(service, line, f"etikett {etikettaktor(data, actor)}", year, "indeks i figuren", said)
