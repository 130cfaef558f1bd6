"""Formulas and names as a file must store them, so that Excel knows them: of what we write ourselves."""

from __future__ import annotations

import re
from pathlib import Path

from asss_xl.checks.formula_text import MAX_COLUMN, MAX_ROW, FunctionCall, Token, calls, column_number, tokens

#: Excel's own functions, each with the prefix that a file wants: a function that came after Excel 2007
#: is stored as ``_xlfn.NAME``; without the prefix Excel takes it for an unknown one.
EXCEL_FUNCTIONS = dict(
    line.split(",")
    for line in Path(__file__).with_name("excel_functions.csv").read_text(encoding="utf-8").split()[1:]
)
FUTURE_FUNCTIONS = {name: prefix for name, prefix in EXCEL_FUNCTIONS.items() if prefix}
_BINDING = re.compile(r"\b(?:LET|LAMBDA)\(", re.IGNORECASE)


def missing_prefixes(formula: str) -> list[str]:
    """What lacks its prefix in a stored formula, each as a text for the user."""
    pieces = tokens(formula)
    found = [problem for token in pieces if (problem := _function_prefix(token))]
    bound: set[str] = set()
    places: set[int] = set()
    for call in calls(formula) if _BINDING.search(formula) else ():
        if call.name.upper() in ("_XLFN.LET", "_XLFN.LAMBDA", "LET", "LAMBDA"):
            found += _binding_prefixes(call, bound, places)
    for token in pieces:
        if token.kind != "name" or token.at in places:
            continue
        lowered = token.text.lower()
        if lowered.startswith("_xlop."):
            found.append(f"{token.text} skal ha _xlpm. utenfor parameterlisten")
        elif lowered.startswith("_xlpm."):
            if lowered.removeprefix("_xlpm.") not in bound:
                found.append(f"{token.text} er ikke et parameter i formelen")
        elif lowered in bound:
            found.append(f"{token.text} mangler _xlpm.")
    return list(dict.fromkeys(found))


def _function_prefix(token: Token) -> str | None:
    if not token.called:
        return None
    name = token.text.upper()
    wanted = FUTURE_FUNCTIONS.get(name)
    if wanted:
        return f"{name} mangler {wanted}"
    if name.startswith("_XLUDF."):
        return f"{token.text} er en funksjon som Excel ikke fant"
    if name.startswith("_XLFN.") and not name.startswith("_XLFN._XLWS."):
        plain = name.removeprefix("_XLFN.")
        if FUTURE_FUNCTIONS.get(plain, "_xlfn.") != "_xlfn.":
            return f"{plain} mangler {FUTURE_FUNCTIONS[plain]}"
    return None


def _binding_prefixes(call: FunctionCall, bound: set[str], places: set[int]) -> list[str]:
    """Problems with the names that a LET or LAMBDA binds; the names are added to ``bound``."""
    is_let = call.name.upper().endswith("LET")
    found = []
    for argument in call.arguments[:-1:2] if is_let else call.arguments[:-1]:
        if any(token.text == "[" for token in argument):
            found.append("valgfritt parameter i hakeparentes, skal ha _xlop.")
            continue
        if len(argument) != 1 or argument[0].kind != "name":
            found.append(f"{call.name} har et parameter som ikke er et navn")
            continue
        name = argument[0].text.lower()
        places.add(argument[0].at)
        bound.add(name.removeprefix("_xlpm.").removeprefix("_xlop."))
        if not name.startswith("_xlpm.") and (is_let or not name.startswith("_xlop.")):
            found.append(f"{argument[0].text} mangler _xlpm.")
    return found


def name_problem(name: str) -> str | None:
    """Why Excel would refuse a name, or None."""
    upper = name.upper()
    if not re.fullmatch(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*", name):
        return "har tegn som et navn ikke kan ha"
    if len(name) > 255:
        return "er lengre enn 255 tegn"
    if re.fullmatch(r"R\d*(C\d*)?|C\d*", upper):
        return "kan leses som en celle (rad og kolonne)"
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", upper)
    if match and column_number(match.group(1)) <= MAX_COLUMN and 1 <= int(match.group(2)) <= MAX_ROW:
        return "kan leses som en celle"
    if upper in EXCEL_FUNCTIONS:
        return "er det samme som en av Excels egne funksjoner"
    return None
