"""The catalogue keeps its promises: names, texts, limits, examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.utils import FORMULAE

from asss_xl import functions
from asss_xl.checks.formula_text import tokens
from asss_xl.checks.recalculation import same_value
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.excel.evaluator import parsed, used_names
from asss_xl.functions.values import as_rows, is_error, is_range
from tests.support.engine import Session
from tests.support.forms import write_value
from tests.support.stored_formulas import EXCEL_FUNCTIONS, FUTURE_FUNCTIONS, missing_prefixes, name_problem

EVERY = CATALOGUE
DESIGN = """
    KOSTNADSINDEKS KORREKSJON UTGIFTSBEHOV SOSIALE
    AVVIK AVVIK_PST AVVIK_BELOEP INNTEKTSNIVAA AVVIK_INNTEKT DISPONIBEL_INNTEKT
    INDEKS RESSURSBRUK SNITT SNITT_UTEN LAVEST HOEYEST ANTALL RANG FUNN
    BRUTTO_DRIFTSRESULTAT NETTO_DRIFTSRESULTAT OVERSKUDD_FOER_LAAN HANDLINGSROM
    FINANSIERINGSBEHOV NETTO_LAANEGJELD PST_AV_INNTEKT VEKST REALVEKST INDEKSSERIE
    AARSVERKSVEKST PER_INNBYGGER DEMOGRAFIKOSTNAD DEMOGRAFIINDEKS
    """


def test_every_function_of_the_method_is_there() -> None:
    assert {f"ASSS_{name}" for name in DESIGN.split()} <= set(CATALOGUE)


def test_the_package_exports_every_function() -> None:
    exported = {value for value in vars(functions).values() if isinstance(value, Function)}
    assert set(CATALOGUE.values()) <= exported


@pytest.mark.parametrize("name", CATALOGUE)
class TestEveryFunction:
    def test_has_a_name_that_excel_takes(self, name: str) -> None:
        assert re.fullmatch(r"ASSS_[A-Z0-9_]+", name)
        assert name_problem(name) is None
        assert CATALOGUE[name].name == name

    def test_is_described_for_an_economist(self, name: str) -> None:
        function = CATALOGUE[name]
        assert 0 < len(function.description) <= 255
        assert function.description.endswith(".")
        assert function.category and function.unit and function.source and function.example
        for parameter in function.parameters:
            assert parameter.description.endswith("."), f"{parameter.name} is not described"
            assert len(parameter.description) <= 255

    def test_says_what_an_omitted_argument_stands_for(self, name: str) -> None:
        for parameter in CATALOGUE[name].parameters:
            if parameter.optional and parameter.default is not None:
                assert "Utelatt:" in parameter.description

    def test_optional_parameters_come_last(self, name: str) -> None:
        optional = [parameter.optional for parameter in CATALOGUE[name].parameters]
        assert optional == sorted(optional)

    def test_has_names_for_parameters_that_are_neither_cells_nor_functions(self, name: str) -> None:
        for parameter in CATALOGUE[name].parameters:
            assert re.fullmatch(r"[a-z_]+", parameter.name)
            assert name_problem(parameter.name) is None

    def test_is_a_lambda_within_the_limits_and_with_its_prefixes(self, name: str) -> None:
        stored = CATALOGUE[name].lambda_text()
        assert len(stored) < 8192
        assert missing_prefixes(stored) == []
        assert "[" not in stored

    def test_gives_its_example_an_answer(self, name: str) -> None:
        answer = CATALOGUE[name](*CATALOGUE[name].example)
        values = [value for row in as_rows(answer) for value in row]
        assert values and not any(map(is_error, values))
        assert not any(value is None or value == "" for value in values)


@pytest.mark.parametrize("name", EVERY)
class TestEveryExpression:
    def test_has_a_docstring(self, name: str) -> None:
        assert (EVERY[name].python.__doc__ or "").strip()

    def test_uses_only_parameters_and_excel_functions_that_2010_has(self, name: str) -> None:
        function = EVERY[name]
        parameters = {parameter.name for parameter in function.parameters}
        for text in filter(None, (function.excel, function.excel_short)):
            assert used_names(parsed(text)) <= parameters
            called = {token.text for token in tokens(text) if token.called}
            assert called <= set(EXCEL_FUNCTIONS)
            assert not called & set(FUTURE_FUNCTIONS)

    def test_uses_every_parameter(self, name: str) -> None:
        function = EVERY[name]
        assert {p.name for p in function.parameters} == used_names(parsed(function.excel))

    def test_short_form_leaves_out_the_last_parameter(self, name: str) -> None:
        function = EVERY[name]
        if function.excel_short:
            *others, last = [parameter.name for parameter in function.parameters]
            assert used_names(parsed(function.excel_short)) == set(others)
            assert last in used_names(parsed(function.excel))


def test_descriptions_are_different() -> None:
    descriptions = [function.description for function in CATALOGUE.values()]
    assert len(set(descriptions)) == len(descriptions)


def test_a_wrong_number_of_arguments_is_refused() -> None:
    with pytest.raises(TypeError):
        CATALOGUE["ASSS_AVVIK"](1)
    with pytest.raises(TypeError):
        CATALOGUE["ASSS_AVVIK"](1, 2, 3, 4, 5)


def test_examples_give_the_same_in_excel(tmp_path: Path) -> None:
    """Each example, written as a reader would: its arguments in cells, the call by name."""
    path = tmp_path / "examples.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for function in CATALOGUE.values():
            sheet = workbook.add_worksheet(function.python.__name__)
            workbook.define_name(function.name, f"={function.lambda_text()}")
            texts = [_write(sheet, 10 * i, a) for i, a in enumerate(function.example)]
            sheet.write_dynamic_array_formula("A1", f"={function.name}({','.join(texts)})")
            if not is_range(function(*function.example)):
                sheet.write_formula("A2", f"={function.native(*texts)}")
    session = Session(path)
    for function in CATALOGUE.values():
        answer = function(*function.example)
        sheet = function.python.__name__
        assert same_value(as_rows(answer)[0][0], session.value((sheet, "A1"))), function.name
        if not is_range(answer):
            assert same_value(answer, session.value((sheet, "A2"))), function.name


def _write(sheet: Any, row: int, argument: Any) -> str:
    rows = as_rows(argument)
    for r, values in enumerate(rows):
        for c, value in enumerate(values):
            write_value(sheet, row + r, 10 + c, value)
    first = xlsxwriter.utility.xl_rowcol_to_cell(row, 10)
    last = xlsxwriter.utility.xl_rowcol_to_cell(row + len(rows) - 1, 9 + len(rows[0]))
    return first if first == last else f"{first}:{last}"


@pytest.mark.parametrize("name", [n for n, f in CATALOGUE.items() if f.spills])
def test_optional_arguments_may_be_named_in_python(name: str) -> None:
    function = CATALOGUE[name]
    optional = [parameter for parameter in function.parameters if parameter.optional]
    required = [7.0] * (len(function.parameters) - len(optional))
    if optional:
        last = optional[-1]
        defaults = [parameter.default for parameter in optional[:-1]]
        assert function(*required, **{last.name: 3.0}) == function(*required, *defaults, 3.0)


def test_excels_functions_are_those_that_openpyxl_lists_too() -> None:
    """Those without a prefix are Excel 2007's, but for four that came with its own add-ins."""
    unknown = {name for name, prefix in EXCEL_FUNCTIONS.items() if not prefix} - set(FORMULAE)
    assert unknown == {"CALL", "EUROCONVERT", "REGISTER.ID", "USDOLLAR"}
    assert set(EXCEL_FUNCTIONS.values()) == {"", "_xlfn.", "_xlfn._xlws."}
