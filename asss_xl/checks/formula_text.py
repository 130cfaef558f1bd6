"""Formulas as the file stores them: their calls, names and references, without evaluating.

Nothing here recurses, so a formula of a thousand parentheses is only long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from asss_xl.checks.excel_names import FUTURE_FUNCTIONS, WORKSHEET_FUNCTIONS

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*"?)
      | (?P<sheet>'(?:[^']|'')*'!|[\w.]+!)
      | (?P<book>\[\d+\])
      | (?P<error>\#(?:N/A|[A-Z/0]+[!?]))
      | (?P<name>\$?[^\W\d][\w.\\$]*)
      | (?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)
      | (?P<mark>[(){},;|\[\]])""",
    re.VERBOSE,
)
_REFERENCE = re.compile(
    r"""(?:(?P<quoted>'(?:[^']|'')+')!|(?P<plain>[\w.]+)!)?
        (?P<area>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?)(?![\w(.])""",
    re.VERBOSE,
)
_BINDING = re.compile(r"\b(?:LET|LAMBDA)\(", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"]|"")*"')


class Token(NamedTuple):
    """A piece of a formula; ``called`` is a name that an opening parenthesis follows."""

    kind: str
    text: str
    at: int
    called: bool = False


@dataclass
class Call:
    """A function call; each argument is its tokens."""

    name: str
    first: int
    arguments: list[list[Token]] = field(default_factory=lambda: [[]])


def tokens(formula: str) -> list[Token]:
    """The tokens of a formula; operators and spaces are left out."""
    return [
        Token(
            match.lastgroup or "",
            match.group(),
            match.start(),
            match.lastgroup == "name" and formula[match.end() : match.end() + 1] == "(",
        )
        for match in _TOKEN.finditer(formula)
    ]


def calls(formula: str) -> list[Call]:
    """All function calls with their arguments, outer and inner ones."""
    found: list[Call] = []
    open_calls: list[Call | None] = []
    name: Token | None = None
    for token in tokens(formula):
        opens = token.kind == "mark" and token.text in "({["
        closes = token.kind == "mark" and token.text in ")}]"
        if closes and open_calls:
            open_calls.pop()
        inner = open_calls[-1] if open_calls else None
        if inner is not None and token.kind == "mark" and token.text == ",":
            inner.arguments.append([])
        elif inner is not None:
            inner.arguments[-1].append(token)
        if opens:
            started = Call(name.text, name.at) if name is not None and token.text == "(" else None
            if started is not None:
                found.append(started)
            open_calls.append(started)
        name = token if token.called else None
    return found


def references(formula: str, sheet: str) -> Iterator[tuple[str, str]]:
    """The (sheet, area) pairs a formula refers to; areas such as ``C5`` and ``$C$5:D9``."""
    for match in _REFERENCE.finditer(_STRING.sub('""', formula)):
        quoted, plain = match.group("quoted"), match.group("plain")
        where = quoted[1:-1].replace("''", "'") if quoted else plain or sheet
        yield where, match.group("area")


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
        bare = name.removeprefix("_XLFN.")
        if FUTURE_FUNCTIONS.get(bare, "_xlfn.") != "_xlfn.":
            return f"{bare} mangler {FUTURE_FUNCTIONS[bare]}"
    return None


def _binding_prefixes(call: Call, bound: set[str], places: set[int]) -> list[str]:
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
    if match and _column(match.group(1)) <= 16_384 and 1 <= int(match.group(2)) <= 1_048_576:
        return "kan leses som en celle"
    if upper in WORKSHEET_FUNCTIONS or upper in FUTURE_FUNCTIONS or upper in ("TRUE", "FALSE"):
        return "er det samme som en av Excels egne funksjoner"
    return None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
