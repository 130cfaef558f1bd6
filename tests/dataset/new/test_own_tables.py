"""A table that someone already has becomes an input workbook: each number placed, left out or asked about."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from asss_xl.dataset import DatasetError
from asss_xl.dataset.new.own_tables.lines import LINE_KEYS
from asss_xl.dataset.new.own_tables.own_table import Given, OwnTable
from asss_xl.dataset.new.template import blank
from asss_xl.dataset.schema import FIGURE
from asss_xl.delivery.new import Made, new
from tests.proofs import own_tables

B, OSLO, T = "Bergen", "Oslo", "Trondheim"
INCOME, PAY = ("regnskap", "driftsinntekter"), ("regnskap", "loenn")
HEAD = ["Kommune", "År", "Driftsinntekter"]
MEMBERS = (
    "Bergen,4601,2020,\n",
    "Oslo,0301,2020,\n",
    "Trondheim,5001,2020,\n",
    "Drammen,3005,2020,2023\n",
    "Drammen,3301,2024,\n",
    "Tromsø,5501,2020,\n",
    "Bærum,3201,2020,\n",
)


def table(file: Path, rows: list[list[Any]], merged: tuple[str, ...] = (), title: str = "Ark1") -> Path:
    if file.suffix == ".csv":
        file.write_bytes("\r\n".join(";".join(map(str, row)) for row in rows).encode("cp1252"))
        return file
    book = openpyxl.Workbook()
    book.active.title = "Forside" if title != "Ark1" else title
    sheet = book.active if title == "Ark1" else book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    book.save(file)
    return file


class Reading:
    """What came of a table: what was told, and the figures in the package."""

    def __init__(self, file: Path, **chosen: Any) -> None:
        folder = file.parent
        self.out, self.memory = folder / "pakke", file.with_suffix(".koblinger.json")
        network = folder / "nettverk.csv"
        network.write_text("kommune,nummer,fra,til\n" + "".join(MEMBERS), encoding="utf-8")
        words = Given(chosen.pop("place", ""), chosen.pop("year", None), chosen.pop("unit", ""))
        self.made: Made = new(
            chosen.pop("network", str(network)),
            chosen.pop("years", None),
            self.out,
            "csv",
            file,
            chosen.pop("sheet", None),
            words,
            country=chosen.pop("country", False),
        )
        self.told = self.made.told

    @property
    def figures(self) -> dict[tuple[Any, ...], float]:
        """Every figure that is not empty, by file, key, municipality and year."""
        found: dict[tuple[Any, ...], float] = {}
        for name, columns in LINE_KEYS.items():
            if (self.out / f"{name}.csv").is_file():
                with (self.out / f"{name}.csv").open(encoding="utf-8") as stream:
                    for row in csv.DictReader(stream):
                        if row[FIGURE[name]]:
                            whose = (row.get("kommune", ""), int(row["aar"]))
                            found[name, *(row[c] for c in columns), *whose] = float(row[FIGURE[name]])
        return found

    def counts(self) -> tuple[int, int, int]:
        """Placed, left out, not understood."""
        line = next(line for line in self.told.splitlines() if "tall i tabellen" in line)
        words = line.replace(",", " ").replace(".", " ").replace(":", " ").split()
        numbers = [int(word) for word in words if word.isdigit()]
        assert numbers[0] == sum(numbers[1:4])
        return numbers[1], numbers[2], numbers[3]


def reading(folder: Path, rows: list[list[Any]], name: str = "tall.xlsx", **chosen: Any) -> Reading:
    return Reading(table(folder / name, rows, chosen.pop("merged", ())), **chosen)


def income(**by_place: Any) -> dict[tuple[Any, ...], float]:
    return {
        (*INCOME, place, year): value for place, years in by_place.items() for year, value in years.items()
    }


# -- layouts ----------------------------------------------------------------------------------------

SUMS = [HEAD, [B, 2024, 29e6], [OSLO, 2024, 88e6], ["Sum", 2024, 117e6], ["Gjennomsnitt", None, 58.5e6]]
OTHERS = [
    ["Region", "År", "Driftsinntekter"],
    ["4601 Bergen", 2024, 29e6],
    ["EAK Landet", 2024, 54e7],
    ["EAKUO Landet uten Oslo", 2024, 46e7],
    ["Halden", 2024, 3e6],
    ["EKG13 KOSTRA-gruppe 13", 2024, 9e7],
]
CASES: dict[str, tuple[list[list[Any]], dict[str, Any], dict[Any, Any], tuple[int, int, int]]] = {
    "sums and means are left out": (SUMS, {}, income(Bergen={2024: 29e6}, Oslo={2024: 88e6}), (2, 2, 0)),
    "the country, groups and others are left out": (OTHERS, {}, income(Bergen={2024: 29e6}), (1, 4, 0)),
    "names as KLASS and StatBank write them": (
        [
            HEAD,
            ["Oslo - Oslove", 2024, 88e6],
            ["K-4601 Bergen", 2024, 29e6],
            ["Trondheim kommune", 2024, 21e6],
        ],
        {},
        income(Oslo={2024: 88e6}, Bergen={2024: 29e6}, Trondheim={2024: 21e6}),
        (3, 0, 0),
    ),
    "merged cells": (
        [HEAD, [B, 2023, 27e6], [None, 2024, 29e6], [OSLO, 2024, 88e6]],
        {"merged": ("A2:A3",)},
        income(Bergen={2023: 27e6, 2024: 29e6}, Oslo={2024: 88e6}),
        (3, 0, 0),
    ),
    "plain blanks are asked about": (
        [HEAD, [B, 2023, 27e6], [None, 2024, 29e6]],
        {},
        income(Bergen={2023: 27e6}),
        (1, 0, 1),
    ),
    "a budget beside the accounts": (
        [[None, None, "Budsjett 2024", "Regnskap 2024"], [*HEAD, "Driftsinntekter"], [B, 2024, 1111, 29e6]],
        {},
        income(Bergen={2024: 29e6}),
        (1, 1, 0),
    ),
    "years that are preliminary": (
        [["Kommune", "Linje", "2023", "2024*"], [B, "Driftsinntekter", 27e6, 29e6]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
        (2, 0, 0),
    ),
    "years by municipalities": (
        [
            ["Driftsinntekter i 1000 kr"],
            ["År \\ Region", B, OSLO],
            ["2023", 27e6, 80e6],
            ["2024", 29e6, 88e6],
        ],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}, Oslo={2023: 80e6, 2024: 88e6}),
        (4, 0, 0),
    ),
    "StatBank, two rows of headings": (
        [
            ["12134: Finansielle nøkkeltall, etter region, statistikkvariabel og år"],
            [],
            [None, "Driftsinntekter", None],
            [None, "2023", "2024"],
            ["K-4601 Bergen", 27e6, 29e6],
            [],
            [".. Oppgave mangler"],
            ["Kilde: Statistisk sentralbyrå"],
        ],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
        (2, 0, 0),
    ),
    "StatBank, a name over several rows": (
        [
            ["13551: Driftsregnskap, etter region, art og år. Beløp (1000 kr)"],
            [],
            [None, None, "2024"],
            ["4601 Bergen", "Sum driftsinntekter", 29e6],
            [None, "Lønnsutgifter", 15e6],
        ],
        {},
        income(Bergen={2024: 29e6}) | {(*PAY, B, 2024): 15e6},
        (2, 0, 0),
    ),
    "the municipality in the title": (
        [
            ["Oslo kommune - økonomisk oversikt drift (1000 kr)"],
            [],
            ["Post", 2023, 2024],
            ["Driftsinntekter", 80e6, 88e6],
        ],
        {},
        income(Oslo={2023: 80e6, 2024: 88e6}),
        (2, 0, 0),
    ),
    "the year in the title": (
        [["Regnskap 2023"], [], ["Kommune", "Driftsinntekter"], [B, 27e6]],
        {},
        income(Bergen={2023: 27e6}),
        (1, 0, 0),
    ),
    "no heading over the municipality": (
        [
            ["13551: Driftsregnskap (1000 kr), etter region, art og år"],
            [],
            [None, "Driftsinntekter"],
            [T, 21e6],
        ],
        {"years": "2024"},
        income(Trondheim={2024: 21e6}),
        (1, 0, 0),
    ),
    "small figures are no years": (
        [["Per 31.12"], ["Kommune", "År", "Innbyggere 0-5 år", "Innbyggere 80-89 år"], [B, 2024, 1987, 2043]],
        {},
        {("innbyggere", "0-5 år", B, 2024): 1987, ("innbyggere", "80-89 år", B, 2024): 2043},
        (2, 0, 0),
    ),
    "a section over the rows": (
        [["Post", 2024], [B], ["Driftsinntekter", 29e6], [OSLO], ["Driftsinntekter", 88e6]],
        {},
        income(Bergen={2024: 29e6}, Oslo={2024: 88e6}),
        (2, 0, 0),
    ),
    "a formula without its answer": (
        [HEAD, [B, 2024, "=1000*29000"], [OSLO, 2024, 88e6]],
        {},
        income(Oslo={2024: 88e6}),
        (1, 0, 1),
    ),
    "numbers as people write them": (
        [
            [*HEAD, "Premieavvik"],
            [B, 2024, "29 000\u00a0000", "(12 345)"],
            [OSLO, 2024, "88\u202f000\u202f000", "1.234,5"],
        ],
        {},
        {**income(Bergen={2024: 29e6}, Oslo={2024: 88e6}), ("regnskap", "premieavvik", B, 2024): -12345},
        (3, 0, 1),
    ),
    "two different figures for the same": (
        [HEAD, [B, 2024, 29e6], [OSLO, 2024, 88e6], [B, 2024, 30e6]],
        {},
        income(Oslo={2024: 88e6}),
        (1, 0, 2),
    ),
    "figures for the same that disagree, and one that agrees again": (
        [HEAD, [B, 2024, 29e6], [B, 2024, 30e6], [B, 2024, 29e6]],
        {"years": "2024"},
        {},
        (0, 0, 3),
    ),
    "months": (
        [
            ["Kommune", "År", "Måned", "Driftsinntekter"],
            [B, 2024, 1, 2e6],
            [B, 2024, 2, 2e6],
            [OSLO, 2024, 12, 8e6],
        ],
        {},
        {},
        (0, 3, 0),
    ),
    "a part of the year, in the title": (
        [["Tertialrapport 2 2024, Bergen kommune"], [None, "Regnskap 2024"], ["Driftsinntekter", 20e6]],
        {},
        {},
        (0, 1, 0),
    ),
    "quarters": (
        [["Kommune", "Linje", "1. kvartal 2024", "2. kvartal 2024"], [B, "Driftsinntekter", 7e6, 8e6]],
        {},
        {},
        (0, 2, 0),
    ),
    "prices of another year, in the title": (
        [["Beløp i faste 2020-priser"], ["Kommune", "Linje", 2024], [B, "Driftsinntekter", 26e6]],
        {},
        {},
        (0, 1, 0),
    ),
    "current prices beside those of another year": (
        [
            [*HEAD[:2], "Driftsinntekter i løpende priser", "Driftsinntekter i 2023-kroner"],
            [B, 2024, 29e6, 28e6],
        ],
        {},
        income(Bergen={2024: 29e6}),
        (1, 1, 0),
    ),
    "the concern and the municipality's treasury": (
        [
            ["region", "regnskapsomfang", "art", "2024"],
            ["4601 Bergen", "Kommunekasse", "Driftsinntekter", 28e6],
            ["4601 Bergen", "Konsern", "Driftsinntekter", 29e6],
        ],
        {},
        income(Bergen={2024: 29e6}),
        (1, 1, 0),
    ),
    "StatBank's title over the figures": (
        [
            ["region", "art", "statistikkvariabel", "år", "13551: Økonomisk oversikt drift"],
            ["4601 Bergen", "Sum driftsinntekter", "Beløp (1000 kr)", "2024", 29e6],
        ],
        {},
        income(Bergen={2024: 29e6}),
        (1, 0, 0),
    ),
    "sums to the right, and first": (
        [
            ["Tabell 3. Driftsinntekter 2024"],
            ["Kommune", "2024", "Snitt"],
            ["ASSS-snitt uten Oslo", 29e6, 28e6],
            ["Landsgjennomsnittet", 2e6, 2e6],
            ["Vestland fylke", 70e6, 70e6],
            [B, 29e6, 28e6],
        ],
        {},
        income(Bergen={2024: 29e6}),
        (1, 7, 0),
    ),
    "full stops between thousands, and a space after the minus": (
        [[*HEAD, "Premieavvik"], [B, 2024, "29.000.000", "\u2212 1\u00a0000"], [OSLO, 2024, "88.000", None]],
        {},
        {**income(Bergen={2024: 29e6}), ("regnskap", "premieavvik", B, 2024): -1000},
        (2, 0, 1),
    ),
    "nynorsk": (
        [["Kommune", "År", "Lønsutgifter", "Eigedomsskatt", "Rammetilskot"], [B, 2024, 15e6, 8e5, 5e6]],
        {},
        {
            (*PAY, B, 2024): 15e6,
            ("regnskap", "eiendom", B, 2024): 8e5,
            ("regnskap", "rammetilskudd", B, 2024): 5e6,
        },
        (3, 0, 0),
    ),
    "a heading that is parted": (
        [["Kommune", "År", "Drifts-\ninntekter"], [B, 2024, 29e6]],
        {},
        income(Bergen={2024: 29e6}),
        (1, 0, 0),
    ),
    "a line that others make": (
        [["Kommune", "År", "Driftsinntekter", "Netto driftsresultat"], [B, 2024, 29e6, 5e5]],
        {},
        income(Bergen={2024: 29e6}),
        (1, 1, 0),
    ),
    "a column of what is not known, before the figures": (
        [
            ["Kommune", "Landbakgrunn", "År", "Innbyggere 0-5 år 31. desember"],
            [B, "Norden", 2024, 9000],
            [OSLO, "Norden", 2024, 23000],
            [OSLO, None, 2024, 45000],
        ],
        {},
        {("innbyggere", "0-5 år", OSLO, 2024): 45000},
        (1, 0, 2),
    ),
    "a section that is not understood, below a title that names one": (
        [["Oslo kommune"], ["Post", 2024], ["Driftsinntekter", 88e6], ["Bergen by"], ["Lønnsutgifter", 15e6]],
        {},
        income(Oslo={2024: 88e6}),
        (1, 0, 1),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_number_is_placed_left_out_or_told(name: str, tmp_path: Path) -> None:
    rows, chosen, figures, counts = CASES[name]
    found = reading(tmp_path, rows, **{"unit": "1000 kr", **chosen})
    assert found.figures == figures
    assert found.counts() == counts
    assert found.made.complete == (bool(counts[0]) and not counts[2])
    assert found.memory.is_file()


@pytest.mark.parametrize(
    ("rows", "unit", "amount"),
    [
        ([["Beløp i mill. kr"], HEAD, [B, 2024, 29876.5]], "", 29_876_500),
        ([[*HEAD[:2], "Driftsinntekter (mrd. kr)"], [B, 2024, 29.88]], "", 29_880_000),
        ([[*HEAD[:2], "Driftsinntekter (MNOK)"], [B, 2024, 29876.5]], "", 29_876_500),
        ([[*HEAD[:2], "Driftsinntekter i millionar kroner"], [B, 2024, 29876.5]], "", 29_876_500),
        ([["Tal i heile 1000 kroner"], HEAD, [B, 2024, 29_876_500]], "", 29_876_500),
        ([[*HEAD[:2], "Driftsinntekter i NOK"], [B, 2024, 29_876_500_000]], "", 29_876_500),
        ([HEAD, [None, None, "mill. kr"], [B, 2024, 29876.5]], "", 29_876_500),
        ([HEAD, [None, None, "kr"], [B, 2024, 29_876_500_000]], "", 29_876_500),
        ([["Beløp i mill. kr", None, "Regnskap"], HEAD, [B, 2024, 29876.5]], "", 29_876_500),
        ([HEAD, [B, 2024, 29876.5], [], ["Tall i mill. kr"]], "", 29_876_500),
        ([HEAD, [B, 2024, 29876.5]], "mill. kr", 29_876_500),
        ([HEAD, [B, 2024, 29_876_500]], "1000 kr", 29_876_500),
    ],
)
def test_units(rows: list[list[Any]], unit: str, amount: float, tmp_path: Path) -> None:
    assert reading(tmp_path, rows, unit=unit).figures == income(Bergen={2024: amount})


@pytest.mark.parametrize(
    ("heading", "value", "told"),
    [
        ("Driftsinntekter (kr per innb.)", 101234, "er kr per innb, ikke et beløp"),
        ("Gjeld (i % av driftsinntekter)", 112.4, "er % av driftsinntekter, ikke et beløp"),
        ("Lønnsutgifter per innbygger", 50, "er per innbygger, ikke et beløp"),
        ("Driftsinntekter", 29876.5, "passer med mill. kr"),
        ("Driftsinntekter (1000 kr)", 29_876_500_000, "passer med kr"),
        ("Driftsinntekter", 29_876_500, "passer med 1000 kr. Skriv --unit"),
        ("konto 2.41", 2000, "enheten er ikke sagt"),
        (
            "Renteutgifter (1000 kr)",
            "500,000",
            "komma foran tre sifre kan skille tusener eller desimaler: «500,000»",
        ),
        ("konto 2.42", 2000, "«konto 2.42» (C1"),
        ("Innbyggere 6-14 år", 30000, "mente du «Innbyggere 6-15 år»"),
        ("Innbyggere 1-5 år", 14000, "«Innbyggere 1-5 år»"),
        ("Andel barn 1-2 år med barnehageplass", 0.88, "kan være andeler"),
        ("Innbyggere 0-5 år ved utgangen av året", 0.98, "hele tall"),
        ("Driftsutgifter", 29e6, "«Driftsutgifter» (C1, er med avskrivninger"),
        ("Sum driftsutgifter (1000 kr)", 29e6, "pakkens linje er «Driftsutgifter uten avskrivninger»"),
        ("Netto driftsutgifter", 29e6, "funksjonen er ikke sagt"),
        (None, 29e6, "linjen er ikke sagt"),
    ],
)
def test_what_is_not_placed(heading: str | None, value: float, told: str, tmp_path: Path) -> None:
    found = reading(tmp_path, [["Kommune", "År", heading], [B, 2024, value]])
    assert told in found.told and not found.out.exists() and not found.made.complete
    placed, left, unknown = found.counts()
    assert (placed, left + unknown) == (0, 1)


def test_what_is_not_said_is_asked_for_and_can_be_given(tmp_path: Path) -> None:
    rows = [["Post", "Beløp"], ["konto 2.41", 2000]]
    with pytest.raises(DatasetError, match="sier ikke hvilke år"):
        reading(tmp_path, rows)
    assert "--municipality" in reading(tmp_path, rows, years="2023-2024").told
    assert "--year" in reading(tmp_path, rows, years="2023-2024", place="Oslo").told
    assert "--unit" in reading(tmp_path, rows, years="2023-2024", place="Oslo", year=2023).told
    found = reading(tmp_path, rows, years="2023-2024", place="Oslo", year=2023, unit="mill. kr")
    assert found.figures == {("balanse", "2.41", OSLO, 2023): 2_000_000}


@pytest.mark.parametrize("value", [1e308, 1e15, "9" * 400, f"{'9' * 400},5"])
def test_a_number_that_no_spreadsheet_holds(value: Any, tmp_path: Path) -> None:
    """Times a thousand it was no number at all, and the workbook could not be written."""
    rows = [[*HEAD[:2], "Renteutgifter (mill. kr)", "Lønnsutgifter (1000 kr)"], [B, 2024, value, 15e6]]
    found = reading(tmp_path, rows)
    assert found.figures == {(*PAY, B, 2024): 15e6} and "er for stort til å være et tall" in found.told


def test_what_is_no_table_of_a_year_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"«2022-23», «2023/24» er ikke lest som år"):
        reading(tmp_path, [["Kommune", "Linje", "2022-23", "2023/24"], [B, "Grunnskolepoeng", 42.1, 42.3]])
    with pytest.raises(DatasetError, match=r"Arket «Ark1» har ingen tall\. Skriv bare sifre"):
        reading(tmp_path, [HEAD, [B, 2024, "29 tusen millioner"]])


def test_a_heading_over_the_rows_that_nothing_was_made_of_is_told(tmp_path: Path) -> None:
    """Municipality and year stand over the column: that it is a company's property tax is not known."""
    rows = [[None, "Bergen 2024"], ["Driftsinntekter", 29e6], ["Bergen havn KF"], ["Eiendomsskatt", 6e5]]
    told = reading(tmp_path, rows, unit="1000 kr").told
    told_so = "Se over: titler og andre tekster er ikke forstått, og ikke brukt"
    assert f"{told_so}: «Bergen havn KF» (A3)." in told


