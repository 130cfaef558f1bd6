"""Input that looks right and is not: an error or a note in every form, never a number.

Each line is a call and its answer. Python is asked first; then one workbook with all the lines
is calculated by ironcalc as native formulas and as calls of the names.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import asss_xl
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.values import DIV0, NA, NUM, VALUE, as_rows, cells, is_range
from tests.support.drawn import Argument, Case
from tests.support.engine import Session
from tests.support.forms import FormsBook
from tests.support.office import needs_libreoffice

FOUR = ((6.2,), (6.7,), (7.1,), (9.0,))
NAMES = (("Bergen",), ("Oslo",), ("Tromsø",), ("Bærum",))
OVER = "x er 100 prosent over ASSS-gjennomsnittet"

LINES: list[tuple[str, tuple[Any, ...], Any]] = [
    # Growth from or to a negative number; from 0 there is none.
    ("VEKST", (50.0, -100.0), NUM),
    ("VEKST", (-50.0, 100.0), NUM),
    ("VEKST", (-50.0, 0.0), NUM),
    ("VEKST", (50.0, 0.0), DIV0),
    ("VEKST", (0.0, 100.0), -100.0),
    ("REALVEKST", (-101.0, 2.0), NUM),
    ("REALVEKST", (5.0, -100.0), NUM),
    ("AARSVERKSVEKST", (5.0, -200.0), NUM),
    # Percent of a negative mean, base or income.
    ("INDEKS", (6.2, -6.7), NUM),
    ("INDEKS", (6.2, 0.0), DIV0),
    ("INDEKSSERIE", (100.0, -50.0), NUM),
    ("AVVIK_PST", (100.0, -50.0), NUM),
    ("AVVIK_PST", (100.0, 50.0, 1.0, -80.0), NUM),
    ("PST_AV_INNTEKT", (100.0, -50.0), NUM),
    ("RESSURSBRUK", (7504.0, -8400.0, 0.9), NUM),
    ("RESSURSBRUK", (7504.0, 8400.0, -0.9), NUM),
    ("INNTEKTSNIVAA", (((1.0, 2.0),), ((-3.0, -4.0),), ((0.0, 0.0),)), NUM),
    ("DEMOGRAFIINDEKS", (((1.0, 2.0),), ((3.0, 4.0),), ((-3.0, -4.0),)), NUM),
    ("FUNN", ("x", 6.2, -6.7), NUM),
    # A unit or a population that cannot be.
    ("PER_INNBYGGER", (100.0, 10.0, 0.0), NUM),
    ("PER_INNBYGGER", (100.0, -10.0, 1000.0), NUM),
    ("AVSTAND_TIL_MAAL", (1.0, 2.0, -10.0), NUM),
    # A municipality that is not there.
    ("SNITT_UTEN", (FOUR, NAMES, "Olso"), NA),
    ("SNITT_UTEN", (FOUR, NAMES, "Oslo "), NA),
    ("SNITT_UTEN", (FOUR, NAMES, "Os*"), NA),
    ("SNITT_UTEN", (FOUR, NAMES, ""), NA),
    ("SNITT_UTEN", (FOUR, NAMES, "OSLO"), (6.2 + 7.1 + 9.0) / 3),
    ("SNITT_UTEN", (FOUR, NAMES, (("Oslo",), ("Olso",))), NA),
    ("SNITT_UTEN", (FOUR, NAMES, (("Oslo",), ("B*",))), NA),
    ("SNITT_UTEN", (FOUR, NAMES, ((None,), (None,))), NA),
    ("SNITT_UTEN", (FOUR, NAMES, (("Oslo",), (None,), ("bærum",))), (6.2 + 7.1) / 2),
    # Words for a direction: spelling and case are forgiven, other words are not.
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "høy"), f"{OVER} (gunstig)"),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", " HØYT "), f"{OVER} (gunstig)"),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "hoey"), f"{OVER} (gunstig)"),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "Låg"), f"{OVER} (ugunstig)"),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "hoy "), f"{OVER} (gunstig)"),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "opp"), VALUE),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "høy\u00a0"), VALUE),
    ("FUNN", ("x", 1.0, 1.0, "", "", "", "", "", "", "opp"), VALUE),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "høy|lav"), VALUE),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", 1.0), VALUE),
    # 0 against 0, and a mean that binary fractions made out of 0.
    ("FUNN", ("x", 0.0, 0.0), "x ligger på ASSS-gjennomsnittet"),
    ("FUNN", ("x", 100.0, 0.0), DIV0),
    ("FUNN", ("x", 100.0, 0.1 + 0.2 - 0.3), DIV0),
    ("FUNN", ("x", 0.0, 0.1 + 0.2 - 0.3), "x ligger på ASSS-gjennomsnittet"),
    # Decimals, and numbers of them that there cannot be.
    ("FUNN", ("x", 6.2, 6.7, "", "", "", "", "", "", "", 1.0), "x er 7,5 prosent under ASSS-gjennomsnittet"),
    (
        "FUNN",
        ("x", 100.3, 100.0, "", "", "", "", "", "", "", 1.0),
        "x er 0,3 prosent over ASSS-gjennomsnittet",
    ),
    (
        "FUNN",
        ("x", 100.05, 100.0, "", "", "", "", "", "", "", 3.0),
        "x er 0,050 prosent over ASSS-gjennomsnittet",
    ),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "", 4.0), VALUE),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", "", "", "", "", 0.5), VALUE),
    # Among the highest and the lowest: the third of the network, and the tied last.
    ("FUNN", ("x", 2.0, 1.0, "", "", "", 10.0, "", 3.0), f"{OVER}, blant de høyeste i nettverket"),
    ("FUNN", ("x", 2.0, 1.0, "", "", "", 10.0, "", 4.0), OVER),
    (
        "FUNN",
        ("x", 1.0, 2.0, "", "", "", 10.0, "", 8.0),
        "x er 50 prosent under ASSS-gjennomsnittet, blant de laveste i nettverket",
    ),
    (
        "FUNN",
        ("x", 1.0, 2.0, 1.0, 5.0, "", 10.0, "", 9.0),
        "x er 50 prosent under ASSS-gjennomsnittet, lavest i nettverket",
    ),
    ("SNITT_UTEN", (FOUR, (("Bergen",), ("Oslo",), (None,), ("Bærum",)), "Oslo"), NA),
    ("SNITT_UTEN", (FOUR, (("Bergen",), ("Oslo",), ("",), ("Bærum",)), (("Oslo",), ("Bergen",))), NA),
    (
        "SNITT_UTEN",
        (FOUR[:2] + ((None,), (9.0,)), (("Bergen",), ("Oslo",), (None,), ("Bærum",)), "Oslo"),
        (6.2 + 9.0) / 2,
    ),
    # An index in percent, and weights that are in percent or not those of a whole sector.
    ("AVVIK", (11288.0, 10640.0, 96.8), NUM),
    ("AVVIK", (11288.0, 10640.0, 10.0), -95112.0),
    ("AVVIK_PST", (11288.0, 10640.0, 96.8), NUM),
    ("AVVIK_INNTEKT", (7504.0, 8383.0, 92.85, -932.0), NUM),
    ("UTGIFTSBEHOV", (8383.0, 90.9), NUM),
    ("KORREKSJON", (8383.0, 94.3), NUM),
    ("KORREKSJON", (8383.0, 0.943, 84.9), NUM),
    ("KORREKSJON", (8383.0, 0.943, 1.0), -477.831),
    ("RESSURSBRUK", (7504.0, 8400.0, 90.9), NUM),
    ("KOSTNADSINDEKS", (((0.3,), (0.2,)), ((0.9,), (1.2,))), NUM),
    ("KOSTNADSINDEKS", (((60.0,), (40.0,)), ((0.9,), (1.2,))), NUM),
    ("KOSTNADSINDEKS", (((0.6,), (0.4,)), ((90.0,), (120.0,))), NUM),
    ("KOSTNADSINDEKS", (((0.61,), (0.405,)), ((0.9,), (1.2,))), 0.9 * 0.61 + 1.2 * 0.405),
    # A criterion that is not there makes the rest a part of the sector.
    ("KOSTNADSINDEKS", (((0.6,), (None,)), ((0.9,), (None,))), NUM),
    ("KOSTNADSINDEKS", (((0.6,), (None,), (0.4,)), ((0.9,), (None,), (1.2,))), 1.02),
    # Production: indices where the mean is 100, and weights as those of a cost index.
    ("PRODUKSJONSINDEKS", (((0.6,), (0.4,)), ((90.0,), (120.0,))), 102.0),
    ("PRODUKSJONSINDEKS", (((0.6,), (0.4,)), ((0.9,), (1.2,))), NUM),
    ("PRODUKSJONSINDEKS", (((0.6,), (0.3,)), ((90.0,), (120.0,))), NUM),
    ("PRODUKSJONSINDEKS", (((0.6,), (0.4,)), ((90.0,), ("For få",))), NA),
    ("PRODUKSJONSINDEKS", (((0.6,), (0.4,)), ((90.0,), (None,))), NA),
    ("PRODUKSJONSINDEKS", (((0.6,), (0.4,)), ((0.0,), (120.0,))), 48.0),
    ("PRODUKSJONSINDEKS", (((0.6,), (0.4,)), ((90.0,), (DIV0,))), DIV0),
    ("EFFEKTIVITET", (90.0, 120.0), 75.0),
    ("EFFEKTIVITET", (90.0, 1.2), NUM),
    ("EFFEKTIVITET", (90.0, 0.0), NUM),
    ("EFFEKTIVITET", (-90.0, 120.0), NUM),
    ("EFFEKTIVITET", ("Ikke data", 120.0), NA),
    # Rank from either end; each of several values has one, an error only its own.
    ("RANG", (6.7, FOUR), 3.0),
    ("RANG_LAVEST", (6.7, FOUR), 2.0),
    ("RANG_LAVEST", (6.2, ((6.2,), ("Ikke data",), (None,), (6.2,))), 1.0),
    ("RANG", (FOUR, FOUR), ((4.0,), (3.0,), (2.0,), (1.0,))),
    ("RANG_LAVEST", (FOUR, FOUR), ((1.0,), (2.0,), (3.0,), (4.0,))),
    ("RANG", (((6.7, 7.1),), FOUR), ((3.0, 2.0),)),
    ("RANG", (FOUR, ((7.0, "Ikke data", None, 8.0),)), ((3.0,), (3.0,), (2.0,), (1.0,))),
    ("RANG", (((6.7,), ("Ikke data",), (NUM,), (None,)), FOUR), ((3.0,), (NA,), (NUM,), (NA,))),
    ("RANG", (FOUR, ((6.2,), (NUM,))), ((NUM,), (NUM,), (NUM,), (NUM,))),
    ("RANG", (FOUR, (("x",), (None,))), ((NA,), (NA,), (NA,), (NA,))),
    ("RANG", (FOUR, ((6.2, 6.7), (7.1, 9.0))), VALUE),
    ("RANG", (6.7, ((6.2, 6.7), (7.1, 9.0))), 3.0),
    # A heading above a column is no missing figure; the texts for missing figures are.
    ("NETTO_LAANEGJELD", ((("Gjeld",), (10.0,), (20.0,)), (("Fordringer",), (3.0,))), 27.0),
    ("NETTO_LAANEGJELD", ((("Gjeld", "Kap."), (10.0, 20.0)), ((3.0,),)), 27.0),
    ("NETTO_LAANEGJELD", ((("Ikke data",), (10.0,)), ((3.0,),)), NA),
    ("NETTO_LAANEGJELD", (((":",), (10.0,)), ((3.0,),)), NA),
    ("NETTO_LAANEGJELD", ((("Gjeld",), ("Ikke data",), (10.0,)), ((3.0,),)), NA),
    ("NETTO_LAANEGJELD", ((("Gjeld",),), ((3.0,),)), NA),
    # What the new functions give.
    ("NETTO_BRUK_AV_LAAN", (910.0, 510.0, 92.0, 52.0, 9.0, 5.0), 444.0),
    ("NETTO_ANSKAFFELSE", (-9.25, 5.5), -3.75),
    ("AVVIK_UTEN_AVSKRIVNINGER", (-1189.0, 500.0, 810.0), -879.0),
    ("AVSTAND_TIL_MAAL", (11288.0, 10640.0, 100.0), -64800.0),
]


@pytest.mark.parametrize(("name", "arguments", "answer"), LINES)
def test_python_gives_an_error_and_not_a_number(name: str, arguments: tuple[Any, ...], answer: Any) -> None:
    got = CATALOGUE[f"ASSS_{name}"](*arguments)
    assert type(got) is type(answer)
    assert got == (pytest.approx(answer) if isinstance(answer, float) else answer)


@pytest.mark.parametrize("engine", ["ironcalc", pytest.param("libreoffice", marks=needs_libreoffice)])
def test_the_other_forms_give_the_same(engine: str, tmp_path: Path) -> None:
    """LibreOffice has only the native form, and looks up several names as Excel does."""
    book = FormsBook(tmp_path / "lines.xlsx", engine)
    forms = ("native", "named") if engine == "ironcalc" else ("native",)
    for name in dict.fromkeys(name for name, _, _ in LINES):
        function = CATALOGUE[f"ASSS_{name}"]
        cases = [_case(function, given) for other, given, _ in LINES if other == name]
        book.add(function, cases, forms)
    found = book.mismatches()
    assert not found, "\n".join(map(str, found[:8]))


def _case(function: Function, arguments: tuple[Any, ...]) -> Case:
    made = []
    for argument in arguments:
        kind = "range" if is_range(argument) and len(cells(argument)) > 1 else "cell"
        made.append(Argument(kind, as_rows(argument)))
    return Case(tuple(made))


def test_whole_columns_with_a_heading(tmp_path: Path) -> None:
    """As the reference says; ironcalc takes seconds for a whole column, so one function."""
    function = CATALOGUE["ASSS_NETTO_LAANEGJELD"]
    path = tmp_path / "columns.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        data, answer = workbook.add_worksheet("Data"), workbook.add_worksheet("Svar")
        for row, values in enumerate((("Gjeld", "Fordringer"), (10.0, 3.0), (20.0, 4.0))):
            data.write_row(row, 0, values)
        answer.write_formula("A1", f"={function.native('Data!A:A', 'Data!B:B')}")
    assert Session(path).value(("Svar", "A1")) == 23.0


def test_a_range_that_begins_with_a_text_skips_it_wherever_ranges_are_taken() -> None:
    heading, years = ("Verdi",), ("Overskrift",)
    figures = (heading, (1.0,), (2.0,))
    for function in CATALOGUE.values():
        ranges = [p for p in function.parameters if p.is_range and p.name != "uten"]
        if not ranges or function.name == "ASSS_SNITT_UTEN":
            continue
        with_heading = [figures if p.is_range else 1.0 for p in function.parameters]
        without = [figures[1:] if p.is_range else 1.0 for p in function.parameters]
        assert function(*with_heading) == function(*without), function.name
    names = (years, ("Bergen",), ("Oslo",))
    assert asss_xl.snitt_uten(figures, names, "Oslo") == 1.0


@pytest.mark.parametrize(
    "parameter",
    [
        p
        for f in CATALOGUE.values()
        for p in f.parameters
        if p.name in ("vekst", "deflator", "befolkning", "loennsvekst", "aarsloennsvekst", "prosentenheter")
    ],
    ids=lambda p: p.name,
)
def test_help_says_where_a_percent_number_is_wanted(parameter: Any) -> None:
    assert "5,1 for 5,1 prosent" in parameter.description
    assert "0,051" in parameter.description


@pytest.mark.parametrize("name", ["SNITT", "SNITT_UTEN", "LAVEST", "HOEYEST", "ANTALL", "RANG"])
def test_help_says_that_a_year_as_heading_counts(name: str) -> None:
    verdier = next(p for p in CATALOGUE[f"ASSS_{name}"].parameters if p.name == "verdier")
    assert "årstall" in verdier.description


def test_the_mean_of_ressursbruk_is_named_for_what_it_must_be() -> None:
    names = [p.name for p in CATALOGUE["ASSS_RESSURSBRUK"].parameters]
    assert names == ["netto_driftsutgifter", "korrigert_snitt", "kostnadsindeks"]


def test_the_unit_of_an_amount_must_be_given() -> None:
    with pytest.raises(TypeError, match="enhet"):
        asss_xl.per_innbygger(2816787, 249540)
    assert asss_xl.per_innbygger(2816787, 249540, 1000) == pytest.approx(11287.9, abs=0.1)


class TestOrderOfArguments:
    def test_the_index_follows_the_mean(self) -> None:
        for function in CATALOGUE.values():
            names = [p.name for p in function.parameters]
            means = [n for n in names if n in ("snitt", "korrigert_snitt")]
            for index in [n for n in names if n in ("indeks", "kostnadsindeks")]:
                assert names.index(index) == names.index(means[0]) + 1, function.name

    def test_the_level_stands_where_the_index_does_and_the_correction_where_the_addition_does(self) -> None:
        def names(name: str) -> list[str]:
            return [p.name for p in CATALOGUE[f"ASSS_{name}"].parameters]

        alike = {"egen": "verdi", "nivaa": "indeks", "korreksjon": "tillegg"}
        assert [alike.get(n, n) for n in names("AVVIK_INNTEKT")] == names("AVVIK")

    def test_weights_that_may_be_left_out_come_last(self) -> None:
        for function in CATALOGUE.values():
            names = [p.name for p in function.parameters if p.optional]
            assert not {"vekt", "vekter"} & set(names[:-1]), function.name

    def test_a_name_means_one_thing(self) -> None:
        """brutto and netto alone are spending, as in ASSS_SOSIALE; the results say what they are."""
        users = [f.name for f in CATALOGUE.values() if {"netto", "brutto"} & {p.name for p in f.parameters}]
        assert users == ["ASSS_SOSIALE"]


class TestTwoNamesForOneFormula:
    #: Alike as formulas, but not the same thing: a share, an amount per person, an index over another.
    #: Functions with the same formula as another, since the field has two names for it.
    ALIASES = {
        "ASSS_AVVIK_INNTEKT": "ASSS_AVVIK",
        "ASSS_PST_AV_INNTEKT": "ASSS_INDEKS",
        "ASSS_INDEKSSERIE": "ASSS_INDEKS",
        "ASSS_AARSVERKSVEKST": "ASSS_REALVEKST",
    }
    UNLIKE = {"ASSS_SOSIALE", "ASSS_PER_INNBYGGER", "ASSS_EFFEKTIVITET"}

    def test_an_alias_says_so(self) -> None:
        seen: dict[str, str] = {}
        for name, function in CATALOGUE.items():
            shape = _shape(function)
            if name in self.UNLIKE:
                continue
            if name in self.ALIASES:
                assert f"Samme formel som {self.ALIASES[name]}" in function.description
            else:
                assert seen.setdefault(shape, name) == name, f"{name} er {seen[shape]}"

    def test_an_alias_gives_the_same(self) -> None:
        for name, other in self.ALIASES.items():
            given = [3.0 + 2.5 * i for i in range(len(CATALOGUE[name].parameters))]
            assert CATALOGUE[name](*given) == CATALOGUE[other](*given)


def _shape(function: Function) -> str:
    """The expression with its parameters numbered as they come."""
    names: dict[str, str] = {}
    own = {p.name for p in function.parameters}

    def number(match: re.Match[str]) -> str:
        name = match.group()
        return names.setdefault(name, f"p{len(names)}") if name in own else name

    return re.sub(r"[a-z_]+", number, function.excel)
