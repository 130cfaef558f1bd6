"""A network's file as people save it; what is wrong with it is told at once, wherever it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import DatasetError
from asss_xl.dataset.new import network_file
from asss_xl.dataset.new.template import blank
from asss_xl.delivery.new import new
from asss_xl.replacing import Refused

HEADING = "kommune,nummer,fra,til,brudd,medlem_fra,merknad\n"


def written(folder: Path, rows: str, encoding: str = "utf-8", heading: str = HEADING) -> Path:
    file = folder / "nettverk.csv"
    file.write_bytes((heading + rows).encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_semicolons_and_letters(tmp_path: Path, encoding: str) -> None:
    rows = "Ås;3218;2024;;nei;;\nHábmer - Hamarøy;1875;2020;;nei;;\nOslo;301;2020;;nei;;\n"
    found = network_file.read(written(tmp_path, rows, encoding, HEADING.replace(",", ";")))
    assert [(m.kommune, m.nummer, m.til) for m in found] == [
        ("Ås", "3218", 9999),
        ("Hábmer - Hamarøy", "1875", 9999),
        ("Oslo", "0301", 9999),
    ]


def test_the_columns_that_are_needed(tmp_path: Path) -> None:
    file = written(tmp_path, "Unjárga/Nesseby,5636,2024\n", heading="kommune,nummer,fra\n")
    found = network_file.read(file)
    assert found[0].kommune == "Unjárga - Nesseby"


@pytest.mark.parametrize("heading", ["Kommune;Nummer;Fra;Medlem fra", "Kommune,Nummer,Fra,Medlem fra"])
def test_headings_as_people_write_them(tmp_path: Path, heading: str) -> None:
    """Each was told of as unknown, and as missing."""
    row = "Bergen,4601,2020,2021\n".replace(",", heading[7])
    (found,) = network_file.read(written(tmp_path, row, heading=f"{heading}\n"))
    assert (found.kommune, found.fra, found.medlem_fra) == ("Bergen", 2020, "2021")


@pytest.mark.parametrize("name", ["mappe", "mappe.csv", "bok.xlsx"])
def test_what_is_there_and_is_no_network_is_not_said_to_be_gone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch() if name == "bok.xlsx" else (tmp_path / name).mkdir()
    with pytest.raises(Refused, match=f"{name}: er verken et nettverk eller en CSV-fil. Velg asss12"):
        network_file.named(str(tmp_path / name))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("Herøy,1515,2020,,nei,,\nHerøy,1818,2020,,nei,,\n", "to numre i 2020: 1515 .rad 2. og 1818"),
        ("Drammen,3005,2020,,ja,,\nDrammen,3301,2024,,nei,,\n", "skriv 2023 i til på rad 2"),
        ("Bergen,4601,2020,,nei,,\nAskøy by,4601,2020,,nei,,\n", "både Bergen .rad 2. og Askøy by i 2020"),
        ("Bergen,4601,2020,2019,nei,,\n", "2019 er før 2020"),
        ("Bergen,46o1,2020,,nei,,\n", "ikke et kommunenummer"),
        ("Bergen,,2020,,nei,,\n", "ikke et kommunenummer"),
        ("Bergn,4601,2020,,nei,,\n", "«Bergn» er ikke et kommunenavn, og 4601 er Bergen"),
        ("Vestland,46,2020,,nei,,\n", "«46» er ikke et kommunenummer"),
        ("Bergen,4601,,,nei,,\n", "Året nummeret gjelder fra"),
        ("", "ingen medlemmer"),
    ],
)
def test_what_is_wrong(tmp_path: Path, rows: str, told: str) -> None:
    file = written(tmp_path, rows)
    with pytest.raises(DatasetError, match=told):
        network_file.read(file)
    with pytest.raises(Refused, match=told):
        network_file.named(str(file))


def test_all_at_once(tmp_path: Path) -> None:
    file = written(tmp_path, "Бerгen,4601,2020,,nei,,\nOslo,x,2020,,kanskje,,\n")
    with pytest.raises(DatasetError) as caught:
        network_file.read(file)
    assert [(p.rad, p.kolonne) for p in caught.value.problemer] == [
        (2, "kommune"),
        (3, "nummer"),
        (3, "brudd"),
    ]


def test_a_number_that_is_another_s_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="5522 er nummeret til Salangen, ikke Lavangen, etter KLASS"):
        network_file.read(written(tmp_path, "Lavangen,5522,2024,,nei,,\n"))


def test_a_number_of_today_s_alone_is_not_enough_for_the_years_before(tmp_path: Path) -> None:
    file = written(tmp_path, "Bærum;3201;2024\nSandnes;1108;2020\n", heading="kommune;nummer;fra\n")
    with pytest.raises(DatasetError, match=r"Bærum har ikke noe kommunenummer i 2023\..*3024, fra 2020"):
        blank(str(file), range(2023, 2025))
    assert blank(str(file), range(2024, 2025)).rows["regnskap"]
    member = "Bærum;3201;2024;2024\nSandnes;1108;2020;\n"
    file = written(tmp_path, member, heading="kommune;nummer;fra;medlem_fra\n")
    assert blank(str(file), range(2023, 2025)).rows["regnskap"]


def test_a_break_that_the_file_does_not_say_is_told_where_it_is_known(tmp_path: Path) -> None:
    """`new` asks nobody: what the networks that are included say of the same number, it can say."""
    head, row = "kommune,nummer,fra,til,brudd\n", "Trondheim,5001,2018,2019,nei\nTrondheim,5001,2020,,{}\n"
    for answer, years, told in (("nei", "2018-2021", 1), ("ja", "2018-2021", 0), ("nei", "2020-2021", 0)):
        (tmp_path / "n.csv").write_text(head + row.format(answer), encoding="utf-8")
        made = new(str(tmp_path / "n.csv"), years, tmp_path / f"{answer}{years}", "csv")
        assert made.told.count("Trondheim 2020: Slått sammen med Klæbu") == told