def test_sheets_that_are_not_read_are_named(tmp_path: Path) -> None:
    file = table(tmp_path / "tall.xlsx", [HEAD, [B, 2024, 29e6]])
    book = openpyxl.load_workbook(file)
    book.create_sheet("Oslo").append([OSLO, 2024, 88e6])
    book.save(file)
    assert "Velg et annet med --sheet: Oslo." in Reading(file, unit="1000 kr").told
    shutil.rmtree(tmp_path / "pakke")
    assert "--sheet" not in Reading(file, unit="1000 kr", sheet="Ark1").told


def test_text_that_excel_calls_unicode(tmp_path: Path) -> None:
    file = tmp_path / "tall.txt"
    file.write_bytes("Kommune\tÅr\tDriftsinntekter (1000 kr)\r\nTromsø\t2024\t9000000\r\n".encode("utf-16"))
    assert Reading(file).figures == income(Tromsø={2024: 9e6})


def test_a_percent_is_what_the_cell_shows(tmp_path: Path) -> None:
    file = table(
        tmp_path / "tall.xlsx", [["Kommune", "År", "Andel barn 1-2 år med barnehageplass"], [B, 2024, 0.883]]
    )
    book = openpyxl.load_workbook(file)
    book.active["C2"].number_format = "0.0 %"
    book.save(file)
    assert Reading(file).figures == {("indikatorverdier", "barnehage", "3", B, 2024): 88.3}


