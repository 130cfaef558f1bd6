"""Ten input workbooks with something wrong: all of it told, with sheet, row, column, what to do."""

from __future__ import annotations

import datetime
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl.cli import app
from asss_xl.dataset import DatasetError, Problem, files, load
from asss_xl.dataset.cells import grid
from asss_xl.dataset.inputs import workbook
from asss_xl.dataset.new.own_tables.own_table import Given
from asss_xl.dataset.packages.plausibility import unreasonable
from asss_xl.delivery import scenarios
from asss_xl.delivery.new import new
from tests.support.filling import HEADING, columns, fill
from tools.eksempelnettverk import skriv

FIRST = HEADING + 1
SERVICES = ["grunnskole", "barnehage"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nettverk")
    package = skriv(folder / "pakke", kommuner=12, aar=3, tjenester=SERVICES)
    new(str(package), "2022-2024", folder / "tom.xlsx", "xlsx")
    return fill(folder / "tom.xlsx", package, folder / "fylt.xlsx")


class Book:
    """A filled-in workbook to spoil."""

    def __init__(self, filled: Path, out: Path) -> None:
        self.book, self.out = openpyxl.load_workbook(filled), out

    def cell(self, sheet: str, heading: str, row: int = FIRST) -> Any:
        return self.book[sheet].cell(row, columns(self.book[sheet])[heading])

    def put(self, sheet: str, heading: str, value: Any, row: int = FIRST) -> None:
        self.cell(sheet, heading, row).value = value

    def row(self, sheet: str, **key: object) -> int:
        """The row with this key; names are headings."""
        where = columns(self.book[sheet])
        (found,) = [
            row
            for row in range(FIRST, self.book[sheet].max_row + 1)
            if all(self.book[sheet].cell(row, where[k]).value == v for k, v in key.items())
        ]
        return found

    def problems(self) -> list[Problem]:
        self.book.save(self.out)
        with pytest.raises(DatasetError) as caught:
            load(self.out)
        for problem in caught.value.problemer:
            assert problem.fil.startswith(self.out.name)
            assert problem.melding and problem.raad
        return caught.value.problemer

    def told(self) -> list[tuple[str, int | None, str | None]]:
        return [(p.fil.removeprefix(f"{self.out.name}, arket "), p.rad, p.kolonne) for p in self.problems()]


@pytest.fixture
def book(filled: Path, tmp_path: Path) -> Book:
    return Book(filled, tmp_path / "kari.xlsx")


def test_the_workbook_is_right_before_it_is_spoilt(filled: Path) -> None:
    assert load(filled).verdier


@pytest.mark.parametrize(
    ("label", "written", "advice"),
    [
        ("År", "tull", "Skriv for eksempel 2008, 2009;"),
        ("Kommune", None, "Skriv en tekst;"),
        ("Kilde", None, "Skriv hvor tallene kommer fra;"),
        ("Oppdiktet", "kanskje", "ja eller nei"),
    ],
)
def test_a_key_of_the_package_is_asked_for_as_a_cell_takes_it(
    book: Book, label: str, written: str | None, advice: str
) -> None:
    """One was told to write brackets, quotation marks, true or false, which the sheet does not take."""
    sheet = book.book["Om pakken"]
    (row,) = (row for row in sheet.iter_rows() if row[0].value == label)
    row[1].value = written
    told = next(p for p in book.problems() if p.fil.endswith("Om pakken"))
    assert advice in f"{told.melding} {told.raad}"


def test_a_sheet_that_is_deleted_is_told_of(book: Book, filled: Path, tmp_path: Path) -> None:
    """Its lines were not there, and nothing said so."""
    del book.book["Balanse"]
    book.book.save(book.out)
    assert load(filled).slettet == ()
    assert load(book.out).slettet == load(filled, book.out).slettet == ("kari.xlsx: arket Balanse",)
    whole, without = (CliRunner().invoke(app, ["verify", "--data", str(path)]) for path in (filled, book.out))
    assert "slettet" not in whole.stderr
    assert "kari.xlsx: arket Balanse er slettet. Linjene som stod der, er ikke med." in without.stderr


def test_a_hidden_sheet_that_is_deleted_is_one_problem(filled: Path, tmp_path: Path) -> None:
    """It was six of keys in a data package, a file that a workbook has not, or nothing at all."""
    hidden = {sheet.title for sheet in openpyxl.load_workbook(filled) if sheet.sheet_state == "hidden"}
    assert {"Om pakken", "Kommuner", "Tjenester", "Vekter", "Funksjoner"} <= hidden
    for sheet in sorted(hidden - {"Lister"}):
        book = Book(filled, tmp_path / "kari.xlsx")
        del book.book[sheet]
        (problem,) = book.problems()
        assert problem.melding.startswith(f"Arket {sheet} er slettet.") and ".csv" not in str(problem)


@pytest.mark.parametrize("sheet", ["Lister", "Ark"])
def test_a_workbook_made_before_says_nothing_of_hidden_sheets(book: Book, filled: Path, sheet: str) -> None:
    lists = book.book["Lister"]
    (at,) = [cell.column for cell in lists[1] if cell.value == "Ark"]
    lists.delete_cols(at)
    if sheet == "Lister":
        del book.book[sheet]
    book.book.save(book.out)
    assert load(book.out) == load(filled)


def test_1_typos(book: Book) -> None:
    book.put("Regnskap", "Kommune", "Bergn", FIRST + 2)
    book.put("Regnskap", "Post", "Driftsinntekte", FIRST + 4)
    book.put("Regnskap", "Status", "endlig", FIRST + 6)
    problems = book.problems()
    assert [(p.rad, p.kolonne) for p in problems] == [
        (FIRST + 2, "A (Kommune)"),
        (FIRST + 4, "C (Post)"),
        (FIRST + 6, "F (Status)"),
    ]
    assert "Mente du «Bergen»" in problems[0].raad
    assert "Mente du «Driftsinntekter»" in problems[1].raad
    assert "endelig" in problems[2].raad


def test_keys_of_workbooks_made_before_are_read(book: Book, filled: Path) -> None:
    """Of a line and of a service, with the column that helped beside the line."""
    sheet = book.book["Regnskap"]
    sheet.insert_cols(4)
    sheet.cell(HEADING, 4).value = "Linje"
    sheet.cell(FIRST, 4).value = "Driftsinntekter"
    book.put(
        "Regnskap", "Post", "loenn", book.row("Regnskap", Kommune="Bergen", År=2023, Post="Lønnsutgifter")
    )
    for row in range(FIRST, FIRST + 30):
        assert book.cell("Indikatorverdier", "Tjeneste", row).value == "Grunnskole"
        book.put("Indikatorverdier", "Tjeneste", "grunnskole", row)
    book.book.save(book.out)
    assert load(book.out).verdier == load(filled).verdier
    assert load(book.out).regnskap == load(filled).regnskap


def test_a_name_goes_before_the_key_of_another(book: Book, filled: Path) -> None:
    """Of two services called by each other's keys, the line that is seen is the one that is read."""
    for row in range(FIRST, book.book["Tjenester"].max_row + 1):
        name = book.cell("Tjenester", "Navn", row)
        name.value = {"Grunnskole": "Barnehage", "Barnehage": "Grunnskole"}.get(name.value, name.value)
    book.book.save(book.out)
    other = {"grunnskole": "barnehage", "barnehage": "grunnskole"}

    def read(path: Path, of: Callable[[str], str]) -> set[tuple[str, ...]]:
        table = workbook.read(path).tables["indikatorverdier"]
        at = table.columns.index("tjeneste")
        return {(*row[:at], of(row[at]), *row[at + 1 :]) for row in table.cells}

    assert read(book.out, str) == read(filled, lambda key: other.get(key, key)) != read(filled, str)


def test_two_services_with_the_same_name_are_none(book: Book) -> None:
    row = book.row("Tjenester", Navn="Barnehage")
    book.put("Tjenester", "Navn", "GRUNNSKOLE", row)
    book.put("Indikatorverdier", "Tjeneste", "grunnSkole", FIRST)
    told = [p for p in book.problems() if p.rad == FIRST and "grunnskole, barnehage" in p.melding]
    assert [p.kolonne for p in told] == ["A (Tjeneste)"] and "skriv nøkkelen" in told[0].raad


def test_2_wrong_unit(book: Book) -> None:
    """Kroner instead of thousands, without and with a unit that says so."""
    row = book.row("Regnskap", Kommune="Trondheim", År=2023, Post="Lønnsutgifter")
    book.put("Regnskap", "Beløp", book.cell("Regnskap", "Beløp", row).value * 1000, row)
    book.put("Balanse", "Enhet", "kroner", FIRST + 1)
    said, likely = sorted(book.problems(), key=lambda p: p.rad or 0)
    assert (said.rad, said.kolonne) == (FIRST + 1, "D (Enhet)")
    assert "«kroner», men tallet skal være i «1000 kr»" in said.melding
    assert (likely.rad, likely.kolonne) == (row, "E (Beløp)")
    assert "skrevet i kroner" in likely.melding and "«kontrollert»" in likely.raad


def test_each_of_a_function_s_amounts_is_said_by_its_own_column(book: Book) -> None:
    for heading in ("Netto", "Brutto"):
        book.put("Beløp", heading, book.cell("Beløp", heading).value * 1000)
    assert {p.kolonne for p in book.problems()} == {"F (Netto)", "G (Brutto)"}


def test_a_share_in_all_years_and_what_cannot_be(book: Book) -> None:
    """The other municipalities say what a share is; people are whole, and a scale has an end."""
    about = {"Kommune": "Trondheim", "Tjeneste": "Grunnskole"}
    for year in (2022, 2023, 2024):
        row = book.row("Indikatorverdier", Indikator="Elever med spesialundervisning", År=year, **about)
        for heading in ("Teller", "Nevner"):
            book.put("Indikatorverdier", heading, None, row)
        book.put("Indikatorverdier", "Verdi", 0.072, row)
    row = book.row("Indikatorverdier", Indikator="Trivsel", År=2024, **about)
    book.put("Indikatorverdier", "Verdi", 42, row)
    book.put("Innbyggere", "Antall", 86.892)
    told = "\n".join(map(str, book.problems()))
    assert told.count("«0,072» ser ut til å være skrevet i andel (0–1)") == 3
    assert "«42» kan ikke stemme. Skalaen går fra 1 til 5." in told and "«86,892» er ikke et heltall" in told


def test_a_line_that_is_counted_without_a_minus(book: Book) -> None:
    """«(500)» is below zero; net lines can be."""
    for post, told in (("Renteutgifter", True), ("Netto avdrag", False)):
        row = book.row("Regnskap", Kommune="Trondheim", År=2023, Post=post)
        book.put("Regnskap", "Beløp", "(816 500)", row)
        if told:
            below = row
    assert [p.rad for p in book.problems() if "under null" in p.melding] == [below]


def test_a_municipality_by_another_of_its_names(book: Book, filled: Path) -> None:
    for row, name in enumerate(("Bergen kommune", "4601"), FIRST):
        assert book.cell("Regnskap", "Kommune", row).value == "Bergen"
        book.put("Regnskap", "Kommune", name, row)
    book.book.save(book.out)
    assert load(book.out) == load(filled)


def test_a_heading_merged_over_the_next_is_one_problem(book: Book) -> None:
    book.put("Regnskap", "År", None, HEADING)
    (problem,) = book.problems()
    assert problem.melding == "Kolonnen År mangler."


def test_a_figure_that_looks_wrong_and_is_right(book: Book) -> None:
    row = book.row("Regnskap", Kommune="Trondheim", År=2023, Post="Lønnsutgifter")
    before = book.cell("Regnskap", "Beløp", row).value
    book.put("Regnskap", "Beløp", before * 1000, row)
    book.put("Regnskap", "Merknad", "Kontrollert av regnskapssjefen", row)
    book.book.save(book.out)
    assert load(book.out).regnskap["Trondheim", "loenn", 2023].verdi == before * 1000


def test_3_a_line_twice(book: Book) -> None:
    sheet = book.book["Innbyggere"]
    last = sheet.max_row
    for column in range(1, sheet.max_column + 1):
        sheet.cell(last + 1, column).value = sheet.cell(FIRST + 3, column).value
    (problem,) = book.problems()
    assert (problem.fil, problem.rad) == ("kari.xlsx, arket Innbyggere", last + 1)
    assert f"samme nøkkel som rad {FIRST + 3}" in problem.melding
    assert "Behold bare én" in problem.raad


def test_4_text_in_a_number(book: Book) -> None:
    book.put("Beløp", "Brutto", "ca. 500", FIRST)
    book.put("Beløp", "Netto", "-", FIRST + 1)
    book.put("Innbyggere", "Antall", True, FIRST)
    assert book.told() == [
        ("Beløp", FIRST, "G (Brutto)"),
        ("Beløp", FIRST + 1, "F (Netto)"),
        ("Innbyggere", FIRST, "D (Antall)"),
    ]


def test_5_an_unknown_municipality(book: Book) -> None:
    book.put("Regnskap", "Kommune", "Paris", FIRST)
    (unknown,) = book.problems()
    assert (unknown.rad, unknown.kolonne) == (FIRST, "A (Kommune)")
    assert "arket Kommuner" in unknown.melding


def test_6_a_column_too_many(book: Book) -> None:
    sheet = book.book["Regnskap"]
    extra = sheet.max_column + 1
    sheet.cell(HEADING, extra).value = "Budsjett"
    sheet.cell(FIRST, extra).value = 4  # which is not said again for each row
    sheet.cell(FIRST, extra + 1).value = 5
    heading, cell = book.problems()
    assert (heading.rad, heading.kolonne) == (HEADING, "J")
    assert "«budsjett» er ukjent" in heading.melding and "Slett den" in heading.raad
    assert (cell.rad, cell.kolonne) == (FIRST, "K")
    assert "uten overskrift" in cell.melding


def test_7_a_sheet_with_a_new_name(book: Book) -> None:
    book.book["Regnskap"].title = "Regnskapet"
    book.book.create_sheet("Notater fra møtet")["A1"] = "hva som helst"
    book.book.create_sheet("Ark1")  # with nothing in it
    (problem,) = book.problems()
    assert (problem.fil, problem.kolonne) == ("kari.xlsx", "arket Regnskapet")
    assert "Mente du «Regnskap»" in problem.raad


def test_8_the_old_name_of_a_merged_municipality(book: Book) -> None:
    book.put("Innbyggere", "Kommune", "Nedre Eiker", FIRST + 1)
    (problem,) = book.problems()
    assert (problem.rad, problem.kolonne) == (FIRST + 1, "A (Kommune)")
    assert "Nedre Eiker er en del av Drammen fra 2020" in problem.raad


def test_9_a_formula_with_an_error_and_one_with_no_answer(book: Book) -> None:
    book.put("Regnskap", "Beløp", "=1/0", FIRST)
    cell = book.cell("Balanse", "Beløp", FIRST)
    cell.value, cell.data_type = "#DIV/0!", "e"
    without, error = book.problems()
    assert (without.rad, without.kolonne) == (FIRST, "E (Beløp)")
    assert "ikke noe lagret svar" in without.melding and "Excel" in without.raad
    assert (error.rad, error.kolonne) == (FIRST, "E (Beløp)")
    assert "#DIV/0!" in error.melding


def test_10_percent_for_a_share_and_a_share_for_percent(book: Book) -> None:
    """A cell with percent format holds a hundredth; without the format it only looks like it."""
    lines = [
        row
        for row in range(FIRST, book.book["Indikatorverdier"].max_row + 1)
        if book.cell("Indikatorverdier", "Enhet", row).value == "prosent"
        and isinstance(book.cell("Indikatorverdier", "Teller", row).value, (int, float))
    ]
    first, second = lines[0], lines[-1]
    cell = book.cell("Indikatorverdier", "Verdi", first)
    cell.value, cell.number_format = 0.853, "0.0%"
    ratio = book.cell("Indikatorverdier", "Teller", second)
    ratio.value = ratio.value / 100
    book.put("Vekter", "Vekt", 23.5, FIRST)
    weight = [p for p in book.problems() if "Vekter" in p.fil]
    assert [(p.rad, p.kolonne) for p in weight] == [(FIRST, "D (Vekt)")]
    certain, likely = (p for p in book.problems() if "Indikatorverdier" in p.fil)
    assert (certain.rad, certain.kolonne) == (first, "G (Verdi)")
    assert "formatert som prosent: 85,3 % er lagret som 0,853" in certain.melding
    assert "vanlig tallformat" in certain.raad
    assert (likely.rad, likely.kolonne) == (second, "H (Teller)")
    assert "andel (0–1)" in likely.melding


def test_dates_that_were_figures(book: Book) -> None:
    book.put("Balanse", "Konto", datetime.datetime(1941, 2, 1), FIRST)
    book.put("Regnskap", "Beløp", datetime.datetime(2026, 5, 3), FIRST)
    book.put("Regnskap", "Oppdatert", datetime.datetime(2025, 3, 15), FIRST + 1)
    amount, account = book.problems()
    assert amount.kolonne == "E (Beløp)" and "kanskje 3.5" in amount.melding
    assert (account.rad, account.kolonne) == (FIRST, "C (Konto)")
    assert "det var kanskje 2.41" in account.melding


def test_a_day_that_is_none(book: Book, filled: Path) -> None:
    """It was read in silence, and could not count in when the figures were last updated."""
    wrong = ["2025-13-45", "i går", "2025-02-30", "2025-02-29", "31.4.2025"]
    for row, day in enumerate([*wrong, "2096-02-29"], FIRST):
        book.put("Regnskap", "Oppdatert", day, row)
    problems = book.problems()
    assert [p.rad for p in problems] == list(range(FIRST, FIRST + len(wrong)))
    assert {p.kolonne for p in problems} == {"H (Oppdatert)"}
    assert all("har feil form" in p.melding and "ÅÅÅÅ-MM-DD" in p.raad for p in problems)
    for row in range(FIRST, FIRST + len(wrong)):
        book.put("Regnskap", "Oppdatert", None, row)
    book.book.save(book.out)
    assert load(book.out).oppdatert == "2096-02-29" > load(filled).oppdatert


def test_a_remark_with_no_figure(book: Book) -> None:
    book.put("Regnskap", "Beløp", None, FIRST)
    for heading in ("Status", "Kilde", "Oppdatert"):
        book.put("Regnskap", heading, None, FIRST)
    book.put("Regnskap", "Merknad", "kommer i mars", FIRST)
    (problem,) = book.problems()
    assert problem.rad == FIRST and "merknad, men ikke noe tall" in problem.melding


@pytest.mark.parametrize("heading", ["Kommune", "År", "Beløp"])
def test_a_column_that_is_gone(book: Book, heading: str) -> None:
    book.book["Regnskap"].delete_cols(columns(book.book["Regnskap"])[heading])
    problems = [p for p in book.problems() if "mangler" in p.melding and p.rad == HEADING]
    assert [p.melding for p in problems] == [f"Kolonnen {heading} mangler."]


def test_a_stray_cell_in_the_last_corner(book: Book) -> None:
    """Read in the time that the table takes, not that of the sixteen billion cells before it."""
    book.book["Regnskap"]["XFD1048576"] = "x"
    assert [p.melding for p in book.problems()] == ["Arket har over 200000 rader."]


def test_columns_and_sheets_may_be_moved(book: Book, filled: Path) -> None:
    sheet = book.book["Regnskap"]
    sheet.insert_rows(1, 3)
    sheet.move_range(f"H4:J{sheet.max_row}", cols=2)
    book.book.move_sheet("Regnskap", 5)
    book.book.save(book.out)
    assert load(book.out) == load(filled)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04 ikke en zip", "skadet"),
        (b"kommune;aar", "ikke en Excel-arbeidsbok"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "eldre Excel-fil (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ikke en Excel-arbeidsbok"),
    ],
)
def test_no_workbook_at_all(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "fil.xlsx"
    file.write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        load(file)
    assert told in caught.value.problemer[0].melding


@pytest.mark.parametrize("ending", [".ods", ".xls", ".xlsb", ".csv"])
def test_a_book_in_another_format_beside_the_others(filled: Path, tmp_path: Path, ending: str) -> None:
    shutil.copy(filled, tmp_path)
    (tmp_path / f"oslo{ending}").write_bytes(b"tall")
    with pytest.raises(DatasetError) as caught:
        load(tmp_path)
    (problem,) = caught.value.problemer
    assert problem.fil == f"oslo{ending}" and "ta den ut av mappen" in problem.raad


def test_other_files_of_the_programs_own_may_lie_beside_the_books(filled: Path, tmp_path: Path) -> None:
    """Contacts, a network, a scenario: they were told to be input books in another format."""
    shutil.copy(filled, tmp_path)
    for name, head in (("kontakter", "\ufeffkommune;navn;epost"), ("A", ",".join(scenarios.HEAD))):
        (tmp_path / f"{name}.csv").write_text(f"{head}\r\n", encoding="utf-8")
    shutil.copy(files.PACKAGES_FOLDER.parent / "catalogue" / "nettverk" / "asss12.csv", tmp_path)
    assert load(tmp_path).regnskap == load(filled).regnskap


def test_what_a_key_is_written_as_is_not_said_where_names_are_shown(filled: Path) -> None:
    """Nor are the keys of what is missing among those to choose."""
    book = openpyxl.load_workbook(filled)
    sheet = book["Indikatorverdier"]
    texts = [str(cell.value) for row in sheet.iter_rows(max_row=5) for cell in row]
    assert "Tjenesten" in texts and not any("nøkkelen" in text for text in texts)
    lists = [str(each.formula1) for each in sheet.data_validations.dataValidation]
    assert any("Skjermet" in each for each in lists) and not any("skjermet" in each for each in lists)


def test_a_workbook_of_another_kind(tmp_path: Path) -> None:
    """Such as a report; its sheets have the same names."""
    other = openpyxl.Workbook()
    other.active.title = "Regnskap"
    other.create_sheet("Forside")
    other.save(tmp_path / "rapport.xlsx")
    with pytest.raises(DatasetError) as caught:
        load(tmp_path / "rapport.xlsx")
    (problem,) = caught.value.problemer
    assert "ikke en inndatabok" in problem.melding and "new --from" in problem.raad


def test_the_time_a_file_takes_is_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that is busy with something else makes no file too slow to read."""
    monkeypatch.setattr(grid, "_LONGEST_SECONDS", 0.2)
    cells = grid.Cells("fil.xlsx")
    time.sleep(0.3)
    cells.tick()
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
    with pytest.raises(DatasetError) as caught:
        cells.tick()
    (problem,) = caught.value.problemer
    assert problem.melding == "Filen tar for lang tid å lese."
    assert problem.raad == "Lagre tabellen alene i en ny fil."


def test_an_input_workbook_that_takes_too_long_is_to_be_parted(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "_LONGEST_SECONDS", -1.0)
    with pytest.raises(DatasetError) as caught:
        load(filled)
    (problem,) = caught.value.problemer
    assert problem.melding == "Filen tar for lang tid å lese."
    assert problem.raad == "Lag én inndatabok for hver kommune."


def test_a_sheet_that_is_nothing_but_a_chart(book: Book, filled: Path) -> None:
    book.book.create_chartsheet("Diagram1")
    book.book.save(book.out)
    assert load(book.out).regnskap == load(filled).regnskap


def test_a_number_that_did_not_hold_in_the_year(book: Book, filled: Path) -> None:
    """3024 was Bærum's until 2023; a name without a number is of every year."""
    now = book.row("Regnskap", Kommune="Bærum", År=2024, Post="Driftsinntekter")
    before = book.row("Regnskap", Kommune="Bærum", År=2023, Post="Driftsinntekter")
    for at, name in ((now, "3024 Bærum"), (before, "3024 Bærum")):
        book.put("Regnskap", "Kommune", name, at)
    (problem,) = book.problems()
    assert (problem.rad, problem.kolonne) == (now, "A (Kommune)")
    assert "«3024 Bærum»" in problem.melding and "2024" in problem.melding
    book.put("Regnskap", "Kommune", "3201 Bærum", now)
    book.book.save(book.out)
    assert load(book.out).regnskap == load(filled).regnskap


@pytest.mark.parametrize("score", [0, 6.5])
def test_a_score_off_its_scale_that_somebody_has_checked(score: float, book: Book) -> None:
    row = book.row("Indikatorverdier", Kommune="Oslo", År=2024, Nr=13)
    book.put("Indikatorverdier", "Verdi", score, row)
    (problem,) = book.problems()
    assert problem.rad == row and "fra 1 til 5" in problem.melding and "«kontrollert»" in problem.raad
    book.put("Indikatorverdier", "Merknad", "Kontrollert mot kilden", row)
    book.book.save(book.out)
    assert not [each for each in unreasonable(load(book.out)) if "Trivsel" in each.hva]


def test_a_ratio_that_is_half_filled_in_or_says_another_value(book: Book) -> None:
    """The first was told as a missing value with a status that nobody gave; of the second nothing was."""
    about = {"Tjeneste": "Barnehage", "Indikator": "Barn i private barnehager", "Kommune": "Oslo"}
    for year, told in ((2022, (None, 100, None)), (2023, (10, 5, 100)), (2024, (5.1, 5.13, 100))):
        for heading, value in zip(("Verdi", "Teller", "Nevner"), told, strict=True):
            book.put("Indikatorverdier", heading, value, book.row("Indikatorverdier", År=year, **about))
    half, other = book.problems()
    assert half.kolonne == "H (Teller)" and half.melding == "Teller er fylt ut alene."
    assert other.melding == "Verdien er 10, men teller og nevner gir 5."


@pytest.mark.parametrize("code", ["20", "444", "999"])
def test_spending_on_what_is_no_function(code: str, book: Book) -> None:
    """It was taken, and was part of nothing."""
    book.put("Beløp", "Funksjon", code)
    (problem,) = book.problems()
    assert (problem.rad, problem.kolonne) == (FIRST, "C (Funksjon)") and "sektor" in problem.melding


@pytest.mark.parametrize("code", ["570", "840"])
def test_spending_of_a_county_and_of_financing_needs_no_sector(code: str, book: Book) -> None:
    """Oslo has the first too."""
    book.put("Beløp", "Funksjon", code)
    book.book.save(book.out)
    assert any(function == code for _, function, *_ in load(book.out).beloep)


def test_a_row_of_another_municipality_in_a_book_that_is_one_s_own(tmp_path: Path) -> None:
    """It was placed on the other one, and this one's own figure was not missed."""
    package = skriv(tmp_path / "pakke", kommuner=12, aar=2, tjenester=SERVICES)
    new(str(package), "2023-2024", tmp_path / "tom.xlsx", "xlsx", given=Given("Bergen"))
    book = Book(tmp_path / "tom.xlsx", tmp_path / "kari.xlsx")
    book.put("Indikatorverdier", "Kommune", "Oslo")
    book.put("Indikatorverdier", "Verdi", 4.0)
    told = {problem.melding: problem.rad for problem in book.problems()}
    assert told["Raden gjelder «Oslo», men inndataboken er laget for «Bergen»."] == FIRST


def test_a_share_that_cannot_be_is_told_once(book: Book) -> None:
    where = {"Indikator": "Barn i private barnehager", "Kommune": "Oslo", "År": 2024}
    row = book.row("Indikatorverdier", **where)
    for heading, value in (("Teller", None), ("Nevner", None), ("Verdi", 8830)):
        book.put("Indikatorverdier", heading, value, row)
    assert book.told() == [("Indikatorverdier", row, "G (Verdi)")]


def test_what_is_wrong_all_down_a_column_is_told_by_its_first_rows(book: Book) -> None:
    rows = [row for row in range(FIRST, FIRST + 40) if book.cell("Regnskap", "Beløp", row).value]
    for row in rows:
        book.put("Regnskap", "Beløp", "vet ikke", row)
    book.book.save(book.out)
    with pytest.raises(DatasetError) as caught:
        load(book.out)
    told = str(caught.value).splitlines()
    assert len(caught.value.problemer) == len(rows) > 8 and len(told) == 5
    assert told[-1].startswith(f"- kari.xlsx, arket Regnskap, kolonne E (Beløp): det samme i {len(rows) - 3}")


def test_a_name_that_begins_as_another_is_asked_about(book: Book) -> None:
    book.put("Regnskap", "Post", "Driftsutgifter")
    (problem,) = [each for each in book.problems() if each.kolonne == "C (Post)"]
    assert problem.raad.startswith("Mente du «Driftsutgifter uten avskrivninger»?")


def test_the_same_fault_is_told_once_whatever_was_written(book: Book) -> None:
    """The advice has the row's own figure in it; each of 200,000 rows had a line."""
    for at in range(30):
        book.put("Regnskap", "Beløp", f"{at + 1}.500", FIRST + at)
    book.book.save(book.out)
    with pytest.raises(DatasetError) as caught:
        load(book.out)
    told = str(caught.value).splitlines()
    assert len(caught.value.problemer) == 30 and len(told) == 5
    assert told[-1].startswith("- kari.xlsx, arket Regnskap, kolonne E (Beløp): det samme i 27 rader til")


def _shift(book: Book, sheet: str, heading: str, rows: int) -> None:
    """Bergen's figures in a column, so many rows further down."""
    where = [row for row in range(FIRST, book.book[sheet].max_row + 1)]
    where = [row for row in where if book.cell(sheet, "Kommune", row).value == "Bergen"]
    values = [book.cell(sheet, heading, row).value for row in where]
    for at, row in enumerate(where):
        if 0 <= at - rows < len(values):
            book.put(sheet, heading, values[at - rows], row)


@pytest.mark.parametrize(
    ("sheet", "heading", "rows"),
    [("Regnskap", "Beløp", 1), ("Regnskap", "Beløp", -2), ("Innbyggere", "Antall", 1)],
)
def test_a_column_pasted_in_the_wrong_row_is_told(sheet: str, heading: str, rows: int, book: Book) -> None:
    """Each figure is one that its line could have; it was taken without a word."""
    _shift(book, sheet, heading, rows)
    # No figure to hold against another year's; the remark is looked for there all the same.
    book.put("Regnskap", "Beløp", 0)
    (problem,) = book.problems()
    assert (problem.rad, problem.melding[:26]) == (FIRST, "Tallene for Bergen ser ut ")
    book.put(sheet, "Merknad", "Kontrollert mot regnskapet")
    book.book.save(book.out)
    assert load(book.out).verdier
