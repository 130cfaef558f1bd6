"""What a user is told when a data package cannot be used: bokmål, where it is wrong, what to do."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from asss_xl.replacing import Refused


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

    def __str__(self) -> str:
        sted = [self.fil]
        if self.rad is not None:
            sted.append(f"rad {self.rad}")
        if self.kolonne is not None:
            sted.append(f"kolonne {self.kolonne}" if self.rad else f"«{self.kolonne}»")
        return f"{', '.join(sted)}: {self.melding} {self.raad}"


class DatasetError(Refused):
    """A data package that cannot be used. `problemer` has every problem found, in file order."""

    def __init__(self, problemer: Iterable[Problem]) -> None:
        self.problemer: list[Problem] = list(problemer)
        super().__init__(self.problemer)

    def __str__(self) -> str:
        if len(self.problemer) == 1:
            return str(self.problemer[0])
        lines = [f"Datapakken har {len(self.problemer)} problemer:"]
        lines += [f"- {problem}" for problem in self.problemer]
        return "\n".join(lines)


def shown(value: object, limit: int = 60) -> str:
    """`value` as it can be shown in a message: on one line, printable, not too long."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in str(value))
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in spaced)
    return f"«{text[: limit - 1]}…»" if len(text) > limit else f"«{text}»"


def near(text: str, known: Iterable[str]) -> str:
    """«Mente du …?» with the names that look most like `text`, or nothing."""
    by_sound = {name.casefold(): name for name in known}
    alike = difflib.get_close_matches(text.casefold(), list(by_sound), n=2)
    found = [by_sound[name] for name in alike]
    return f"Mente du {' eller '.join(shown(name) for name in found)}? " if found else ""


def number_fault(text: str, whole: bool) -> tuple[str, str]:
    """Why `text` is not a number in a data file, and what to write instead."""
    if text.strip().lstrip("+-").lower() in {"nan", "inf", "infinity"}:
        return (f"{shown(text)} er ikke et tall som kan brukes.", "La feltet stå tomt når verdien mangler.")
    if whole:
        return f"{shown(text)} er ikke et heltall.", "Skriv bare sifre, for eksempel 2009."
    if "," in text:
        return (
            f"{shown(text)} bruker komma i tallet.",
            "Bruk punktum som desimaltegn, for eksempel 5.3, og ingen tusenskiller.",
        )
    return (
        f"{shown(text)} er ikke et tall.",
        "Skriv bare sifre, eventuelt minus først og punktum før desimalene.",
    )


def refused(fil: str, melding: str, raad: str = "") -> DatasetError:
    """That a whole file, or an option, cannot be used."""
    return DatasetError([Problem(fil, None, None, melding, raad)])


def number(value: float | None, decimals: int = 3) -> str:
    """A figure with at most so many decimals; nothing where there is none."""
    return "" if value is None else f"{round(value, decimals) + 0.0:.15g}".replace(".", ",")
