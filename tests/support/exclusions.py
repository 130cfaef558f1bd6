"""What an engine cannot calculate, each with its reason: the only input left out of the proofs.

Real Excel is the measure. Where an engine lacks something that Excel has, the function stays as
it is, the input is left out for that engine alone, and another engine or test covers it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asss_xl.functions.catalogue import Function
from asss_xl.functions.values import is_error
from tests.support.drawn import Case, evaluated


@dataclass(frozen=True)
class Exclusion:
    """Input that is left out for one engine and some of the forms."""

    engine: str
    forms: tuple[str, ...]
    reason: str
    applies: Callable[[Function, Case], bool]


def _several_left_out(function: Function, case: Case) -> bool:
    if function.name != "ASSS_SNITT_UTEN":
        return False
    left_out = case.arguments[2].rows
    return len(left_out) * len(left_out[0]) > 1 and 1 in (len(left_out), len(left_out[0]))


def _counts_as_number(function: Function, case: Case) -> bool:
    pairs = zip(function.parameters, case.arguments, strict=False)
    return any(
        parameter.is_range
        and argument.kind == "cell"
        and (isinstance(argument.rows[0][0], bool) or argument.rows[0][0] == "7")
        for parameter, argument in pairs
    )


def _logical(_function: Function, case: Case) -> bool:
    return any(isinstance(value, bool) for value in case.values())


def _constant_for_range(function: Function, case: Case) -> bool:
    pairs = zip(function.parameters, case.arguments, strict=False)
    return any(
        parameter.is_range and parameter.name != "uten" and argument.kind == "constant"
        for parameter, argument in pairs
    )


def _different_errors(_function: Function, case: Case) -> bool:
    return len({value for value in case.values() if is_error(value)}) > 1


def _error_and_text_in_ranges(function: Function, case: Case) -> bool:
    ranges = [argument for argument in case.arguments if argument.kind == "range"]
    values = [value for argument in ranges for row in argument.rows for value in row]
    has_text = any(isinstance(value, str) and not is_error(value) for value in values)
    return not function.spills and has_text and any(is_error(value) for value in values)


def _outside_the_range(function: Function, case: Case) -> bool:
    given = any(value == "#REF!" for value in case.values())
    return "INDEX(" in function.excel and not given and evaluated(function, case) == "#REF!"


EXCLUSIONS = (
    Exclusion(
        "ironcalc",
        ("native", "named"),
        "ironcalc 0.9.1 looks up only one value with MATCH inside SUMPRODUCT, where Excel and "
        "LibreOffice look up each; LibreOffice checks leaving out several municipalities.",
        _several_left_out,
    ),
    Exclusion(
        "ironcalc",
        ("named",),
        "ironcalc 0.9.1 hands a LAMBDA the value of a single cell, not the reference, so COUNT "
        'and SUM take TRUE and "7" for numbers; in Excel a parameter stays a reference. The '
        "native form checks the same cells.",
        _counts_as_number,
    ),
    Exclusion(
        "libreoffice",
        ("native",),
        "LibreOffice stores TRUE as the number 1 with a format, so a logical value is a number "
        "there; in Excel it is not. ironcalc checks logical values.",
        _logical,
    ),
    Exclusion(
        "libreoffice",
        ("native",),
        "LibreOffice 7.4 gives an error for ROWS and COLUMNS of a number written in the formula; "
        "in Excel that is 1. ironcalc checks it, and the sheets write references.",
        _constant_for_range,
    ),
    Exclusion(
        "libreoffice",
        ("native",),
        "Of several different errors in the arguments LibreOffice reports another one than Excel "
        "(down the columns first, not along the rows). ironcalc checks which one.",
        _different_errors,
    ),
    Exclusion(
        "libreoffice",
        ("native",),
        "SUMPRODUCT over several ranges in LibreOffice skips a place with text before it sees an "
        "error there; in Excel the error wins. ironcalc checks it.",
        _error_and_text_in_ranges,
    ),
    Exclusion(
        "libreoffice",
        ("native",),
        "INDEX of a place outside the range is #VALUE! in LibreOffice and #REF! in Excel. ironcalc "
        "checks it, and the places come from lists as long as the range.",
        _outside_the_range,
    ),
)


def excluded(engine: str, form: str, function: Function, case: Case) -> bool:
    """True when the engine cannot be asked about this case in this form."""
    return any(
        exclusion.engine == engine and form in exclusion.forms and exclusion.applies(function, case)
        for exclusion in EXCLUSIONS
    )