def test_a_municipality_by_its_number_of_the_year(tmp_path: Path) -> None:
    """What stands by a number that does not hold is a sign, or another municipality's history."""
    rows = [
        ["Region", "Statistikkvariabel", "2023", "2024"],
        ["3301 Drammen", "Grunnskolepoeng", ".", 42.5],
        ["3005 Drammen (2020-2023)", "Grunnskolepoeng", 41, "."],
    ]
    found = reading(tmp_path, rows)
    assert found.figures == {
        ("indikatorverdier", "grunnskole", "11", "Drammen", 2023): 41,
        ("indikatorverdier", "grunnskole", "11", "Drammen", 2024): 42.5,
    }
    assert found.made.complete


def test_a_line_that_others_make_is_called_by_its_name(tmp_path: Path) -> None:
    rows = [["Kommune", "År", "Netto resultat drift (1000 kr)"], [B, 2024, 500]]
    told = reading(tmp_path, rows).told
    assert "linjer som regnes av andre: Netto driftsresultat" in told


def test_functions_and_kinds_in_columns_of_their_own(tmp_path: Path) -> None:
    rows = [
        ["region", "funksjon", "art", "2024"],
        ["4601 Bergen", "202 Grunnskole", "Netto driftsutgifter på funksjon/tjenesteområde", 4_400_000],
        ["4601 Bergen", "999 Tull", "Netto driftsutgifter på funksjon/tjenesteområde", 1],
    ]
    found = reading(tmp_path, rows)
    assert found.counts() == (1, 1, 0)
    assert found.figures == {("beloep", "202", "netto", B, 2024): 4_400_000}


