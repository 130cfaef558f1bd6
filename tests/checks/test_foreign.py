"""Sound workbooks of other programs have no error, and the example workbooks no finding at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, IconSetRule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from asss_xl.checks import Finding, Severity, check
from asss_xl.delivery.printing import convert

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "workbooks").glob("*.xlsx"))


def errors(path: Path) -> list[object]:
    report = check(path)
    return [
        *report.differences,
        *(finding for finding in report.findings if finding.severity == Severity.ERROR),
    ]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook as openpyxl writes it: no cached values, fonts in an order of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Årstall og æøå"
    sheet.append(["År", "Inn", "Ut", "Netto"])
    for row in range(2, 12):
        sheet.append([1998 + row, row * 1.5, row, f"=B{row}-C{row}"])
    sheet["F1"], sheet["F2"] = "=TODAY()", "=SUM(D2:D11)"
    sheet["F3"], sheet["F4"] = '=IF(F2>0,"ja","nei")', "=F1+1"
    sheet["A1"].font = Font(bold=True, italic=True, name="Arial", size=12, color="FF0000")
    sheet["A1"].comment = Comment("Se tabellen", "asss_xl")
    sheet["A1"].hyperlink = "https://www.ssb.no/"
    sheet["B2"].number_format = '#,##0.0;[Red]-#,##0.0;"–"'
    bounds = Reference(sheet, min_col=2, min_row=1, max_row=11)
    for at, kind in enumerate((BarChart, LineChart, PieChart)):
        chart = kind()
        chart.add_data(bounds, titles_from_data=True)
        sheet.add_chart(chart, f"H{2 + 18 * at}")
    fill = PatternFill("solid", bgColor="FFFF00")
    rules = sheet.conditional_formatting
    rules.add(
        "B2:B11", ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")
    )
    rules.add("C2:C11", CellIsRule(operator="between", formula=["2", "5"], fill=fill))
    rules.add("D2:D11", IconSetRule("5Arrows", "percent", [0, 20, 40, 60, 80]))
    choices = DataValidation(type="list", formula1='"ja,nei"', allow_blank=True)
    sheet.add_data_validation(choices)
    choices.add("F3")
    sheet.freeze_panes, sheet.print_title_rows, sheet.print_area = "B2", "1:1", "A1:F11"
    sheet.merge_cells("J1:K1")
    sheet.protection.sheet = True
    other = book.create_sheet("Tabell")
    for values in (["x", "y"], [1, 2], [3, 4]):
        other.append(values)
    other.add_table(Table(displayName="Tabell1", ref="A1:B3"))
    other["D1"] = "=SUM(Tabell1[y])"
    book.defined_names["SATS"] = DefinedName("SATS", attr_text="'Årstall og æøå'!$B$2")
    path = tmp_path_factory.mktemp("fremmed") / "openpyxl.xlsx"
    book.save(path)
    return path


def test_a_sound_file_of_openpyxl_has_no_error(foreign: Path) -> None:
    assert errors(foreign) == []
    assert "no-cached-values" in {finding.rule for finding in check(foreign).findings}


@pytest.mark.libreoffice
def test_a_sound_file_of_libreoffice_has_no_error(foreign: Path, tmp_path: Path) -> None:
    assert errors(convert(foreign, tmp_path)) == []


@pytest.mark.libreoffice
def test_a_report_that_libreoffice_saved_has_no_error(tmp_path: Path) -> None:
    saved = convert(next(path for path in EXAMPLES if "Bergen" in path.name), tmp_path)
    assert [f for f in check(saved).findings if f.severity == Severity.ERROR] == []


def test_a_report_that_openpyxl_saved_has_no_error(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(next(path for path in EXAMPLES if "Bergen" in path.name))
    book.save(tmp_path / "openpyxl.xlsx")
    assert errors(tmp_path / "openpyxl.xlsx") == []


def test_there_are_example_workbooks() -> None:
    assert len(EXAMPLES) == 2


def told(path: Path, rows: list[list[object]]) -> list[Finding]:
    """What is told of a sheet with these rows, each formula beside the value that it has."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tall")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                sheet.write_formula(row, column, cell[0], None, cell[1])
            else:
                sheet.write(row, column, cell)
    sheet.write_comment("A1", "Sjekket", {"author": "Kari Nordmann"}) if path.stem == "kommentar" else None
    book.close()
    report = check(path)
    assert not report.differences
    return list(report.findings)


