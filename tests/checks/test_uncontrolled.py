"""What the engine does not calculate as Excel does is counted and told of, never an error.

Each workbook is sound: the values are those that Excel shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks import Report, check, engine
from asss_xl.checks.package import Workbook
from asss_xl.checks.recalculation import Names, Using
from tests.checks.sound import sound_workbook
from tests.support.packages import TABLE, WORKBOOK, edited, faults_of

SHEET = "xl/worksheets/sheet1.xml"
#: A formula and its value in Excel, by the cell it stands in.
Formulas = Mapping[str, tuple[str, Any]]


def book(path: Path, formulas: Formulas, names: Mapping[str, str] | None = None) -> Path:
    """Ark1 with 1-5 in A and 10-50 in B, a sum in C1, some formulas; 1, 2, 3 on Jan, Feb, Mar."""
    workbook = xlsxwriter.Workbook(str(path))
    for name, text in (names or {}).items():
        workbook.define_name(name, f"={text}")
    first = workbook.add_worksheet("Ark1")
    for row in range(5):
        first.write_number(row, 0, row + 1)
        first.write_number(row, 1, 10 * (row + 1))
    first.write_formula("C1", "=SUM(A1:A5)", None, 15)
    for address, (formula, value) in formulas.items():
        first.write_formula(address, f"={formula}", None, value)
    for number, name in enumerate(("Jan", "Feb", "Mar"), 1):
        workbook.add_worksheet(name).write_number("A1", number)
    workbook.close()
    return path


def controlled(report: Report) -> dict[str, str]:
    """The reasons by address, when nothing was held to be wrong."""
    assert not report.differences and not report.has_errors, report
    return {cell.address: cell.reason for cell in report.uncontrolled}


BY_SETTINGS = " følger innstillingene for språk og land"
CASES: list[tuple[str, Formulas, dict[str, str], dict[str, str]]] = [
    (
        "another book",
        {"D1": ("[1]Ark1!$A$1", 1250), "E1": ("D1+C1", 1265)},
        {},
        {"D1": "viser til en annen arbeidsbok", "E1": "følger av Ark1!D1"},
    ),
    (
        "another book that is caught",
        {"D1": ("IFERROR([1]Ark1!$A$1,0)", 1250)},
        {},
        {"D1": "viser til en annen arbeidsbok"},
    ),
    ("3-D", {"D1": ("SUM(Jan:Mar!A1)", 6)}, {}, {"D1": "regner gjennom flere ark (3D)"}),
    ("3-D, quoted", {"D1": ("SUM('Jan:Mar'!A1)", 6)}, {}, {"D1": "regner gjennom flere ark (3D)"}),
    (
        "its own book",
        {"D1": ("SUM([0]!utgift)", 15)},
        {"utgift": "Ark1!$A$1:$A$5"},
        {"D1": "viser til arbeidsboken selv som [0]"},
    ),
    (
        "a sum of fewer cells than are tried",
        {"D1": ('SUMIF(A1:A5,">1",B1:B2)', 140), "D2": ('AVERAGEIF(A1:A5,">1",B1:B2)', 35)},
        {},
        dict.fromkeys(("D1", "D2"), "motoren gjør ikke området som summeres, like stort som det som prøves"),
    ),
    (
        "constants as names",
        {
            "D1": ("A1*rente", 0.05),
            "D2": ('kommune&"!"', "Bergen!"),
            "D3": ("IFERROR(dobbel+1,0)", 3),
            "E3": ("D3*2", 6),
        },
        {"rente": "0.05", "kommune": '"Bergen"', "dobbel": "Ark1!$A$1*2"},
        {
            "D1": "navnet rente er en konstant eller formel",
            "D2": "navnet kommune er en konstant eller formel",
            "D3": "navnet dobbel er en konstant eller formel",
            "E3": "følger av Ark1!D3",
        },
    ),
    ("an add-in's", {"D1": ("ASSS_INDEKS(A5,A1)", 500)}, {}, {"D1": "motoren kjenner ikke ASSS_INDEKS"}),
    ("a linked data type", {"D1": ('_FV(A1,"Population")', 5)}, {}, {"D1": "motoren kjenner ikke _FV"}),
    (
        "lacking, and caught",
        {"D1": ("IFERROR(_xlfn.AGGREGATE(9,6,A1:A5),0)", 15)},
        {},
        {"D1": "motoren kjenner ikke AGGREGATE"},
    ),
    (
        "implicit intersection",
        {"D2": ("A1:A5*2", 4), "D7": ("SUM(A1:A5*B1:B5)", "#VALUE!")},
        {},
        {"D7": "området gir én verdi (implisitt snitt) i Excel"},
    ),
    (
        "1900",
        {"D1": ("YEAR(1)", 1900), "D2": ("DAY(59)", 28), "D3": ("MONTH(A1+31)", 2)},
        {},
        dict.fromkeys(("D1", "D2", "D3"), "datoer i 1900 eller regnet fra 1904 er ulike i Excel og motoren"),
    ),
    (
        "today through a name",
        {"D1": ("TODAY()", 45000), "D2": ("YEAR(dato)", 2023), "D3": ("D1+1", 45001)},
        {"dato": "Ark1!$D$1"},
        {
            "D1": "verdien er en annen hver gang den regnes ut",
            "D2": "følger av Ark1!D1",
            "D3": "følger av Ark1!D1",
        },
    ),
    (
        "a Norwegian computer's texts",
        {
            "D1": ("1.5", 1.5),
            "D2": ('D1&" mill."', "1,5 mill."),
            "D3": ('TEXT(1234.5,"# ##0,00")', "1 234,50"),
            "D4": ('TEXT(45352,"dd.mm.åååå")', "01.03.2024"),
            "D5": ('VALUE("1,5")', 1.5),
            "D6": ('"1,5"*2', 3),
            "D7": ("1&TRUE", "1SANN"),
            "D11": ("1&TRUE", "11"),
            "D8": ('FIND(",",D1)', 2),
            "D9": ("FIXED(1234.5,1)", "1 234,5"),
            "D10": ('LEN(D2)&""', "9"),
        },
        {},
        {
            **dict.fromkeys(("D2", "D7", "D11", "D8", "D9"), "tallet i teksten" + BY_SETTINGS),
            **dict.fromkeys(("D3", "D4"), "TEXT" + BY_SETTINGS),
            "D5": "VALUE" + BY_SETTINGS,
            "D6": "et tall som står som tekst," + BY_SETTINGS,
            "D10": "følger av Ark1!D2",
        },
    ),
    (
        "the last in a column",
        {
            "D1": ("LOOKUP(2,1/(A1:A5<>3),B1:B5)", 50),
            "D2": ("LOOKUP(1,0/(A1:A5<>3),B1:B5)", 50),
            "D3": ('TEXT(1234.5,"0")', "1235"),
        },
        {},
        {
            "D2": "motoren finner ikke det siste i et område slik Excel gjør",
            "D1": "motoren finner ikke det siste i et område slik Excel gjør",
            "D3": "motoren runder en halv ned i TEXT",
        },
    ),
]


@pytest.mark.parametrize(
    ("formulas", "names", "reasons"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_sound_workbook_is_told_what_was_not_controlled(
    formulas: Formulas, names: dict[str, str], reasons: dict[str, str], tmp_path: Path
) -> None:
    report = check(book(tmp_path / "bok.xlsx", formulas, names))
    assert controlled(report) == reasons
    assert report.formulas == 1 + len(formulas)
    done = CliRunner().invoke(cli.app, ["check", str(tmp_path / "bok.xlsx")])
    assert done.exit_code == 0
    assert f"{len(reasons)} av {report.formulas} formler kan ikke kontrolleres:" in done.stdout


@pytest.mark.parametrize(
    ("formulas", "wrong"),
    [
        # A wrong value beside what is not controlled is still told of, and so is a name that is none.
        ({"D1": ("[1]Ark1!$A$1", 1250), "D2": ("A1+A2", 4)}, "D2"),
        ({"D1": ("A1*satsen", 5)}, "D1"),
        ({"D1": ("SUMPRODUCT(A1:A5*B1:B5)", 551)}, "D1"),
        ({"D1": ("YEAR(45000)", 2022)}, "D1"),
        ({"D1": ('TEXT(A1,"0")', "2")}, "D1"),
        ({"D1": ('VALUE("12")+A1', 14)}, "D1"),
        ({"D1": ("LEN(A1)*D2", 3), "D2": ("A1/2", 0.5)}, "D1"),
        ({"D1": ('A1&" mill."', "1,5 mill.")}, "D1"),
        ({"D1": ('LEN("1,5")', 4)}, "D1"),
        ({"D1": ("LOOKUP(2,A1:A5,B1:B5)", 30)}, "D1"),
        ({"D1": ("LOOKUP(4,{1,3,5},B1:B3)", 30)}, "D1"),
        ({"D1": ("LOOKUP(A2*2,A1:A5*1,B1:B5)", 30)}, "D1"),
        ({"D1": ("ISO.CEILING(4.3,2)", 5)}, "D1"),
    ],
)
def test_what_the_engine_does_know_is_controlled(formulas: Formulas, wrong: str, tmp_path: Path) -> None:
    report = check(book(tmp_path / "bok.xlsx", formulas))
    assert [difference.address for difference in report.differences] == [wrong]


def test_functions_that_only_some_programs_list_are_controlled(tmp_path: Path) -> None:
    formulas = {"D1": ("ISO.CEILING(4.3,2)", 6), "D2": ("ECMA.CEILING(4.3,2)", 6)}
    report = check(book(tmp_path / "bok.xlsx", formulas))
    assert not faults_of(report) and controlled(report) == {}


def test_the_widest_column_is_no_fault(tmp_path: Path) -> None:
    """Excel writes the width with its padding: 255 characters are 255.7109375."""
    wide = '<cols><col min="1" max="1" width="255.7109375" customWidth="1"/></cols><sheetData>'
    made = edited(book(tmp_path / "b.xlsx", {}), tmp_path / "1.xlsx", SHEET, "<sheetData>", wide)
    assert not faults_of(check(made))


def test_dates_from_1904_are_not_controlled(tmp_path: Path) -> None:
    made = book(tmp_path / "bok.xlsx", {"D1": ("YEAR(40000)", 2013)})
    early = edited(made, tmp_path / "1904.xlsx", WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" ')
    assert list(controlled(check(early))) == ["D1"]


def test_a_data_table_is_not_controlled(tmp_path: Path) -> None:
    made = book(tmp_path / "bok.xlsx", {"D1": ("1+1", 7)})
    table = edited(made, tmp_path / "t.xlsx", SHEET, "<f>1+1</f>", '<f t="dataTable" ref="D1:D2" r1="A1"/>')
    assert list(controlled(check(table))) == ["D1"]


def test_styles_and_printers_that_the_engine_does_not_take_do_no_harm(tmp_path: Path) -> None:
    """The engine's copy has none of them; a file of LibreOffice's makes it panic."""
    made = book(tmp_path / "bok.xlsx", {})
    odd = edited(
        made,
        tmp_path / "1.xlsx",
        "xl/styles.xml",
        '<patternFill patternType="none"/>',
        '<patternFill patternType="ukjent"/>',
    )
    odd = edited(
        odd,
        tmp_path / "2.xlsx",
        SHEET,
        "</sheetData>",
        '</sheetData><pageSetup horizontalDpi="0" verticalDpi="0" copies="0"/>',
    )
    assert not faults_of(check(odd))


class TestWholeColumns:
    def looked_up(self, path: Path, count: int) -> Path:
        formulas = {}
        for row in range(1, count + 1):
            formulas[f"D{row}"] = (f"SUMIF(Ark1!A:A,A{row},Ark1!B:B)", 10 * row if row < 6 else 0)
            formulas[f"E{row}"] = (f"IFERROR(VLOOKUP(A{row},Ark1!A:B,2,FALSE),0)", 10 * row if row < 6 else 0)
        return book(path, formulas)

    def test_cost_what_their_cells_cost(self, tmp_path: Path) -> None:
        report = check(self.looked_up(tmp_path / "mange.xlsx", 400))
        assert not faults_of(report) and report.formulas == 801

    def test_that_count_blanks_are_asked_about_whole(self, tmp_path: Path) -> None:
        rows = {
            "D1": ("ROWS(Ark1!A:A)", 1_048_576),
            "D2": ("COUNTBLANK(A:A)", 1_048_571),
            "D3": ('COUNTIF(A:A,"")', 1_048_571),
            "D4": ("INDEX(A:A,9)", 0),
        }
        assert not faults_of(check(book(tmp_path / "hele.xlsx", rows)))
        wrong = {"D1": ("ROWS(Ark1!A:A)", 5)}
        assert [d.recalculated for d in check(book(tmp_path / "f.xlsx", wrong)).differences] == [1_048_576]

    def test_that_the_engine_does_not_finish_are_not_controlled(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[bool] = []
        whole = engine.recalculate

        def slow(source: Workbook, timeout: float, clamp: bool, probes: Any) -> Any:
            asked.append(clamp)
            return whole(source, timeout if clamp else 0.001, clamp, probes)

        monkeypatch.setattr("asss_xl.checks.recalculation.recalculate", slow)
        report = check(book(tmp_path / "f.xlsx", {"D1": ('COUNTIF(A:A,"")', 1_048_571)}))
        assert controlled(report) == {"D1": "motoren ble ikke ferdig med hele kolonner"}
        assert asked == [True, False]


def test_followers_are_found_through_names_tables_sheets_and_large_areas(tmp_path: Path) -> None:
    formulas = {
        "D1": ("Jan!A1", 1),
        "D2": ("SUM(Jan:Mar!A1)", 6),
        "D3": ("SUM(tallet)", 1),
        "D4": ("D3", 1),
        "D5": ("SUM(jan!A1:XFD1048576)", 1),
        "D6": ("SUM(Feb!A:A)", 2),
        "D7": ("'Feb'!A1", 2),
    }
    package = Workbook.open(book(tmp_path / "b.xlsx", formulas, {"tallet": "Jan!$A$1"}))
    using = Using(package, Names(package))
    assert {a for _sheet, a in using.followers([("Jan", "A1")])} == {"D1", "D2", "D3", "D4", "D5"}
    assert {a for _sheet, a in using.followers([("Feb", "A1")])} == {"D2", "D6", "D7"}
    assert using.followers([("Ark1", "A1")]) == {("Ark1", "C1"): ("Ark1", "A1")}


def test_a_table_without_an_area_stands_for_no_cells(tmp_path: Path) -> None:
    made = sound_workbook(tmp_path / "t.xlsx")
    for ref in ("A1:B", "", "#REF!"):
        broken = edited(made, tmp_path / "b.xlsx", TABLE, 'ref="A1:C4"', f'ref="{ref}"')
        assert Names(Workbook.open(broken)).tables == {}
        assert check(broken).readable
