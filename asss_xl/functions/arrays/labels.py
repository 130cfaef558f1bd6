"""Series and DataFrames that belong together, matched by their labels.

What no label joins is an error, and what only some of them have is said: a mean over the wrong
rows looks like a right one. pandas is used only when the caller already does.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from functools import reduce
from typing import Any

_SHOWN = 5
_BY_ORDER = "Gi dem samme indeks, eller bruk .to_numpy() på alle for å passe dem sammen etter rekkefølgen."
_TWICE = (
    "Etiketter som står flere ganger, kan ikke passes sammen ({}). "
    "Bruk reset_index() eller samme indeks på alle argumentene."
)


def is_table(value: Any) -> bool:
    """True for a Series or a DataFrame."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, (pandas.Series, pandas.DataFrame))


def by_label(tables: Sequence[tuple[str, Any]]) -> list[Any]:
    """Tables, each with the name of its argument, with the same rows (and columns).

    The order is that of the first. ``ValueError`` where they have no label in common; a warning
    that names the labels where one of them lacks some: a figure is missing there.
    """
    frames = [(name, table) for name, table in tables if table.ndim == 2]
    index = _union([(name, table.index) for name, table in tables], "rad", bool(frames))
    columns = _union([(name, table.columns) for name, table in frames], "kolonne", True)
    return [
        table.reindex(index=index) if table.ndim == 1 else table.reindex(index=index, columns=columns)
        for _, table in tables
    ]


def _union(labels: list[tuple[str, Any]], kind: str, frames: bool) -> Any:
    first: Any = labels[0][1] if labels else None
    if all(first is one or first.equals(one) for _, one in labels[1:]):
        return first
    twice = [name for name, one in labels if not one.is_unique]
    if twice:
        raise ValueError(_TWICE.format(_listed(twice)))
    _check_common(labels, kind, frames)
    union = reduce(lambda found, one: found.union(one, sort=False), (one for _, one in labels))
    _say_what_is_missing(labels, union)
    return union


def _check_common(labels: list[tuple[str, Any]], kind: str, frames: bool) -> None:
    common = labels[0][1]
    for place, (name, one) in enumerate(labels):
        common = common[common.isin(one)]
        if len(common):
            continue
        names = _listed([other for other, _ in labels[:place]] + [name])
        by_rows = " En Series passes inn etter radene i en DataFrame; bruk DataFrame.T hvis det er "
        by_rows += "kolonnene som skal passe."
        what = "etikett" if kind == "rad" else "kolonne"
        hint = by_rows if frames and kind == "rad" else ""
        raise ValueError(f"Ingen {what} er felles for {names}. {_BY_ORDER}{hint}")


def _say_what_is_missing(labels: list[tuple[str, Any]], union: Any) -> None:
    lacking = []
    for name, one in labels:
        missing = union[~union.isin(one)]
        if len(missing):
            lacking.append(f"{name} har ikke {_listed([str(label) for label in missing])}")
    if lacking:
        warnings.warn(
            f"Argumentene har ikke de samme etikettene: {'; '.join(lacking)}. Tallet regnes som "
            "manglende der, aldri som null.",
            stacklevel=_outside(),
        )


def _listed(names: Sequence[str]) -> str:
    """``a, b og c``; of many, the first of them and how many more."""
    if len(names) > _SHOWN:
        return f"{', '.join(names[:_SHOWN])} og {len(names) - _SHOWN} til"
    return " og ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _outside() -> int:
    """How far up the caller's own code is, so that the warning points there."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith("asss_xl."):
        level, frame = level + 1, frame.f_back
    return level