def test_csv_as_norwegians_save_it(tmp_path: Path) -> None:
    rows = [
        ["Kommune", "År", "Lønnsutgifter (1000 kr)"],
        ["Tromsø", 2024, "5 002 000,5"],
        ["Bærum", 2024, "9 002 000"],
    ]
    assert reading(tmp_path, rows, "tall.csv").figures == {
        (*PAY, "Tromsø", 2024): 5_002_000.5,
        (*PAY, "Bærum", 2024): 9_002_000,
    }


def test_open_document(tmp_path: Path) -> None:
    odf = pytest.importorskip("odf.opendocument")
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    document, sheet = odf.OpenDocumentSpreadsheet(), Table(name="Ark1")

    def row(*cells: Any) -> None:
        made = TableRow()
        for cell in cells:
            made.addElement(cell)
        sheet.addElement(made)

    def text(value: str, **more: Any) -> Any:
        cell = TableCell(valuetype="string", **more)
        cell.addElement(P(text=value))
        return cell

    def number(value: float, kind: str = "float") -> Any:
        return TableCell(valuetype=kind, value=value)

    share = "Andel barn 1-2 år med barnehageplass"
    row(text("Kommune"), text("År"), text("Driftsinntekter (1000 kr)"), text(share))
    row(text(B, numberrowsspanned=2), number(2023), number(27e6), number(0.88, "percentage"))
    row(CoveredTableCell(), number(2024), number(29e6), number(0.89, "percentage"))
    document.spreadsheet.addElement(sheet)
    document.save(tmp_path / "tall.ods")
    assert Reading(tmp_path / "tall.ods").figures == income(Bergen={2023: 27e6, 2024: 29e6}) | {
        ("indikatorverdier", "barnehage", "3", B, 2023): 88,
        ("indikatorverdier", "barnehage", "3", B, 2024): 89,
    }