def test_a_mean_of_all_but_the_first_in_every_column_is_meant_so(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Bergen", 10.0, 20.0], ["Oslo", 12.0, 22.0], ["Asker", 14.0, 24.0]]
    rows.append(["Snitt", ("=AVERAGE(B1:B3)", 12), ("=AVERAGE(C1:C3)", 22)])
    rows.append(["Uten Bergen", ("=AVERAGE(B2:B3)", 13), ("=AVERAGE(C2:C3)", 23)])
    assert told(tmp_path / "snitt.xlsx", rows) == []


def test_a_mean_beside_a_sum_is_meant_so_in_the_row_of_sums_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"Post {n}", n, n + 1, (f"=SUM(B{n}:C{n})", 2 * n + 1), (f"=AVERAGE(B{n}:C{n})", n + 0.5)]
        for n in (1, 2, 3)
    ]
    sums = [(f"=SUM({at}1:{at}3)", value) for at, value in (("B", 6), ("C", 9), ("D", 15))]
    assert told(tmp_path / "kryss.xlsx", [*rows, ["Sum", *sums, ("=AVERAGE(B4:C4)", 7.5)]]) == []


def test_sums_that_all_leave_out_the_last_row_are_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"Post {n}", n, n + 1] for n in (1, 2, 3)]
    found = told(tmp_path / "kort.xlsx", [*rows, ["Sum", ("=SUM(B1:B2)", 3), ("=SUM(C1:C2)", 5)]])
    assert [(f.rule, f.where) for f in found] == [("short-range", "Tall!B4"), ("short-range", "Tall!C4")]


def test_a_number_written_over_one_of_three_sums(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"Post {n}", 9 * n, 2 * n, (f"=B{n}-C{n}", 7 * n)] for n in (1, 2, 3)]
    rows.append(["Sum", ("=SUM(B1:B3)", 54), 13, ("=SUM(D1:D3)", 42)])
    found = told(tmp_path / "overskrevet.xlsx", rows)
    assert [(f.rule, f.where) for f in found] == [("constant-among-formulas", "Tall!C4")]


def test_what_was_before_the_years_that_are_summed_is_set_beside_the_sum(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"Prosjekt {n}", 5, n, 2 * n, (f"=SUM(C{n}:D{n})", 3 * n), (f"=B{n}+E{n}", 5 + 3 * n)]
        for n in (1, 2, 3)
    ]
    assert told(tmp_path / "tidligere.xlsx", rows) == []
    found = told(tmp_path / "utelatt.xlsx", [row[:5] for row in rows])
    assert [(f.rule, f.where) for f in found] == [("short-range", f"Tall!E{n}") for n in (1, 2, 3)]


def test_a_ratio_of_totals_without_the_guard_of_its_column_is_as_its_column(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"Skole {n}", 8 * n, 2 * n, (f"=IFERROR(B{n}/C{n},0)", 4), 3 * n + 4] for n in (1, 2, 3)
    ]
    rows.append(["Sum", ("=SUM(B1:B3)", 48), ("=SUM(C1:C3)", 12), ("=B4/C4", 4), ("=SUM(E1:E3)", 30)])
    assert told(tmp_path / "forhold.xlsx", rows) == []


def test_an_answer_and_two_of_four_that_are_written_over(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [2 * n, 4 * n, *((f"=AVERAGE($A{n}:$B{n})", 3 * n) for _ in range(4))] for n in (1, 2, 3)
    ]
    rows.append(
        [('=IF(A3>0,"OK","FEIL")', "OK"), "OK", *((f'=IF({c}3>0,"OK","FEIL")', "OK") for c in "CDEF")]
    )
    assert [f.where for f in told(tmp_path / "svar.xlsx", rows)] == ["Tall!B4"]
    rows[1][3:5] = [7, 8]
    assert [f.where for f in told(tmp_path / "to.xlsx", rows)] == ["Tall!D2", "Tall!E2", "Tall!B4"]


