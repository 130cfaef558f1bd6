"""The writer at its edges: what the file format refuses is an error, and text is only text."""

from __future__ import annotations

import datetime
import re
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter.worksheet import re_dynamic_function

from asss_xl import functions as f
from asss_xl.checks import check
from asss_xl.checks.package import FileCell, Workbook, file_cells
from asss_xl.functions import CATALOGUE
from asss_xl.functions.catalogue import cut
from asss_xl.functions.excel.evaluator import LAZY, PUBLIC
from asss_xl.functions.excel.sheet_functions import EAGER
from asss_xl.functions.naming import comment
from asss_xl.functions.values import DIV0, NA
from asss_xl.report import formler as bb
from asss_xl.workbook import GAP, Book, Chart, Series, Sheet, styles
from asss_xl.workbook.writer import WriteError, write
from tests.support.engine import differences
from tests.support.file_format import problems
from tests.support.packages import faults_of

Held = Callable[[Book, str], FileCell]
Written = Callable[[Book], Workbook]
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1+1}",
    "http://example.com",
    "mailto:x@example.com",
    "internal:Ark!A1",
    "external:C:\\fil.xlsx",
    "<script>&amp;</script>",
    '"; DROP TABLE',
    "_x0041_",
    "linje 1\nlinje 2",
    "tab\tog æøåÆØÅ",
    "007",
    "1e5",
    "TRUE",
    "#N/A",
    "'apostrof",
    " ",
    "\u202eomvendt",
    "😀",
)


# -- text is text ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_a_formula_a_link_or_a_number(
    text: str, book: Book, sheet: Sheet, written: Written
) -> None:
    sheet.put(0, 0, text)
    package = written(book)
    cell = file_cells(package)["Ark", "A1"]
    assert (cell.value, cell.formula) == (text, None)
    assert list(package.root("xl/worksheets/sheet2.xml").iter("{*}hyperlink")) == []


@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "#N/A"])
def test_a_text_that_a_formula_repeats_is_the_same_text(
    text: str, book: Book, sheet: Sheet, held: Held
) -> None:
    sheet.calc(0, 1, bb.gjenta, sheet.put(0, 0, text))
    assert held(book, "B1").value == text


@pytest.mark.parametrize("text", ["Åse & Per", "50 % & mer", "&P &A"])
def test_a_title_is_only_text_in_the_header(text: str, tmp_path: Path) -> None:
    book = Book(text)
    book.place_switch(book.sheet("Forside"), 0, 0, styles.TEKST)
    write(book, tmp_path / "a.xlsx")
    header = Workbook.open(tmp_path / "a.xlsx").root("xl/worksheets/sheet1.xml").findtext(".//{*}oddHeader")
    assert text.replace("&", "&&") in header


def test_a_long_title_and_source_are_cut_to_what_a_header_holds(tmp_path: Path) -> None:
    """XlsxWriter drops a header that is too long, with a warning in English."""
    book = Book("Å & " * 100, source="K & " * 150)
    book.updated = datetime.date(2024, 12, 31)
    book.place_switch(book.sheet("Forside"), 0, 0, styles.TEKST)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write(book, tmp_path / "a.xlsx")
    sheet = Workbook.open(tmp_path / "a.xlsx").root("xl/worksheets/sheet1.xml")
    for element, begins in (("oddHeader", "&L&10Å && Å"), ("oddFooter", "&L&10Kilde: K && K")):
        text = sheet.findtext(f".//{{*}}{element}")
        assert text.startswith(begins) and "…" in text and 100 < len(text) <= 255


def test_a_link_leads_to_its_sheet(book: Book, sheet: Sheet, written: Written) -> None:
    book.sheet("Pleie og omsorg")
    sheet.put(0, 0, "Pleie", styles.LENKE, link="Pleie og omsorg")
    package = written(book)
    (link,) = package.root("xl/worksheets/sheet2.xml").iter("{*}hyperlink")
    assert link.get("location") == "'Pleie og omsorg'!A1"
    assert file_cells(package)["Ark", "A1"].value == "Pleie"


@pytest.mark.parametrize("length", [255, 256, 700])
def test_a_text_in_a_formula_is_no_longer_than_excel_takes(
    length: int, book: Book, sheet: Sheet, held: Held, tmp_path: Path
) -> None:
    """Excel says that the file is damaged, and drops the formula."""
    text = '«"%' * 300
    sheet.calc(0, 0, bb.tekst(sheet.put(0, 1, "Kilde: "), text[:length]))
    cell = held(book, "A1")
    assert cell.value == "Kilde: " + text[:length]
    parts = [part[1:-1].replace('""', '"') for part in re.findall(r'"(?:[^"]|"")*"', cell.formula or "")]
    assert "".join(parts) == text[:length] and max(map(len, parts)) <= 255
    assert differences(tmp_path / "prøve.xlsx") == []


