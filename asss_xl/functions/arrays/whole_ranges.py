"""The functions of whole ranges on arrays of numbers, with NaN where a figure is missing.

What is calculated is the Excel text, with numpy's way of doing what it asks for. A rank of each of
many and a mean without some names are done by sorting and by sets: the text compares every value
with every other.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from asss_xl.functions.excel.evaluator import (
    Compiled,
    Name,
    Node,
    Use,
    called_functions,
    compiled_node,
    parsed,
    used_names,
)
from asss_xl.functions.profil import named_wrongly, stands_among
from asss_xl.functions.values import (
    NA,
    OMITTED,
    VALUE,
    ExcelError,
    as_rows,
    cells,
    checked,
    in_fifteen_digits,
    is_blank,
    order,
    plain,
)

if TYPE_CHECKING:
    from asss_xl.functions.catalogue import Function

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_AT_A_TIME = 65_536


def _present(values: Numbers) -> Any:
    return values == values


def _less(left: Any, right: Any) -> Any:
    """``x<""`` asks whether there is a number: 1 where there is, to reckon with."""
    return _present(left).astype(np.int8) if isinstance(right, str) else left < right


def _sum(values: Any) -> float:
    if not isinstance(values, np.ndarray):
        return float(values)
    if values.dtype != np.float64:
        # Mostly there are none of what is counted, and that is told four times as fast.
        return float(values.sum(dtype=np.int64)) if values.any() else 0.0
    return sum(map(_sum_of_part, _parts(values)))


def _sum_of_part(values: Numbers) -> float:
    total = np.add.reduce(values, axis=None)
    if total != total:
        # fmax and fmin pass NaN by, without the branch for each place that a mask costs.
        total = np.add.reduce(np.fmax(values, 0.0), axis=None)
        if np.fmin.reduce(values, axis=None) < 0:
            total += np.add.reduce(np.fmin(values, 0.0), axis=None)
    return float(total)


def _parts(values: Any) -> list[Any]:
    """A part at a time stays in the processor's cache, which is several times as fast."""
    step = max(1, _AT_A_TIME // values.shape[1])
    return [values[at : at + step] for at in range(0, len(values), step)]


def _product(first: Any, *others: Any) -> Any:
    return reduce(operator.mul, others, first)


def _count(values: Numbers) -> float:
    return float(np.count_nonzero(_present(values)))


def _is_empty(values: Numbers) -> bool:
    """True when there is no number: then, and only then, the least of them is NaN."""
    return bool(np.isnan(np.fmin.reduce(values, axis=None)))


#: No array of numbers has texts or logical values in it: what asks for them is settled.
_ON_RANGES: dict[str, Callable[..., Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "<": _less,
    ">": lambda left, right: False if isinstance(right, str) else left > right,
    "<>": lambda left, right: isinstance(right, (str, bool)) or left != right,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "^": operator.pow,
    "-x": operator.neg,
    "+x": operator.pos,
    "SUM": _sum,
    "PRODUCT": _product,
    "COUNT": _count,
    "ABS": abs,
    "NA": lambda: NA,
    "AVERAGE": lambda values: _sum(values) / _count(values),
    "MIN": lambda values: float(np.fmin.reduce(values, axis=None)),
    "MAX": lambda values: float(np.fmax.reduce(values, axis=None)),
    "ROWS": lambda values: values.shape[0],
    "COLUMNS": lambda values: values.shape[1],
    "INDEX": lambda values, row, _: values[int(row) - 1 : int(row)],
}


class _Given(dict[Any, Any]):
    """The blocks by their names, and what is summed over them by the part of the text that asks.

    SUMPRODUCT goes through the blocks a part at a time, which stays in the processor's cache.
    """

    def __missing__(self, asked: Use) -> float:
        compute = compiled(Use("PRODUCT", asked.arguments))
        used = used_names(asked)
        if "INDEX" in called_functions(asked):
            found = _sum(compute(self))
        else:
            parts = zip(*(_parts(self[name]) for name in used), strict=True)
            found = sum(_sum(compute(dict(zip(used, part, strict=True)))) for part in parts)
        self[asked] = found
        return found


@lru_cache(maxsize=256)
def compiled(node: Node) -> Compiled:
    """A tree as a callable that takes arrays, or rows of numbers, by name."""
    return compiled_node(node, (_ON_RANGES,))


@lru_cache(maxsize=64)
def _compiled(text: str) -> Compiled:
    return compiled(_summed_by_part(parsed(text)))


def _summed_by_part(node: Node) -> Node:
    """The tree with a name, which :class:`_Given` knows, for what is summed."""
    if not isinstance(node, Use):
        return node
    if node.function == "SUMPRODUCT":
        return Name(node)  # type: ignore[arg-type]
    return Use(node.function, tuple(map(_summed_by_part, node.arguments)))


def tells_text_from_blank(function: Function) -> bool:
    """True where a text is something else than nothing, which an array of numbers cannot hold."""
    return '>"")' in function.excel


def calculated(function: Function, values: Sequence[Any]) -> float | ExcelError:
    """A function all of whose arguments are ranges, on blocks of numbers; the last may be OMITTED."""
    named = _Given((p.name, value) for p, value in zip(function.parameters, values, strict=True))
    short = function.excel_short and values[-1] is OMITTED
    compute = _compiled(function.excel_short if short else function.excel)
    with np.errstate(all="ignore"):
        answer = checked(lambda: compute(named))
    return answer if isinstance(answer, ExcelError) else float(answer)


def mean_without(
    mean: Function, values: Numbers, units: Any, left_out: Any, weights: Any
) -> float | ExcelError:
    """``snitt_uten``: ``mean`` where the values of those left out are missing."""
    out = as_rows(left_out)
    names = cells(out)
    rows = units.reshape(-1, 1) if units.ndim == 1 else units
    sizes = {values.shape, rows.shape} | ({weights.shape} if weights is not OMITTED else set())
    if len(sizes) > 1 or min(len(out), len(out[0]) if out else 0) > 1:
        return VALUE
    flat = rows.ravel().tolist()
    found = {name: plain(name) for name in dict.fromkeys(flat)}
    wrong = named_wrongly(list(found.values()), names, rows.shape)
    if wrong is not None:
        return wrong
    present = _present(values).ravel()
    unnamed = {name for name, unit in found.items() if is_blank(unit)}
    if unnamed and (_among(flat, unnamed) & present).any():
        return NA
    wanted = {name for name, unit in found.items() if stands_among(unit, names)}
    kept = np.where(_among(flat, wanted).reshape(values.shape), np.nan, values)
    return calculated(mean, (kept, weights))


def _among(flat: list[Any], wanted: set[Any]) -> Any:
    return np.fromiter(map(wanted.__contains__, flat), dtype=bool, count=len(flat))


def rank_of_one(own: float, others: Numbers, from_highest: bool) -> float | ExcelError:
    """The rank of one value: how many are ahead of it, and one."""
    near = 2e-14 * abs(own)
    beyond, within = (own + near, own - near) if from_highest else (own - near, own + near)
    ahead = operator.gt if from_highest else operator.lt
    found = np.count_nonzero(ahead(others, beyond))
    candidates = ahead(others, within)
    if np.count_nonzero(candidates) > found:
        # Some lie so close that fifteen digits decide.
        close = others[candidates & ~ahead(others, beyond)]
        direction = 1 if from_highest else -1
        found += sum(order(other, own) == direction for other in close[close != own].tolist())
    return NA if not found and _is_empty(others) else 1.0 + int(found)


def ranks(own: Any, others: Numbers, from_highest: bool) -> Numbers:
    """The rank of each among the others; NaN for what is missing."""
    alike = own is others
    shape = own.shape
    own, others = np.ravel(own), np.ravel(others)
    places = np.argsort(own)
    own_sorted = own[places]
    ranked = own_sorted if alike else np.sort(others)
    ranked = ranked[: np.count_nonzero(_present(ranked))]
    # NaN comes last in numpy's order.
    given = own_sorted[: np.count_nonzero(_present(own_sorted))]
    ranked, given = _as_compared(ranked, ranked if alike else given)
    answers = np.full(own.shape, np.nan)
    if ranked.size:
        ahead = np.searchsorted(ranked, given, side="right" if from_highest else "left")
        answers[places[: given.size]] = 1.0 + (ranked.size - ahead if from_highest else ahead)
    return answers.reshape(shape)


def _as_compared(*columns: Any) -> list[Any]:
    """Sorted numbers, those that lie close made what Excel compares: fifteen digits."""
    pool = columns[0] if columns[0] is columns[1] else np.sort(np.concatenate(columns))
    gap = np.diff(pool)
    close = (gap > 0) & (gap <= 1e-14 * np.maximum(np.abs(pool[1:]), np.abs(pool[:-1])))
    if not close.any():
        return list(columns)
    touched = np.unique(np.concatenate((pool[1:][close], pool[:-1][close])))
    made = np.array([in_fifteen_digits(value) for value in touched.tolist()])
    result = []
    for column in columns:
        place = np.searchsorted(touched, column).clip(max=touched.size - 1)
        result.append(np.where(touched[place] == column, made[place], column))
    return result
