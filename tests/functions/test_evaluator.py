"""The evaluator against an engine that shares nothing with it, on formulas drawn at random."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from asss_xl.functions import CATALOGUE
from asss_xl.functions.excel import sheet_functions as xl
from asss_xl.functions.excel.certain import may_fail
from asss_xl.functions.excel.evaluator import Constant, FormulaError, Hole, evaluated, parsed
from asss_xl.functions.excel.formula import folded, formula, settled, template
from asss_xl.functions.values import VALUE, Value, is_error, is_number
from tests.support.drawn import drawn_cases, given_values
from tests.support.engine import Session
from tests.support.forms import write_value

COUNT = 3000
#: Cells of a line: single values a-f, then two columns of four places.
_NAMES = "abcdef"
_PLACES = 4
_OF_A_RANGE = ("SUM", "MAX", "MIN", "COUNT", "AVERAGE", "MEDIAN", "DEVSQ")
_VALUES: tuple[Value, ...] = (
    0.0,
    1.0,
    2.0,
    3.0,
    -1.5,
    6.2,
    6.7,
    100.0,
    2009.0,
    "Ikke data",
    "Ja",
    "ja",
    "Nei",
    None,
)


class _Drawer:
    """Formulas of the kinds that a report has: no text is read as a number."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def number(self, depth: int) -> str:
        r = self.random
        if depth == 0:
            return r.choice([*_NAMES, "2", "0.5", "100"])
        deeper = depth - 1
        if depth > 1 and r.random() < 0.7:
            return r.choice(
                (
                    lambda: f"({self.number(deeper)}{r.choice('+-*/')}{self.number(deeper)})",
                    lambda: f"IF({self.condition(deeper)},{self.number(deeper)},{self.number(deeper)})",
                    lambda: f"IFERROR({self.number(deeper)},{self.number(deeper)})",
                )
            )()
        return r.choice(
            (
                lambda: f"({self.number(deeper)}{r.choice('+-*/')}{self.number(deeper)})",
                lambda: f"-{self.number(0)}^2",
                lambda: f"{self.number(0)}%+1",
                lambda: f"IF({self.condition(deeper)},{self.number(deeper)},{self.number(deeper)})",
                lambda: f"IFERROR({self.number(deeper)},{self.number(0)})",
                lambda: f"ABS({self.number(deeper)})",
                lambda: f"({self.number(deeper)})^0.5",
                lambda: f"ABS(LN({self.number(0)}))",
                lambda: f"INT({self.number(deeper)})",
                lambda: f"ROUND({self.number(deeper)},{r.choice('012')})",
                lambda: f"MOD({self.number(0)},7)",
                lambda: f"{r.choice(_OF_A_RANGE)}({r.choice('rs')})",
                lambda: f"COUNTIF({r.choice('rs')},{r.choice(_NAMES)})",
                lambda: 'SUMIF(r,"Ja",s)',
                lambda: "SUMPRODUCT(r,s)",
                lambda: 'SUMPRODUCT((r="Ja")*(s<""),s)',
                lambda: "SUMPRODUCT((r<>s)*1)",
                lambda: f'SUMPRODUCT((r>{self.number(0)})*(s<""))',
                lambda: f"INDEX(r,{r.choice('1234')})",
                # A blank that is looked for is 0 in some engines and nothing in others: a is never blank.
                lambda: "MATCH(a,s,0)",
                lambda: f"LARGE(r,{r.choice('12')})",
                lambda: f"SMALL(s,{r.choice('12')})",
                lambda: f"LEN({self.text(deeper)})",
                lambda: f"SIGN({self.number(0)})",
                lambda: "ROWS(r)*COLUMNS(r)",
            )
        )()

    def condition(self, depth: int) -> str:
        r = self.random
        sign = r.choice(("=", "<>", "<", "<=", ">", ">="))
        plain = f"{self.number(0)}{sign}{r.choice((self.number(0), chr(34) * 2, chr(34) + 'Ja' + chr(34)))}"
        if depth == 0:
            return plain
        return r.choice(
            (
                lambda: plain,
                lambda: f"AND({self.condition(0)},{self.condition(0)})",
                lambda: f"OR({self.condition(0)},{self.condition(0)})",
                lambda: f"({self.condition(0)})*({self.condition(0)})",
                lambda: f"ISNUMBER({self.number(depth - 1)})",
            )
        )()

    def text(self, depth: int) -> str:
        r = self.random
        if depth == 0:
            return r.choice((*_NAMES, '"x"', '""'))
        return r.choice(
            (
                lambda: f"{self.text(depth - 1)}&{self.text(depth - 1)}",
                # With more digits the engine joins 16 of them, where Excel has 15.
                lambda: f"{self.text(depth - 1)}&ROUND({self.number(depth - 1)},2)",
                lambda: f"LEFT({self.text(0)},2)",
                lambda: f"RIGHT({self.text(0)},2)",
                lambda: f"MID({self.text(0)},2,2)",
                lambda: f'SUBSTITUTE({self.text(0)},"a","å")',
                lambda: f"FIXED({self.number(0)},0,TRUE)",
                lambda: f"IF({self.condition(1)},{self.text(depth - 1)},{self.text(depth - 1)})",
            )
        )()

    def any(self) -> str:
        return self.random.choice((self.number, self.number, self.condition, self.text))(4)


