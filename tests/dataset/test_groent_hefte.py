"""The cost key's table as a spreadsheet: read, recomputed, and refused when it does not agree."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from asss_xl.dataset import DatasetError
from asss_xl.dataset.new import cost_keys, cost_keys as gh, network_file
from asss_xl.replacing import Refused

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
KEY = cost_keys.needed(2024)


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
    found = gh.read_table(table(tmp_path / "e-k.xlsx", lines), KEY)
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
    found = gh.read_table(tmp_path / "e-k.ods", KEY)
    assert [m.number for m in found] == ["3222"] and found[0].total == values[gh.TOTAL]


@pytest.mark.parametrize("name", ["Innbyggere 67-79 år", "Flyktninger", gh.TOTAL])
def test_a_wrong_index_is_found(tmp_path: Path, name: str) -> None:
    wrong = printed(1) | {name: printed(1)[name] + 0.2}
    path = table(tmp_path / "e-k.xlsx", {"0301": printed(0), "1103": wrong})
    with pytest.raises(Refused, match=r"rad 6 \(1103\): samlet indeks er trykt som"):
        gh.read_table(path, KEY)


def test_two_columns_that_changed_places(tmp_path: Path) -> None:
    mixed = printed(5)
    a, b = "Innbyggere 25-66 år", "Dødelighet"
    mixed[a], mixed[b] = mixed[b], mixed[a]
    assert abs(mixed[a] - mixed[b]) > 0.1
    with pytest.raises(Refused, match="kolonner byttet"):
        gh.read_table(table(tmp_path / "e-k.xlsx", {"0301": mixed}), KEY)


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
    with pytest.raises(Refused, match=told):
        gh.read_table(table(tmp_path / "e-k.xlsx", lines, drop), KEY)


def test_not_a_spreadsheet(tmp_path: Path) -> None:
    (tmp_path / "e-k.ods").write_text("<html>", encoding="utf-8")
    with pytest.raises(Refused, match="kan ikke leses som regneark"):
        gh.read_table(tmp_path / "e-k.ods", KEY)


def test_in_a_fetched_package(tmp_path: Path) -> None:
    from asss_xl.dataset import load
    from asss_xl.dataset.ssb.client import Client
    from asss_xl.dataset.ssb.command import addresses, fetch_package
    from tests.dataset.ssb.conftest import Time
    from tests.support.ssb_server import Server

    last = {m.kommune: m.nummer for m in network_file.named("asss12")}
    path = table(tmp_path / "e-k.xlsx", {n: printed(int(n)) for n in sorted(last.values())})
    with Server() as server:
        client = Client(*addresses(server.url), Time().clock())
        fetch_package(client, tmp_path / "pakke", year=2024, cache=tmp_path / "lager", cost_key=[path])
        client.close()
        loaded = load(tmp_path / "pakke")
        assert [key.navn for key in loaded.noekler] == ["Grønt hefte 2026"]
        assert {key[3] for key in loaded.kriterieverdier} == {2024}
        # Weights of one's own and no table: the indices can be filled in by hand.
        client = Client(*addresses(server.url), Time().clock())
        weights = own(tmp_path, ";2022;", ";2024;")
        fetch_package(client, tmp_path / "egen", year=2024, cache=tmp_path / "lager", cost_key=[weights])
        client.close()
    loaded = load(tmp_path / "egen")
    assert [(key.navn, key.gjelder(2024)) for key in loaded.noekler] == [("Grønt hefte 2024", True)]
    assert not loaded.kriterieverdier


def test_a_member_that_the_table_lacks() -> None:
    with pytest.raises(Refused, match="ikke Oslo"):
        gh.index_rows([], KEY, {"0301": "Oslo"}, "e-k.ods")


#: Sector indices and the printed total of 2025, in the order of `SECTORS`, as others have worked them out.
OF_2025 = {
    "Oslo": (0.8315, 0.8413, 1.077, 1.1661, 1.3876, 0.8369, 0.8594, 0.9287),
    "Bergen": (0.896, 0.9561, 1.016, 0.9543, 1.0631, 0.9148, 0.8646, 0.9491),
    "Drammen": (0.9545, 0.9824, 0.972, 1.1416, 1.2689, 0.9334, 0.877, 0.9894),
    "Sandnes": (1.1571, 0.8263, 1.1924, 0.9918, 0.9393, 0.917, 0.8911, 0.9866),
    "Lillestrøm": (1.0235, 0.879, 1.0429, 0.9783, 1.1022, 0.9016, 0.8859, 0.9602),
}
SECTORS = (
    "Grunnskole",
    "Pleie og omsorg",
    "Barnehage",
    "Barnevern",
    "Sosialtjenesten",
    "Kommunehelse",
    "Administrasjon og landbruk",
)


def test_the_derived_key_of_2025_gives_the_printed_totals() -> None:
    key = cost_keys.needed(2023)
    assert "utledet" in key.name and "ikke sett i kilden" in key.note
    assert math.fsum(key.sectors.values()) == pytest.approx(1, abs=1e-9) and key.criteria == KEY.criteria
    for *indices, total in OF_2025.values():
        made = math.fsum(key.sectors[s] * i for s, i in zip(SECTORS, indices, strict=True))
        assert made == pytest.approx(total, abs=0.0002)
        assert math.fsum(KEY.sectors[s] * i for s, i in zip(SECTORS, indices, strict=True)) != pytest.approx(
            total, abs=0.0001
        )


OWN = (
    "noekkel;regnskapsaar;sektor;sektorvekt;kriterium;vekt;overskrift\n"
    "Grønt hefte 2024;2022;Grunnskole;0,4;Innbyggere 6-15 år;0,9;Alder seks til femten\n"
    "Grønt hefte 2024;2022;Grunnskole;0,4;Basistillegg;0,1;\n"
    "Grønt hefte 2024;2022;Barnehage;0,6;Innbyggere 1-5 år;1;\n"
)


def own(tmp_path: Path, old: str = "", new: str = "") -> Path:
    path = tmp_path / "nøkkel.csv"
    assert old in OWN
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    return path


def test_a_key_of_ones_own_with_texts_in_its_table(tmp_path: Path) -> None:
    (key,) = cost_keys.read(own(tmp_path))
    assert key.sectors == {"Grunnskole": 0.4, "Barnehage": 0.6} and key.year == 2022
    heads = ["Kommune", "", "Alder seks til femten", "Basis", "1-5 år", "Folketal", "x", "y", "Samla indeks"]
    rows = []
    for number, (a, b, c) in {"0301 Oslo": (0.9, 0.1, 1.1), "4601 Bergen": (1.0, 0.3, 0.8)}.items():
        total = 0.4 * (0.9 * a + 0.1 * b) + 0.6 * c
        texts = (f"{value:.4f}".replace(".", ",") for value in (a, b, c, 5, 6, 7, total))
        rows.append([number, "", *texts])
    book = xlsxwriter.Workbook(str(tmp_path / "e-k.xlsx"), {"strings_to_numbers": False})
    sheet = book.add_worksheet("E-k")
    for at, row in enumerate([heads, *rows]):
        for column, text in enumerate(row):
            sheet.write_string(at, column, text)
    book.close()
    found = gh.read_table(tmp_path / "e-k.xlsx", key)
    assert [m.number for m in found] == ["0301", "4601"]
    assert found[1].indices == {"Innbyggere 6-15 år": 1.0, "Basistillegg": 0.3, "Innbyggere 1-5 år": 0.8}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (";0,1;", ";0,2;", "vektene har summen 1,1000, ikke 1"),
        (";0,6;", ";0,5;", "sektorvektene har summen 0,9000"),
        ("Barnehage", "Barnehager", "Mente du «Barnehage»"),
        ("2022;Barnehage", "2021;Barnehage", "både 2022 og 2021"),
        ("sektorvekt", "sektor vekt", "sektorvekt"),
        (";1;", ";ja;", "vekt"),
        ("seks til femten", "seks (til", "Mønsteret kan ikke leses"),
        ("Basistillegg", "Innbyggere 6-15 år", "flere ganger"),
    ],
)
def test_a_wrong_key_of_ones_own(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(Refused) as error:
        cost_keys.read(own(tmp_path, old, new))
    assert told in str(error.value) and "nøkkel.csv" in str(error.value)


NYNORSK = {
    "Innbyggere 0 år": "Innbyggjarar 0 år",
    "Innbyggere 90 år og over": "Innbyggjarar 90 år og eldre",
    "Innvandrere 6-15 år": "Innvandrarar 6-15 år, ekskl. Skandinavia",
    "Sone": "Reiseavstand innan sone",
    "Nabo": "Reiseavstand til nabokrins",
    "Heltidssysselsatte foreldre": "Born 1 år utan kontantstønad",
    "PU over 16 år": "Psykisk utviklingshemma 16 år og over",
    "Dødelighet": "Dødelegheit",
    "Aleneboende 67 år og over": "Aleinebuande 67 år og over",
    "Aleneboende 30-66 år": "Åleinebuande 30-66 år",
    "Barn i familier med lav inntekt": "Personar med låg inntekt",
    "Lav utdanning": "Personar med låg utdanning",
    "Flyktninger": "Flyktningar utan integreringstilskot",
    "Rus og psykisk helse": "Rus og psykisk helse (NPR)",
    "Opphopning": "Opphopingsindeks",
    gh.TOTAL: "Indeks for berekna utgiftsbehov",
}


def test_headings_in_nynorsk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ages = {name: name.replace("Innbyggere", "Innbyggjarar") for name in KEY.names if "Innbyggere" in name}
    for name, text in ({**HEADINGS, **ages} | NYNORSK).items():
        monkeypatch.setitem(HEADINGS, name, text)
    lines = {"4601": printed(7)}
    (found,) = gh.read_table(table(tmp_path / "e-k.xlsx", lines), KEY)
    assert found.indices == {c: lines["4601"][c] for c in KEY.names}


def test_a_key_only_for_its_year(tmp_path: Path) -> None:
    from asss_xl.dataset.ssb.client import Client
    from asss_xl.dataset.ssb.command import addresses, fetch_package
    from tests.support.ssb_server import Server

    path = table(tmp_path / "e-k.xlsx", {"0301": printed(1)})
    with Server() as server:
        client = Client(*addresses(server.url))
        with pytest.raises(Refused, match="ingen kostnadsnøkkel for regnskapsåret 2022"):
            fetch_package(client, tmp_path / "p", year=2022, cache=tmp_path / "lager", cost_key=[path])
        assert server.calls == 0
        client.close()


def test_an_input_workbook_with_the_key_of_its_year(tmp_path: Path) -> None:
    from asss_xl.dataset.new.template import blank

    assert {r["noekkel"] for r in blank("asss12", range(2022, 2024)).rows["vekter"]} == {
        "Grønt hefte 2025 (utledet)"
    }
    assert not blank("asss12", range(2021, 2023)).rows["noekler"]
    mine = blank("asss12", range(2021, 2023), cost_keys.read(own(tmp_path))).rows
    assert [(r["noekkel"], r["fra"], r["til"]) for r in mine["noekler"]] == [("Grønt hefte 2024", 2022, 2022)]
    assert {r["kriterium"] for r in mine["kriterieverdier"]} == {
        "Innbyggere 6-15 år",
        "Basistillegg",
        "Innbyggere 1-5 år",
    }


def test_keys_of_ones_own_for_several_years(tmp_path: Path) -> None:
    """Each is for its year, also when that is not the last; one that is for none of them is told."""
    from asss_xl.dataset.new.template import blank

    later = OWN.partition("\n")[2].replace("hefte 2024;2022;", "hefte 2023;2021;")
    path = own(tmp_path)
    path.write_text(OWN + later, encoding="utf-8")
    keys = cost_keys.read(path)
    rows = blank("asss12", range(2021, 2023), keys).rows
    assert {(r["noekkel"], r["fra"], r["til"]) for r in rows["noekler"]} == {
        ("Grønt hefte 2024", 2022, 2022),
        ("Grønt hefte 2023", 2021, 2021),
    }
    assert {r["aar"] for r in rows["kriterieverdier"]} == {2021, 2022}
    with pytest.raises(Refused, match=r"ikke for noen av årene i pakken \(regnskapsår 2021, 2022\)"):
        blank("asss12", range(2023, 2025), keys)
    with pytest.raises(DatasetError, match="har nøklene sine"):
        blank("eksempelnettverk", range(2022, 2023), keys)
    path.write_text(OWN + later.replace(";2021;", ";2022;"), encoding="utf-8")
    with pytest.raises(
        Refused, match=r"Grønt hefte 2024, Grønt hefte 2023 er for samme regnskapsår \(2022\)"
    ):
        cost_keys.read(path)
