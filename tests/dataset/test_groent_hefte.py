"""The cost key's table as a spreadsheet: read, recomputed, and refused when it does not agree."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from asss_xl.dataset import groent_hefte as gh

HEADINGS = {
    "Innbyggere 0 år": "0 år",
    "Innbyggere 1-5 år": "1–5 år",
    "Innbyggere 90 år og over": "Over 90 år",
    "Basistillegg": "Basis",
    "Innvandrere 6-15 år": "Innvandrere 6-15 år ekskl. Skandinavia",
    "Sone": "Reiseavstand innen sone",
    "Nabo": "Reiseavstand til nabokrets",
    "Heltidssysselsatte foreldre": "Barn 1 år uten kontantstøtte",
    "Rus og psykisk helse": "NPR",
    "PU over 16 år": "Psykisk utviklingshemmede 16 år og over",
    "Lav utdanning": "Personer med lav utdanning",
    "Barn i familier med lav inntekt": "Personer med lav inntekt",
    "Opphopning": "Opphopningsindeks",
    "Landbruk": "Landbrukskriterium",
}
KEY = gh.weights()


def printed(seed: int, decimals: int = 4) -> dict[str, float]:
    """Indices as a table prints them, and the total of the ones before rounding."""
    draw = random.Random(seed)
    exact = {name: draw.uniform(0.3, 1.9) for name in KEY.names}
    total = math.fsum(KEY.sectors[s] * w * exact[c] for (s, c), w in KEY.criteria.items())
    return {c: round(v, decimals) for c, v in exact.items()} | {gh.TOTAL: round(total, decimals)}


def table(path: Path, lines: dict[str, dict[str, Any]], drop: str = "") -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("E-k")
    sheet.write(0, 0, "Tabell E-k Kriteriedata: indekser")
    names = [name for name in [*KEY.names, gh.TOTAL] if name != drop]
    for column, name in enumerate(names, 2):
        first, _, rest = HEADINGS.get(name, name).partition(" ")
        sheet.write_string(2, column, first)
        sheet.write_string(3, column, rest)
    for row, (number, values) in enumerate(lines.items(), 4):
        sheet.write(row, 0, int(number))
        sheet.write(row, 1, f"Kommune {number}")
        for column, name in enumerate(names, 2):
            sheet.write(row, column, values[name])
    book.close()
    return path


def test_weights_are_the_published_ones() -> None:
    assert math.fsum(KEY.sectors.values()) == pytest.approx(1, abs=1e-9)
    assert len(KEY.criteria) == 65 and KEY.year == 2024


def test_a_table_whose_total_agrees(tmp_path: Path) -> None:
    lines = {f"{301 + n:04d}": printed(n) for n in range(40)}
    found = gh.read(table(tmp_path / "e-k.xlsx", lines), KEY)
    assert [m.number for m in found] == list(lines)
    for municipality in found:
        assert municipality.indices == {c: lines[municipality.number][c] for c in KEY.names}


def test_an_ods_as_it_is_published(tmp_path: Path) -> None:
    opendocument = pytest.importorskip("odf.opendocument")
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    values = printed(3)
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = Table(name="E-k")
    names = [*KEY.names, gh.TOTAL]
    heading, line = TableRow(), TableRow()
    for text in ["Kommune", *(HEADINGS.get(n, n) for n in names)]:
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=text))
        heading.addElement(cell)
    name = TableCell(valuetype="string")
    name.addElement(P(text="3222 Lørenskog"))
    line.addElement(name)
    for n in names:
        line.addElement(TableCell(valuetype="float", value=str(values[n])))
    sheet.addElement(heading)
    sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    document.save(str(tmp_path / "e-k.ods"))
    found = gh.read(tmp_path / "e-k.ods", KEY)
    assert [m.number for m in found] == ["3222"] and found[0].total == values[gh.TOTAL]


@pytest.mark.parametrize("name", ["Innbyggere 67-79 år", "Flyktninger", gh.TOTAL])
def test_a_wrong_index_is_found(tmp_path: Path, name: str) -> None:
    wrong = printed(1) | {name: printed(1)[name] + 0.2}
    path = table(tmp_path / "e-k.xlsx", {"0301": printed(0), "1103": wrong})
    with pytest.raises(gh.CostKeyError, match=r"rad 6 \(1103\): samlet indeks er trykt som"):
        gh.read(path, KEY)


def test_two_columns_that_changed_places(tmp_path: Path) -> None:
    mixed = printed(5)
    a, b = "Innbyggere 25-66 år", "Dødelighet"
    mixed[a], mixed[b] = mixed[b], mixed[a]
    assert abs(mixed[a] - mixed[b]) > 0.1
    with pytest.raises(gh.CostKeyError, match="kolonner byttet"):
        gh.read(table(tmp_path / "e-k.xlsx", {"0301": mixed}), KEY)


@pytest.mark.parametrize(
    ("lines", "drop", "told"),
    [
        ({"0301": printed(0)}, "Landbruk", "ingen kolonne for Landbruk"),
        ({"0301": printed(0) | {"Sone": "-"}}, "", "Sone er ikke et tall"),
        ({}, "", "fant ingen linjer"),
    ],
)
def test_a_table_that_is_not_whole(
    tmp_path: Path, lines: dict[str, dict[str, Any]], drop: str, told: str
) -> None:
    with pytest.raises(gh.CostKeyError, match=told):
        gh.read(table(tmp_path / "e-k.xlsx", lines, drop), KEY)


def test_not_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "e-k.ods").write_text("<html>", encoding="utf-8")
    with pytest.raises(gh.CostKeyError, match="kan ikke leses som regneark"):
        gh.read(tmp_path / "e-k.ods", KEY)


def test_in_a_fetched_package(tmp_path: Path) -> None:
    from asss_xl.dataset import load
    from asss_xl.dataset.ssb import mapping
    from asss_xl.dataset.ssb.client import Client
    from asss_xl.dataset.ssb.command import addresses, fetch_package
    from tests.support.ssb_server import Server

    last = {m.kommune: m.nummer for m in mapping.network("asss12")}
    path = table(tmp_path / "e-k.xlsx", {n: printed(int(n)) for n in sorted(last.values())})
    with Server() as server:
        client = Client(*addresses(server.url))
        fetch_package(client, tmp_path / "pakke", year=2024, cache=tmp_path / "lager", cost_key=path)
        client.close()
    loaded = load(tmp_path / "pakke")
    assert [key.navn for key in loaded.noekler] == ["Grønt hefte 2026"]


def test_a_member_that_the_table_lacks() -> None:
    with pytest.raises(gh.CostKeyError, match="ikke Oslo"):
        gh.package_rows([], KEY, {"0301": "Oslo"}, 2024, "e-k.ods")
