"""What the command line tells about names in a workbook, in bokmål."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asss_xl import __version__
from asss_xl.addin import library as lib
from asss_xl.addin.library import NameStatus, Result
from asss_xl.replacing import lock_of

_MOST_SHOWN = 5
_LABELS = {
    lib.CURRENT: "gjeldende",
    lib.OLDER: "eldre",
    lib.NEWER: "nyere",
    lib.CHANGED: "endret",
    lib.FOREIGN: "fremmed",
    lib.RETIRED: "utgått",
    lib.MISSING: "mangler",
}
_ADVICE = {
    lib.OLDER: "Eldre navn oppdateres med --into.",
    lib.NEWER: f"Nyere navn er laget av en nyere asss_xl enn denne ({__version__}). Oppgrader.",
    lib.CHANGED: "Endrede navn er skrevet om etter at asss_xl la dem inn, og regner ikke som "
    "katalogen. --into erstatter dem.",
    lib.FOREIGN: "Fremmede navn er ikke fra asss_xl, men heter som en av funksjonene. Gi dem et "
    "annet navn i Navnebehandling.",
    lib.RETIRED: "Utgåtte navn er fra asss_xl, men finnes ikke lenger i katalogen. De virker som "
    "før. --remove tar dem bort.",
}


def status_text(file: Path, names: Sequence[NameStatus]) -> str:
    """A line per name and what to do about each kind."""
    present = [n for n in names if n.status != lib.MISSING]
    missing = len(names) - len(present)
    if not present:
        return f"{file}: ingen av funksjonene er i arbeidsboken. Legg dem inn med --into."
    lines = [f"{file}: {len(present)} navn, {missing} mangler (asss_xl {__version__})"]
    lines += [f"  {_line(name)}" for name in present]
    kinds = {name.status for name in present}
    return "\n".join([*lines, *(_ADVICE[kind] for kind in _ADVICE if kind in kinds)])


def _line(name: NameStatus) -> str:
    version = f", fra {name.version}" if name.version else ""
    calls = f", brukt i {_cells(name.calls)}" if name.calls else ""
    note = f". {name.note}" if name.note else ""
    return f"{name.name}: {_LABELS[name.status]}{version}{calls}{note}"


def _cells(addresses: Sequence[str]) -> str:
    shown = ", ".join(addresses[:_MOST_SHOWN])
    more = len(addresses) - _MOST_SHOWN
    return shown + (f" og {more} til" if more > 0 else "")


def status_json(file: Path, names: Sequence[NameStatus]) -> dict[str, Any]:
    """The same for programs; the statuses are English words."""
    return {"file": str(file), "version": __version__, "names": [name.as_dict() for name in names]}


def needs_attention(names: Sequence[NameStatus]) -> bool:
    """True when something in the file is not as this version would write it."""
    return any(name.status not in (lib.CURRENT, lib.MISSING) for name in names)


def added_text(source: Path, result: Result) -> str:
    """What ``--into`` did."""
    lines = [
        f"Skrev {result.target}: {len(result.added)} funksjoner lagt til, "
        f"{len(result.updated)} oppdatert, {len(result.unchanged)} uendret."
    ]
    if result.edited:
        lines.append(f"Endret siden sist, og erstattet: {', '.join(result.edited)}.")
    if result.retired:
        lines.append(f"Utgått, men står: {', '.join(result.retired)}. --remove tar dem bort.")
    return "\n".join([*lines, *_recalculated(result), *_open(source)])


def removed_text(source: Path, result: Result) -> str:
    """What ``--remove`` did."""
    if not result.removed:
        lines = [f"Skrev {result.target}: arbeidsboken har ingen navn fra asss_xl; ingenting er endret."]
    else:
        lines = [f"Skrev {result.target}: {len(result.removed)} navn tatt bort."]
    if result.calls:
        lines.append(f"Celler som kalte dem, viser #NAVN?: {_cells(result.calls)}.")
    if result.left:
        lines.append(f"Står igjen, ikke fra asss_xl: {', '.join(result.left)}.")
    return "\n".join([*lines, *_recalculated(result), *_open(source)])


def _recalculated(result: Result) -> list[str]:
    return ["Excel regner ut alt på nytt når filen åpnes."] if result.changed else []


def _open(source: Path) -> list[str]:
    if lock_of(source) is None:
        return []
    return [f"{source.name} er åpen i Excel. Det som ikke er lagret, er ikke med."]