def test_a_stored_text_keeps_its_outer_blanks(book: Book, sheet: Sheet, written: Written) -> None:
    """LibreOffice drops them otherwise, and puts sentences together without."""
    sheet.calc(0, 0, bb.tekst(" prosent under "))
    (held,) = written(book).root("xl/worksheets/sheet2.xml").iter("{*}v")
    assert held.text == " prosent under "
    assert held.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


# -- cached values --------------------------------------------------------------------------------


def test_a_formula_is_written_with_its_value_and_its_type(
    book: Book, sheet: Sheet, held: Held, tmp_path: Path
) -> None:
    a, b, zero = sheet.put(0, 0, 110.0), sheet.put(0, 1, 100.0), sheet.put(0, 2, 0.0)
    sheet.calc(1, 0, f.avvik, a, b)
    sheet.calc(1, 1, f.avvik, a, "Ikke data")
    sheet.calc(1, 2, f.indeks, a, zero, missing=None)
    sheet.calc(1, 3, f.indeks, a, "Ikke data", missing=GAP)
    sheet.calc(1, 4, bb.gjenta, None)
    sheet.calc(1, 5, a - a)
    expected = (10.0, "Ikke data", DIV0, NA, "", 0.0)
    for address, value in zip(("A2", "B2", "C2", "D2", "E2", "F2"), expected, strict=True):
        cell = held(book, address)
        assert cell.has_value and cell.formula, address
        assert (cell.value, type(cell.value)) == (value, type(value)), address
    path = tmp_path / "prøve.xlsx"
    assert differences(path) == []


def test_a_named_call_is_a_one_cell_dynamic_array(tmp_path: Path) -> None:
    """Written as an ordinary formula it would be shown as ``=@ASSS_AVVIK()``."""
    book = Book("Prøve", form="named")
    book.place_switch(book.sheet("Forside"), 0, 0, styles.TEKST)
    sheet = book.sheet("Ark")
    for column, value in enumerate((110.0, "Ikke data")):
        sheet.calc(1, column, f.avvik, sheet.put(0, column, value), 100.0)
    sheet.calc(2, 0, sheet.cells[0, 0] - 1.0)
    write(book, tmp_path / "a.xlsx")
    text = Workbook.open(tmp_path / "a.xlsx").data("xl/worksheets/sheet2.xml").decode()
    number, missing = (re.search(rf'<c r="{a}".*?</c>', text).group() for a in ("A2", "B2"))  # type: ignore[union-attr]
    assert 'cm="1"' in number and '<f t="array" ref="A2">' in number and "<v>10.0</v>" in number
    assert 'cm="1"' in missing and 't="str"' in missing and "<v>Ikke data</v>" in missing
    assert "ASSS_AVVIK(A1,100)" in number
    plain = re.search(r'<c r="A3".*?</c>', text).group()  # type: ignore[union-attr]
    assert "array" not in plain
    assert differences(tmp_path / "a.xlsx") == []


def test_no_function_in_a_cell_spills() -> None:
    """XlsxWriter asks of each formula whether it does; ours are written without asking."""
    known = {*EAGER, *LAZY, *PUBLIC}
    assert re_dynamic_function.search("UNIQUE(A1:A3)") and "SUMPRODUCT" in known
    assert not [name for name in known if re_dynamic_function.search(f"{name}(A1)")]


def test_every_function_is_a_name_of_the_workbook(book: Book, written: Written) -> None:
    names = {name.name: name for name in written(book).defined_names}
    for name, function in CATALOGUE.items():
        assert names[name].text.startswith("_xlfn.LAMBDA("), name
        assert names[name].comment == comment(function) and len(names[name].comment) <= 255


def test_a_long_description_is_cut_to_what_a_name_holds() -> None:
    assert cut("x" * 255) == "x" * 255
    assert cut("x" * 256) == "x" * 254 + "…"


# -- what the file format refuses -----------------------------------------------------------------


def test_a_text_of_the_greatest_length_is_written(book: Book, sheet: Sheet, held: Held) -> None:
    sheet.put(0, 0, "å" * 32_767)
    assert held(book, "A1").value == "å" * 32_767


@pytest.mark.filterwarnings("ignore")
def test_a_text_that_is_too_long_is_an_error(book: Book, sheet: Sheet, tmp_path: Path) -> None:
    sheet.put(3, 2, "å" * 32_768)
    with pytest.raises(WriteError, match=r"Ark!C4"):
        write(book, tmp_path / "a.xlsx")


@pytest.mark.filterwarnings("ignore")
def test_a_cell_outside_the_sheet_is_an_error(book: Book, sheet: Sheet, tmp_path: Path) -> None:
    sheet.put(1_048_576, 0, 1.0)
    with pytest.raises(WriteError, match=r"Ark!A1048577"):
        write(book, tmp_path / "a.xlsx")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_an_error(value: float, book: Book, sheet: Sheet, tmp_path: Path) -> None:
    sheet.put(0, 0, value)
    with pytest.raises(WriteError, match=r"Ark!A1"):
        write(book, tmp_path / "a.xlsx")