def test_a_municipality_of_two_words_is_no_person(tmp_path: Path) -> None:
    """As a sheet, and in what a workbook of ours says of where it is from."""
    book = openpyxl.Workbook()
    book.create_sheet("Nordre Follo")
    for name, text in (("asss_kommune", "Øvre Eiker"), ("Ansvarlig", "Kari Nordmann")):
        book.custom_doc_props.append(StringProperty(name=name, value=text))
    book.save(tmp_path / "to.xlsx")
    told = [f.message for f in check(tmp_path / "to.xlsx").findings if f.rule == "personal-data"]
    assert [text.split("»")[0].split("«")[1] for text in told] == ["Kari Nordmann"]


def test_who_wrote_a_comment_is_told(tmp_path: Path) -> None:
    found = told(tmp_path / "kommentar.xlsx", [["Tall", 1], ["Dobbelt", ("=B1*2", 2)]])
    assert [f.rule for f in found] == ["personal-data"] and "Kari Nordmann" in found[0].message


def _rows(first: list[object], count: int, row: Callable[[int], list[object]]) -> list[list[object]]:
    """A heading and the rows below it; what makes a row is given its number in the sheet."""
    return [first, *(row(n) for n in range(2, 2 + count))]


def _budget() -> list[list[object]]:
    rows = _rows(["Post", "Budsjett", "Regnskap", "Avvik"], 9, lambda n: [f"P{n}", 7 * n, n, f"=B{n}-C{n}"])
    return [*rows, ["Sum", "=SUM(B2:B10)", "=SUM(C2:C10)", "=B11-C11"]]


#: Sheets of kinds that people have, in which what is not as the cells around it is meant so.
ORDINARY: dict[str, list[list[object]]] = {
    "budget": _budget(),
    "loan": _rows(
        ["Termin", "Inngående", "Renter", "Avdrag", "Utgående"],
        12,
        lambda n: [n, "=$H$1" if n == 2 else f"=E{n - 1}", f"=B{n}*$H$2", "=$H$1/12", f"=B{n}-D{n}"],
    ),
    "index": _rows(
        ["År", "KPI", "Indeks"], 9, lambda n: [2010 + n, 99.5 + n, 100 if n == 2 else f"=B{n}/B$2*100"]
    ),
    "balance": _rows(["Inn", "Ut", "Saldo"], 9, lambda n: [n, 1, 5000 if n == 2 else f"=C{n - 1}+A{n}-B{n}"]),
    "country first": _rows(
        ["Kommune", "Folketall", "Utgift", "Per innbygger", "Differanse"],
        9,
        lambda n: (
            ["Landet", 55000, 990000, 18.2]
            if n == 2
            else [f"K{n}", 100 * n, 900 + n, f"=C{n}/B{n}", f"=D{n}-D$2"]
        ),
    ),
    "cohorts": _rows(
        ["Alder", 2024, 2025, 2026],
        9,
        lambda n: [n, 90 + n, *([91 + n, 95] if n == 2 else [f"=B{n - 1}*0.99", f"=C{n - 1}*0.99"])],
    ),
    "total first": _rows(
        ["Gruppe", "Antall", "Pris", "Beløp"],
        9,
        lambda n: ["Totalt", "=SUM(B3:B10)", None, "=SUM(D3:D10)"] if n == 2 else [n, n, 5, f"=B{n}*C{n}"],
    ),
    "a heading of numbers": _rows([1, 2, 3], 9, lambda n: [7 * n, 3 + n, f"=A{n}+B{n}"]),
    "moving mean": _rows(["Tall", "Snitt"], 9, lambda n: [7 * n, f"=AVERAGE(A{max(2, n - 2)}:A{n})"]),
    "triangle": [
        [*(n + k for k in range(8 - n)), *[None] * (n + 1), f"=SUM(A{n + 1}:{'ABCDEFGH'[7 - n]}{n + 1})"]
        for n in range(8)
    ],
    "subtotals": [
        ["Post", "Budsjett", "Regnskap", "I fjor"],
        *([n, 7 * n, 3 * n, 2 * n] for n in (2, 3, 4)),
        ["Drift", "=SUM(B2:B4)", "=SUM(C2:C4)", "=SUM(D2:D4)"],
        *([n, 7 * n, 3 * n, 2 * n] for n in (6, 7, 8)),
        ["Finans", "=SUM(B6:B8)", "=SUM(C6:C8)", "=SUM(D6:D8)"],
        ["Alt", "=B5+B9", "=C5+C9", "=D5+D9"],
        ["Anslag", "=SUM(B2:B9)/2", None, None],
    ],
    "a rate after the years": _rows(
        ["Alder", 2024, 2025, 2026, 2027, "Vekst"],
        6,
        lambda n: [n, 90 + n, f"=B{n}*(1+$F{n})", f"=C{n}*(1+$F{n})", f"=D{n}*(1+$F{n})", 0.02],
    ),
    "two lines of another kind": _rows(
        ["Post", "Sats", "Grunnlag", "Beløp"],
        9,
        lambda n: [n, n / 10, 100 * n, f"=B{n}*C{n}"] if n not in (5, 6) else [n, None, None, 40 + n],
    ),
    "two lines of another formula": _rows(
        ["Post", "Sats", "Grunnlag", "Beløp"],
        9,
        lambda n: [n, n / 10, 100 * n, f"=B{n}*C{n}" if n not in (5, 6) else f"=B{n}*C{n}/2"],
    ),
}