# -- the file beside the table ------------------------------------------------------------------------


def test_what_is_answered_is_what_counts(tmp_path: Path) -> None:
    rows = [
        ["Kommune", "År", "Inntekter i alt (mill. kr)", "Rare greier"],
        ["Bergen by", 2024, 29876.5, 17],
        [OSLO, 2024, 88876.5, 18],
    ]
    found = reading(tmp_path, rows)
    assert not found.made.complete and found.counts() == (0, 0, 4)
    raw = json.loads(found.memory.read_text(encoding="utf-8"))
    assert raw["ark"] == "Ark1"
    assert raw["leses_som"] == {"Bergen by": "?", "Inntekter i alt (mill. kr)": "?", "Rare greier": "?"}
    raw["leses_som"] |= {
        "Bergen by": "4601",
        "Rare greier": "",
        "Inntekter i alt (mill. kr)": "regnskap/driftsinntekter; mill. kr",
    }
    found.memory.write_text(json.dumps(raw), encoding="utf-8")
    found = reading(tmp_path, rows)
    assert found.figures == income(Bergen={2024: 29_876_500}, Oslo={2024: 88_876_500})
    assert found.counts() == (2, 2, 0) and found.made.complete
    assert json.loads(found.memory.read_text(encoding="utf-8"))["leses_som"] == raw["leses_som"]

    raw["leses_som"]["Rare greier"] = "regnskap/loen"
    found.memory.write_text(json.dumps(raw), encoding="utf-8")
    shutil.rmtree(found.out)
    with pytest.raises(DatasetError, match="Mente du «regnskap/loenn»"):
        reading(tmp_path, rows)
    assert not found.out.exists()
    found.memory.write_text("{", encoding="utf-8")
    with pytest.raises(DatasetError, match="ikke gyldig JSON"):
        reading(tmp_path, rows)