@pytest.mark.filterwarnings("ignore")
def test_a_list_of_choices_that_is_too_long_is_an_error(book: Book, sheet: Sheet, tmp_path: Path) -> None:
    choices = tuple(f"Valg nummer {number}" for number in range(30))
    sheet.editable(0, 0, None, styles.TEKST, "Velg", choices=choices)
    with pytest.raises(WriteError, match=r"Ark!A1"):
        write(book, tmp_path / "a.xlsx")


def test_a_long_list_of_choices_may_stand_in_cells(book: Book, sheet: Sheet, written: Written) -> None:
    for row in range(60):
        sheet.put(row, 5, f"Valg nummer {row}")
    sheet.editable(0, 0, None, styles.TEKST, "Velg", choices=sheet.range((0, 5), (59, 5)))
    package = written(book)
    (rule,) = package.root("xl/worksheets/sheet2.xml").iter("{*}dataValidation")
    assert rule.findtext("{*}formula1") == "Ark!$F$1:$F$60"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["x" * 32, "Skole/SFO", "[1]", "Hva?", "'"])
def test_a_sheet_name_that_excel_refuses_is_an_error(name: str, book: Book, tmp_path: Path) -> None:
    from xlsxwriter.exceptions import XlsxWriterException

    book.sheet(name)
    with pytest.raises(XlsxWriterException):
        write(book, tmp_path / "a.xlsx")


def test_sheet_names_differ_by_more_than_case(book: Book, tmp_path: Path) -> None:
    from xlsxwriter.exceptions import DuplicateWorksheetName

    book.sheet("Skole")
    book.sheet("SKOLE")
    with pytest.raises(DuplicateWorksheetName):
        write(book, tmp_path / "a.xlsx")


# -- the rest of a sheet --------------------------------------------------------------------------


def test_a_yellow_cell_has_a_rule_with_a_message(book: Book, sheet: Sheet, written: Written) -> None:
    sheet.input(
        (0, 0),
        (0, 1),
        (0, 2),
        0.5,
        label="Vekt: " + "svært lang forklaring " * 30,
        style=styles.tall(2),
        limits=(0, 1),
    )
    sheet.input((1, 0), (1, 1), (1, 2), 5.0, label="Fritt", style=styles.tall(0))
    sheet.editable(2, 0, None, styles.tall(0), "Beløp", limits=(-1e9, 1e12))
    sheet.editable(3, 0, None, styles.tall(0), "År", limits=(2009, 2024), whole=True)
    rules = list(written(book).root("xl/worksheets/sheet2.xml").iter("{*}dataValidation"))
    limited, free, large, year = rules
    assert [limited.findtext("{*}formula1"), limited.findtext("{*}formula2")] == ["0", "1"]
    assert limited.get("error") == "Skriv et tall mellom 0 og 1."
    assert limited.get("prompt").startswith("Vekt: ") and len(limited.get("prompt")) <= 255
    assert free.get("error") == "Skriv et tall."
    assert free.get("type") == "decimal"
    million = "\u00a0000\u00a0000"
    assert large.get("error") == f"Skriv et tall mellom −1\u00a0000{million} og 1\u00a0000\u00a0000{million}."
    assert (year.get("type"), year.get("error")) == ("whole", "Skriv et helt tall mellom 2009 og 2024.")


def test_a_sheet_is_protected_without_a_password_and_opens_in_a1(
    book: Book, sheet: Sheet, written: Written
) -> None:
    sheet.put(40, 3, 1.0)
    sheet.freeze = (4, 1)
    root = written(book).root("xl/worksheets/sheet2.xml")
    protection = root.find("{*}sheetProtection")
    assert protection.get("sheet") == "1" and protection.get("password") is None
    view = root.find("{*}sheetViews/{*}sheetView")
    assert view.get("showGridLines") == "0"
    active = view.find("{*}pane").get("activePane")
    chosen = [s for s in view.iterfind("{*}selection") if s.get("pane") == active]
    assert [s.get("activeCell", "A1") for s in chosen] == ["A1"]


def test_a_small_book_has_nothing_that_the_checks_find(book: Book, sheet: Sheet, tmp_path: Path) -> None:
    values = [sheet.put(row, 1, value) for row, value in enumerate((1.0, "Ikke data", 3.0))]
    names = [sheet.put(row, 0, f"Rad {row}") for row in range(3)]
    sheet.charts.append(
        Chart(
            "column",
            "Figur 1",
            (
                Series(
                    "Tall", sheet.column_range(names[0], names[-1]), sheet.column_range(values[0], values[-1])
                ),
            ),
            row=5,
            column=0,
            width=400,
            height=200,
            alt="Søylediagram av tre tall.",
        )
    )
    write(book, tmp_path / "a.xlsx")
    assert not faults_of(check(tmp_path / "a.xlsx"))
    assert problems(tmp_path / "a.xlsx") == []
    points = list(
        Workbook.open(tmp_path / "a.xlsx").root("xl/charts/chart1.xml").iterfind(".//{*}val//{*}pt")
    )
    assert [(p.get("idx"), float(p.findtext("{*}v"))) for p in points] == [("0", 1), ("2", 3)]
