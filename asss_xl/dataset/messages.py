"""What a user is told when a data package cannot be used: bokmål, where it is wrong, what to do.

The texts stand in `feil.csv`, each by a name.
"""

from __future__ import annotations

import difflib
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from asss_xl.catalogue import keyed
from asss_xl.norsk import norsk, printable
from asss_xl.replacing import Refused

from .grouping import grouped

#: What an advice has from the row that it is of.
_WRITTEN = re.compile("«[^»]*»|[0-9.,]+")
#: How many rows with the same fault are told one by one, and when all are.
_FIRST_ALIKE, _MOST_ALIKE, _MOST_ROWS = 3, 8, 20
#: What is wrong, and what to do.
Fault = tuple[str, str]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a data package.

    `fil` is the file's name in the package, `rad` the line in that file (the heading is line 1)
    or None when the problem is not on a line, `kolonne` the column (or the key in
    `datapackage.json`) or None, `melding` what is wrong and `raad` what to do about it.
    """

    fil: str
    rad: int | None
    kolonne: str | None
    melding: str
    raad: str

    @property
    def kind(self) -> tuple[str, str | None, str]:
        """What it has in common with the same fault in other rows: the advice, whatever was written there."""
        return self.fil, self.kolonne, _WRITTEN.sub("", self.raad)

    def __str__(self) -> str:
        sted = [self.fil]
        if self.rad is not None:
            sted.append(f"rad {self.rad}")
        if self.kolonne is not None:
            sted.append(f"kolonne {self.kolonne}" if self.rad else f"«{self.kolonne}»")
        return f"{', '.join(sted)}: {self.melding} {self.raad}".rstrip()


class DatasetError(Refused):
    """A data package that cannot be used. `problemer` has every problem found, in file order."""

    def __init__(self, problemer: Iterable[Problem]) -> None:
        self.problemer: list[Problem] = list(problemer)
        super().__init__(self.problemer)

    def __str__(self) -> str:
        if len(self.problemer) == 1:
            return str(self.problemer[0])
        lines: list[tuple[int, str]] = []
        alike = grouped((p.kind if p.rad else (n,), (n, p)) for n, p in enumerate(self.problemer))
        for same in alike.values():
            # What is wrong all down a column is told by its first rows, and where the others are.
            first = same if len(same) <= _MOST_ALIKE else same[:_FIRST_ALIKE]
            lines += [(n, f"- {each}") for n, each in first]
            if others := same[len(first) :]:
                rows = ", ".join(str(each.rad) for _, each in others[:_MOST_ROWS])
                more = " …" if len(others) > _MOST_ROWS else ""
                where = ", kolonne ".join(filter(None, (first[0][1].fil, first[0][1].kolonne)))
                told = f"- {where}: det samme i {len(others)} rader til (rad {rows}{more})."
                lines.append((others[0][0], told))
        heading = f"Datapakken har {len(self.problemer)} problemer:"
        return "\n".join([heading, *(told for _, told in sorted(lines))])


def shown(value: object, limit: int = 60) -> str:
    """`value` as it can be shown in a message: on one line, printable, not too long."""
    written = norsk(value) if isinstance(value, float | bool) else str(value)
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in written)
    text = printable(spaced).replace("\n", "\N{REPLACEMENT CHARACTER}")
    return f"«{text[: limit - 1]}…»" if len(text) > limit else f"«{text}»"


def near(text: str, known: Iterable[str]) -> str:
    """«Mente du …?» with the names that begin with `text`, or look most like it, or nothing."""
    by_sound = {name.casefold(): name for name in known}
    longer = [name for name in by_sound if text and name.startswith(f"{text.casefold()} ")]
    alike = longer[:2] or difflib.get_close_matches(text.casefold(), list(by_sound), n=2)
    found = [by_sound[name] for name in alike]
    return f"Mente du {' eller '.join(shown(name) for name in found)}? " if found else ""


class _Texts(string.Formatter):
    """A text with places for values: `{0:«»}` is shown in quotes, `{0:,}` is a list."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "«»":
            return shown(value)
        if format_spec == ",":
            return ", ".join(map(str, value))
        return (
            norsk(value, format_spec)
            if format_spec and isinstance(value, float)
            else format(value, format_spec)
        )


@cache
def _faults() -> Mapping[str, Mapping[str, str]]:
    return keyed("feil", "feil", Path(__file__).parent)


def fault(which: str, *values: object) -> Fault:
    """A fault of `feil.csv`, said of some values."""
    told = _faults()[which]
    return _Texts().vformat(told["melding"], values, {}), _Texts().vformat(told["raad"], values, {}).strip()


def said(which: str, *values: object) -> str:
    """A fault of `feil.csv` as one text."""
    return " ".join(filter(None, fault(which, *values)))


def number_fault(text: str, whole: bool) -> Fault:
    """Why `text` is not a number in a data file, and what to write instead."""
    if text.strip().lstrip("+-").lower() in {"nan", "inf", "infinity"}:
        return fault("ubrukelig_tall", text)
    return fault("ikke_heltall" if whole else "komma" if "," in text else "ikke_tall", text)


def by_row(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in one file, in the order of its rows."""
    return sorted(problems, key=lambda p: p.rad or 0)


def refused(fil: str, melding: str, raad: str = "") -> DatasetError:
    """That a whole file, or an option, cannot be used."""
    return DatasetError([Problem(fil, None, None, melding, raad)])


def digits(value: float | None, decimals: int = 3) -> str:
    """A figure with at most so many decimals; nothing where there is none."""
    return "" if value is None else f"{round(value, decimals) + 0.0:.15g}".replace(".", ",")
