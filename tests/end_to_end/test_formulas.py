"""The formulas of the delivered files can be read: short, in steps, and never on a blank cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from asss_xl.checks.formula_text import address_of, functions_of, references, tokens, without_texts
from asss_xl.checks.package import FormulaCell, Workbook
from asss_xl.checks.patterns import formula_unlike_row
from asss_xl.checks.sums import short_range
from asss_xl.report.hovedrapport import Hovedrapport
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.cells import quoted
from asss_xl.workbook.writer import save

# The files are read once.
#: The sheet that shows how the functions are called, in formulas that are meant to be long.
SHOWS_THE_FUNCTIONS = "Funksjoner"
SHORT, SHARE, LONGEST, MEDIAN, IFS = 120, 0.95, 255, 60, 3
#: The text of all formulas of the same three workbooks in commit c2a2e63, and the most of it there may be. A
#: third of all was met by formulas that filled a column each; LibreOffice then did not follow a yellow cell.
TEXT_BEFORE = {"Bergen": 1_233_141, "kommune": 3_511_281, "hoved": 3_337_800}
SHARE_OF_TEXT = {"Bergen": 0.42, "kommune": 0.4468, "hoved": 0.3258}
_PREFIX = re.compile(r"_xlfn\.(?:_xlws\.)?|_xlpm\.")
_SHEET = re.compile(r"'(?:[^']|'')*'!|[\w.]+!")
#: An operator with something on its left: not the sign of a number.
_ARITHMETIC = re.compile(r"[\w)\"%]\s*[-+*/^]")


@pytest.fixture(scope="module")
def delivered(
    files: dict[str, Path],
    network_report: Rapport,
    main_report: Hovedrapport,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Workbook]:
    """Bergen's report in both forms, one of a municipality in a network, and the network's own."""
    folder = tmp_path_factory.mktemp("formler")
    save(network_report.book, folder / "kommune.xlsx")
    save(main_report.book, folder / "hoved.xlsx")
    return {
        "Bergen": Workbook.open(files["native"]),
        "Bergen, named": Workbook.open(files["named"]),
        "kommune": Workbook.open(folder / "kommune.xlsx"),
        "hoved": Workbook.open(folder / "hoved.xlsx"),
    }


@pytest.fixture(params=["Bergen", "Bergen, named", "kommune", "hoved"])
def package(request: pytest.FixtureRequest, delivered: dict[str, Workbook]) -> Workbook:
    return delivered[request.param]


def _formulas(package: Workbook) -> list[FormulaCell]:
    found = [c for c in package.formula_cells if c.sheet.name != SHOWS_THE_FUNCTIONS]
    assert len(found) > 5_000
    return found


def _shown(cell: FormulaCell) -> str:
    """Without the prefixes of the file, which nobody sees."""
    return _PREFIX.sub("", cell.formula)


def _ifs(formula: str) -> int:
    """The most IFs inside each other."""
    open_calls: list[bool] = []
    before, most = None, 0
    for token in tokens(formula):
        if token.kind == "mark" and token.text in "({[":
            open_calls.append(before is not None and before.called and before.text.upper() == "IF")
            most = max(most, sum(open_calls))
        elif token.kind == "mark" and token.text in ")}]":
            open_calls.pop()
        before = token
    return most


def _blind(formula: str, sheet: str, held: set[tuple[str, int, int]]) -> Iterator[str]:
    """The blank cells that a formula calculates with, and neither compares nor counts before it does."""
    bare = without_texts(formula).replace("$", "")
    if not _ARITHMETIC.search(_SHEET.sub("", bare)):
        return
    for named, (top, left, bottom, right) in set(references(bare, sheet)):
        if (top, left) != (bottom, right) or (named, top, left) in held:
            continue
        address = address_of(top, left)
        place = re.escape(f"{quoted(named)}!{address}") if named != sheet else rf"(?<![\w!]){address}"
        if not re.search(rf"{place}\s*[=<>]|[=<>]{place}(?!\d)|\bIF\([^,]*\bCOUNT\({place}\)", bare):
            yield f"{named}!{address}"


def _held(package: Workbook) -> set[tuple[str, int, int]]:
    return {
        (sheet.name, cell.row, cell.column)
        for sheet in package.worksheets
        for cell in package.cells(sheet)
        if cell.value is not None or cell.formula is not None
    }


def test_formulas_are_no_longer_than_a_line(package: Workbook) -> None:
    lengths = {cell.where: len(_shown(cell)) for cell in _formulas(package)}
    longest = max(lengths, key=lengths.__getitem__)
    assert lengths[longest] <= LONGEST, longest
    assert median(lengths.values()) <= MEDIAN
    assert sum(size <= SHORT for size in lengths.values()) >= SHARE * len(lengths)


@pytest.mark.parametrize("name", TEXT_BEFORE)
def test_the_text_of_all_formulas_is_within_its_share(name: str, delivered: dict[str, Workbook]) -> None:
    text = sum(len("=" + cell.formula) for cell in _formulas(delivered[name]))
    assert text <= SHARE_OF_TEXT[name] * TEXT_BEFORE[name]


@pytest.mark.parametrize("name", TEXT_BEFORE)
def test_each_formula_stands_in_its_own_cell(name: str, delivered: dict[str, Workbook]) -> None:
    """In LibreOffice what rests on an array formula follows no yellow cell until all is recalculated."""
    arrays = [cell.where for cell in _formulas(delivered[name]) if cell.cell.spill]
    assert not arrays, arrays[:5]


def test_the_neighbours_of_a_formula_are_like_it(delivered: dict[str, Workbook]) -> None:
    for name, package in delivered.items():
        found = [problem for rule in (formula_unlike_row, short_range) for problem in rule(package)]
        assert not found, f"{name}: {found[:5]}"


def test_no_formula_is_a_tree_of_ifs(package: Workbook) -> None:
    deep = [cell.where for cell in _formulas(package) if _ifs(_shown(cell)) > IFS]
    assert not deep, deep[:10]


def test_no_formula_calculates_with_a_blank_cell(package: Workbook) -> None:
    """Excel takes a blank for 0 without a word; ranges that are counted or looked up are apart."""
    held = _held(package)
    found = [
        f"{cell.where}: {blank} i ={_shown(cell)}"
        for cell in _formulas(package)
        for blank in _blind(cell.formula, cell.sheet.name, held)
    ]
    assert not found, f"{len(found)}:\n" + "\n".join(found[:10])


def test_a_name_of_a_cell_is_of_one_that_holds_something(package: Workbook) -> None:
    """So that a formula that uses a name uses no blank cell either."""
    held, named = _held(package), 0
    for name in package.defined_names:
        if name.name.startswith("_xlnm.") or "LAMBDA(" in name.text:
            continue
        for sheet, (top, left, bottom, right) in references(name.text, ""):
            if (top, left) == (bottom, right):
                named += 1
                assert (sheet, top, left) in held, name
    assert named > 3


@pytest.mark.parametrize("name", ["Bergen", "kommune", "hoved"])
def test_the_named_functions_are_not_called_in_a_native_report(
    name: str, delivered: dict[str, Workbook]
) -> None:
    for cell in _formulas(delivered[name]):
        assert not any("ASSS_" in function for function in functions_of(cell.formula)), cell.where


@pytest.mark.parametrize(
    ("formula", "ifs"),
    [
        ("A1", 0),
        ('IF(A1="IF(IF(",1,2)', 1),
        ("IF(A1,IF(A2,1,2),IF(A3,1,2))", 2),
        ("IF(SUM(IF(A1,IF(A2,1,2))),1,IFERROR(IF(A1,2,3),4))", 3),
    ],
)
def test_ifs_are_counted(formula: str, ifs: int) -> None:
    assert _ifs(formula) == ifs


@pytest.mark.parametrize(
    ("formula", "blind"),
    [
        ("B1+1", {"Ark!B1"}),
        ("100*'Hva hvis'!C3/A1", {"Hva hvis!C3"}),
        ("A1-$B$1", {"Ark!B1"}),
        ("(ABS(B1)+ABS(C3))*-1", {"Ark!B1", "Ark!C3"}),
        ('IF(B1="",A1,B1*2)', set()),
        ('IF(""=B1,A1,B1*2)', set()),
        ("IF(Data!$B$1<0,A1,B1*2)", {"Ark!B1"}),
        ("IF(COUNT(B1)*A1,B1*2,A1)", set()),
        ("IF(COUNT(B11)*A1,B1*2,A1)", {"Ark!B1"}),
        ("A1*2", set()),
        ('"B1*2 "&A1', set()),
        ("IF(A1=-1,B1,A1)", set()),
        ("SUMPRODUCT(B1:B9*C1:C9)", set()),
        ("COUNT(B1)+B1*2", {"Ark!B1"}),
    ],
)
def test_a_blank_cell_in_a_calculation_is_found(formula: str, blind: set[str]) -> None:
    assert set(_blind(formula, "Ark", {("Ark", 1, 1)})) == blind