def _line(random: Random) -> dict[str, Any]:
    single = {name: random.choice(_VALUES) for name in _NAMES}
    single["a"] = random.choice(_VALUES[:-1])
    ranges = {name: tuple((random.choice(_VALUES),) for _ in range(_PLACES)) for name in ("r", "s")}
    return single | ranges


def _by_engine(path: Path, drawn: list[tuple[str, dict[str, Any]]]) -> list[Value]:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("A")
    for number, (text, values) in enumerate(drawn):
        row = number * _PLACES
        places = {}
        for column, name in enumerate([*_NAMES, "r", "s"], start=1):
            rows = values[name] if isinstance(values[name], tuple) else ((values[name],),)
            letter = xl_col_to_name(column)
            places[name] = f"{letter}{row + 1}"
            if len(rows) > 1:
                places[name] += f":{letter}{row + len(rows)}"
            for offset, (value,) in enumerate(rows):
                write_value(sheet, row + offset, column, value)
        holes = [places[name] for name in [*_NAMES, "r", "s"]]
        sheet.write_formula(row, 0, "=" + _made(text).text(holes))
    book.close()
    values = Session(path).values()
    return [values.get(("A", f"A{number * _PLACES + 1}")) for number in range(len(drawn))]


def _made(text: str) -> Any:
    names = [*_NAMES, "r", "s"]
    return formula(" ".join(names), text).template(tuple(Hole(n) for n in range(len(names))))


def _ours(text: str, values: dict[str, Any]) -> Value:
    return _made(text).value([values[name] for name in [*_NAMES, "r", "s"]])


def _alike(ours: Value, engine: Value) -> bool:
    if is_error(ours) or is_error(engine):
        return is_error(ours) and is_error(engine)
    if is_number(ours) and is_number(engine):
        return abs(ours - engine) <= 1e-9 * max(1.0, abs(ours))  # type: ignore[operator]
    return (ours or "") == (engine or "")


def _drawn(seed: int, count: int) -> list[tuple[str, dict[str, Any]]]:
    random = Random(seed)
    return [(_Drawer(random).any(), _line(random)) for _ in range(count)]


def test_formulas_give_what_an_engine_gives(tmp_path: Path) -> None:
    drawn = _drawn(2009, COUNT)
    answers = _by_engine(tmp_path / "drawn.xlsx", drawn)
    wrong = [
        f"{text} with {values}: {_ours(text, values)!r}, the engine {answer!r}"
        for (text, values), answer in zip(drawn, answers, strict=True)
        if not _alike(_ours(text, values), answer)
    ]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:8])


