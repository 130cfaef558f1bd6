"""Findings in words, besides ASSS_FUNN: the accounts, kroner, the largest of a profile."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

from asss_xl.functions.catalogue import Function, aggregate
from asss_xl.functions.values import (
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    numbers,
    same,
    text_of,
)


@aggregate(excel='IF(setning="","",IF(avvik<"",ABS(avvik)-nummer/1000000000,""))')
def stoerrelse(setning: Value, avvik: Value, nummer: Value) -> Value:
    """How large a finding is, for picking the largest; empty where nothing is said.

    The line's number takes off a little, so that two equally large findings do not tie.
    """
    error = first_error((setning,) if is_blank(setning) else (setning, avvik))
    if error is not None:
        return error
    if is_blank(setning) or not is_number(avvik):
        return ""
    return abs(avvik) - nummer / 1000000000  # type: ignore[arg-type,operator]


@aggregate(
    ranges=("setninger", "stoerrelser"),
    excel='IF(COUNT(stoerrelser)<nummer,"",'
    "INDEX(setninger,MATCH(LARGE(stoerrelser,nummer),stoerrelser,0)))",
)
def stoerste_funn(setninger: Rows, stoerrelser: Rows, nummer: Value) -> Value:
    """The sentence of the largest finding, the second largest and so on; empty when fewer."""
    sizes = numbers(stoerrelser)
    if len(sizes) < nummer:  # type: ignore[operator]
        return ""
    error = first_error(cells(stoerrelser))
    if error is not None:
        return error
    wanted = sorted(sizes, reverse=True)[int(nummer) - 1]  # type: ignore[arg-type]
    places = zip(cells(setninger), cells(stoerrelser), strict=True)
    return next(text for text, size in places if is_number(size) and size == wanted)


@aggregate(
    ranges=("verdier", "navn"),
    excel='IF(verdi<"",INDEX(navn,1,MATCH(verdi,verdier,0))&'
    'IF(SUMPRODUCT((verdier<"")*(verdier=verdi))>1," m.fl.",""),NA())',
)
def hvem(verdi: Value, verdier: Rows, navn: Rows) -> Value:
    """Who has a value, the first of several."""
    if isinstance(verdi, ExcelError):
        return verdi
    places = [i for i, v in enumerate(cells(verdier)) if is_number(v) and v == verdi]
    if not is_number(verdi) or not places:
        return NA
    name = cells(navn)[places[0]]
    error = first_error((name, *cells(verdier)))
    return error or f"{text_of(name)}{' m.fl.' if len(places) > 1 else ''}"


@aggregate(
    excel='SUBSTITUTE(SUBSTITUTE(setning,"ASSS-gjennomsnittet",snittet),"i nettverket",blant)'
)
def omtalt(setning: Value, snittet: Value, blant: Value) -> Value:
    """A finding about the mean that is in use, whatever group and members are chosen."""
    error = first_error((setning, snittet, blant))
    if error is not None:
        return error
    told = text_of(setning).replace("ASSS-gjennomsnittet", text_of(snittet))
    return told.replace("i nettverket", text_of(blant))


@aggregate(
    ranges=("gule",),
    excel='IF(SUMPRODUCT((gule="Ja")+(gule="Nei"))>0,egne,IF(gruppe=nettverk,vanlig,'
    "IF(for_gruppe=\"\",egne,for_gruppe&gruppe)))",
)
def omtale(
    gule: Rows, gruppe: Value, nettverk: Value, vanlig: Value, for_gruppe: Value, egne: Value
) -> Value:
    """How a mean is spoken of: as usual, by its group's name, or as the reader's own choice."""
    error = first_error(cells(gule))
    if error is not None:
        return error
    if any(same(v, "Ja") or same(v, "Nei") for v in cells(gule)):
        return egne
    if isinstance(gruppe, ExcelError):
        return gruppe
    if same(gruppe, nettverk):
        return vanlig
    return egne if is_blank(for_gruppe) else f"{text_of(for_gruppe)}{text_of(gruppe)}"


@cache
def _of_many(count: int, sign: str, together: Callable[[tuple[Value, ...]], Value]) -> Function:
    """A function of so many single values, the Excel side of which is a sign between them."""
    names = [f"del{number}" for number in range(1, count + 1)]

    def combine(*parts: Value) -> Value:
        return first_error(parts) or together(parts)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    combine.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind) for name in names]
    )
    return aggregate(excel=sign.join(names))(combine)


def _text(parts: tuple[Value, ...]) -> Value:
    return "".join(text_of(part) for part in parts)


def _total(parts: tuple[Value, ...]) -> Value:
    return sum(float(part) for part in parts)  # type: ignore[arg-type,misc]


def tekst(*parts: Any) -> tuple[Any, ...]:
    """A function that joins so many parts, and the parts: ``sheet.calc(0, 0, *tekst(...))``."""
    return (_of_many(len(parts), "&", _text), *parts)


def samlet(*parts: Any) -> tuple[Any, ...]:
    """A function that adds so many numbers, and the numbers."""
    return (_of_many(len(parts), "+", _total), *parts)
