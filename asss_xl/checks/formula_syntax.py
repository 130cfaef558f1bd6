"""Whether Excel can read a stored formula, and the formula as it looks from its own cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from asss_xl.checks.package import position

MAX_DEPTH = 64
MAX_ARGUMENTS = 255
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_PIECE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")|(?P<quoted>'(?:[^']|'')*')|(?P<bracket>\[)|(?P<mark>[(){};,])
      |(?P<open>["'])""",
    re.VERBOSE,
)
_BRACKETS = re.compile(r"'.|[\[\]]", re.DOTALL)
_TWO_OPERATORS = re.compile(
    r"[-+*/^&]\s*[*/^&=<>)]|[-+*/^&=<>,]\s*\)|\(\s*[*/^&=<>]|[<>=]\s*[*/^&]"
)
_LAST_OPERATOR = re.compile(r"[-+*/^&=<>,(]\s*$")
_FIRST_OPERATOR = re.compile(r"\s*[*/^&<>,]")
_EMPTY_ARGUMENT = re.compile(r",\s*\)")
_KEPT = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*"|'(?:[^']|'')*'!?)
      |(?<![\w.$\\])(?P<c>\$?)(?P<column>[A-Za-z]{1,3})(?P<r>\$?)(?P<row>[1-9]\d{0,6})(?![\w(.!\\])""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def syntax_problem(formula: str) -> str | None:
    """Why Excel cannot read a formula, or None."""
    if not formula.strip():
        return "er tom"
    if formula.lstrip().startswith("="):
        return "er lagret med likhetstegn foran, som formatet ikke har"
    plain: list[str] = []
    problem = _walk(formula, plain)
    if problem:
        return problem
    bare = _EMPTY_ARGUMENT.sub(")", "".join(plain))
    if _TWO_OPERATORS.search(bare):
        return "har to regnetegn etter hverandre, eller et regnetegn uten verdi"
    if _LAST_OPERATOR.search(bare):
        return "slutter med et regnetegn"
    return "begynner med et regnetegn" if _FIRST_OPERATOR.match(bare) else None


def _walk(formula: str, plain: list[str]) -> str | None:
    """Parentheses, quotes, separators; ``plain`` gets the formula without texts and brackets."""
    opened: list[str] = []
    arguments: list[int] = []
    at = 0
    while (match := _PIECE.search(formula, at)) is not None:
        plain.append(formula[at : match.start()])
        at = match.end()
        piece = match.group()
        if match.lastgroup == "open":
            return f"har et anførselstegn ({piece}) som ikke lukkes"
        if match.lastgroup in ("text", "quoted"):
            plain.append("1" if match.lastgroup == "text" else "x")
        elif match.lastgroup == "bracket":
            at = _closing(formula, match.start())
            if not at:
                return "har en hakeparentes som ikke lukkes"
        else:
            plain.append(piece)
            problem = _mark(piece, opened, arguments)
            if problem:
                return problem
    plain.append(formula[at:])
    return f"har {len(opened)} parentes(er) som ikke lukkes" if opened else None


def _mark(piece: str, opened: list[str], arguments: list[int]) -> str | None:
    if piece in "({":
        opened.append(piece)
        arguments.append(1)
        return f"har mer enn {MAX_DEPTH} nivåer" if len(opened) > MAX_DEPTH + 1 else None
    if piece in ")}":
        arguments[-1:] = []
        if not opened or opened.pop() != {")": "(", "}": "{"}[piece]:
            return f"har en «{piece}» som ikke er åpnet"
        return None
    if piece == ";":
        inside = opened and opened[-1] == "{"
        return None if inside else "har semikolon mellom argumentene; formatet bruker komma"
    if arguments:
        arguments[-1] += 1
        if arguments[-1] > MAX_ARGUMENTS and opened[-1] == "(":
            return f"har et kall med mer enn {MAX_ARGUMENTS} argumenter"
    return None


def _closing(formula: str, start: int) -> int:
    """Where a bracket ends, with those inside it; 0 when it does not."""
    depth = 0
    for match in _BRACKETS.finditer(formula, start):
        if match.group() == "[":
            depth += 1
        elif match.group() == "]":
            depth -= 1
            if depth == 0:
                return match.end()
    return 0


def without_brackets(formula: str) -> str:
    """The formula with the inside of structured references and book numbers left out."""
    if "[" not in formula:
        return formula
    kept, at = [], 0
    for match in _PIECE.finditer(formula):
        if match.lastgroup == "bracket" and match.start() >= at:
            kept.append(formula[at : match.start()] + "[]")
            at = _closing(formula, match.start()) or len(formula)
    return "".join(kept) + formula[at:]


def relative(formula: str, row: int, column: int) -> str:
    """The formula with references as seen from its cell: equal for cells that are filled alike."""

    def seen(match: re.Match[str]) -> str:
        if match.group("kept"):
            return match.group()
        at_row, at_column = position(match.group("column") + match.group("row"))
        rows = f"R{at_row}" if match.group("r") else f"R[{at_row - row}]"
        columns = f"C{at_column}" if match.group("c") else f"C[{at_column - column}]"
        return rows + columns

    return _KEPT.sub(seen, formula)


@lru_cache(maxsize=10_000)
def skeleton(relative_formula: str) -> str:
    """A relative formula with every number left out."""
    return _NUMBER.sub("#", relative_formula)


@lru_cache(maxsize=10_000)
def numbers(relative_formula: str) -> tuple[float, ...]:
    """The numbers of a relative formula, in order."""
    return tuple(float(number) for number in _NUMBER.findall(relative_formula))


def ranges(formula: str) -> Iterator[tuple[int, int, int, int, bool]]:
    """The areas a formula uses on its own sheet: top, left, bottom, right, and whether it is one cell."""
    found = [m for m in _KEPT.finditer(formula) if not m.group("kept")]
    for at, match in enumerate(found):
        if match.start() and formula[match.start() - 1] in "!:":
            continue
        row, column = position(match.group("column") + match.group("row"))
        after = found[at + 1] if at + 1 < len(found) else None
        if after is not None and formula[match.end() : after.start()] == ":":
            bottom, right = position(after.group("column") + after.group("row"))
            yield min(row, bottom), min(column, right), max(row, bottom), max(column, right), False
        else:
            yield row, column, row, column, True