def test_a_planted_wrong_function_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _drawn(7, COUNT)
    answers = _by_engine(tmp_path / "drawn.xlsx", drawn)
    monkeypatch.setitem(xl.EAGER, "COUNT", xl.EAGER["COUNTA"])
    template.cache_clear()
    try:
        alike = [_alike(_ours(*case), answer) for case, answer in zip(drawn, answers, strict=True)]
    finally:
        template.cache_clear()
    assert not all(alike)


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_a_functions_python_and_its_text_agree_without_an_engine(name: str) -> None:
    function = CATALOGUE[name]
    for case in drawn_cases(function, 60):
        given = given_values(function, case)
        if function.spills or function.excel_short or any(is_error(v) for v in case.values()):
            continue
        named = dict(zip((p.name for p in function.parameters), given, strict=False))
        named |= {p.name: p.default for p in function.parameters if p.name not in named}
        assert _alike(settled(evaluated(function.excel, named)), function(*given)), case


@pytest.mark.parametrize(
    ("text", "constants", "left"),
    [
        ('IF((a<"")*(b<""),a-b,NA())', {"b": 2.0}, 'IF(A1<"",A1-2,NA())'),
        ("IF(a=0,1,b)", {"a": 0.0}, "1"),
        ("IF((a=0)+(b>1),a,b)", {"a": 5.0}, "IF(A1>1,5,A1)"),
        ("a-(b-c)", {}, "A1-(B1-C1)"),
        ("a-b-c", {}, "A1-B1-C1"),
        ("(a+b)*c%", {}, "(A1+B1)*C1%"),
        ('a&"x"', {"a": "y"}, '"yx"'),
    ],
)
def test_what_is_known_is_worked_in(text: str, constants: dict[str, Value], left: str) -> None:
    used = [name for name in "abc" if name in text.replace("NA()", "")]
    holes = iter(range(3))
    arguments = [Constant(constants[name]) if name in constants else Hole(next(holes)) for name in used]
    made = formula(" ".join(used), text).template(tuple(arguments))
    assert made.text(["A1", "B1", "C1"]) == left


@pytest.mark.parametrize("length", (3, 300))
def test_what_is_kept_of_long_ranges_is_of_those_ranges(length: int) -> None:
    """New ranges come where old ones were in memory; 1 and TRUE are as different as in a cell."""
    for start in range(200):
        column = tuple((float(start + row),) for row in range(length))
        for other in (1.0, True, "1"):
            found = evaluated("a+b", {"a": column, "b": other})
            asked = VALUE if other == "1" else float(start) + 1.0
            assert found[0][0] == asked
            assert evaluated("a=b", {"a": column, "b": other})[0][0] is (other == start and other is not True)


def test_an_unknown_function_is_an_error_when_the_text_is_read() -> None:
    with pytest.raises(FormulaError, match="VLOOKUP"):
        parsed("VLOOKUP(a,b,2)")
    with pytest.raises(FormulaError):
        parsed("a+")


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("a", False),
        ("a-b", True),
        ('IF(a="",b,c)', False),
        ("(a=1)*(b<2)", False),
        ("SUM(r)", False),
        ("INDEX(r,a)", True),
        ('IFERROR(a/b,"x")', False),
        ('a&"x"', False),
    ],
)
def test_what_can_fail_is_known(text: str, fails: bool) -> None:
    assert may_fail(folded(parsed(text))) is fails


def test_true_and_1_are_two_constants() -> None:
    """A look-up of what is made of them tells them apart, whichever came first."""
    assert Constant(True) != Constant(1.0) and Constant(1) == Constant(1.0)
    assert len({Constant(True), Constant(1.0), Constant(False), Constant(0.0)}) == 4
    assert [template(Constant(value)).text([]) for value in (1.0, True, 1.0)] == ["1", "TRUE", "1"]