@pytest.mark.parametrize(
    "heading",
    [
        "Netto lånegjeld",
        "Netto driftsresultat (mill. kr)",
        "Lønn og sosiale utgifter",
        "Driftsinntekter, 1. tertial",
        "Driftsinntekter, kommunekassen",
        "Driftsinntekter i faste priser",
        "Driftsinntekter, revidert budsjett",
        "Driftsinntekter, budsjettavvik",
        "Lønnsutgifter (1000 kr), foreløpige tall",
        "Driftsinntekter per innbygger",
        "Netto driftsutgifter funksjon 201 i prosent",
    ],
)
def test_what_was_written_down_is_read_as_the_same_again(heading: str, tmp_path: Path) -> None:
    rows = [["Kommune", "År", heading, "Driftsinntekter (1000 kr)"], [B, 2024, 12, 29e6]]
    first = reading(tmp_path, rows)
    assert json.loads(first.memory.read_text(encoding="utf-8"))["leses_som"][heading] != "?"
    shutil.rmtree(first.out)
    again = reading(tmp_path, rows)
    assert again.figures == first.figures and again.counts() == first.counts()


def test_operating_expenditure_is_the_package_s_where_it_is_without_depreciation(tmp_path: Path) -> None:
    """The accounts' own sum has depreciation in it: `fetch` takes AGD46 - A590 of table 13551."""
    line = ("regnskap", "driftsutgifter", B, 2024)
    rows = [["Kommune", "År", "Sum driftsutgifter ekskl. avskrivninger (1000 kr)"], [B, 2024, 28e6]]
    assert reading(tmp_path, rows).figures == {line: 28e6}
    rows = [["Kommune", "År", "Sum driftsutgifter (1000 kr)"], [B, 2024, 28e6]]
    found = reading(tmp_path, rows, "sum.xlsx")
    raw = json.loads(found.memory.read_text(encoding="utf-8"))
    raw["leses_som"]["Sum driftsutgifter (1000 kr)"] = "regnskap/driftsutgifter; 1000 kr"
    found.memory.write_text(json.dumps(raw), encoding="utf-8")
    shutil.rmtree(found.out)
    assert reading(tmp_path, rows, "sum.xlsx").figures == {line: 28e6}