def _odd(path: Path, rows: list[list[object]], **cells: object) -> list[tuple[str, str]]:
    """The cells that are told to be unlike those around them, by rule."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark"
    for row in rows:
        sheet.append(row)
    for address, value in cells.items():
        sheet[address] = value
    book.save(path)
    found = check(path).findings
    return [(f.rule, f.where.removeprefix("Ark!")) for f in found if f.rule in AMONG]


CONSTANT = "constant-among-formulas"
AMONG = ("formula-unlike-row", CONSTANT, "short-range", "counted-twice", "sum-of-unlike")


@pytest.mark.parametrize("rows", ORDINARY.values(), ids=list(ORDINARY))
def test_nothing_is_odd_in_an_ordinary_sheet(rows: list[list[object]], tmp_path: Path) -> None:
    assert _odd(tmp_path / "vanlig.xlsx", rows) == []


@pytest.mark.parametrize("value", [17.5, "=B{}*1.1"])
def test_two_cells_beside_each_other_and_the_first_of_a_column(value: object, tmp_path: Path) -> None:
    """Also where the column begins or ends with a number that is meant."""
    rule = CONSTANT if value == 17.5 else "formula-unlike-row"

    def put(kind: str, *addresses: str) -> None:
        cells = {
            at: value if rule == CONSTANT else str(value).format(f"{at[1:]}+{n}")
            for n, at in enumerate(addresses)
        }
        told = _odd(tmp_path / "skadet.xlsx", ORDINARY[kind], **cells)
        assert told == [(rule, at) for at in addresses], (kind, addresses)

    put("budget", "D5", "D6")
    put("budget", "D2")
    put("loan", "E5", "E6")
    put("index", "C5", "C6")
    put("country first", "D6")
    put("a heading of numbers", "C7", "C8")
    put("budget", "D4", "D5", "D6")
    if rule == CONSTANT:
        put("budget", "D10")
        put("budget", "D3", "D6")
        put("subtotals", "B5")
        put("country first", "D10")


def test_a_mean_of_formulas_that_is_a_step_short(tmp_path: Path) -> None:
    means = {f"{at}20": f"=AVERAGE({at}2:{at}10)" for at in "BCD"}
    short = means | {"D20": "=AVERAGE(D2:D9)"}
    assert _odd(tmp_path / "hele.xlsx", ORDINARY["budget"], **means) == []
    assert _odd(tmp_path / "kort.xlsx", ORDINARY["budget"], **short) == [("short-range", "D20")]


def test_a_total_of_numbers_and_of_their_sums(tmp_path: Path) -> None:
    found = _odd(tmp_path / "dobbel.xlsx", ORDINARY["subtotals"], B10="=SUM(B2:B9)", C10="=SUM(C2:C9)")
    assert found == [("counted-twice", "B10"), ("counted-twice", "C10")]


def test_a_subtotal_leaves_out_others_of_its_kind_and_no_plain_sum(tmp_path: Path) -> None:
    parts = {"B6": "=SUBTOTAL(9,B2:B5)", "B9": "=SUBTOTAL(109,B7:B8)"}
    numbers: dict[str, object] = {f"B{row}": 7 * row for row in (2, 3, 4, 5, 7, 8)}
    plain, total = "=SUM(B2:B9)", "=SUBTOTAL(9,B2:B9)"
    assert _odd(tmp_path / "hel.xlsx", [], **numbers, **parts, B10=total) == []
    assert _odd(tmp_path / "dobbel.xlsx", [], **numbers, **parts, B10=plain) == [("counted-twice", "B10")]
    summed = {"B6": "=SUM(B2:B5)", "B10": total}
    assert _odd(tmp_path / "sum.xlsx", [], **numbers, **summed) == [("counted-twice", "B10")]
    short = {"B9": "=SUBTOTAL(9,B2:B7)"}
    assert _odd(tmp_path / "kort.xlsx", [], **numbers, **short) == [("short-range", "B9")]


def test_a_mean_of_numbers_and_of_their_sum(tmp_path: Path) -> None:
    mean = {"F20": "=AVERAGE(B2:B10)", "F21": "=MAX(B2:B9)"}
    assert _odd(tmp_path / "av.xlsx", [], **_COUNTS, B20="=AVERAGE(B2:B10)", B21="=MAX(B2:B10)") == [
        ("counted-twice", "B20"),
        ("counted-twice", "B21"),
    ]
    assert _odd(tmp_path / "uten.xlsx", [], **_COUNTS, **mean) == []


#: Nine numbers under each other and their sum.
_COUNTS: dict[str, object] = {f"B{row}": 7 * row for row in range(2, 10)} | {"B10": "=SUM(B2:B9)"}


@pytest.mark.parametrize(
    ("units", "told"),
    [
        (("1000 kr", "mill. kr"), 1),
        (("kr", "prosent"), 1),
        (("1000 kr", "tusen kroner"), 0),
        (("Ytre Arna skole", "Nattland skole"), 0),
        (("1000 kr", ""), 0),
    ],
)
def test_a_sum_of_several_units(units: tuple[str, str], told: int, tmp_path: Path) -> None:
    rows = [["Linje", "Enhet", "Beløp"], *([f"L{n}", units[n % 2], 10 + n] for n in range(6))]
    found = _odd(tmp_path / "enheter.xlsx", rows, C8="=SUM(C2:C7)")
    assert found == [("sum-of-unlike", "C8")] * told


@pytest.mark.parametrize(("first", "told"), [("C1", ["C8", "D8"]), ("C2", [])])
def test_a_sum_with_the_year_over_it(first: str, told: list[str], tmp_path: Path) -> None:
    rows = [["Linje", "", 2023, 2024], *([f"L{n}", "", 10 + n, 20 + n] for n in range(6))]
    sums = {"C8": f"=SUM({first}:C7)", "D8": f"=SUM({first.replace('C', 'D')}:D7)"}
    assert _odd(tmp_path / "aar.xlsx", rows, **sums) == [("sum-of-unlike", at) for at in told]


def test_a_formula_before_the_last_is_told_and_one_of_another_line_of_another_sheet_is_not(
    tmp_path: Path,
) -> None:
    rows: list[list[object]] = [["Post", "Tall"], *([n, f"=Ark!A{n}*2"] for n in range(1, 7))]
    assert _odd(tmp_path / "neste.xlsx", rows, B6="=Ark!A5*3") == [("formula-unlike-row", "B6")]
    assert _odd(tmp_path / "samme.xlsx", rows, B6="=Ark!A4*2") == [("formula-unlike-row", "B6")]
    assert _odd(tmp_path / "annen.xlsx", rows, B6="=Ark!A40*2") == []
