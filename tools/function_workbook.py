"""``ASSS_funksjoner.xlsx``: the LAMBDA library in a workbook that explains and tests itself.

A sheet per group of functions; each function with description, arguments, an example on the
sheet's own cells, the value it should give, and whether it does.
"""

from __future__ import annotations

from typing import Any

from asss_xl.functions import CATALOGUE, CATEGORIES, Function, Parameter
from asss_xl.functions.excel.formula import formula
from asss_xl.functions.values import is_range
from asss_xl.report import formler as bb, layout
from asss_xl.workbook import Argument, Book, Cell, Sheet, styles

_ARGUMENT, _MENING, _VERDI = range(3)
_BREDDER = (26, 84, 32, 14, 14, 14, 14)
_INTRO = (
    "Funksjonene ligger som navn i denne arbeidsboken. Merk alle arkene her, høyreklikk, velg Flytt "
    "eller kopier og Lag en kopi i din egen arbeidsbok, så følger navnene med. Arkene kan slettes etterpå.",
    "De virker i Excel 365, Excel 2024, Excel for Mac og Excel på nett. I beskyttet visning og i "
    "programmer uten LAMBDA vises #NAVN? til redigering er slått på.",
    "Argumentene skilles med semikolon i norsk Excel. Manglende tall (tomt, tekst, «:», «.») gir "
    "#I/T, aldri null.",
)
#: OK when a function gives what it should: the same text, or a number within rounding.
lik_fasit = formula(
    "resultat fasit",
    """
    IF((resultat<"")*(fasit<""),IF(ABS(resultat-fasit)<=0.000000001*MAX(1,ABS(fasit)),"OK",
    "FEIL"),IF(resultat=fasit,"OK","FEIL"))
    """,
)


def build() -> Book:
    """The whole workbook; formulas call the functions by name."""
    book = Book("ASSS-funksjoner", form="named")
    front = book.sheet("Om funksjonene", styles.RAUD)
    answers = [
        _group(book.sheet(label, styles.MELLOMBLAA), label, category)
        for category, label in CATEGORIES.items()
    ]
    _front(front, [cell for group in answers for cell in group])
    return book


def _front(sheet: Sheet, answers: list[Cell]) -> None:
    sheet.put(0, 0, "ASSS-funksjoner for Excel", styles.TITTEL)
    layout.widths(sheet, (34, 84, 22, 14))
    sheet.heights[0] = 28
    row = 2
    for text in _INTRO:
        for line in layout.wrapped(text, 120):
            sheet.put(row, 0, line, styles.TEKST)
            row += 1
    row += 1
    for column, label in enumerate(("Funksjon", "Hva den gir", "Ark", "Svar")):
        sheet.put(row, column, label, styles.HODE_VENSTRE)
    first = row + 1
    for function, answer in zip(_in_order(), answers, strict=True):
        row += 1
        sheet.put(row, 0, function.name, styles.RAD.but(bold=True))
        sheet.put(row, 1, function.description, styles.RAD_BRYT)
        sheet.heights[row] = layout.text_height(function.description, 84)
        sheet.put(row, 2, answer.sheet, styles.LENKE, link=answer.sheet)
        sheet.calc(row, 3, bb.gjenta, answer, style=_ANSWER, missing=None)
    sheet.traffic_lights.append(sheet.range((first, 3), (row, 3)))
    sheet.printing.last_column = 3
    sheet.printing.one_page = False


def _in_order() -> list[Function]:
    return [f for category in CATEGORIES for f in CATALOGUE.values() if f.category == category]


_ANSWER = styles.RAD.but(align="center", bold=True)


def _group(sheet: Sheet, label: str, category: str) -> list[Cell]:
    sheet.put(0, 0, f"ASSS-funksjoner: {label}", styles.TITTEL)
    sheet.heights[0] = 28
    layout.widths(sheet, _BREDDER)
    row, answers = 2, []
    for function in CATALOGUE.values():
        if function.category == category:
            answer, row = _function(sheet, row, function)
            answers.append(answer)
    sheet.printing.last_column = len(_BREDDER) - 1
    sheet.printing.one_page = False
    return answers


def _function(sheet: Sheet, row: int, function: Function) -> tuple[Cell, int]:
    """One function from the given row on; its answer, and where the next one starts."""
    sheet.put(row, 0, f"={function.signature()}", styles.OVERSKRIFT)
    sheet.put(row + 1, 0, function.description, styles.TEKST)
    sheet.put(row + 2, 0, f"Enhet: {function.unit}. Kilde: {function.source}.", styles.NOTE)
    row += 3
    for column, label in ((_ARGUMENT, "Argument"), (_MENING, "Betydning"), (_VERDI, "Eksempel")):
        sheet.put(row, column, label, styles.HODE_VENSTRE)
    arguments: list[Argument] = []
    for index, parameter in enumerate(function.parameters):
        row += 1
        name = f"[{parameter.name}]" if parameter.optional else parameter.name
        sheet.put(row, _ARGUMENT, name, styles.RAD)
        sheet.put(row, _MENING, parameter.description, styles.RAD_BRYT.but(size=9))
        sheet.heights[row] = layout.text_height(parameter.description, 92)
        if index < len(function.example):
            arguments.append(_example(sheet, row, parameter, function.example[index], function))
    row += 1
    answer = _result(sheet, row, function, arguments)
    return answer, row + 4


def _example(sheet: Sheet, row: int, parameter: Parameter, value: Any, function: Function) -> Argument:
    """The example value of one argument, in cells; a range lies along the row."""
    values = list(value[0]) if is_range(value) else [value]
    if function.spills:
        # A cell holds one value: the last of a series.
        values = values[-1:]
    style = styles.RAD.but(align="right")
    made = [
        sheet.put(row, _VERDI + offset, v if isinstance(v, str) else float(v), style)
        for offset, v in enumerate(values)
    ]
    if parameter.is_range:
        return sheet.column_range(made[0], made[-1])
    return made[0]


def _result(sheet: Sheet, row: int, function: Function, arguments: list[Argument]) -> Cell:
    text = function.unit == "tekst"
    style = styles.RAD_BRYT if text else styles.RAD.but(align="right")
    column = _MENING if text else _VERDI
    labels = ("Resultat (med navn)", "Skal være", "Svar")
    for offset, label in enumerate(labels):
        sheet.put(row + offset, 0, label, styles.RAD.but(bold=True))
    result = sheet.calc(row, column, function, *arguments, style=style, missing=None)
    expected = sheet.put(row + 1, column, result.value, style)
    answer = sheet.calc(row + 2, _VERDI, lik_fasit, result, expected, style=_ANSWER, missing=None)
    sheet.traffic_lights.append(sheet.column_range(answer, answer))
    return answer