def test_a_sign_that_the_table_does_not_say_is_asked_for(tmp_path: Path) -> None:
    rows = [["Kommune", "År", "Renteutgifter (1000 kr)", "Netto avdrag (1000 kr)", "Lønnsutgifter (1000 kr)"]]
    rows += [[B, 2024, -935324, 9e5, 15e6], [OSLO, 2024, 1e6, -3e5, 41e6]]
    found = reading(tmp_path, rows)
    interest, repaid = ("regnskap", "renteutgifter"), ("regnskap", "avdrag")
    sure = {(*PAY, B, 2024): 15e6, (*PAY, OSLO, 2024): 41e6, (*interest, OSLO, 2024): 1e6}
    assert found.figures == sure and "1 tall (C2): beløp som ikke er under null" in found.told
    assert "2 tall (D2, D3): tabellen har minus foran linjer" in found.told
    raw = json.loads(found.memory.read_text(encoding="utf-8"))
    raw["leses_som"] |= {
        rows[0][2]: "regnskap/renteutgifter; 1000 kr; snudd fortegn",
        rows[0][3]: "regnskap/avdrag; 1000 kr; samme fortegn",
    }
    found.memory.write_text(json.dumps(raw), encoding="utf-8")
    shutil.rmtree(found.out)
    found = reading(tmp_path, rows)
    sure |= {(*interest, B, 2024): 935324, (*repaid, B, 2024): 9e5, (*repaid, OSLO, 2024): -3e5}
    del sure[*interest, OSLO, 2024]  # turned it would be below zero
    assert found.figures == sure and "1 tall (C3): beløp som ikke er under null" in found.told


def test_the_last_lines_say_one_thing_each_in_order(tmp_path: Path) -> None:
    rows = [["Kommune", "År", "Driftsinntekter (1000 kr)", "Rart"], [B, 2024, 29e6, 7]]
    found = reading(tmp_path, rows)
    *_, count, keys, answer, written = found.told.splitlines()
    assert count == "2 tall i tabellen: 1 tall satt inn, 0 utelatt, 1 ikke forstått."
    assert keys.startswith("Årstall og kommunenumre (1) er brukt") and answer.startswith("Svar i ")
    again = f"svar, slett {found.out} og kjør på nytt. Fyll den ut først når alt er med."
    assert written == f"Skrev {found.out} med det som er forstått. Skal resten med: {again}"


def test_the_unit_can_be_given_in_the_mapping(tmp_path: Path) -> None:
    rows = [HEAD, [B, 2024, 29e6]]
    found = reading(tmp_path, rows)
    assert "enheten er ikke sagt" in found.told and "«enhet» i koblingsfilen" in found.told
    assert "svar, slett" not in found.told
    raw = json.loads(found.memory.read_text(encoding="utf-8"))
    found.memory.write_text(json.dumps(raw | {"enhet": "1000 kr"}), encoding="utf-8")
    assert reading(tmp_path, rows).figures == income(Bergen={2024: 29e6})


@pytest.mark.parametrize(("name", "content"), [("tom.csv", b""), ("tom.xlsx", b""), ("tom.csv", b" \n\n")])
def test_an_empty_file_is_refused_and_nothing_is_written(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetError, match="Filen er tom"):
        Reading(tmp_path / name, years="2024")
    assert {file.name for file in tmp_path.iterdir()} == {name, "nettverk.csv"}


def test_blanks_that_were_asked_about(tmp_path: Path) -> None:
    rows = [HEAD, [B, 2023, 27e6], [None, 2024, 29e6]]
    found = reading(tmp_path, rows)
    raw = json.loads(found.memory.read_text(encoding="utf-8"))
    found.memory.write_text(
        json.dumps(raw | {"tomme_celler": "som over", "enhet": "1000 kr"}), encoding="utf-8"
    )
    assert not found.out.exists()
    assert reading(tmp_path, rows).figures == income(Bergen={2023: 27e6, 2024: 29e6})


def test_one_message_a_kind(tmp_path: Path) -> None:
    rows = [HEAD, *([f"Sted {n}", 2024, 29e6] for n in range(50))]
    told = reading(tmp_path, rows).told
    assert "50 tall (C2, C3, C4, C5 og 46 til): tekster som ikke er forstått" in told
    assert len(told.splitlines()) < 8


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"sheet": "Ark3"}, "Arkene er Forside, Ark2"),
        ({"sheet": "Forside"}, "Arket «Forside» er tomt"),
        ({"sheet": "Ark2", "unit": "poser"}, "ikke en kjent enhet"),
        ({}, "Arket «Forside» er tomt"),
        ({"sheet": "Ark2", "place": "Halden"}, "ikke en kommune i nettverket"),
    ],
)
def test_wrong_use(chosen: dict[str, Any], told: str, tmp_path: Path) -> None:
    file = table(tmp_path / "tall.xlsx", [HEAD, [B, 2024, 29e6]], title="Ark2")
    with pytest.raises(DatasetError, match=told):
        Reading(file, **chosen)
    assert not (tmp_path / "pakke").exists()


def test_years_outside_the_package(tmp_path: Path) -> None:
    found = reading(tmp_path, [HEAD, [B, 2023, 27e6], [B, 2024, 29e6]], years="2024", unit="1000 kr")
    assert found.counts() == (1, 1, 0) and "år utenfor den nye pakken: 2023" in found.told


# -- damage, and tables at random -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tall.xlsx", "tall.csv"])
def test_a_damaged_file_is_read_or_refused_in_one_line(name: str, tmp_path: Path) -> None:
    whole = table(tmp_path / name, [HEAD, [B, 2024, 29e6], [OSLO, 2024, 88e6]]).read_bytes()
    rng, empty = random.Random(5), blank("asss12", range(2024, 2025))
    for _ in range(200):
        spoilt = bytearray(whole[: rng.randint(1, len(whole))] if rng.random() < 0.3 else whole)
        for _ in range(rng.randint(1, 30)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        (tmp_path / name).write_bytes(spoilt)
        try:
            OwnTable(tmp_path / name, None).years(empty, Given())
        except DatasetError as error:
            assert len(error.problemer) == 1 and "\n" not in str(error)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_a_table_laid_out_at_random_gives_no_wrong_figure(seed: int) -> None:
    layout, how, wrong = own_tables.read(seed)
    assert not wrong, f"seed {seed}, {layout}: {how}"
